import { statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { OwnVideo } from '../../src/core/wire/video.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'

/** Begins an upload that names a sound, and says what became of it. */
async function beginWith(person: Person, bytes: number, sound: string) {
  const pair = (name: string, value: string) => `${name} ${Buffer.from(value).toString('base64')}`
  const answer = await person.ask('POST', '/api/uploads', undefined, {
    'tus-resumable': '1.0.0',
    'upload-length': String(bytes),
    'upload-metadata': [pair('filename', 'clip.mp4'), pair('sound', sound)].join(','),
  })
  return { ...answer, id: answer.headers.get('location')?.split('/').at(-1) ?? '' }
}

async function postWith(person: Person, file: string, sound: string): Promise<OwnVideo> {
  const { id } = await beginWith(person, statSync(file).size, sound)
  await person.ask('POST', `/api/videos/${id}/post`, { caption: 'With a sound of another' })
  await person.send(id, 0, await readFile(file))
  return person.untilEnd(id)
}

describe.skipIf(!hasFfmpeg)(`a sound${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('is a clip’s own, has a page, and is heard in a clip of another while its author gives leave', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    const guest = shore.guest()
    const { id } = await alice.post(clip('web.mp4'), { caption: 'First', visibility: 'public' })
    const own = (await guest.ask('GET', `/public/videos/${id}`)).body
    expect(own.sound).toEqual({ id, title: 'alice', author: 'alice' })
    expect((await guest.ask('GET', `/public/sounds/${id}`)).body).toMatchObject({
      id,
      author: 'alice',
      isFree: true,
      videos: 1,
    })
    const silent = await bob.post(clip('silent.mp4'), { visibility: 'public' })
    expect((await guest.ask('GET', `/public/videos/${silent.id}`)).body.sound).toBeNull()

    const made = await postWith(bob, clip('silent.mp4'), id)
    expect([made.state, made.refusal]).toEqual(['ready', null])
    const shown = (await guest.ask('GET', `/public/videos/${made.id}`)).body
    expect(shown.sound).toEqual({ id, title: 'alice', author: 'alice' })
    const file = Buffer.from(await (await fetch(shore.url + shown.renditions[0].url)).arrayBuffer())
    expect(file.includes('mp4a')).toBe(true)
    const { body: uses } = await guest.ask('GET', `/public/sounds/${id}/videos`)
    expect(uses.items.map((one: { id: string }) => one.id)).toEqual([made.id, id])

    const heard = async (q: string) =>
      (await guest.ask('GET', `/public/search?kind=sounds&q=${q}`)).body.sounds.map(
        (one: { id: string; videos: number }) => [one.id, one.videos],
      )
    expect(await heard('first')).toEqual([[id, 2]])
    expect(await heard('alice')).toEqual([[id, 2]])
    expect(await heard('sound')).toEqual([])

    // Leave that is taken back stops new clips; those that are there stay.
    await alice.ask('PATCH', `/api/videos/${id}`, { soundReuse: false })
    expect((await beginWith(bob, 1000, id)).body).toMatchObject({ code: 'sound.no-leave' })
    expect((await beginWith(alice, 1000, id)).status).toBe(201)
    expect((await guest.ask('GET', `/public/sounds/${id}`)).body).toMatchObject({ isFree: false, videos: 2 })
    for (const none of ['nothing', '01900000-0000-7000-8000-000000000000', silent.id])
      expect((await beginWith(bob, 1000, none)).body.code, none).toBe('sound.not-found')

    // Its first clip gone, it is there as long as a clip has it, without a name.
    await alice.ask('DELETE', `/api/videos/${id}`)
    expect((await guest.ask('GET', `/public/sounds/${id}`)).body).toMatchObject({
      title: '',
      author: null,
      isFree: false,
      videos: 1,
    })
    await expect
      .poll(async () => (await guest.ask('GET', `/public/videos/${made.id}`)).body.sound)
      .toEqual({ id, title: '', author: null })
    await bob.ask('DELETE', `/api/videos/${made.id}`)
    expect((await guest.ask('GET', `/public/sounds/${id}`)).body.code).toBe('sound.not-found')
  })

  it('of a closed account, or for somebody its author blocks, is not to be used', async () => {
    await using shore = await openShore({ people: ['alice', 'bob', 'carol'] })
    const { alice, bob, carol } = shore.people as Record<'alice' | 'bob' | 'carol', Person>
    await alice.ask('PATCH', '/api/account', { isClosed: true })
    const closed = await alice.post(clip('web.mp4'), { visibility: 'public' })
    expect((await beginWith(bob, 1000, closed.id)).body.code).toBe('sound.no-leave')
    const open = await carol.post(clip('web.mp4'), { visibility: 'public' })
    await carol.ask('PUT', '/api/accounts/bob/block')
    expect((await beginWith(bob, 1000, open.id)).body.code).toBe('sound.no-leave')
    await carol.ask('PATCH', `/api/videos/${open.id}`, { visibility: 'private' })
    expect((await beginWith(alice, 1000, open.id)).body.code).toBe('sound.not-found')
  })
})
