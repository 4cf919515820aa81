import { Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { dueMs, isPaced, paced } from './pace.ts'

/** Twenty seconds: 80 kB in each of the first ten, 160 kB in each of the others, after a header of 1 kB. */
const ends = Array.from({ length: 20 }, (_, i) => 1000 + 80_000 * (i + 1) + 80_000 * Math.max(0, i - 9))
const size = ends.at(-1)!

function taker(): { to: Writable; taken: () => number } {
  let bytes = 0
  const to = new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      done()
    },
  })
  return { to, taken: () => bytes }
}

describe('a paced sending', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  async function feed(way: Writable, bytes: number): Promise<void> {
    for (let left = bytes; left > 0; left -= 16_000) way.write(Buffer.alloc(Math.min(left, 16_000)))
    way.end()
    await vi.advanceTimersByTimeAsync(0)
  }

  it('stays two seconds ahead of who watches, further ahead of who stays, and sends all of it in the end', async () => {
    const { to, taken } = taker()
    await feed(paced(to, 0, ends, 1), size)
    await vi.advanceTimersByTimeAsync(5)
    expect(taken()).toBeGreaterThanOrEqual(2 * 80_000 - 16_000)
    expect(taken()).toBeLessThanOrEqual(2 * 80_000 + 32_000)
    await vi.advanceTimersByTimeAsync(4000)
    expect(taken()).toBeLessThanOrEqual(6 * 80_000 + 32_000)
    await vi.advanceTimersByTimeAsync(4000)
    expect(taken()).toBeGreaterThanOrEqual(ends[9]!)
    await vi.advanceTimersByTimeAsync(12_000)
    expect(taken()).toBe(size)
    expect(to.writableFinished).toBe(true)
  })

  it('goes by the moments of the clip, so that no part comes late because another is smaller', () => {
    for (const start of [0, ends[2]!, ends[7]!, ends[12]!]) {
      const playsFrom = start < ends[3]! ? 0 : ends.findIndex(end => end > start) * 1000
      for (const [second, end] of ends.entries()) {
        if (end <= start) continue
        // What the last moment of a second needs is there before that moment is shown.
        expect(dueMs(end - 1, start, ends, 1), `${start} ${second}`).toBeLessThanOrEqual(
          Math.max(0, second * 1000 - playsFrom),
        )
        expect(dueMs(end - 1, start, ends, 2) * 2).toBeLessThanOrEqual(Math.max(0, second * 1000 - playsFrom))
      }
    }
  })

  it('sends nothing more once the reply has closed', async () => {
    const { to, taken } = taker()
    const way = paced(to, 0, ends, 1)
    await feed(way, size)
    to.destroy()
    await vi.advanceTimersByTimeAsync(10)
    const before = taken()
    await vi.advanceTimersByTimeAsync(30_000)
    expect(taken()).toBe(before)
    expect(way.destroyed).toBe(true)
  })

  it('ends quietly where the other side hangs up in the middle of a write', async () => {
    const to = new Writable({ write: (_chunk, _encoding, done) => done(new Error('write EPIPE')) })
    to.on('error', () => undefined)
    const way = paced(to, 0, ends, 1)
    const failed = new Promise<Error | null | undefined>(resolve => way.write(Buffer.alloc(10), resolve))
    await vi.advanceTimersByTimeAsync(10)
    expect((await failed)?.message).toBe('write EPIPE')
  })

  it('is for the rest of a rendition, and for nothing else', () => {
    expect(isPaced('bytes=0-', size)).toBe(true)
    expect(isPaced(`bytes=600000-${size - 1}`, size)).toBe(true)
    expect(isPaced('bytes=0-1048575', size)).toBe(false)
    expect(isPaced(undefined, size)).toBe(false)
  })
})
