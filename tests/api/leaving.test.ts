import { createPublicKey, verify } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { receiptMessage, secondThoughtMs } from '../../src/core/leaving/receipt.ts'
import { localBlobs } from '../../src/server/adapters/blobs/local.ts'
import { openArchives } from '../../src/server/adapters/folder/archives.ts'
import { slateKey } from '../../src/server/adapters/folder/index.ts'
import { openUploads } from '../../src/server/adapters/folder/uploads.ts'
import { countTags, findingStore } from '../../src/server/finding/index.ts'
import { eraseDue, type LeavingStore, leavingStore } from '../../src/server/leaving/index.ts'
import { sweepJob } from '../../src/server/videos/index.ts'
import { arrive, fetchArchive, prove, untilMade } from '../harness/archives.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import { type Person, passphrase } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const dayMs = 86_400_000

/** A clock that the test moves. */
function movable() {
  let aheadMs = 0
  return {
    now: () => new Date(Date.now() + aheadMs),
    move(ms: number) {
      aheadMs += ms
    },
  }
}

const eraseOn = (shore: TestShore, clock: { now(): Date }, cut: Partial<LeavingStore> = {}) =>
  eraseDue({
    store: { ...leavingStore(shore.db), ...cut },
    archiveFiles: openArchives(join(shore.folder, 'archives')),
    videos: shore.videos,
    keys: shore.keys,
    uploads: openUploads(join(shore.folder, 'uploads')),
    clock,
    key: slateKey(shore.folder),
    shoreName: 'Onshore',
    backupDays: 35,
  })

/** Rows of any table that hold one of the words, as `table: word`. */
async function found({ db }: TestShore, words: readonly string[]): Promise<string[]> {
  const tables = await sql<{ name: string }>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(db)
  const hits = new Set<string>()
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ row: string }>`select to_jsonb(one)::text as row from ${sql.raw(name)} one`.execute(db)
    for (const { row } of rows) for (const word of words) if (row.includes(word)) hits.add(`${name}: ${word}`)
  }
  return [...hits].sort()
}

function filesWith(folder: string, words: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => statSync(join(folder, name)).isFile())
    .filter(name => {
      const text = readFileSync(join(folder, name), 'latin1')
      return words.some(word => text.includes(word))
    })
}

/** What the search keeps of words goes with the next count. */
async function forgetWords(shore: TestShore): Promise<void> {
  const store = findingStore(shore.db, shore.keys)
  await countTags({ store })
  await store.forgetUnused()
}

/** Something in every place that a person leaves a trace in. */
async function live(shore: TestShore, alice: Person, bob: Person) {
  await alice.ask('PATCH', '/api/account', { name: 'Canary Name', bio: 'canary-bio' })
  const video = await alice.post(clip('silent.mp4'), { visibility: 'public', caption: 'canary-caption #canarytag' })
  const other = await bob.post(clip('square.mp4'), { visibility: 'public', caption: 'a clip of bob’s' })
  await shore.caption(video.id, 'en', 'WEBVTT\n\n00:00.000 --> 00:01.000\ncanary-spoken')
  await alice.ask('POST', `/api/videos/${other.id}/comments`, { text: 'canary-comment @bob' })
  const reply = await bob.ask('POST', `/api/videos/${video.id}/comments`, { text: 'hello from bob' })
  expect(reply.status).toBe(201)
  await alice.ask('PUT', `/api/videos/${other.id}/like`)
  await alice.ask('PUT', `/api/videos/${other.id}/save`, {})
  await alice.ask('PUT', `/api/videos/${other.id}/repost`)
  await bob.ask('PUT', `/api/videos/${video.id}/like`)
  await alice.ask('PUT', '/api/accounts/bob/follow')
  await bob.ask('PUT', '/api/accounts/alice/follow')
  return { video, other }
}

