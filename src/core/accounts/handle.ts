import { refuse } from '../errors.ts'
import { accountLimits, reservedHandles } from './limits.ts'

// Scripts that may stand beside each other in one handle (UTS #39 §5.2, "highly restrictive").
const companions: readonly ReadonlySet<string>[] = [
  new Set(['Latin', 'Han', 'Hiragana', 'Katakana']),
  new Set(['Latin', 'Han', 'Bopomofo']),
  new Set(['Latin', 'Han', 'Hangul']),
]
const scripts = [
  'Latin',
  'Greek',
  'Cyrillic',
  'Armenian',
  'Hebrew',
  'Arabic',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Oriya',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
  'Thai',
  'Lao',
  'Tibetan',
  'Myanmar',
  'Georgian',
  'Hangul',
  'Ethiopic',
  'Cherokee',
  'Canadian_Aboriginal',
  'Khmer',
  'Mongolian',
  'Hiragana',
  'Katakana',
  'Bopomofo',
  'Han',
] as const
const scriptPatterns = scripts.map(name => ({ name, pattern: new RegExp(`\\p{Script=${name}}`, 'u') }))

function scriptsOf(handle: string): string[] {
  const found = new Set<string>()
  for (const character of handle) {
    if (/[\p{Script=Common}\p{Script=Inherited}]/u.test(character)) continue
    found.add(scriptPatterns.find(({ pattern }) => pattern.test(character))?.name ?? 'an uncommon script')
  }
  return [...found]
}

/**
 * A handle as it is stored and compared: PRECIS UsernameCaseMapped (RFC 8265 §3.3: width mapping, lower case, NFC),
 * narrowed to letters and digits of one script with single separators between them.
 * Right-to-left scripts follow from the one-script rule (RFC 5893 needs no mixed runs). Refuses `account.handle-*`.
 */
export function prepareHandle(raw: string): string {
  const mapped = raw
    .trim()
    .replace(/^@/, '')
    // Width mapping: only full- and half-width forms are folded, not every compatibility character (RFC 8264 §5.2.1).
    .replace(/[\uff01-\uffef]/g, character => character.normalize('NFKC'))
    .toLowerCase()
    .normalize('NFC')
  const { minHandleCharacters: min, maxHandleCharacters: max } = accountLimits
  const length = [...mapped].length
  if (length < min || length > max) throw refuse('account.handle-length', { min, max, got: length })
  // IdentifierClass letters and digits: Ll Lo Lm Mn Mc Nd (RFC 8264 §4.2), upper case being mapped away.
  if (
    !/^[\p{Ll}\p{Lo}\p{Lm}\p{Nd}][\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}]*(?:[._-][\p{Ll}\p{Lo}\p{Lm}\p{Nd}][\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}]*)*$/u.test(
      mapped,
    )
  ) {
    throw refuse('account.handle-characters', { got: raw.slice(0, 40) })
  }
  // A letter whose compatibility form differs (ligatures, styled alphabets) is not in the IdentifierClass (RFC 8264 §9.17).
  if (mapped.normalize('NFKC') !== mapped) throw refuse('account.handle-characters', { got: raw.slice(0, 40) })
  const found = scriptsOf(mapped)
  if (found.length > 1 && !companions.some(set => found.every(name => set.has(name)))) {
    throw refuse('account.handle-mixed', { got: found.join(', ') })
  }
  if (reservedHandles.has(mapped)) throw refuse('account.handle-reserved', { handle: mapped })
  return mapped
}
