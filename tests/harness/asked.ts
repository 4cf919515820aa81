/** Requests as somebody else's program would write them: under any name, and byte for byte. */
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'

export interface Asked {
  status: number
  headers: IncomingHttpHeaders
  body: string
  /** The code of a refusal, or null. */
  code: string | null
}

const codeIn = (body: string): string | null => {
  try {
    return (JSON.parse(body) as { code?: string }).code ?? null
  } catch {
    return null
  }
}

/** Asks this machine's shore under a name that need not lead to it. */
export const askAs = (
  host: string,
  port: number,
  method: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<Asked> =>
  new Promise((resolve, reject) => {
    const sending = request({ host: 'localhost', port, method, path, headers: { host, ...headers } }, reply => {
      const parts: Buffer[] = []
      const end = () => {
        const body = Buffer.concat(parts).toString()
        resolve({ status: reply.statusCode!, headers: reply.headers, body, code: codeIn(body) })
      }
      // A stream of events ends when its reader does.
      if (reply.headers['content-type']?.startsWith('text/event-stream')) {
        sending.destroy()
        return end()
      }
      reply.on('data', (part: Buffer) => parts.push(part))
      reply.on('end', end)
    })
    sending.once('error', reject)
    sending.end()
  })

/** Sends lines as they are and returns what comes back until the other side closes. */
export const sayRaw = (port: number, lines: readonly string[]): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, 'localhost', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`))
    let text = ''
    socket.setEncoding('latin1').on('data', (part: string) => (text += part))
    socket.on('error', reject)
    socket.on('close', () => resolve({ status: Number(/^HTTP\/1\.\d (\d+)/.exec(text)?.[1] ?? 0), text }))
  })