describe.skipIf(!hasFfmpeg)(`leaving${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('hides the account at once, shows all of it again to whoever stays, and takes nothing new meanwhile', async () => {
    const clock = movable()
    await using shore = await openShore({ people: ['alice', 'bob'], clock })
    const { alice, bob } = shore.people as { alice: Person; bob: Person }
    const { video, other } = await live(shore, alice, bob)
    const shown = async () => ({
      profile: (await shore.guest().ask('GET', '/public/accounts/alice')).status,
      clip: (await shore.guest().ask('GET', `/public/videos/${video.id}`)).status,
      comments: (await shore.guest().ask('GET', `/public/videos/${other.id}/comments`)).body.items.length,
    })
    expect(await shown()).toEqual({ profile: 200, clip: 200, comments: 1 })
    // Whoever only holds the cookie is asked once more who they are.
    await sql`update sessions set verified_at = null`.execute(shore.db)
    expect((await alice.ask('PUT', '/api/account/leaving')).body.code).toBe('session.step-up')
    await alice.ask('POST', '/api/session/proof', { passphrase })
    const asked = await alice.ask('PUT', '/api/account/leaving')
    expect(asked.status).toBe(200)
    expect(Date.parse(asked.body.leavesAt) - clock.now().getTime()).toBeGreaterThan(secondThoughtMs - dayMs)
    await expect.poll(shown).toEqual({ profile: 404, clip: 404, comments: 0 })
    expect((await alice.ask('PUT', '/api/account/leaving')).body.code).toBe('leaving.already')
    expect((await alice.ask('POST', `/api/videos/${other.id}/comments`, { text: 'more' })).body.code).toBe(
      'account.leaving',
    )
    expect((await alice.ask('GET', '/api/account/leaving')).body).toEqual({
      leavesAt: asked.body.leavesAt,
      waitsForCase: false,
    })
    // Not before its day.
    clock.move(13 * dayMs)
    expect(await eraseOn(shore, clock)).toBe(0)
    expect((await alice.ask('DELETE', '/api/account/leaving')).status).toBe(204)
    await expect.poll(shown).toEqual({ profile: 200, clip: 200, comments: 1 })
    expect((await alice.ask('DELETE', '/api/account/leaving')).body.code).toBe('leaving.not')
    clock.move(30 * dayMs)
    expect(await eraseOn(shore, clock)).toBe(0)
    expect((await shore.guest().ask('GET', `/public/erasures/${asked.body.code}`)).body.code).toBe('leaving.no-receipt')
  })

  it('erases the account everywhere after fourteen days, leaves what is others’, and gives a receipt that the shore signed', async () => {
    const clock = movable()
    await using shore = await openShore({ people: ['alice', 'bob'], clock })
    const { alice, bob } = shore.people as { alice: Person; bob: Person }
    const { video, other } = await live(shore, alice, bob)
    const { id } = await shore.db
      .selectFrom('accounts')
      .select('id')
      .where('handle', '=', 'alice')
      .executeTakeFirstOrThrow()
    const hashes = (
      await shore.db.selectFrom('video_files').select('hash').where('video_id', '=', video.id).execute()
    ).map(({ hash }) => hash)
    const canaries = [id, video.id, '"alice"', 'Canary Name', 'canary', ...hashes]
    // The control: before the erasure every one of them is found.
    const before = await found(shore, canaries)
    for (const word of canaries) expect(before.join('\n')).toContain(word)
    expect(filesWith(join(shore.folder, 'blobs'), ['canary-spoken'])).toHaveLength(1)

    await alice.ask('POST', '/api/session/proof', { passphrase })
    const { body: asked } = await alice.ask('PUT', '/api/account/leaving')
    clock.move(secondThoughtMs + 1000)
    expect(await eraseOn(shore, clock)).toBe(1)
    // Objects that nobody uses any more: their jobs come due, as on a shore that runs.
    const sweep = sweepJob({ store: shore.videos, blobs: localBlobs(join(shore.folder, 'blobs')) })
    for (const hash of hashes) await sweep({ hash })
    await sql`delete from graphile_worker._private_jobs where payload->>'hash' = any(${hashes}::text[])`.execute(
      shore.db,
    )
    await forgetWords(shore)

    // A rendition that was under way ends first.
    await expect
      .poll(
        async () => {
          await eraseOn(shore, clock)
          return found(shore, canaries)
        },
        { timeout: 60_000 },
      )
      .toEqual([])
    expect(
      ['blobs', 'uploads', 'work', 'archives'].flatMap(room =>
        filesWith(join(shore.folder, room), ['canary', ...hashes]),
      ),
    ).toEqual([])
    expect((await alice.ask('GET', '/api/account/leaving')).status).toBe(401)
    // What others said and made stands, with counts that fit.
    const left = await shore.guest().ask('GET', `/public/videos/${other.id}`)
    expect(left.body).toMatchObject({ likes: 0, comments: 0 })
    expect((await shore.guest().ask('GET', '/public/accounts/bob')).body).toMatchObject({ followers: 0, videos: 1 })

    const { body: signed } = await shore.guest().ask('GET', `/public/erasures/${asked.code.toLowerCase()}`)
    expect(signed.receipt).toMatchObject({ version: 1, what: 'account', kept: [] })
    expect(signed.receipt.erased).toMatchObject({
      account: expect.any(Number),
      clips: 1,
      comments: 1,
      likes: 1,
      follows: 2,
    })
    const days = (Date.parse(signed.receipt.copies.backups) - Date.parse(signed.receipt.erasedAt)) / dayMs
    expect(days).toBe(35)
    const key = createPublicKey({ key: Buffer.from(signed.key, 'base64url'), format: 'der', type: 'spki' })
    const holds = (receipt: typeof signed.receipt) =>
      verify(null, Buffer.from(receiptMessage(receipt)), key, Buffer.from(signed.signature, 'base64url'))
    expect(key.equals(createPublicKey(slateKey(shore.folder)))).toBe(true)
    expect(holds(signed.receipt)).toBe(true)
    expect(holds({ ...signed.receipt, erased: { ...signed.receipt.erased, clips: 2 } })).toBe(false)
    // The name is free again, and its new bearer is nobody whom anything is left of.
    const anew = await shore.person('alice')
    expect((await anew.ask('GET', '/api/notices')).body.items).toEqual([])
  })

  it('of one clip, or of one comment, is at once, with a receipt that nothing is kept of', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const { alice, bob } = shore.people as { alice: Person; bob: Person }
    const { video, other } = await live(shore, alice, bob)
    const { items } = (await shore.guest().ask('GET', `/public/videos/${other.id}/comments`)).body
    expect((await bob.ask('POST', `/api/videos/${video.id}/erasure`)).status).toBe(404)
    const said = await alice.ask('POST', `/api/comments/${items[0].id}/erasure`)
    expect(said.body.receipt).toMatchObject({ what: 'comment', erased: { comments: 1 }, kept: [] })
    expect((await alice.ask('POST', `/api/comments/${items[0].id}/erasure`)).body.code).toBe('comment.not-found')
    const { status, body: signed } = await alice.ask('POST', `/api/videos/${video.id}/erasure`)
    expect(status).toBe(200)
    expect(signed.receipt).toMatchObject({ what: 'video', erased: { clips: 1, comments: 1, likes: 1 } })
    expect(signed.receipt.erased.files).toBeGreaterThan(1)
    const key = createPublicKey({ key: Buffer.from(signed.key, 'base64url'), format: 'der', type: 'spki' })
    const message = Buffer.from(receiptMessage(signed.receipt))
    expect(verify(null, message, key, Buffer.from(signed.signature, 'base64url'))).toBe(true)
    expect((await shore.guest().ask('GET', `/public/videos/${video.id}`)).status).toBe(404)
    expect(await found(shore, ['canary-caption', 'canary-comment'])).toEqual([])
    expect(await shore.db.selectFrom('erasures').selectAll().execute()).toEqual([])
  })

  it('takes along what is on its way: an upload, and an archive that is being brought', async () => {
    const clock = movable()
    await using shore = await openShore({ people: ['alice', 'bob'], clock })
    const { alice, bob } = shore.people as { alice: Person; bob: Person }
    for (const n of [1, 2, 3])
      await alice.post(clip('silent.mp4'), { visibility: 'public', caption: `canary-brought ${n}` })
    await prove(alice)
    await alice.ask('POST', '/api/archive', {})
    await untilMade(alice)
    const { bytes } = await fetchArchive(alice)
    const upload = await bob.begin(10_000, 'canary-half.mp4')
    await bob.send(upload.id, 0, new Uint8Array(4000))
    await arrive(bob, bytes)
    const uploads = openUploads(join(shore.folder, 'uploads'))
    expect(await uploads.ids()).toContain(upload.id)
    const { id } = (await bob.ask('GET', '/api/session')).body.account
    await bob.ask('POST', '/api/session/proof', { passphrase })
    await bob.ask('PUT', '/api/account/leaving')
    clock.move(secondThoughtMs + 1000)
    // A clip of it may be in the engine's hands.
    await expect
      .poll(
        async () => {
          await eraseOn(shore, clock)
          const archives = readdirSync(join(shore.folder, 'archives')).filter(name => !name.startsWith('.'))
          return { rows: await found(shore, [id, upload.id]), files: await uploads.ids(), archives: archives.length }
        },
        { timeout: 60_000, interval: 300 },
      )
      // What is left is the archive of whoever stays.
      .toEqual({ rows: [], files: [], archives: 1 })
    const { items } = (await shore.guest().ask('GET', '/public/accounts/alice/videos')).body
    expect(items).toHaveLength(3)
  })

  it('waits for an open case, but not for ever, and says what it keeps of it', async () => {
    const clock = movable()
    await using shore = await openShore({ people: ['alice', 'bob'], clock })
    const { alice, bob } = shore.people as { alice: Person; bob: Person }
    const { video } = await live(shore, alice, bob)
    const reported = await bob.ask('POST', '/api/reports', {
      kind: 'video',
      id: video.id,
      category: 'spam',
      words: 'the same again and again',
    })
    expect(reported.status, JSON.stringify(reported.body)).toBeLessThan(300)
    await alice.ask('POST', '/api/session/proof', { passphrase })
    const { body: asked } = await alice.ask('PUT', '/api/account/leaving')
    expect((await alice.ask('GET', '/api/account/leaving')).body.waitsForCase).toBe(true)
    clock.move(secondThoughtMs + dayMs)
    expect(await eraseOn(shore, clock)).toBe(0)
    clock.move(30 * dayMs)
    expect(await eraseOn(shore, clock)).toBe(1)
    const { body: signed } = await shore.guest().ask('GET', `/public/erasures/${asked.code}`)
    expect(signed.receipt.kept).toEqual([{ what: 'cases', count: 1, until: expect.any(String) }])
    await forgetWords(shore)
    expect(await found(shore, ['canary'])).toEqual([])
  })

  it('goes on where it was killed, and nobody sees half an account meanwhile', async () => {
    const clock = movable()
    await using shore = await openShore({ people: ['alice', 'bob'], clock })
    const { alice, bob } = shore.people as { alice: Person; bob: Person }
    const { video } = await live(shore, alice, bob)
    await alice.ask('POST', '/api/session/proof', { passphrase })
    const { body: asked } = await alice.ask('PUT', '/api/account/leaving')
    clock.move(secondThoughtMs + 1000)
    const fault = new Error('killed')
    // Cut off after each step in turn: once begun, with its clips gone, with what is many gone.
    for (const step of ['clipsOf', 'eraseSome', 'keptOf', 'finish'] as const) {
      await expect(eraseOn(shore, clock, { [step]: () => Promise.reject(fault) })).rejects.toThrow('killed')
      expect((await shore.guest().ask('GET', '/public/accounts/alice')).status).toBe(404)
      expect((await shore.guest().ask('GET', `/public/videos/${video.id}`)).status).toBe(404)
      // There is no way back into half an account.
      expect((await alice.ask('DELETE', '/api/account/leaving')).body.code).toBe('leaving.not')
    }
    expect(await eraseOn(shore, clock)).toBe(1)
    const { body: signed } = await shore.guest().ask('GET', `/public/erasures/${asked.code}`)
    // It was counted before the first of it was gone.
    expect(signed.receipt.erased).toMatchObject({ clips: 1, comments: 1, likes: 1 })
  })
})
