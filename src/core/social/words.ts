import { refuse } from '../errors.ts'
import { isVisible, lengthOf, plainText } from '../text.ts'
import { wordsFinder } from './fold.ts'
import { socialLimits } from './limits.ts'

/** Whether a text holds one of the words or phrases, as whole words, however it is spelt or spaced. */
export const holdsWord = (text: string, words: readonly string[]): boolean => wordsFinder(words)(text)

/** Words that hold comments back, each once. Refuses `comment.words`. */
export function cleanWords(raw: readonly string[]): string[] {
  const words = [...new Set(raw.map(word => plainText(word, 0).toLowerCase()).filter(isVisible))]
  const { blockedWords: limit, blockedWordCharacters: length } = socialLimits
  const longest = Math.max(0, ...words.map(lengthOf))
  if (words.length > limit || longest > length) throw refuse('comment.words', { got: words.length, limit, length })
  return words
}

/** What a collection is called, one line. Refuses `collection.name`. */
export function cleanCollectionName(raw: string): string {
  const name = plainText(raw, 0).replace(/\s+/g, ' ')
  const limit = socialLimits.collectionNameCharacters
  if (!isVisible(name) || lengthOf(name) > limit) throw refuse('collection.name', { got: lengthOf(name), limit })
  return name
}
