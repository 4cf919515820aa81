import { clamp, dice, ease, lines, n, rect, type Scene, stage } from '../canvas.ts'

export interface TilesLook {
  ground: string
  ink: string
  colours: readonly string[]
  seed: number
  title: readonly string[]
  titleInk: string
}

/** Truchet tiles (Sébastien Truchet, 1704): quarter turns, one tile after the other, until a pattern is there and another begins. */
export const tiles = ({ ground, ink, colours, seed, title, titleInk }: TilesLook): Scene => {
  const random = dice(seed)
  const side = 120
  const cells = Array.from({ length: 6 * 11 }, (_, i) => ({
    x: (i % 6) * side,
    y: Math.floor(i / 6) * side,
    turns: Math.floor(random() * 4),
    late: random(),
    colour: colours[Math.floor(random() * colours.length)]!,
  }))
  return ({ t, part }) => {
    const drawn = cells
      .map(({ x, y, turns, late, colour }) => {
        const first = ease(clamp((part * 2.4 - late) / 0.35))
        const second = ease(clamp((part * 2.4 - 1.2 - late) / 0.35))
        const angle = turns * 90 + (first + second) * 90
        return `<g transform="translate(${x + side / 2} ${y + side / 2}) rotate(${n(angle)})"><path d="M-60-60h60a60 60 0 0 1-60 60z M60 60h-60a60 60 0 0 1 60-60z" fill="${colour}"/><path d="M-60 0A60 60 0 0 0 0-60 M60 0A60 60 0 0 0 0 60" fill="none" stroke="${ink}" stroke-width="10"/></g>`
      })
      .join('')
    return [
      rect(0, 0, stage.width, stage.height, ground),
      drawn,
      rect(0, 92, 720, title.length * 80 + 48, ground, 'opacity=".94"'),
      lines(title, { x: 56, y: 176, size: 66, fill: titleInk, weight: 800, leading: 76, t, fit: 610 }),
    ].join('')
  }
}
