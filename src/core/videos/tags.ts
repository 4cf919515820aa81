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
    const [tag] = tagsIn(match[0])
    parts.push({ text: match[0], ...(tag === undefined ? {} : { tag }) })
    end = match.index + match[0].length
  }
  if (end < caption.length) parts.push({ text: caption.slice(end) })
  return parts
}

const mostTitleCharacters = 80

/** What a clip is called where it needs a name: the first line of its caption, or who made it. */
export function titleOf({ caption, author }: { caption: string; author: { handle: string } }): string {
  const line = [...(caption.split('\n')[0] ?? '')].slice(0, mostTitleCharacters).join('').trim()
  return line || `@${author.handle}`
}
