/** Sounds for the trial clips: a few voices of a small synthesiser, written as 16-bit mono WAV at 48 kHz. */
import { dice } from './canvas.ts'

export type Voice = 'bell' | 'pad' | 'pluck' | 'bass' | 'sea' | 'tick'

/** One sound: `pitch` in semitones above A3 (220 Hz), times in seconds, loudness 0 to 1. */
export interface Note {
  voice: Voice
  pitch: number
  at: number
  for: number
  loud: number
}

const rate = 48_000

/** A chord that swells, a figure above it, and a ground that suits the clip: enough to make three clips of one creator differ. */
export interface Tune {
  chord: readonly number[]
  figure: readonly number[]
  voice: Voice
  ground: 'sea' | 'tick' | 'bass'
  /** Seconds between two notes of the figure. */
  beat: number
}

export function notesOf({ chord, figure, voice, ground, beat }: Tune, seconds: number): Note[] {
  const notes: Note[] = chord.map((pitch, index) => ({
    voice: 'pad',
    pitch: pitch - 12,
    at: index * 0.06,
    for: seconds,
    loud: 0.16,
  }))
  for (let step = 0; step * beat < seconds - 0.4; step++) {
    const pitch = figure[step % figure.length]!
    if (!Number.isNaN(pitch)) notes.push({ voice, pitch, at: step * beat, for: beat * 2.4, loud: 0.3 })
    if (ground === 'tick') notes.push({ voice: 'tick', pitch: 24, at: step * beat, for: 0.05, loud: 0.12 })
    if (ground === 'bass' && step % 4 === 0)
      notes.push({ voice: 'bass', pitch: chord[0]! - 24, at: step * beat, for: beat * 3.5, loud: 0.34 })
  }
  if (ground === 'sea') notes.push({ voice: 'sea', pitch: 0, at: 0, for: seconds, loud: 0.22 })
  return notes
}

export function wavOf(notes: readonly Note[], seconds: number): Buffer {
  const samples = new Float32Array(Math.round(seconds * rate))
  for (const note of notes) add(samples, note)
  const fade = rate * 0.25
  const bytes = Buffer.alloc(44 + samples.length * 2)
  header(bytes, samples.length)
  for (let index = 0; index < samples.length; index++) {
    const edge = Math.min(1, index / (rate * 0.02), (samples.length - index) / fade)
    bytes.writeInt16LE(Math.round(Math.tanh(samples[index]! * edge) * 30_000), 44 + index * 2)
  }
  return bytes
}

function add(samples: Float32Array, { voice, pitch, at, for: seconds, loud }: Note): void {
  const frequency = 220 * 2 ** (pitch / 12)
  const from = Math.round(at * rate)
  const count = Math.min(Math.round(seconds * rate), samples.length - from)
  const random = dice(Math.round(pitch * 31 + at * 977 + 7))
  let smooth = 0
  for (let index = 0; index < count; index++) {
    const t = index / rate
    const phase = 2 * Math.PI * frequency * t
    smooth += (random() * 2 - 1 - smooth) * 0.045
    samples[from + index]! += loud * voices[voice](t, phase, seconds, smooth, random)
  }
}

const voices: Record<
  Voice,
  (t: number, phase: number, seconds: number, smooth: number, random: () => number) => number
> = {
  bell: (t, phase) =>
    (Math.sin(phase) +
      0.5 * Math.sin(phase * 2.76) * Math.exp(-t * 5) +
      0.25 * Math.sin(phase * 5.4) * Math.exp(-t * 9)) *
    Math.exp(-t * 3.2) *
    Math.min(1, t * 200),
  pad: (t, phase, seconds) =>
    (Math.sin(phase) + 0.4 * Math.sin(phase * 2.003) + 0.2 * Math.sin(phase * 3.01)) *
    Math.min(1, t / 0.9) *
    Math.min(1, (seconds - t) / 0.9),
  pluck: (t, phase) =>
    (Math.sin(phase) + 0.6 * Math.sin(phase * 2) * Math.exp(-t * 12) + 0.4 * Math.sin(phase * 3) * Math.exp(-t * 18)) *
    Math.exp(-t * 5.5) *
    Math.min(1, t * 300),
  bass: (t, phase) => (Math.sin(phase) + 0.3 * Math.sin(phase * 2)) * Math.exp(-t * 1.8) * Math.min(1, t * 80),
  sea: (t, _phase, _seconds, smooth) => smooth * 4 * (0.55 + 0.45 * Math.sin(t * 1.7 - 1.2)),
  tick: (t, _phase, _seconds, _smooth, random) => (random() * 2 - 1) * Math.exp(-t * 140),
}

/** RIFF/WAVE, PCM, one channel. */
function header(bytes: Buffer, count: number): void {
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + count * 2, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(rate, 24)
  bytes.writeUInt32LE(rate * 2, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(count * 2, 40)
}
