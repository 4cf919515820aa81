import { circle, enter, lines, mix, rect, type Scene, shape, sky, words } from '../canvas.ts'

export interface KeysLook {
  ground: [string, string]
  paper: string
  ink: string
  hands: readonly string[]
  names: readonly string[]
  light: string
  title: readonly string[]
  paperTitle: string
  stamp: string
}

/** A paper that takes effect only when everybody who must agree has set a key to it. */
export const keys =
  ({ ground, paper, ink, hands, names, light, title, paperTitle, stamp }: KeysLook): Scene =>
  ({ t, part }) => {
    const done = enter(part, 0.72, 0.82)
    const seals = names
      .map((name, i) => {
        const from = 0.12 + i * (0.5 / names.length)
        const come = enter(part, from, from + 0.16)
        const x = 360 + (i - (names.length - 1) / 2) * 190
        const y = mix(1360, 800, come)
        const turn = enter(part, from + 0.16, from + 0.24) * 90
        return `<g transform="translate(${x} ${y})"><g transform="rotate(${turn})">${circle(0, 0, 38, hands[i % hands.length]!)}${circle(0, 0, 14, paper)}${rect(-9, 30, 18, 84, hands[i % hands.length]!, 'rx="5"')}${rect(5, 78, 24, 14, hands[i % hands.length]!, 'rx="3"')}${rect(5, 98, 18, 14, hands[i % hands.length]!, 'rx="3"')}</g></g>${words(name, { x, y: 980, size: 28, fill: ink, anchor: 'middle', fit: 170, opacity: come })}`
      })
      .join('')
    const rows = [0, 1, 2, 3]
      .map(i => rect(166, 500 + i * 40, [388, 340, 372, 210][i]!, 12, ink, 'opacity=".28" rx="6"'))
      .join('')
    return [
      sky(...ground),
      shape(
        [
          [110, 360],
          [610, 360],
          [610, 1030],
          [110, 1030],
        ],
        paper,
      ),
      words(paperTitle, { x: 166, y: 450, size: 40, fill: ink, weight: 800, fit: 388 }),
      rows,
      seals,
      done > 0
        ? `<g transform="translate(360 640) rotate(-9) scale(${mix(1.6, 1, done).toFixed(3)})" opacity="${done.toFixed(2)}">${rect(-190, -54, 380, 108, 'none', `stroke="${light}" stroke-width="8" rx="14"`)}${words(stamp, { x: 0, y: 20, size: 58, fill: light, weight: 800, anchor: 'middle', fit: 340 })}</g>`
        : '',
      lines(title, { x: 56, y: 176, size: 66, fill: paper, weight: 800, leading: 74, t, fit: 610 }),
    ].join('')
  }
