import { createHash, createPublicKey, verify } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { candidateBytes, noTopic, readPacks, strata } from '../../src/core/feed/candidate.ts'
import type { SlateHead } from '../../src/core/wire/slates.ts'
import { localBlobs } from '../../src/server/adapters/blobs/local.ts'
import { systemClock } from '../../src/server/adapters/clock/index.ts'
import { sql } from '../../src/server/adapters/db/index.ts'
import { openUploads } from '../../src/server/adapters/folder/uploads.ts'
import { openWorkFolders } from '../../src/server/adapters/folder/work.ts'
import { openModel } from '../../src/server/adapters/model/command.ts'
import { catalogStore, companyJob, describeJob, featuresStore, slatesStore } from '../../src/server/feed/index.ts'
import { openStorage, storageStore } from '../../src/server/storage/index.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import { openShore, ownEngine, type TestShore } from '../harness/shore.ts'
import { show } from '../harness/shown.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function newest(shore: TestShore, headers: Record<string, string> = {}) {
  const reply = await fetch(`${shore.url}/public/slates`, { headers })
  const body = Buffer.from(await reply.arrayBuffer())
  return { reply, body, head: JSON.parse(body.toString() || 'null') as SlateHead }
}

async function packsOf(shore: TestShore, { packs }: SlateHead): Promise<Buffer[]> {
  return Promise.all(
    packs.map(async ({ hash }) => Buffer.from(await (await fetch(`${shore.url}/public/slates/${hash}`)).arrayBuffer())),
  )
}

const candidatesIn = async (shore: TestShore, head: SlateHead) => readPacks(await packsOf(shore, head))
const idsIn = async (shore: TestShore) => {
  const { reply, head } = await newest(shore)
  return reply.status === 200 ? [...(await candidatesIn(shore, head)).ids].sort() : []
}
const soon = { interval: 100 }

const signedBy = async (shore: TestShore, body: Buffer, signature: string): Promise<boolean> => {
  const { slateKey } = (await shore.guest().ask('GET', '/.well-known/onshore.json')).body
  const key = createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(slateKey, 'base64')]),
    format: 'der',
    type: 'spki',
  })
  return verify(null, body, key, Buffer.from(signature, 'base64'))
}

