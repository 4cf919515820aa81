import { circle, dice, line, lines, rect, type Scene, sky, wave } from '../canvas.ts'

export interface SonarLook {
  ground: [string, string]
  bar: string
  ring: string
  ink: string
  seed: number
  title: readonly string[]
}

/** A sound made visible: a ring of bars that breathes with the beat, and rings that leave it. */
export const sonar = ({ ground, bar, ring, ink, seed, title }: SonarLook): Scene => {
  const random = dice(seed)
  const bars = Array.from({ length: 64 }, () => ({
    speed: 0.5 + random() * 1.4,
    shift: random() * 2,
    tall: 30 + random() * 110,
  }))
  return ({ t }) => {
    const beat = Math.exp(-((t % 0.5) * 5))
    const spokes = bars
      .map(({ speed, shift, tall }, i) => {
        const angle = (i / bars.length) * Math.PI * 2 + t * 0.15
        const size = 22 + tall * (0.5 + 0.5 * wave(t, speed, shift)) * (0.65 + 0.5 * beat)
        const inner = 150
        return line(
          360 + Math.cos(angle) * inner,
          690 + Math.sin(angle) * inner,
          360 + Math.cos(angle) * (inner + size),
          690 + Math.sin(angle) * (inner + size),
          bar,
          8,
          'stroke-linecap="round"',
        )
      })
      .join('')
    const rings = [0, 1, 2].map(i => {
      const age = ((t + i * 0.8) % 2.4) / 2.4
      return circle(
        360,
        690,
        150 + age * 330,
        'none',
        `stroke="${ring}" stroke-width="3" opacity="${(0.6 * (1 - age)).toFixed(2)}"`,
      )
    })
    const trace = Array.from({ length: 48 }, (_, i) =>
      rect(
        40 + i * 13.4,
        1130 - (8 + 42 * Math.abs(wave(t + i * 0.09, 1.1, i * 0.21))),
        7,
        2 * (8 + 42 * Math.abs(wave(t + i * 0.09, 1.1, i * 0.21))),
        ring,
        'rx="3.5" opacity=".55"',
      ),
    ).join('')
    return [
      sky(...ground),
      ...rings,
      spokes,
      circle(360, 690, 104 + beat * 16, bar),
      circle(360, 690, 60, ground[0]),
      trace,
      lines(title, { x: 56, y: 190, size: 70, fill: ink, weight: 800, leading: 78, t, fit: 610 }),
    ].join('')
  }
}
