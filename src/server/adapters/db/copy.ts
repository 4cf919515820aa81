import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'

/** One state of the whole database, whatever is written meanwhile (REPEATABLE READ, read only). */
export interface Snapshot {
  /** Name of the last migration. */
  migration: string
  /** Writes a table’s rows into a new file, in PostgreSQL’s COPY text format; returns how many. */
  copy(table: string, file: string): Promise<number>
  /** Names of all objects that something refers to. */
  hashes(): Promise<string[]>
  /** Jobs that wait or run, as `graphile_worker.add_job` takes them. */
  jobs(): Promise<SavedJob[]>
  close(): Promise<void>
}

export interface SavedJob {
  task: string
  payload: unknown
  queue: string | null
  runAt: string
  key: string | null
  priority: number
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Columns of a table, in their order; COPY names them, so that a later order does not matter. */
async function columnsOf(client: pg.ClientBase, table: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [`public.${quoted(table)}`],
  )
  return rows.map(({ name }) => quoted(name)).join(', ')
}

export async function openSnapshot(pool: pg.Pool): Promise<Snapshot> {
  const client = await pool.connect()
  await client.query('begin isolation level repeatable read read only')
  const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name desc limit 1')
  return {
    migration: rows[0]!.name,
    async copy(table, file) {
      const columns = await columnsOf(client, table)
      const copying = client.query(copyTo(`copy public.${quoted(table)} (${columns}) to stdout`))
      await pipeline(copying, createWriteStream(file, { flags: 'wx', mode: 0o600 }))
      return copying.rowCount
    },
    async hashes() {
      const { rows } = await client.query<{ hash: string }>('select distinct hash from used_objects order by hash')
      return rows.map(({ hash }) => hash)
    },
    async jobs() {
      const { rows } = await client.query<SavedJob>(
        `select tasks.identifier as task, jobs.payload, queues.queue_name as queue, jobs.run_at::text as "runAt",
                jobs.key, jobs.priority
         from graphile_worker._private_jobs jobs
         join graphile_worker._private_tasks tasks on tasks.id = jobs.task_id
         left join graphile_worker._private_job_queues queues on queues.id = jobs.job_queue_id
         where jobs.attempts < jobs.max_attempts order by jobs.id`,
      )
      return rows
    },
    async close() {
      await client.query('rollback')
      client.release()
    },
  }
}

/** Tables of the shore’s own schema, each after those that it refers to. */
export async function tablesInOrder(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string; refers: string[] }>(
    `select c.relname as name, array(
       select distinct r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid
       where f.contype = 'f' and f.conrelid = c.oid and f.confrelid <> c.oid
     ) as refers
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' and c.relname not like 'kysely%' order by 1`,
  )
  const done: string[] = []
  while (done.length < rows.length) {
    const next = rows.find(({ name, refers }) => !done.includes(name) && refers.every(one => done.includes(one)))
    if (!next) throw new Error('tables refer to each other in a circle')
    done.push(next.name)
  }
  return done
}

/** Reads the rows of a table, instead of those that its migration put there. Returns how many there were. */
export async function readRows(pool: pg.Pool, table: string, file: string): Promise<number> {
  const client = await pool.connect()
  try {
    const columns = await columnsOf(client, table)
    // Rows come as they were: what counts them, or tells of them, has done so already. Foreign keys are still checked.
    await client.query(
      `begin; alter table public.${quoted(table)} disable trigger user; delete from public.${quoted(table)}`,
    )
    const copying = client.query(copyFrom(`copy public.${quoted(table)} (${columns}) from stdin`))
    await pipeline(createReadStream(file), copying)
    await client.query(`alter table public.${quoted(table)} enable trigger user; commit`)
    return copying.rowCount
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

export async function addJobs(pool: pg.Pool, jobs: readonly SavedJob[]): Promise<void> {
  for (const { task, payload, queue, runAt, key, priority } of jobs)
    await pool.query(
      `select graphile_worker.add_job($1, $2::json, queue_name => $3, run_at => $4::timestamptz, max_attempts => 6,
         job_key => $5, priority => $6)`,
      [task, JSON.stringify(payload), queue, runAt, key, priority],
    )
}

/** How many of these objects are referred to. */
export async function countUsed(pool: pg.Pool, hashes: readonly string[]): Promise<number> {
  const { rows } = await pool.query<{ n: string }>(
    'select count(distinct hash) as n from used_objects where hash = any($1)',
    [hashes],
  )
  return Number(rows[0]!.n)
}

export async function endSessions(pool: pg.Pool): Promise<void> {
  await pool.query('delete from sessions')
  // A code that was used, or ended, since the backup is not good once more.
  await pool.query('delete from operator_codes')
  await pool.query('update invites set ends_at = now() where ends_at > now()')
}

/** Whether a database holds anything of anybody: a table, a view or a function outside the system’s own schemas. */
export async function isInUse(pool: pg.Pool): Promise<boolean> {
  const own = `nspname !~ '^(pg_|information_schema$)'`
  const { rows } = await pool.query(
    `select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${own}
     union all select 1 from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${own} limit 1`,
  )
  return rows.length > 0
}

/** Takes back everything that was made in a database that was empty before. */
export async function dropAll(pool: pg.Pool): Promise<void> {
  await pool.query('drop schema if exists graphile_worker cascade; drop schema public cascade; create schema public')
}
