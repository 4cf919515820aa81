import { type Database, sql } from '../adapters/db/index.ts'

export type StorageStore = ReturnType<typeof storageStore>

export function storageStore(db: Database) {
  return {
    /** Bytes and files by role. An object that several clips share is counted once. */
    async byRole(): Promise<{ kind: string; files: number; bytes: number }[]> {
      const { rows } = await sql<{ kind: string; files: number; bytes: number }>`
        select kind, count(*)::int as files, sum(bytes)::bigint as bytes
        from (select min(role) as kind, hash, max(bytes) as bytes from video_files group by hash) objects
        group by kind order by bytes desc`.execute(db)
      return rows
    },

    async setQuota(accountId: string, bytes: number | null): Promise<void> {
      await db.updateTable('accounts').set({ quota_bytes: bytes }).where('id', '=', accountId).execute()
    },

    /** Of these objects, those that a clip or a slate uses. */
    async usedAmong(hashes: readonly string[]): Promise<Set<string>> {
      const rows = await db
        .selectFrom('used_objects')
        .select('hash')
        .distinct()
        .where('hash', '=', sql<string>`any(${hashes}::text[])`)
        .execute()
      return new Set(rows.map(({ hash }) => hash))
    },

    /** Objects that clips and slates use, in order, behind one. */
    async usedAfter(hash: string, limit: number): Promise<string[]> {
      const rows = await db
        .selectFrom('used_objects')
        .select('hash')
        .distinct()
        .where('hash', '>', hash)
        .orderBy('hash')
        .limit(limit)
        .execute()
      return rows.map(row => row.hash)
    },
  }
}
