/** A text as words are looked for in it: compatibility forms, accents, case and what is invisible folded away, what stands between words one space. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Finds out of texts whether they hold one of the words or phrases, as whole words, however they are spelt or spaced. */
export function wordsFinder(words: readonly string[]): (text: string) => boolean {
  const wanted = words.map(word => [word, folded(word)] as const)
  return text => {
    const within = ` ${folded(text)} `
    return wanted.some(([word, plain]) => (plain === '' ? text.includes(word) : within.includes(` ${plain} `)))
  }
}
