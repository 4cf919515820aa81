import {
  circle,
  clamp,
  curve,
  ease,
  enter,
  lines,
  mix,
  n,
  rect,
  type Scene,
  shape,
  stage,
  wave,
  words,
} from '../canvas.ts'

export interface KitchenLook {
  wall: string
  table: string
  pot: string
  broth: string
  ink: string
  title: readonly string[]
  /** What falls into the pot, in order. */
  things: readonly { name: string; colour: string; form: 'round' | 'long' | 'leaf' }[]
}

/** A recipe in one breath: each thing is named as it falls into the pot, then it steams. */
export const kitchen =
  ({ wall, table, pot, broth, ink, title, things }: KitchenLook): Scene =>
  ({ t, seconds }) => {
    const each = (seconds - 1.6) / things.length
    const falling = things
      .map(({ name, colour, form }, i) => {
        const at = 0.5 + i * each
        const gone = clamp((t - at) / 0.7)
        if (gone <= 0) return ''
        const x = 300 + ((i * 53) % 130)
        const y = mix(260, 800, ease(gone) ** 1.4)
        const thing =
          form === 'round'
            ? circle(0, 0, 34, colour)
            : form === 'long'
              ? rect(-14, -52, 28, 104, colour, 'rx="14"')
              : shape(
                  [
                    [0, -46],
                    [26, 0],
                    [0, 46],
                    [-26, 0],
                  ],
                  colour,
                )
        const fall = gone < 1 ? `<g transform="translate(${x} ${n(y)}) rotate(${n(gone * 160)})">${thing}</g>` : ''
        const label = enter(t, at, at + 0.25) * (1 - enter(t, at + each - 0.2, at + each))
        return (
          fall +
          words(name, { x: 360, y: 470, size: 60, fill: ink, weight: 800, anchor: 'middle', fit: 600, opacity: label })
        )
      })
      .join('')
    const level = 850 - clamp(t / seconds) * 26
    const surface = Array.from(
      { length: 19 },
      (_, i) => [176 + i * 20.4, level + Math.sin(t * 5 + i) * 5] as [number, number],
    )
    const steam = [0, 1, 2].map(i =>
      curve(
        Array.from(
          { length: 14 },
          (_, s) =>
            [290 + i * 70 + wave(t + s * 0.12, 1.8, i) * (6 + s * 2), 800 - s * 20 - ((t * 26 + i * 9) % 20)] as const,
        ),
        '#ffffff',
        10,
        `opacity="${n(0.28 * enter(t, seconds - 2.4, seconds - 1.2))}"`,
      ),
    )
    return [
      rect(0, 0, stage.width, stage.height, wall),
      rect(0, 1040, 720, 240, table),
      falling,
      shape(
        [
          [150, 790],
          [570, 790],
          [548, 1060],
          [172, 1060],
        ],
        pot,
      ),
      shape([...surface, [562, 872], [158, 872]], broth, 'opacity="0"'),
      `<ellipse cx="360" cy="${n(level - 56)}" rx="206" ry="34" fill="${broth}"/>`,
      rect(138, 780, 444, 22, ink, 'rx="11" opacity=".85"'),
      rect(96, 850, 62, 20, ink, 'rx="10" opacity=".85"'),
      rect(562, 850, 62, 20, ink, 'rx="10" opacity=".85"'),
      ...steam,
      lines(title, { x: 56, y: 190, size: 66, fill: ink, weight: 800, leading: 74, t, fit: 610 }),
    ].join('')
  }
