import { refuse } from '../errors.ts'
import { lengthOf, plainText } from '../text.ts'
import { videoLimits } from './limits.ts'
import { tagsIn } from './tags.ts'

/**
 * A caption as it is kept: plain text with at most three line breaks in a row.
 * Characters are counted as a reader sees them (grapheme-blind code points). Refuses `video.caption-length`, `video.tags`.
 */
export function cleanCaption(raw: string): { caption: string; tags: string[] } {
  const caption = plainText(raw, 3)
  const characters = lengthOf(caption)
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
