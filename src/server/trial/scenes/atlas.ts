import { circle, clamp, curve, dice, enter, line, lines, n, rect, type Scene, shape, stage, words } from '../canvas.ts'

export interface AtlasLook {
  sea: string
  land: string
  contour: string
  route: string
  ink: string
  seed: number
  title: readonly string[]
  places: readonly string[]
}

/** A sea chart: an island with its contour lines, and a route that is drawn from place to place without leaving the frame. */
export const atlas = ({ sea, land, contour, route, ink, seed, title, places }: AtlasLook): Scene => {
  const random = dice(seed)
  const bumps = Array.from({ length: 7 }, () => ({
    turns: 2 + Math.floor(random() * 6),
    size: 0.05 + random() * 0.11,
    shift: random() * 7,
  }))
  const island = (scale: number): [number, number][] =>
    Array.from({ length: 72 }, (_, i) => {
      const angle = (i / 72) * Math.PI * 2
      const r =
        270 *
        scale *
        (1 + bumps.reduce((sum, { turns, size, shift }) => sum + Math.sin(angle * turns + shift) * size, 0) * 0.8)
      return [360 + Math.cos(angle) * r, 720 + Math.sin(angle) * r * 1.25]
    })
  const outlines = [1, 0.82, 0.64, 0.46, 0.28].map(island)
  const stops = places.map((name, i) => ({ name, point: outlines[i % 3]![(i * 19 + seed * 5) % 72]! }))
  const grid = Array.from(
    { length: 9 },
    (_, i) =>
      line(0, 160 * i, 720, 160 * i, ink, 1, 'opacity=".12"') + line(90 * i, 0, 90 * i, 1280, ink, 1, 'opacity=".12"'),
  ).join('')
  return ({ t, part }) => {
    const drawn = clamp(part * 1.35) * (stops.length - 1)
    const path: [number, number][] = []
    for (let i = 0; i < stops.length; i++) {
      const here = stops[i]!.point
      if (i <= drawn) path.push(here)
      else if (i - 1 < drawn) {
        const before = stops[i - 1]!.point
        const share = drawn - (i - 1)
        path.push([before[0] + (here[0] - before[0]) * share, before[1] + (here[1] - before[1]) * share])
      }
    }
    const pins = stops
      .map(({ name, point: [x, y] }, i) => {
        const shown = enter(drawn, i - 0.25, i + 0.1)
        return (
          circle(x, y, 13 * shown, route) +
          circle(x, y, 5 * shown, sea) +
          words(name, {
            x: x > 500 ? x - 22 : x + 22,
            y: y + 8,
            size: 26,
            fill: ink,
            anchor: x > 500 ? 'end' : 'start',
            opacity: shown,
          })
        )
      })
      .join('')
    const needle = Math.sin(t * 1.4) * 9
    return [
      rect(0, 0, stage.width, stage.height, sea),
      grid,
      shape(island(1.12), contour, 'opacity=".25"'),
      shape(outlines[0]!, land),
      ...outlines
        .slice(1)
        .map(
          points =>
            `<polygon points="${points.map(([x, y]) => `${n(x)},${n(y)}`).join(' ')}" fill="none" stroke="${contour}" stroke-width="2.5" opacity=".8"/>`,
        ),
      curve(path, route, 6, 'stroke-dasharray="3 15"'),
      pins,
      `<g transform="translate(628 1010) rotate(${n(needle)})">${circle(0, 0, 46, 'none', `stroke="${ink}" stroke-width="3" opacity=".7"`)}${shape(
        [
          [0, -38],
          [9, 0],
          [0, 38],
          [-9, 0],
        ],
        ink,
        'opacity=".3"',
      )}${shape(
        [
          [0, -38],
          [9, 0],
          [-9, 0],
        ],
        route,
      )}</g>`,
      lines(title, { x: 56, y: 176, size: 66, fill: ink, weight: 800, leading: 74, t, fit: 610 }),
    ].join('')
  }
}
