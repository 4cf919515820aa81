/**
 * A network of a given size on loopback: each request waits one round trip, and all bytes together come no faster than the
 * rate. Not modelled: TLS, slow start, loss. `shaped-proxy.ts UPSTREAM RTT-MS BITS-PER-SECOND` prints its port; a line on its
 * input makes it print the bytes sent for each kind of address since the last line, as JSON.
 */
import { request as ask, createServer, type ServerResponse } from 'node:http'

const [upstream = '', rtt = '0', rate = '0'] = process.argv.slice(2)
const { hostname, port } = new URL(upstream)
const bytesPerMs = Number(rate) / 8000
const sliceBytes = 16 * 1024

/** When the line is free again, in milliseconds of this process. */
let freeAt = 0
const turn = (bytes: number): Promise<void> => {
  const now = performance.now()
  freeAt = Math.max(freeAt, now) + (bytesPerMs > 0 ? bytes / bytesPerMs : 0)
  return new Promise(resolve => setTimeout(resolve, freeAt - now))
}

let sent: Record<string, number> = {}
const kindOf = (url: string, type: string) => (type.startsWith('video/') ? 'video' : url.split('/')[1] || 'page')

async function pass(chunk: Buffer, reply: ServerResponse, kind: string): Promise<void> {
  for (let at = 0; at < chunk.length && !reply.destroyed; at += sliceBytes) {
    const slice = chunk.subarray(at, at + sliceBytes)
    await turn(slice.length)
    if (reply.destroyed) return
    sent[kind] = (sent[kind] ?? 0) + slice.length
    if (reply.write(slice)) continue
    await new Promise(resolve => {
      reply.once('drain', resolve)
      reply.once('close', resolve)
    })
  }
}

const server = createServer((request, reply) => {
  setTimeout(() => {
    const up = ask(
      { hostname, port, path: request.url, method: request.method, headers: request.headers },
      async answer => {
        reply.writeHead(answer.statusCode ?? 502, answer.headers)
        const kind = kindOf(request.url ?? '', answer.headers['content-type'] ?? '')
        try {
          for await (const chunk of answer) {
            await pass(chunk as Buffer, reply, kind)
            if (reply.destroyed) break
          }
        } catch {
          // Either end hung up: browsers do so all the time.
          reply.destroy()
        }
        reply.end()
      },
    )
    up.on('error', () => reply.destroy())
    request.on('error', () => up.destroy())
    reply.on('error', () => up.destroy())
    reply.on('close', () => up.destroy())
    request.pipe(up)
  }, Number(rtt))
})
server.listen(0, 'localhost', () => process.stdout.write(`${(server.address() as { port: number }).port}\n`))
process.stdin.on('data', () => {
  process.stdout.write(`${JSON.stringify(sent)}\n`)
  sent = {}
})
process.stdin.on('end', () => process.exit())
