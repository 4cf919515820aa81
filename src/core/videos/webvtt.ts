import { refuse } from '../errors.ts'
import { videoLimits } from './limits.ts'

/** One caption: what is said from `startMs` to `endMs`, plain text of one or more lines. */
export interface Cue {
  startMs: number
  endMs: number
  text: string
}

const timing =
  /^(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s+-->\s+(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})(?:\s.*)?$/
const mostCues = 2000
const mostCueCharacters = 500

/**
 * Reads WebVTT (W3C, 2019), and SubRip as editors export it, as cues in order of time. Styles, regions, notes, settings and
 * tags are left out: what is kept is text. Refuses `captions.*`, naming the line.
 */
export function parseCaptions(file: string): Cue[] {
  if (file.length > videoLimits.maxCaptionsBytes)
    throw refuse('captions.too-long', { got: file.length, limit: videoLimits.maxCaptionsBytes })
  const lines = file.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  const cues: Cue[] = []
  for (let at = 0; at < lines.length; at++) {
    if (!lines[at]!.includes('-->')) continue
    const cue = readTiming(lines[at]!.trim(), at + 1)
    const text: string[] = []
    while (at + 1 < lines.length && lines[at + 1]!.trim() !== '' && !lines[at + 1]!.includes('-->'))
      text.push(lines[++at]!)
    // In SubRip without a blank line between, the next cue's number would be read as text.
    if (lines[at + 1]?.includes('-->') && /^\d+$/.test(text.at(-1)?.trim() ?? '')) text.pop()
    cue.text = cleanCue(text.join('\n'))
    if (cue.text) cues.push(cue)
  }
  if (cues.length === 0) throw refuse('captions.empty', { got: (lines[0] ?? '').slice(0, 40) })
  if (cues.length > mostCues) throw refuse('captions.too-many', { got: cues.length, limit: mostCues })
  return cues.sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)
}

function readTiming(line: string, number: number): Cue {
  const found = timing.exec(line)
  if (!found) throw refuse('captions.unreadable', { line: number, got: line.slice(0, 40) })
  const ms = (from: number) =>
    Number(found[from] ?? 0) * 3_600_000 +
    Number(found[from + 1]) * 60_000 +
    Number(found[from + 2]) * 1000 +
    Number(found[from + 3]!.padEnd(3, '0'))
  const [startMs, endMs] = [ms(1), ms(5)]
  if (endMs <= startMs) throw refuse('captions.backwards', { line: number, got: line.slice(0, 40) })
  return { startMs, endMs, text: '' }
}

/** Text without tags, references or control characters: nothing in it means anything to a program. */
function cleanCue(text: string): string {
  return text
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => references[name]!)
    .replace(/[^\P{C}\n\u200E\u200F\u200C\u200D]/gu, '')
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
    .join('\n')
    .slice(0, mostCueCharacters)
}

const references: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  lrm: '\u200E',
  rlm: '\u200F',
}

/** What is said, without its times: the words by which a clip is found. */
export const spokenIn = (cues: readonly Cue[]): string => cues.map(({ text }) => text).join('\n')

export function writeWebvtt(cues: readonly Cue[]): string {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const blocks = cues.map(cue => `${clockOf(cue.startMs)} --> ${clockOf(cue.endMs)}\n${escaped(cleanCue(cue.text))}`)
  return `WEBVTT\n\n${blocks.join('\n\n')}\n`
}

/** `00:01:02.345`, as WebVTT writes a moment. */
function clockOf(ms: number): string {
  const pad = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0')
  return `${pad(ms / 3_600_000)}:${pad((ms / 60_000) % 60)}:${pad((ms / 1000) % 60)}.${pad(ms % 1000, 3)}`
}
