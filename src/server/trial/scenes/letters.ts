import { clamp, ease, enter, mix, rect, type Scene, stage, words } from '../canvas.ts'

export interface LettersLook {
  grounds: readonly string[]
  inks: readonly string[]
  /** One line at a time fills the frame; the last stays. */
  says: readonly string[]
  small: string
}

/** Moving type: each line pushes the one before it away, and the ground changes with it. */
export const letters =
  ({ grounds, inks, says, small }: LettersLook): Scene =>
  ({ seconds, t }) => {
    const each = (seconds - 0.8) / says.length
    const at = Math.min(says.length - 1, Math.floor(t / each))
    const within = t - at * each
    const pushed = ease(clamp(within / 0.45))
    const ground = grounds[at % grounds.length]!
    const before = grounds[(at + grounds.length - 1) % grounds.length]!
    const ink = inks[at % inks.length]!
    const rows = says[at]!.split(' ')
    const size = Math.min(190, 700 / rows.length)
    const top = 640 - ((rows.length - 1) * size) / 2 + size * 0.32
    const stack = rows
      .map((row, i) => {
        const shown = enter(within, 0.1 + i * 0.11, 0.5 + i * 0.11)
        return words(row, {
          x: mix(760, 52, shown),
          y: top + i * size,
          size: size * 1.12,
          fill: ink,
          weight: 800,
          fit: 616,
          opacity: shown,
        })
      })
      .join('')
    const left =
      at > 0
        ? words(says[at - 1]!, {
            x: mix(52, -760, pushed),
            y: 640,
            size: 90,
            fill: ink,
            weight: 800,
            fit: 616,
            opacity: (1 - pushed) * 0.5,
          })
        : ''
    return [
      rect(0, 0, stage.width, stage.height, at === 0 ? ground : before),
      rect(0, mix(stage.height, 0, at === 0 ? 1 : pushed), stage.width, stage.height, ground),
      left,
      stack,
      rect(52, 1010, mix(0, 616, t / seconds), 6, ink),
      words(small, { x: 52, y: 980, size: 30, fill: ink, fit: 616, opacity: 0.85 }),
    ].join('')
  }
