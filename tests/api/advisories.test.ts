import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src/server/adapters/clock/index.ts'
import { openOutbound } from '../../src/server/adapters/outbound/index.ts'
import { readConfig } from '../../src/server/config.ts'
import { advisoriesNow, checkAdvisories, shoreStore } from '../../src/server/shore/index.ts'
import { openShore } from '../harness/shore.ts'

const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString()
const advisory = (id: string, fixedIn: string) => ({
  id,
  severity: 'high',
  fixedIn,
  en: 'Update.',
  fr: 'Mettez à jour.',
})
const rawKey = (key: KeyObject) =>
  (key.export({ type: 'spki', format: 'der' }) as Buffer).subarray(-32).toString('base64')

/** A feed as somebody serves it: the body, and beside it whatever stands for its signature. */
async function openFeed() {
  let [body, signature] = [Buffer.from(''), '']
  const server = createServer((request, reply) => reply.end(request.url!.endsWith('.sig') ? signature : body))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/onshore.json`,
    give(text: string, key: KeyObject) {
      body = Buffer.from(text)
      signature = sign(null, body, key).toString('base64')
    },
    change(text: string) {
      body = Buffer.from(text)
    },
    sign(text: string) {
      signature = text
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

describe('security advisories', () => {
  it('are asked for only where that is turned on, and believed only as they were signed', async () => {
    await using shore = await openShore({ isIdle: true })
    await using feed = await openFeed()
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const other = generateKeyPairSync('ed25519')
    const config = readConfig({ ONSHORE_ADVISORIES: feed.url, ONSHORE_ADVISORY_KEY: rawKey(publicKey) })
    const rooms = { config, store: shoreStore(shore.db), outbound: openOutbound([feed.url]), clock: systemClock }
    const now = () => advisoriesNow(rooms, '0.1.0')
    const check = () => checkAdvisories(rooms)
    expect((await advisoriesNow({ ...rooms, config: readConfig({}) }, '0.1.0')).state).toBe('off')
    expect((await now()).state).toBe('waiting')

    const text = JSON.stringify({
      issuedAt: day(-1),
      validUntil: day(20),
      advisories: [advisory('A1', '0.1.1'), advisory('A0', '0.1.0')],
    })
    feed.give(text, privateKey)
    await check()
    expect(await now()).toMatchObject({ state: 'checked', fault: null, items: [{ id: 'A1' }] })

    // What cannot be believed changes nothing of what was.
    for (const [name, spoil] of [
      ['one letter', () => feed.change(text.replace('Update.', 'Update!'))],
      ['another key', () => feed.give(text.replace('A1', 'A2'), other.privateKey)],
      ['no signature', () => feed.sign('')],
      [
        'an older feed',
        () => feed.give(text.replace(day(-1).slice(0, 10), day(-3).slice(0, 10)).replace('A1', 'A3'), privateKey),
      ],
      ['another shape', () => feed.give('{"advisories":"none"}', privateKey)],
      ['a version that is none', () => feed.give(text.replace('0.1.1', '1.3'), privateKey)],
      ['no JSON', () => feed.give('<html>', privateKey)],
      ['too much', () => feed.give(JSON.stringify({ words: 'x'.repeat(600_000) }), privateKey)],
    ] as const) {
      feed.give(text, privateKey)
      spoil()
      await check()
      const found = await now()
      expect([found.state, found.items.map(({ id }) => id)], `${name}: ${found.fault}`).toEqual(['failed', ['A1']])
    }
    feed.give(JSON.stringify({ issuedAt: day(0), validUntil: day(-0.5), advisories: [] }), privateKey)
    await check()
    expect(await now()).toMatchObject({ state: 'stale', items: [] })
  })

  it('are signed as the documentation says, by openssl alone', async () => {
    await using shore = await openShore({ isIdle: true })
    await using feed = await openFeed()
    const folder = mkdtempSync(join(tmpdir(), 'advisories-'))
    const run = (command: string) => execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' })
    const body = JSON.stringify({ issuedAt: day(0), validUntil: day(20), advisories: [] })
    writeFileSync(join(folder, 'onshore.json'), body)
    const lines = readFileSync('docs/operate/advisories.md', 'utf8')
      .split('\n')
      .filter(line => line.startsWith('openssl'))
    expect(lines).toHaveLength(3)
    const [, key] = lines.map(line => run(line))
    feed.change(body)
    feed.sign(readFileSync(join(folder, 'onshore.json.sig'), 'utf8'))
    const config = readConfig({ ONSHORE_ADVISORIES: feed.url, ONSHORE_ADVISORY_KEY: key!.trim() })
    const rooms = { config, store: shoreStore(shore.db), outbound: openOutbound([feed.url]), clock: systemClock }
    await checkAdvisories(rooms)
    expect(await advisoriesNow(rooms, '0.1.0')).toMatchObject({ state: 'checked', items: [] })
  })

  it('stand in the declaration, and need their key', async () => {
    const key = rawKey(generateKeyPairSync('ed25519').publicKey)
    await using shore = await openShore({
      isIdle: true,
      environment: { ONSHORE_ADVISORIES: 'https://advisories.example/onshore.json', ONSHORE_ADVISORY_KEY: key },
    })
    const { body } = await shore.guest().ask('GET', '/.well-known/onshore.json')
    const always = { host: '*', what: 'institutions' }
    expect(body.outbound).toEqual([{ host: 'advisories.example', what: 'advisories' }, always])
    await using quiet = await openShore({ isIdle: true })
    expect((await quiet.guest().ask('GET', '/.well-known/onshore.json')).body.outbound).toEqual([always])
    expect(() => readConfig({ ONSHORE_ADVISORIES: 'https://advisories.example/x' })).toThrow(
      'ONSHORE_ADVISORY_KEY is needed',
    )
    expect(() => readConfig({ ONSHORE_ADVISORIES: 'http://advisories.example/x' })).toThrow('https')
  })
})
