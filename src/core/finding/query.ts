import { refuse } from '../errors.ts'
import { findingLimits } from './limits.ts'

// What takes no room on the screen: it can hide in a word, and is no part of it (Unicode, default ignorable code points).
const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

/** The words of a search, in order. Signs between words mean nothing, so that nothing typed is ever an instruction. Refuses `search.*`. */
export function wordsOf(query: string): string[] {
  const characters = [...query].length
  if (characters > findingLimits.maxCharacters)
    throw refuse('search.too-long', { got: characters, limit: findingLimits.maxCharacters })
  const words = query
    .normalize('NFKC')
    .replace(unseen, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(word => /[\p{L}\p{N}]/u.test(word))
  if (words.length === 0) throw refuse('search.empty')
  if (words.length > findingLimits.maxWords)
    throw refuse('search.too-many', { got: words.length, limit: findingLimits.maxWords })
  return words
}
