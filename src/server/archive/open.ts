/** Opening what somebody brings: decrypted, unpacked under numbers, compared with its own sums, and read as words of a stranger. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { clipsOf } from '../../core/archive/arriving.ts'
import { foreignClips } from '../../core/archive/foreign.ts'
import { type ArchiveHead, archiveClaim, archiveFormat, archiveHead, archiveProof } from '../../core/archive/format.ts'
import { archiveLimits } from '../../core/archive/limits.ts'
import { refuse } from '../../core/errors.ts'
import type { Visibility } from '../../core/videos/visibility.ts'
import { kindOf, unpack, unseal } from '../adapters/archive/index.ts'
import type { Archives, Unpacked } from '../adapters/folder/index.ts'
import { profileAddress } from '../sharing/index.ts'
import type { ArrivalRow, NewItem } from './arrivals-store.ts'

export interface Opened {
  cameFrom: string
  /** What the former shore vouches for: its key, and whose archive it is. Null where nobody does. */
  proof: { key: string; shore: string; account: string; handle: string } | null
  items: NewItem[]
}

interface Found {
  /** Names in the archive, and what was unpacked of each. */
  names: ReadonlyMap<string, { place: number; sha256: string }>
  json(name: string): Promise<unknown>
  text(name: string): Promise<string>
}

/** Refuses `arrival.*`. May run again: it begins anew. */
export async function openArrival(
  { files, now, visibility }: { files: Archives; now: Date; visibility: Visibility },
  row: Pick<ArrivalRow, 'id' | 'file_key'>,
  signal: AbortSignal,
): Promise<Opened> {
  const path = files.file(row.id)
  if ((await kindOf(path)) === 'age') {
    if (!row.file_key) throw refuse('arrival.passphrase')
    await unseal(path, row.file_key).catch((error: unknown) => {
      throw refuse('arrival.damaged', { got: error instanceof Error ? error.message : String(error) })
    })
  }
  const kind = await kindOf(path)
  if (kind !== 'tar' && kind !== 'zip') throw refuse('arrival.unknown')
  const found = await unpackInto(await files.unpack(row.id), path, kind, signal)
  return found.names.has('archive.json') ? ours(found, now) : foreign(found, now, visibility)
}

async function unpackInto(folder: Unpacked, path: string, kind: 'tar' | 'zip', signal: AbortSignal): Promise<Found> {
  const names = new Map<string, { place: number; sha256: string }>()
  const bounds = { files: archiveLimits.maxFiles, bytes: archiveLimits.maxBytes, nameBytes: 500 }
  await unpack(path, kind, bounds, async (name, _bytes, content) => {
    signal.throwIfAborted()
    const place = names.size
    names.set(name, { place, sha256: await folder.take(place, content) })
  })
  const text = async (name: string) => {
    const found = names.get(name)
    if (!found) throw refuse('arrival.damaged', { got: name })
    const bytes = await folder.read(found.place, archiveLimits.maxWordsBytes)
    if (!bytes) throw refuse('arrival.too-much', { what: name })
    return bytes.toString('utf8')
  }
  return {
    names,
    text,
    async json(name) {
      const said = await text(name)
      try {
        return JSON.parse(said) as unknown
      } catch {
        throw refuse('arrival.damaged', { got: name })
      }
    },
  }
}

