/** The sockets that a shore listens on. It knows connections and replies, and nothing of what is asked. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { Socket } from 'node:net'

/** How long a connection may still bring a request that was on its way when closing began. */
const graceMs = 300

export interface Listener {
  /** One for each address that is listened on. */
  serverFor(handler: RequestListener): Server
  /** Ends each connection as its last reply ends, and those that wait for nothing soon. */
  close(): void
}

/** Servers that answer to the end whoever they have begun to answer, and keep nobody else waiting for their own end. */
export function openListener(): Listener {
  /** Replies under way, by connection. */
  const busy = new Map<Socket, number>()
  let isClosing = false
  return {
    serverFor(handler) {
      const server = createServer({
        // Uploads are long; a connection on which nothing moves is not.
        requestTimeout: 3_600_000,
        keepAliveTimeout: 60_000,
      })
      server.timeout = 60_000
      server.maxRequestsPerSocket = 1000
      server.maxConnections = 4096
      server.on('connection', socket => {
        busy.set(socket, 0)
        socket.once('close', () => busy.delete(socket))
      })
      server.on('request', ({ socket }, reply) => {
        busy.set(socket, (busy.get(socket) ?? 0) + 1)
        if (isClosing) reply.shouldKeepAlive = false
        reply.once('close', () => {
          const left = (busy.get(socket) ?? 1) - 1
          if (busy.has(socket)) busy.set(socket, left)
          if (isClosing && left === 0) socket.end()
        })
      })
      server.on('request', handler)
      return server
    },
    close() {
      isClosing = true
      setTimeout(() => {
        for (const [socket, replies] of busy) if (replies === 0) socket.destroy()
      }, graceMs)
    },
  }
}
