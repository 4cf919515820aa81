import type { Refusal, RefusalParams } from '../../core/errors.ts'
import { Declined, Unreachable } from './api.ts'
import type { Language, Say } from './words.ts'

/** The sentence for whatever went wrong, in the reader's language. The table of refusals is loaded when one is first needed. */
export async function wordsFor(error: unknown, language: Language, say: Say): Promise<string> {
  if (error instanceof Unreachable) return say('error.offline')
  if (error instanceof Declined) {
    const { code, params = {}, incident } = error.problem
    return (await refusalWords(code, params, language)) ?? say('error.bug', { incident: incident ?? '–' })
  }
  // What is refused on the device, by the same table.
  if ((error as Error).name === 'Refusal') {
    const { code, params } = error as Refusal
    return (await refusalWords(code, params, language))!
  }
  return say('error.bug', { incident: '–' })
}

export async function refusalWords(code: string, params: RefusalParams, language: Language): Promise<string | null> {
  const { isRefusalCode, sentence } = await import('../../core/errors.ts')
  if (!isRefusalCode(code)) return null
  const numbers = new Intl.NumberFormat(language)
  const written = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'number' ? numbers.format(value) : value]),
  )
  return sentence(code, written, language)
}
