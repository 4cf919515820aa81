import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { OwnVideo } from '../../src/core/wire/video.ts'
import { dice } from '../../src/server/trial/canvas.ts'
import { drawn, hasFfmpeg, makeClip, x264 } from '../harness/clips.ts'
import { Person, passphrase } from '../harness/person.ts'
import { type Served, serve } from '../harness/serve.ts'

/** `npm run soak` makes more of them. */
const rounds = Number(process.env['ONSHORE_KILLS'] ?? 100)
const part = 20_000
/** So many clips are on their way at once: while one waits for what was killed, what another needs is killed as well. */
const lanes = 2

/** Asks again until the shore, which is being started anew, answers. */
async function stubborn<T>(act: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await act()
    } catch (error) {
      if (attempt > 600) throw error
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  }
}

/** A shore whose database is being started anew says so; whatever else it answers is an answer. */
async function answered<T extends { status: number }>(asking: Promise<T>): Promise<T> {
  const answer = await asking
  if (answer.status === 503) throw new Error('not at the moment')
  return answer
}

const lengthOf = (url: string): Promise<number> =>
  stubborn(async () => {
    const reply = await answered(fetch(url))
    return (await reply.arrayBuffer()).byteLength
  })

/** Sends a file as a patient tus client does: asks where to resume after every failure. */
async function upload(person: Person, bytes: Buffer, onBegun: (id: string) => void): Promise<string> {
  const { id } = await stubborn(async () => {
    const begun = await person.begin(bytes.length)
    if (begun.status !== 201) throw new Error(`begin: ${begun.status}`)
    return begun
  })
  onBegun(id)
  await stubborn(() => answered(person.ask('POST', `/api/videos/${id}/post`, { caption: id, visibility: 'public' })))
  await stubborn(async () => {
    const { state } = (await answered(person.ask<OwnVideo>('GET', `/api/videos/${id}`))).body
    if (state !== 'uploading') return
    for (let offset = await person.offsetOf(id); offset < bytes.length; ) {
      const sent = await person.send(id, offset, bytes.subarray(offset, offset + part))
      if (sent.status !== 204) throw new Error(`send: ${sent.status}`)
      offset = Number(sent.headers.get('upload-offset'))
    }
    if ((await answered(person.ask<OwnVideo>('GET', `/api/videos/${id}`))).body.state === 'uploading') {
      // The last byte arrived and its reply did not: a client that asks where to go on finds that it is done.
      await person.offsetOf(id)
      throw new Error('not finished yet')
    }
  })
  return id
}

const targets = ['worker', 'api', 'engine', 'database', 'backend'] as const
type Target = (typeof targets)[number]

/** The process of a target, where there is one now; an engine's is looked for by its clip. */
function pidOf(shore: Served, target: Exclude<Target, 'engine'>): number | null {
  if (target === 'worker' || target === 'api') return shore.role(target)
  return shore.database()[target === 'database' ? 0 : 1] ?? null
}

/** False where nothing of it is there any more. */
function strike(pid: number | null): boolean {
  if (pid === null) return false
  try {
    process.kill(pid, 'SIGKILL')
    return true
  } catch {
    return false
  }
}

/** A clip that is like no other, so that every write of it is made: one that plays as it is, or one whose engines are at work for a while. */
function clipOf(round: number, isLong: boolean): Buffer {
  const picture = `testsrc2=s=${isLong ? '360x640' : '96x160'}:r=${isLong ? 30 : 12}:d=1,hue=h=${round * 3.3}`
  const h264 = [...x264, '-movflags', '+faststart']
  const mpeg4 = ['-c:v', 'mpeg4', '-q:v', '3']
  return readFileSync(
    makeClip(`kill-${round}.mp4`, [...drawn(picture, 'sine=d=1'), ...(isLong ? mpeg4 : h264), '-c:a', 'aac']),
  )
}

/** Whether nothing is made of a clip any more. */
const isOver = ({ state, finishedAt }: OwnVideo) => state === 'refused' || (state === 'ready' && Boolean(finishedAt))

