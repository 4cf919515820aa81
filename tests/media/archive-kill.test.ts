import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import type { OwnVideo } from '../../src/core/wire/video.ts'
import { runningIn } from '../../src/server/adapters/folder/index.ts'
import { dice } from '../../src/server/trial/canvas.ts'
import { arrive, fetchArchive, filesIn, prove, sha256, untilArrived, untilMade } from '../harness/archives.ts'
import { drawn, hasFfmpeg, makeClip, x264 } from '../harness/clips.ts'
import { Person, passphrase } from '../harness/person.ts'
import { type Served, serve } from '../harness/serve.ts'

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

const rotate = ({ data }: Served) =>
  new Promise<void>(resolve => {
    const program = join(import.meta.dirname, '../../src/cli/onshore.js')
    const child = spawn(process.execPath, [program, 'operate', 'key', 'rotate', '--data', data], { stdio: 'ignore' })
    child.once('exit', () => resolve())
  })

async function leavesNow({ data }: Served): Promise<void> {
  const client = new pg.Client({ connectionString: runningIn(data).databaseUrl })
  await client.connect()
  await client.query("update departures set leaves_at = now() - interval '1 minute'")
  await client.end()
}

describe.skipIf(!hasFfmpeg)(`kill -9${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it(`at ${rounds} random points each of making an archive, bringing one, taking a new key and erasing an account leaves nothing half, and loses nothing`, {
    timeout: 1_800_000,
  }, async () => {
    await using shore = await serve({ environment: { ONSHORE_JOIN_RATE: '1000000', ONSHORE_PROXY: '127.0.0.1' } })
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
        // Each comes from a place of its own: one address may not open fifty accounts.
        const from = { 'x-forwarded-for': `192.0.2.${1 + (round % 250)}` }
        const { status } = await other.ask('POST', '/api/accounts', { handle: `other${round}`, passphrase }, from)
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

      // What is sealed opens while the shore takes a new key, the key process killed at any moment of it.
      await stubborn(async () => {
        const { status } = await alice.ask('POST', '/api/collections', { name: `kept through ${round}` })
        if (status !== 201) throw new Error(`not yet: ${status}`)
      })
      const rotating = rotate(shore)
      await pause(random() * 1500)
      const keeper = shore.role('keys')
      if (keeper !== null) process.kill(keeper, 'SIGKILL')
      await rotating
      const { collections } = (await stubborn(() => alice.ask('GET', '/api/saves'))).body
      expect(collections).toHaveLength(round + 1)
      for (const { name } of collections) expect(name).toMatch(/^kept through /)

      // Whoever leaves is never seen half, whenever the worker or the key process is killed.
      await stubborn(() => prove(other))
      const { code } = (await stubborn(() => other.ask('PUT', '/api/account/leaving'))).body
      await leavesNow(shore)
      await kill(1)
      await kill(2500)
      const second = shore.role('keys')
      if (random() < 0.5 && second !== null) process.kill(second, 'SIGKILL')
      await expect
        .poll(
          async () => {
            expect((await fetch(`${shore.url}/public/accounts/other${round}`)).status).toBe(404)
            expect((await fetch(`${shore.url}/public/videos/${items[0]!.id}`)).status).toBe(404)
            return (await fetch(`${shore.url}/public/erasures/${code}`)).status
          },
          { timeout: 90_000, interval: 500 },
        )
        .toBe(200)
    }
    // Nothing is left of what was begun and cut off.
    expect(readdirSync(join(shore.data, 'archives')).filter(name => name.endsWith('.part'))).toEqual([])
    expect(
      readFileSync(join(shore.data, 'archives', readdirSync(join(shore.data, 'archives'))[0]!)).length,
    ).toBeGreaterThan(0)
  })
})
