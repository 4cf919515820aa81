import { circle, clamp, curve, enter, line, lines, n, rect, type Scene, shape, stage, words } from '../canvas.ts'

export interface TideLook {
  ground: string
  water: string
  deep: string
  ink: string
  mark: string
  title: readonly string[]
  unit: string
  days: readonly string[]
  /** Metres at high and at low water. */
  high: number
  low: number
  shift: number
}

/** A week of tides as a curve that fills with water; the dot is now, and reads its own height. */
export const tide =
  ({ ground, water, deep, ink, mark, title, unit, days, high, low, shift }: TideLook): Scene =>
  ({ t, part }) => {
    const height = (x: number) => {
      const spring = 0.72 + 0.28 * Math.sin(x * 1.4 + shift)
      return (high + low) / 2 + ((high - low) / 2) * spring * Math.sin(x * 12 + shift)
    }
    const y = (metres: number) => 900 - (metres / high) * 330
    const upTo = clamp(part * 1.2)
    const points = Array.from(
      { length: 121 },
      (_, i) => [60 + i * 5, y(height((i / 120) * upTo))] as [number, number],
    ).map(([, py], i) => [60 + i * 5 * upTo, py] as [number, number])
    const last = points.at(-1)!
    const now = height(upTo)
    const scale = Array.from({ length: 6 }, (_, i) => (high / 5) * i)
      .map(
        metres =>
          line(60, y(metres), 660, y(metres), ink, 1.5, 'opacity=".16"') +
          words(metres.toFixed(1), { x: 48, y: y(metres) + 7, size: 20, fill: ink, anchor: 'end', opacity: 0.7 }),
      )
      .join('')
    const swell = Array.from(
      { length: 25 },
      (_, i) => [i * 30, 1090 + Math.sin(t * 2 + i * 0.6) * 12] as [number, number],
    )
    return [
      rect(0, 0, stage.width, stage.height, ground),
      scale,
      shape([...points, [last[0], 960], [60, 960]], water, 'opacity=".55"'),
      curve(points, deep, 6),
      circle(last[0], last[1], 14, mark),
      words(`${n(Math.round(now * 10) / 10)} ${unit}`, {
        x: Math.min(last[0] + 22, 600),
        y: last[1] - 22,
        size: 34,
        fill: ink,
        weight: 800,
        anchor: last[0] > 520 ? 'end' : 'start',
      }),
      days
        .map((day, i) =>
          words(day, {
            x: 60 + (i + 0.5) * (600 / days.length),
            y: 1004,
            size: 24,
            fill: ink,
            anchor: 'middle',
            opacity: enter(part, i / days.length / 1.25, i / days.length / 1.25 + 0.08),
          }),
        )
        .join(''),
      shape([...swell, [720, 1280], [0, 1280]], deep, 'opacity=".9"'),
      shape(
        [
          ...swell.map(([x, py]) => [x, py + 40 + Math.sin(t * 1.6 + x) * 6] as [number, number]),
          [720, 1280],
          [0, 1280],
        ],
        water,
        'opacity=".5"',
      ),
      lines(title, { x: 56, y: 190, size: 66, fill: ink, weight: 800, leading: 74, t, fit: 610 }),
    ].join('')
  }
