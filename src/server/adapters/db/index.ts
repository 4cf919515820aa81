/** The database: PostgreSQL, spoken to through Kysely. It knows tables and transactions, and no feature. */
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import { refuse } from '../../../core/errors.ts'
import { log } from '../log/index.ts'
import * as firstClip from './migrations/0001-first-clip.ts'
import * as media from './migrations/0002-media.ts'
import * as changes from './migrations/0003-changes.ts'
import * as passkeys from './migrations/0004-passkeys.ts'
import * as declarations from './migrations/0005-declarations.ts'
import * as follows from './migrations/0006-follows.ts'
import * as staff from './migrations/0007-staff.ts'
import * as shown from './migrations/0008-shown.ts'
import * as advisories from './migrations/0009-advisories.ts'
import * as comments from './migrations/0010-comments.ts'
import * as people from './migrations/0011-people.ts'
import * as conversation from './migrations/0012-conversation.ts'
import * as notices from './migrations/0013-notices.ts'
import * as finding from './migrations/0014-finding.ts'
import * as followedTags from './migrations/0014-followed-tags.ts'
import * as sounds from './migrations/0015-sounds.ts'
import * as downloads from './migrations/0016-downloads.ts'
import * as indexing from './migrations/0016-indexing.ts'
import * as publishing from './migrations/0017-publishing.ts'
import * as noticesOfNames from './migrations/0018-notices-of-names.ts'
import * as young from './migrations/0019-young.ts'
import * as swift from './migrations/0020-swift.ts'
import * as viewer from './migrations/0022-viewer.ts'
import * as newcomers from './migrations/0023-newcomers.ts'
import * as moderation from './migrations/0024-moderation.ts'
import * as prints from './migrations/0025-prints.ts'
import * as calm from './migrations/0026-calm.ts'
import * as removed from './migrations/0027-removed.ts'
import * as slates from './migrations/0028-slates.ts'
import * as retention from './migrations/0029-retention.ts'
import * as archives from './migrations/0030-archives.ts'
import * as leaving from './migrations/0031-leaving.ts'
import * as keys from './migrations/0032-keys.ts'
import * as requests from './migrations/0034-requests.ts'
import * as institutions from './migrations/0040-institutions.ts'
import * as telling from './migrations/0041-telling.ts'
import * as stations from './migrations/0043-stations.ts'
import * as digests from './migrations/0044-digests.ts'
import { PreparingClient } from './prepared.ts'
import type { Schema } from './schema.ts'

export type { ExpressionBuilder, RawBuilder } from 'kysely'
export { jsonArrayFrom } from 'kysely/helpers/postgres'
export {
  addJobs,
  countUsed,
  dropAll,
  endSessions,
  isInUse,
  openSnapshot,
  readRows,
  type SavedJob,
  tablesInOrder,
} from './copy.ts'
export { madeOnce } from './made-once.ts'
export type { FileRole, Schema } from './schema.ts'
export { keepSession } from './session.ts'
export type Database = Kysely<Schema>
export type Pool = pg.Pool
export type DatabaseTransaction = Transaction<Schema>
export { sql }

// bigint columns here are byte counts, far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

const migrations: Record<string, Migration> = {
  '0001-first-clip': firstClip,
  '0002-media': media,
  '0003-changes': changes,
  '0004-passkeys': passkeys,
  '0005-declarations': declarations,
  '0006-follows': follows,
  '0007-staff': staff,
  '0008-shown': shown,
  '0009-advisories': advisories,
  '0010-comments': comments,
  '0011-people': people,
  '0013-notices': notices,
  '0012-conversation': conversation,
  '0014-finding': finding,
  '0014-followed-tags': followedTags,
  '0015-sounds': sounds,
  '0016-downloads': downloads,
  '0016-indexing': indexing,
  '0017-publishing': publishing,
  '0018-notices-of-names': noticesOfNames,
  '0019-young': young,
  '0020-swift': swift,
  '0022-viewer': viewer,
  '0023-newcomers': newcomers,
  '0024-moderation': moderation,
  '0025-prints': prints,
  '0026-calm': calm,
  '0027-removed': removed,
  '0028-slates': slates,
  '0029-retention': retention,
  '0030-archives': archives,
  '0031-leaving': leaving,
  '0032-keys': keys,
  '0034-requests': requests,
  '0040-institutions': institutions,
  '0041-telling': telling,
  '0044-digests': digests,
  '0043-stations': stations,
}

