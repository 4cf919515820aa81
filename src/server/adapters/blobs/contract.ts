import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { Blobs } from './index.ts'

/** The law of every object store. */
export function blobsContract(name: string, open: () => Promise<Blobs>): void {
  const file = async (bytes: Buffer): Promise<string> => {
    const path = join(await mkdtemp(join(tmpdir(), 'blob-')), 'file')
    await writeFile(path, bytes)
    return path
  }
  /** Takes bytes as a socket does: when the callback runs, they have been copied. */
  const taker = (parts: Buffer[], onFirst?: () => void): Writable =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        parts.push(Buffer.from(chunk))
        onFirst?.()
        setImmediate(done)
      },
    })
  const read = async (blobs: Blobs, hash: string, range: { start: number; end: number }): Promise<Buffer> => {
    const parts: Buffer[] = []
    await (await blobs.open(hash)).send(range, taker(parts))
    return Buffer.concat(parts)
  }
  describe(`objects in ${name}`, () => {
    it('come back byte for byte under the hash of their content', async () => {
      const blobs = await open()
      const bytes = randomBytes(700_001)
      const kept = await blobs.keep(await file(bytes))
      expect(kept).toEqual({ hash: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length })
      expect((await read(blobs, kept.hash, { start: 0, end: bytes.length - 1 })).equals(bytes)).toBe(true)
      expect(await blobs.size(kept.hash)).toBe(bytes.length)
    })

    it('come in pieces no larger than was asked for, and lose nothing by it', async () => {
      const blobs = await open()
      const bytes = randomBytes(300_001)
      const { hash } = await blobs.keep(await file(bytes))
      const parts: Buffer[] = []
      await (await blobs.open(hash)).send({ start: 0, end: bytes.length - 1, atOnce: 65_536 }, taker(parts))
      expect(Math.max(...parts.map(part => part.length))).toBeLessThanOrEqual(65_536)
      expect(Buffer.concat(parts).equals(bytes)).toBe(true)
    })

    it('give exactly the range asked for, both ends included', async () => {
      const blobs = await open()
      const bytes = randomBytes(600_000)
      const { hash } = await blobs.keep(await file(bytes))
      for (const [start, end] of [
        [0, 0],
        [0, 599_999],
        [299_999, 300_000],
        [262_143, 262_145],
      ] as const) {
        const part = await read(blobs, hash, { start, end })
        expect(part.equals(bytes.subarray(start, end + 1))).toBe(true)
      }
    })

    it('are kept once however often, and also when two keep at the same time', async () => {
      const blobs = await open()
      const path = await file(randomBytes(300_000))
      const [one, two] = await Promise.all([blobs.keep(path), blobs.keep(path)])
      expect(two).toEqual(one)
    })

    it('are all listed, with their size and when they came', async () => {
      const blobs = await open()
      const from = Date.now()
      const kept = [await blobs.keep(await file(randomBytes(10))), await blobs.keep(await file(randomBytes(70_000)))]
      const listed = new Map<string, { bytes: number; changedAt: Date }>()
      for await (const { hash, ...found } of blobs.list()) listed.set(hash, found)
      for (const { hash, bytes } of kept) {
        expect(listed.get(hash)?.bytes).toBe(bytes)
        // Stores date to the second.
        expect(listed.get(hash)!.changedAt.getTime()).toBeGreaterThan(from - 5000)
      }
      await blobs.remove(kept[0]!.hash)
      const left: string[] = []
      for await (const { hash } of blobs.list()) left.push(hash)
      expect([left.includes(kept[0]!.hash), left.includes(kept[1]!.hash)]).toEqual([false, true])
    })

    it('reject a read of what is not there, before the first byte', async () => {
      const blobs = await open()
      await expect(blobs.open('0'.repeat(64))).rejects.toThrow()
      expect(await blobs.size('0'.repeat(64))).toBeNull()
    })

    it('are gone when removed, and removing twice is fine', async () => {
      const blobs = await open()
      const { hash } = await blobs.keep(await file(randomBytes(10)))
      await blobs.remove(hash)
      await blobs.remove(hash)
      expect(await blobs.size(hash)).toBeNull()
    })

    it('never answer to a name that is not a hash', async () => {
      const blobs = await open()
      for (const name of ['../../etc/passwd', 'a'.repeat(63), 'A'.repeat(64)])
        await expect(blobs.open(name)).rejects.toThrow('not a content hash')
    })

    it('are let go when the reader leaves in the middle, and many can read at once', async () => {
      const blobs = await open()
      const bytes = randomBytes(3_000_000)
      const { hash } = await blobs.keep(await file(bytes))
      const leaving: Writable = taker([], () => leaving.destroy())
      const sending = (await blobs.open(hash)).send({ start: 0, end: bytes.length - 1 }, leaving)
      await sending
      await (await blobs.open(hash)).close()
      const all = await Promise.all(
        Array.from({ length: 30 }, (_, i) => read(blobs, hash, { start: i * 1000, end: bytes.length - 1 - i })),
      )
      for (const [i, part] of all.entries()) expect(part.equals(bytes.subarray(i * 1000, bytes.length - i))).toBe(true)
    })

    it('say how much room is left', async () => {
      expect(await (await open()).free()).toBeGreaterThan(0)
    })
  })
}
