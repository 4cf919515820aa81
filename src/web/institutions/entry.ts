import type { LeafKind } from '../../core/ledger/leaf.ts'
import type { Language, Say } from '../shell/words.ts'

/** Entries whose facts may name an act. */
const aboutActs: readonly LeafKind[] = [
  'proposal.made',
  'proposal.ended',
  'glass.reviewed',
  'glass.overdue',
  'notice.failed',
  'notice.acknowledged',
]

type Facts = Record<string, unknown>

/** An entry of the record as a sentence; what the mandate does not show is not in its facts. */
export function leafWords(kind: LeafKind, facts: Facts, say: Say, language: Language): string {
  const role = facts['role'] === undefined ? '' : say(`steward.${facts['role']}`)
  if (kind === 'act.glass' && facts['opens'] !== undefined)
    return say('leaf.act.glass.of', { act: say(`acts.${facts['opens']}`) })
  if (kind.startsWith('act.')) return say('leaf.done', { act: say(`acts.${kind.slice(4)}`) })
  if (kind === 'notice.failed' && facts['digest'] !== undefined)
    return say('leaf.notice.failed.digest', { n: Number(facts['digest']) })
  if (aboutActs.includes(kind))
    return facts['act'] === undefined
      ? say(`leaf.${kind}`)
      : say(`leaf.${kind}.of`, { act: say(`acts.${facts['act']}`) })
  if (kind === 'institution.domain')
    return say(facts['isProven'] === false ? 'leaf.institution.unproven' : 'leaf.institution.proven')
  if (kind === 'institution.founded' && facts['seats'] !== undefined)
    return say('leaf.institution.founded.of', {
      domain: String(facts['domain']),
      kind: say(`class.${facts['class']}`),
      roles: rolesOf(facts['seats'], say, language),
    })
  return role ? say(`leaf.${kind}.of`, { role }) : say(`leaf.${kind}`)
}

export const rolesOf = (roles: unknown, say: Say, language: Language): string =>
  new Intl.ListFormat(language).format((roles as string[]).map(role => say(`steward.${role}`)))
