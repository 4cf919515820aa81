import { refuse } from '../../core/errors.ts'
import { moderationLimits } from '../../core/moderation/categories.ts'
import { isDecided, type RequestWish, requestLimits } from '../../core/moderation/requests.ts'
import type { Sentence } from '../../core/register/retentions.ts'
import { boundOf } from '../../core/register/retentions.ts'
import { isVisible, lengthOf, plainText } from '../../core/text.ts'
import type { RequestAnswer } from '../../core/wire/requests.ts'
import { type Clock, makeId } from '../adapters/clock/index.ts'
import type { Staff, StaffActor } from '../staff/index.ts'
import type { ModerationStore } from './store.ts'

/** What there is to ask about, as the register knows it. */
export interface RequestPlaces {
  /** What a table, or a `table.column`, is called; null where the register shows nobody rows of it. */
  titleOf(about: string): Sentence | null
  owns(about: string, id: string, accountId: string): Promise<boolean>
}

export interface RequestRooms {
  store: ModerationStore
  staff: Staff
  places: RequestPlaces
  clock: Clock
}

export type Requests = ReturnType<typeof openRequests>

const dayMs = 86_400_000

function wordsOf(raw: string, limit: number): string {
  const words = plainText(raw, 2)
  if (!isVisible(words) || lengthOf(words) > limit) throw refuse('asked.words', { limit })
  return words
}

/** What people ask of a human, and the answers. Every answer is in the log of staff before it is given. */
export function openRequests({ store, staff, places, clock }: RequestRooms) {
  const limit = requestLimits.wordCharacters
  return {
    /** By when it is answered. Refuses `asked.*`. */
    async ask(
      accountId: string,
      wished: { about: string; id: string | null; wish: RequestWish; words: string },
    ): Promise<{ id: string; dueAt: Date }> {
      const { about, wish } = wished
      const words = wordsOf(wished.words, limit)
      // Of the account itself there is one row.
      const id = wished.id ?? (/^accounts(\.|$)/.test(about) ? accountId : null)
      if (about === '' ? id !== null : places.titleOf(about) === null) throw refuse('asked.about')
      if (id !== null && !(await places.owns(about, id, accountId))) throw refuse('asked.about')
      const at = clock.now()
      const made = makeId(at)
      const outcome = await store.ask({ id: made, accountId, about, subjectId: id, wish, words, at })
      if (outcome === 'there') throw refuse('asked.there')
      if (outcome === 'most') throw refuse('asked.most', { limit: requestLimits.most })
      return { id: made, dueAt: outcome }
    },

    /** Refuses `asked.not-found`. */
    async withdraw(accountId: string, id: string): Promise<void> {
      if (!(await store.withdrawRequest(id, accountId, clock.now()))) throw refuse('asked.not-found')
    },

    /** Refuses `asked.not-found`, `asked.words`. */
    async add(accountId: string, id: string, raw: string): Promise<void> {
      if (!(await store.addWords(id, accountId, wordsOf(raw, limit), clock.now()))) throw refuse('asked.not-found')
    },

    /** Refuses `asked.*`. */
    async appeal(accountId: string, of: string, raw: string): Promise<{ id: string; dueAt: Date }> {
      const at = clock.now()
      const id = makeId(at)
      const outcome = await store.appealRequest({ id, of, accountId, words: wordsOf(raw, limit), at })
      if (outcome === 'missing') throw refuse('asked.not-found')
      if (outcome === 'there') throw refuse('asked.appealed')
      if (outcome === 'late') throw refuse('appeal.late', { days: requestLimits.appealMs / dayMs })
      return { id, dueAt: outcome }
    },

    /** Refuses `asked.*`; and `staff.role` where a decision of moderators would be taken back by somebody else. */
    async answer(actor: StaffActor & object, id: string, { outcome, reason }: RequestAnswer): Promise<void> {
      const words = plainText(reason, 2)
      const most = moderationLimits.reasonCharacters
      if (!isVisible(words) || lengthOf(words) > most) throw refuse('case.reason', { limit: most })
      const row = await store.requestFor(id, actor.accountId)
      if (!row) throw refuse('asked.not-found')
      if (row.state !== 'open') throw refuse('asked.answered')
      if (!row.may_answer) throw refuse('asked.same')
      if (outcome === 'upheld' && row.wish !== 'object') throw refuse('asked.outcome')
      if (outcome === 'upheld' && isDecided(row.about) && actor.role !== 'moderator')
        throw refuse('staff.role', { expected: 'moderator' })
      const why = [...words.replaceAll('\n', ' ')].slice(0, 200).join('')
      await staff.perform(actor, { act: 'request.decide', subject: `${id} ${outcome}`, why }, async () => {
        const at = clock.now()
        const given = { id, byId: actor.accountId, outcome, reason: words, at, recordId: makeId(at) }
        const came = await store.answerRequest(given)
        if (came === 'missing') throw refuse('asked.not-found')
        if (came === 'own') throw refuse('case.own')
        if (came !== 'done') throw refuse(`asked.${came}`)
      })
    },
  }
}

/** Who asked, and what, is nobody's business once the answer is old. */
export const forgetRequests = (store: ModerationStore, now: Date): Promise<number> =>
  store.forgetRequests(new Date(now.getTime() - boundOf('request')))
