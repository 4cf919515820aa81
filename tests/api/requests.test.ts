import { describe, expect, it } from 'vitest'
import { requestLimits } from '../../src/core/moderation/requests.ts'
import { makeId } from '../../src/server/adapters/clock/index.ts'
import { sql } from '../../src/server/adapters/db/index.ts'
import { featuresStore } from '../../src/server/feed/index.ts'
import { forgetRequests, moderationStore } from '../../src/server/moderation/index.ts'
import { placesOf, tables } from '../../src/server/register/index.ts'
import { staffStore } from '../../src/server/staff/index.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const names = ['alice', 'bob', 'mona', 'milo', 'opal'] as const
type People = Record<(typeof names)[number], Person>
const dayMs = 86_400_000
const authority = 'Commission d’accès à l’information, cai.gouv.qc.ca'

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

const idOf = async ({ db }: TestShore, handle: string) =>
  (await db.selectFrom('accounts').select('id').where('handle', '=', handle).executeTakeFirstOrThrow()).id

/** A shore with two moderators and an operator. */
async function open(options: Parameters<typeof openShore>[0] = {}) {
  const shore = await openShore({
    people: names,
    isIdle: true,
    environment: { ONSHORE_AUTHORITY: authority },
    ...options,
  })
  for (const [name, role] of [
    ['mona', 'moderator'],
    ['milo', 'moderator'],
    ['opal', 'operator'],
  ] as const)
    await staffStore(shore.db).grant(await idOf(shore, name), role, new Date())
  return shore
}

/** A public clip, as the check leaves it. */
async function clipOf({ db }: TestShore, handle: string, caption: string): Promise<string> {
  const at = new Date()
  const id = makeId(at)
  await sql`
    insert into videos (id, account_id, state, visibility, caption, tags, language, file_name, bytes, created_at, posted_at, published_at, finished_at, duration_ms, width, height)
    select ${id}, accounts.id, 'ready', 'public', ${caption}, '{}', '', 'a.mp4', 1, ${at}, ${at}, ${at}, ${at}, 4000, 360, 640
    from accounts where handle = ${handle}`.execute(db)
  await sql`insert into video_files (video_id, role, hash, media_type, bytes, width, height, bits_per_second)
    values (${id}, 'rendition', ${id}, 'video/mp4', 1, 360, 640, 1000)`.execute(db)
  return id
}

const ask = (who: Person, wish: object) =>
  who.ask('POST', '/api/requests', { about: 'accounts.created_at', wish: 'correct', words: 'It was in May.', ...wish })
const own = async (who: Person) => (await who.ask('GET', '/api/requests')).body
const queue = async (who: Person) => (await who.ask('GET', '/api/moderate/requests')).body
const answer = (who: Person, id: string, outcome: string, reason = 'We looked at it.') =>
  who.ask('POST', `/api/moderate/requests/${id}/decision`, { outcome, reason })

/** Decides on a clip as a moderator does. */
async function decide(who: Person, id: string, measure: string): Promise<void> {
  const { id: caseId } = (await who.ask('POST', '/api/moderate/cases', { kind: 'video', id })).body
  await who.ask('PUT', `/api/moderate/cases/${caseId}/taken`)
  const wish = { measure, rule: 'consent', reason: 'Somebody is naked in it.', days: null }
  expect((await who.ask('POST', `/api/moderate/cases/${caseId}/decision`, wish)).status).toBe(204)
}

