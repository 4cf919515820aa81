/**
 * Making an archive: rows are read in one snapshot, then the files of clips are added one by one. It may run twice; what is half
 * written has another name than what is whole, and a run that was cut off begins anew.
 */
import { createHash, type KeyObject, sign } from 'node:crypto'
import {
  type ArchiveHead,
  type ArchiveProof,
  archiveClaim,
  archiveDocuments,
  archiveFormat,
  archiveSchema,
} from '../../core/archive/format.ts'
import { archiveLimits } from '../../core/archive/limits.ts'
import { archivePartNames } from '../../core/archive/parts.ts'
import { archiveReadme } from '../../core/archive/readme.ts'
import { type ArchiveWriter, writeArchive } from '../adapters/archive/index.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { Archives, WorkFolder, WorkFolders } from '../adapters/folder/index.ts'
import { log } from '../adapters/log/index.ts'
import type { Keys } from '../keys/index.ts'
import type { ArchiveRow, ArchivesStore } from './archives-store.ts'
import type { ContentsStore, Row } from './contents-store.ts'
import { openAccount, openRows } from './opened.ts'
import { type Media, placed } from './placed.ts'

export interface MakingRooms {
  archives: ArchivesStore
  contents: ContentsStore
  keys: Keys
  files: Archives
  blobs: Blobs
  work: WorkFolders
  clock: Clock
  /** The shore's Ed25519 key. */
  key: KeyObject
  version: string
}

interface Asked {
  archiveId: string
  accountId: string
  shore: string
}

/** Nobody waits for it any more. */
class TakenBack extends Error {}

export function archiveJob(rooms: MakingRooms) {
  return async (asked: Asked, run: { isLast: boolean; signal: AbortSignal }): Promise<void> => {
    const { archives, files, clock } = rooms
    const row = await archives.begin(asked.archiveId)
    if (!row) return
    const endsAt = () => new Date(clock.now().getTime() + archiveLimits.keptMs)
    try {
      const made = await make(rooms, row, asked, run.signal)
      if (!(await archives.finish(row.id, { ...made, endsAt: endsAt() }))) throw new TakenBack()
    } catch (error) {
      await files.remove(row.id)
      if (error instanceof TakenBack) return
      if (!run.isLast || run.signal.aborted) throw error
      log('an archive of an account could not be made', {}, error)
      await archives.fail(row.id, endsAt())
    }
  }
}

