import type { StaffAct, StaffRole } from '../../core/staff/roles.ts'
import { type Database, holdName, sql } from '../adapters/db/index.ts'

export interface EntryToAdd {
  id: string
  at: Date
  actorId: string | null
  role: StaffRole | 'machine'
  act: StaffAct
  subject: string
  why: string
}

/** Whoever is of the staff waits for nobody: the first operator has nobody to wait for. */
const letIn = (on: Database, accountId: string) =>
  on.deleteFrom('newcomers').where('account_id', '=', accountId).where('refused_at', 'is', null).execute()

export type StaffStore = ReturnType<typeof staffStore>

export function staffStore(db: Database) {
  return {
    /** Writes down what is about to be done. */
    async begin({ id, at, actorId, role, act, subject, why }: EntryToAdd): Promise<void> {
      await db
        .insertInto('staff_acts')
        .values({ id, at, actor_id: actorId, role, act, subject, why, outcome: 'begun', begun_id: null })
        .execute()
    },

    /** Writes down what became of it. */
    async end(id: string, at: Date, begun: EntryToAdd, outcome: 'done' | 'failed'): Promise<void> {
      const { actorId, role, act, subject, why } = begun
      await db
        .insertInto('staff_acts')
        .values({ id, at, actor_id: actorId, role, act, subject, why, outcome, begun_id: begun.id })
        .execute()
    },

    /** What was done, newest first: each act once, with what became of it. */
    async log(before: string | null, limit: number) {
      let query = db
        .selectFrom('staff_acts as begun')
        .leftJoin('staff_acts as ended', 'ended.begun_id', 'begun.id')
        .leftJoin('accounts', 'accounts.id', 'begun.actor_id')
        .select([
          'begun.id',
          'begun.at',
          'begun.role',
          'begun.act',
          'begun.subject',
          'begun.why',
          'accounts.handle as by',
          'ended.outcome',
        ])
        .where('begun.begun_id', 'is', null)
      if (before !== null) query = query.where('begun.id', '<', before)
      return query.orderBy('begun.id', 'desc').limit(limit).execute()
    },

    async countRoles(): Promise<Record<StaffRole, number>> {
      const rows = await db
        .selectFrom('roles')
        .select(({ fn }) => ['role', fn.countAll<number>().as('n')])
        .groupBy('role')
        .execute()
      const of = (role: StaffRole) => Number(rows.find(row => row.role === role)?.n ?? 0)
      return { operator: of('operator'), moderator: of('moderator') }
    },

    async roleOf(accountId: string): Promise<StaffRole | null> {
      const row = await db.selectFrom('roles').select('role').where('account_id', '=', accountId).executeTakeFirst()
      return row?.role ?? null
    },

    /** Gives a role. Says which one the account has already, where it has one. */
    async grant(accountId: string, role: StaffRole, at: Date): Promise<StaffRole | null> {
      return db.transaction().execute(async on => {
        await holdName(on, 'roles')
        const there = await on.selectFrom('roles').select('role').where('account_id', '=', accountId).executeTakeFirst()
        if (there) return there.role
        await on.insertInto('roles').values({ account_id: accountId, role, since: at }).execute()
        await letIn(on, accountId)
        // The code that a start printed is for a shore without an operator.
        if (role === 'operator') await on.deleteFrom('operator_codes').execute()
        return null
      })
    },

    /** Takes a role: from the next request on it is gone. The last operator keeps theirs: two at once cannot both be second to last. */
    async take(accountId: string): Promise<'taken' | 'none' | 'last'> {
      return db.transaction().execute(async on => {
        await holdName(on, 'roles')
        const there = await on.selectFrom('roles').select('role').where('account_id', '=', accountId).executeTakeFirst()
        if (!there) return 'none'
        if (there.role === 'operator') {
          const { n } = await on
            .selectFrom('roles')
            .select(({ fn }) => fn.countAll<number>().as('n'))
            .where('role', '=', 'operator')
            .executeTakeFirstOrThrow()
          if (Number(n) === 1) return 'last'
        }
        await on.deleteFrom('roles').where('account_id', '=', accountId).execute()
        return 'taken'
      })
    },

    /** One code at a time: a new one ends the old. */
    async setCode(codeHash: string, at: Date): Promise<void> {
      await db.transaction().execute(async on => {
        await holdName(on, 'roles')
        await on.deleteFrom('operator_codes').execute()
        await on.insertInto('operator_codes').values({ code_hash: codeHash, created_at: at }).execute()
      })
    },

    async forgetCodes(before: Date): Promise<number> {
      const old = await db.deleteFrom('operator_codes').where('created_at', '<=', before).executeTakeFirst()
      return Number(old.numDeletedRows)
    },

    /** Whether a code is good now; using it up asks once more. */
    async isCode(codeHash: string, at: Date, lifeMs: number): Promise<boolean> {
      const found = await db
        .selectFrom('operator_codes')
        .select('code_hash')
        .where('code_hash', '=', codeHash)
        .where('created_at', '>', new Date(at.getTime() - lifeMs))
        .executeTakeFirst()
      return found !== undefined
    },

    /** Uses a code up and gives the role, both or neither. `code`: there is no such code, or it is too old. */
    async claim(
      accountId: string,
      codeHash: string,
      at: Date,
      lifeMs: number,
    ): Promise<'claimed' | 'code' | StaffRole> {
      return db.transaction().execute(async on => {
        await holdName(on, 'roles')
        const there = await on.selectFrom('roles').select('role').where('account_id', '=', accountId).executeTakeFirst()
        if (there) return there.role
        const used = await on
          .deleteFrom('operator_codes')
          .where('code_hash', '=', codeHash)
          .where('created_at', '>', new Date(at.getTime() - lifeMs))
          .executeTakeFirst()
        if (used.numDeletedRows !== 1n) return 'code'
        await on.insertInto('roles').values({ account_id: accountId, role: 'operator', since: at }).execute()
        await letIn(on, accountId)
        return 'claimed'
      })
    },

    /** Accounts whose handle begins like this, those with a role and those with the most bytes first. */
    async accounts(beginning: string, limit: number) {
      const { rows } = await sql<{
        handle: string
        created_at: Date
        role: StaffRole | null
        videos: number
        bytes: number
        quota_bytes: number | null
      }>`
        select accounts.handle, accounts.created_at, roles.role, accounts.quota_bytes,
          count(distinct videos.id)::int as videos, coalesce(sum(video_files.bytes), 0)::bigint as bytes
        from accounts
        left join roles on roles.account_id = accounts.id
        left join videos on videos.account_id = accounts.id
        left join video_files on video_files.video_id = videos.id
        where starts_with(accounts.handle, ${beginning})
        group by accounts.id, roles.role
        order by roles.role is null, bytes desc, accounts.handle limit ${limit}`.execute(db)
      return rows
    },

    async countAccounts(): Promise<number> {
      const { n } = await db
        .selectFrom('accounts')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
      return Number(n)
    },

    async lastMigration(): Promise<string> {
      const { rows } = await sql<{ name: string }>`select max(name) as name from kysely_migration`.execute(db)
      return rows[0]!.name
    },
  }
}
