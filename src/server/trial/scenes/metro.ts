import { circle, clamp, curve, enter, lines, rect, type Scene, stage, words } from '../canvas.ts'

export interface MetroLook {
  ground: string
  ink: string
  title: readonly string[]
  network: readonly { colour: string; points: readonly (readonly [number, number])[]; stops: readonly string[] }[]
}

/** A network that draws itself; then its trains run. */
export const metro =
  ({ ground, ink, title, network }: MetroLook): Scene =>
  ({ t, part }) => {
    const along = (points: readonly (readonly [number, number])[], share: number): [number, number] => {
      const lengths = points.slice(1).map(([x, y], i) => Math.hypot(x - points[i]![0], y - points[i]![1]))
      let left = share * lengths.reduce((sum, length) => sum + length, 0)
      for (const [i, length] of lengths.entries()) {
        const [x0, y0] = points[i]!
        const [x1, y1] = points[i + 1]!
        if (left <= length) return [x0 + ((x1 - x0) * left) / length, y0 + ((y1 - y0) * left) / length]
        left -= length
      }
      return [...points.at(-1)!] as [number, number]
    }
    const drawn = network.map(({ colour, points, stops }, i) => {
      const share = enter(part, i * 0.1, 0.4 + i * 0.1)
      const path = Array.from({ length: 61 }, (_, s) => along(points, (s / 60) * share))
      const marks = stops
        .map((name, s) => {
          const at = s / Math.max(1, stops.length - 1)
          const [x, y] = along(points, at)
          const shown = clamp((share - at) * 12 + (share === 1 ? 1 : 0))
          const isRight = x > 430
          return (
            circle(x, y, 13 * shown, ground, `stroke="${ink}" stroke-width="5"`) +
            words(name, {
              x: x + (isRight ? -26 : 26),
              y: y - 20,
              size: 24,
              fill: ink,
              anchor: isRight ? 'end' : 'start',
              opacity: shown,
            })
          )
        })
        .join('')
      const s = Math.abs(((((t * 0.16 + i * 0.37) % 2) + 2) % 2) - 1)
      const [tx, ty] = along(points, s)
      const train = enter(part, 0.5, 0.58)
      return curve(path, colour, 16) + marks + circle(tx, ty, 20 * train, colour) + circle(tx, ty, 9 * train, ground)
    })
    return [
      rect(0, 0, stage.width, stage.height, ground),
      ...drawn,
      lines(title, { x: 56, y: 190, size: 66, fill: ink, weight: 800, leading: 74, t, fit: 610 }),
    ].join('')
  }
