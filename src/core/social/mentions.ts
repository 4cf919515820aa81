import { socialLimits } from './limits.ts'

// A handle as `core/accounts/handle.ts` lets it be, where no word or address runs into it.
const mentionPattern =
  /(?<![\p{L}\p{M}\p{N}_@/.-])@([\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[._-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*)/gu

/** Handles that a text names with an @, each once, in order, at most `socialLimits.mentions`. */
export function mentionsIn(text: string): string[] {
  const found = new Set<string>()
  for (const [, handle] of text.matchAll(mentionPattern)) found.add(handle!.toLowerCase().normalize('NFC'))
  return [...found].slice(0, socialLimits.mentions)
}

/** A text in order, for drawing: plain parts, and handles that it names. Joined, their `text` is the text. */
export function mentionParts(text: string): { text: string; handle?: string }[] {
  const parts: { text: string; handle?: string }[] = []
  let end = 0
  for (const match of text.matchAll(mentionPattern)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index) })
    parts.push({ text: match[0], handle: match[1]!.toLowerCase().normalize('NFC') })
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push({ text: text.slice(end) })
  return parts
}
