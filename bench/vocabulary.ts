/**
 * Words as captions have them: English and French from this tree's own sentences, the most frequent first, and behind them a tail of
 * names that nobody else uses. The same at every run.
 */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const sources = {
  en: ['*.md', 'docs/**/*.md', 'src/web/words/*/en.po', 'src/server/trial/clips-en.ts'],
  fr: ['src/web/words/*/fr.po', 'src/server/shore/summaries-fr.ts', 'src/server/trial/clips-fr-*.ts'],
}
const names = 6000

export type Random = () => number

/** Numbers from 0 to 1 that are the same at every run (mulberry32, public domain). */
export function seeded(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Words of a language by how often they are used, the most used first. */
export function wordsOf(language: keyof typeof sources): string[] {
  const counts = new Map<string, number>()
  for (const file of sources[language].flatMap(pattern => globSync(pattern, { cwd: root })).sort()) {
    const lines = readFileSync(join(root, file), 'utf8').split('\n')
    const text = file.endsWith('.po')
      ? lines.filter(line => !/^(#|msgid)/.test(line)).map(line => line.replace(/^msgstr/, ''))
      : lines
    for (const [word] of text
      .join('\n')
      .toLowerCase()
      .matchAll(/\p{L}{2,20}/gu))
      counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const known = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([word]) => word)
  return [...new Set([...known, ...tail(seeded(language.charCodeAt(0)))])]
}

function tail(random: Random): string[] {
  const syllables = 'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bra cle dri flo gru'.split(' ')
  const one = () => syllables[Math.floor(random() * syllables.length)]!
  return Array.from({ length: names }, () => Array.from({ length: 3 + Math.floor(random() * 2) }, one).join(''))
}

/** One of the words, each as often as its place says (Zipf, exponent 1): the logarithm of the place is even. */
export const oneOf = (words: readonly string[], random: Random): string =>
  words[Math.floor((words.length + 1) ** random()) - 1] ?? words[0]!

/** A word as somebody types it in a hurry: two letters in the middle are the other way round. */
export function mistyped(word: string): string {
  const at = Math.floor(word.length / 2)
  return word.slice(0, at - 1) + word[at]! + word[at - 1]! + word.slice(at + 1)
}