describe('slates', () => {
  it('are made of what is public, signed, and lie at the address of their content', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'], slates: 0 })
    const { alice, bob } = shore.people as Record<string, import('../harness/person.ts').Person>
    const ids = [
      await show(shore, alice!, { caption: 'Sourdough at home #bread #baking' }),
      await show(shore, bob!, { caption: 'Rye #bread #baking #rye' }),
      await show(shore, bob!, { caption: 'Waves', language: 'fr' }),
    ].sort()
    await expect.poll(() => idsIn(shore), soon).toEqual(ids)
    const { reply, body, head } = await newest(shore)
    expect(await signedBy(shore, body, reply.headers.get('slate-signature')!)).toBe(true)
    expect(await signedBy(shore, Buffer.concat([body, Buffer.from(' ')]), reply.headers.get('slate-signature')!)).toBe(
      false,
    )
    const packs = await packsOf(shore, head)
    expect(packs.map(sha256)).toEqual(head.packs.map(({ hash }) => hash))
    expect(packs.map(({ length }) => length)).toEqual(head.packs.map(({ count }) => count * candidateBytes))
    const { topics, languages, strata: inStrata, publishedSeconds } = readPacks(packs)
    expect([...topics].every(topic => topic === noTopic || topic < head.topics.length)).toBe(true)
    expect(head.topics.map(({ words }) => words[0])).toEqual(['baking', 'bread'])
    expect([...languages].sort()).toEqual([1, 1, 2])
    expect(new Set(inStrata)).toEqual(new Set([strata.new]))
    expect(Math.abs(publishedSeconds[0]! - Date.now() / 1000)).toBeLessThan(120)
  })

  it('are the same bytes for guest and account, set no cookie, and know what is known already', async () => {
    await using shore = await openShore({ people: ['alice'], slates: 0 })
    const id = await show(shore, shore.people['alice']!)
    await expect.poll(() => idsIn(shore), soon).toEqual([id])
    const cookie = shore.people['alice']!.cookie!
    const { head, reply } = await newest(shore)
    const path = `/public/slates/${head.packs[0]!.hash}`
    for (const address of ['/public/slates', path]) {
      const plain = await fetch(shore.url + address)
      const known = await fetch(shore.url + address, { headers: { cookie, authorization: 'Bearer nobody' } })
      expect(known.headers.get('set-cookie'), address).toBeNull()
      expect(sha256(Buffer.from(await known.arrayBuffer()))).toBe(sha256(Buffer.from(await plain.arrayBuffer())))
      const again = await fetch(shore.url + address, { headers: { 'if-none-match': plain.headers.get('etag')! } })
      expect(again.status).toBe(304)
    }
    expect(reply.headers.get('cache-control')).toBe('public, max-age=5')
    expect((await fetch(shore.url + path)).headers.get('cache-control')).toMatch(/immutable/)
    for (const hash of ['f'.repeat(64), 'nothing', '..%2f..%2fslate-key.pem'])
      expect((await shore.guest().ask('GET', `/public/slates/${hash}`)).body).toMatchObject({
        status: 404,
        code: 'slate.not-found',
      })
  })

  it('are refused in words where none was made yet', async () => {
    await using shore = await openShore({ isIdle: true })
    expect((await shore.guest().ask('GET', '/public/slates')).body).toMatchObject({ status: 404, code: 'slate.none' })
  })

  it('never hold what is not for everybody, and lose what is narrowed, marked or removed', async () => {
    await using shore = await openShore({ people: ['alice', 'bob', 'carol'], slates: 0 })
    const { alice, bob, carol } = shore.people as Record<string, import('../harness/person.ts').Person>
    const [stays, narrowed, removed, marked, restricted, unlisted, followers] = [
      await show(shore, alice!),
      await show(shore, alice!),
      await show(shore, alice!),
      await show(shore, alice!),
      await show(shore, alice!),
      await show(shore, alice!),
      await show(shore, alice!),
    ]
    const suspended = await show(shore, bob!)
    const hidden = await show(shore, carol!)
    const set = (id: string, values: object) =>
      shore.db.updateTable('videos').set(values).where('id', '=', id).execute()
    await set(unlisted!, { visibility: 'unlisted' })
    await set(followers!, { visibility: 'followers' })
    const all = [stays, narrowed, removed, marked, restricted, suspended, hidden].sort()
    await expect.poll(() => idsIn(shore), soon).toEqual(all)
    const before = (await newest(shore)).head
    await set(narrowed!, { visibility: 'private' })
    await set(marked!, { sensitive: true })
    await set(restricted!, { measure: 'restrict' })
    await set(hidden, { measure: 'hide' })
    await sql`update accounts set suspended_at = now() where handle = 'bob'`.execute(shore.db)
    await shore.videos.remove(removed!, new Date())
    await expect.poll(() => idsIn(shore), soon).toEqual([stays])
    // The older head is still there to be compared, and says what it said.
    const { head } = await newest(shore)
    expect(head.number).toBeGreaterThan(before.number)
    const older = await fetch(`${shore.url}/public/slates/${head.previous}`)
    const bytes = Buffer.from(await older.arrayBuffer())
    expect(sha256(bytes)).toBe(head.previous)
    expect(await signedBy(shore, bytes, older.headers.get('slate-signature')!)).toBe(true)
  })

  it('are made at most every interval, and only where something in them changed', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'], slates: 2000 })
    const { alice, bob } = shore.people as Record<string, import('../harness/person.ts').Person>
    const liked = await show(shore, alice!)
    await expect.poll(() => idsIn(shore), soon).toEqual([liked])
    for (let i = 0; i < 3; i++) {
      await show(shore, alice!)
      await new Promise(resolve => setTimeout(resolve, 700))
    }
    await expect.poll(async () => (await idsIn(shore)).length, soon).toBe(4)
    const made = () => shore.db.selectFrom('slates').select(['number', 'made_at']).orderBy('number').execute()
    const times = (await made()).map(row => row.made_at.getTime())
    for (const [i, at] of times.entries()) if (i > 0) expect(at - times[i - 1]!).toBeGreaterThanOrEqual(1900)
    const count = times.length
    await new Promise(resolve => setTimeout(resolve, 4500))
    expect((await made()).length).toBe(count)
    await bob!.ask('PUT', `/api/videos/${liked}/like`)
    await expect.poll(async () => (await made()).length, soon).toBe(count + 1)
    const { likes, ids } = await candidatesIn(shore, (await newest(shore)).head)
    expect(likes[ids.indexOf(liked)]).toBe(1)
  })

  it('show no counts of a clip whose author hides them', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'], slates: 0 })
    const id = await show(shore, shore.people['alice']!)
    await shore.db.updateTable('videos').set({ hides_counts: true }).where('id', '=', id).execute()
    await shore.people['bob']!.ask('PUT', `/api/videos/${id}/like`)
    const { likes } = await shore.db.selectFrom('videos').select('likes').where('id', '=', id).executeTakeFirstOrThrow()
    expect(likes).toBe(1)
    await expect.poll(() => idsIn(shore), soon).toEqual([id])
    const found = await candidatesIn(shore, (await newest(shore)).head)
    expect([found.likes[0], found.qualities[0]]).toEqual([0, Number.NaN])
  })

  it('are chosen from a part of a catalogue that is larger than they are', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const { alice, bob } = shore.people as Record<string, import('../harness/person.ts').Person>
    const ids: string[] = []
    for (let n = 0; n < 8; n++) ids.push(await show(shore, alice!, { caption: '#bread', hoursOld: 24 * 30 + n }))
    const fresh = await show(shore, alice!, { caption: 'New' })
    const hidden = await show(shore, alice!)
    await shore.db.updateTable('videos').set({ sensitive: true }).where('id', '=', hidden).execute()
    await bob!.ask('PUT', `/api/videos/${ids[3]}/like`)
    const catalog = catalogStore(shore.db)
    const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000)
    expect(await catalog.whole(8, ago(24))).toBeNull()
    expect((await catalog.whole(9, ago(24)))!.map(({ id }) => id)).toEqual([...ids, fresh].sort())
    const pool = await catalog.pool({ most: 1, newSince: ago(168), risingSince: ago(24), draw: 'a day' })
    const found = pool.map(({ id }) => id)
    expect(found).toEqual(expect.arrayContaining([ids[3], fresh]))
    expect(found).not.toContain(hidden)
    expect(found.length).toBeLessThan(9)
    expect(pool.find(({ id }) => id === ids[3])).toMatchObject({ likes: 1, recent: 1, tags: ['bread'] })
  })

  it('keep their packs through the sweep for 30 days, and their hashes for good', async () => {
    await using shore = await openShore({ people: ['alice'], slates: 0 })
    const first = await show(shore, shore.people['alice']!)
    await expect.poll(() => idsIn(shore), soon).toEqual([first])
    const { head } = await newest(shore)
    await show(shore, shore.people['alice']!)
    await expect.poll(async () => (await idsIn(shore)).length, soon).toBe(2)
    const blobs = localBlobs(join(shore.folder, 'blobs'))
    const later = { now: () => new Date(Date.now() + 12 * 3_600_000) }
    const storage = openStorage({
      store: storageStore(shore.db),
      blobs,
      uploads: openUploads(join(shore.folder, 'uploads')),
      clock: later,
      ifUnused: shore.videos.ifUnused,
      roomOf: shore.videos.roomOf,
      quotaBytes: null,
    })
    expect((await storage.sweep()).removed).toBe(0)
    const pack = `${shore.url}/public/slates/${head.packs[0]!.hash}`
    expect((await fetch(pack)).status).toBe(200)
    await slatesStore(shore.db).forget(systemClock.now())
    await expect.poll(() => blobs.size(head.packs[0]!.hash), soon).toBeNull()
    expect((await fetch(pack)).status).toBe(404)
    const rows = await shore.db.selectFrom('slates').selectAll().orderBy('number').execute()
    for (const [i, row] of rows.entries()) expect(row.previous).toBe(rows[i - 1]?.hash ?? null)
    expect(rows.at(-1)!.body).not.toBeNull()
    expect(rows.slice(0, -1).every(({ body, hash, signature }) => body === null && hash && signature)).toBe(true)
  })
})

