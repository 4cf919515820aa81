import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { isPublicAddress, openDomains } from './index.ts'

describe('a domain', () => {
  it('is looked at under no address that is not public', () => {
    for (const address of [
      '127.0.0.1',
      '10.1.2.3',
      '172.31.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
    ])
      expect(isPublicAddress(address, 4), address).toBe(false)
    for (const address of [
      '::1',
      'fe80::1',
      'fd00::1',
      '::ffff:10.0.0.1',
      '64:ff9b::a00:1',
      '2002:a00:1::',
      '2001:db8::1',
      'ff02::1',
    ])
      expect(isPublicAddress(address, 6), address).toBe(false)
    expect([isPublicAddress('9.9.9.9', 4), isPublicAddress('2620:fe::fe', 6)]).toEqual([true, true])
  })

  it('that leads to this machine is not connected to; the control is, follows nobody elsewhere and takes little', async () => {
    let visits = 0
    const server = createServer((request, reply) => {
      visits++
      if (request.url === '/away') reply.writeHead(302, { Location: '/hello' }).end()
      else reply.end(request.url === '/much' ? 'x'.repeat(10_000) : 'hello')
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const at = (address: string) => `http://inside.example:${port}${new URL(address).pathname}`
    // What a name server of the attacker’s would answer stands in the machine’s own way of asking.
    const { createSocket } = await import('node:dgram')
    const names = createSocket('udp4')
    names.on('message', (question, from) => {
      const head = Buffer.from(question.subarray(0, 12))
      head.writeUInt16BE(0x8180, 2)
      const isFour = question.readUInt16BE(question.length - 4) === 1 || question.includes(Buffer.from([0, 0, 1, 0, 1]))
      head.writeUInt16BE(isFour ? 1 : 0, 6)
      head.writeUInt32BE(0, 8)
      let end = 12
      while (question[end] !== 0) end += 1 + question[end]!
      const line = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 127, 0, 0, 1])
      names.send(
        Buffer.concat([head, question.subarray(12, end + 5), ...(isFour ? [line] : [])]),
        from.port,
        from.address,
      )
    })
    await new Promise<void>(resolve => names.bind(0, '127.0.0.1', resolve))
    const servers = [`127.0.0.1:${names.address().port}`]
    await expect(openDomains({ servers, at }).file('https://inside.example/hello')).rejects.toThrow('no public address')
    expect(visits).toBe(0)
    const careless = openDomains({ servers, at, mayReach: () => true })
    expect(await careless.file('https://inside.example/hello')).toBe('hello')
    await expect(careless.file('https://inside.example/away')).rejects.toThrow('answers 302')
    await expect(careless.file('https://inside.example/much')).rejects.toThrow('sends more')
    names.close()
    server.closeAllConnections()
    server.close()
  })
})