/** Whether this version knows a migration by its name. */
export const isMigration = (name: string): boolean => Object.hasOwn(migrations, name)

/** A pool on `url` (a `postgres://` address, or `postgres:///name?host=/socket/folder`). It survives a restart of the database. */
export function openPool(url: string, most = 10): pg.Pool {
  const pool = new pg.Pool({
    Client: PreparingClient,
    connectionString: url,
    max: most,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  })
  // A connection that breaks is replaced at the next query; without listeners it would end the process. Both hear of an idle one.
  pool.on('error', () => undefined)
  pool.on('connect', client =>
    client.on('error', error => {
      // Of a pool that was ended, connections say goodbye while the database may be cutting them already.
      if (!pool.ending) log('database connection lost', {}, error.message)
    }),
  )
  return pool
}

export function openDatabase(pool: pg.Pool): Database {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
}

/** Brings the tables up to date, or up to one migration; safe when several processes do it at once (Kysely holds a lock row). */
export async function migrate(db: Database, upTo?: string): Promise<void> {
  await requireKnown(db)
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo))
  if (error) throw error
}

/** Refuses `shore.newer` where the tables were made by a version that knows more than this one. */
async function requireKnown(db: Database): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select name from kysely_migration order by name desc`
    .execute(db)
    .catch(error => {
      // There is no such table yet (SQLSTATE 42P01): nothing was made here.
      if (error instanceof Error && 'code' in error && error.code === '42P01') return { rows: [] }
      throw error
    })
  const unknown = rows.find(({ name }) => !isMigration(name))
  if (unknown) throw refuse('shore.newer', { got: unknown.name, expected: Object.keys(migrations).at(-1)! })
}

export interface NewJob {
  task: string
  payload: object
  /** Jobs of one key are one job. */
  key: string
  /** Jobs of one queue run one after another. */
  queue?: string
  /** Lower runs first; people's clips are 0. */
  priority?: number
  notBefore?: Date
}

/** Adds a job inside the caller's transaction, so it exists exactly when the change it belongs to does. */
export async function addJob(db: Database, job: NewJob): Promise<void> {
  await sql`select graphile_worker.add_job(
    ${job.task}, ${JSON.stringify(job.payload)}::json, queue_name => ${job.queue ?? null}, run_at => ${job.notBefore ?? null},
    max_attempts => 6, job_key => ${job.key}, priority => ${job.priority ?? 0})`.execute(db)
}

/** Holds one name for the rest of the transaction: two that ask for it go one after the other. */
export async function holdName(db: Database, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(db)
}

/** Runs a transaction again that the database ended because it and another waited for each other (PostgreSQL 15, appendix A: 40P01). */
export async function withoutDeadlock<T>(run: () => Promise<T>, tries = 3): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (tries > 1 && error instanceof Error && 'code' in error && error.code === '40P01')
      return withoutDeadlock(run, tries - 1)
    throw error
  }
}

/** True when the database answers. */
export async function answers(db: Database): Promise<boolean> {
  return sql`select 1`.execute(db).then(
    () => true,
    () => false,
  )
}

/** True where the database could not be reached, or went away in the middle: nothing is known to be wrong with what was asked. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  // SQLSTATE class 08, and 57P01 to 57P05 (PostgreSQL, appendix A); ENOENT is a Unix socket that is not there.
  if (/^(08...|57P0[1235]|ECONNREFUSED|ECONNRESET|EPIPE|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/.test(code)) return true
  const syscall = 'syscall' in error ? error.syscall : ''
  if (code === 'ENOENT') return syscall === 'connect'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return syscall === 'getaddrinfo'
  return /^(Connection terminated|Client has encountered a connection error)/.test(error.message)
}

/** True for the unique-violation error of PostgreSQL (SQLSTATE 23505). */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505'
}

/** True for a statement that was stopped at its bound (SQLSTATE 57014). */
export function isTimedOut(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '57014'
}
