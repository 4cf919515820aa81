import { refuse } from '../../core/errors.ts'
import { type Entry, readArchive } from '../adapters/archive/index.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import { putKey, type Uploads, type WorkFolder, type WorkFolders } from '../adapters/folder/index.ts'
import { type Manifest, manifest } from './manifest.ts'
import type { BackupStore, SavedJob } from './store.ts'

export interface RestoreRooms {
  /** Of a database without tables. */
  store: BackupStore
  blobs: Blobs
  uploads: Uploads
  work: WorkFolders
  data: string
  /** Makes the queue’s own tables. */
  migrateQueue(): Promise<void>
}

/**
 * Makes a shore anew from a backup, on a database and a folder that hold nothing yet. Every byte is compared with what the
 * manifest says by its SHA-256. Refuses `backup.damaged` and `backup.newer`; what was begun is then to be thrown away.
 */
export async function restore(
  rooms: RestoreRooms,
  path: string,
  identity: string,
  onProgress: (done: number) => void,
): Promise<Manifest> {
  const added: string[] = []
  try {
    return await restoreAll(rooms, path, identity, onProgress, added)
  } catch (error) {
    // What reached a bucket has no clip that would ever take it away.
    for (const hash of added) await rooms.blobs.remove(hash).catch(() => undefined)
    throw error
  }
}

async function restoreAll(
  rooms: RestoreRooms,
  path: string,
  identity: string,
  onProgress: (done: number) => void,
  added: string[],
): Promise<Manifest> {
  await using folder = await rooms.work.open()
  let said: Manifest | null = null
  let done = 0
  const entries = await readArchive(path, identity, async (name, _bytes, content) => {
    onProgress(++done)
    if (name === 'manifest.json') said = await manifestIn(content)
    else await take(rooms, folder, name, content, added)
  }).catch((error: unknown) => {
    throw refuse('backup.damaged', { got: error instanceof Error ? error.message : String(error) })
  })
  if (!said) throw refuse('backup.damaged', { got: 'no manifest' })
  const found: Manifest = said
  compare(found, entries)
  if (!rooms.store.knows(found.migration)) throw refuse('backup.newer', { got: found.version })

  await rooms.store.migrate(found.migration)
  await rooms.migrateQueue()
  for (const { table, rows } of found.tables) {
    const read = await rooms.store.readRows(table, folder.file(fileOf(`tables/${table}.copy`)))
    if (read !== rows) throw refuse('backup.damaged', { got: `${read} of ${rows} rows of ${table}` })
  }
  await rooms.store.migrate()
  // Who was signed in then may have been signed out since, for a reason.
  await rooms.store.endSessions()
  await rooms.store.addJobs(JSON.parse((await folder.read(fileOf('jobs.json'))).toString()) as SavedJob[])
  for (const { name } of found.entries) {
    const [kind, rest] = [name.split('/')[0], name.split('/').slice(1).join('/')]
    if (kind === 'keys') putKey(rooms.data, rest, folder.file(fileOf(name)))
    if (kind === 'uploads') await rooms.uploads.put(rest, folder.file(fileOf(name)))
  }
  return found
}

const fileOf = (name: string): string => name.replaceAll('/', '_')
const known =
  /^(tables\/[a-z_]+\.copy|jobs\.json|keys\/[a-z-]+\.pem|uploads\/[0-9a-f-]{36}(\.json)?|blobs\/[0-9a-f]{64})$/

/** Objects go to their store as they come; the rest waits until the manifest has said what it should be. */
async function take(
  { blobs }: RestoreRooms,
  folder: WorkFolder,
  name: string,
  content: AsyncIterable<Uint8Array>,
  added: string[],
): Promise<void> {
  if (!known.test(name)) throw new Error(`a file that no backup has: ${name.slice(0, 100)}`)
  const file = await folder.take(fileOf(name), content)
  if (!name.startsWith('blobs/')) return
  const named = name.slice('blobs/'.length)
  if ((await blobs.size(named)) === null) added.push(named)
  const { hash } = await blobs.keep(file)
  await folder.remove(fileOf(name))
  if (name !== `blobs/${hash}`) throw new Error(`${name} is ${hash}`)
}

async function manifestIn(content: AsyncIterable<Uint8Array>): Promise<Manifest> {
  const parts: Uint8Array[] = []
  for await (const part of content) parts.push(part)
  return manifest.parse(JSON.parse(Buffer.concat(parts).toString()))
}

/** The files of the archive are those of its manifest, no more and no fewer, byte for byte. */
function compare({ entries: said }: Manifest, found: readonly Entry[]): void {
  const others = found.filter(({ name }) => name !== 'manifest.json')
  const text = ({ name, bytes, sha256 }: Entry) => `${name} ${bytes} ${sha256}`
  const [a, b] = [said.map(text).sort(), others.map(text).sort()]
  const odd = a.find((line, i) => line !== b[i]) ?? b[a.length]
  if (odd !== undefined) throw refuse('backup.damaged', { got: odd })
}
