/**
 * Turns the terms of a score into reasons that a person can read and act on. It says nothing that is no term: a reason's share is
 * its part of the score's magnitude, and the reasons given make up four fifths of it at least.
 */
import type { Interests, Remembered } from './interests.ts'
import type { Ranked } from './rank.ts'
import { sumOf, type Term } from './score.ts'

export type Control =
  | { readonly do: 'forget-items'; readonly ids: readonly string[] }
  | {
      readonly do: 'less-topic' | 'forget-creator' | 'forget-sound' | 'unfollow' | 'forget-pick' | 'undo-slider'
      readonly key: number
    }
  | { readonly do: 'undo-less'; readonly ids: readonly string[] }
  | { readonly do: 'non-personal' | 'explore-less' | 'length' | 'forget-language' }

export interface Reason {
  readonly code:
    | 'finished-like'
    | 'liked-like'
    | 'skipped-like'
    | 'less-like'
    | 'topic'
    | 'creator'
    | 'followed'
    | 'sound'
    | 'language'
    | 'loved-here'
    | 'new'
    | 'exploring'
    | 'first-pick'
    | 'slider'
    | 'length'
  /** `ids` are remembered clips, the weightiest first, `more` how many further ones speak alike; `key` is a creator, sound, topic or language. */
  readonly params: { readonly ids?: readonly string[]; readonly more?: number; readonly key?: number }
  /** Part of the score's magnitude, 0 to 1. */
  readonly share: number
  /** Whether it speaks for the clip. */
  readonly speaksFor: boolean
  readonly control: Control
}

const namedIds = 3
const enough = 0.8

/** The reasons, the weightiest first, until they cover what must be covered. */
export function explain(ranked: Pick<Ranked, 'terms'>, interests: Interests): Reason[] {
  const magnitude = ranked.terms.reduce((sum, { value }) => sum + Math.abs(value), 0)
  if (magnitude === 0) return []
  const clips = new Map(interests.memory.map(clip => [clip.id, clip]))
  const groups = new Map<string, Term[]>()
  for (const term of ranked.terms) {
    const name = groupOf(term, clips)
    const group = groups.get(name)
    if (group) group.push(term)
    else groups.set(name, [term])
  }
  const reasons = [...groups.entries()]
    .map(([name, terms]) => reasonOf(name, terms, magnitude))
    .sort((a, b) => b.share - a.share || (a.code < b.code ? -1 : 1))
  let covered = 0
  return reasons.filter(({ share }) => {
    const isGiven = covered < enough
    covered += share
    return isGiven
  })
}

function groupOf(term: Term, clips: ReadonlyMap<string, Remembered>): string {
  if (term.kind === 'less') return 'less-like'
  if (term.kind === 'clip') {
    if (term.value < 0) return 'skipped-like'
    return (clips.get(term.id)?.acts.length ?? 0) > 0 ? 'liked-like' : 'finished-like'
  }
  return 'key' in term ? `${term.kind} ${term.key}` : term.kind
}

function reasonOf(name: string, terms: readonly Term[], magnitude: number): Reason {
  const value = sumOf(terms)
  const about = { share: terms.reduce((sum, one) => sum + Math.abs(one.value), 0) / magnitude, speaksFor: value > 0 }
  const first = terms[0]!
  if (first.kind === 'clip' || first.kind === 'less') {
    const sorted = terms
      .flatMap(one => ('id' in one ? [{ id: one.id, weight: Math.abs(one.value) }] : []))
      .sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))
      .map(({ id }) => id)
    const ids = sorted.slice(0, namedIds)
    const control: Control =
      first.kind === 'less' ? { do: 'undo-less', ids: sorted } : { do: 'forget-items', ids: sorted }
    return { ...about, code: name as Reason['code'], params: { ids, more: sorted.length - ids.length }, control }
  }
  if ('key' in first) return { ...about, ...keyed(first.kind, first.key), params: { key: first.key } }
  const plain = {
    loved: { code: 'loved-here', control: { do: 'non-personal' } },
    new: { code: 'new', control: { do: 'explore-less' } },
    unknown: { code: 'exploring', control: { do: 'explore-less' } },
    exploring: { code: 'exploring', control: { do: 'explore-less' } },
    length: { code: 'length', control: { do: 'length' } },
  } as const
  return { ...about, ...plain[first.kind], params: {} }
}

const controls = {
  creator: { code: 'creator', does: 'forget-creator' },
  followed: { code: 'followed', does: 'unfollow' },
  sound: { code: 'sound', does: 'forget-sound' },
  topic: { code: 'topic', does: 'less-topic' },
  language: { code: 'language', does: 'forget-language' },
  pick: { code: 'first-pick', does: 'forget-pick' },
  slider: { code: 'slider', does: 'undo-slider' },
} as const

function keyed(kind: keyof typeof controls, key: number): Pick<Reason, 'code' | 'control'> {
  const { code, does } = controls[kind]
  return { code, control: does === 'forget-language' ? { do: does } : { do: does, key } }
}
