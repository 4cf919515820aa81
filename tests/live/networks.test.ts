import { spawn } from 'node:child_process'
import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connect } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { openTally, recordAttack } from '../harness/attacks.ts'
import { ask, caddyWith, has, nginxWith, shipped } from '../harness/fronts.ts'
import { freePort } from '../harness/serve.ts'
import { openShore } from '../harness/shore.ts'

const [full, view, station] = ['clips.example', 'view.clips.example', 'station.clips.example'] as const
const document = readFileSync(join(import.meta.dirname, '../../docs/operate/managed-devices.md'), 'utf8')
/** The one block of the document that says so. */
const shown = (words: string): string => {
  const blocks = [...document.matchAll(/```\w*\n(.*?)```/gs)]
    .map(([, text]) => text!)
    .filter(text => text.includes(words))
  expect(blocks.length, `blocks with ${words}`).toBe(1)
  return blocks[0]!
}

/** A dnsmasq of this test with such lines, until it is let go. */
async function resolverOf(lines: string): Promise<{ port: number; resolver: Resolver } & AsyncDisposable> {
  const folder = mkdtempSync(join(tmpdir(), 'onshore-dns-'))
  const port = await freePort()
  const file = join(folder, 'dnsmasq.conf')
  writeFileSync(file, `port=${port}\nlisten-address=127.0.0.1\nbind-interfaces\nno-resolv\nno-hosts\n${lines}\n`)
  const child = spawn('dnsmasq', ['--keep-in-foreground', `--conf-file=${file}`, `--pid-file=${folder}/pid`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const resolver = new Resolver({ timeout: 1000, tries: 3 })
  resolver.setServers([`127.0.0.1:${port}`])
  return {
    port,
    resolver,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

const hasDnsmasq = has('dnsmasq', '--version')
describe.skipIf(!hasDnsmasq)(`the document’s resolver${hasDnsmasq ? '' : ' [dnsmasq]'}`, () => {
  it('finds the view-only name and no other of the shore, and everything else as before', async () => {
    const addresses = { [full]: '203.0.113.10', [view]: '203.0.113.11', [station]: '203.0.113.12' }
    const records = Object.entries({ ...addresses, 'elsewhere.example': '203.0.113.99' })
    await using world = await resolverOf(records.map(record => `host-record=${record.join(',')}`).join('\n'))
    const lines = shown(`server=/${view}/#`).replaceAll('192.0.2.53', `127.0.0.1#${world.port}`)
    await using office = await resolverOf(lines)
    const found = async ({ resolver }: typeof office, name: string) =>
      resolver.resolve4(name).catch(({ code }: { code: string }) => code)
    await expect.poll(() => found(world, full)).toEqual([addresses[full]])
    await expect.poll(() => found(office, 'elsewhere.example')).toEqual(['203.0.113.99'])
    for (const name of [view, 'VIEW.Clips.Example', `${view}.`])
      expect(await found(office, name)).toEqual([addresses[view]])
    for (const name of [full, station, `other.${full}`, 'CLIPS.example', 'use-application-dns.net'])
      expect(await found(office, name), name).toBe('ENOTFOUND')
    // The control: the resolver that it asks knows all three.
    expect(await found(world, station)).toEqual([addresses[station]])
  })
})

/** Lines as they are, over a connection for a name; what comes back until the other side closes. */
const sayOver = (port: number, ca: string, servername: string | undefined, lines: readonly string[]): Promise<string> =>
  new Promise(resolve => {
    const given = servername === undefined ? { checkServerIdentity: () => undefined } : { servername }
    const socket = connect({ host: '127.0.0.1', port, ca, ...given }, () =>
      socket.write(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`),
    )
    let text = ''
    socket.setEncoding('latin1').on('data', (part: string) => (text += part))
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(text))
  })

const missing = (['nginx', 'openssl', 'caddy'] as const)
  .filter(name => !has(name, name === 'nginx' ? '-v' : 'version'))
  .join(', ')

describe.skipIf(missing !== '')(`a shore’s own front door with three names${missing && ` [${missing}]`}`, () => {
  const withoutGuard = { nginx: /if \(\$ssl_server_name != \$host\) \{.*?\}/s, caddy: /servers \{.*?\}/s }

  it('answers each under its name, and lets no connection for one of them ask under another', {
    timeout: 120_000,
  }, async () => {
    await using shore = await openShore({
      people: ['alice'],
      isIdle: true,
      environment: { ONSHORE_ORIGIN: `https://${full}`, ONSHORE_PROXY: '127.0.0.1', ONSHORE_JURISDICTION: 'CA' },
    })
    const cookie = `Cookie: ${shore.people['alice']!.cookie}`
    const here = (file: string) => file.replaceAll('127.0.0.1:8080', `127.0.0.1:${shore.port}`)
    // The document's change to each shipped file.
    const nginx = here(shipped('nginx.conf').replaceAll(`server_name ${full};`, shown(`server_name ${full}`).trim()))
    const caddy = here(shipped('Caddyfile').replace(`\n${full} {`, `\n${shown(`${station} {`).split('\n')[0]}`))
    const { tally, attack, control } = openTally()
    for (const [name, front, bare] of [
      ['nginx', await nginxWith(nginx), await nginxWith(nginx.replace(withoutGuard.nginx, ''))],
      ['caddy', await caddyWith(caddy), await caddyWith(caddy.replace(withoutGuard.caddy, ''))],
    ] as const) {
      try {
        const { port, ca } = front
        const codeAt = async (servername: string, path: string) => {
          const { status, body } = await ask(port, ca, 'GET', path, { servername, headers: { accept: '*/*' } })
          return [status, (JSON.parse(String(body)) as { code?: string }).code]
        }
        // A certificate of the test's own authority may come a moment after the first.
        for (const servername of [view, station])
          await expect.poll(() => codeAt(servername, '/api/ready').catch(() => null)).not.toBeNull()
        expect(await codeAt(full, '/api/session'), name).toEqual([200, undefined])
        expect(await codeAt(view, '/api/session'), name).toEqual([403, 'network.view-only'])
        expect(await codeAt(view, '/public/slate'), name).toEqual([200, undefined])
        expect(await codeAt(station, '/public/slate'), name).toEqual([403, 'network.station'])

        const asks = 'GET /api/session HTTP/1.1'
        const fronted: [string, string | undefined, string[]][] = [
          ['another Host', view, [asks, `Host: ${full}`]],
          ['another Host, in capitals', view, [asks, 'Host: CLIPS.EXAMPLE']],
          ['another Host, with a port', view, [asks, `Host: ${full}:443`]],
          ['another Host, with a dot', view, [asks, `Host: ${full}.`]],
          ['absolute form', view, [`GET https://${full}/api/session HTTP/1.1`, `Host: ${view}`]],
          ['two Hosts', view, [asks, `Host: ${view}`, `Host: ${full}`]],
          ['no Host', view, ['GET /api/session HTTP/1.0']],
          ['no name of the connection', undefined, [asks, `Host: ${full}`]],
          ['X-Forwarded-Host', view, [asks, `Host: ${view}`, `X-Forwarded-Host: ${full}`]],
          ['a second request', view, ['GET /api/ready HTTP/1.1', `Host: ${view}`, '', asks, `Host: ${full}`]],
        ]
        const opens = async (door: { port: number; ca: string }, servername: string | undefined, lines: string[]) =>
          (await sayOver(door.port, door.ca, servername, [...lines, cookie])).includes('"handle":"alice"')
        for (const [how, servername, lines] of fronted) attack(`${name}: ${how}`, await opens(front, servername, lines))
        control(`${name}: its own name`, await opens(front, full, [asks, `Host: ${full}`]))
        // By default both let a connection for one name ask under another.
        for (const how of ['another Host', 'absolute form', 'a second request']) {
          const [, servername, lines] = fronted.find(([one]) => one === how)!
          control(`${name} by default: ${how}`, await opens(bare, servername, lines))
        }
      } finally {
        for (const { child } of [front, bare]) child.kill('SIGTERM')
      }
    }
    await pause(100)
    recordAttack({ id: 'A05-fronting', ...tally })
  })
})
