import { circle, dice, enter, lines, mix, type Scene, sky } from '../canvas.ts'

export interface OrbitsLook {
  night: [string, string]
  sun: string
  ink: string
  planets: readonly { colour: string; far: number; size: number; turns: number }[]
  seed: number
  title: readonly string[]
  /** A moon crosses the sun. */
  hasEclipse: boolean
}

/** A small planetary system in its own time; in one variant, an eclipse. */
export const orbits = ({ night, sun, ink, planets, seed, title, hasEclipse }: OrbitsLook): Scene => {
  const random = dice(seed)
  const stars = Array.from({ length: 110 }, () => ({
    x: random() * 720,
    y: random() * 1280,
    r: 0.8 + random() * 1.9,
    shift: random() * 6,
  }))
  return ({ t, part }) => {
    const sky0 = stars
      .map(({ x, y, r, shift }) =>
        circle(x, y, r, ink, `opacity="${(0.35 + 0.4 * Math.abs(Math.sin(t + shift))).toFixed(2)}"`),
      )
      .join('')
    const system = planets
      .map(({ colour, far, size, turns }, i) => {
        const angle = part * Math.PI * 2 * turns + i * 2.1
        const x = 360 + Math.cos(angle) * far
        const y = 700 + Math.sin(angle) * far * 0.62
        return `<ellipse cx="360" cy="700" rx="${far}" ry="${(far * 0.62).toFixed(1)}" fill="none" stroke="${ink}" stroke-width="1.5" opacity=".25"/>${circle(x, y, size, colour)}${circle(x - size * 0.3, y - size * 0.3, size * 0.45, '#ffffff', 'opacity=".18"')}`
      })
      .join('')
    const moonX = mix(60, 660, enter(part, 0.1, 0.9))
    const hidden = Math.max(0, 1 - Math.abs(moonX - 360) / 150)
    const eclipse = hasEclipse
      ? circle(360, 700, 190 + hidden * 60, sun, `opacity="${(0.1 + hidden * 0.2).toFixed(2)}"`) +
        circle(360, 700, 150, sun) +
        circle(moonX, 700, 146, night[0])
      : circle(360, 700, 120, sun, 'opacity=".18"') + circle(360, 700, 74, sun)
    return [
      sky(...night),
      sky0,
      hasEclipse ? eclipse : system + eclipse,
      lines(title, { x: 56, y: 190, size: 68, fill: ink, weight: 800, leading: 76, t, fit: 610 }),
    ].join('')
  }
}
