import { randomBytes } from 'node:crypto'
import {
  type Digest,
  digestHash,
  digestMessage,
  digestPlace,
  digestText,
  isDigestDue,
  type SignedDigest,
} from '../../core/institutions/digest.ts'
import { countApprovals } from '../../core/institutions/quorum.ts'
import { commitmentOf, saltBytes } from '../../core/ledger/leaf.ts'
import { sql } from '../adapters/db/index.ts'
import type { Rooms } from './proposals-store.ts'
import { hash } from './record-store.ts'
import { holdInstitution, type InstitutionRow } from './rows-store.ts'
import { settling } from './settling-store.ts'
import { signText } from './sign.ts'
import { beginHanding } from './told-store.ts'
import { digestTimes, lastDigest, weekOf } from './week-store.ts'

/** Weekly digests: made once, signed, kept for a year; and the same as of now, for whoever looks. */
export function digestStore({ db, count = countApprovals, ...judging }: Rooms) {
  const { key } = judging
  const judge = { ...settling({ count, ...judging }), count }
  return {
    /** Whose week is over. */
    async digestsDue(now: Date): Promise<string[]> {
      return (await digestTimes(db)).filter(times => isDigestDue({ ...times, now })).map(({ id }) => id)
    },

    /** Made by whoever comes first, and begun to be told in the same transaction; false for whoever comes later. */
    async makeDigest(institutionId: string, shore: string, now: Date): Promise<boolean> {
      return db.transaction().execute(async on => {
        const institution = await holdInstitution(on, institutionId)
        if (!institution?.confirmed_at || institution.state === 'founding') return false
        const last = await lastDigest(on, institution)
        const times = { began: institution.confirmed_at, last: last.number === 0 ? null : last.until, now }
        if (!isDigestDue(times)) return false
        const since = { from: last.until, until: now, entries: last.entries }
        const { seats, ...week } = await weekOf(on, judge, institution, since)
        const salts = seats.map(() => randomBytes(saltBytes))
        const number = last.number + 1
        const digest: Digest = {
          ...{ schema: 'onshore digest 1', shore, institution: institution.handle, number },
          ...{ from: last.until.toISOString(), until: now.toISOString(), previous: last.hash },
          canAct: seats.map(({ role, handle, seatedAt, passkeyIds }, place) => ({
            role,
            steward: commitmentOf(digestPlace(place), salts[place]!, handle, hash),
            since: seatedAt!.toISOString(),
            passkeys: passkeyIds.length,
          })),
          ...week,
        }
        const body = digestText(digest)
        const names = { institution_id: institutionId, number }
        await on
          .insertInto('digests')
          .values({
            ...{ ...names, body, until: now, entries: digest.entries, hash: digestHash(body, hash) },
            signature: signText(key, digestMessage(body)),
          })
          .execute()
        for (const [place, { accountId }] of seats.entries())
          await on
            .insertInto('digest_salts')
            .values({ ...names, what: digestPlace(place), account_id: accountId, salt: salts[place]! })
            .execute()
        await beginHanding(on, institution, number, now)
        return true
      })
    },

    /** What a digest would say if it were made now. */
    async weekNow(institution: InstitutionRow, now: Date) {
      const last = await lastDigest(db, institution)
      const since = { from: last.until, until: now, entries: last.entries }
      return { ...(await weekOf(db, judge, institution, since)), from: last.until, last: last.number }
    },

    /** Digests from a number on. */
    async digestsOf(institutionId: string, from: number, limit: number): Promise<SignedDigest[]> {
      const rows = await db
        .selectFrom('digests')
        .select(['body', 'signature'])
        .where('institution_id', '=', institutionId)
        .where('number', '>=', from)
        .orderBy('number')
        .limit(limit)
        .execute()
      return rows.map(({ body, signature }) => ({ digest: JSON.parse(body) as Digest, signature }))
    },

    /** Who stands in a digest, by their places in it; those who were erased are not there any more. */
    async peopleOf(institutionId: string, number: number) {
      return db
        .selectFrom('digest_salts')
        .innerJoin('accounts', 'accounts.id', 'digest_salts.account_id')
        .select(['what', 'handle', 'salt'])
        .where('institution_id', '=', institutionId)
        .where('number', '=', number)
        .execute()
    },

    /** Ends those that have been kept long enough; the newest stays, and the next one follows it. */
    async forgetDigests(before: Date): Promise<number> {
      const { numAffectedRows } = await sql`
        delete from digests where until < ${before}
          and number < (select max(number) from digests newest where newest.institution_id = digests.institution_id)`.execute(
        db,
      )
      return Number(numAffectedRows)
    },
  }
}
