import { beforeAll, describe, expect, it } from 'vitest'
import { forgetReports, moderationStore } from '../../src/server/moderation/index.ts'
import { staffStore } from '../../src/server/staff/index.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const names = ['alice', 'bob', 'carol', 'mona', 'milo'] as const
type People = Record<(typeof names)[number], Person>

const idOf = async (shore: TestShore, handle: string) =>
  (await shore.db.selectFrom('accounts').select('id').where('handle', '=', handle).executeTakeFirstOrThrow()).id

/** A shore with two moderators. */
async function open(options: Parameters<typeof openShore>[0] = {}) {
  const shore = await openShore({ people: names, ...options })
  for (const moderator of ['mona', 'milo'])
    await staffStore(shore.db).grant(await idOf(shore, moderator), 'moderator', new Date())
  return shore
}
const decision = { measure: 'remove', rule: 'respect', reason: 'It names where somebody lives.', days: null }

/** Takes the one case that waits for this moderator, and says its id. */
async function takeOne(moderator: Person): Promise<string> {
  const { items } = (await moderator.ask('GET', '/api/moderate/cases')).body
  expect(items.length).toBeGreaterThan(0)
  expect((await moderator.ask('PUT', `/api/moderate/cases/${items[0].id}/taken`)).status).toBe(204)
  return items[0].id
}

