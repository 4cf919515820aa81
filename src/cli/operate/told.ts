import { refuse } from '../../core/errors.ts'
import { say } from '../words.ts'
import type { Values } from './values.ts'

export const print = (line: string): void => void process.stdout.write(`${line}\n`)

/** For a program as JSON, for a person as lines. */
export function tell({ json }: Values, facts: unknown, lines: readonly string[]): void {
  if (json) print(JSON.stringify(facts))
  else for (const line of lines) print(line)
}

/** The reason that the log keeps; who stands at the machine need not give one. */
export const whyOf = ({ why }: Values): string => why ?? 'by a command on the machine'

export function required(value: string | undefined, where: string): string {
  if (value === undefined) throw refuse('command.argument', { where, expected: where, got: '–' })
  return value
}

export const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1)
export const quotaWords = (bytes: number | null): string => (bytes === null ? say('noQuota') : `${megabytes(bytes)} MB`)
