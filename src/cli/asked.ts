/** What stands on the command line of whoever talks to a shore from outside. */
import { type Refusal, refuse } from '../core/errors.ts'

export function serverFrom(text: string | undefined): string {
  const url = URL.parse(required(text, '--server'))
  if (!url || !/^https?:$/.test(url.protocol))
    throw refuse('command.argument', { where: '--server', expected: 'https://…', got: text ?? '' })
  return url.origin
}

export function required(value: string | undefined, where: string): string {
  if (value === undefined || value === '') throw refuse('command.argument', { where, expected: where, got: '–' })
  return value
}

export function unreachable(server: string, error: Error): Refusal {
  const cause = error.cause instanceof Error ? error.cause.message : error.message
  return refuse('command.unreachable', { server, got: cause.slice(0, 200) })
}
