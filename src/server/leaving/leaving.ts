import { createPublicKey, type KeyObject, sign } from 'node:crypto'
import { refuse } from '../../core/errors.ts'
import {
  type ErasureReceipt,
  filesGoneMs,
  longestWaitMs,
  pagesGoneMs,
  receiptMessage,
  searchGoneMs,
  secondThoughtMs,
} from '../../core/leaving/receipt.ts'
import { moderationLimits } from '../../core/moderation/categories.ts'
import type { SignedReceipt } from '../../core/wire/leaving.ts'
import { hashSecret, makeRecoveryCode, plainCode } from '../accounts/index.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { Archives, Uploads } from '../adapters/folder/index.ts'
import { slateDays } from '../feed/index.ts'
import type { Keys } from '../keys/index.ts'
import type { VideoStore } from '../videos/index.ts'
import type { Departure, LeavingStore } from './store.ts'

/** What a receipt is signed with, and what it says of the shore. */
export interface Signing {
  key: KeyObject
  shoreName: string
  /** For so many days the operator keeps backups. */
  backupDays: number
}
interface ErasingRooms extends Signing {
  store: LeavingStore
  videos: VideoStore
  uploads: Uploads
  archiveFiles: Archives
  keys: Keys
  clock: Clock
}
export type Leaving = ReturnType<typeof openLeaving>

const dayMs = 86_400_000

export interface LeavingRooms extends Signing {
  store: LeavingStore
  clock: Clock
  /** Deletes a clip with its upload. */
  removeVideo(id: string): Promise<void>
  /** Deletes a comment where the account may; false where it may not, or there is none. */
  removeComment(id: string, accountId: string): Promise<boolean>
}

/** Asking, thinking again, and reading the receipt. */
export function openLeaving(rooms: LeavingRooms) {
  const { store, clock } = rooms
  return {
    /** Refuses `leaving.already` and `leaving.staff`. The code is known to nobody but whoever asked. */
    async leave(accountId: string): Promise<{ leavesAt: Date; code: string }> {
      const askedAt = clock.now()
      const leavesAt = new Date(askedAt.getTime() + secondThoughtMs)
      const code = makeRecoveryCode()
      const how = await store.leave({ accountId, codeHash: hashOf(code), askedAt, leavesAt })
      if (how !== 'left') throw refuse(`leaving.${how}`)
      return { leavesAt, code }
    },

    /** Refuses `leaving.not`, also where the erasure has begun. */
    async stay(accountId: string): Promise<void> {
      if (!(await store.stay(accountId))) throw refuse('leaving.not')
    },

    /**
     * Deletes one clip, or one comment with its replies, and says what went. The receipt is handed over and kept nowhere. Refuses
     * `comment.not-found`.
     */
    async eraseOne(what: 'video' | 'comment', id: string, accountId: string): Promise<SignedReceipt> {
      const askedAt = clock.now()
      const { erased, cases } = await store.censusOf(what, id)
      if (what === 'video') await rooms.removeVideo(id)
      else if (!(await rooms.removeComment(id, accountId))) throw refuse('comment.not-found')
      return signed(receiptOf(rooms, { what, askedAt, erasedAt: clock.now(), erased, cases, log: 0 }), rooms.key)
    },

    stateOf: (accountId: string) => store.departureOf(accountId),

    /** Refuses `leaving.no-receipt`. */
    async receipt(code: string): Promise<SignedReceipt> {
      const found = await store.receiptOf(hashOf(code))
      if (!found) throw refuse('leaving.no-receipt')
      return found
    },
  }
}

const hashOf = (code: string): string => hashSecret(plainCode(code))

/** Accounts whose time has come. */
export const dueToLeave = (store: LeavingStore, now: Date): Promise<Departure[]> =>
  store.due(now, new Date(now.getTime() - longestWaitMs))

/** Erases every account whose time has come; how many that were. Goes on where it was cut off. */
export async function eraseDue(rooms: ErasingRooms): Promise<number> {
  const { store, clock } = rooms
  const due = await dueToLeave(store, clock.now())
  for (const departure of due) await erase(rooms, departure)
  await store.endLines()
  return due.length
}

async function erase(rooms: ErasingRooms, { accountId, codeHash, askedAt }: Departure): Promise<void> {
  const { store, videos, uploads, clock } = rooms
  const erased = await store.begin(accountId)
  for (let ids = await store.clipsOf(accountId); ids.length > 0; ids = await store.clipsOf(accountId))
    for (const id of ids) {
      await videos.remove(id, clock.now())
      await uploads.remove(id)
      await store.endJobsOf(id)
    }
  while (await store.eraseSome(accountId)) {
    // Others write between two rounds.
  }
  const kept = await store.keptOf(accountId)
  const erasedAt = clock.now()
  const receipt = receiptOf(rooms, { what: 'account', askedAt, erasedAt, erased, ...kept })
  const files = await store.archivesOf(accountId)
  // Whatever copy there is of what was sealed opens no more.
  await rooms.keys.destroy(accountId)
  await store.finish(accountId, codeHash, erasedAt, signed(receipt, rooms.key))
  // Named by nobody now: a crash before this leaves them to the clean-up of archives.
  for (const id of files) await rooms.archiveFiles.remove(id)
}

function receiptOf(
  { shoreName, backupDays }: Signing,
  one: {
    what: ErasureReceipt['what']
    askedAt: Date
    erasedAt: Date
    erased: ErasureReceipt['erased']
    cases: number
    log: number
  },
): ErasureReceipt {
  const casesUntil = new Date(one.erasedAt.getTime() + moderationLimits.reportKeptMs).toISOString()
  return {
    version: 1,
    shore: shoreName,
    what: one.what,
    askedAt: one.askedAt.toISOString(),
    erasedAt: one.erasedAt.toISOString(),
    erased: one.erased,
    kept: [
      { what: 'cases' as const, count: one.cases, until: casesUntil },
      { what: 'log' as const, count: one.log, until: null },
    ].filter(({ count }) => count > 0),
    copies: copiesUntil(one.erasedAt, backupDays),
  }
}

function copiesUntil(erasedAt: Date, backupDays: number): ErasureReceipt['copies'] {
  const after = (ms: number) => new Date(erasedAt.getTime() + ms).toISOString()
  return {
    keys: after(0),
    pages: after(pagesGoneMs),
    files: after(filesGoneMs),
    search: after(searchGoneMs),
    slates: after(slateDays * dayMs),
    backups: after(backupDays * dayMs),
  }
}

/** The receipt with the shore's public key (SPKI, DER) and its signature (Ed25519), both in base64url. */
function signed(receipt: ErasureReceipt, key: KeyObject): SignedReceipt {
  return {
    receipt: { ...receipt, kept: [...receipt.kept] },
    key: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64url'),
    signature: sign(null, Buffer.from(receiptMessage(receipt)), key).toString('base64url'),
  }
}
