import { Writable } from 'node:stream'

/**
 * A player asks for the rest of a clip and may be swiped away the next moment. So the rest comes as it is watched: this many
 * seconds ahead of whoever watches, and further ahead of who has stayed for some time. Nothing else is slowed: neither a
 * bounded range nor a whole file.
 */
const leadSeconds = 2
/** From here on a tenth more than is watched is sent. */
const stayedSeconds = 4
const headroom = 1.1
/** A range that starts before this belongs to a clip that is watched from its beginning. */
const beginningSeconds = 4

/** Bytes that a paced sending reads at once: small, as they are held until their turn comes. */
export const pacedAtOnceBytes = 32 * 1024

export function isPaced(range: string | undefined, bytes: number): boolean {
  // "The rest" is said without an end, or by naming the very last byte.
  const end = /^bytes=\d+-(\d*)$/.exec(range ?? '')?.[1]
  return end === '' || Number(end) === bytes - 1
}

/** The moment of the clip, in seconds, that is complete when the bytes before `at` have come; `ends` is where each second ends. */
function momentOf(at: number, ends: readonly number[]): number {
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ends[middle]! <= at) low = middle + 1
    else high = middle
  }
  const from = low === 0 ? 0 : ends[low - 1]!
  const to = ends[low] ?? from + 1
  return low + Math.min(1, (at - from) / (to - from))
}

/** When, in milliseconds after the start of a sending from byte `start`, the bytes from `at` on may go. `speed` is 1 to 2. */
export function dueMs(at: number, start: number, ends: readonly number[], speed: number): number {
  const from = momentOf(start, ends)
  const watchedFrom = from < beginningSeconds ? 0 : from
  const ahead = momentOf(at, ends) - watchedFrom - leadSeconds * speed
  const stayed = stayedSeconds * speed
  const watched = ahead <= stayed ? ahead : stayed + (ahead - stayed) / headroom
  return Math.max(0, (watched / speed) * 1000)
}

/** A way onto `reply` that lets bytes through no sooner than the clock allows. It ends and closes with the reply. */
export function paced(reply: Writable, start: number, ends: readonly number[], speed: number): Writable {
  const from = performance.now()
  let at = start
  let waiting: NodeJS.Timeout | undefined
  const way = new Writable({
    highWaterMark: 1,
    write(bytes: Buffer, _encoding, done) {
      const waitMs = from + dueMs(at, start, ends, speed) - performance.now()
      at += bytes.length
      if (waitMs <= 0) reply.write(bytes, done)
      else waiting = setTimeout(() => reply.write(bytes, done), waitMs)
    },
    final: done => void reply.end(done),
    destroy(error, done) {
      clearTimeout(waiting)
      done(error)
    },
  })
  // Whoever hung up is told to the writer by its callback; to nobody else is it news.
  way.on('error', () => undefined)
  reply.once('close', () => way.destroy())
  return way
}
