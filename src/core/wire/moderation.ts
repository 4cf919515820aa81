import * as z from 'zod/mini'
import { allCategories, moderationLimits } from '../moderation/categories.ts'
import { measures, subjectKinds } from '../moderation/measures.ts'
import { account, person } from './account.ts'
import { instant, page, uuid } from './page.ts'
import { video } from './video.ts'

const category = z.enum(allCategories)
const measure = z.enum(measures)
const kind = z.enum(subjectKinds)
const inBoth = z.object({ en: z.string(), fr: z.string() })

/** One of the shore's published rules; `since` says from when in these words. */
const rule = z.object({ code: z.string(), title: inBoth, text: inBoth, since: instant })
export type PublishedRule = z.infer<typeof rule>
export const rules = z.object({
  items: z.array(rule),
  /** What was in force before, newest first. */
  past: z.array(z.extend(rule, { until: instant })),
})
export type Rules = z.infer<typeof rules>
const inBothWish = z.object({ en: z.string().check(z.maxLength(4000)), fr: z.string().check(z.maxLength(4000)) })
/** A rule in new words; its code stays. `place`: 0 is the first. */
export const ruleWish = z.object({
  title: inBothWish,
  text: inBothWish,
  place: z._default(z.int().check(z.gte(0), z.lte(1000)), 1000),
  why: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)),
})

/** What somebody says stop to: a clip or a comment by its id, an account by its handle. */
export const reportWish = z.object({
  kind,
  id: z.string().check(z.minLength(1), z.maxLength(100)),
  category,
  words: z._default(z.string().check(z.maxLength(20_000)), ''),
})
export const reported = z.object({
  id: uuid,
  isGrave: z.boolean(),
  /** By when it is to be decided. */
  dueAt: instant,
  /** For a guest, by which they can ask what became of it; shown once. Null for an account, which is told. */
  code: z.nullable(z.string()),
})
export type Reported = z.infer<typeof reported>
export const reportCode = z.object({ code: z.string().check(z.maxLength(100)) })

/** What a decision is about: a clip's or comment's words shortened, or a handle. */
const subject = z.object({ kind, id: uuid, words: z.string(), page: z.nullable(z.string()) })
const appealState = z.object({
  createdAt: instant,
  dueAt: instant,
  words: z.string(),
  decidedAt: z.nullable(instant),
  outcome: z.nullable(z.enum(['stands', 'overturned'])),
  reason: z.nullable(z.string()),
})
const ruleNamed = z.object({ code: z.string(), title: inBoth, text: inBoth })
const decisionFacts = {
  id: uuid,
  at: instant,
  measure,
  /** Until when an account is restricted. */
  until: z.nullable(instant),
  rule: ruleNamed,
  reason: z.string(),
  /** Until when it can be appealed against; null where it cannot be, or was. */
  appealUntil: z.nullable(instant),
  appeal: z.nullable(appealState),
}
/** A decision about what is the reader's own, with its reasons (DSA article 17). */
const statement = z.object({
  ...decisionFacts,
  subject,
  /** Whether somebody reported it, or a moderator found it, or the file is one that was removed before. */
  foundBy: z.enum(['report', 'find', 'match']),
  /** Whether it holds today. */
  isStanding: z.boolean(),
})
export type Statement = z.infer<typeof statement>

/** What became of a report: to the reader who sent it. */
const reportOutcome = z.object({
  category,
  createdAt: instant,
  dueAt: instant,
  state: z.enum(['open', 'decided', 'gone']),
  decision: z.nullable(z.object(decisionFacts)),
})
export const guestReport = reportOutcome
const ownReport = z.extend(reportOutcome, { id: uuid, words: z.string(), subject })
export type OwnReport = z.infer<typeof ownReport>
export const statements = page(statement)
export const ownReports = page(ownReport)

export const appealWish = z.object({ words: z.string().check(z.maxLength(20_000)) })
export const appealed = z.object({ dueAt: instant })

