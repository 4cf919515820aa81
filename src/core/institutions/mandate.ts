/** The mandate: for each act of an institution, how many must approve it, who may, and within what time. */
import { refuse } from '../errors.ts'
import { institutionLimits } from './limits.ts'
import { type ApprovingRole, approvingRoles, type Seat } from './stewards.ts'

export const acts = [
  'publish',
  'edit',
  'delete',
  'comment',
  'profile',
  'seat',
  'unseat',
  'officer',
  'mandate',
  'deactivate',
  'reactivate',
  'connect',
] as const
export type Act = (typeof acts)[number]

/**
 * What can be proposed: the acts, and three that have no rule of their own. `channel`, where the officer is told, asks for the highest rule;
 * `glass`, which lets two people do one kind of act for half an hour, for two people whatever the mandate says; `station`, a device that
 * posts, for what a program asks for.
 */
export const proposedActs = [...acts, 'channel', 'glass', 'station'] as const
export type ProposedAct = (typeof proposedActs)[number]

/** Acts that are left to a dormant account. */
export const actsWhileDormant: readonly ProposedAct[] = ['reactivate', 'unseat', 'officer', 'channel']

export interface Rule {
  /** Signatures of others than the one who proposes. */
  readonly approvals: number
  readonly from: readonly ApprovingRole[]
  /** Hours from the proposal on; what has no quorum by then is over. */
  readonly withinHours: number
}

export interface Mandate {
  readonly rules: Readonly<Record<Act, Rule>>
  /** What the public record says of an act beyond the fact and the rule. */
  readonly shows: 'rule' | 'roles' | 'reasons'
}

const everyAct = (ruleOf: (act: Act) => Rule): Mandate => ({
  rules: Object.fromEntries(acts.map(act => [act, ruleOf(act)])) as Record<Act, Rule>,
  shows: 'roles',
})

/** What can be said in a day can be put right in a day; what changes who decides cannot. */
const daily: readonly Act[] = ['publish', 'edit', 'comment']

export const presets = {
  /** Whatever it is, two of those who may. */
  'two-of-three': everyAct(() => ({ approvals: 2, from: approvingRoles, withinHours: 72 })),
  /** One more pair of eyes for the day's work, two for the rest. */
  'four-eyes': everyAct(act => ({ approvals: daily.includes(act) ? 1 : 2, from: approvingRoles, withinHours: 72 })),
  /** Three, and only officer, deputy and approvers beside whoever proposes: for institutions with more of them. */
  three: everyAct(act => ({ approvals: daily.includes(act) ? 2 : 3, from: approvingRoles, withinHours: 72 })),
} as const satisfies Record<string, Mandate>
export type Preset = keyof typeof presets

/** The highest rule: what weakening asks for. */
export function highestRule({ rules }: Mandate): Rule {
  const all = Object.values(rules)
  return {
    approvals: Math.max(...all.map(({ approvals }) => approvals)),
    from: rules.mandate.from,
    withinHours: rules.mandate.withinHours,
  }
}

const order = ['rule', 'roles', 'reasons'] as const

/** Whether a mandate asks for less anywhere: fewer, more who may, longer to find them, or less that is shown. */
export const isWeaker = (after: Mandate, before: Mandate): boolean =>
  order.indexOf(after.shows) < order.indexOf(before.shows) ||
  acts.some(act => {
    const [now, was] = [after.rules[act], before.rules[act]]
    return (
      now.approvals < was.approvals ||
      now.withinHours > was.withinHours ||
      now.from.some(role => !was.from.includes(role))
    )
  })

/** What can be done behind a broken glass: what can be put right, and nothing of who decides. */
export const glassActs = ['publish', 'edit', 'delete'] as const satisfies readonly Act[]
export type GlassAct = (typeof glassActs)[number]

/** Whoever breaks the glass, and one more. */
export const glassRule: Rule = { approvals: 1, from: approvingRoles, withinHours: 1 }

/** The rule that a proposal is under. */
export function ruleFor(mandate: Mandate, act: ProposedAct, changed: Mandate | null): Rule {
  if (act === 'glass') return glassRule
  if (act === 'channel') return highestRule(mandate)
  if (act === 'station') return mandate.rules.connect
  return act === 'mandate' && changed !== null && isWeaker(changed, mandate) ? highestRule(mandate) : mandate.rules[act]
}

/** Refuses `institution.mandate` where a rule asks for nobody, or for more than could ever sign beside whoever proposes. */
export function requirePossible(mandate: Mandate, seats: readonly Pick<Seat, 'role'>[]): void {
  for (const act of acts) {
    const { approvals, from, withinHours } = mandate.rules[act]
    const { minWithinHours, maxWithinHours, maxApprovals } = institutionLimits
    const able = seats.filter(({ role }) => from.some(one => one === role)).length
    const isBounded = approvals >= 1 && approvals <= maxApprovals
    const isTimed = withinHours >= minWithinHours && withinHours <= maxWithinHours
    // One of those who could sign may be the one who proposes.
    if (!isBounded || !isTimed || able < approvals + 1)
      throw refuse('institution.mandate', { act, expected: approvals + 1, got: able })
  }
}
