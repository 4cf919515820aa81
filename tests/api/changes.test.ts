import { readFileSync, statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { listen } from '../harness/changes.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import { Person, passphrase } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'

describe.skipIf(!hasFfmpeg)(`the stream of changes${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('tells the author each step of a clip as it happens, and nobody else', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const [mine, bobs] = [await listen(shore.people['alice']!), await listen(shore.people['bob']!)]
    expect([mine.status, mine.type]).toEqual([200, 'text/event-stream'])
    const { id } = await shore.people['alice']!.post(clip('hevc-aac.mp4'), { visibility: 'public' })
    await expect.poll(() => mine.told.some(one => one !== 'missed' && one.isFinished), { timeout: 30_000 }).toBe(true)
    expect(mine.told[0]).toBe('missed')
    const steps = mine.told.filter(one => one !== 'missed')
    expect(new Set(steps.map(one => one.id))).toEqual(new Set([id]))
    const states = steps.map(({ state, isFinished }) => `${state}${isFinished ? ', whole' : ''}`)
    expect([...new Set(states)]).toEqual(['uploading', 'checking', 'ready', 'ready, whole'])
    // How far it is, between two states.
    expect(steps.some(({ progress, isFinished }) => progress > 0 && progress < 1 && !isFinished)).toBe(true)
    expect(bobs.told).toEqual(['missed'])
    expect((await listen(shore.guest())).status).toBe(401)
    for (const stream of [mine, bobs]) stream.close()
  })

  it('ends when its session is signed out, and when anybody of the account is: who still may comes back', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const [here, elsewhere] = [shore.people['alice']!, new Person(shore.url)]
    await elsewhere.ask('POST', '/api/session', { handle: 'alice', passphrase })
    const streams = [await listen(here), await listen(elsewhere)]
    const bobs = await listen(shore.people['bob']!)
    const stolen = elsewhere.cookie
    await elsewhere.ask('DELETE', '/api/session')
    await Promise.all(streams.map(({ ended }) => ended))
    elsewhere.cookie = stolen
    expect((await listen(elsewhere)).status).toBe(401)
    const again = await listen(here)
    expect(again.status).toBe(200)
    let hasEnded = false
    void bobs.ended.then(() => (hasEnded = true))
    await new Promise(resolve => setTimeout(resolve, 200))
    expect(hasEnded).toBe(false)
    for (const stream of [again, bobs]) stream.close()
  })

  it('is open no more often than twelve times for one account', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const streams = await Promise.all(Array.from({ length: 13 }, () => listen(shore.people['alice']!)))
    expect(streams.map(({ status }) => status).sort()).toEqual([...Array(12).fill(200), 429])
    const closed = streams.find(({ status }) => status === 200)!
    closed.close()
    await expect.poll(async () => (await listen(shore.people['alice']!)).status).toBe(200)
  })
})

describe.skipIf(!hasFfmpeg)(`an upload whose last reply never came${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('is whole for a client that only asks where to go on, as browsers’ clients do', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const alice = shore.people['alice']!
    const file = clip('web.mp4')
    const { id } = await alice.begin(statSync(file).size)
    expect((await alice.send(id, 0, readFileSync(file).subarray(0, 1000))).status).toBe(204)
    await alice.offsetOf(id)
    expect((await alice.ask('GET', `/api/videos/${id}`)).body.state).toBe('uploading')
    expect((await alice.send(id, 1000, readFileSync(file).subarray(1000))).status).toBe(204)
    // As if the server had been killed between the last byte and its note of it.
    await shore.db.updateTable('videos').set({ state: 'uploading', uploaded_at: null }).where('id', '=', id).execute()
    expect(await alice.offsetOf(id)).toBe(statSync(file).size)
    expect((await alice.ask('GET', `/api/videos/${id}`)).body.state).toBe('checking')
  })
})
