import { refuse } from '../errors.ts'
import { cleanTag } from '../finding/tag.ts'
import { isVisible, lengthOf, plainText } from '../text.ts'
import { socialLimits } from './limits.ts'

export const mutedKinds = ['tag', 'sound', 'word'] as const
export type MutedKind = (typeof mutedKinds)[number]

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What is muted, as it is kept. Refuses `tag.none`, `sound.not-found`, `muted.word`. */
export function cleanMuted(kind: MutedKind, raw: string): string {
  if (kind === 'tag') return cleanTag(raw)
  if (kind === 'sound') {
    if (!uuid.test(raw)) throw refuse('sound.not-found')
    return raw
  }
  const word = plainText(raw, 0).replace(/\s+/g, ' ').toLowerCase()
  const limit = socialLimits.mutedWordCharacters
  if (!isVisible(word) || lengthOf(word) > limit) throw refuse('muted.word', { got: lengthOf(word), limit })
  return word
}
