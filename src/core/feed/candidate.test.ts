import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { candidateBytes, dimensions, nameHash, readPacks, writePack } from './candidate.ts'

const u32 = fc.integer({ min: 0, max: 0xffffffff })
const record = fc.record({
  id: fc.uuid(),
  features: fc.array(fc.integer({ min: -127, max: 127 }), { minLength: dimensions, maxLength: dimensions }),
  creator: u32,
  sound: u32,
  publishedSeconds: u32,
  lengthMs: fc.integer({ min: 0, max: 1800 }).map(tenths => tenths * 100),
  language: fc.integer({ min: 0, max: 2 }),
  labels: fc.integer({ min: 0, max: 7 }),
  topic: fc.integer({ min: 0, max: 0xffff }),
  stratum: fc.integer({ min: 0, max: 4 }),
  likes: u32,
  comments: u32,
  reposts: u32,
  quality: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: null }),
})

it('what is written into packs is read out of them, in their order', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 6 }), fc.nat(6), (records, cut) => {
      const packs = [writePack(records.slice(0, cut)), writePack(records.slice(cut))]
      expect(packs[0]!.length + packs[1]!.length).toBe(records.length * candidateBytes)
      const read = readPacks(packs)
      expect(read.count).toBe(records.length)
      records.forEach((one, n) => {
        expect(read.ids[n]).toBe(one.id)
        expect([...read.features.subarray(n * dimensions, (n + 1) * dimensions)]).toEqual(
          one.features.map(value => value || 0),
        )
        expect([read.creators[n], read.sounds[n], read.publishedSeconds[n], read.lengthsMs[n]]).toEqual([
          one.creator,
          one.sound,
          one.publishedSeconds,
          one.lengthMs,
        ])
        expect([read.languages[n], read.labels[n], read.topics[n], read.strata[n]]).toEqual([
          one.language,
          one.labels,
          one.topic,
          one.stratum,
        ])
        expect([read.likes[n], read.comments[n], read.reposts[n]]).toEqual([one.likes, one.comments, one.reposts])
        if (one.quality === null) expect(read.qualities[n]).toBeNaN()
        else expect(Math.abs(read.qualities[n]! - one.quality)).toBeLessThan(1 / 65_000)
      })
    }),
  )
})

it('a pack that was cut short is refused', () => {
  const pack = writePack([])
  expect(readPacks([pack]).count).toBe(0)
  expect(() => readPacks([new Uint8Array(candidateBytes - 1)])).toThrow('a multiple of 128 bytes')
})

it('a name has the FNV-1a number of its bytes', () => {
  expect(nameHash('foobar')).toBe(0xbf9cf968)
  expect(nameHash('')).toBe(0x811c9dc5)
})
