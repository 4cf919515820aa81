import { describe, expect, it } from 'vitest'
import { clipsOf, momentWithin } from './arriving.ts'
import { type ArchiveHead, archiveFormat } from './format.ts'

const now = new Date('2026-11-27T00:00:00Z')
const id = '019acf2e-7b1c-7d3a-9b5e-0f4c2d6a8e10'
const head: ArchiveHead = {
  format: archiveFormat,
  ...{ version: '0.1.0', shore: 'https://shore.example', account: { id, handle: 'marie' } },
  ...{ madeAt: '2026-11-26T00:00:00.000Z', files: 1, bytes: 1, sums: 'a'.repeat(64), gone: [] },
}
const file = (path: string, width: number) => ({ path, role: 'rendition', width, language: '' })
const clip = (more: object = {}) => ({
  ...{ id, caption: 'Dawn', postedAt: '2025-03-01T10:00:00.000Z', publishedAt: '2025-03-01T10:00:00.000Z' },
  ...{ visibility: 'public', files: [file('a.mp4', 360), file('b.mp4', 720)] },
  ...more,
})
const read = (...items: unknown[]) => clipsOf(head, { items }, path => path.endsWith('.mp4'), now)!

describe('what an archive brings', () => {
  it('is the best file of each clip, with its words and the moment it was first shown', () => {
    expect(read(clip()).clips).toMatchObject([
      {
        ...{ origin: `https://shore.example/video/${id}`, file: 'b.mp4', isDraft: false },
        ...{ firstShownAt: '2025-03-01T10:00:00.000Z', posting: { caption: 'Dawn', visibility: 'public' } },
      },
    ])
  })

  it('shows nothing that a decision took back where it came from', () => {
    const shown = (measure: string) => read(clip({ measure })).clips[0]!.posting
    expect([shown('hide').visibility, shown('remove').visibility, shown('restrict').visibility]).toEqual([
      'private',
      'private',
      'unlisted',
    ])
    expect([shown('mark').visibility, shown('mark').isSensitive]).toEqual(['public', true])
  })

  it('is a draft where it was never shown, with the words that were typed', () => {
    const { clips } = read(clip({ postedAt: null, publishedAt: null, draft: { words: { caption: 'Not yet' } } }))
    expect(clips).toMatchObject([{ isDraft: true, firstShownAt: null, posting: { caption: 'Not yet' } }])
  })

  it('names what it does not understand, or has no file of, and brings the rest', () => {
    const { clips, not } = read(clip(), null, { id: 1 }, clip({ files: [] }), clip({ visibility: 'everyone at all' }))
    expect(clips).toHaveLength(1)
    expect(not.map(({ code }) => code)).toEqual(['arrival.words', 'arrival.words', 'arrival.no-file', 'arrival.words'])
    expect(clipsOf(head, [], () => true, now)).toBeNull()
  })

  it('is never of a time to come, nor of a time without a web', () => {
    expect(momentWithin('2999-01-01T00:00:00.000Z', now)).toBe(now.toISOString())
    expect(momentWithin('0001-01-01T00:00:00.000Z', now)).toBe('1995-01-01T00:00:00.000Z')
    expect(momentWithin('yesterday', now)).toBeNull()
  })
})
