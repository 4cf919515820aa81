import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { OwnVideo } from '../../src/core/wire/video.ts'
import { sql } from '../../src/server/adapters/db/index.ts'
import { clip, drawn, hasFfmpeg, makeClip, x264 } from '../harness/clips.ts'
import { faultyDisk } from '../harness/faulty-disk.ts'
import type { Person } from '../harness/person.ts'
import { enginesOn } from '../harness/serve.ts'
import { openShore, ownEngine, type TestShore } from '../harness/shore.ts'

const missing = hasFfmpeg ? '' : ' [ffmpeg]'
const part = 20_000
/** A clip that is quickly done, as it is done some fifty times. */
const small = [
  ...drawn('testsrc2=s=96x160:r=12:d=1', 'sine=d=1'),
  ...x264,
  ...['-c:a', 'aac', '-movflags', '+faststart'],
]

/** Sends a file, asking after every failure where to go on; then waits until everything of it is done. */
async function postPatiently(shore: TestShore, person: Person, bytes: Buffer): Promise<OwnVideo> {
  let id = ''
  const words: unknown[] = []
  const until = Date.now() + 40_000
  while (!id) {
    const begun = await person.begin(bytes.length)
    if (begun.status === 201) id = begun.id
    else words.push(begun.body)
    if (Date.now() > until) throw new Error(`never begun: ${JSON.stringify(words)}`)
  }
  await person.ask('POST', `/api/videos/${id}/post`, { visibility: 'public' })
  for (let offset = 0; offset < bytes.length; ) {
    const sent = await person.send(id, offset, bytes.subarray(offset, offset + part))
    offset = sent.status === 204 ? offset + part : await person.offsetOf(id)
    if (sent.status !== 204) words.push(sent.body)
    if (Date.now() > until) throw new Error(`never sent: ${JSON.stringify(words)}`)
  }
  // Every failure on the way was said as a refusal of the table, not as a bug.
  for (const said of words) expect(said).toMatchObject({ code: expect.stringMatching(/^(shore|video|upload)\./) })
  for (;;) {
    await hurry(shore)
    const { body } = await person.ask<OwnVideo>('GET', `/api/videos/${id}`)
    if (body.state === 'refused' || (body.state === 'ready' && !(await shore.videos.isUnfinished(id)))) return body
    if (Date.now() > until) throw new Error(`${id} is still ${body.state}`)
    await new Promise(resolve => setTimeout(resolve, 40))
  }
}

describe.skipIf(!hasFfmpeg)(`writes that fail, one after the other${missing}`, () => {
  it('each end as a clip that plays whole, whichever it was, by an I/O error and by a full disk (D03, D04)', {
    timeout: 400_000,
  }, async () => {
    await using shore = await openShore({ transcoder: ownEngine(), people: ['alice'] })
    const person = shore.people['alice']!
    using disk = faultyDisk(shore.folder)
    const bytes = readFileSync(makeClip('small.mp4', small))
    disk.arm(0, 'EIO')
    const first = await postPatiently(shore, person, bytes)
    expect(first.state).toBe('ready')
    const acts = disk.acts
    expect(acts).toBeGreaterThan(30)
    await removeAll(shore, person, first.id)

    const failed: Record<string, number> = {}
    for (const [nth, code] of turns(acts)) {
      disk.arm(nth, code)
      const own = await postPatiently(shore, person, bytes)
      const hit = disk.hit
      disk.arm(0, code)
      if (hit) failed[hit] = (failed[hit] ?? 0) + 1
      expect([hit, own.state, own.refusal]).toEqual([hit, 'ready', null])
      for (const { url, bytes: size } of (await person.ask('GET', `/public/videos/${own.id}`)).body.renditions) {
        const file = Buffer.from(await (await fetch(shore.url + url)).arrayBuffer())
        expect([hit, file.length]).toEqual([hit, size])
      }
      // The next one finds no copy of what this one wrote, so that every write is made again.
      await removeAll(shore, person, own.id)
    }
    process.stdout.write(`Writes that failed: ${JSON.stringify(failed)}\n`)
    for (const act of ['write in uploads', 'write in blobs', 'rename in blobs', 'sync in blobs', 'mkdtemp in work'])
      expect(failed[act], act).toBeGreaterThan(0)
  })
})

/** Each act in turn, by one of the two faults; in a soak by both. */
const turns = (acts: number): [nth: number, code: 'EIO' | 'ENOSPC'][] =>
  Array.from({ length: acts }, (_, i) => i + 1).flatMap(nth =>
    (['EIO', 'ENOSPC'] as const)
      .filter((_, which) => process.env['ONSHORE_FAULTS'] === 'both' || nth % 2 === which)
      .map((code): [number, 'EIO' | 'ENOSPC'] => [nth, code]),
  )

/** A job that failed waits for seconds, and what is deleted goes after an hour; here nobody has the time. */
async function hurry({ db }: TestShore): Promise<void> {
  const { numAffectedRows } =
    await sql`update graphile_worker._private_jobs set run_at = now() where run_at > now() and locked_at is null`.execute(
      db,
    )
  if (numAffectedRows) await sql`select pg_notify('jobs:insert', '{"r":"","count":1}')`.execute(db)
}

/** Deletes a clip and waits until none of its bytes is there. */
async function removeAll(shore: TestShore, person: Person, id: string): Promise<void> {
  await person.ask('DELETE', `/api/videos/${id}`)
  const left = async () => {
    await hurry(shore)
    return objectsIn(shore)
  }
  await expect.poll(left, { timeout: 20_000 }).toBe(0)
}

function objectsIn(shore: TestShore): number {
  return readdirSync(join(shore.folder, 'blobs'), { recursive: true, withFileTypes: true }).filter(entry =>
    entry.isFile(),
  ).length
}

describe.skipIf(!hasFfmpeg)(`a file whose engine is killed each time${missing}`, () => {
  it('is refused in words after three times, and the next file plays', { timeout: 120_000 }, async () => {
    await using shore = await openShore({ transcoder: ownEngine(), people: ['alice'] })
    const person = shore.people['alice']!
    let killed = 0
    const killing = setInterval(() => {
      for (const pid of enginesOn(join(shore.folder, 'uploads'))) {
        try {
          process.kill(pid, 'SIGKILL')
          killed++
        } catch {
          // It has just ended.
        }
      }
    }, 2)
    const bytes = readFileSync(clip('hevc-aac.mp4'))
    const doomed = await postPatiently(shore, person, bytes).finally(() => clearInterval(killing))
    expect(killed).toBeGreaterThanOrEqual(3)
    expect(doomed).toMatchObject({ state: 'refused', refusal: { code: 'video.ends-engine', params: { got: 3 } } })
    expect((await postPatiently(shore, person, bytes)).state).toBe('ready')
  })
})
