import {
  addJobs,
  countUsed,
  endSessions,
  isMigration,
  migrate,
  openDatabase,
  openSnapshot,
  type Pool,
  readRows,
  type SavedJob,
  tablesInOrder,
} from '../adapters/db/index.ts'

export type { SavedJob }
export type BackupStore = ReturnType<typeof backupStore>

/** The database as a whole. */
export function backupStore(pool: Pool) {
  const db = openDatabase(pool)
  return {
    snapshot: () => openSnapshot(pool),
    tables: () => tablesInOrder(pool),
    /** Whether this version has a migration of that name, and so knows what came before it. */
    knows: isMigration,
    /** How many of these objects a clip still has now. */
    stillUsed: (hashes: readonly string[]) => countUsed(pool, hashes),
    /** Accounts that were erased after the backup was made leave again: hidden at once, erased by the clean-up. How many those are. */
    async leaveAgain(isGone: (accountId: string) => boolean, at: Date): Promise<number> {
      const ids = (await db.selectFrom('accounts').select('id').execute()).map(({ id }) => id).filter(isGone)
      for (const account_id of ids)
        await db
          .insertInto('departures')
          .values({ account_id, code_hash: `again ${account_id}`, asked_at: at, leaves_at: at })
          .onConflict(conflict => conflict.column('account_id').doUpdateSet({ leaves_at: at }))
          .execute()
      return ids.length
    },
    endSessions: () => endSessions(pool),
    migrate: (upTo?: string) => migrate(db, upTo),
    readRows: (table: string, file: string) => readRows(pool, table, file),
    addJobs: (jobs: readonly SavedJob[]) => addJobs(pool, jobs),
  }
}
