import type { Sentence } from '../../core/register/retentions.ts'

export type Language = 'en' | 'fr'

/** Markdown in one language. What only the operator knows is asked for in the text, numbered, and listed at the end. */
export function openWriting(language: Language) {
  const asked: string[] = []
  const say = (sentence: Sentence, facts: Record<string, string | number> = {}): string =>
    sentence[language].replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole))
  const words = { en: 'TO COMPLETE', fr: 'À COMPLÉTER' }
  return {
    language,
    say,
    asked,
    /** What stands before what explains it. */
    colon: { en: ': ', fr: '\u00a0: ' }[language],
    /** A place that the operator fills in. */
    ask(question: Sentence, facts: Record<string, string | number> = {}): string {
      asked.push(say(question, facts))
      return `> **[${words[language]} ${asked.length}]** ${asked.at(-1)}`
    },
    table(head: readonly Sentence[], rows: readonly (readonly string[])[]): string {
      const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
      return [line(head.map(one => say(one))), line(head.map(() => '---')), ...rows.map(line)].join('\n')
    },
  }
}

export type Writing = ReturnType<typeof openWriting>

export const paragraphs = (...parts: readonly string[]): string => parts.filter(Boolean).join('\n\n')
