import {
  type Act,
  actsWhileDormant,
  acts as allActs,
  type Mandate,
  type ProposedAct,
  type Rule,
} from '../../core/institutions/mandate.ts'
import type { Institution } from '../../core/wire/institution.ts'
import type { Language, Say } from '../shell/words.ts'

/** A rule as a sentence: how many others, who, and within what time. */
export function ruleWords({ approvals, from, withinHours }: Rule, say: Say, language: Language): string {
  const roles = new Intl.ListFormat(language, { type: 'disjunction' }).format(from.map(role => say(`steward.${role}`)))
  const within =
    withinHours % 24 === 0 ? say('rule.days', { n: withinHours / 24 }) : say('rule.hours', { n: withinHours })
  return say('rule.says', { n: approvals, roles, within })
}

/** Acts by the rule they share, in the order of the acts. */
export function actsByRule({ rules }: Mandate): { acts: Act[]; rule: Rule }[] {
  const groups = new Map<string, { acts: Act[]; rule: Rule }>()
  for (const act of allActs) {
    const rule = rules[act]
    const key = JSON.stringify([rule.approvals, [...rule.from].sort(), rule.withinHours])
    const group = groups.get(key)
    if (group) group.acts.push(act)
    else groups.set(key, { acts: [act], rule })
  }
  return [...groups.values()]
}

/** What can be proposed, in the order in which it is asked for. */
const proposable = [
  'publish',
  'edit',
  'delete',
  'comment',
  'profile',
  'seat',
  'unseat',
  'officer',
  'mandate',
  'channel',
  'glass',
  'station',
  'connect',
  'deactivate',
  'reactivate',
] as const satisfies readonly ProposedAct[]
export type Proposable = (typeof proposable)[number]

export const proposableIn = ({ state }: Pick<Institution, 'state'>): readonly Proposable[] =>
  proposable.filter(act => (state === 'dormant' ? actsWhileDormant.includes(act) : act !== 'reactivate'))