describe('what somebody asks of a human', () => {
  it('is a case with a clock: asked, queued, asked more about, answered with a reason, and answered again by somebody else', async () => {
    const clock = movable()
    await using shore = await open({ clock })
    const { alice, bob, mona, milo, opal } = shore.people as People
    const sent = await ask(alice, {})
    expect(sent.status).toBe(201)
    expect(new Date(sent.body.dueAt).getTime() - clock.now().getTime()).toBeLessThanOrEqual(30 * dayMs)
    expect((await ask(alice, {})).body.code).toBe('asked.there')
    const { items, authority: told } = await own(alice)
    expect(told).toBe(authority)
    expect(items).toMatchObject([
      { state: 'open', dueAt: sent.body.dueAt, outcome: null, about: { name: 'accounts.created_at' }, wish: 'correct' },
    ])
    expect(items[0].about.title.fr).toMatch(/^Compte et profil\u00a0: /)

    // Moderators and operators have one queue of them; nobody else has any.
    for (const who of [mona, opal])
      expect((await queue(who)).items).toMatchObject([{ handle: 'alice', words: 'It was in May.', isLate: false }])
    expect((await bob.ask('GET', '/api/moderate/requests')).status).toBe(403)
    const { id } = sent.body
    expect((await answer(bob, id, 'corrected')).status).toBe(403)
    expect((await answer(mona, id, 'corrected', ' ')).body.code).toBe('case.reason')
    expect((await answer(mona, id, 'upheld')).body.code).toBe('asked.outcome')

    // While it waits for the person, the clock stands still.
    clock.move(10 * dayMs)
    expect((await answer(mona, id, 'more', 'Which day in May?')).status).toBe(204)
    expect((await queue(milo)).items).toEqual([])
    expect((await answer(milo, id, 'corrected')).body.code).toBe('asked.answered')
    expect((await own(alice)).items).toMatchObject([{ state: 'more', reason: 'Which day in May?' }])
    clock.move(40 * dayMs)
    expect((await shore.guest().ask('GET', '/public/moderation')).body.requests).toEqual({ open: 0, late: 0 })
    const more = `/api/requests/${id}/words`
    expect((await bob.ask('POST', more, { words: 'The first' })).body.code).toBe('asked.not-found')
    expect((await alice.ask('POST', more, { words: 'The first' })).status).toBe(204)
    expect((await alice.ask('POST', more, { words: 'The first' })).body.code).toBe('asked.not-found')
    const [back] = (await queue(mona)).items
    expect(back).toMatchObject({ words: 'It was in May.\n\nThe first', isLate: false })
    expect(Math.round((new Date(back.dueAt).getTime() - clock.now().getTime()) / dayMs)).toBe(20)

    expect((await answer(mona, id, 'declined', 'The account was made in June.')).status).toBe(204)
    const [declined] = (await own(alice)).items
    expect(declined).toMatchObject({ state: 'answered', outcome: 'declined', reason: 'The account was made in June.' })
    expect(declined.appealUntil).not.toBeNull()
    expect((await alice.ask('GET', '/api/notices')).body.items[0]).toMatchObject({
      kind: 'answer',
      outcome: 'declined',
    })
    const acts = await shore.db
      .selectFrom('staff_acts')
      .select(['act', 'subject', 'outcome'])
      .where('act', '=', 'request.decide')
      .orderBy('at')
      .orderBy('outcome')
      .execute()
    expect(acts.map(({ subject }) => subject)).toContain(`${id} declined`)
    expect(acts[0]).toMatchObject({ outcome: 'begun' })

    const appeal = await alice.ask('POST', `/api/requests/${id}/appeal`, { words: 'Look at my first clip.' })
    expect(appeal.status).toBe(201)
    expect((await alice.ask('POST', `/api/requests/${id}/appeal`, { words: 'Again' })).body.code).toBe('asked.appealed')
    expect((await queue(mona)).items).toMatchObject([{ mayAnswer: false }])
    expect((await answer(mona, appeal.body.id, 'declined')).body.code).toBe('asked.same')
    expect((await queue(milo)).items).toMatchObject([
      { mayAnswer: true, first: { reason: 'The account was made in June.' } },
    ])
    expect((await answer(milo, appeal.body.id, 'corrected', 'It was May indeed.')).status).toBe(204)
    expect((await own(alice)).items).toMatchObject([
      { outcome: 'declined', appealUntil: null, appeal: { outcome: 'corrected', reason: 'It was May indeed.' } },
    ])
    // The second answer is the last one.
    expect((await alice.ask('POST', `/api/requests/${appeal.body.id}/appeal`, { words: 'No' })).status).toBe(404)
    const months = (await shore.guest().ask('GET', '/public/moderation')).body.months
    const sum = (name: string) =>
      months.reduce((n: number, { requests }: { requests: Record<string, number> }) => n + requests[name]!, 0)
    expect(['made', 'corrected', 'declined', 'open', 'late'].map(sum)).toEqual([2, 1, 1, 0, 0])
  })

  it('stands first when it is late, and is counted so in public', async () => {
    const clock = movable()
    await using shore = await open({ clock })
    const { alice, bob, mona } = shore.people as People
    await ask(alice, { about: '', words: 'A program holds my clip.' })
    clock.move(requestLimits.dueMs + dayMs)
    await ask(bob, { about: 'videos' })
    const { items, open: waiting, late } = await queue(mona)
    expect(items.map(({ handle, isLate }: { handle: string; isLate: boolean }) => [handle, isLate])).toEqual([
      ['alice', true],
      ['bob', false],
    ])
    expect([waiting, late]).toEqual([2, 1])
    const counts = (await shore.guest().ask('GET', '/public/moderation')).body
    expect(counts.requests).toEqual({ open: 2, late: 1 })
    expect(counts.months[1].requests).toMatchObject({ made: 1, late: 1 })
  })

  it('takes a label away in the act that upholds the objection, and for good where a program had set it', async () => {
    await using shore = await open()
    const { alice, bob, mona, milo, opal } = shore.people as People
    const clip = await clipOf(shore, 'alice', 'A statue')
    await decide(mona, clip, 'mark')
    const isSensitive = async () => (await shore.guest().ask('GET', `/public/videos/${clip}`)).body.isSensitive
    // What is kept of public answers goes with the word of the change, which is on its way.
    await expect.poll(isSensitive).toBe(true)
    const object = { about: 'videos.measure', id: clip, wish: 'object', words: 'It is a statue.' }
    const { id } = (await ask(alice, object)).body
    const [line] = (await queue(milo)).items
    expect(line).toMatchObject({
      about: { words: 'A statue' },
      decision: { measure: 'mark', reason: 'Somebody is naked in it.' },
      outcomes: ['corrected', 'upheld', 'declined', 'more'],
    })
    // Whoever decided does not answer, and an operator takes no decision of moderators back.
    expect((await queue(mona)).items).toMatchObject([{ mayAnswer: false }])
    expect((await answer(mona, id, 'upheld')).body.code).toBe('asked.same')
    expect((await queue(opal)).items[0].outcomes).not.toContain('upheld')
    expect((await answer(opal, id, 'upheld')).body.code).toBe('staff.role')
    expect(await isSensitive()).toBe(true)
    expect((await answer(milo, id, 'upheld', 'A statue is not a person.')).status).toBe(204)
    await expect.poll(isSensitive).toBe(false)
    expect((await own(alice)).items).toMatchObject([{ outcome: 'upheld', appealUntil: null }])
    expect(
      (await alice.ask('GET', '/api/decisions')).body.items.map(({ measure }: { measure: string }) => measure),
    ).toEqual(['restore', 'mark'])

    // The control: a label that a program sets stands until the objection, and comes back where nobody objected.
    const other = await clipOf(shore, 'bob', 'A harbour')
    const features = featuresStore(shore.db)
    const found = { picture: new Uint8Array(8), sound: null, pace: null, given: null }
    for (const video of [clip, other]) await features.set(video, 3, found)
    const about = { about: 'features', wish: 'object', words: 'I do not want this.' }
    expect((await ask(bob, { ...about, id: clip })).body.code).toBe('asked.about')
    const asked = (await ask(alice, { ...about, id: clip })).body
    expect((await answer(opal, asked.id, 'upheld', 'It is gone.')).status).toBe(204)
    const pictures = async () =>
      Object.fromEntries(
        (await shore.db.selectFrom('features').select(['video_id', 'picture']).execute()).map(one => [
          one.video_id,
          one.picture !== null,
        ]),
      )
    expect(await pictures()).toEqual({ [clip]: false, [other]: true })
    await features.set(clip, 4, found)
    await features.setCompany(new Map([[clip, new Int8Array(4)]]))
    expect(await pictures()).toEqual({ [clip]: false, [other]: true })
    const undescribed = async () => (await features.undescribed(5, 10)).map(one => one.id)
    expect(await undescribed()).toEqual([other])
    // Its ladder is waited for, and for no more than minutes.
    const shown = (ago: number) =>
      shore.db
        .updateTable('videos')
        .set({ finished_at: null, published_at: new Date(Date.now() - ago) })
        .where('id', '=', other)
        .execute()
    await shown(60_000)
    expect(await undescribed()).toEqual([])
    await shown(360_000)
    expect(await undescribed()).toEqual([other])
  })

  it('is refused in words where it is foreign, forged, empty, too long, or one too many', async () => {
    await using shore = await open()
    const { alice, bob, mona } = shore.people as People
    const foreign = await clipOf(shore, 'bob', 'Not hers')
    const codeOf = async (wish: object) => (await ask(alice, wish)).body.code
    for (const wish of [
      { about: 'videos', id: foreign },
      { about: 'videos.measure', id: foreign },
      { about: 'features', id: foreign },
      { about: 'accounts', id: await idOf(shore, 'bob') },
      { about: 'videos', id: makeId(new Date()) },
      { about: '', id: foreign },
      { about: 'slates' },
      { about: 'pg_class' },
      { about: 'constructor' },
      { about: 'accounts.constructor' },
      { about: 'accounts.name.more' },
      { about: 'accounts"; drop table accounts; --' },
    ])
      expect(await codeOf(wish), JSON.stringify(wish)).toBe('asked.about')
    expect(await codeOf({ words: ' \u200b ' })).toBe('asked.words')
    expect(await codeOf({ words: 'a'.repeat(requestLimits.wordCharacters + 1) })).toBe('asked.words')
    expect(await codeOf({ wish: 'destroy' })).toBe('request.invalid')
    expect((await shore.guest().ask('POST', '/api/requests', { wish: 'else', words: 'Hello' })).status).toBe(401)
    const { id } = (await ask(alice, {})).body
    // Another’s is not there for anybody else.
    expect((await bob.ask('DELETE', `/api/requests/${id}`)).body.code).toBe('asked.not-found')
    expect((await bob.ask('POST', `/api/requests/${id}/appeal`, { words: 'No' })).body.code).toBe('asked.not-found')
    expect((await own(bob)).items).toEqual([])
    for (const column of Object.keys(tables['videos']!.columns).slice(0, requestLimits.most - 1))
      expect(await codeOf({ about: `videos.${column}` })).toBeUndefined()
    expect(await codeOf({ about: '' })).toBe('asked.most')
    expect((await alice.ask('DELETE', `/api/requests/${id}`)).status).toBe(204)
    // Many at once: no more than may wait.
    const at = await Promise.all(['likes', 'saves', 'comments'].map(about => ask(alice, { about })))
    expect(at.filter(({ status }) => status === 201)).toHaveLength(1)
    // Staff ask as everybody does, and somebody else answers.
    const mine = (await ask(mona, {})).body
    expect((await queue(mona)).items.map((one: { id: string }) => one.id)).not.toContain(mine.id)
    expect((await answer(mona, mine.id, 'corrected')).body.code).toBe('asked.not-found')
    const store = moderationStore(shore.db)
    const forged = { id: mine.id, outcome: 'corrected' as const, reason: 'Mine', at: new Date(), recordId: mine.id }
    expect(await store.answerRequest({ ...forged, byId: await idOf(shore, 'mona') })).toBe('own')
    await expect(
      sql`update requests set answered_by = account_id where id = ${mine.id}`.execute(shore.db),
    ).rejects.toThrow('not answered by whom it is of')
  })

  it('can be about everything that the register shows a person', () => {
    const places = placesOf({} as never)
    const missing = Object.entries(tables)
      .filter(([, { ownedBy }]) => ownedBy.length > 0)
      .flatMap(([name, { columns }]) => [name, ...Object.keys(columns).map(column => `${name}.${column}`)])
      .filter(about => places.titleOf(about) === null)
    expect(missing).toEqual([])
    expect(places.titleOf('slates')).toBeNull()
  })

  it('keeps nobody from leaving, and is a number without words once its person is forgotten', async () => {
    await using shore = await open()
    const { alice, bob, mona } = shore.people as People
    await ask(alice, { words: 'canary-alice' })
    const { id } = (await ask(bob, { words: 'canary-bob' })).body
    await answer(mona, id, 'declined', 'canary-reason')
    const left = async () =>
      (
        await sql<{ row: string }>`select to_jsonb(requests)::text as row from requests order by id`.execute(shore.db)
      ).rows
        .map(({ row }) => row)
        .join()
    // The control: nothing is forgotten before its time.
    expect(await forgetRequests(moderationStore(shore.db), new Date())).toBe(0)
    for (const word of ['alice', 'bob', 'reason']) expect(await left()).toContain(`canary-${word}`)
    expect((await alice.ask('POST', '/api/reports', { kind: 'account', id: 'bob', category: 'spam' })).status).toBe(201)
    await shore.db.deleteFrom('accounts').where('handle', '=', 'alice').execute()
    expect(await left()).not.toContain('canary-alice')
    expect((await queue(mona)).items).toEqual([])
    expect(await forgetRequests(moderationStore(shore.db), new Date(Date.now() + 366 * dayMs))).toBe(1)
    expect(await left()).not.toContain('canary')
    const rows = await shore.db
      .selectFrom('requests')
      .select(['state', 'outcome', 'account_id', 'subject_id'])
      .execute()
    expect(rows.map(({ state, outcome }) => [state, outcome]).sort()).toEqual([
      ['answered', 'declined'],
      ['withdrawn', null],
    ])
    expect(rows.every(({ account_id, subject_id }) => account_id === null && subject_id === null)).toBe(true)
  })
})
