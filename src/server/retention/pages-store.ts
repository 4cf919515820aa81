import { type Database, sql } from '../adapters/db/index.ts'

/** A table is closed to everybody while it is rewritten: one that is larger waits for its operator. */
const swiftBytes = 64e6
const mark = 'rewritten '

/**
 * The database's own files and its log (WAL) keep the bytes of rows that are gone until they are written over. Rewriting a table
 * (VACUUM FULL) leaves them out, and makes its indexes anew.
 */
export function pagesStore(db: Database) {
  const tables = async (rewrittenBefore: Date) => {
    const { rows } = await sql<{ name: string; bytes: number; isMarked: boolean }>`
      select format('%I.%I', nspname, relname) as name, pg_total_relation_size(pg_class.oid) as bytes,
        obj_description(pg_class.oid) is not null as "isMarked"
      from pg_class join pg_namespace on pg_namespace.oid = relnamespace
      where relkind = 'r' and nspname in ('public', 'graphile_worker')
        and coalesce(substr(obj_description(pg_class.oid), ${mark.length + 1})::timestamptz, '-infinity') <= ${rewrittenBefore}
      order by bytes`.execute(db)
    return rows
  }
  const markAs = (on: Database, name: string, at: Date) =>
    sql.raw(`comment on table ${name} is '${mark}${at.toISOString()}'`).execute(on)
  /** False where somebody was at work in it for too long. */
  const rewrite = (name: string, at: Date, mayClear: boolean): Promise<boolean> =>
    db.connection().execute(async on => {
      await sql`set lock_timeout = '3s'`.execute(on)
      try {
        // Statistics hold values of their own, and those of a table that has become empty are not made anew.
        if (mayClear) await sql`delete from pg_statistic where starelid = ${name}::regclass`.execute(on)
        await sql.raw(`vacuum (full, analyze) ${name}`).execute(on)
        await markAs(on, name, at)
        return true
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === '55P03') return false
        throw error
      } finally {
        await sql`reset lock_timeout`.execute(on)
      }
    })
  return {
    /** How many tables were not rewritten since. */
    pagesDue: async (rewrittenBefore: Date): Promise<number> =>
      (await tables(rewrittenBefore)).filter(({ isMarked }) => isMarked).length,

    /** Rewrites tables, the small ones first, then lets go of what the log holds of before; how many that were. */
    async rewritePages(rewrittenBefore: Date, at: Date, { isAll = false } = {}): Promise<number> {
      let done = 0
      const { rows } = await sql<{ may: boolean }>`
        select rolsuper as may from pg_roles where rolname = current_user`.execute(db)
      const may = rows[0]?.may === true
      // Of a table that was just made, nothing was erased yet.
      for (const { name, bytes, isMarked } of await tables(rewrittenBefore))
        if (!isMarked && !isAll) await markAs(db, name, at)
        else if ((isAll || bytes <= swiftBytes) && (await rewrite(name, at, may))) done++
      // Where the database is the operator's own, its statistics and its log are the operator's to look after: docs/operate/keys.md.
      if (done === 0 || !may) return done
      await sql`vacuum full pg_catalog.pg_statistic`.execute(db)
      await sql`select pg_switch_wal()`.execute(db)
      await sql`checkpoint`.execute(db)
      await sql`select pg_switch_wal()`.execute(db)
      await sql`checkpoint`.execute(db)
      return done
    },
  }
}
