import { Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isPaced, paced } from './pace.ts'

/** 80 kB of clip a second. */
const bitsPerSecond = 640_000

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

  async function feed(way: Writable, chunks: number): Promise<void> {
    for (let i = 0; i < chunks; i++) way.write(Buffer.alloc(16_000))
    way.end()
    await vi.advanceTimersByTimeAsync(0)
  }

  it('gives two seconds of a clip at once, then a quarter more than is watched, and all of it in the end', async () => {
    const { to, taken } = taker()
    await feed(paced(to, bitsPerSecond, true), 100)
    await vi.advanceTimersByTimeAsync(5)
    expect(taken()).toBeGreaterThanOrEqual(160_000)
    expect(taken()).toBeLessThanOrEqual(160_000 + 32_000)
    await vi.advanceTimersByTimeAsync(4000)
    expect(taken()).toBeGreaterThanOrEqual(160_000 + 400_000 - 32_000)
    expect(taken()).toBeLessThanOrEqual(160_000 + 400_000 + 48_000)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(taken()).toBe(1_600_000)
    expect(to.writableFinished).toBe(true)
  })

  it('gives one second at once where a start is there already', async () => {
    const { to, taken } = taker()
    await feed(paced(to, bitsPerSecond, false), 100)
    await vi.advanceTimersByTimeAsync(5)
    expect(taken()).toBeLessThanOrEqual(80_000 + 32_000)
  })

  it('sends nothing more once the reply has closed', async () => {
    const { to, taken } = taker()
    const way = paced(to, bitsPerSecond, true)
    await feed(way, 100)
    to.destroy()
    await vi.advanceTimersByTimeAsync(10)
    const then = taken()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(taken()).toBe(then)
    expect(way.destroyed).toBe(true)
  })

  it('ends quietly where the other side hangs up in the middle of a write', async () => {
    const to = new Writable({ write: (_chunk, _encoding, done) => done(new Error('write EPIPE')) })
    to.on('error', () => undefined)
    const way = paced(to, bitsPerSecond, true)
    const failed = new Promise<Error | null | undefined>(resolve => way.write(Buffer.alloc(10), resolve))
    await vi.advanceTimersByTimeAsync(10)
    expect((await failed)?.message).toBe('write EPIPE')
    expect(way.destroyed).toBe(true)
  })

  it('is for what a player asks to play, and for nothing else', () => {
    const size = 2_000_000
    expect(isPaced('bytes=0-', size, bitsPerSecond)).toBe(true)
    expect(isPaced('bytes=600000-1999999', size, bitsPerSecond)).toBe(true)
    expect(isPaced('bytes=0-1048575', size, bitsPerSecond)).toBe(false)
    expect(isPaced(undefined, size, bitsPerSecond)).toBe(false)
    expect(isPaced('bytes=0-', size, null)).toBe(false)
  })
})
