import type { Measure } from '../../core/moderation/measures.ts'
import {
  type RequestOutcome,
  type RequestState,
  type RequestWish,
  requestLimits,
} from '../../core/moderation/requests.ts'
import { type Database, type RawBuilder, sql } from '../adapters/db/index.ts'
import { isMaker, standing } from './answers-store.ts'

export interface RequestRow {
  id: string
  about: string
  subject_id: string | null
  wish: RequestWish
  words: string
  created_at: Date
  due_at: Date
  state: RequestState
  changed_at: Date
  outcome: RequestOutcome | null
  reason: string
  /** Its own words, where it is a clip, a comment or a decision that is still there. */
  subject_words: string | null
  /** Where anybody can see it; null where nobody else can. */
  page: string | null
}

/** As whoever answers reads it. */
export interface QueuedRequest extends RequestRow {
  account_id: string
  handle: string
  /** The answer that it appeals against, and what was said before. */
  first_reason: string | null
  first_words: string | null
  measure: Measure | null
  decided_at: Date | null
  decided_reason: string | null
  /** False for whoever answered first, or made the decision that it is about. */
  may_answer: boolean
}

export interface RequestToAdd {
  id: string
  accountId: string
  about: string
  subjectId: string | null
  wish: RequestWish
  words: string
  at: Date
}

const isWaiting = sql`state in ('open', 'more')`

const subject = sql`
  coalesce(
    (select left(caption, 200) from videos where videos.id = requests.subject_id),
    (select left(text, 200) from comments where comments.id = requests.subject_id),
    (select left(reason, 200) from decisions where decisions.id = requests.subject_id)) as subject_words,
  (select '/@' || handle || '/video/' || videos.id from videos join accounts on accounts.id = videos.account_id
    where videos.id = coalesce((select video_id from comments where comments.id = requests.subject_id), requests.subject_id)
      and published_at is not null and visibility in ('public', 'unlisted')) as page`

const columns = sql`requests.id, requests.about, requests.subject_id, requests.wish, requests.words, requests.created_at, requests.due_at,
  requests.state, requests.changed_at, requests.outcome, requests.reason, ${subject}`

const queued = (staffId: string) => sql`
  select ${columns}, requests.account_id, accounts.handle, earlier.reason as first_reason, earlier.words as first_words,
    decision.measure, decision.at as decided_at, decision.reason as decided_reason,
    (earlier.answered_by is distinct from ${staffId}::uuid
      and not (${isMaker(sql`requests.about`, sql`requests.subject_id`, staffId)})) as may_answer
  from requests join accounts on accounts.id = requests.account_id
    left join requests earlier on earlier.id = requests.appeal_of
    left join lateral ${standing(sql`requests.about`, sql`requests.subject_id`)} decision on true
  where requests.account_id <> ${staffId}::uuid`

