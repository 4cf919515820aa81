/** What scenes are drawn with: numbers that move, shapes as SVG, and words as outlines, so that no font need be installed. */
import { type Font, parse } from 'opentype.js'
import { packageFile } from '../adapters/tree/index.ts'

/** Every scene is drawn on this many pixels. */
export const stage = { width: 720, height: 1280 } as const

/** A moment of a clip: seconds since its start, and the whole clip's length. */
export interface Moment {
  t: number
  seconds: number
  /** 0 at the start, 1 at the end. */
  part: number
}

/** Draws one moment as the inside of an SVG of the stage's size. */
export type Scene = (moment: Moment) => string

const fonts = new Map<number, Font>()
function font(weight: 400 | 600 | 800): Font {
  let found = fonts.get(weight)
  if (!found) {
    found = parse(packageFile(`@fontsource/bricolage-grotesque/files/bricolage-grotesque-latin-${weight}-normal.woff`))
    fonts.set(weight, found)
  }
  return found
}

export interface Lettering {
  x: number
  y: number
  size: number
  fill: string
  weight?: 400 | 600 | 800
  anchor?: 'start' | 'middle' | 'end'
  opacity?: number
  /** Widest the line may be; longer lines are set smaller. */
  fit?: number
}

// Letters look the same in every frame; outlines are made once.
const outlines = new Map<string, { path: string; width: number }>()
function outline(text: string, weight: 400 | 600 | 800): { path: string; width: number } {
  const key = `${weight} ${text}`
  let found = outlines.get(key)
  if (!found) {
    const face = font(weight)
    found = { path: face.getPath(text, 0, 0, 100).toPathData(1), width: face.getAdvanceWidth(text, 100) }
    outlines.set(key, found)
  }
  return found
}

export function words(
  text: string,
  { x, y, size, fill, weight = 600, anchor = 'start', opacity = 1, fit }: Lettering,
): string {
  if (opacity <= 0 || text === '') return ''
  const { path, width } = outline(text, weight)
  const scale = Math.min(size / 100, fit ? fit / width : Number.POSITIVE_INFINITY)
  const shift = anchor === 'start' ? 0 : width * scale * (anchor === 'middle' ? 0.5 : 1)
  return `<path transform="translate(${n(x - shift)} ${n(y)}) scale(${scale.toFixed(4)})" fill="${fill}" opacity="${n(opacity)}" d="${path}"/>`
}

/** Lines under each other, each a little later than the one before. */
export function lines(
  texts: readonly string[],
  at: Lettering & { leading: number; t: number; from?: number; every?: number },
): string {
  const { leading, t, from = 0.2, every = 0.35, y, opacity = 1, ...rest } = at
  return texts
    .map((text, index) => {
      const shown = ease(clamp((t - from - index * every) / 0.5))
      return words(text, { ...rest, y: y + index * leading + (1 - shown) * 26, opacity: opacity * shown })
    })
    .join('')
}

export const n = (value: number): string => String(Math.round(value * 100) / 100)
export const clamp = (value: number, low = 0, high = 1): number => Math.min(high, Math.max(low, value))
export const mix = (from: number, to: number, part: number): number => from + (to - from) * part
/** Slow, fast, slow. */
export const ease = (part: number): number => (part < 0.5 ? 4 * part ** 3 : 1 - (-2 * part + 2) ** 3 / 2)
/** Comes in between `from` and `to` seconds. */
export const enter = (t: number, from: number, to: number): number => ease(clamp((t - from) / (to - from)))
export const wave = (t: number, period: number, shift = 0): number => Math.sin(((t / period) * 2 + shift) * Math.PI)

/** Numbers between 0 and 1, the same ones for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const rect = (x: number, y: number, width: number, height: number, fill: string, more = ''): string =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${fill}" ${more}/>`
export const circle = (x: number, y: number, r: number, fill: string, more = ''): string =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(Math.max(0, r))}" fill="${fill}" ${more}/>`
export const line = (x1: number, y1: number, x2: number, y2: number, stroke: string, width = 2, more = ''): string =>
  `<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="${stroke}" stroke-width="${n(width)}" ${more}/>`
export const curve = (
  points: readonly (readonly [number, number])[],
  stroke: string,
  width: number,
  more = '',
): string =>
  `<polyline points="${points.map(([x, y]) => `${n(x)},${n(y)}`).join(' ')}" fill="none" stroke="${stroke}" stroke-width="${n(width)}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`
export const shape = (points: readonly (readonly [number, number])[], fill: string, more = ''): string =>
  `<polygon points="${points.map(([x, y]) => `${n(x)},${n(y)}`).join(' ')}" fill="${fill}" ${more}/>`
/** Top to bottom, two or three colours. */
export const sky = (...colours: string[]): string =>
  `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">${colours.map((colour, index) => `<stop offset="${n(index / (colours.length - 1))}" stop-color="${colour}"/>`).join('')}</linearGradient></defs>${rect(0, 0, stage.width, stage.height, 'url(#sky)')}`

export function frame(inside: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${stage.width}" height="${stage.height}" viewBox="0 0 ${stage.width} ${stage.height}">${inside}</svg>`
}
