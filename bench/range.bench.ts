import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clip, fileOf } from '../tests/harness/clips.ts'
import { Person, passphrase } from '../tests/harness/person.ts'
import { serve } from '../tests/harness/serve.ts'
import { has, median, wrk } from './measure.ts'
import type { Row } from './run.ts'

const rounds = 5
const load = { seconds: 3, connections: 20 }

/** A plain server in a process of its own; resolves with its port. */
export async function plainServer(file: string, mediaType: string): Promise<{ port: number; stop(): void }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'plain-server.ts'), file, mediaType], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = (await once(child.stdout, 'data')) as [Buffer]
  return { port: Number(port.toString()), stop: () => child.kill() }
}

async function nginx(file: string): Promise<{ port: number; stop(): void } | null> {
  if (!has('nginx')) return null
  const folder = mkdtempSync(join(tmpdir(), 'bench-nginx-'))
  const port = 20_000 + (process.pid % 20_000)
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${process.getuid?.() === 0 ? 'user root; ' : ''}daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 1;
     events { worker_connections 256; }
     http { access_log off; sendfile on; client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
       server { listen 127.0.0.1:${port}; location = /clip { alias ${file}; } } }`,
  )
  const child = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], { stdio: 'ignore' })
  await new Promise(resolve => setTimeout(resolve, 500))
  return { port, stop: () => child.kill() }
}

/** 1 MiB ranges of a published clip's file, 20 connections, beside plain node:http with 256 KiB chunks and nginx with sendfile, in turn. */
export async function bench(): Promise<Row[]> {
  if (!has('wrk')) throw new Error('the range bench needs wrk: apt install wrk')
  await using shore = await serve()
  const person = new Person(shore.url)
  await person.ask('POST', '/api/accounts', { handle: 'bench', passphrase })
  const own = await person.post(clip('tall.mp4'), { visibility: 'public' })
  const path = own.video!.renditions[0]!.url
  const bytes = Buffer.from(await (await fetch(shore.url + path)).arrayBuffer())
  const file = fileOf('range.bin', bytes)
  if (readFileSync(file).length < 2 ** 21) throw new Error('the clip is too small for 1 MiB ranges')
  const script = fileOf(
    'range.lua',
    `local size = ${bytes.length}\nrequest = function()\n  local from = math.random(0, size - 1048576)\n  return wrk.format("GET", nil, { ["Range"] = "bytes=" .. from .. "-" .. (from + 1048575) })\nend\n`,
  )
  const plain = await plainServer(file, 'video/mp4')
  const fast = await nginx(file)
  const rates: { ours: number[]; plain: number[]; nginx: number[] } = { ours: [], plain: [], nginx: [] }
  try {
    for (let round = 0; round < rounds; round++) {
      rates.ours.push(await wrk(shore.url + path, { ...load, script }))
      rates.plain.push(await wrk(`http://127.0.0.1:${plain.port}/`, { ...load, script }))
      if (fast) rates.nginx.push(await wrk(`http://127.0.0.1:${fast.port}/clip`, { ...load, script }))
    }
  } finally {
    plain.stop()
    fast?.stop()
  }
  const value = median(rates.ours)
  const row = (metric: string, ceiling: number, least: number | null): Row => ({
    metric,
    value,
    unit: 'MiB/s',
    ceiling,
    ratio: value / ceiling,
    reach: least === null ? null : `at least ${least}`,
    reached: least === null ? null : value / ceiling >= least,
  })
  return [
    row('1 MiB ranges, beside plain node:http', median(rates.plain), 0.9),
    ...(fast ? [row('1 MiB ranges, beside nginx with sendfile', median(rates.nginx), null)] : []),
  ]
}
