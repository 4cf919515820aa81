/** A slate as it is ranked: the candidates of its packs, and its topics under keys that outlive it. It checks nothing: whoever fetched it does. */
import type { SlateHead } from '../wire/slates.ts'
import { type Candidates, readPacks } from './candidate.ts'
import { topicsOf } from './picks.ts'
import type { Topics } from './rules.ts'

export interface ReadSlate {
  readonly candidates: Candidates
  readonly topics: Topics
}

/** Throws a RangeError where a pack is missing or is no whole number of candidates. */
export function readSlate(head: SlateHead, packs: readonly Uint8Array[]): ReadSlate {
  if (head.packs.length !== packs.length)
    throw new RangeError(`The slate has ${head.packs.length} packs; ${packs.length} came.`)
  return { candidates: readPacks(packs), topics: topicsOf(head.topics) }
}
