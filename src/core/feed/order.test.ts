import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Candidate, orderFeed } from './order.ts'

const clip = (id: string, handle: string, day: number, likes: number): Candidate => ({
  id,
  author: { handle },
  publishedAt: `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z`,
  likes,
})
const slate = fc.uniqueArray(
  fc.record({
    id: fc.uuid(),
    author: fc.record({ handle: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f') }),
    publishedAt: fc.integer({ min: 1, max: 28 }).map(day => `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z`),
    likes: fc.nat(50),
  }),
  { selector: ({ id }) => id, maxLength: 40 },
)

describe('the order of a feed', () => {
  it('mixes the newest with the best loved, two to one', () => {
    const clips = [
      clip('old-loved', 'z', 1, 99),
      ...Array.from({ length: 6 }, (_, i) => clip(`new-${i}`, `p${i}`, 20 - i, 0)),
    ]
    expect(
      orderFeed(clips)
        .map(({ id }) => id)
        .slice(0, 4),
    ).toEqual(['new-0', 'new-1', 'old-loved', 'new-2'])
  })
  it('holds every clip once, whatever the slate', () => {
    const idsOf = (clips: readonly Candidate[]) => clips.map(({ id }) => id).sort()
    fc.assert(
      fc.property(slate, clips => {
        expect(idsOf(orderFeed(clips))).toEqual(idsOf(clips))
      }),
    )
  })
  it('is the same for the same slate, in whatever order its entries came', () => {
    fc.assert(
      fc.property(slate, clips => {
        expect(orderFeed([...clips].reverse())).toEqual(orderFeed(clips))
      }),
    )
  })
  it('keeps an author from following themselves while others are left', () => {
    const clips = [
      ...Array.from({ length: 4 }, (_, i) => clip(`a${i}`, 'a', 20 - i, 0)),
      clip('b', 'b', 2, 0),
      clip('c', 'c', 1, 0),
    ]
    expect(
      orderFeed(clips)
        .map(({ author }) => author.handle)
        .slice(0, 3),
    ).toEqual(['a', 'b', 'c'])
  })
  it('puts what was seen behind what was not, and what is on the screen first', () => {
    fc.assert(
      fc.property(slate, fc.nat(), (clips, pick) => {
        if (clips.length === 0) return
        const seen = new Set(clips.filter((_, i) => i % 2).map(({ id }) => id))
        const first = clips[pick % clips.length]!.id
        const ids = orderFeed(clips, { seen, first }).map(({ id }) => id)
        expect(ids[0]).toBe(first)
        const rest = ids.slice(1).map(id => seen.has(id))
        expect(rest).toEqual([...rest].sort())
      }),
    )
  })
})
