import type { KeyObject } from 'node:crypto'
import { institutionLimits } from '../../core/institutions/limits.ts'
import { approvingRoles, mayPropose, type StewardRole } from '../../core/institutions/stewards.ts'
import { type Database, holdName, sql } from '../adapters/db/index.ts'
import { addLeaf } from './record-store.ts'
import { holdInstitution } from './rows-store.ts'

export interface StationToAdd {
  id: string
  name: string
  /** As `plainCode` writes it. */
  code: string
  credentialId: string
  publicKey: Uint8Array
  counter: number
  openHash: string
  waitsUntil: Date
}

export type StationRow = NonNullable<Awaited<ReturnType<ReturnType<typeof stationsStore>['openStation']>>>

/** Devices that post for an institution: made ready, proposed, enrolled, opened and ended. */
export function stationsStore({ db, key }: { db: Database; key: KeyObject }) {
  return {
    /** False where too many devices wait already, on the whole shore. */
    async addStation(one: StationToAdd, now: Date): Promise<boolean> {
      return db.transaction().execute(async on => {
        await holdName(on, 'stations')
        const { n } = await on
          .selectFrom('stations')
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .where('waits_until', '>', now)
          .executeTakeFirstOrThrow()
        if (Number(n) >= institutionLimits.maxStationsWaiting) return false
        await on
          .insertInto('stations')
          .values({
            ...{ id: one.id, name: one.name, code: one.code, credential_id: one.credentialId },
            ...{ public_key: one.publicKey, counter: one.counter, open_hash: one.openHash },
            ...{ open_until: one.waitsUntil, waits_until: one.waitsUntil },
          })
          .execute()
        return true
      })
    },

    /** Who asks by a device's secret: as what, if it is enrolled, and whether its steward may propose still. */
    async openStation(openHash: string, now: Date) {
      const row = await db
        .selectFrom('stations')
        .leftJoin('accounts', 'accounts.id', 'stations.account_id')
        .leftJoin('institutions', 'institutions.id', 'stations.institution_id')
        .leftJoin('stewards', join =>
          join
            .onRef('stewards.institution_id', '=', 'stations.institution_id')
            .onRef('stewards.account_id', '=', 'stations.account_id'),
        )
        .leftJoin('departures', 'departures.account_id', 'stations.account_id')
        .select([
          'stations.id',
          'stations.name',
          'stations.code',
          'stations.account_id as accountId',
          'accounts.handle',
          'accounts.name as stewardName',
          'accounts.suspended_at as suspendedAt',
          'accounts.restricted_until as restrictedUntil',
          'accounts.is_young as isYoung',
          'accounts.created_at as createdAt',
          'departures.leaves_at as leavesAt',
          'stewards.role',
          'stewards.seated_at as seatedAt',
          'institutions.handle as institution',
          'institutions.name as institutionName',
          'institutions.kind',
        ])
        .where('open_hash', '=', openHash)
        .where('open_until', '>', now)
        .executeTakeFirst()
      if (!row) return null
      const isFit = row.seatedAt !== null && row.suspendedAt === null && row.role !== null && mayPropose(row.role)
      return row.accountId === null || isFit ? row : null
    },

    async stationByCredential(credentialId: string) {
      const row = await db
        .selectFrom('stations')
        .select(['id', 'credential_id', 'public_key', 'counter', 'waits_until'])
        .where('credential_id', '=', credentialId)
        .executeTakeFirst()
      return row ? { ...row, counter: Number(row.counter) } : null
    },

    /** False where its passkey was used meanwhile, or it was ended. What was open before is closed. */
    async unlockStation(
      id: string,
      { counter, openHash, until, usedAt }: { counter: number; openHash: string; until: Date; usedAt: Date },
    ): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('stations')
        .set({ counter, open_hash: openHash, open_until: until, used_at: usedAt })
        .where('id', '=', id)
        .where(({ eb, or, and }) =>
          or([eb('counter', '<', counter), and([eb('counter', '=', 0), eb('counter', '=', counter)])]),
        )
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },

    async lockStation(id: string): Promise<void> {
      await db.updateTable('stations').set({ open_hash: null, open_until: null }).where('id', '=', id).execute()
    },

    /** The device that shows a code, where it waits. */
    async waitingStation(code: string, now: Date) {
      const row = await db
        .selectFrom('stations')
        .select(['id', 'name', 'credential_id', 'public_key'])
        .where('code', '=', code)
        .where('waits_until', '>', now)
        .executeTakeFirst()
      return row ?? null
    },

    async stationsOf(institutionId: string) {
      return db
        .selectFrom('stations')
        .innerJoin('accounts', 'accounts.id', 'stations.account_id')
        .select([
          'stations.id',
          'stations.name',
          'accounts.id as accountId',
          'accounts.handle',
          'enrolled_at',
          'used_at',
        ])
        .where('institution_id', '=', institutionId)
        .orderBy('enrolled_at')
        .execute()
    },

    /** Ends a device at once: by its steward, or by who may approve. False where there is none, or somebody else asks. */
    async endStation(
      institutionId: string,
      id: string,
      { accountId, role, at }: { accountId: string; role: StewardRole; at: Date },
    ): Promise<boolean> {
      return db.transaction().execute(async on => {
        const institution = await holdInstitution(on, institutionId)
        const mayEnd = approvingRoles.some(one => one === role)
        const ended = await on
          .deleteFrom('stations')
          .where('id', '=', id)
          .where('institution_id', '=', institutionId)
          .$if(!mayEnd, query => query.where('account_id', '=', accountId))
          .returning('account_id')
          .executeTakeFirst()
        if (!institution || !ended?.account_id) return false
        await addLeaf(on, key, {
          ...{ record: institution.id, kind: 'station.ended' as const, at, facts: { by: role } },
          people: { steward: ended.account_id, ended: accountId },
        })
        return true
      })
    },

    /** A clip that was begun from a device: that, and no other of its steward's, can be proposed from there. */
    async addStationClip(videoId: string, stationId: string): Promise<void> {
      await db.insertInto('station_clips').values({ video_id: videoId, station_id: stationId }).execute()
    },

    async isOfStation(videoId: string, stationId: string): Promise<boolean> {
      const row = await db
        .selectFrom('station_clips')
        .select('video_id')
        .where('video_id', '=', videoId)
        .where('station_id', '=', stationId)
        .executeTakeFirst()
      return row !== undefined
    },

    /** What was last proposed from a device. */
    async postsOf(stationId: string) {
      return db
        .selectFrom('station_clips')
        .innerJoin('proposals', 'proposals.video_id', 'station_clips.video_id')
        .select([
          sql<string>`proposals.what->'words'->>'caption'`.as('caption'),
          'proposals.proposed_at',
          'proposals.state',
        ])
        .where('station_id', '=', stationId)
        .where('proposals.act', '=', 'publish')
        .orderBy('proposals.proposed_at', 'desc')
        .limit(10)
        .execute()
    },

    /** Forgets devices that were never enrolled. */
    async forgetStations(before: Date): Promise<number> {
      const ended = await db.deleteFrom('stations').where('waits_until', '<=', before).executeTakeFirst()
      return Number(ended.numDeletedRows)
    },
  }
}

/** A device that is proposed waits as long as the proposal. False where it does not wait any more. */
export async function keepStation(on: Database, id: string, until: Date, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await on
    .updateTable('stations')
    .set({ waits_until: sql<Date>`greatest(waits_until, ${until})` })
    .where('id', '=', id)
    .where('waits_until', '>', now)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** The device posts from now on. It was approved by its public key: another one under its name is none. */
export async function enrolStation(
  on: Database,
  institutionId: string,
  what: { station?: string; account?: string; publicKey?: string },
  at: Date,
): Promise<boolean> {
  const seat = await on
    .selectFrom('stewards')
    .select('role')
    .where('institution_id', '=', institutionId)
    .where('account_id', '=', what.account!)
    .where('seated_at', 'is not', null)
    .executeTakeFirst()
  if (!seat) return false
  const { numUpdatedRows } = await on
    .updateTable('stations')
    .set({ institution_id: institutionId, account_id: what.account!, enrolled_at: at, waits_until: null, code: null })
    .where('id', '=', what.station!)
    .where('institution_id', 'is', null)
    .where('public_key', '=', Buffer.from(what.publicKey!, 'base64url'))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
