import { refuse } from '../../core/errors.ts'
import { boundOf } from '../../core/register/retentions.ts'
import type { StaffAct, StaffRole } from '../../core/staff/roles.ts'
import type { NewToken } from '../../core/wire/account.ts'
import {
  type AccountStore,
  freeHandle,
  makePassphrase,
  makeRecoveryCode,
  makeToken,
  openAccount,
  scopesOf,
  type TokenStore,
} from '../accounts/index.ts'
import { type Clock, makeId } from '../adapters/clock/index.ts'
import type { Uploads } from '../adapters/folder/index.ts'
import { log } from '../adapters/log/index.ts'
import type { Keys } from '../keys/index.ts'
import type { Storage } from '../storage/index.ts'
import type { VideoStore } from '../videos/index.ts'
import { hashCode, makeOperatorCode } from './code.ts'
import type { StaffStore } from './store.ts'

export interface StaffRooms {
  store: StaffStore
  accounts: AccountStore
  tokens: TokenStore
  videos: VideoStore
  uploads: Uploads
  storage: Storage
  clock: Clock
  keys: Keys
}

/** How long the code of the machine is good. */
const codeLifeMs = boundOf('code')

/** Who acts: an account with a role, or a command on the shore's own machine. */
export type StaffActor = { accountId: string; role: StaffRole } | 'machine'

export type Staff = ReturnType<typeof openStaff>

