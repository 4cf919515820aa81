/**
 * What went wrong, a line each on standard error: JSON for whoever collects it, words on a terminal. It is given routes by their
 * patterns and errors by their stacks; an address, a header, a query, a body, an account or a word of a person never reaches it.
 */

type Facts = Readonly<Record<string, string | number | boolean>>

let process_ = 'main'

/** Names the process in every line that follows: `api`, `worker`. */
export const nameProcess = (name: string): void => {
  process_ = name
}

/** `what` is a short name of the event, the same each time; `error` adds its message and stack. */
export function log(what: string, facts: Facts = {}, error?: unknown): void {
  const cause: { message?: string; stack?: string } = error === undefined ? {} : causeOf(error)
  const line = process.stderr.isTTY
    ? `${process_}: ${what}${Object.entries(facts)
        .map(([name, value]) => ` ${name}=${value}`)
        .join('')}${cause.stack ? `\n${cause.stack}` : ''}`
    : JSON.stringify({ at: new Date().toISOString(), process: process_, what, ...facts, ...cause })
  process.stderr.write(`${line}\n`)
}

function causeOf(error: unknown): { message: string; stack?: string } {
  if (!(error instanceof Error)) return { message: String(error) }
  return { message: error.message, ...(error.stack ? { stack: error.stack } : {}) }
}
