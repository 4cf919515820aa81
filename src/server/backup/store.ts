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
    endSessions: () => endSessions(pool),
    migrate: (upTo?: string) => migrate(db, upTo),
    readRows: (table: string, file: string) => readRows(pool, table, file),
    addJobs: (jobs: readonly SavedJob[]) => addJobs(pool, jobs),
  }
}
