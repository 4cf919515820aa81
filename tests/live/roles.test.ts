import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import { Person, passphrase } from '../harness/person.ts'
import { hasPostgres15, openPostgres15 } from '../harness/postgres15.ts'
import { hasRadosgw, openS3, type S3Server } from '../harness/radosgw.ts'
import { freePort, type Served, serve } from '../harness/serve.ts'

const root = join(import.meta.dirname, '../..')
const program = join(root, 'src/cli/onshore.js')
const hasNginx = spawnSync('nginx', ['-v'], { stdio: 'ignore' }).status === 0
const missing = [
  ...(hasPostgres15 ? [] : ['postgresql-15']),
  ...(hasRadosgw ? [] : ['radosgw, ceph-mon and ceph-osd, as root']),
  ...(hasNginx ? [] : ['nginx']),
  ...(hasFfmpeg ? [] : ['ffmpeg']),
].join(', ')

const environmentOf = (database: { url: string; host: string }, { place }: S3Server): Record<string, string> => ({
  ONSHORE_DATABASE_URL: database.url,
  ONSHORE_S3_ENDPOINT: place.endpoint,
  ONSHORE_S3_BUCKET: place.bucket,
  ONSHORE_S3_REGION: place.region,
  ONSHORE_S3_KEY: place.key,
  ONSHORE_S3_SECRET: place.secret,
  ONSHORE_JURISDICTION: 'CA',
  ONSHORE_STORES: `database=${database.host}@CA-QC, objects=${new URL(place.endpoint).host}@CA`,
})

