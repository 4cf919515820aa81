import { circle, curve, dice, lines, mix, type Scene, shape, sky, wave } from '../canvas.ts'

export interface FlockLook {
  above: [string, string, string]
  hills: readonly [string, string, string]
  bird: string
  moon: string
  ink: string
  seed: number
  title: readonly string[]
}

/** A flock that turns as one over hills: each bird follows the same path a little later. */
export const flock = ({ above, hills, bird, moon, ink, seed, title }: FlockLook): Scene => {
  const random = dice(seed)
  const birds = Array.from({ length: 46 }, () => ({
    late: random() * 0.9,
    aside: (random() - 0.5) * 190,
    up: (random() - 0.5) * 150,
    size: 7 + random() * 9,
    beat: 0.34 + random() * 0.2,
  }))
  const ridge = (base: number, size: number, shift: number) => [
    ...Array.from(
      { length: 25 },
      (_, i) =>
        [i * 30, base + Math.sin(i * 0.5 + shift) * size + Math.sin(i * 1.3 + shift * 2) * size * 0.35] as [
          number,
          number,
        ],
    ),
    [720, 1280] as [number, number],
    [0, 1280] as [number, number],
  ]
  return ({ t, part }) => {
    const drawn = birds
      .map(({ late, aside, up, size, beat }) => {
        const s = t * 0.62 - late
        const x = 360 + Math.sin(s * 1.5 + seed) * 250 + aside * (0.6 + 0.4 * Math.cos(s))
        const y = 560 + Math.sin(s * 2.3) * 130 + up * (0.6 + 0.4 * Math.sin(s * 1.2))
        const flap = wave(t, beat, late * 3) * size * 0.7
        return curve(
          [
            [x - size, y - flap],
            [x, y],
            [x + size, y - flap],
          ],
          bird,
          3,
        )
      })
      .join('')
    return [
      sky(...above),
      circle(mix(560, 500, part), mix(430, 370, part), 62, moon),
      shape(ridge(900, 46, seed), hills[0]),
      shape(ridge(990, 40, seed + 2), hills[1]),
      drawn,
      shape(ridge(1090, 34, seed + 4), hills[2]),
      lines(title, { x: 56, y: 190, size: 68, fill: ink, weight: 800, leading: 76, t, fit: 610 }),
    ].join('')
  }
}