async function make(
  rooms: MakingRooms,
  row: ArchiveRow,
  asked: Asked,
  signal: AbortSignal,
): Promise<{ bytes: number; sha256: string }> {
  const { files, blobs, contents } = rooms
  await using folder = await rooms.work.open()
  const self = rooms.keys.self({ ticket: row.ticket ?? '' })
  const { handle, picture, media } = await contents.read(row.account_id, async taken => {
    const { account: closed, picture } = await taken.account()
    const account = await openAccount(self, closed)
    const media: Media[] = []
    const place = placed(asked.shore, media)
    await folder.write('account.json', JSON.stringify({ ...account, picture: picture && picturePath }, null, 2))
    for (const part of archivePartNames)
      if (part !== 'account')
        await folder.take(
          `${part}.json`,
          asJson(taken.rows(part), async rows => (await openRows(self, part, rows)).map(row => place(part, row))),
        )
    return { handle: String(account['handle']), picture, media }
  })
  const writer = await writeArchive(files.file(row.id), sealIn(row))
  try {
    const sums: { name: string; bytes: number; sha256: string }[] = []
    for (const [name, text] of plainFiles()) sums.push(await writer.addText(name, text))
    for (const part of archivePartNames) sums.push(await writer.add(`${part}.json`, folder.file(`${part}.json`)))
    if (picture) sums.push(await writer.add(picturePath, await folder.write('picture', picture)))
    const gone = await addMedia(rooms, row.id, { writer, folder, media, sums }, signal)
    const lost = await contents.stillUsed(gone.map(({ hash }) => hash))
    if (lost.size > 0) throw new Error(`${lost.size} objects of clips are not where they are kept`)
    const head = await addSums(writer, {
      ...{ version: rooms.version, shore: asked.shore, account: { id: row.account_id, handle } },
      ...{ madeAt: rooms.clock.now().toISOString(), gone: gone.map(({ path }) => path), sums },
    })
    await writer.addText('proof.json', JSON.stringify(prove(head, rooms.key), null, 2))
    return await writer.finish()
  } catch (error) {
    await writer.abandon()
    throw error
  }

  /** What was gone when its turn came. */
  async function addMedia(
    { archives }: MakingRooms,
    id: string,
    to: {
      writer: ArchiveWriter
      folder: WorkFolder
      media: readonly Media[]
      sums: { name: string; bytes: number; sha256: string }[]
    },
    stopped: AbortSignal,
  ): Promise<Media[]> {
    const gone: Media[] = []
    let done = 0
    for (const one of to.media) {
      stopped.throwIfAborted()
      if (!(await archives.setDone(id, done))) throw new TakenBack()
      done += one.bytes
      if ((await blobs.size(one.hash)) === null) {
        gone.push(one)
        continue
      }
      await blobs.copy(one.hash, to.folder.file(one.hash))
      const entry = await to.writer.add(one.path, to.folder.file(one.hash))
      await to.folder.remove(one.hash)
      if (entry.sha256 !== one.hash) throw new Error(`the object ${one.hash} is damaged where it is kept`)
      to.sums.push(entry)
    }
    return gone
  }
}

const picturePath = 'media/picture.webp'

function sealIn({ seal }: ArchiveRow): { salt: Buffer; key: Buffer } | null {
  return seal && { salt: seal.subarray(0, 16), key: seal.subarray(16) }
}

function plainFiles(): [name: string, text: string][] {
  return [
    ['README.md', archiveReadme],
    ...archiveDocuments.map(
      name => [`schemas/${name}.schema.json`, `${JSON.stringify(archiveSchema(name), null, 2)}\n`] as [string, string],
    ),
  ]
}

/** `SHA256SUMS` as sha256sum(1) reads it, then the head; returns the head’s text. */
async function addSums(
  writer: ArchiveWriter,
  {
    sums,
    ...said
  }: Omit<ArchiveHead, 'format' | 'files' | 'bytes' | 'sums'> & {
    sums: readonly { name: string; bytes: number; sha256: string }[]
  },
): Promise<string> {
  const list = sums.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')
  await writer.addText('SHA256SUMS', list)
  const head: ArchiveHead = {
    format: archiveFormat,
    ...said,
    files: sums.length,
    bytes: sums.reduce((all, { bytes }) => all + bytes, 0),
    sums: sha256Of(list),
  }
  const text = JSON.stringify(head, null, 2)
  await writer.addText('archive.json', text)
  return text
}

function prove(head: string, key: KeyObject): ArchiveProof {
  const archive = sha256Of(head)
  const { x } = key.export({ format: 'jwk' })
  return {
    key: Buffer.from(x!, 'base64url').toString('base64'),
    archive,
    signature: sign(null, Buffer.from(archiveClaim(archive)), key).toString('base64'),
  }
}

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex')

/** `{ "items": [ … ] }`, a row at a time: a list may be longer than memory. */
async function* asJson(
  some: AsyncIterable<Row[]>,
  present: (rows: Row[]) => Promise<Row[]>,
): AsyncGenerator<Uint8Array> {
  let before = '{ "items": ['
  for await (const rows of some) {
    let text = ''
    for (const row of await present(rows)) {
      text += `${before}\n  ${JSON.stringify(row)}`
      before = ','
    }
    yield Buffer.from(text)
  }
  yield Buffer.from(before === ',' ? '\n] }\n' : `${before}] }\n`)
}