/** One more process of a role, until it is told to stop. */
async function role(
  name: 'api' | 'worker',
  data: string,
  environment: Record<string, string>,
  port?: number,
): Promise<{ stop(): Promise<void> }> {
  const child: ChildProcess = spawn(
    process.execPath,
    [program, 'serve', '--role', name, '--data', data, ...(port === undefined ? [] : ['--port', String(port)])],
    { cwd: root, env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C.UTF-8', ...environment } },
  )
  let said = ''
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout!, child.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text
        if (/ready at|is at work/.test(said)) resolve()
      })
    void ended.then(() => reject(new Error(`a ${name} ended: ${said}`)))
  })
  return {
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** nginx in front of two apis: whoever cannot be reached is passed over. */
async function front(ports: readonly number[]): Promise<{ url: string; stop(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'onshore-nginx-'))
  for (const name of ['body', 'proxy']) mkdirSync(join(folder, name))
  const port = await freePort()
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; pid ${folder}/pid; error_log stderr crit; worker_processes 1;
    events { worker_connections 1000; }
    http {
      access_log off; client_max_body_size 600m; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
      fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
      upstream shore { ${ports.map(one => `server localhost:${one} max_fails=0;`).join(' ')} }
      server {
        listen 127.0.0.1:${port};
        location / {
          proxy_pass http://shore; proxy_http_version 1.1; proxy_set_header Host $http_host;
          proxy_request_buffering off; proxy_buffering off; proxy_connect_timeout 5s;
        }
      }
    }`,
  )
  const nginx = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://localhost:${port}`
  for (let attempt = 0; attempt < 50; attempt++) {
    const isUp = await fetch(`http://127.0.0.1:${port}/api/health`).then(
      () => true,
      () => false,
    )
    if (isUp) break
    await pause(100)
  }
  return {
    url: url.replace('localhost', '127.0.0.1'),
    stop() {
      nginx.kill('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

describe.skipIf(missing !== '')(`a shore on other machines’ stores${missing && ` [${missing}]`}`, () => {
  it('does not start on a store that is not declared, or declared elsewhere', { timeout: 120_000 }, async () => {
    await using database = await openPostgres15()
    const data = mkdtempSync(join(tmpdir(), 'onshore-declared-'))
    const start = (stores: string) =>
      spawnSync(process.execPath, [program, 'serve', '--data', data], {
        encoding: 'utf8',
        timeout: 60_000,
        env: {
          PATH: process.env['PATH'],
          HOME: process.env['HOME'],
          LANG: 'C.UTF-8',
          ONSHORE_DATABASE_URL: database.url,
          ONSHORE_JURISDICTION: 'CA',
          ONSHORE_STORES: stores,
        },
      })
    const undeclared = start('')
    expect([undeclared.status, undeclared.stderr]).toEqual([2, expect.stringContaining('is not declared')])
    expect(undeclared.stderr).toContain(`ONSHORE_STORES=database=${database.host}@CA`)
    const elsewhere = start(`database=${database.host}@US`)
    expect([elsewhere.status, elsewhere.stderr]).toEqual([2, expect.stringContaining('declared in US')])
    const unused = start(`database=${database.host}@CA, backup=backup.example@FR`)
    expect([unused.status, unused.stderr]).toEqual([2, expect.stringContaining('backup.example')])
    // The control: the same start, declared where it is, runs.
    const environment = {
      ONSHORE_DATABASE_URL: database.url,
      ONSHORE_JURISDICTION: 'CA',
      ONSHORE_STORES: `database=${database.host}@CA-QC`,
    }
    await using shore = await serve({ data, environment })
    const { items } = await fetch(`${shore.url}/public/declarations`).then(reply => reply.json())
    expect(items).toHaveLength(1)
    expect(items[0].declaration.stores).toContainEqual({
      what: 'database',
      technology: 'postgresql-by-address',
      host: database.host,
      jurisdiction: 'CA-QC',
    })
  })

  it('with two apis and two workers is restarted piece by piece under load, and loses no request and no upload', {
    timeout: 900_000,
  }, async () => {
    await using database = await openPostgres15()
    await using server = await openS3()
    const environment = environmentOf(database, server)
    const data = mkdtempSync(join(tmpdir(), 'onshore-roles-'))
    await using main = await serve({ data, environment })
    const second = await freePort()
    let [api, worker] = [await role('api', data, environment, second), await role('worker', data, environment)]
    const proxy = await front([Number(new URL(main.url).port), second])
    try {
      const alice = new Person(proxy.url)
      expect((await alice.ask('POST', '/api/accounts', { handle: 'alice', passphrase })).status).toBe(201)
      // Those of today may upload little.
      await main.age()
      const first = await alice.post(clip('web.mp4'), { visibility: 'public' })
      expect(first.state).toBe('ready')
      const { body: shown } = await alice.ask('GET', `/public/videos/${first.id}`)
      const file = shown.renditions[0].url as string
      const whole = Buffer.from(await (await fetch(proxy.url + file)).arrayBuffer())

      let isOver = false
      const seen: Record<string, number> = {}
      const count = (what: string) => (seen[what] = (seen[what] ?? 0) + 1)
      const load = async (what: string, act: () => Promise<boolean>) => {
        while (!isOver) count((await act().catch(() => false)) ? what : `${what} lost`)
      }
      const reading = load('slate', async () => (await fetch(`${proxy.url}/public/slate`)).ok)
      const watching = load('range', async () => {
        const reply = await fetch(proxy.url + file, { headers: { range: 'bytes=100-50099' } })
        const bytes = Buffer.from(await reply.arrayBuffer())
        return reply.status === 206 && bytes.equals(whole.subarray(100, 50_100))
      })
      let likes = false
      const acting = load('act', async () => {
        likes = !likes
        // Two a second is what an account may do for as long as it likes.
        await pause(550)
        return (await alice.ask(likes ? 'PUT' : 'DELETE', `/api/videos/${first.id}/like`)).status === 200
      })
      const sent: string[] = []
      const uploading = (async () => {
        while (!isOver) {
          sent.push(await uploadInParts(alice, clip('web.mp4')))
          await pause(500)
        }
      })()
      await pause(1000)
      for (let round = 0; round < 2; round++) {
        await api.stop()
        await pause(500)
        api = await role('api', data, environment, second)
        await worker.stop()
        worker = await role('worker', data, environment)
        // The other api, ended and started again by its parent.
        const old = main.role('api')!
        process.kill(old, 'SIGTERM')
        await expect.poll(() => isNew(main, old), { timeout: 120_000 }).toBe(true)
        process.kill(main.role('worker')!, 'SIGTERM')
        await pause(1500)
      }
      isOver = true
      await Promise.all([reading, watching, acting, uploading])
      expect(
        Object.keys(seen).filter(what => what.endsWith('lost')),
        JSON.stringify(seen),
      ).toEqual([])
      for (const what of ['slate', 'range', 'act']) expect(seen[what], what).toBeGreaterThan(10)
      expect(sent.length).toBeGreaterThan(3)
      for (const id of sent) expect((await alice.untilEnd(id)).state).toBe('ready')
    } finally {
      await api.stop()
      await worker.stop()
      proxy.stop()
    }
  })
})

/** Whether another process than the old one answers. */
async function isNew(main: Served, old: number): Promise<boolean> {
  if ((main.role('api') ?? old) === old) return false
  return fetch(`${main.url}/api/health`).then(
    reply => reply.ok,
    () => false,
  )
}

/** As a client does: asks where to go on, and goes on there, whatever became of the request before. */
async function uploadInParts(person: Person, file: string): Promise<string> {
  const bytes = readFileSync(file)
  const { id, status } = await person.begin(statSync(file).size)
  if (status !== 201) throw new Error(`an upload was not begun: ${status}`)
  await person.ask('POST', `/api/videos/${id}/post`, { caption: '' })
  const part = Math.ceil(bytes.length / 5)
  for (let tries = 0; tries < 100; tries++) {
    const offset = await person.offsetOf(id).catch(() => Number.NaN)
    if (offset === bytes.length) return id
    if (Number.isNaN(offset)) await pause(100)
    else await person.send(id, offset, bytes.subarray(offset, offset + part)).catch(() => null)
  }
  throw new Error('an upload did not come to its end')
}
