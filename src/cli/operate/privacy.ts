import { Refusal, refuse } from '../../core/errors.ts'
import { retentions } from '../../core/register/retentions.ts'
import { brokenShore, operatorRooms } from '../../server/operator.ts'
import { type Exposable, exposable, reportBreach } from '../../server/privacy/index.ts'
import { languageOfTerminal, say } from '../words.ts'
import { print, tell } from './told.ts'
import type { Values } from './values.ts'

/** `operate retention`: what is past its time now, and what was ended. */
export async function retentionCommand(_: string[], values: Values): Promise<void> {
  await using rooms = operatorRooms(values.data)
  const rules = await rooms.retention.state()
  const language = languageOfTerminal()
  const lines = rules.map(({ rule, due, lastAt, ended, total }) =>
    say('retentionLine', { rule, due, at: lastAt ?? '–', ended, total, says: retentions[rule][language] }),
  )
  tell(values, { rules }, [...lines, say(rules.some(({ due }) => due > 0) ? 'retentionDue' : 'retentionDone')])
}

/** `operate assessment`: Markdown, for the operator to complete. */
export async function assessmentCommand(_: string[], values: Values): Promise<void> {
  const language = languageFor(values)
  await using rooms = operatorRooms(values.data)
  print(await rooms.assess(language))
}

/** `operate breach STORES`: what was reachable, whose, and who must be told; a drill unless `--real` is given. */
export async function breachCommand([words]: string[], values: Values): Promise<void> {
  const language = languageFor(values)
  const stores = [...new Set((words ?? '–').split(','))]
  const unknown = stores.find(store => !exposable.includes(store as Exposable))
  if (unknown !== undefined)
    throw refuse('command.argument', { where: 'STORES', expected: exposable.join(', '), got: unknown })
  const knownAt = values.at === undefined ? new Date() : new Date(values.at)
  if (Number.isNaN(knownAt.getTime()))
    throw refuse('command.argument', { where: '--at', expected: '2026-01-31T09:00Z', got: values.at! })
  const breach = { stores: stores as Exposable[], knownAt, isDrill: values.real !== true }
  const { markdown, ...facts } = reportBreach(await shoreOf(values.data), breach, language)
  tell(values, { ...breach, ...facts }, [markdown])
}

/** A shore that was stopped because of what has happened cannot be counted; all else can be said. */
async function shoreOf(data: string | undefined) {
  try {
    await using rooms = operatorRooms(data)
    return await rooms.breakable()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'shore.not-running') return brokenShore(data)
    throw error
  }
}

function languageFor({ language }: Values): 'en' | 'fr' {
  if (language === undefined) return languageOfTerminal()
  if (language !== 'en' && language !== 'fr')
    throw refuse('command.argument', { where: '--language', expected: 'en, fr', got: language })
  return language
}
