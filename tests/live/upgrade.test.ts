import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { type Database, migrate, openDatabase, openPool, sql } from '../../src/server/adapters/db/index.ts'
import { newDatabase } from '../harness/databases.ts'
import { type Person, passphrase } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'

/** The tables as the release before this one left them. */
const before = '0005-declarations'

/** Something in every table that release had, put there as it did. The passphrase's hash is one that this program made. */
async function fill(db: Database): Promise<void> {
  const { hash } = await import('@node-rs/argon2')
  const passphraseHash = await hash(passphrase, { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  await sql`
    insert into accounts (id, handle, skeleton, name, passphrase_hash, created_at)
    select gen_random_uuid(), 'person' || n, 'skeleton' || n, 'Person ' || n, ${passphraseHash}, now() from generate_series(1, 50) n`.execute(
    db,
  )
  await sql`insert into recovery_codes select id, 'hash', null from accounts`.execute(db)
  await sql`insert into sessions select gen_random_uuid(), id, 'session ' || handle, 'Firefox, Linux', now(), now(), null from accounts`.execute(
    db,
  )
  await sql`insert into tokens (id, account_id, token_hash, scopes, created_at, name, expires_at)
    select gen_random_uuid(), id, 'token ' || handle, '{post,read}', now(), 'mine', now() + interval '9 days' from accounts`.execute(
    db,
  )
  await sql`insert into passkeys select gen_random_uuid(), id, 'credential ' || handle, 'key', 0, '{internal}', 'Phone', now(), null from accounts`.execute(
    db,
  )
  await sql`insert into challenges values ('challenge', 'sign-in', null, null, null, now() + interval '5 minutes')`.execute(
    db,
  )
  await sql`
    insert into videos (id, account_id, state, visibility, caption, tags, language, file_name, bytes, duration_ms, width, height, created_at,
      uploaded_at, posted_at, published_at, finished_at)
    select gen_random_uuid(), id, 'ready', (array['public', 'unlisted', 'private'])[1 + n % 3], 'Clip ' || n, '{old}', 'en', '', 1000, 3000, 360, 640,
      now(), now(), now(), now(), now() from accounts cross join generate_series(1, 6) n`.execute(db)
  await sql`insert into video_files (video_id, role, hash, media_type, bytes, width, height, bits_per_second, second_ends)
    select id, 'rendition', encode(sha256(id::text::bytea), 'hex'), 'video/mp4', 1000, 360, 640, 700000, '{500,1000}' from videos`.execute(
    db,
  )
  await sql`insert into likes select accounts.id, videos.id, now() from accounts cross join videos where random() < 0.2`.execute(
    db,
  )
  await sql`update videos set likes = (select count(*) from likes where likes.video_id = videos.id)`.execute(db)
  await sql`insert into declarations values (gen_random_uuid(), now(), '{"operator":"Somebody"}')`.execute(db)
}

/** Every row of the tables of before, as it was, in one text for each. */
async function rowsOf(db: Database): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const table of [
    'accounts',
    'recovery_codes',
    'sessions',
    'tokens',
    'passkeys',
    'challenges',
    'videos',
    'video_files',
    'likes',
    'declarations',
  ]) {
    const { rows } = await sql<{
      row: Record<string, unknown>
    }>`select to_jsonb(t) as row from ${sql.table(table)} t`.execute(db)
    found[table] = rows
      .map(({ row }) => JSON.stringify(Object.entries(row).sort()))
      .sort()
      .join('\n')
  }
  return found
}

const databaseOf = (url: string) => openDatabase(openPool(url, 3))

describe('an upgrade', () => {
  it('from the release before this one keeps every row as it was, and the shore works on it', async () => {
    let was: Record<string, string> = {}
    await using shore = await openShore({
      isIdle: true,
      from: {
        migration: before,
        async fill(db) {
          await fill(db)
          was = await rowsOf(db)
        },
      },
    })
    const is = await rowsOf(shore.db)
    for (const [table, rows] of Object.entries(was)) {
      const now = is[table]!.split('\n')
      expect(rows.length, table).toBeGreaterThan(10)
      // Columns came; none went, and none that was there changed.
      const kept = rows
        .split('\n')
        .filter(
          row => !now.some(other => (JSON.parse(row) as unknown[]).every(pair => other.includes(JSON.stringify(pair)))),
        )
      // The start declared itself anew, which is one row more.
      expect(kept, table).toEqual([])
    }
    const guest = shore.guest()
    expect((await guest.ask('POST', '/api/session', { handle: 'person7', passphrase })).status).toBe(201)
    expect((await guest.ask('GET', '/api/videos')).body.items).toHaveLength(6)
    const { body } = await shore.guest().ask('GET', '/public/accounts/person7')
    expect(body).toMatchObject({ videos: 2, followers: 0, isClosed: false })
    const other = (await shore.person('newcomer')) as Person
    expect((await other.ask('PUT', '/api/accounts/person7/follow')).body.state).toBe('accepted')
    expect((await other.ask('GET', '/api/following/videos')).body.items).toHaveLength(2)
  })

  it('by two at once is one upgrade, and both go on', async () => {
    const url = await newDatabase(inject('databaseUrl'), 'nothing')
    const [one, two] = [databaseOf(url), databaseOf(url)]
    await migrate(one, before)
    await fill(one)
    const was = await rowsOf(one)
    await Promise.all([migrate(one), migrate(two)])
    const { rows } = await sql<{
      name: string
      n: number
    }>`select name, count(*)::int as n from kysely_migration group by name`.execute(one)
    expect(rows.every(({ n }) => n === 1)).toBe(true)
    expect((await rowsOf(two))['likes']).toBe(was['likes'])
    await Promise.all([one.destroy(), two.destroy()])
  })

  it('that is killed in the middle is undone, and begins anew', { timeout: 120_000 }, async () => {
    const url = await newDatabase(inject('databaseUrl'), 'nothing')
    const db = databaseOf(url)
    await migrate(db, before)
    await fill(db)
    const was = await rowsOf(db)
    const module = join(import.meta.dirname, '../../src/server/adapters/db/index.ts')
    const program = `const { migrate, openDatabase, openPool } = await import(${JSON.stringify(module)})
      process.stdout.write('begins'); await migrate(openDatabase(openPool(${JSON.stringify(url)}, 2))); process.exit(0)`
    let killed = 0
    for (let round = 0; round < 12; round++) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      await new Promise(resolve => child.stdout.once('data', resolve))
      const ended = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)))
      const timer = setTimeout(() => child.kill('SIGKILL'), round * 4)
      if ((await ended) === null) killed++
      clearTimeout(timer)
      const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
      // All of it, or nothing.
      expect([5, 9].includes(rows.length), String(rows.length)).toBe(true)
    }
    expect(killed).toBeGreaterThan(0)
    await migrate(db)
    expect((await rowsOf(db))['likes']).toBe(was['likes'])
    await db.destroy()
  })

  it('is not undone by an older program: it refuses what it does not know, and changes nothing', async () => {
    const url = await newDatabase(inject('databaseUrl'), 'nothing')
    const db = databaseOf(url)
    await migrate(db)
    await sql`insert into kysely_migration (name, timestamp) values ('9999-later', now()::text)`.execute(db)
    await expect(migrate(db)).rejects.toMatchObject({ code: 'shore.newer', params: { got: '9999-later' } })
    await db.destroy()
  })
})