const found = z.enum(['report', 'find', 'match'])
const caseLine = z.object({
  id: uuid,
  kind,
  isGrave: z.boolean(),
  openedAt: instant,
  dueAt: instant,
  foundBy: found,
  reports: z.int(),
  categories: z.array(z.object({ category, n: z.int() })),
  /** Who looks at it: nobody, the reader, or another moderator. */
  taken: z.enum(['no', 'mine', 'other']),
  /** Whether it is hidden while it waits. */
  isHidden: z.boolean(),
})
export type CaseLine = z.infer<typeof caseLine>
export const caseQueue = z.object({
  items: z.array(caseLine),
  next: z.nullable(z.string()),
  open: z.int(),
  grave: z.int(),
  late: z.int(),
})
export type CaseQueue = z.infer<typeof caseQueue>
/** What was decided about the same account before, as far as a case needs it. */
const pastDecision = z.object({
  id: uuid,
  at: instant,
  kind,
  measure,
  rule: z.string(),
  reason: z.string(),
  isOverturned: z.boolean(),
})
/** What a case is about, as whoever decides sees it; all null where it is gone. */
const evidence = z.object({
  video: z.nullable(video),
  comment: z.nullable(
    z.object({
      id: uuid,
      text: z.string(),
      createdAt: instant,
      author: person,
      /** What it answers, and the clip it stands below. */
      answers: z.nullable(z.string()),
      clip: z.object({ id: uuid, caption: z.string(), author: person }),
    }),
  ),
  account: z.nullable(account),
})
export type Evidence = z.infer<typeof evidence>
/** A removal that the comparison of pictures was reminded of. */
const resembles = z.object({
  at: instant,
  rule: ruleNamed,
  reason: z.string(),
  /** How many pictures were found again, of how many: of the clip's own, or of the removed clip's where that is more. */
  frames: z.int(),
  of: z.int(),
  /** False where the removal was overturned meanwhile. */
  isStanding: z.boolean(),
})
/** Who reported is not shown: it does not bear on what is decided. */
export const moderationCase = z.extend(caseLine, {
  concerned: z.nullable(person),
  said: z.array(z.object({ category, words: z.string(), at: instant })),
  evidence,
  /** Null where the case was not opened by the comparison of pictures. */
  resembles: z.nullable(resembles),
  history: z.array(pastDecision),
  /** Other open cases about the same account. */
  others: z.array(z.object({ id: uuid, kind, isGrave: z.boolean() })),
  measures: z.array(measure),
})
export type ModerationCase = z.infer<typeof moderationCase>
const reason = z.string().check(z.maxLength(20_000))
export const decisionWish = z.object({
  measure,
  rule: z.string().check(z.maxLength(100)),
  reason,
  /** For how long an account is restricted. */
  days: z._default(z.nullable(z.int().check(z.gte(1), z.lte(moderationLimits.restrictDays))), null),
})
export type DecisionWish = z.infer<typeof decisionWish>
/** A case that a moderator opens by what they found themselves. */
export const findWish = z.object({ kind, id: z.string().check(z.minLength(1), z.maxLength(100)) })
export const caseOpened = z.object({ id: uuid })

const appealLine = z.object({
  id: uuid,
  createdAt: instant,
  dueAt: instant,
  kind,
  measure,
  rule: z.string(),
  /** Whether the person concerned appeals, or whoever reported. */
  by: z.enum(['concerned', 'reporter']),
  /** False for whoever decided first. */
  mayDecide: z.boolean(),
})
export type AppealLine = z.infer<typeof appealLine>
export const appealQueue = page(appealLine)
export const moderationAppeal = z.extend(appealLine, {
  words: z.string(),
  decidedAt: instant,
  reason: z.string(),
  ruleText: ruleNamed,
  case: uuid,
  concerned: z.nullable(person),
  said: z.array(z.object({ category, words: z.string(), at: instant })),
  evidence,
  history: z.array(pastDecision),
  measures: z.array(measure),
})
export type ModerationAppeal = z.infer<typeof moderationAppeal>
/** `instead`: what is decided where a dismissal is overturned. */
export const appealDecision = z.object({
  outcome: z.enum(['stands', 'overturned']),
  reason,
  instead: z._default(
    z.nullable(
      z.object({
        measure,
        rule: z.string().check(z.maxLength(100)),
        days: z._default(z.nullable(z.int().check(z.gte(1), z.lte(moderationLimits.restrictDays))), null),
      }),
    ),
    null,
  ),
})

/** One month of what was reported and decided, in counts. */
const month = z.object({
  /** `2026-11`, UTC. */
  month: z.string(),
  reports: z.int(),
  categories: z.array(z.object({ category, n: z.int() })),
  cases: z.int(),
  /** Of them, by what moderators or the comparison of files found. */
  found: z.int(),
  measures: z.array(z.object({ measure, n: z.int() })),
  rules: z.array(z.object({ rule: z.string(), title: inBoth, n: z.int() })),
  /** Hours from opening to decision, half of the cases took no longer; null where none was decided. */
  medianHours: z.nullable(z.number()),
  grave: z.object({ cases: z.int(), inTime: z.int(), late: z.int(), open: z.int() }),
  appeals: z.object({ made: z.int(), stands: z.int(), overturned: z.int(), open: z.int() }),
  /** What was asked of a human; `late`: answered after its time, or still waiting. */
  requests: z.object({
    made: z.int(),
    corrected: z.int(),
    upheld: z.int(),
    declined: z.int(),
    open: z.int(),
    late: z.int(),
  }),
})
/** Counts of reports, decisions and appeals; nobody is named. */
export const moderationCounts = z.object({
  at: instant,
  open: z.int(),
  graveOpen: z.int(),
  late: z.int(),
  /** When the gravest case that waits is due; null where none waits. */
  nextGraveDueAt: z.nullable(instant),
  /** What was asked of a human and waits for an answer, and of that, what is late. */
  requests: z.object({ open: z.int(), late: z.int() }),
  months: z.array(month),
})
export type ModerationCounts = z.infer<typeof moderationCounts>
export type ModerationMonth = z.infer<typeof month>
