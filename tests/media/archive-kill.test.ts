import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { OwnVideo } from '../../src/core/wire/video.ts'
import { dice } from '../../src/server/trial/canvas.ts'
import { arrive, fetchArchive, filesIn, prove, sha256, untilArrived, untilMade } from '../harness/archives.ts'
import { drawn, hasFfmpeg, makeClip, x264 } from '../harness/clips.ts'
import { Person, passphrase } from '../harness/person.ts'
import { serve } from '../harness/serve.ts'

/** `npm run soak` makes more of them. */
const rounds = Number(process.env['ONSHORE_ARCHIVE_KILLS'] ?? 1)
const clips = 3

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

/** Asks again until the shore, which may be starting anew, answers. */
async function stubborn<T>(act: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await act()
    } catch (error) {
      if (attempt > 300) throw error
      await pause(100)
    }
  }
}

describe.skipIf(!hasFfmpeg)(`kill -9${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it(`of the worker at ${rounds} random points of making an archive and of bringing one leaves no half archive, and brings every clip once`, {
    timeout: 1_800_000,
  }, async () => {
    await using shore = await serve()
    const alice = new Person(shore.url)
    await alice.ask('POST', '/api/accounts', { handle: 'alice', passphrase })
    await shore.age()
    for (let n = 0; n < clips; n++)
      await alice.post(
        makeClip(`archive-kill-${n}.mp4`, [
          ...drawn(`testsrc2=s=96x160:r=12:d=1,hue=h=${n * 40}`, 'sine=d=1'),
          ...x264,
          ...['-movflags', '+faststart', '-c:a', 'aac'],
        ]),
        { caption: `clip ${n}` },
      )
    const random = dice(30_261_127 + Number(process.env['ONSHORE_KILLS_FROM'] ?? 0))
    const kill = async (withinMs: number) => {
      await pause(random() * withinMs)
      const pid = shore.role('worker')
      if (pid !== null) process.kill(pid, 'SIGKILL')
    }
    for (let round = 0; round < rounds; round++) {
      await stubborn(async () => {
        await prove(alice)
        const { status } = await alice.ask('POST', '/api/archive', {})
        if (status !== 202) throw new Error(`not yet: ${status}`)
      })
      await kill(400)
      expect((await stubborn(() => untilMade(alice))).state).toBe('ready')
      const { bytes } = await stubborn(() => fetchArchive(alice))
      const files = await filesIn(bytes)
      for (const line of files.get('SHA256SUMS')!.toString().trimEnd().split('\n'))
        expect(sha256(files.get(line.slice(66))!), line).toBe(line.slice(0, 64))
      expect([...files.keys()].at(-1)).toBe('proof.json')

      const other = new Person(shore.url)
      await stubborn(async () => {
        const { status } = await other.ask('POST', '/api/accounts', { handle: `other${round}`, passphrase })
        if (status !== 201) throw new Error(`not yet: ${status}`)
      })
      await shore.age()
      await stubborn(() => arrive(other, bytes))
      await kill(3000)
      const arrived = await stubborn(() => untilArrived(other))
      expect(arrived).toMatchObject({ state: 'done', refused: 0 })
      const { items } = (await other.ask<{ items: OwnVideo[] }>('GET', '/api/videos')).body
      expect(items.map(({ caption }) => caption).sort()).toEqual(Array.from({ length: clips }, (_, n) => `clip ${n}`))
      for (const item of items) expect(item.state).toBe('ready')
    }
    // Nothing is left of what was begun and cut off.
    expect(readdirSync(join(shore.data, 'archives')).filter(name => name.endsWith('.part'))).toEqual([])
    expect(
      readFileSync(join(shore.data, 'archives', readdirSync(join(shore.data, 'archives'))[0]!)).length,
    ).toBeGreaterThan(0)
  })
})
