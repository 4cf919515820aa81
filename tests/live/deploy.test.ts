import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import { ask, caddyWith, has, nginxWith, type Reply, shipped } from '../harness/fronts.ts'
import { passphrase } from '../harness/person.ts'
import { freePort, serve } from '../harness/serve.ts'

const missing = [
  ...(has('nginx', '-v') ? [] : ['nginx']),
  ...(has('openssl', 'version') ? [] : ['openssl']),
  ...(hasFfmpeg ? [] : ['ffmpeg']),
].join(', ')

type To = (method: string, path: string, given?: Parameters<typeof ask>[4]) => Promise<Reply>

/** Pages, an account, an upload in parts, a range and a deletion, as a browser does them; the clip's id. */
async function walk(to: To): Promise<string> {
  const page = await to('GET', '/', { headers: { accept: 'text/html' } })
  expect([page.status, page.headers['strict-transport-security']]).toEqual([200, expect.stringContaining('max-age=')])
  const origin = { origin: 'https://clips.example', 'content-type': 'application/json' }
  const joined = await to('POST', '/api/accounts', {
    headers: origin,
    body: JSON.stringify({ handle: 'alice', passphrase }),
  })
  expect(joined.status).toBe(201)
  const cookie = String(joined.headers['set-cookie']).split(';')[0]!
  const foreign = await to('DELETE', '/api/sessions', { headers: { cookie, origin: 'https://evil.example' } })
  expect(foreign.status).toBe(403)

  // A clip, by tus, in two parts.
  const bytes = readFileSync(clip('web.mp4'))
  const tus = { cookie, origin: 'https://clips.example', 'tus-resumable': '1.0.0' }
  const begun = await to('POST', '/api/uploads', {
    headers: { ...tus, 'upload-length': String(statSync(clip('web.mp4')).size) },
  })
  const address = new URL(String(begun.headers['location']), 'https://clips.example')
  expect([begun.status, address.origin]).toEqual([201, 'https://clips.example'])
  const id = address.pathname.split('/').at(-1)!
  await to('POST', `/api/videos/${id}/post`, {
    headers: { ...origin, cookie },
    body: JSON.stringify({ caption: 'Live', visibility: 'public' }),
  })
  const half = Math.floor(bytes.length / 2)
  for (const [from, until] of [
    [0, half],
    [half, bytes.length],
  ] as const) {
    const headers = { ...tus, 'upload-offset': String(from), 'content-type': 'application/offset+octet-stream' }
    expect((await to('PATCH', address.pathname, { headers, body: bytes.subarray(from, until) })).status).toBe(204)
  }
  const video = () =>
    to('GET', `/api/videos/${id}`, { headers: { cookie } }).then(({ body }) => JSON.parse(String(body)))
  await expect.poll(async () => (await video()).state, { timeout: 60_000 }).toBe('ready')
  const shown = JSON.parse(String((await to('GET', `/public/videos/${id}`)).body))
  const range = await to('GET', shown.renditions[0].url, { headers: { range: 'bytes=100-199' } })
  expect([range.status, range.body.length]).toEqual([206, 100])
  // Deleted is gone within a second: nothing in front keeps it.
  expect(
    (await to('DELETE', `/api/videos/${id}`, { headers: { cookie, origin: 'https://clips.example' } })).status,
  ).toBe(204)
  await pause(1000)
  expect((await to('GET', shown.renditions[0].url)).status).toBe(404)
  return id
}

