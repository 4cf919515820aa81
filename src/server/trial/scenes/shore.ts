import { circle, curve, enter, lines, mix, rect, type Scene, shape, sky, stage, wave } from '../canvas.ts'

export interface ShoreLook {
  above: [string, string, string]
  water: string
  light: string
  ink: string
  title: readonly string[]
}

/** First light over water: the horizon, a sun that climbs, its path on the waves. */
export const shore =
  ({ above, water, light, ink, title }: ShoreLook): Scene =>
  ({ t, part }) => {
    const horizon = 760
    const sunY = mix(horizon + 80, 500, enter(part, 0, 0.9))
    const ripples = Array.from({ length: 16 }, (_, row) => {
      const y = horizon + 18 + row * row * 1.9
      const width = 60 + row * 16
      const x = stage.width / 2 + wave(t, 2.6, row * 0.7) * (8 + row * 2.2)
      return rect(x - width / 2, y, width, 4 + row * 0.7, light, `opacity="${(0.75 - row * 0.035).toFixed(2)}" rx="4"`)
    }).join('')
    const swell = (y: number, size: number, shift: number) =>
      curve(
        Array.from({ length: 37 }, (_, i) => [i * 20, y + wave(t + i * 0.16, 3, shift) * size] as const),
        ink,
        1.5,
        'opacity=".22"',
      )
    const birds = [0, 1, 2, 3]
      .map(i => {
        const x = ((t * 46 + i * 70) % 900) - 60
        const y = 330 + i * 26 + wave(t, 2, i * 0.4) * 12
        const flap = wave(t, 0.5, i * 0.3) * 9
        return curve(
          [
            [x - 15, y - flap],
            [x, y],
            [x + 15, y - flap],
          ],
          ink,
          3,
          'opacity=".75"',
        )
      })
      .join('')
    return [
      sky(...above),
      circle(stage.width / 2, sunY, 190, light, 'opacity=".16"'),
      circle(stage.width / 2, sunY, 96, light),
      rect(0, horizon, stage.width, stage.height - horizon, water),
      ripples,
      swell(horizon + 120, 7, 0),
      swell(horizon + 210, 10, 0.6),
      swell(horizon + 330, 14, 1.1),
      birds,
      shape(
        [
          [0, 1280],
          [0, 1180],
          [180, 1150],
          [420, 1196],
          [720, 1160],
          [720, 1280],
        ],
        '#05090d',
        'opacity=".5"',
      ),
      lines(title, { x: 56, y: 190, size: 78, fill: ink, weight: 800, leading: 86, t, fit: 610 }),
    ].join('')
  }
