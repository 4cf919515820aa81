import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isGrave } from '../../src/core/moderation/categories.ts'
import { isInterim, type Measure } from '../../src/core/moderation/measures.ts'
import { makeId } from '../../src/server/adapters/clock/index.ts'
import { sql } from '../../src/server/adapters/db/index.ts'
import { type ModerationStore, moderationStore } from '../../src/server/moderation/index.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const moderators = ['mona', 'milo', 'mira'] as const
// One of them moderates: what they reported is not theirs to decide.
const reporters = ['bob', 'carol', 'mira'] as const
const author = 'alice'

type Act =
  | { do: 'report'; by: (typeof reporters)[number]; category: 'spam' | 'hate' | 'child-abuse' }
  | { do: 'take' | 'letGo'; by: (typeof moderators)[number] }
  | { do: 'decide' | 'takeAndDecide'; by: (typeof moderators)[number]; measure: Measure }
  | { do: 'appeal'; by: (typeof reporters)[number] | typeof author }
  | { do: 'decideAppeal'; by: (typeof moderators)[number]; outcome: 'stands' | 'overturned' }
  | { do: 'suspend' | 'restore' | 'delete' }

const moderator = fc.constantFrom(...moderators)
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('report' as const),
      by: fc.constantFrom(...reporters),
      category: fc.constantFrom('spam' as const, 'hate' as const, 'child-abuse' as const),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('take' as const), by: moderator }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('letGo' as const), by: moderator }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom('decide' as const, 'takeAndDecide' as const, 'takeAndDecide' as const),
      by: moderator,
      measure: fc.constantFrom<Measure>('dismiss', 'hide', 'restrict', 'mark', 'remove', 'restore'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('appeal' as const), by: fc.constantFrom(...reporters, author) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('decideAppeal' as const),
      by: moderator,
      outcome: fc.constantFrom('stands' as const, 'overturned' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('suspend' as const, 'restore' as const, 'delete' as const) }),
  },
)
/** Steps one after the other; what stands in one step happens at the same moment. */
const sequence = fc.record({
  kind: fc.constantFrom('video' as const, 'comment' as const),
  steps: fc.array(fc.array(act, { minLength: 1, maxLength: 3 }), { minLength: 6, maxLength: 10 }),
})
type Sequence = typeof sequence extends fc.Arbitrary<infer T> ? T : never

let shore: TestShore
let store: ModerationStore
const ids: Record<string, string> = {}
const seen = { reports: 0, decisions: 0, appeals: 0, overturned: 0, gone: 0, refused: new Map<string, number>() }

/** An account, clip and comment of their own for each sequence, as other rooms leave them. */
async function makeSubject(kind: Sequence['kind']) {
  const at = new Date()
  const accountId = makeId(at)
  const handle = `a${accountId.slice(-12)}`
  await shore.db
    .insertInto('accounts')
    .values({ id: accountId, handle, skeleton: handle, name: handle, passphrase_hash: null, created_at: at })
    .execute()
  const videoId = makeId(at)
  const clipOf = kind === 'video' ? accountId : ids['carol']!
  await sql`insert into videos (id, account_id, state, visibility, caption, tags, language, file_name, bytes, created_at, posted_at, published_at)
    values (${videoId}, ${clipOf}, 'ready', 'public', 'A clip', '{}', '', 'a.mp4', 1, ${at}, ${at}, ${at})`.execute(
    shore.db,
  )
  if (kind === 'video') return { kind, accountId, subjectId: videoId, videoId }
  const commentId = makeId(at)
  await shore.db
    .insertInto('comments')
    .values({ id: commentId, video_id: videoId, account_id: accountId, parent_id: null, text: 'Words', created_at: at })
    .execute()
  return { kind, accountId, subjectId: commentId, videoId }
}
type Subject = Awaited<ReturnType<typeof makeSubject>>

