/**
 * A candidate as it travels: what a device has to know of a clip to rank it, in 128 bytes, and nothing of any viewer. A pack is
 * such records one behind the other. Integers are little-endian.
 *
 * | byte | is |
 * | ---: | --- |
 * | 0 | id, a UUID of 16 bytes |
 * | 16 | features, 64 signed bytes, a vector of length 127 at most |
 * | 80 | creator, u32: `nameHash` of the handle |
 * | 84 | sound, u32: `nameHash` of its id, 0 where there is none |
 * | 88 | published, u32: seconds since 1970 |
 * | 92 | length, u16: tenths of a second |
 * | 94 | language, u8: 1 English, 2 French, 0 not known or another |
 * | 95 | labels, u8: 1 sensitive, 2 made by AI, 4 paid, added up |
 * | 96 | topic, u16: its place in the slate's topics, 65535 for none |
 * | 98 | stratum, u8: 0 proven, 1 rising, 2 new, 3 long tail, 4 this shore's own |
 * | 99 | 0 |
 * | 100 | likes, u32; 104 comments, u32; 108 reposts, u32: public counts, 0 where the author hides them |
 * | 112 | quality, u16: 1 to 65535 stand for 0 to 1, 0 for unknown |
 * | 114 | 14 bytes of 0 |
 */

export const candidateBytes = 128
export const dimensions = 64
export const labelBits = { sensitive: 1, ai: 2, paid: 4 } as const
export const strata = { proven: 0, rising: 1, new: 2, tail: 3, own: 4 } as const
export const noTopic = 0xffff
/** Codes of the byte at 94; 0 stands for a language that is not known, or another. */
export const candidateLanguages: Readonly<Record<string, number>> = { en: 1, fr: 2 }
export interface CandidateRecord {
  id: string
  /** 64 whole numbers of -127 to 127. */
  features: ArrayLike<number>
  creator: number
  sound: number
  publishedSeconds: number
  lengthMs: number
  language: number
  labels: number
  topic: number
  stratum: number
  likes: number
  comments: number
  reposts: number
  /** 0 to 1; null where nothing is known of it. */
  quality: number | null
}

/** The candidates of a slate, a column each, so that ranking walks memory in one direction. */
export interface Candidates {
  readonly count: number
  readonly ids: readonly string[]
  /** 64 for each candidate, one behind the other. */
  readonly features: Int8Array
  readonly creators: Uint32Array
  readonly sounds: Uint32Array
  readonly publishedSeconds: Uint32Array
  readonly lengthsMs: Uint32Array
  readonly languages: Uint8Array
  readonly labels: Uint8Array
  readonly topics: Uint16Array
  readonly strata: Uint8Array
  readonly likes: Uint32Array
  readonly comments: Uint32Array
  readonly reposts: Uint32Array
  /** 0 to 1; NaN where nothing is known of it. */
  readonly qualities: Float32Array
}

/** FNV-1a, 32 bits, of the percent-encoded name; never 0. Two names may meet in one number: nothing that must not err hangs on it. */
export function nameHash(name: string): number {
  let hash = 0x811c9dc5
  for (const sign of encodeURIComponent(name)) hash = Math.imul(hash ^ sign.charCodeAt(0), 0x01000193)
  return hash >>> 0 || 1
}

export function writePack(records: readonly CandidateRecord[]): Uint8Array {
  const bytes = new Uint8Array(records.length * candidateBytes)
  const view = new DataView(bytes.buffer)
  const whole = (value: number, most: number) => Math.max(0, Math.min(most, Math.round(value)))
  records.forEach((record, place) => {
    const at = place * candidateBytes
    const hex = record.id.replaceAll('-', '')
    for (let i = 0; i < 16; i++) view.setUint8(at + i, Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16))
    for (let d = 0; d < dimensions; d++) view.setInt8(at + 16 + d, record.features[d] ?? 0)
    view.setUint32(at + 80, record.creator, true)
    view.setUint32(at + 84, record.sound, true)
    view.setUint32(at + 88, whole(record.publishedSeconds, 0xffffffff), true)
    view.setUint16(at + 92, whole(record.lengthMs / 100, 0xffff), true)
    view.setUint8(at + 94, record.language)
    view.setUint8(at + 95, record.labels)
    view.setUint16(at + 96, record.topic, true)
    view.setUint8(at + 98, record.stratum)
    view.setUint32(at + 100, whole(record.likes, 0xffffffff), true)
    view.setUint32(at + 104, whole(record.comments, 0xffffffff), true)
    view.setUint32(at + 108, whole(record.reposts, 0xffffffff), true)
    view.setUint16(at + 112, record.quality === null ? 0 : 1 + whole(record.quality * 65534, 65534), true)
  })
  return bytes
}

/** Columns for so many candidates, to be filled; ids are to be pushed. */
export const blankCandidates = (count: number) => ({
  count,
  ids: [] as string[],
  features: new Int8Array(count * dimensions),
  creators: new Uint32Array(count),
  sounds: new Uint32Array(count),
  publishedSeconds: new Uint32Array(count),
  lengthsMs: new Uint32Array(count),
  languages: new Uint8Array(count),
  labels: new Uint8Array(count),
  topics: new Uint16Array(count),
  strata: new Uint8Array(count),
  likes: new Uint32Array(count),
  comments: new Uint32Array(count),
  reposts: new Uint32Array(count),
  qualities: new Float32Array(count),
})

/** The candidates of packs in their order. Throws a RangeError where a pack is no whole number of records. */
export function readPacks(packs: readonly Uint8Array[]): Candidates {
  for (const { length } of packs)
    if (length % candidateBytes !== 0)
      throw new RangeError(`A pack of slates has a multiple of ${candidateBytes} bytes, this one has ${length}.`)
  const count = packs.reduce((sum, { length }) => sum + length / candidateBytes, 0)
  const candidates = blankCandidates(count)
  let n = 0
  for (const pack of packs) {
    const view = new DataView(pack.buffer, pack.byteOffset, pack.byteLength)
    for (let at = 0; at < pack.length; at += candidateBytes, n++) readRecord(candidates, n, pack, view, at)
  }
  return candidates
}

function readRecord(into: Candidates & { ids: string[] }, n: number, pack: Uint8Array, view: DataView, at: number) {
  into.ids.push(uuidOf(pack.subarray(at, at + 16)))
  for (let d = 0; d < dimensions; d++) into.features[n * dimensions + d] = view.getInt8(at + 16 + d)
  into.creators[n] = view.getUint32(at + 80, true)
  into.sounds[n] = view.getUint32(at + 84, true)
  into.publishedSeconds[n] = view.getUint32(at + 88, true)
  into.lengthsMs[n] = view.getUint16(at + 92, true) * 100
  into.languages[n] = view.getUint8(at + 94)
  into.labels[n] = view.getUint8(at + 95)
  into.topics[n] = view.getUint16(at + 96, true)
  into.strata[n] = view.getUint8(at + 98)
  into.likes[n] = view.getUint32(at + 100, true)
  into.comments[n] = view.getUint32(at + 104, true)
  into.reposts[n] = view.getUint32(at + 108, true)
  const quality = view.getUint16(at + 112, true)
  into.qualities[n] = quality === 0 ? Number.NaN : (quality - 1) / 65534
}

function uuidOf(bytes: Uint8Array): string {
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