describe.skipIf(!hasFfmpeg)(`moderation${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  let file = ''
  beforeAll(() => {
    file = clip('web.mp4')
  })

  it('goes from a report to a removal with its reasons, and from an appeal back to the whole clip', async () => {
    await using shore = await open()
    const { alice, bob, mona, milo } = shore.people as People
    const { id } = await alice.post(file, { caption: 'Where she lives', visibility: 'public' })
    await bob.ask('PUT', `/api/videos/${id}/like`)
    await bob.ask('POST', `/api/videos/${id}/comments`, { text: 'Hello' })
    const before = (await shore.guest().ask('GET', `/public/videos/${id}`)).body

    const report = { kind: 'video', id, category: 'harassment', words: 'That is my street' }
    expect((await alice.ask('POST', '/api/reports', report)).body.code).toBe('report.own')
    const sent = await bob.ask('POST', '/api/reports', report)
    expect(sent.status).toBe(201)
    expect(sent.body).toMatchObject({ isGrave: false, code: null })
    const guest = await shore.guest().ask('POST', '/api/reports', { ...report, words: '' })
    expect(guest.body.code).toMatch(/^\w{4}(-\w{4}){3}$/)
    // The same again corrects the report; both stand in one case.
    expect((await bob.ask('POST', '/api/reports', report)).body.id).toBe(sent.body.id)

    const { items, open: waiting } = (await mona.ask('GET', '/api/moderate/cases')).body
    expect(waiting).toBe(1)
    expect(items).toMatchObject([
      { kind: 'video', reports: 2, taken: 'no', categories: [{ category: 'harassment', n: 2 }] },
    ])
    expect((await mona.ask('GET', `/api/moderate/cases/${items[0].id}`)).body.code).toBe('case.not-taken')
    const caseId = await takeOne(mona)
    expect((await milo.ask('PUT', `/api/moderate/cases/${caseId}/taken`)).body.code).toBe('case.taken')
    const shown = (await mona.ask('GET', `/api/moderate/cases/${caseId}`)).body
    expect(shown.evidence.video.caption).toBe('Where she lives')
    expect(shown.said.map(({ words }: { words: string }) => words)).toContain('That is my street')
    expect(JSON.stringify(shown)).not.toContain('bob')

    const decide = (who: Person, body: object) => who.ask('POST', `/api/moderate/cases/${caseId}/decision`, body)
    expect((await decide(milo, decision)).body.code).toBe('case.taken')
    expect((await decide(mona, { ...decision, reason: ' ' })).body.code).toBe('case.reason')
    expect((await decide(mona, { ...decision, rule: 'none' })).body.code).toBe('case.rule')
    expect((await decide(mona, { ...decision, measure: 'suspend' })).body.code).toBe('case.measure')
    expect((await decide(mona, decision)).status).toBe(204)
    expect((await decide(mona, decision)).body.code).toBe('case.decided')

    await expect.poll(async () => (await shore.guest().ask('GET', `/public/videos/${id}`)).status).toBe(404)
    expect((await alice.ask('GET', `/api/videos/${id}`)).body.measure).toBe('remove')
    const [statement] = (await alice.ask('GET', '/api/decisions')).body.items
    expect(statement).toMatchObject({
      measure: 'remove',
      reason: decision.reason,
      rule: { code: 'respect', title: { fr: 'Ni haine, ni harcèlement' } },
      foundBy: 'report',
      isStanding: true,
      subject: { kind: 'video', id, words: 'Where she lives' },
    })
    const [told] = (await alice.ask('GET', '/api/notices')).body.items
    expect(told).toMatchObject({ kind: 'decision', outcome: 'remove', people: [] })
    expect((await bob.ask('GET', '/api/reports')).body.items).toMatchObject([
      { state: 'decided', decision: { measure: 'remove' } },
    ])
    expect((await bob.ask('GET', '/api/notices')).body.items[0]).toMatchObject({ kind: 'report', outcome: 'remove' })
    const outcome = await shore.guest().ask('POST', '/api/reports/outcome', { code: guest.body.code.toLowerCase() })
    expect(outcome.body).toMatchObject({ state: 'decided', decision: { measure: 'remove', appealUntil: null } })
    expect((await shore.guest().ask('POST', '/api/reports/outcome', { code: 'AAAA' })).body.code).toBe('report.code')

    const appeal = `/api/decisions/${statement.id}/appeal`
    expect((await bob.ask('POST', appeal, { words: 'No' })).body.code).toBe('appeal.not-found')
    expect((await alice.ask('POST', appeal, { words: 'It is my own street' })).status).toBe(201)
    expect((await alice.ask('POST', appeal, { words: 'Again' })).body.code).toBe('appeal.there')
    const [line] = (await mona.ask('GET', '/api/moderate/appeals')).body.items
    expect(line).toMatchObject({ by: 'concerned', mayDecide: false })
    const path = `/api/moderate/appeals/${line.id}`
    expect((await mona.ask('GET', path)).body.code).toBe('appeal.same')
    const overturn = { outcome: 'overturned', reason: 'It is her own house.' }
    expect((await mona.ask('POST', `${path}/decision`, overturn)).body.code).toBe('appeal.same')
    expect((await milo.ask('GET', path)).body).toMatchObject({ words: 'It is my own street', reason: decision.reason })
    expect((await milo.ask('POST', `${path}/decision`, overturn)).status).toBe(204)
    expect((await milo.ask('POST', `${path}/decision`, overturn)).body.code).toBe('appeal.not-found')

    await expect.poll(async () => (await shore.guest().ask('GET', `/public/videos/${id}`)).status).toBe(200)
    expect((await shore.guest().ask('GET', `/public/videos/${id}`)).body).toEqual(before)
    expect((await alice.ask('GET', '/api/decisions')).body.items[0]).toMatchObject({
      isStanding: false,
      appealUntil: null,
      appeal: { outcome: 'overturned', reason: 'It is her own house.' },
    })
    expect((await alice.ask('GET', '/api/notices')).body.items[0]).toMatchObject({
      kind: 'appeal',
      outcome: 'overturned',
    })

    const counts = (await shore.guest().ask('GET', '/public/moderation')).body
    expect(counts).toMatchObject({ open: 0, graveOpen: 0, late: 0 })
    expect(counts.months[0]).toMatchObject({
      reports: 2,
      cases: 1,
      found: 0,
      categories: [{ category: 'harassment', n: 2 }],
      rules: [{ rule: 'respect', n: 1 }],
      appeals: { made: 1, stands: 0, overturned: 1, open: 0 },
    })
    expect(JSON.stringify(counts)).not.toMatch(/alice|bob|mona|milo/)
    const log = (await mona.ask('GET', '/api/operate/acts')).body.items as {
      act: string
      outcome: string
      by: string
    }[]
    expect(log.filter(({ outcome }) => outcome === 'done').map(({ act, by }) => `${by} ${act}`)).toEqual([
      'milo appeal.decide',
      'mona case.decide',
      'mona case.take',
    ])
  })

  it('hides a clip while it waits, restricts it to its address, and marks it; each ends with the next decision', async () => {
    await using shore = await open()
    const { alice, bob, mona } = shore.people as People
    const { id } = await alice.post(file, { caption: 'A walk #walk', visibility: 'public' })
    const status = async () => (await shore.guest().ask('GET', `/public/videos/${id}`)).status
    const isListed = async () =>
      ((await shore.guest().ask('GET', '/public/accounts/alice/videos')).body.items as object[]).length === 1
    const decide = async (measure: string) => {
      await bob.ask('POST', '/api/reports', { kind: 'video', id, category: 'violence' })
      const caseId = await takeOne(mona)
      const reply = await mona.ask('POST', `/api/moderate/cases/${caseId}/decision`, { ...decision, measure })
      expect(reply.status).toBe(204)
    }
    await decide('hide')
    await expect.poll(status).toBe(404)
    // It waits still: hiding is not a decision.
    expect((await mona.ask('GET', '/api/moderate/cases')).body.items).toMatchObject([{ isHidden: true, taken: 'mine' }])
    await decide('restrict')
    await expect.poll(status).toBe(200)
    await expect.poll(isListed).toBe(false)
    expect((await alice.ask('GET', `/api/videos/${id}`)).body).toMatchObject({
      visibility: 'public',
      measure: 'restrict',
    })
    // Its author may narrow it further, and widen it as far as the decision goes.
    await alice.ask('PATCH', `/api/videos/${id}`, { visibility: 'private' })
    await expect.poll(status).toBe(404)
    await alice.ask('PATCH', `/api/videos/${id}`, { visibility: 'public' })
    await expect.poll(status).toBe(200)
    expect(await isListed()).toBe(false)
    await decide('restore')
    await expect.poll(isListed).toBe(true)
    await decide('mark')
    expect((await alice.ask('GET', `/api/videos/${id}`)).body.measure).toBe('mark')
    const seen = (await shore.guest().ask('GET', `/public/videos/${id}`)).body
    expect(seen.isSensitive).toBe(true)
    await decide('dismiss')
    expect((await alice.ask('GET', `/api/videos/${id}`)).body.measure).toBe('mark')
  })

  it('decides on comments and accounts, and never on those with a role', async () => {
    await using shore = await open()
    const { alice, bob, carol, mona } = shore.people as People
    const { id } = await alice.post(file, { visibility: 'public' })
    const comment = (await bob.ask('POST', `/api/videos/${id}/comments`, { text: 'Something cruel' })).body
    const comments = async () => (await shore.guest().ask('GET', `/public/videos/${id}/comments`)).body.items.length
    expect(await comments()).toBe(1)
    await carol.ask('POST', '/api/reports', { kind: 'comment', id: comment.id, category: 'hate' })
    const first = await takeOne(mona)
    expect((await mona.ask('GET', `/api/moderate/cases/${first}`)).body.evidence.comment.text).toBe('Something cruel')
    await mona.ask('POST', `/api/moderate/cases/${first}/decision`, decision)
    await expect.poll(comments).toBe(0)
    expect((await shore.guest().ask('GET', `/public/videos/${id}`)).body.comments).toBe(0)
    // Nor is it read out of the inbox of who was told of it.
    expect(JSON.stringify((await alice.ask('GET', '/api/notices')).body)).not.toContain('cruel')

    await carol.ask('POST', '/api/reports', { kind: 'account', id: '@Bob', category: 'spam' })
    const second = await takeOne(mona)
    const decide = (body: object) =>
      mona.ask('POST', `/api/moderate/cases/${second}/decision`, { ...decision, ...body })
    expect((await decide({ measure: 'restrict' })).body.code).toBe('case.until')
    expect((await decide({ measure: 'restrict', days: 3 })).status).toBe(204)
    const refused = await bob.ask('POST', `/api/videos/${id}/comments`, { text: 'More' })
    expect(refused.body.code).toBe('account.restricted')
    expect((await bob.ask('GET', '/api/decisions')).body.items[0]).toMatchObject({
      measure: 'restrict',
      isStanding: true,
    })
    // Whoever is restricted can still appeal, and report.
    const { id: decided } = (await bob.ask('GET', '/api/decisions')).body.items[0]
    expect((await bob.ask('POST', `/api/decisions/${decided}/appeal`, { words: 'Why?' })).status).toBe(201)

    await carol.ask('POST', '/api/reports', { kind: 'account', id: 'milo', category: 'spam' })
    const third = await takeOne(mona)
    const staff = await mona.ask('POST', `/api/moderate/cases/${third}/decision`, { ...decision, measure: 'suspend' })
    expect(staff.body.code).toBe('case.staff')
  })

  it('keeps a case away from who it is about and who reported it, and closes it with what it is about', async () => {
    await using shore = await open()
    const { alice, bob, mona, milo } = shore.people as People
    const { id } = await mona.post(file, { visibility: 'public' })
    await milo.ask('POST', '/api/reports', { kind: 'video', id, category: 'spam' })
    for (const moderator of [mona, milo])
      expect((await moderator.ask('GET', '/api/moderate/cases')).body.items).toEqual([])
    const { id: caseId } = await shore.db.selectFrom('cases').select('id').executeTakeFirstOrThrow()
    expect((await mona.ask('PUT', `/api/moderate/cases/${caseId}/taken`)).body.code).toBe('case.not-found')
    await mona.ask('DELETE', `/api/videos/${id}`)
    await expect.poll(async () => (await milo.ask('GET', '/api/reports')).body.items[0].state).toBe('gone')
    expect((await milo.ask('GET', '/api/notices')).body.items[0]).toMatchObject({ kind: 'report', outcome: 'gone' })
    const gone = { kind: 'video', id, category: 'spam' }
    expect((await bob.ask('POST', '/api/reports', gone)).body.code).toBe('report.subject')
    // What somebody cannot see, they cannot report; a moderator who finds it can.
    const hidden = await alice.post(file, { visibility: 'private' })
    expect((await bob.ask('POST', '/api/reports', { ...gone, id: hidden.id })).body.code).toBe('report.subject')
    const find = (kind: string, one: string) => milo.ask('POST', '/api/moderate/cases', { kind, id: one })
    expect((await find('video', id)).body.code).toBe('report.subject')
    expect((await find('account', 'milo')).body.code).toBe('case.own')
    const found = await find('video', hidden.id)
    expect(found.status).toBe(201)
    expect((await find('account', '@Bob')).status).toBe(201)
    expect((await mona.ask('GET', '/api/moderate/cases')).body.items).toMatchObject([
      { id: found.body.id, reports: 0 },
      { kind: 'account' },
    ])
    // Who opened it stands in the log; what was refused does not.
    const { items } = (await mona.ask('GET', '/api/operate/acts')).body
    expect(items).toMatchObject([
      { by: 'milo', act: 'case.open', subject: 'account bob', outcome: 'done' },
      { by: 'milo', act: 'case.open', subject: `video ${hidden.id}`, outcome: 'done' },
    ])
  })

  it('puts the gravest first, with a day to decide, and tells the public how many wait', async () => {
    await using shore = await open({ isIdle: true })
    const { alice, bob, carol, mona } = shore.people as People
    await alice.ask('POST', '/api/reports', { kind: 'account', id: 'bob', category: 'spam' })
    const grave = await shore
      .guest()
      .ask('POST', '/api/reports', { kind: 'account', id: 'carol', category: 'child-abuse' })
    const hours = (new Date(grave.body.dueAt).getTime() - Date.now()) / 3_600_000
    expect(grave.body.isGrave).toBe(true)
    expect(hours).toBeGreaterThan(23)
    expect(hours).toBeLessThan(24.1)
    const { items } = (await mona.ask('GET', '/api/moderate/cases')).body
    expect(items.map(({ isGrave }: { isGrave: boolean }) => isGrave)).toEqual([true, false])
    // A case becomes as grave as its gravest report.
    await carol.ask('POST', '/api/reports', { kind: 'account', id: 'bob', category: 'intimate-images' })
    expect((await mona.ask('GET', '/api/moderate/cases')).body.grave).toBe(2)
    const page = (await mona.ask('GET', '/api/moderate/cases?limit=1')).body
    const next = (await mona.ask('GET', `/api/moderate/cases?limit=1&cursor=${encodeURIComponent(page.next)}`)).body
    expect([page.items[0].id, next.items[0].id].sort()).toEqual(items.map(({ id }: { id: string }) => id).sort())
    expect((await shore.guest().ask('GET', '/public/moderation')).body).toMatchObject({ open: 2, graveOpen: 2 })
    expect((await bob.ask('POST', '/api/reports', { kind: 'account', id: 'alice', category: 'other' })).body.code).toBe(
      'report.words',
    )
  })

  it('is by published rules, which their operator words and whose past stays to be read', async () => {
    await using shore = await open({ isIdle: true })
    const { alice, mona } = shore.people as People
    await staffStore(shore.db).grant(await idOf(shore, 'alice'), 'operator', new Date())
    const rules = async () => (await shore.guest().ask('GET', '/public/rules')).body
    const first = await rules()
    expect(first.items).toHaveLength(10)
    const words = {
      title: { en: 'Be kind', fr: 'Soyez aimables' },
      text: { en: 'Nobody is mocked.', fr: 'On ne se moque de personne.' },
      why: 'asked for by many',
    }
    expect((await mona.ask('PUT', '/api/operate/rules/kind', words)).body.code).toBe('staff.role')
    expect((await alice.ask('PUT', '/api/operate/rules/kind', { ...words, place: 0 })).status).toBe(204)
    expect((await rules()).items[0]).toMatchObject({ code: 'kind', title: words.title })
    const again = { ...words, title: { en: 'Be kind, always', fr: 'Soyez toujours aimables' } }
    expect((await alice.ask('PUT', '/api/operate/rules/kind', again)).status).toBe(204)
    const second = await rules()
    expect(second.items).toHaveLength(11)
    expect(second.items.at(-1)).toMatchObject({ title: again.title })
    expect(second.past).toMatchObject([{ code: 'kind', title: words.title }])
    const half = { ...words, title: { en: 'Only English', fr: ' ' } }
    expect((await alice.ask('PUT', '/api/operate/rules/half', half)).body.code).toBe('rule.words')
    for (const { code } of second.items.slice(1))
      expect((await alice.ask('POST', `/api/operate/rules/${code}/end`, { why: 'over' })).status).toBe(204)
    const { code } = second.items[0]
    expect((await alice.ask('POST', `/api/operate/rules/${code}/end`, { why: 'over' })).body.code).toBe('rule.last')
  })

  it('answers a reporter’s appeal against a dismissal with a measure', async () => {
    await using shore = await open({ isIdle: true })
    const { alice, bob, carol, mona, milo } = shore.people as People
    for (const who of [alice, carol])
      await who.ask('POST', '/api/reports', { kind: 'account', id: 'bob', category: 'spam' })
    const caseId = await takeOne(mona)
    await mona.ask('POST', `/api/moderate/cases/${caseId}/decision`, { ...decision, measure: 'dismiss', rule: 'spam' })
    // Nobody was troubled by it: it is nothing to tell.
    expect((await bob.ask('GET', '/api/decisions')).body.items).toEqual([])
    const [mine] = (await alice.ask('GET', '/api/reports')).body.items
    expect(mine.decision).toMatchObject({ measure: 'dismiss', appeal: null })
    expect(mine.decision.appealUntil).not.toBeNull()
    for (const who of [alice, carol])
      expect((await who.ask('POST', `/api/decisions/${mine.decision.id}/appeal`, { words: 'Look again' })).status).toBe(
        201,
      )
    const { items } = (await milo.ask('GET', '/api/moderate/appeals')).body
    const first = (await milo.ask('GET', '/api/moderate/appeals?limit=1')).body
    const second = (await milo.ask('GET', `/api/moderate/appeals?limit=1&cursor=${first.next}`)).body
    expect([...first.items, ...second.items]).toEqual(items)
    expect([items.length, second.next]).toEqual([2, null])
    for (const list of ['appeals', 'cases'])
      expect((await milo.ask('GET', `/api/moderate/${list}?cursor=0~2026`)).body.code).toBe('request.invalid')
    const [line] = items
    expect(line.by).toBe('reporter')
    const path = `/api/moderate/appeals/${line.id}/decision`
    const wish = { outcome: 'overturned', reason: 'It is a flood.' }
    expect((await milo.ask('POST', path, wish)).body.code).toBe('case.measure')
    const instead = { measure: 'suspend', rule: 'spam', days: null }
    expect((await milo.ask('POST', path, { ...wish, instead })).status).toBe(204)
    expect((await shore.guest().ask('GET', '/public/accounts/bob')).status).toBe(404)
    // Both who appealed are answered by it, and who is suspended can appeal in turn.
    expect((await milo.ask('GET', '/api/moderate/appeals')).body.items).toEqual([])
    for (const who of [alice, carol])
      expect((await who.ask('GET', '/api/notices')).body.items[0]).toMatchObject({
        kind: 'appeal',
        outcome: 'overturned',
      })
    const [statement] = (await bob.ask('GET', '/api/decisions')).body.items
    expect(statement).toMatchObject({ measure: 'suspend', reason: 'It is a flood.' })
    expect((await bob.ask('POST', `/api/decisions/${statement.id}/appeal`, { words: 'No' })).status).toBe(201)
    const [theirs] = (await mona.ask('GET', '/api/moderate/appeals')).body.items
    expect(
      (
        await mona.ask('POST', `/api/moderate/appeals/${theirs.id}/decision`, {
          outcome: 'stands',
          reason: 'It was a flood.',
        })
      ).status,
    ).toBe(204)
    expect((await shore.guest().ask('GET', '/public/accounts/bob')).status).toBe(404)
  })

  it('deletes what was removed once nobody can appeal any more, and forgets who reported', async () => {
    await using shore = await open()
    const { alice, bob, mona } = shore.people as People
    const { id } = await alice.post(file, { visibility: 'public' })
    await bob.ask('POST', '/api/reports', { kind: 'video', id, category: 'spam', words: 'My words' })
    const caseId = await takeOne(mona)
    await mona.ask('POST', `/api/moderate/cases/${caseId}/decision`, decision)
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
    expect(await shore.videos.ended(inDays(182), null)).toEqual([])
    expect(await shore.videos.ended(inDays(184), null)).toEqual([id])
    const [statement] = (await alice.ask('GET', '/api/decisions')).body.items
    await alice.ask('POST', `/api/decisions/${statement.id}/appeal`, { words: 'No' })
    // Whoever waits for an answer keeps what it is about.
    expect(await shore.videos.ended(inDays(184), null)).toEqual([])
    const left = () => shore.db.selectFrom('reports').select(['account_id', 'words', 'category']).execute()
    await forgetReports(moderationStore(shore.db), inDays(182))
    expect(await left()).toMatchObject([{ words: 'My words' }])
    await forgetReports(moderationStore(shore.db), inDays(184))
    expect(await left()).toEqual([{ account_id: null, words: '', category: 'spam' }])
  })
})