async function ours(found: Found, now: Date): Promise<Opened> {
  const { names } = found
  const said = (await found.json('archive.json')) as { format?: unknown }
  if (typeof said?.format === 'string' && said.format.startsWith('onshore-archive/') && said.format !== archiveFormat)
    throw refuse('arrival.newer', { got: said.format.slice(0, 40), expected: archiveFormat })
  const head = archiveHead.safeParse(said).data
  if (!head) throw refuse('arrival.damaged', { got: 'archive.json' })
  await requireSums(found, head)
  const proof = archiveProof.safeParse(await found.json('proof.json')).data
  const isProven = proof && proof.archive === names.get('archive.json')!.sha256 && isSigned(proof)
  if (!isProven) throw refuse('arrival.damaged', { got: 'proof.json' })
  const read = clipsOf(head, await found.json('videos.json'), path => names.has(path), now)
  if (!read) throw refuse('arrival.damaged', { got: 'videos.json' })
  const placeOf = (path: string) => names.get(path)!.place
  return {
    cameFrom: head.shore + profileAddress(head.account.handle),
    proof: { key: proof.key, shore: head.shore, account: head.account.id, handle: head.account.handle },
    items: [
      { kind: 'words', origin: 'words', words: await wordsIn(found) },
      ...read.not.map(({ name, code }) => ({
        ...{ kind: 'clip' as const, origin: '', words: { name } },
        fault: { code, params: {} },
      })),
      ...read.clips.map(({ origin, file, captions, ...words }) => ({
        ...{ kind: 'clip' as const, origin: origin! },
        words: {
          ...words,
          file: placeOf(file),
          captions: captions.map(one => ({ language: one.language, file: placeOf(one.file) })),
        },
      })),
      {
        kind: 'saves',
        origin: 'saves',
        words: {
          shore: head.shore,
          saves: await itemsOf(found, 'saves.json'),
          collections: await itemsOf(found, 'collections.json'),
        },
      },
    ],
  }
}

/** Every file is named by the sums, and is what they say; the sums are those of the head. */
async function requireSums({ names, text }: Found, head: ArchiveHead): Promise<void> {
  if (names.get('SHA256SUMS')?.sha256 !== head.sums) throw refuse('arrival.damaged', { got: 'SHA256SUMS' })
  const said = new Map(
    (await text('SHA256SUMS'))
      .split('\n')
      .filter(line => line !== '')
      .map(line => [line.slice(66), line.slice(0, 64)]),
  )
  const own = new Set(['SHA256SUMS', 'archive.json', 'proof.json'])
  for (const [name, { sha256 }] of names)
    if (!own.has(name) && said.get(name) !== sha256) throw refuse('arrival.damaged', { got: name })
  for (const name of said.keys()) if (!names.has(name)) throw refuse('arrival.damaged', { got: name })
}

/** Whether a signature of ours is by the key that it names. Whose key that is, is another question. */
function isSigned({ key, archive, signature }: { key: string; archive: string; signature: string }): boolean {
  return verify(null, Buffer.from(archiveClaim(archive)), keyOf(key), Buffer.from(signature, 'base64'))
}

export const keyOf = (raw: string): KeyObject =>
  createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw, 'base64').toString('base64url') },
    format: 'jwk',
  })

async function itemsOf(found: Found, name: string): Promise<unknown[]> {
  if (!found.names.has(name)) return []
  const { items } = (await found.json(name)) as { items?: unknown }
  return Array.isArray(items) ? items.slice(0, archiveLimits.maxRows) : []
}

async function wordsIn(found: Found): Promise<Record<string, unknown>> {
  const account = found.names.has('account.json') ? await found.json('account.json') : {}
  const { name, bio, links } = (account ?? {}) as Record<string, unknown>
  return { name, bio, links, muted: await itemsOf(found, 'muted.json'), tags: await itemsOf(found, 'tags.json') }
}

async function foreign(found: Found, now: Date, visibility: Visibility): Promise<Opened> {
  const lists = new Map<string, unknown>()
  for (const name of found.names.keys())
    if (name.endsWith('.json') && foreignClips.reads(name)) lists.set(name, await found.json(name))
  const read = foreignClips.from(lists, [...found.names.keys()], visibility, now)
  if (!read) throw refuse('arrival.unknown')
  if (read.clips.length === 0) throw refuse('arrival.no-media')
  return {
    cameFrom: '',
    proof: null,
    items: read.clips.map(({ file, captions: _captions, ...words }) => {
      const { place, sha256 } = found.names.get(file)!
      return { kind: 'clip', origin: `sha256:${sha256}`, words: { ...words, file: place, captions: [] } }
    }),
  }
}
