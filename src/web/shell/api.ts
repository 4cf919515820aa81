/** Requests. Public paths carry no credentials at all; `/api` carries the session. What the server refuses arrives as a `Declined`. */
import type { Problem } from '../../core/wire/problem.ts'

/** A refusal of the server, by its code and facts. */
export class Declined extends Error {
  override name = 'Declined'
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

/** The network gave no answer. */
export class Unreachable extends Error {
  override name = 'Unreachable'
}

async function request<T>(path: string, init: RequestInit): Promise<T> {
  let reply: Response
  try {
    reply = await fetch(path, init)
  } catch {
    throw new Unreachable(path)
  }
  if (reply.status === 204) return null as T
  const body: unknown = await reply.json().catch(() => null)
  if (!reply.ok)
    throw new Declined(
      (body as Problem | null) ?? {
        type: 'urn:onshore:bug',
        title: 'bug',
        status: reply.status,
        detail: reply.statusText,
        code: 'bug',
      },
    )
  return body as T
}

export const readPublic = <T>(path: string): Promise<T> => request<T>(path, { credentials: 'omit' })

export const ask = <T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<T> =>
  request<T>(path, {
    method,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  })
