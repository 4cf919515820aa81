/**
 * KuaiRand-Pure in its compact form, a folder of csv.gz: what people watched in order (no times), and what was shown to them later
 * with every answer. The items' own counts cover the time that is to be foretold, so they are never read.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

/** What was shown, in order of time, a column each. */
export interface Views {
  readonly count: number
  readonly users: Int32Array
  readonly items: Int32Array
  readonly atMs: Float64Array
  readonly tabs: Int8Array
  readonly isLong: Uint8Array
  readonly isLiked: Uint8Array
  readonly isClicked: Uint8Array
  readonly playMs: Float64Array
}

export interface Sequence {
  watched: readonly number[]
  long: readonly number[]
  liked: readonly number[]
}

export interface KuaiRand {
  readonly userCount: number
  readonly itemCount: number
  readonly sequences: ReadonlyMap<number, Sequence>
  readonly val: Views
  /** The part kept for acceptance; null where it is not in the folder. */
  readonly test: Views | null
  readonly lengthMs: Float64Array
  readonly authors: Int32Array
  readonly sounds: Int32Array
  readonly tags: readonly string[]
}

export function readKuaiRand(folder: string): KuaiRand {
  const sequences = new Map<number, Sequence>()
  for (const row of rowsOf(join(folder, 'train_sequences.csv.gz'))) {
    const list = (name: string) => (row(name) === '' ? [] : row(name).split(' ').map(Number))
    sequences.set(Number(row('user_id')), {
      watched: list('watch_seq'),
      long: list('long_watch_seq'),
      liked: list('like_seq'),
    })
  }
  const val = readViews(join(folder, 'val.csv.gz'))
  const later = join(folder, 'test.csv.gz')
  const test = existsSync(later) ? readViews(later) : null
  const facts = [...rowsOf(join(folder, 'items.csv.gz'))].map(row => ({
    id: Number(row('video_id')),
    author: Number(row('author_id')),
    sound: Number(row('music_id')),
    tag: row('tag'),
    lengthMs: Number(row('video_duration')) || 0,
  }))
  const itemCount = 1 + facts.reduce((most, { id }) => Math.max(most, id), 0)
  const users = [...sequences.keys(), ...val.users, ...(test?.users ?? [])]
  const [lengthMs, tags] = [new Float64Array(itemCount), new Array<string>(itemCount).fill('')]
  const [authors, sounds] = [new Int32Array(itemCount), new Int32Array(itemCount)]
  const [author, sound] = [numbering(), numbering()]
  for (const fact of facts) {
    lengthMs[fact.id] = fact.lengthMs
    tags[fact.id] = fact.tag
    authors[fact.id] = author(fact.author)
    sounds[fact.id] = sound(fact.sound)
  }
  const userCount = 1 + users.reduce((most, id) => Math.max(most, id), 0)
  return { userCount, itemCount, sequences, val, test, lengthMs, authors, sounds, tags }
}

/** The views from `from` to before `to`. */
export function slice(views: Views, from: number, to: number): Views {
  const part = <T extends { subarray(a: number, b: number): T }>(column: T): T => column.subarray(from, to)
  return {
    count: to - from,
    users: part(views.users),
    items: part(views.items),
    atMs: part(views.atMs),
    tabs: part(views.tabs),
    isLong: part(views.isLong),
    isLiked: part(views.isLiked),
    isClicked: part(views.isClicked),
    playMs: part(views.playMs),
  }
}

function readViews(file: string): Views {
  const rows = [...rowsOf(file)]
    .map(row => ({ at: Number(row('time_ms')), row }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row)
  const column = (name: string) => rows.map(row => Number(row(name)))
  return {
    count: rows.length,
    users: Int32Array.from(column('user_id')),
    items: Int32Array.from(column('video_id')),
    atMs: Float64Array.from(column('time_ms')),
    tabs: Int8Array.from(column('tab')),
    isLong: Uint8Array.from(column('long_view')),
    isLiked: Uint8Array.from(column('is_like')),
    isClicked: Uint8Array.from(column('is_click')),
    playMs: Float64Array.from(column('play_time_ms')),
  }
}

function* rowsOf(file: string): Generator<(name: string) => string> {
  const [head, ...lines] = gunzipSync(readFileSync(file)).toString('utf8').trim().split(/\r?\n/)
  const names = new Map(head!.split(',').map((name, place) => [name, place]))
  for (const line of lines) {
    const cells = cellsOf(line)
    yield name => {
      const place = names.get(name)
      if (place === undefined) throw new Error(`${file} has no column ${name}`)
      return cells[place] ?? ''
    }
  }
}

function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',')
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}

function numbering(): (key: number) => number {
  const numbers = new Map<number, number>()
  return key => {
    const number = numbers.get(key) ?? numbers.size
    numbers.set(key, number)
    return number
  }
}
