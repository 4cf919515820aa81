import { circle, enter, line, lines, rect, type Scene, stage, wave, words } from '../canvas.ts'

export interface TreeLook {
  ground: string
  leaf: string
  node: string
  light: string
  ink: string
  title: readonly string[]
  /** What each of the eight leaves says; short. */
  leaves: readonly string[]
  /** Which leaf is proven. */
  proven: number
  says: string
}

/** A Merkle tree grows from eight leaves to one root; then the path that proves one of them lights up. */
export const tree =
  ({ ground, leaf, node, light, ink, title, leaves, proven, says }: TreeLook): Scene =>
  ({ t, part }) => {
    const x = (level: number, i: number) => 68 + (i + 0.5) * ((584 / 8) * 2 ** level)
    const y = (level: number) => 900 - level * 150
    const parts: string[] = []
    const pathAt = enter(part, 0.68, 0.86)
    for (let level = 0; level < 4; level++) {
      for (let i = 0; i < 8 / 2 ** level; i++) {
        const shown = enter(part, 0.04 + level * 0.15 + (i / 8) * 0.12, 0.12 + level * 0.15 + (i / 8) * 0.12)
        const isOnPath = Math.floor(proven / 2 ** level) === i
        if (level > 0) {
          for (const child of [i * 2, i * 2 + 1]) {
            const lit = isOnPath && Math.floor(proven / 2 ** (level - 1)) === child ? pathAt : 0
            parts.push(
              line(
                x(level, i),
                y(level),
                x(level, i) + (x(level - 1, child) - x(level, i)) * shown,
                y(level) + (y(level - 1) - y(level)) * shown,
                lit > 0.5 ? light : node,
                lit > 0.5 ? 6 : 3,
                `opacity="${shown.toFixed(2)}"`,
              ),
            )
          }
        }
        const fill = isOnPath && pathAt > 0.3 ? light : level === 0 ? leaf : node
        parts.push(
          level === 0
            ? rect(x(0, i) - 27 * shown, y(0) - 34 * shown, 54 * shown, 68 * shown, fill, 'rx="8"')
            : circle(x(level, i), y(level), (16 + level * 5) * shown, fill),
        )
        if (level === 0)
          parts.push(
            words(leaves[i] ?? '', {
              x: x(0, i),
              y: y(0) + 64,
              size: 20,
              fill: ink,
              anchor: 'middle',
              fit: 66,
              opacity: shown,
            }),
          )
      }
    }
    const pulse = pathAt * (0.5 + 0.5 * wave(t, 1))
    return [
      rect(0, 0, stage.width, stage.height, ground),
      circle(x(3, 0), y(3), 46 + pulse * 22, light, `opacity="${(pathAt * 0.25).toFixed(2)}"`),
      ...parts,
      words(says, {
        x: 360,
        y: 1040,
        size: 32,
        fill: ink,
        anchor: 'middle',
        fit: 600,
        opacity: enter(part, 0.72, 0.85),
      }),
      lines(title, { x: 56, y: 190, size: 66, fill: ink, weight: 800, leading: 74, t, fit: 610 }),
    ].join('')
  }
