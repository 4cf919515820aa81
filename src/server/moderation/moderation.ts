import { refuse } from '../../core/errors.ts'
import { type Category, moderationLimits } from '../../core/moderation/categories.ts'
import { isInterim, type Measure, measuresOf, type SubjectKind } from '../../core/moderation/measures.ts'
import { boundOf } from '../../core/register/retentions.ts'
import { isVisible, lengthOf, plainText } from '../../core/text.ts'
import type { DecisionWish } from '../../core/wire/moderation.ts'
import { type AccountStore, hashSecret, makeRecoveryCode, plainCode } from '../accounts/index.ts'
import { type Clock, makeId } from '../adapters/clock/index.ts'
import type { Staff, StaffActor } from '../staff/index.ts'
import type { Decided } from './decisions-store.ts'
import type { ModerationStore } from './store.ts'

export interface ModerationRooms {
  store: ModerationStore
  staff: Staff
  accounts: AccountStore
  clock: Clock
}

export type Moderation = ReturnType<typeof openModeration>

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Words as they are kept. Refuses `case.reason`. */
function reasonOf(raw: string): string {
  const text = plainText(raw, 2)
  const limit = moderationLimits.reasonCharacters
  if (!isVisible(text) || lengthOf(text) > limit) throw refuse('case.reason', { limit })
  return text
}

const refusalOf = (outcome: Exclude<Decided, 'done'>, handle: string) => {
  if (outcome === 'missing') return refuse('case.not-found')
  if (outcome === 'staff') return refuse('case.staff', { handle })
  return refuse(`case.${outcome}`)
}

