import { createHash, randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { refuse } from '../../../core/errors.ts'

/** How long a question waits for a process that is being started again. */
const patienceMs = 5000
const againAfterMs = 100

/**
 * A name for a socket in a folder that only this user can enter; a path of its own stays below the 108 bytes of unix(7). Of one shore's
 * folder it is always the same: whoever asks there finds the next process as well.
 */
export function socketPlace(data: string | null): { path: string; remove(): void } {
  const named = data === null ? null : createHash('sha256').update(data).digest('hex').slice(0, 24)
  const folder = named === null ? mkdtempSync(join(tmpdir(), 'onshore-keys-')) : join(tmpdir(), `onshore-keys-${named}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Refused (EPERM) where somebody else was quicker to take the name.
  chmodSync(folder, 0o700)
  return { path: join(folder, 'keys'), remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Answers questions on a Unix socket: a line of JSON each way, told apart by `id`. */
export async function listenOnSocket(
  path: string,
  answer: (question: unknown) => Promise<unknown>,
): Promise<{ close(): void }> {
  rmSync(path, { force: true })
  const open = new Set<Socket>()
  const server = createServer(socket => {
    open.add(socket)
    socket.once('close', () => open.delete(socket)).on('error', () => socket.destroy())
    onLines(socket, line => {
      const { id, question } = JSON.parse(line) as { id: string; question: unknown }
      void answer(question).then(
        reply => socket.write(`${JSON.stringify({ id, reply })}\n`),
        () => socket.destroy(),
      )
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve))
  chmodSync(path, 0o600)
  return {
    close() {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}

/**
 * Asks the process behind a socket; connects at the first question, and again when it went away. What was asked of one that went
 * away is asked once more: every question may be asked twice. Refuses `keys.away`.
 */
export function askBySocket(path: string): ((question: object) => Promise<unknown>) & { close(): void } {
  let link: Promise<Link> | null = null
  const connected = async (until: number): Promise<Link> => {
    for (;;) {
      link ??= connect(path, () => (link = null)).catch(error => {
        link = null
        throw error
      })
      try {
        return await link
      } catch {
        if (Date.now() > until) throw refuse('keys.away')
        await new Promise(resolve => setTimeout(resolve, againAfterMs))
      }
    }
  }
  const ask = async (question: object): Promise<unknown> => {
    const until = Date.now() + patienceMs
    for (;;) {
      const now = await connected(until)
      try {
        return await now.ask(question)
      } catch {
        if (Date.now() > until) throw refuse('keys.away')
        await new Promise(resolve => setTimeout(resolve, againAfterMs))
      }
    }
  }
  return Object.assign(ask, { close: () => void link?.then(now => now.close()).catch(() => undefined) })
}

interface Link {
  ask(question: object): Promise<unknown>
  close(): void
}

function connect(path: string, onEnd: () => void): Promise<Link> {
  const waiting = new Map<string, { resolve(reply: unknown): void; reject(error: Error): void }>()
  return new Promise((resolve, reject) => {
    const socket = createConnection(path)
    socket.once('error', reject)
    socket.once('close', () => {
      onEnd()
      for (const one of waiting.values()) one.reject(new Error('the key process went away'))
    })
    socket.once('connect', () => {
      // A link that nothing is asked on keeps no command from ending.
      socket.unref()
      socket.on('error', () => socket.destroy())
      onLines(socket, line => {
        const { id, reply } = JSON.parse(line) as { id: string; reply: unknown }
        waiting.get(id)?.resolve(reply)
        waiting.delete(id)
        if (waiting.size === 0) socket.unref()
      })
      resolve({
        ask: question =>
          new Promise((done, fail) => {
            if (socket.destroyed) return fail(new Error('the key process went away'))
            const id = randomUUID()
            waiting.set(id, { resolve: done, reject: fail })
            socket.ref()
            socket.write(`${JSON.stringify({ id, question })}\n`)
          }),
        close: () => socket.destroy(),
      })
    })
  })
}

function onLines(socket: Socket, hear: (line: string) => void): void {
  let rest = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop()!
    for (const line of lines) hear(line)
  })
}
