/** Front doors: the files of `deploy/`, or others, behind the real nginx and the real Caddy. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from './serve.ts'

export const shipped = (name: string) => readFileSync(join(import.meta.dirname, '../../deploy', name), 'utf8')
export const has = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

interface Front {
  port: number
  ca: string
  child: ChildProcess
}

export interface Reply {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

/** A request to clips.example, which is this machine, as a browser would send it. `servername` is the name of its connection. */
export function ask(
  port: number,
  ca: string,
  method: string,
  path: string,
  {
    headers = {},
    body,
    servername = 'clips.example',
  }: { headers?: Record<string, string>; body?: Buffer | string; servername?: string } = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sending = request(
      {
        host: '127.0.0.1',
        port,
        servername,
        ca,
        method,
        path,
        agent: false,
        headers: { host: servername, ...headers },
      },
      reply => {
        const parts: Buffer[] = []
        reply.on('data', (part: Buffer) => parts.push(part))
        reply.on('end', () =>
          resolve({ status: reply.statusCode!, headers: reply.headers, body: Buffer.concat(parts) }),
        )
      },
    )
    sending.once('error', reject)
    sending.end(body)
  })
}

/** A site's file, on ports of this test, with a certificate of this test for every name of a shore. */
export async function nginxWith(file: string): Promise<Front & { plain: number; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'onshore-deploy-'))
  mkdirSync(join(folder, 'logs'))
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
    ...[
      '-subj',
      '/CN=clips.example',
      '-addext',
      'subjectAltName=DNS:clips.example,DNS:view.clips.example,DNS:station.clips.example',
      '-keyout',
      key,
      '-out',
      certificate,
    ],
  ])
  if (made.status !== 0) throw new Error(String(made.stderr))
  const [port, plain] = [await freePort(), await freePort()]
  const site = file
    .replaceAll('listen 443 ssl http2;', `listen 127.0.0.1:${port} ssl http2;`)
    .replaceAll('listen 80;', `listen 127.0.0.1:${plain};`)
    .replaceAll(/^ *listen \[::\].*$/gm, '')
    .replaceAll('/etc/onshore/certificate.pem', certificate)
    .replaceAll('/etc/onshore/key.pem', key)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${folder}/${name};`,
  )
  writeFileSync(
    join(folder, 'nginx.conf'),
    // As Debian's own nginx.conf does: its logs would hold addresses if the site did not say otherwise.
    `daemon off; pid ${folder}/pid; error_log ${folder}/logs/error.log; events {}
     http { ${temporary.join(' ')} access_log ${folder}/logs/access.log; ${site} }`,
  )
  const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'inherit' })
  const ca = readFileSync(certificate, 'utf8')
  for (let attempt = 0; attempt < 50; attempt++) {
    const isUp = await ask(port, ca, 'GET', '/api/health').then(
      () => true,
      () => false,
    )
    if (isUp) break
    await pause(100)
  }
  return { port, plain, ca, folder, child }
}

/** A Caddyfile on ports of this test, with Caddy's own certificate authority. */
export async function caddyWith(file: string): Promise<Front & { said(): string }> {
  const folder = mkdtempSync(join(tmpdir(), 'onshore-caddy-'))
  const [port, plain] = [await freePort(), await freePort()]
  // What stands in the file's own global options stays; a certificate of a public authority is what a test cannot have.
  const options = `local_certs\nskip_install_trust\nadmin off\nhttp_port ${plain}\nhttps_port ${port}\ndefault_bind 127.0.0.1\n`
  const own = /^\{\n/m.test(file) ? file.replace(/^\{\n/m, `{\n${options}`) : `{\n${options}}\n${file}`
  writeFileSync(join(folder, 'Caddyfile'), own)
  const child = spawn('caddy', ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'], {
    env: { PATH: process.env['PATH'], HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (said += text))
  const authority = join(folder, 'caddy/pki/authorities/local/root.crt')
  const isUp = async () => {
    try {
      return (await ask(port, readFileSync(authority, 'utf8'), 'GET', '/')).status > 0
    } catch {
      return false
    }
  }
  for (let attempt = 0; attempt < 100 && !(await isUp()); attempt++) await pause(100)
  return { port, ca: readFileSync(authority, 'utf8'), said: () => said, child }
}