/** The clip once nothing is made of it any more. */
async function whole(person: Person, id: string): Promise<OwnVideo> {
  for (const until = Date.now() + 120_000; ; ) {
    const { body } = await answered(person.ask<OwnVideo>('GET', `/api/videos/${id}`))
    if (isOver(body)) return body
    if (Date.now() > until) throw new Error(`${id} is still ${body.state}`)
    await pause(100)
  }
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

describe.skipIf(!hasFfmpeg)(`kill -9${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it(`of worker, server, engine, database or one of its sessions at ${rounds} random points between the first byte and ready loses nothing, shows nothing half, and publishes nothing twice`, {
    timeout: 3_000_000,
  }, async () => {
    await using shore = await serve()
    const person = new Person(shore.url)
    await person.ask('POST', '/api/accounts', { handle: 'alice', passphrase })
    // Those of today may upload little.
    await shore.age()
    const ids: string[] = []
    let seen = 0
    const kills: Record<Target, number> = { worker: 0, api: 0, engine: 0, database: 0, backend: 0 }
    // Made before anything is killed: whoever waits for one of them sees no engine come and go.
    const clips = Array.from({ length: rounds }, (_, round) =>
      clipOf(round, targets[round % targets.length] === 'engine'),
    )
    /** One clip after the other, each with a kill somewhere in it. */
    const lane = async (first: number): Promise<void> => {
      const random = dice(20_261_122 + first + Number(process.env['ONSHORE_KILLS_FROM'] ?? 0))
      for (let round = first; round < rounds; round += lanes) {
        const target = targets[round % targets.length]!
        let known: string | null = null
        const killing = (async () => {
          if (target !== 'engine') {
            await pause(random() * 700)
            // The shore may still be on its way back from the round before.
            while (!strike(pidOf(shore, target))) await pause(20)
            return true
          }
          while (!known) await pause(5)
          // However long it takes to come to its engines among all that is killed; one of the first is hit, some while after it was seen.
          const spared = new Set<number>()
          const most = Math.floor(random() * 2)
          for (let look = 1; ; look++) {
            const engine = shore.engines(known).find(pid => !spared.has(pid))
            if (engine && spared.size < most) spared.add(engine)
            else if (engine && strike(engine)) return true
            await pause(8)
            if (look % 50 !== 0) continue
            const { body } = await stubborn(() => answered(person.ask<OwnVideo>('GET', `/api/videos/${known}`)))
            if (isOver(body)) return false
          }
        })()
        const id = await upload(person, clips[round]!, begun => (known = begun))
        if (await killing) kills[target]++
        ids.push(id)
        // Half a clip is never shown: what is public plays from its first byte to its last.
        let shown = await stubborn(() => answered(person.ask('GET', `/public/videos/${id}`)))
        // A slow machine is waited for until enough were there to be looked at.
        for (let looks = 0; looks < (seen > rounds / 25 ? 20 : 200) && shown.status !== 200; looks++) {
          await pause(50)
          shown = await stubborn(() => answered(person.ask('GET', `/public/videos/${id}`)))
        }
        if (shown.status === 200) {
          seen++
          const { renditions } = shown.body
          expect(await lengthOf(shore.url + renditions[0].url)).toBe(renditions[0].bytes)
        }
      }
    }
    await Promise.all(Array.from({ length: lanes }, (_, first) => lane(first)))
    process.stdout.write(`Killed: ${JSON.stringify(kills)}\n`)
    for (const target of targets) expect(kills[target], target).toBeGreaterThanOrEqual(rounds / targets.length / 2)
    // Often enough, a clip was there to be looked at right after the kill.
    expect(seen).toBeGreaterThan(rounds / 25)
    for (const id of ids) {
      const own = await stubborn(() => whole(person, id))
      expect([own.state, own.refusal, own.fault]).toEqual(['ready', null, null])
      for (const { url, bytes } of own.video!.renditions) expect(await lengthOf(shore.url + url)).toBe(bytes)
    }
    const { body } = await stubborn(() => answered(person.ask('GET', '/public/videos?limit=100')))
    expect(body.items.map((item: { id: string }) => item.id).sort()).toEqual([...ids].sort())
  })
})