const openCaseOf = async (subject: Subject) =>
  (
    await shore.db
      .selectFrom('cases')
      .select('id')
      .where('subject_id', '=', subject.subjectId)
      .orderBy('opened_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.id ?? makeId(new Date())

async function perform(one: Act, subject: Subject): Promise<void> {
  const at = new Date()
  const count = (outcome: unknown) => {
    if (typeof outcome === 'string' && outcome !== 'done')
      seen.refused.set(outcome, (seen.refused.get(outcome) ?? 0) + 1)
  }
  const who = (name: string) => (name === author ? subject.accountId : ids[name]!)
  const decision = { id: makeId(at), rule: 'respect', reason: 'Because.', until: null, at }
  switch (one.do) {
    case 'report': {
      const { category } = one
      const report = {
        id: makeId(at),
        caseId: makeId(at),
        kind: subject.kind,
        subject: subject.subjectId,
        accountId: who(one.by),
      }
      const outcome = await store.report({ ...report, category, words: '', codeHash: null, at })
      if (typeof outcome === 'object') {
        seen.reports++
        if (isGrave(category)) expect(outcome.isGrave).toBe(true)
      } else count(outcome)
      return
    }
    case 'take':
      await store.take(await openCaseOf(subject), who(one.by), at)
      return
    case 'letGo':
      return store.letGo(await openCaseOf(subject), who(one.by))
    case 'takeAndDecide':
    case 'decide': {
      if (one.do === 'takeAndDecide') await store.take(await openCaseOf(subject), who(one.by), at)
      const measure =
        subject.kind === 'comment' && (one.measure === 'restrict' || one.measure === 'mark') ? 'remove' : one.measure
      count(await store.decide(await openCaseOf(subject), { ...decision, byId: who(one.by), measure }))
      return
    }
    case 'appeal': {
      const last = await shore.db
        .selectFrom('decisions')
        .innerJoin('cases', 'cases.id', 'decisions.case_id')
        .select('decisions.id')
        .where('subject_id', '=', subject.subjectId)
        .orderBy('decisions.at', 'desc')
        .limit(1)
        .executeTakeFirst()
      if (!last) return
      const outcome = await store.appeal({
        id: makeId(at),
        decisionId: last.id,
        accountId: who(one.by),
        words: 'No',
        at,
      })
      if (typeof outcome === 'object') seen.appeals++
      else count(outcome)
      return
    }
    case 'decideAppeal': {
      const waiting = await shore.db
        .selectFrom('appeals')
        .innerJoin('decisions', 'decisions.id', 'appeals.decision_id')
        .innerJoin('cases', 'cases.id', 'decisions.case_id')
        .select(['appeals.id'])
        .where('subject_id', '=', subject.subjectId)
        .orderBy('appeals.outcome', ob => ob.asc().nullsFirst())
        .limit(1)
        .executeTakeFirst()
      if (!waiting) return
      const instead = { id: makeId(at), measure: 'remove' as const, rule: 'respect', until: null }
      const wish = {
        id: waiting.id,
        byId: who(one.by),
        outcome: one.outcome,
        reason: 'Seen again.',
        at,
        instead,
        recordId: makeId(at),
      }
      const outcome = await store.decideAppeal(wish)
      if (outcome === 'done' && one.outcome === 'overturned') seen.overturned++
      count(outcome)
      return
    }
    case 'suspend':
    case 'restore': {
      const wish = {
        caseId: makeId(at),
        kind: 'account' as const,
        subjectId: subject.accountId,
        concernedId: subject.accountId,
      }
      count(await store.decideAtOnce(wish, { ...decision, byId: null, measure: one.do }))
      return
    }
    case 'delete':
      // As a person deletes: the clip, or the comment with its clip held first.
      await shore.db.transaction().execute(async on => {
        await sql`select from videos where id = ${subject.videoId} for update`.execute(on)
        await sql`delete from ${sql.table(subject.kind === 'video' ? 'videos' : 'comments')} where id = ${subject.subjectId}`.execute(
          on,
        )
      })
  }
}

interface Found {
  state: string
  id: string
  decisions: {
    id: string
    at: string
    measure: Measure
    by: string | null
    reason: string
    appeal: string | null
    overturned: boolean
  }[]
  appeals: { outcome: string | null; reason: string | null; decidedBy: string | null; firstBy: string | null }[]
  reports: number
}

/** What the tables say of a subject in the end, against what may be. */
async function check(subject: Subject): Promise<void> {
  const { rows } = await sql<Found>`
    select cases.id, cases.state,
      coalesce((select json_agg(json_build_object('id', id, 'at', at, 'measure', measure, 'by', by_id, 'reason', reason, 'appeal', appeal_id,
        'overturned', exists (select from appeals where decision_id = decisions.id and outcome = 'overturned')) order by at, id)
        from decisions where case_id = cases.id), '[]') as decisions,
      coalesce((select json_agg(json_build_object('outcome', appeals.outcome, 'reason', appeals.reason, 'decidedBy', decided_by, 'firstBy', by_id))
        from appeals join decisions on decisions.id = decision_id where case_id = cases.id), '[]') as appeals,
      (select count(*)::int from reports where case_id = cases.id) as reports
    from cases where subject_id = ${subject.subjectId} order by opened_at, id`.execute(shore.db)
  const table = subject.kind === 'video' ? 'videos' : 'comments'
  const { rows: there } = await sql<{
    measure: Measure | null
    visible: boolean
    visibility: string | null
    suspended: boolean
  }>`
    select one.measure, accounts.suspended_at is not null as suspended,
      ${subject.kind === 'video' ? sql`one.published_at is not null` : sql`not one.withheld`} as visible,
      ${subject.kind === 'video' ? sql`one.visibility` : sql`null`} as visibility
    from ${sql.table(table)} one join accounts on accounts.id = one.account_id where one.id = ${subject.subjectId}`.execute(
    shore.db,
  )
  const [now] = there
  expect(rows.filter(({ state }) => state === 'open').length).toBeLessThanOrEqual(now ? 1 : 0)
  for (const { state, decisions, appeals, reports } of rows) {
    expect(reports).toBeGreaterThan(0)
    const closing = decisions.filter(({ measure, appeal }) => !isInterim(measure) && appeal === null)
    if (state === 'open') expect(closing).toEqual([])
    if (state === 'decided') expect(closing).toHaveLength(1)
    if (state === 'gone') {
      seen.gone++
      expect(closing).toEqual([])
    }
    for (const { reason } of decisions) expect(reason).not.toBe('')
    for (const { outcome, reason, decidedBy, firstBy } of appeals) {
      expect(outcome === null).toBe(reason === null)
      if (outcome !== null) expect(decidedBy).not.toBe(firstBy)
    }
    seen.decisions += decisions.length
  }
  if (!now) return
  // What is shown follows from the decisions that stand, computed here a second time and in another way.
  const standing = rows
    .flatMap(({ state, decisions }) => decisions.map(one => ({ ...one, state })))
    .filter(
      ({ measure, overturned, state, appeal }) =>
        measure !== 'dismiss' &&
        !overturned &&
        !(measure === 'hide' && state !== 'open') &&
        !(measure === 'restore' && appeal !== null),
    )
    .sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1))
    .at(-1)?.measure
  const measure = standing === undefined || standing === 'restore' ? null : standing
  expect(now.measure).toBe(measure)
  const isGone = measure === 'hide' || measure === 'remove'
  expect(now.visible).toBe(!isGone && !now.suspended)
  if (subject.kind === 'video') expect(now.visibility).toBe(measure === 'restrict' ? 'unlisted' : 'public')
}