describe.skipIf(missing !== '')(`the shipped nginx file${missing && ` [${missing}]`}`, () => {
  it('carries pages, ranges, uploads and events of a shore that is live, and writes no address', {
    timeout: 120_000,
  }, async () => {
    const metricsPort = await freePort()
    await using shore = await serve({
      environment: {
        ONSHORE_ORIGIN: 'https://clips.example',
        ONSHORE_PROXY: '127.0.0.1',
        ONSHORE_JURISDICTION: 'CA',
        ONSHORE_METRICS_PORT: String(metricsPort),
      },
    })
    const nginx = await nginxWith(shipped('nginx.conf').replaceAll('127.0.0.1:8080', `127.0.0.1:${shore.port}`))
    try {
      const to: To = (method, path, given = {}) => ask(nginx.port, nginx.ca, method, path, given)
      const redirected = await fetch(`http://127.0.0.1:${nginx.plain}/about`, { redirect: 'manual' })
      expect([redirected.status, redirected.headers.get('location')]).toEqual([308, 'https://127.0.0.1/about'])

      const id = await walk(to)
      const metrics = await fetch(`http://127.0.0.1:${metricsPort}/metrics`).then(reply => reply.text())
      expect(metrics).toMatch(/onshore_requests_total\{method="GET",route="\/public\/videos\/:id",status="200"\} \d/)
      expect(metrics).toContain('onshore_database_up 1')
      for (const personal of ['alice', id, '127.0.0.1']) expect(metrics.includes(personal), personal).toBe(false)

      // No address in any log: nginx's, or the shore's own. The control: Debian's own settings write one.
      nginx.child.kill('SIGTERM')
      await pause(500)
      const logged = readdirSync(join(nginx.folder, 'logs')).map(name =>
        readFileSync(join(nginx.folder, 'logs', name), 'utf8'),
      )
      expect(logged.join('')).not.toContain('127.0.0.1')
      expect(shore.output()).not.toContain('127.0.0.1')
    } finally {
      nginx.child.kill('SIGTERM')
    }
  })

  it('has a control: without its two log lines, the same requests leave an address', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'onshore-logging-'))
    const port = await freePort()
    const bare = `daemon off; pid ${folder}/pid; events {} error_log ${folder}/error.log;
      http { access_log ${folder}/access.log; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f;
      uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s; server { listen 127.0.0.1:${port}; location / { return 204; } } }`
    writeFileSync(join(folder, 'nginx.conf'), bare)
    const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'ignore' })
    await expect
      .poll(() =>
        fetch(`http://127.0.0.1:${port}/`).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(204)
    child.kill('SIGTERM')
    await pause(300)
    expect(readFileSync(join(folder, 'access.log'), 'utf8')).toContain('127.0.0.1')
  })
})

const hasCaddy = has('caddy', 'version')
const missingForCaddy = [...(hasCaddy ? [] : ['caddy']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')

describe.skipIf(missingForCaddy !== '')(`the shipped Caddyfile${missingForCaddy && ` [${missingForCaddy}]`}`, () => {
  it('carries the same, under a certificate that it made itself, and writes no address, also when the shore is away', {
    timeout: 120_000,
  }, async () => {
    const shore = await serve({
      environment: { ONSHORE_ORIGIN: 'https://clips.example', ONSHORE_PROXY: '127.0.0.1', ONSHORE_JURISDICTION: 'CA' },
    })
    const file = shipped('Caddyfile').replaceAll('127.0.0.1:8080', `127.0.0.1:${shore.port}`)
    const caddy = await caddyWith(file)
    // The control: the same site without its word on logging.
    const site = file.slice(file.indexOf('clips.example {'))
    const bare = await caddyWith(site)
    try {
      const to =
        ({ port, ca }: typeof caddy): To =>
        (method, path, given = {}) =>
          ask(port, ca, method, path, given)
      await walk(to(caddy))
      await shore[Symbol.asyncDispose]()
      for (const one of [caddy, bare]) expect((await to(one)('GET', '/about')).status).toBe(502)
      await pause(300)
      expect(caddy.said()).not.toMatch(/remote_ip|remote_addr|client_ip/)
      expect(bare.said()).toMatch(/remote_ip|remote_addr|client_ip/)
    } finally {
      await shore[Symbol.asyncDispose]()
      caddy.child.kill('SIGTERM')
      bare.child.kill('SIGTERM')
    }
  })
})

describe.skipIf(!has('systemd-analyze', '--version'))(
  `the shipped systemd unit${has('systemd-analyze', '--version') ? '' : ' [systemd]'}`,
  () => {
    it('is understood by systemd', () => {
      const folder = mkdtempSync(join(tmpdir(), 'onshore-unit-'))
      // What is not on this machine is not the unit's fault.
      const unit = shipped('onshore.service')
        .replace(/^ExecStart=.*$/m, 'ExecStart=/bin/true')
        .replace(/^Documentation=.*$/m, '')
      writeFileSync(join(folder, 'onshore.service'), unit)
      const { stderr, status } = spawnSync('systemd-analyze', ['verify', '--man=no', join(folder, 'onshore.service')], {
        encoding: 'utf8',
      })
      expect([
        status,
        stderr
          .split('\n')
          .filter(line => line.includes('onshore.service'))
          .join('\n'),
      ]).toEqual([0, ''])
    })
  },
)
