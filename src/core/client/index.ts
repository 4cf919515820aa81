/**
 * A client of the public API: operations by their names in the OpenAPI document, with what each takes and answers. It is handed
 * the way to the network, and decides itself which requests carry credentials: those under `/public` and `/media` never do.
 */
import type { Problem } from '../wire/problem.ts'
import type { Operations } from './operations.ts'

export type Operation = keyof Operations
type Parts<O extends Operation> = Omit<Operations[O], 'reply'>
/** Nothing has to be given where an operation takes nothing, or nothing that it must have. */
type Given<O extends Operation> = object extends Parts<O> ? [given?: Parts<O>] : [given: Parts<O>]

export type Call = <O extends Operation>(operation: O, ...given: Given<O>) => Promise<Operations[O]['reply']>

/** A refusal of the shore, by its code and facts. */
export class Declined extends Error {
  override name = 'Declined'
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

/** The network gave no answer; `cause` says why, where anything does. */
export class Unreachable extends Error {
  override name = 'Unreachable'
}

interface Asked {
  method: string
  credentials: 'omit' | 'same-origin'
  headers: Record<string, string>
  body?: string
}
interface Answered {
  ok: boolean
  status: number
  statusText: string
  json(): Promise<unknown>
}

/**
 * `base` is the shore's origin, empty in its own pages. `token` is a personal access token for programs. Rejects with `Declined` or
 * `Unreachable`.
 */
export function openClient({
  base = '',
  token,
  send,
}: {
  base?: string
  token?: string
  send(address: string, asked: Asked): Promise<Answered>
}): Call {
  return async (operation, ...[given = {}]) => {
    const [method, pattern] = operation.split(' ') as [string, string]
    const { path, query, body } = given as {
      path?: Record<string, string>
      query?: Record<string, unknown>
      body?: unknown
    }
    let address = base + pattern.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path?.[name] ?? ''))
    const asked = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null)
    if (asked.length > 0)
      address += `?${asked.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')}`
    const isOwn = pattern.startsWith('/api/')
    let reply: Answered
    try {
      reply = await send(address, {
        method,
        credentials: isOwn ? 'same-origin' : 'omit',
        headers: {
          ...(isOwn && token !== undefined ? { Authorization: `Bearer ${token}` } : {}),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    } catch (cause) {
      throw new Unreachable(address, { cause })
    }
    if (reply.status === 204) return null as never
    const said = await reply.json().catch(() => null)
    if (!reply.ok) throw new Declined((said as Problem | null) ?? unexplained(reply))
    return said as never
  }
}

const unexplained = ({ status, statusText }: Answered): Problem => ({
  type: 'urn:onshore:bug',
  title: 'bug',
  status,
  detail: statusText,
  code: 'bug',
})
