import { beforeAll, describe, expect, it } from 'vitest'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { copyOf, decideCase, decideOn, openModerated, removal, strangeClip } from '../harness/removal.ts'
import type { TestShore } from '../harness/shore.ts'

type People = Record<'alice' | 'bob' | 'mona' | 'milo', Person>
const shownTo = async (shore: TestShore, id: string) => (await shore.guest().ask('GET', `/public/videos/${id}`)).status
const kept = async ({ db }: TestShore) => ({
  files: (await db.selectFrom('removed_files').selectAll().execute()).length,
  prints: (await db.selectFrom('removed_prints').select('print').execute()).length,
})

describe.skipIf(!hasFfmpeg)(`a file that was removed${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  let file = ''
  beforeAll(() => {
    file = clip('web.mp4')
  })

  it('is refused in words when it is sent again, by whomever, and taken once an appeal has won', async () => {
    await using shore = await openModerated()
    const { alice, bob, mona, milo } = shore.people as People
    const { id } = await alice.post(file, { visibility: 'public' })
    await bob.ask('POST', '/api/reports', { kind: 'video', id, category: 'harassment' })
    await decideOn(mona, id)
    expect(await kept(shore)).toMatchObject({ files: 1 })

    for (const who of [bob, alice]) {
      const again = await who.post(file, { visibility: 'public' })
      expect(again).toMatchObject({
        state: 'refused',
        refusal: {
          code: 'video.removed-before',
          params: { en: 'No hate, no harassment', fr: 'Ni haine, ni harcèlement' },
        },
      })
      expect(JSON.stringify(again.refusal)).not.toMatch(/bob|mona/)
      expect(await shownTo(shore, again.id)).toBe(404)
    }
    // Its author deleting it changes nothing: the decision stands.
    const [statement] = (await alice.ask('GET', '/api/decisions')).body.items
    await alice.ask('DELETE', `/api/videos/${id}`)
    expect((await bob.post(file)).state).toBe('refused')

    await alice.ask('POST', `/api/decisions/${statement.id}/appeal`, { words: 'It is my own street' })
    const [line] = (await milo.ask('GET', '/api/moderate/appeals')).body.items
    const overturn = { outcome: 'overturned', reason: 'It is her own house.' }
    expect((await milo.ask('POST', `/api/moderate/appeals/${line.id}/decision`, overturn)).status).toBe(204)
    expect(await kept(shore)).toEqual({ files: 0, prints: 0 })
    const passed = await bob.post(file, { visibility: 'public' })
    expect(passed.state).toBe('ready')
    expect(await shownTo(shore, passed.id)).toBe(200)
  })

  it('holds what resembles it for a moderator, tells its author why, and shows it whole where the rule is not broken', async () => {
    await using shore = await openModerated()
    const { alice, bob, mona } = shore.people as People
    const original = await alice.post(file, { visibility: 'public' })
    await decideOn(mona, original.id)
    const strange = await bob.post(strangeClip('strange.mp4'), { visibility: 'public' })
    const copy = await bob.post(copyOf(file, 'copy.mp4', 'scale=270:480,eq=brightness=0.05', ['-crf', '33']), {
      caption: 'Another one',
      visibility: 'public',
    })
    expect(copy).toMatchObject({ state: 'ready', measure: 'hide' })
    expect(await shownTo(shore, copy.id)).toBe(404)
    expect(await shownTo(shore, strange.id)).toBe(200)

    const [statement] = (await bob.ask('GET', '/api/decisions')).body.items
    expect(statement).toMatchObject({
      measure: 'hide',
      foundBy: 'match',
      isStanding: true,
      rule: { code: 'respect' },
      subject: { id: copy.id },
    })
    expect(statement.reason).toContain('resemble')
    expect(statement.appealUntil).not.toBeNull()
    const told = (await bob.ask('GET', '/api/notices')).body.items as { kind: string }[]
    expect(told.find(({ kind }) => kind === 'decision')).toMatchObject({ outcome: 'hide' })

    const { items } = (await mona.ask('GET', '/api/moderate/cases')).body
    expect(items).toMatchObject([{ foundBy: 'match', isHidden: true, reports: 0, isGrave: false }])
    await mona.ask('PUT', `/api/moderate/cases/${items[0].id}/taken`)
    const seen = (await mona.ask('GET', `/api/moderate/cases/${items[0].id}`)).body
    expect(seen.evidence.video.caption).toBe('Another one')
    expect(seen.resembles).toMatchObject({ rule: { code: 'respect' }, reason: removal.reason, isStanding: true })
    expect(seen.resembles.frames / seen.resembles.of).toBeGreaterThanOrEqual(0.6)
    await decideCase(mona, items[0].id, { ...removal, measure: 'dismiss', reason: 'It shows another street.' })
    await expect.poll(() => shownTo(shore, copy.id)).toBe(200)

    // The ladder looks at every picture, and does not bring back what was decided.
    await expect
      .poll(async () => (await bob.ask('GET', `/api/videos/${copy.id}`)).body.progress, { timeout: 60_000 })
      .toBe(1)
    expect(await shownTo(shore, copy.id)).toBe(200)
    expect((await mona.ask('GET', '/api/moderate/cases')).body.items).toEqual([])
  }, 120_000)

  it('opens a case about a child before all others where the removed clip’s was', async () => {
    await using shore = await openModerated()
    const { alice, bob, mona } = shore.people as People
    const { id } = await alice.post(file, { visibility: 'public' })
    await shore.guest().ask('POST', '/api/reports', { kind: 'video', id, category: 'child-abuse' })
    await decideOn(mona, id, { ...removal, rule: 'children' })
    await bob.post(copyOf(file, 'grave.mp4', 'hflip'), { visibility: 'public' })
    expect((await mona.ask('GET', '/api/moderate/cases')).body.items).toMatchObject([
      { foundBy: 'match', isGrave: true, isHidden: true },
    ])
  })
})