/** What people ask of a human: theirs to ask, add to and take back; and as it waits for an answer. */
export function requestsStore(db: Database) {
  const own = (id: string, accountId: string) => sql`id = ${id}::uuid and account_id = ${accountId}::uuid`
  return {
    /** `there`: one about the same waits. `most`: so many wait as may. */
    async ask(one: RequestToAdd): Promise<'there' | 'most' | Date> {
      return db.transaction().execute(async on => {
        // One after the other of an account: none slips past the bound.
        await sql`select from accounts where id = ${one.accountId} for no key update`.execute(on)
        const { rows } = await sql<{ n: number; same: boolean }>`
          select count(*)::int as n, coalesce(bool_or(about = ${one.about} and subject_id is not distinct from ${one.subjectId}::uuid), false) as same
          from requests where account_id = ${one.accountId} and ${isWaiting}`.execute(on)
        if (rows[0]!.same) return 'there'
        if (rows[0]!.n >= requestLimits.most) return 'most'
        return add(on, one, requestLimits.dueMs, null)
      })
    },

    async withdrawRequest(id: string, accountId: string, at: Date): Promise<boolean> {
      const { numAffectedRows } = await sql`
        update requests set state = 'withdrawn', changed_at = ${at} where ${own(id, accountId)} and ${isWaiting}`.execute(
        db,
      )
      return numAffectedRows === 1n
    },

    /** Where a human asked for more: it waits for them again, and the time that the person took is not theirs. */
    async addWords(id: string, accountId: string, words: string, at: Date): Promise<boolean> {
      const { numAffectedRows } = await sql`
        update requests set words = left(words || E'\n\n' || ${words}, ${requestLimits.allCharacters}), state = 'open',
          due_at = due_at + (${at}::timestamptz - changed_at), changed_at = ${at}
        where ${own(id, accountId)} and state = 'more'`.execute(db)
      return numAffectedRows === 1n
    },

    /** Appeals once against an answer that declined. */
    async appealRequest(one: {
      id: string
      of: string
      accountId: string
      words: string
      at: Date
    }): Promise<'missing' | 'late' | 'there' | Date> {
      return db.transaction().execute(async on => {
        const first = await on
          .selectFrom('requests')
          .selectAll()
          .where('id', '=', one.of)
          .where('account_id', '=', one.accountId)
          .where('outcome', '=', 'declined')
          .where('appeal_of', 'is', null)
          .forUpdate()
          .executeTakeFirst()
        if (!first) return 'missing'
        const again = await on.selectFrom('requests').select('id').where('appeal_of', '=', one.of).executeTakeFirst()
        if (again) return 'there'
        if (one.at.getTime() - first.changed_at.getTime() > requestLimits.appealMs) return 'late'
        const { about, subject_id, wish } = first
        const waits = await on
          .selectFrom('requests')
          .select('id')
          .where('account_id', '=', one.accountId)
          .where('about', '=', about)
          .where('subject_id', 'is not distinct from', subject_id)
          .where('state', 'in', ['open', 'more'])
          .executeTakeFirst()
        if (waits) return 'there'
        return add(on, { ...one, about, subjectId: subject_id, wish }, requestLimits.appealDueMs, one.of)
      })
    },

    /** What one account asked, newest first, behind one; appeals stand beside what they are about. */
    async requestsOf(accountId: string, before: string | null, limit: number) {
      const { rows } = await sql<RequestRow & { appeal: Omit<RequestRow, 'subject_words' | 'page'> | null }>`
        select ${columns}, null as appeal from requests where account_id = ${accountId} and appeal_of is null
          ${before === null ? sql`` : sql`and id < ${before}::uuid`} order by id desc limit ${limit}`.execute(db)
      const appeals = await db
        .selectFrom('requests')
        .selectAll()
        .where('appeal_of', '=', sql<string>`any(${rows.map(({ id }) => id)}::uuid[])`)
        .execute()
      const appealOf = new Map(appeals.map(one => [one.appeal_of, one]))
      return rows.map(row => ({ ...row, appeal: appealOf.get(row.id) ?? null }))
    },

    /** What waits for an answer, what is due first, first. */
    async requestQueue(staffId: string, after: { at: Date; id: string } | null, limit: number) {
      const behind = after
        ? sql`and (requests.due_at, requests.id) > (${after.at}::timestamptz, ${after.id}::uuid)`
        : sql``
      const { rows } = await sql<QueuedRequest>`${queued(staffId)} and requests.state = 'open' ${behind}
        order by requests.due_at, requests.id limit ${limit}`.execute(db)
      return rows
    },

    async requestFor(id: string, staffId: string): Promise<QueuedRequest | null> {
      const { rows } = await sql<QueuedRequest>`${queued(staffId)} and requests.id = ${id}::uuid`.execute(db)
      return rows[0] ?? null
    },

    /** How many wait, and of them are late. */
    async requestsWaiting(now: Date): Promise<{ open: number; late: number }> {
      const count = (where: RawBuilder<unknown>) =>
        sql`(select count(*)::int from (select from requests where state = 'open' ${where} limit 1000) counted)`
      const { rows } = await sql<{ open: number; late: number }>`
        select ${count(sql``)} as open, ${count(sql`and due_at < ${now}`)} as late`.execute(db)
      return rows[0]!
    },

    /** Who asked, and in which words, is forgotten; that something was asked stays a number. */
    async forgetRequests(changedBefore: Date): Promise<number> {
      const { numAffectedRows = 0n } = await sql`
        update requests set account_id = null where account_id is not null and state <> 'open' and changed_at < ${changedBefore}`.execute(
        db,
      )
      return Number(numAffectedRows)
    },
  }
}

async function add(
  on: Database,
  { id, accountId, about, subjectId, wish, words, at }: RequestToAdd,
  withinMs: number,
  appealOf: string | null,
): Promise<Date> {
  const dueAt = new Date(at.getTime() + withinMs)
  const values = { id, account_id: accountId, about, subject_id: subjectId, wish, words, appeal_of: appealOf }
  await on
    .insertInto('requests')
    .values({
      ...values,
      created_at: at,
      due_at: dueAt,
      state: 'open',
      changed_at: at,
      answered_by: null,
      outcome: null,
    })
    .execute()
  return dueAt
}
