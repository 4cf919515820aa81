/** Archives of accounts as their people get them: asked for, fetched, and taken apart. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { extract, pack } from 'tar-stream'
import type { ArchiveHead } from '../../src/core/archive/format.ts'
import type { OwnArchive } from '../../src/core/wire/archive.ts'
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