describe('a case', () => {
  beforeAll(async () => {
    shore = await openShore({ people: [...new Set([...moderators, ...reporters])], isIdle: true })
    store = moderationStore(shore.db)
    for (const { id, handle } of await shore.db.selectFrom('accounts').select(['id', 'handle']).execute())
      ids[handle] = id
  })
  afterAll(() => shore[Symbol.asyncDispose]())

  it('is never lost, decided without a reason, or judged twice by one moderator, in 1,000 sequences with races', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(sequence, { minLength: 5, maxLength: 5 }), async all => {
        await Promise.all(
          all.map(async ({ kind, steps }) => {
            const subject = await makeSubject(kind)
            await perform({ do: 'report', by: 'bob', category: 'hate' }, subject)
            for (const step of steps) await Promise.all(step.map(one => perform(one, subject)))
            await check(subject)
          }),
        )
      }),
      { numRuns: 200, endOnFailure: true },
    )
    // The model has been everywhere: what it never did, it would prove nothing of.
    for (const n of [seen.reports, seen.decisions, seen.appeals, seen.overturned, seen.gone])
      expect(n).toBeGreaterThan(20)
    for (const refusal of ['own', 'not-taken', 'taken', 'decided', 'same', 'there', 'missing'])
      expect(seen.refused.get(refusal) ?? 0, refusal).toBeGreaterThan(1)
  })
})