/** The acts of staff, the same from the console and on the machine. What is refused is refused before anything is written down. */
export function openStaff({ store, accounts, tokens, videos, uploads, storage, clock, keys }: StaffRooms) {
  async function carryOut<T>(
    actor: StaffActor,
    { act, subject, why }: { act: StaffAct; subject: string; why: string },
    perform: () => Promise<T>,
  ): Promise<T> {
    if (why.trim() === '') throw refuse('staff.why')
    const at = clock.now()
    const who =
      actor === 'machine'
        ? ({ actorId: null, role: 'machine' } as const)
        : { actorId: actor.accountId, role: actor.role }
    const begun = { id: makeId(at), at, ...who, act, subject, why: why.trim() }
    await store.begin(begun)
    // Where even this cannot be written, the act stands as begun, which is true.
    const end = (outcome: 'done' | 'failed') =>
      store.end(makeId(clock.now()), clock.now(), begun, outcome).catch(error => log('log of staff', {}, error))
    let result: T
    try {
      result = await perform()
    } catch (error) {
      await end('failed')
      throw error
    }
    await end('done')
    return result
  }
  const accountOf = async (handle: string) => {
    const plain = handle.replace(/^@/, '')
    const account = await accounts.byHandle(plain)
    if (!account) throw refuse('account.not-found', { handle: plain })
    return account
  }
  return {
    /** Any act of staff that another room carries out. Refuses `staff.why`. */
    perform: carryOut,

    /** An account with a passphrase that is shown once. Refuses as opening an account does. */
    async addAccount(actor: StaffActor, handle: string, why: string) {
      const passphrase = makePassphrase()
      const opened = await carryOut(actor, { act: 'account.add', subject: freeHandle(handle), why }, () =>
        openAccount(accounts, clock, { handle, passphrase, age: 'older', admission: null }),
      )
      return { ...opened, passphrase }
    },

    /** Lets in an account that waits, or does not: its owner is told why. Refuses `staff.no-newcomer`. */
    async decideNewcomer(actor: StaffActor, handle: string, isLetIn: boolean, why: string): Promise<void> {
      const account = await accountOf(handle)
      const missing = () => refuse('staff.no-newcomer', { handle: account.handle })
      if (!(await accounts.isWaiting(account.handle))) throw missing()
      const act = isLetIn ? 'newcomer.let-in' : 'newcomer.refuse'
      await carryOut(actor, { act, subject: account.handle, why }, async () => {
        const isDone = isLetIn
          ? await accounts.letIn(account.handle)
          : await accounts.refuseNewcomer(account.handle, clock.now(), why.trim())
        if (!isDone) throw missing()
      })
    },

    /** A code that opens so many accounts until so many days from now. It is shown once. */
    async makeInvite(actor: StaffActor, { uses, days }: { uses: number; days: number }, why: string) {
      const code = makeRecoveryCode()
      const at = clock.now()
      const endsAt = new Date(at.getTime() + days * 86_400_000)
      const id = makeId(at)
      await carryOut(
        actor,
        { act: 'invite.make', subject: `${uses} × ${endsAt.toISOString().slice(0, 10)}`, why },
        () => accounts.addInvite({ id, codeHash: hashCode(code), uses, at, endsAt }),
      )
      return { id, code, uses, endsAt: endsAt.toISOString() }
    },

    /** Refuses `staff.no-invite`. */
    async endInvite(actor: StaffActor, id: string, why: string): Promise<void> {
      await carryOut(actor, { act: 'invite.end', subject: id, why }, async () => {
        if (!(await accounts.endInvite(id, clock.now()))) throw refuse('staff.no-invite')
      })
    },
    async newcomers(limit: number) {
      const [n, rows] = await Promise.all([accounts.countWaiting(), accounts.waiting(limit)])
      return { n, items: rows.map(({ asked_at, ...row }) => ({ ...row, askedAt: asked_at.toISOString() })) }
    },
    async invites(limit: number) {
      return (await accounts.invites(limit)).map(({ made_at, ends_at, ...row }) => ({
        ...row,
        madeAt: made_at.toISOString(),
        endsAt: ends_at.toISOString(),
      }))
    },

    /** Ends every session and token of an account that somebody else may be in. Its owner signs in again. */
    async signOut(actor: StaffActor, handle: string, why: string): Promise<void> {
      const account = await accountOf(handle)
      await carryOut(actor, { act: 'account.sign-out', subject: account.handle, why }, () =>
        accounts.endEverywhere(account.id),
      )
    },

    /** Bounds what an account's clips may take; null is what every account may. */
    async setQuota(actor: StaffActor, handle: string, bytes: number | null, why: string): Promise<void> {
      const account = await accountOf(handle)
      await carryOut(actor, { act: 'account.quota', subject: account.handle, why }, () =>
        storage.setQuota(account.id, bytes),
      )
    },

    /** Refuses `staff.role-held`. */
    async grant(actor: StaffActor, handle: string, role: StaffRole, why: string): Promise<void> {
      const account = await accountOf(handle)
      const held = await store.roleOf(account.id)
      if (held) throw refuse('staff.role-held', { handle: account.handle, got: held })
      await carryOut(actor, { act: 'role.grant', subject: `${account.handle} ${role}`, why }, async () => {
        const there = await store.grant(account.id, role, clock.now())
        if (there) throw refuse('staff.role-held', { handle: account.handle, got: there })
      })
    },

    /** Refuses `staff.no-role`, `staff.last-operator`. */
    async take(actor: StaffActor, handle: string, why: string): Promise<void> {
      const account = await accountOf(handle)
      const held = await store.roleOf(account.id)
      if (!held) throw refuse('staff.no-role', { handle: account.handle })
      await carryOut(actor, { act: 'role.take', subject: `${account.handle} ${held}`, why }, async () => {
        const what = await store.take(account.id)
        if (what === 'last') throw refuse('staff.last-operator', { handle: account.handle })
        if (what === 'none') throw refuse('staff.no-role', { handle: account.handle })
      })
    },

    /** An account becomes an operator by the code that the machine printed. Refuses `staff.code`. */
    async claim(account: { id: string; handle: string }, code: string): Promise<void> {
      const held = await store.roleOf(account.id)
      if (held) throw refuse('staff.role-held', { handle: account.handle, got: held })
      // Whoever guesses is nobody of the staff, and writes nothing into its log.
      if (!(await store.isCode(hashCode(code), clock.now(), codeLifeMs))) throw refuse('staff.code')
      const actor = { accountId: account.id, role: 'operator' } as const
      await carryOut(
        actor,
        { act: 'role.claim', subject: account.handle, why: 'by the code of the machine' },
        async () => {
          const outcome = await store.claim(account.id, hashCode(code), clock.now(), codeLifeMs)
          if (outcome === 'code') throw refuse('staff.code')
          if (outcome !== 'claimed') throw refuse('staff.role-held', { handle: account.handle, got: outcome })
        },
      )
    },

    /** What a command does with keys or files of the shore: it is in the log, and no key is. */
    onMachine: <T>(
      act: 'key.rotate' | 'key.shares' | 'key.save' | 'storage.rewrite',
      why: string,
      perform: () => Promise<T>,
    ): Promise<T> => carryOut('machine', { act, subject: '', why }, perform),

    async makeCode(why: string): Promise<string> {
      return carryOut('machine', { act: 'code.make', subject: '', why }, () => makeOperatorCode(store, clock))
    },

    /** A token for somebody's program, on the machine only. Refuses `institution.alone`: nobody connects a program to an institution but its stewards. */
    async addToken(
      handle: string,
      wish: { scope: 'read' | 'post'; name: string; days: number },
      why: string,
    ): Promise<NewToken & { handle: string; scopes: string[] }> {
      const account = await accountOf(handle)
      if (await accounts.isInstitution(account.id)) throw refuse('institution.alone', { handle: account.handle })
      const scopes = scopesOf(wish.scope)
      const made = await carryOut('machine', { act: 'token.add', subject: account.handle, why }, () =>
        makeToken({ tokens, clock, keys }, { accountId: account.id, scopes, name: wish.name, days: wish.days }),
      )
      return { ...made, handle: account.handle, scopes }
    },

    /** Ids, scopes and ends of an account's tokens: what is needed to end one, and not what they are called. */
    async tokensOf(handle: string) {
      const account = await accountOf(handle)
      return (await tokens.ofAccount(account.id)).map(({ id, scopes, expires_at }) => ({
        id,
        scopes,
        expiresAt: expires_at.toISOString(),
      }))
    },

    async endToken(actor: StaffActor, handle: string, id: string, why: string): Promise<void> {
      const account = await accountOf(handle)
      if (!(await tokens.ofAccount(account.id)).some(token => token.id === id)) throw refuse('token.not-found')
      await carryOut(actor, { act: 'token.end', subject: account.handle, why }, () => tokens.end(account.id, id))
    },

    /** Tries a clip again that was given up for a fault of the shore. Refuses `video.not-given-up`, `video.original-gone`. */
    async retry(actor: StaffActor, videoId: string, why: string): Promise<void> {
      const dead = await videos.deadEnds()
      if (!dead.some(({ id }) => id === videoId)) throw refuse('video.not-given-up')
      if (!(await uploads.isWhole(videoId))) throw refuse('video.original-gone')
      await carryOut(actor, { act: 'video.retry', subject: videoId, why }, () => videos.tryAgain(videoId))
    },

    async sweep(actor: StaffActor, why: string) {
      const { removed, bytes, missing } = await carryOut(actor, { act: 'storage.sweep', subject: '', why }, () =>
        storage.sweep(),
      )
      return { removed, bytes, missing }
    },

    async log(before: string | null, limit: number) {
      return (await store.log(before, limit)).map(row => ({
        ...row,
        act: row.act as StaffAct,
        at: row.at.toISOString(),
        outcome: row.outcome ?? ('begun' as const),
      }))
    },
    accounts: store.accounts,
    countAccounts: store.countAccounts,
    countRoles: store.countRoles,
    lastMigration: store.lastMigration,
    use: () => storage.use(),
  }
}
