/** Databases on the run's one server. A shore's own is a copy of one that was brought up to date when the run began. */
import pg from 'pg'
import { migrate, openDatabase, openPool } from '../../src/server/adapters/db/index.ts'
import { migrateQueue } from '../../src/server/adapters/queue/index.ts'

const pattern = 'up_to_date'
let numbered = 0

const databaseOf = (server: string, name: string) => server.replace(/\/postgres(?=\?|$)/, `/${name}`)

async function ask(server: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** For a server that nothing outlives the run on. */
export async function waitForNoDisk(server: string): Promise<void> {
  const settings = ['fsync', 'full_page_writes'].map(name => `alter system set ${name} = off`)
  await ask(server, ...settings, 'select pg_reload_conf()')
}

/** Makes the database that the others are copies of. */
export async function prepareServer(server: string): Promise<void> {
  await ask(server, `drop database if exists ${pattern}`, `create database ${pattern}`)
  const pool = openPool(databaseOf(server, pattern))
  const db = openDatabase(pool)
  await migrate(db)
  await migrateQueue(pool)
  await db.destroy()
}

/** The address of a new database: with every table, or one that nothing was done in. */
export async function newDatabase(server: string, content: 'tables' | 'nothing'): Promise<string> {
  const name = `t_${process.pid}_${numbered++}`
  await ask(server, `create database ${name} ${content === 'tables' ? `template ${pattern} strategy file_copy` : ''}`)
  return databaseOf(server, name)
}

export async function dropDatabase(server: string, url: string): Promise<void> {
  const [, name] = /\/(t_\d+_\d+)(?=\?|$)/.exec(url)!
  await ask(server, `drop database ${name} with (force)`)
}

/** Makes every account older than a day: those of today may do less, and their links lead nowhere yet. */
export async function ageAccounts(url: string): Promise<void> {
  await ask(url, "update accounts set created_at = created_at - interval '2 days'")
}