const featuresOf = (shore: TestShore, id: string) =>
  shore.db.selectFrom('features').selectAll().where('video_id', '=', id).executeTakeFirst()

describe.skipIf(!hasFfmpeg)(`what a clip is like${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('is found from its pictures and its sound, and found again the same', async () => {
    await using shore = await openShore({ people: ['alice'], slates: 0 })
    const { id } = await shore.people['alice']!.post(clip('web.mp4'), { caption: '#sea', visibility: 'public' })
    await expect
      .poll(async () => (await featuresOf(shore, id))?.picture ?? null, { ...soon, timeout: 60_000 })
      .not.toBeNull()
    const found = (await featuresOf(shore, id))!
    expect([found.picture!.length, found.sound!.length, found.pace!.length]).toEqual([16, 8, 2])
    await expect
      .poll(async () => {
        const { features, ids } = await candidatesIn(shore, (await newest(shore)).head)
        return features.subarray(64 * ids.indexOf(id), 64 * (ids.indexOf(id) + 1)).filter(value => value !== 0).length
      }, soon)
      .toBeGreaterThan(24)
    await shore.db.updateTable('features').set({ version: 0, picture: null }).where('video_id', '=', id).execute()
    await expect.poll(async () => (await featuresOf(shore, id))!.picture, soon).not.toBeNull()
    const again = (await featuresOf(shore, id))!
    // The ladder may have come meanwhile: the same pictures, in another rendition.
    expect(Math.abs(again.picture!.readInt8(0) - found.picture!.readInt8(0))).toBeLessThan(12)
    await shore.people['alice']!.ask('DELETE', `/api/videos/${id}`)
    expect(await featuresOf(shore, id)).toBeUndefined()
  })

  it('comes from public acts alone where people are concerned', async () => {
    const people = ['alice', 'bob', 'carol', 'dave']
    await using shore = await openShore({ people })
    const ids = [await show(shore, shore.people['alice']!), await show(shore, shore.people['alice']!)]
    for (const name of ['bob', 'carol', 'dave'])
      for (const id of ids) await shore.people[name]!.ask('PUT', `/api/videos/${id}/like`)
    const features = featuresStore(shore.db)
    const company = async (isShown: boolean) => {
      await shore.db.updateTable('accounts').set({ shows_likes: isShown }).execute()
      await companyJob({ features })()
      return [...(await features.company()).keys()].sort()
    }
    expect(await company(false)).toEqual([])
    expect(await company(true)).toEqual([...ids].sort())
    expect(await company(false)).toEqual([])
  })

  it('is said by a program of the operator’s, which reaches no network and no file of the shore', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const alice = shore.people['alice']!
    const { id } = await alice.post(clip('web.mp4'), { visibility: 'public' })
    // Looked at once all its renditions are there.
    await expect
      .poll(async () => (await alice.ask('GET', `/api/videos/${id}`)).body.finishedAt, { timeout: 60_000 })
      .toBeTruthy()
    const folder = join(shore.folder, 'work', 'model')
    mkdirSync(folder)
    let hits = 0
    const web = createServer((_request, reply) => reply.end(String(++hits))).listen(0, '127.0.0.1')
    await new Promise(resolve => web.once('listening', resolve))
    const { port } = web.address() as { port: number }
    const zeros = Array.from({ length: 62 }, () => 0).join(',')
    writeFileSync(
      join(folder, 'model.sh'),
      `while read -r line; do
        net=0; { : 3<>/dev/tcp/127.0.0.1/${port}; } 2>/dev/null && net=1
        key=0; [ -r ${shore.folder}/slate-key.pem ] && key=1
        echo "[$((1 - net)),$key,${zeros}]"
      done`,
    )
    const rooms = {
      features: featuresStore(shore.db),
      blobs: localBlobs(join(shore.folder, 'blobs')),
      work: openWorkFolders(join(shore.folder, 'work')),
      transcoder: ownEngine(),
    }
    const model = openModel(`/bin/bash ${folder}/model.sh`)
    expect(model).not.toBeNull()
    await describeJob({ ...rooms, model })(null, { signal: new AbortController().signal })
    web.close()
    const { given } = (await featuresOf(shore, id))!
    expect([...given!.subarray(0, 3)]).toEqual([127, 0, 0])
    expect(hits).toBe(0)
  })
})
