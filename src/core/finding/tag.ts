import { refuse } from '../errors.ts'
import { videoLimits } from '../videos/limits.ts'
import { tagsIn } from '../videos/tags.ts'

/** A tag as captions have it, or null where no caption could. */
export function tagNamed(text: string): string | null {
  const [found] = tagsIn(`#${text}`)
  const isWhole = found === text.normalize('NFC').toLowerCase()
  return found === undefined || !isWhole || [...found].length > videoLimits.maxTagCharacters ? null : found
}

/** A tag as captions have it. Refuses `tag.none`. */
export function cleanTag(text: string): string {
  const found = tagNamed(text)
  if (found === null) throw refuse('tag.none', { got: text.slice(0, 60) })
  return found
}
