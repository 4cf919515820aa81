/**
 * Text as it is kept: NFC, without control, invisible or direction-changing characters, which would turn, hide or reorder what
 * stands around it (Unicode TR36 §2.8), nor letters that are blank, nor marks piled higher than any script does. Line breaks become `\n`; at most `breaks` follow each other, 0 for text of one line.
 */
export function plainText(raw: string, breaks: number): string {
  return raw
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(
      /[\p{Cc}\u200b\u2060-\u2064\u202a-\u202e\u2066-\u206f\u2800\u3164\ufeff\uffa0\u{e0000}-\u{e007f}]/gu,
      found => (found === '\n' ? '\n' : ''),
    )
    .normalize('NFC')
    .replace(/(\p{M}{6})\p{M}+/gu, '$1')
    .replace(/\n+/g, found => (breaks === 0 ? ' ' : found.slice(0, breaks)))
    .trim()
}

/** Whether anything can be seen: a letter, a digit or a sign. */
export const isVisible = (text: string): boolean =>
  /[\p{L}\p{N}\p{P}\p{S}]/u.test(text.replace(/\p{Default_Ignorable_Code_Point}/gu, ''))

/** Characters as people count them, but for joined ones: code points. */
export const lengthOf = (text: string): number => [...text].length
