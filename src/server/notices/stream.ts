/** A stream of what becomes of an account’s own clips and of its inbox, as server-sent events (WHATWG HTML, section 9.2). */
import type { FastifyInstance } from 'fastify'
import { refuse } from '../../core/errors.ts'
import type { Changes } from '../adapters/changes/index.ts'
import { actorOf } from '../http/guard.ts'

/** Streams that one account may hold open at once, over all its devices and windows. */
const mostStreams = 12
/** A stream ends after this, and the browser opens the next: whoever may not any more is told so then at the latest. */
const longestMs = 120_000
const beatMs = 15_000
/** However much happens, an inbox is told of no more often. */
const inboxEveryMs = 1000
/** A client that hears this reads everything anew. */
const missed = 'event: missed\ndata: {}\n\n'
/** Something came into the inbox, or was taken out of it: it is asked for, and not in here. */
const inbox = 'event: notices\ndata: {}\n\n'

export function streamRoutes(app: FastifyInstance, changes: Changes): void {
  const open = new Map<string, Set<() => void>>()
  app.addHook('preClose', async () => {
    for (const streams of open.values()) for (const end of streams) end()
  })
  app.get(
    '/api/changes',
    {
      exposeHeadRoute: false,
      schema: {
        summary: 'What becomes of the account’s own clips and inbox, as it happens (server-sent events)',
        tags: ['notices'],
      },
    },
    async (request, reply) => {
      const { accountId } = actorOf(request)
      const streams = open.get(accountId) ?? new Set()
      if (streams.size >= mostStreams) throw refuse('request.too-many', { seconds: longestMs / 1000 })
      open.set(accountId, streams)
      const { promise: ended, resolve } = Promise.withResolvers<void>()
      let isOver = false
      const end = () => {
        isOver = true
        resolve()
      }
      streams.add(end)
      // A reader that is too slow is not waited for; it comes back and reads everything anew.
      const write = (text: string) => void (reply.raw.write(text) || end())
      const tellInbox = atMost(inboxEveryMs, () => isOver || write(inbox))
      const timers = [setTimeout(end, longestMs), setInterval(() => reply.sent && write(':\n\n'), beatMs)]
      const stop = changes.hear(accountId, change => {
        if (!reply.sent) return
        if (change?.notices) return tellInbox.now()
        // Somebody was signed out, or may have been: everybody of this account comes back, whoever still may.
        if (!change?.clip) end()
        else write(`data: ${JSON.stringify(change.clip)}\n\n`)
      })
      void ended.then(async () => {
        for (const timer of timers) clearTimeout(timer)
        tellInbox.stop()
        streams.delete(end)
        if (streams.size === 0 && open.get(accountId) === streams) open.delete(accountId)
        if (reply.sent) reply.raw.end()
        await stop.then(stopped => stopped()).catch(() => undefined)
      })
      request.raw.once('close', end)
      await stop.catch(error => {
        end()
        throw error
      })
      reply.hijack()
      for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value as string)
      reply.raw.writeHead(200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' })
      write(`retry: 1500\n${missed}`)
      if (isOver) reply.raw.end()
    },
  )
}

/** Acts at once, and then once for everything that was asked for in the meantime. */
function atMost(everyMs: number, act: () => void): { now(): void; stop(): void } {
  let waiting: ReturnType<typeof setTimeout> | undefined
  let isAsked = false
  const now = () => {
    if (waiting !== undefined) {
      isAsked = true
      return
    }
    isAsked = false
    act()
    waiting = setTimeout(() => {
      waiting = undefined
      if (isAsked) now()
    }, everyMs)
  }
  return { now, stop: () => clearTimeout(waiting) }
}
