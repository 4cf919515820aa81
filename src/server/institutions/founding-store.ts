import type { KeyObject } from 'node:crypto'
import { institutionLimits } from '../../core/institutions/limits.ts'
import type { Mandate } from '../../core/institutions/mandate.ts'
import type { StewardRole } from '../../core/institutions/stewards.ts'
import { makeId } from '../adapters/clock/index.ts'
import { type Database, holdName, isDuplicate, sql } from '../adapters/db/index.ts'
import { addLeaf } from './record-store.ts'
import { holdInstitution, type InstitutionRow, type SeatRow, seatsOf } from './rows-store.ts'

export interface InstitutionToFound {
  id: string
  founderId: string
  handle: string
  skeleton: string
  name: string
  domain: string
  kind: InstitutionRow['kind']
  mandate: Mandate
  code: string
  stewards: readonly { accountId: string; role: StewardRole }[]
  at: Date
}

/** Why an institution cannot be confirmed, beside what the operator may find. */
export type Unready = 'proof' | 'stewards' | 'taken' | 'confirmed' | 'missing'

class Undone extends Error {}

export function foundingStore({ db, key }: { db: Database; key: KeyObject }) {
  return {
    /** `most`: the founder has begun too many. `taken`: an account or an institution has the handle, or one that looks like it. */
    async found(wish: InstitutionToFound): Promise<'begun' | 'taken' | 'most'> {
      try {
        return await db.transaction().execute(async on => {
          await holdName(on, `foundings ${wish.founderId}`)
          const { n } = await on
            .selectFrom('institutions')
            .select(({ fn }) => fn.countAll<number>().as('n'))
            .where('founder_id', '=', wish.founderId)
            .where('state', '=', 'founding')
            .executeTakeFirstOrThrow()
          if (Number(n) >= institutionLimits.maxFoundings) return 'most'
          const there = on.selectFrom('accounts').select('id').where('skeleton', '=', wish.skeleton)
          if (await there.executeTakeFirst()) return 'taken'
          await on
            .insertInto('institutions')
            .values({
              ...{
                id: wish.id,
                account_id: null,
                founder_id: wish.founderId,
                handle: wish.handle,
                skeleton: wish.skeleton,
              },
              ...{ name: wish.name, domain: wish.domain, kind: wish.kind, state: 'founding', code: wish.code },
              mandate: JSON.stringify(wish.mandate),
              begun_at: wish.at,
            })
            .execute()
          await on
            .insertInto('stewards')
            .values(
              wish.stewards.map(({ accountId, role }) => ({
                ...{ institution_id: wish.id, account_id: accountId, role, invited_at: wish.at, seated_at: null },
              })),
            )
            .execute()
          return 'begun'
        })
      } catch (error) {
        if (isDuplicate(error)) return 'taken'
        throw error
      }
    },

    /** The steward has signed for the seat that they were offered. False where it is taken, or not offered any more. */
    async takeSeat(institutionId: string, seat: { accountId: string; passkeyId: string; at: Date }): Promise<boolean> {
      return db.transaction().execute(async on => {
        const institution = await holdInstitution(on, institutionId)
        if (!institution) return false
        const taken = await on
          .updateTable('stewards')
          .set({ seated_at: seat.at })
          .where('institution_id', '=', institutionId)
          .where('account_id', '=', seat.accountId)
          .where('seated_at', 'is', null)
          .returning('role')
          .executeTakeFirst()
        if (!taken) return false
        await bind(on, institutionId, seat.accountId, seat.passkeyId)
        if (institution.state !== 'founding')
          await addLeaf(on, key, {
            ...{ record: institutionId, kind: 'steward.seated', at: seat.at, facts: { role: taken.role } },
            people: { steward: seat.accountId },
          })
        return true
      })
    },

    /** One more passkey signs for a seat; whoever calls has seen one that is bound already sign for it. */
    async bindPasskey(institutionId: string, accountId: string, passkeyId: string): Promise<void> {
      await db.transaction().execute(async on => {
        await holdInstitution(on, institutionId)
        await bind(on, institutionId, accountId, passkeyId)
      })
    },

    /** What a look at the domain found: `fault` is null where the proof stood there. */
    async keepLook(id: string, way: 'file' | 'dns', fault: string | null, at: Date): Promise<void> {
      await db.transaction().execute(async on => {
        const institution = await holdInstitution(on, id)
        if (!institution) return
        await on
          .updateTable('institutions')
          .set({ looked_at: at, fault, ...(fault === null ? { proven_at: at, proven_by: way } : {}) })
          .where('id', '=', id)
          .execute()
        // The record says when a domain ceases to show the proof, and when it shows it again; not every look.
        if (institution.state !== 'founding' && (fault === null) !== (institution.fault === null))
          await addLeaf(on, key, {
            ...{ record: id, kind: 'institution.domain', at, people: {} },
            facts: { domain: institution.domain, way, isProven: fault === null },
          })
      })
    },

    /** The account comes to be, and nobody can sign in to it. `provenSince`: the proof was seen after that. */
    async confirm(
      id: string,
      provenSince: Date,
      at: Date,
      isReady: (seats: SeatRow[]) => boolean,
    ): Promise<Unready | 'done'> {
      try {
        return await db.transaction().execute(async on => {
          const institution = await holdInstitution(on, id)
          if (!institution) return 'missing'
          if (institution.state !== 'founding') return 'confirmed'
          if (!institution.proven_at || institution.proven_at < provenSince) return 'proof'
          const seats = await seatsOf(on, id)
          if (!isReady(seats)) return 'stewards'
          const accountId = makeId(at)
          const { handle, skeleton, name, kind, domain, mandate } = institution
          await on
            .insertInto('accounts')
            .values({
              ...{ id: accountId, handle, skeleton, name, passphrase_hash: null, created_at: at },
              is_business: kind === 'business',
            })
            .execute()
            .catch(error => {
              throw isDuplicate(error) ? new Undone() : error
            })
          await on
            .updateTable('institutions')
            .set({ state: 'active', account_id: accountId, confirmed_at: at, used_at: at })
            .where('id', '=', id)
            .execute()
          const taken = seats.filter(({ isTaken }) => isTaken)
          await addLeaf(on, key, {
            ...{ record: id, kind: 'institution.founded', at },
            facts: {
              ...{ handle, domain, class: kind, proof: institution.proven_by },
              mandate: mandate.rules as never,
              seats: taken.map(({ role }) => role),
              areDifferentPeopleBy: 'officer',
            },
            people: Object.fromEntries(taken.map(({ accountId: who }, n) => [`steward ${n + 1}`, who])),
          })
          return 'done'
        })
      } catch (error) {
        if (error instanceof Undone) return 'taken'
        throw error
      }
    },

    /** Ends what was begun and is not confirmed. False where there is no such thing. */
    async endFounding(id: string, founderId: string | null): Promise<boolean> {
      let query = db.deleteFrom('institutions').where('id', '=', id).where('state', '=', 'founding')
      if (founderId !== null) query = query.where('founder_id', '=', founderId)
      return (await query.executeTakeFirst()).numDeletedRows === 1n
    },

    async forgetFoundings(before: Date): Promise<number> {
      const ended = await db
        .deleteFrom('institutions')
        .where('state', '=', 'founding')
        .where('begun_at', '<', before)
        .executeTakeFirst()
      return Number(ended.numDeletedRows)
    },

    /** Whose domain has not been looked at since. */
    async domainsToLookAt(before: Date) {
      return db
        .selectFrom('institutions')
        .select(['id', 'handle', 'domain', 'code', 'proven_by'])
        .where('state', '!=', 'founding')
        .where('looked_at', '<', before)
        .orderBy('looked_at')
        .limit(50)
        .execute()
    },

    /** Accounts that nobody has acted for are put to sleep. */
    async putToSleep(unusedSince: Date, at: Date): Promise<number> {
      const rows = await db
        .selectFrom('institutions')
        .select('id')
        .where('state', '=', 'active')
        .where('used_at', '<', unusedSince)
        .limit(100)
        .execute()
      for (const { id } of rows)
        await db.transaction().execute(async on => {
          const institution = await holdInstitution(on, id)
          if (institution?.state !== 'active' || !institution.used_at || institution.used_at >= unusedSince) return
          await on.updateTable('institutions').set({ state: 'dormant' }).where('id', '=', id).execute()
          await addLeaf(on, key, { record: id, kind: 'institution.asleep', at, facts: {}, people: {} })
        })
      return rows.length
    },

    async keepName(skeleton: string, name: string, at: Date): Promise<void> {
      await db
        .insertInto('kept_names')
        .values({ skeleton, name, at })
        .onConflict(conflict => conflict.column('skeleton').doUpdateSet({ name, at }))
        .execute()
    },

    async letNameGo(skeleton: string): Promise<void> {
      await db.deleteFrom('kept_names').where('skeleton', '=', skeleton).execute()
    },
  }
}

async function bind(on: Database, institutionId: string, accountId: string, passkeyId: string): Promise<void> {
  await sql`
    insert into steward_passkeys (institution_id, account_id, passkey_id)
    select ${institutionId}, account_id, id from passkeys where id = ${passkeyId} and account_id = ${accountId}
    on conflict do nothing`.execute(on)
}
