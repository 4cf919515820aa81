/** The ceiling: plain node:http, sending a buffer whole or a file's ranges in 256 KiB chunks. `plain-server.ts FILE MEDIA-TYPE`. */
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'

const [file = '', mediaType = ''] = process.argv.slice(2)
const { size } = statSync(file)
const whole = readFileSync(file)

const server = createServer((request, reply) => {
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
  if (!range) {
    reply.writeHead(200, { 'Content-Type': mediaType, 'Content-Length': size })
    reply.end(whole)
    return
  }
  const [start, end] = [Number(range[1]), Number(range[2])]
  reply.writeHead(206, {
    'Content-Type': mediaType,
    'Content-Length': end - start + 1,
    'Content-Range': `bytes ${start}-${end}/${size}`,
  })
  createReadStream(file, { start, end, highWaterMark: 256 * 1024 }).pipe(reply)
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as { port: number }).port}\n`))
