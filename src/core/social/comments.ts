import { refuse } from '../errors.ts'
import { isVisible, lengthOf, plainText } from '../text.ts'
import { socialLimits } from './limits.ts'

/**
 * A comment as it is kept: NFC, no control or direction-changing characters (Unicode TR36 §2.8), at most two line breaks in a row, no
 * space around it. Refuses `comment.empty`, `comment.too-long`.
 */
export function cleanComment(raw: string): string {
  const text = plainText(raw, 2)
  if (!isVisible(text)) throw refuse('comment.empty')
  const got = lengthOf(text)
  if (got > socialLimits.commentCharacters)
    throw refuse('comment.too-long', { got, limit: socialLimits.commentCharacters })
  return text
}
