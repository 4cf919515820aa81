/**
 * Public answers that are kept as bytes while nothing that they show has changed. They are the same for everybody, so one is as
 * good as the next; the database tells of every change in the same transaction, and what was kept of that account is dropped. It
 * keeps nothing while it cannot hear the database, and nothing for longer than half a minute.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route's public answer may be kept, under the account that its handler names in `keptFor`. */
    isKept?: true
  }
  interface FastifyRequest {
    /** The account that the answer shows something of. */
    keptFor: string | null
    askedAtMs: number
  }
}

export interface Shown {
  /** Hears of every account something of which has changed; null says that changes may have been missed. */
  hearShown(hearer: (account: string | null) => void): Promise<() => void>
  isHearing(): boolean
}

interface Answer {
  body: Buffer
  account: string
  untilMs: number
}

const longestMs = 30_000
const mostBytes = 64 * 2 ** 20
const mostOfOne = 200
const longestKey = 300
/** What keeping one costs beside its bytes. */
const overheadBytes = 512
const sizeOf = (key: string, { body }: Answer): number => body.length + key.length + overheadBytes
const json = 'application/json; charset=utf-8'

export function keepAnswers(app: FastifyInstance, shown: Shown): void {
  /** Least recently used first. */
  const answers = new Map<string, Answer>()
  const byAccount = new Map<string, Set<string>>()
  /** When something of an account changed last, as far back as an answer may have been begun. */
  const changedAtMs = new Map<string, number>()
  let bytes = 0
  let stop: (() => void) | null = null

  const drop = (key: string) => {
    const answer = answers.get(key)
    if (!answer) return
    answers.delete(key)
    bytes -= sizeOf(key, answer)
    const keys = byAccount.get(answer.account)
    keys?.delete(key)
    if (keys?.size === 0) byAccount.delete(answer.account)
  }
  const hear = (account: string | null) => {
    const now = performance.now()
    if (account === null) {
      // Whatever was missed may be of anybody.
      for (const key of [...answers.keys()]) drop(key)
      changedAtMs.clear()
      missedAtMs = now
      return
    }
    for (const key of byAccount.get(account) ?? []) drop(key)
    changedAtMs.delete(account)
    changedAtMs.set(account, now)
    for (const [other, at] of changedAtMs) {
      if (now - at < longestMs) break
      changedAtMs.delete(other)
    }
  }
  let missedAtMs = 0

  app.decorateRequest('keptFor', null)
  app.decorateRequest('askedAtMs', 0)
  app.addHook('onReady', async () => {
    // A database that is away is heard once it is back; until then nothing is kept.
    void shown.hearShown(hear).then(
      stopped => {
        stop = stopped
      },
      () => undefined,
    )
  })
  app.addHook('onClose', async () => stop?.())
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.routeOptions.config.isKept) return done()
    const now = performance.now()
    request.askedAtMs = now
    const key = request.url
    const answer = answers.get(key)
    if (!answer) return done()
    if (answer.untilMs <= now || !shown.isHearing()) {
      drop(key)
      return done()
    }
    answers.delete(key)
    answers.set(key, answer)
    reply.type(json).send(answer.body)
  })
  app.addHook('onSend', async (request: FastifyRequest, reply, payload: unknown) => {
    const { keptFor: account, askedAtMs, url: key } = request
    if (!shown.isHearing() || account === null || reply.statusCode !== 200 || typeof payload !== 'string')
      return payload
    // It may have been read before a change that was heard meanwhile.
    if (Math.max(missedAtMs, changedAtMs.get(account) ?? 0) >= askedAtMs) return payload
    if (key.length > longestKey) return payload
    drop(key)
    const answer = { body: Buffer.from(payload), account, untilMs: askedAtMs + longestMs }
    answers.set(key, answer)
    const keys = (byAccount.get(account) ?? new Set()).add(key)
    byAccount.set(account, keys)
    bytes += sizeOf(key, answer)
    // Whoever asks for one account's answers in every spelling pushes out that account's alone.
    if (keys.size > mostOfOne) drop(keys.values().next().value!)
    for (const oldest of answers.keys()) {
      if (bytes <= mostBytes) break
      drop(oldest)
    }
    return payload
  })
}
