import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { openOutbound } from './index.ts'

/** A host that counts who comes, and answers by path. */
async function openHost() {
  let visits = 0
  const server = createServer((request, reply) => {
    visits++
    if (request.url === '/away') reply.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end()
    else if (request.url === '/endless') {
      reply.writeHead(200)
      const writing = setInterval(() => reply.write(Buffer.alloc(10_000)), 1)
      reply.once('close', () => clearInterval(writing))
    } else if (request.url === '/silent') return
    else if (request.url === '/headers') reply.end(JSON.stringify(request.headers))
    else reply.writeHead(request.url === '/missing' ? 404 : 200).end('hello')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    visits: () => visits,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}
const most = { bytes: 50_000, ms: 1000 }

describe('the one way out', () => {
  it('leads to hosts that were named, and not to a byte of any other', async () => {
    await using named = await openHost()
    await using other = await openHost()
    const outbound = openOutbound([`${named.url}/feed`])
    expect((await outbound.get(`${named.url}/x`, most)).toString()).toBe('hello')
    await expect(outbound.get(`${other.url}/x`, most)).rejects.toThrow('not a host that was named')
    expect(other.visits()).toBe(0)
    // The control: the same address, named.
    expect((await openOutbound([other.url]).get(`${other.url}/x`, most)).toString()).toBe('hello')
    await expect(openOutbound(['http://clips.example']).get('http://clips.example/x', most)).rejects.toThrow('https')
  })

  it('follows nobody elsewhere, and takes neither for ever nor for long', async () => {
    await using named = await openHost()
    const outbound = openOutbound([named.url])
    await expect(outbound.get(`${named.url}/away`, most)).rejects.toThrow('does not answer')
    await expect(outbound.get(`${named.url}/missing`, most)).rejects.toThrow('answers 404')
    await expect(outbound.get(`${named.url}/endless`, most)).rejects.toThrow('more than 50000 bytes')
    await expect(outbound.get(`${named.url}/silent`, { ...most, ms: 200 })).rejects.toThrow('does not answer')
  })

  it('says nothing of the shore', async () => {
    await using named = await openHost()
    const headers = JSON.parse((await openOutbound([named.url]).get(`${named.url}/headers`, most)).toString())
    expect(headers['user-agent']).toBe('Onshore')
    for (const name of ['cookie', 'authorization', 'referer', 'origin']) expect(headers[name], name).toBeUndefined()
  })
})
