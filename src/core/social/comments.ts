import { refuse } from '../errors.ts'
import { socialLimits } from './limits.ts'

/** Who may comment on a clip, as its author chose. */
export const commenters = ['everyone', 'followers', 'nobody'] as const
export type Commenters = (typeof commenters)[number]

/**
 * A comment as it is kept: NFC, no control or direction-changing characters (Unicode TR36 §2.8), at most two line breaks in a row, no
 * space around it. Refuses `comment.empty`, `comment.too-long`.
 */
export function cleanComment(raw: string): string {
  const text = raw
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff]/gu, found => (found === '\n' ? '\n' : ''))
    .normalize('NFC')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  // What has no letter, digit or sign that is seen says nothing.
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(text)) throw refuse('comment.empty')
  const got = [...text].length
  if (got > socialLimits.commentCharacters)
    throw refuse('comment.too-long', { got, limit: socialLimits.commentCharacters })
  return text
}
