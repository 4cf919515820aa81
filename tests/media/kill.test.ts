import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { OwnVideo } from '../../src/core/wire/video.ts'
import { dice } from '../../src/server/trial/canvas.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import { Person, passphrase } from '../harness/person.ts'
import { serve } from '../harness/serve.ts'

/** `npm run soak` makes more of them. */
const rounds = Number(process.env['ONSHORE_KILLS'] ?? 100)
const part = 200_000

/** Asks again until the shore, which is being started anew, answers. */
async function stubborn<T>(act: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await act()
    } catch (error) {
      if (attempt > 150) throw error
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  }
}

/** Sends a file as a patient tus client does: asks where to resume after every failure. */
async function upload(person: Person, bytes: Buffer): Promise<string> {
  const { id } = await stubborn(async () => {
    const begun = await person.begin(bytes.length)
    if (begun.status !== 201) throw new Error(`begin: ${begun.status}`)
    return begun
  })
  await stubborn(() => person.ask('POST', `/api/videos/${id}/post`, { caption: id, visibility: 'public' }))
  await stubborn(async () => {
    const state = (await person.ask<OwnVideo>('GET', `/api/videos/${id}`)).body.state
    if (state !== 'uploading') return
    for (let offset = await person.offsetOf(id); offset < bytes.length; ) {
      const sent = await person.send(id, offset, bytes.subarray(offset, offset + part))
      if (sent.status !== 204) throw new Error(`send: ${sent.status}`)
      offset = Number(sent.headers.get('upload-offset'))
    }
    if ((await person.ask<OwnVideo>('GET', `/api/videos/${id}`)).body.state === 'uploading') {
      // The last byte arrived and its reply did not: finishing again finishes once.
      await person.send(id, bytes.length, new Uint8Array())
      throw new Error('not finished yet')
    }
  })
  return id
}

describe.skipIf(!hasFfmpeg)(`kill -9${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it(`of server or worker at ${rounds} random points between the first byte and ready loses nothing, shows nothing half, and publishes nothing twice`, {
    timeout: 3_000_000,
  }, async () => {
    await using shore = await serve()
    const person = new Person(shore.url)
    await person.ask('POST', '/api/accounts', { handle: 'alice', passphrase })
    const bytes = readFileSync(clip('web.mp4'))
    const random = dice(20_261_122)
    const ids: string[] = []
    let kills = 0
    for (let round = 0; round < rounds; round++) {
      const role = round % 2 === 0 ? 'worker' : 'api'
      const killing = (async () => {
        await new Promise(resolve => setTimeout(resolve, random() * 700))
        const pid = shore.role(role)
        if (pid === null) return
        process.kill(pid, 'SIGKILL')
        kills++
      })()
      const id = await upload(person, bytes)
      await killing
      ids.push(id)
      // Half a clip is never shown: what is public plays from its first byte to its last.
      const shown = await stubborn(() => person.ask('GET', `/public/videos/${id}`))
      if (shown.status === 200) {
        const { renditions } = shown.body
        const file = await stubborn(async () =>
          Buffer.from(await (await fetch(shore.url + renditions[0].url)).arrayBuffer()),
        )
        expect(file.length).toBe(renditions[0].bytes)
      }
    }
    expect(kills).toBeGreaterThanOrEqual(rounds - 2)
    for (const id of ids) expect((await stubborn(() => person.untilEnd(id))).state).toBe('ready')
    const { body } = await person.ask('GET', '/public/videos?limit=100')
    expect(body.items.map((item: { id: string }) => item.id).sort()).toEqual([...ids].sort())
  })
})
