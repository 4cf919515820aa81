import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Refusal } from '../errors.ts'
import { type Cue, parseCaptions, writeWebvtt } from './webvtt.ts'

const refusalOf = (file: string) => {
  try {
    parseCaptions(file)
    return null
  } catch (error) {
    const { code, params } = error as Refusal
    return { code, params }
  }
}

describe('captions', () => {
  it('are read from WebVTT and from SubRip alike', () => {
    const webvtt =
      '\uFEFFWEBVTT - made by hand\n\nNOTE a note\n\nSTYLE\n::cue { color: red }\n\nfirst\n00:01.000 --> 00:02.500 align:start\nOne\n\n01:00:00.000 --> 01:00:01.000\n<v Ann>Two <b>and</b> &lt;more&gt;\nlines'
    expect(parseCaptions(webvtt)).toEqual([
      { startMs: 1000, endMs: 2500, text: 'One' },
      { startMs: 3_600_000, endMs: 3_601_000, text: 'Two and <more>\nlines' },
    ])
    expect(
      parseCaptions('1\r\n00:00:01,000 --> 00:00:02,000\r\nOne\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nTwo'),
    ).toEqual([
      { startMs: 1000, endMs: 2000, text: 'One' },
      { startMs: 3000, endMs: 4000, text: 'Two' },
    ])
  })

  it('say what was expected and what came, with the line', () => {
    expect(refusalOf('WEBVTT\n\n00:0x.000 --> 00:02.000\nA')).toMatchObject({
      code: 'captions.unreadable',
      params: { line: 3, got: '00:0x.000 --> 00:02.000' },
    })
    expect(refusalOf('WEBVTT\n\n00:02.000 --> 00:01.000\nA')).toMatchObject({
      code: 'captions.backwards',
      params: { line: 3 },
    })
    expect(refusalOf('<html>')).toMatchObject({ code: 'captions.empty' })
    expect(refusalOf('x'.repeat(300_000))).toMatchObject({ code: 'captions.too-long' })
  })

  it('come back as they were written, whatever is in them, and hold no tag', () => {
    const cue = fc.record({
      startMs: fc.integer({ min: 0, max: 170_000 }),
      length: fc.integer({ min: 1, max: 9000 }),
      text: fc.string({ minLength: 1, maxLength: 200, unit: 'binary' }),
    })
    fc.assert(
      fc.property(fc.array(cue, { minLength: 1, maxLength: 20 }), found => {
        const cues: Cue[] = found.map(({ startMs, length, text }) => ({
          startMs,
          endMs: startMs + length,
          text: `a${text}`,
        }))
        const written = writeWebvtt(cues)
        expect(written.replaceAll(' --> ', '')).not.toMatch(/[<>]/)
        const read = parseCaptions(written)
        expect(writeWebvtt(parseCaptions(writeWebvtt(read)))).toBe(writeWebvtt(read))
        expect(read.length).toBe(cues.length)
      }),
    )
  })
})
