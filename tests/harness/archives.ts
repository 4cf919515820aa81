/** Archives of accounts as their people get them: asked for, fetched, and taken apart. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { crc32, deflateRawSync } from 'node:zlib'
import { extract, pack } from 'tar-stream'
import type { ArchiveHead } from '../../src/core/archive/format.ts'
import type { OwnArchive, OwnArrival } from '../../src/core/wire/archive.ts'
import { type Person, passphrase } from './person.ts'

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** Shows that it is still the same person. */
export const prove = (person: Person) => person.ask('POST', '/api/session/proof', { passphrase })

/** Asks for an archive and waits until it is there, or failed. */
export async function archived(person: Person, wish: { passphrase?: string } = {}): Promise<OwnArchive> {
  await prove(person)
  const { status, body } = await person.ask('POST', '/api/archive', wish)
  if (status !== 202) throw new Error(`archive refused: ${JSON.stringify(body)}`)
  return untilMade(person)
}

export async function untilMade(person: Person, withinMs = 120_000): Promise<OwnArchive> {
  for (const until = Date.now() + withinMs; ; ) {
    const { body } = await person.ask<{ archive: OwnArchive | null }>('GET', '/api/archive')
    if (body.archive?.state === 'ready' || body.archive?.state === 'failed') return body.archive
    if (Date.now() > until) throw new Error(`the archive is still ${body.archive?.state}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

/** The archive's file, or the part of it that is asked for. */
export async function fetchArchive(
  person: Person,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
  const reply = await fetch(`${person.url}/api/archive/file`, {
    headers: { ...(person.cookie ? { cookie: person.cookie } : {}), ...headers },
  })
  return { status: reply.status, headers: reply.headers, bytes: Buffer.from(await reply.arrayBuffer()) }
}

/** The files of a tar, in their order. */
export async function filesIn(tar: Uint8Array): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>()
  const reading = extract()
  Readable.from([tar]).pipe(reading)
  for await (const entry of reading) {
    const parts: Buffer[] = []
    for await (const part of entry) parts.push(part as Buffer)
    files.set(entry.header.name, Buffer.concat(parts))
  }
  return files
}

// biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came.
export const jsonOf = <T = any>(files: ReadonlyMap<string, Buffer>, name: string): T =>
  JSON.parse(files.get(name)?.toString() ?? 'null') as T

export const headOf = (files: ReadonlyMap<string, Buffer>): ArchiveHead => jsonOf(files, 'archive.json')

/** A tar of these files, as whoever writes one by hand would make it. */
export async function tarOf(files: Iterable<readonly [name: string, content: Uint8Array | string]>): Promise<Buffer> {
  const packing = pack()
  for (const [name, content] of files) packing.entry({ name }, Buffer.from(content))
  packing.finalize()
  const parts: Buffer[] = []
  for await (const part of packing) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** Sends an archive by tus, in two parts. */
export async function arrive(person: Person, bytes: Buffer, visibility = 'private'): Promise<string> {
  const tus = { 'tus-resumable': '1.0.0' }
  const coded = (text: string) => Buffer.from(text).toString('base64')
  const begun = await person.ask('POST', '/api/arrivals', undefined, {
    ...tus,
    'upload-length': String(bytes.length),
    'upload-metadata': `filename ${coded('archive.tar')},visibility ${coded(visibility)}`,
  })
  if (begun.status !== 201) throw new Error(`arrival refused: ${JSON.stringify(begun.body)}`)
  const id = begun.headers.get('location')!.split('/').at(-1)!
  const half = Math.floor(bytes.length / 2)
  for (const [from, to] of [
    [0, half],
    [half, bytes.length],
  ] as const) {
    const reply = await fetch(`${person.url}/api/arrivals/${id}`, {
      method: 'PATCH',
      headers: {
        ...tus,
        'upload-offset': String(from),
        'content-type': 'application/offset+octet-stream',
        ...(person.cookie ? { cookie: person.cookie } : {}),
      },
      body: bytes.subarray(from, to) as BodyInit,
    })
    if (reply.status !== 204) throw new Error(`sending refused: ${reply.status} ${await reply.text()}`)
  }
  return id
}

/** What became of an archive: brought, refused, or waiting for its passphrase. */
export const untilArrived = (person: Person) => untilOneOf(person, ['done', 'refused', 'sealed'])
export const untilEnded = (person: Person) => untilOneOf(person, ['done', 'refused'])

async function untilOneOf(person: Person, states: readonly string[], withinMs = 120_000): Promise<OwnArrival> {
  for (const until = Date.now() + withinMs; ; ) {
    const { body } = await person.ask<{ arrival: OwnArrival | null }>('GET', '/api/arrival')
    const { arrival } = body
    if (arrival && states.includes(arrival.state)) return arrival
    if (Date.now() > until) throw new Error(`the archive is still ${arrival?.state}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

/** A zip of these files (PKWARE APPNOTE 6.3), with what an attacker would write into it. */
export function zipOf(
  files: readonly (readonly [name: string, content: Uint8Array | string])[],
  { mode = 0o100644, claimed }: { mode?: number; claimed?: number } = {},
): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of files) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const size = claimed ?? bytes.length
    const both = Buffer.alloc(26)
    both.writeUInt16LE(20, 0)
    both.writeUInt16LE(0x0800, 2)
    both.writeUInt16LE(8, 4)
    both.writeUInt32LE(crc32(bytes), 10)
    both.writeUInt32LE(packed.length, 14)
    both.writeUInt32LE(size, 18)
    both.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), both, Buffer.from(name), packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE((mode << 16) >>> 0, 6)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0003'), both, rest, Buffer.from(name)]))
    parts.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, central, end])
}
