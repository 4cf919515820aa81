import { Writable } from 'node:stream'

/**
 * A player asks for the rest of a clip and may be swiped away the next moment. So the rest comes little faster than it is
 * watched: the first seconds at once, then a quarter more than the clip's own rate. Nothing else is slowed: neither a bounded
 * range nor a whole file.
 */
const startSeconds = 2
/** After a jump, or where a start was fetched ahead and the rest is asked for now. */
const resumeSeconds = 1
const headroom = 1.25

/** Bytes that a paced sending reads at once: small, as they are held until their turn comes. */
export const pacedAtOnceBytes = 64 * 1024

export function isPaced(range: string | undefined, bytes: number, bitsPerSecond: number | null): boolean {
  // "The rest" is said without an end, or by naming the very last byte.
  const end = /^bytes=\d+-(\d*)$/.exec(range ?? '')?.[1]
  return Boolean(bitsPerSecond) && (end === '' || Number(end) === bytes - 1)
}

/** A way onto `reply` that lets bytes through no sooner than the clock allows. It ends and closes with the reply. */
export function paced(reply: Writable, bitsPerSecond: number, isFromStart: boolean): Writable {
  const bytesPerMs = (bitsPerSecond * headroom) / 8000
  const atOnce = (bitsPerSecond / 8) * (isFromStart ? startSeconds : resumeSeconds)
  const from = performance.now()
  let sent = 0
  let waiting: NodeJS.Timeout | undefined
  const way = new Writable({
    highWaterMark: 1,
    write(bytes: Buffer, _encoding, done) {
      const waitMs = from + (sent - atOnce) / bytesPerMs - performance.now()
      sent += bytes.length
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