/** What reporters, people concerned and moderators do. Every act of staff is in their log before it is begun. */
export function openModeration({ store, staff, accounts, clock }: ModerationRooms) {
  const mayBe = (kind: SubjectKind, measure: Measure) => {
    if (!measuresOf[kind].includes(measure))
      throw refuse('case.measure', { got: measure, expected: measuresOf[kind].join(', ') })
  }
  const untilOf = (kind: SubjectKind, measure: Measure, days: number | null, at: Date): Date | null => {
    if (kind !== 'account' || measure !== 'restrict') return null
    if (days === null) throw refuse('case.until', { limit: moderationLimits.restrictDays })
    return new Date(at.getTime() + days * 86_400_000)
  }
  const requireRule = async (code: string) => {
    if (!(await store.rulesInForce()).some(rule => rule.code === code)) throw refuse('case.rule')
  }
  const handleOf = async (id: string | null) => (id && (await store.personById(id))?.handle) || ''
  return {
    /** Refuses `report.subject`, `report.own`, `report.words`. */
    async report(wish: { kind: SubjectKind; id: string; category: Category; words: string }, accountId: string | null) {
      const words = plainText(wish.words, 2)
      if (lengthOf(words) > moderationLimits.wordCharacters)
        throw refuse('request.invalid', { where: 'words', expected: `${moderationLimits.wordCharacters}` })
      if ((wish.category === 'other' || wish.category === 'illegal') && !isVisible(words)) throw refuse('report.words')
      if (wish.kind !== 'account' && !uuidPattern.test(wish.id)) throw refuse('report.subject')
      const at = clock.now()
      const code = accountId === null ? makeRecoveryCode() : null
      const outcome = await store.report({
        id: makeId(at),
        caseId: makeId(at),
        kind: wish.kind,
        subject: wish.id,
        accountId,
        category: wish.category,
        words,
        codeHash: code && hashSecret(plainCode(code)),
        at,
      })
      if (outcome === 'missing') throw refuse('report.subject')
      if (outcome === 'own') throw refuse('report.own')
      return { id: outcome.id, isGrave: outcome.isGrave, dueAt: outcome.dueAt.toISOString(), code }
    },

    /** What a guest's report has come to. Refuses `report.code`. */
    async reportBy(code: string) {
      const row = await store.reportByCode(hashSecret(plainCode(code)))
      if (!row) throw refuse('report.code')
      return row
    },

    /** Opens a case by what a moderator found. Refuses `report.subject`, `case.own`. */
    async find(actor: StaffActor & object, { kind, id }: { kind: SubjectKind; id: string }) {
      const found = kind === 'account' || uuidPattern.test(id) ? await store.subject(kind, id) : null
      if (!found) throw refuse('report.subject')
      if (found.accountId === actor.accountId) throw refuse('case.own')
      const named = kind === 'account' ? await handleOf(found.id) : found.id
      return staff.perform(actor, { act: 'case.open', subject: `${kind} ${named}`, why: 'find' }, async () => {
        const at = clock.now()
        const opened = await store.find({ id: makeId(at), kind, subject: id, accountId: actor.accountId, at })
        if (opened === 'missing') throw refuse('report.subject')
        if (opened === 'own') throw refuse('case.own')
        return opened.id
      })
    },

    /** From here on its content is shown to this moderator. Refuses `case.not-found`, `case.decided`, `case.gone`, `case.taken`. */
    async take(actor: StaffActor & object, id: string): Promise<void> {
      const row = await store.caseFor(id, actor.accountId, clock.now())
      if (!row) throw refuse('case.not-found')
      if (row.state !== 'open') throw refuse(`case.${row.state}`)
      if (row.taken === 'mine') return
      if (row.taken === 'other') throw refuse('case.taken')
      await staff.perform(actor, { act: 'case.take', subject: id, why: `${row.kind} ${row.found_by}` }, async () => {
        if (!(await store.take(id, actor.accountId, clock.now()))) throw refuse('case.taken')
      })
    },

    letGo: (actor: StaffActor & object, id: string) => store.letGo(id, actor.accountId),

    /** Refuses `case.*` by what stands in the way. */
    async decide(actor: StaffActor & object, id: string, { measure, rule, reason, days }: DecisionWish): Promise<void> {
      const at = clock.now()
      const row = await store.caseFor(id, actor.accountId, at)
      if (!row) throw refuse('case.not-found')
      mayBe(row.kind, measure)
      const until = untilOf(row.kind, measure, days, at)
      const words = reasonOf(reason)
      await requireRule(rule)
      const decision = { id: makeId(at), byId: actor.accountId, measure, rule, reason: words, until, at }
      await staff.perform(
        actor,
        { act: 'case.decide', subject: `${id} ${measure} ${rule}`, why: firstWords(words) },
        async () => {
          const outcome = await store.decide(id, decision)
          if (outcome !== 'done') throw refusalOf(outcome, await handleOf(row.account_id))
        },
      )
    },

    /** A command on the shore's own machine decides on an account, by a rule and with a reason like everybody. */
    async decideOnAccount(
      handle: string,
      { measure, rule, reason }: { measure: Measure; rule: string; reason: string },
    ) {
      const plain = handle.replace(/^@/, '')
      const account = await accounts.byHandle(plain)
      if (!account) throw refuse('account.not-found', { handle: plain })
      if (measure === 'suspend' && account.suspended_at) throw refuse('staff.suspended', { handle: account.handle })
      if (measure === 'restore' && !account.suspended_at)
        throw refuse('staff.not-suspended', { handle: account.handle })
      mayBe('account', measure)
      const words = reasonOf(reason)
      await requireRule(rule)
      const at = clock.now()
      const subject = { caseId: makeId(at), kind: 'account' as const, subjectId: account.id, concernedId: account.id }
      const decision = { id: makeId(at), byId: null, measure, rule, reason: words, until: null, at }
      const entry = {
        act: 'case.decide' as const,
        subject: `${account.handle} ${measure} ${rule}`,
        why: firstWords(words),
      }
      await staff.perform('machine', entry, async () => {
        const outcome = await store.decideAtOnce(subject, decision)
        if (outcome !== 'done') throw refusalOf(outcome, account.handle)
      })
    },

    /** Refuses `appeal.*`. */
    async appeal(accountId: string, decisionId: string, raw: string): Promise<Date> {
      const words = plainText(raw, 2)
      if (lengthOf(words) > moderationLimits.wordCharacters)
        throw refuse('request.invalid', { where: 'words', expected: `${moderationLimits.wordCharacters}` })
      const at = clock.now()
      const outcome = await store.appeal({ id: makeId(at), decisionId, accountId, words, at })
      if (outcome === 'missing') throw refuse('appeal.not-found')
      if (outcome === 'late') throw refuse('appeal.late', { days: moderationLimits.appealMs / 86_400_000 })
      if (outcome === 'there') throw refuse('appeal.there')
      return outcome.dueAt
    },

    /** Refuses `appeal.*`, and `case.measure` where a dismissal is overturned without saying what instead. */
    async decideAppeal(
      actor: StaffActor & object,
      id: string,
      wish: {
        outcome: 'stands' | 'overturned'
        reason: string
        instead: { measure: Measure; rule: string; days: number | null } | null
      },
    ): Promise<void> {
      const row = await store.appealFor(id, actor.accountId)
      if (!row) throw refuse('appeal.not-found')
      const at = clock.now()
      const words = reasonOf(wish.reason)
      const isReopened = wish.outcome === 'overturned' && row.measure === 'dismiss'
      const { measure = 'dismiss', rule = '', days = null } = wish.instead ?? {}
      if (isReopened) {
        const expected = measuresOf[row.kind].filter(one => one !== 'dismiss' && one !== 'restore' && !isInterim(one))
        if (!expected.includes(measure)) throw refuse('case.measure', { got: measure, expected: expected.join(', ') })
        await requireRule(rule)
      }
      const instead = isReopened ? { id: makeId(at), measure, rule, until: untilOf(row.kind, measure, days, at) } : null
      const entry = { act: 'appeal.decide' as const, subject: `${id} ${wish.outcome}`, why: firstWords(words) }
      await staff.perform(actor, entry, async () => {
        const decided = {
          id,
          byId: actor.accountId,
          outcome: wish.outcome,
          reason: words,
          at,
          instead,
          recordId: makeId(at),
        }
        const outcome = await store.decideAppeal(decided)
        if (outcome === 'done') return
        if (outcome === 'missing') throw refuse('appeal.not-found')
        if (outcome === 'own' || outcome === 'rule') throw refuse(`case.${outcome}`)
        if (outcome === 'staff') throw refuse('case.staff', { handle: await handleOf(row.account_id) })
        throw refuse(`appeal.${outcome}`)
      })
    },

    /** A rule in new words, or a new one. Refuses `rule.words`, `rule.most`. */
    async setRule(
      actor: StaffActor & object,
      code: string,
      {
        title,
        text,
        place,
        why,
      }: { title: { en: string; fr: string }; text: { en: string; fr: string }; place: number; why: string },
    ): Promise<void> {
      const clean = (words: { en: string; fr: string }, breaks: number, most: number) => {
        const both = { en: plainText(words.en, breaks), fr: plainText(words.fr, breaks) }
        if ([both.en, both.fr].some(one => !isVisible(one) || lengthOf(one) > most)) throw refuse('rule.words')
        return both
      }
      const at = clock.now()
      const rule = {
        id: makeId(at),
        code,
        title: clean(title, 0, moderationLimits.ruleTitleCharacters),
        text: clean(text, 2, moderationLimits.ruleTextCharacters),
      }
      await staff.perform(actor, { act: 'rule.set', subject: code, why }, async () => {
        if ((await store.setRule(rule, place, moderationLimits.mostRules, at)) === 'most')
          throw refuse('rule.most', { limit: moderationLimits.mostRules })
      })
    },

    /** Refuses `case.rule`, `rule.last`. */
    async endRule(actor: StaffActor & object, code: string, why: string): Promise<void> {
      await staff.perform(actor, { act: 'rule.end', subject: code, why }, async () => {
        const outcome = await store.endRule(code, clock.now())
        if (outcome === 'missing') throw refuse('case.rule')
        if (outcome === 'last') throw refuse('rule.last')
      })
    },
  }
}

/** Who reported, and in which words, is nobody's business once a decision has stood for long. */
export const forgetReports = (store: ModerationStore, now: Date): Promise<number> =>
  store.forgetReports(new Date(now.getTime() - boundOf('report')))

const firstWords = (text: string): string => [...text.replaceAll('\n', ' ')].slice(0, 200).join('')
