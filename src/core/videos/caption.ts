import { refuse } from '../errors.ts'
import { videoLimits } from './limits.ts'

// Letters, marks, digits and underscores, as in UAX #31 hashtag identifiers without the emoji extension.
const tagPattern = /(?<![\p{L}\p{M}\p{N}_])#([\p{L}\p{M}\p{N}_]+)/gu

/** The tags written in a caption, lower-cased, in order, each once: `#Paris #paris` is one tag. */
export function tagsIn(caption: string): string[] {
  const tags = new Set<string>()
  for (const match of caption.normalize('NFC').matchAll(tagPattern)) {
    const tag = match[1]
    if (tag !== undefined && /\p{L}/u.test(tag)) tags.add(tag.toLowerCase())
  }
  return [...tags]
}

/** Caption parts in order, for drawing: plain text and tags. Joined, their `text` is the caption. */
export function captionParts(caption: string): { text: string; tag?: string }[] {
  const parts: { text: string; tag?: string }[] = []
  let end = 0
  for (const match of caption.matchAll(tagPattern)) {
    if (match.index > end) parts.push({ text: caption.slice(end, match.index) })
    parts.push({ text: match[0], tag: (match[1] ?? '').normalize('NFC').toLowerCase() })
    end = match.index + match[0].length
  }
  if (end < caption.length) parts.push({ text: caption.slice(end) })
  return parts
}

/**
 * A caption as it is kept: NFC, control characters out, at most three line breaks in a row.
 * Characters are counted as a reader sees them (grapheme-blind code points). Refuses `video.caption-length`, `video.tags`.
 */
export function cleanCaption(raw: string): { caption: string; tags: string[] } {
  const caption = raw
    .normalize('NFC')
    // Controls and bidi overrides would let a caption reorder the words around it.
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim()
  const characters = [...caption].length
  if (characters > videoLimits.maxCaptionCharacters) {
    throw refuse('video.caption-length', { got: characters, limit: videoLimits.maxCaptionCharacters })
  }
  const tags = tagsIn(caption)
  const tooLong = tags.some(tag => [...tag].length > videoLimits.maxTagCharacters)
  if (tags.length > videoLimits.maxTags || tooLong) {
    throw refuse('video.tags', { got: tags.length, limit: videoLimits.maxTags, length: videoLimits.maxTagCharacters })
  }
  return { caption, tags }
}
