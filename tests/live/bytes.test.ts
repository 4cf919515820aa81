import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { openDatabase, openPool } from '../../src/server/adapters/db/index.ts'
import { runningIn } from '../../src/server/adapters/folder/index.ts'
import { plantAll } from '../harness/bounds.ts'
import { canaryOf, plantEverywhere } from '../harness/everywhere.ts'
import { Person } from '../harness/person.ts'
import { type Served, serve } from '../harness/serve.ts'

const root = join(import.meta.dirname, '../..')
const dayMs = 86_400_000

/** Every canary that lies in clear in some file of the shore: database, log, objects, uploads, work. */
function canariesOn(folder: string): Set<string> {
  const found = new Set<string>()
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name)
    if (!existsSync(path) || !statSync(path).isFile()) continue
    // What stands behind a word in a page may be a letter too.
    for (const [canary] of readFileSync(path, 'latin1').matchAll(/canary-[a-z0-9_]+-[a-z0-9_]+-planted|canary-[a-z]+/g))
      found.add(canary)
  }
  return found
}

const rewrite = ({ data }: Served) =>
  spawnSync(process.execPath, [join(root, 'src/cli/onshore.js'), 'operate', 'storage', 'rewrite', '--data', data], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C.UTF-8' },
    timeout: 120_000,
  })

async function connect(data: string): Promise<pg.Client & AsyncDisposable> {
  const client = new pg.Client({ connectionString: runningIn(data).databaseUrl })
  client.on('error', () => undefined)
  await client.connect()
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() })
}

/** The worker looks after everything as if each rule’s turn had come. */
async function lookAfterAll(shore: Served, client: pg.Client): Promise<void> {
  await client.query('delete from retention_runs')
  process.kill(shore.role('worker')!, 'SIGKILL')
}

/** What is still there of some canaries, once what was deleted has been rewritten. */
const leftOf = (shore: Served, canaries: readonly string[]): string[] => {
  const { status, stderr } = rewrite(shore)
  expect([status, stderr]).toEqual([0, ''])
  const there = canariesOn(shore.data)
  return canaries.filter(canary => there.has(canary))
}

describe('bytes on the disk', () => {
  it('of an account that was erased are in no file, whatever table and column they were in', {
    timeout: 600_000,
  }, async () => {
    await using shore = await serve()
    const bob = await Person.join(shore.url, 'bob')
    const { id } = (await bob.ask('GET', '/api/session')).body.account
    await using client = await connect(shore.data)
    const { id: video } = await bob.begin(1000, 'clip.mp4')
    const planted = await plantEverywhere(client, id, video)
    planted.deleted = planted.deleted.filter(canary => canary !== canaryOf('departures', 'census'))
    for (const [table, column, row] of [
      ['accounts', 'name', id],
      ['accounts', 'bio', id],
      ['videos', 'caption', video],
      ['videos', 'alt', video],
    ] as const) {
      const canary = canaryOf(table, column)
      await client.query(`update ${table} set ${column} = $1 where id = $2`, [canary, row])
      planted.deleted.push(canary)
    }
    expect(planted.tables).toBeGreaterThan(35)
    expect(planted.deleted.length).toBeGreaterThan(25)
    await client.query('checkpoint')
    // The control: every one of them is found, before anything is erased; and after it, while nothing is rewritten.
    const before = canariesOn(shore.data)
    expect(planted.deleted.filter(canary => !before.has(canary))).toEqual([])
    // He has asked to leave: that row was planted too. So was an open case, for which it waits no longer than its bound.
    // What there is to erase has not been counted yet.
    await client.query(
      "update departures set census = null, leaves_at = now() - interval '400 days' where account_id = $1",
      [id],
    )
    await lookAfterAll(shore, client)
    await expect
      .poll(async () => (await client.query('select from accounts where id = $1', [id])).rowCount, { timeout: 180_000 })
      .toBe(0)
    await client.query('checkpoint')
    const there = canariesOn(shore.data)
    expect(planted.deleted.filter(canary => there.has(canary)).length).toBeGreaterThan(planted.deleted.length / 2)
    await expect.poll(() => leftOf(shore, planted.deleted), { timeout: 180_000, interval: 3000 }).toEqual([])
  })

  it('of what is past its bound are in no file, whichever bound it was', { timeout: 600_000 }, async () => {
    await using shore = await serve()
    await using client = await connect(shore.data)
    const pool = openPool(runningIn(shore.data).databaseUrl, 2)
    const db = openDatabase(pool)
    await plantAll({ db, folder: shore.data }, new Date(Date.now() - 400 * dayMs))
    await db.destroy()
    await client.query('checkpoint')
    const planted = [...canariesOn(shore.data)]
    // The control.
    expect(planted.length).toBeGreaterThan(12)
    // An object is as old as its file.
    const blobs = join(shore.data, 'blobs')
    for (const name of readdirSync(blobs, { recursive: true, encoding: 'utf8' }))
      utimesSync(join(blobs, name), 0, (Date.now() - 400 * dayMs) / 1000)
    await lookAfterAll(shore, client)
    // Its author is told which clip has gone, and that line has a time of its own.
    const told = ['canary-ending']
    await expect.poll(() => leftOf(shore, planted), { timeout: 120_000, interval: 5000 }).toEqual(told)
    await client.query("update notices set at = at - interval '91 days'")
    await lookAfterAll(shore, client)
    await expect.poll(() => leftOf(shore, planted), { timeout: 120_000, interval: 5000 }).toEqual([])
  })
})
