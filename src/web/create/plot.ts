/** The one place that knows uPlot: loaded with the first chart, and styled from the page's own tokens, which a theme may change. */
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'

export interface Plotted {
  /** `2026-11-26`, one for each value. */
  days: readonly string[]
  values: readonly number[]
  language: string
  /** The place of the day that is pointed at, or null. */
  onPoint(place: number | null): void
}

const heightPx = 220
const mostBars = 92
const steps = [1, 2, 7, 14, 28, 91, 182, 365, 730]
const counts = [1, 2, 5].flatMap((_, i) => [0, 1, 2, 3, 4, 5, 6, 7, 8].map(power => [1, 2, 5][i]! * 10 ** power))

/** Draws into `host` and returns how to take it away. Ink, line and fill are the colours of `host`: text, border and caret. */
export function plot(host: HTMLElement, { days, values, language, onPoint }: Plotted): () => void {
  const style = getComputedStyle(host)
  const ink = () => style.color
  const line = () => style.borderTopColor
  const fill = () => style.caretColor
  const font = `12px ${style.fontFamily}`
  const short = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const long = new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric', timeZone: 'UTC' })
  const count = new Intl.NumberFormat(language, { notation: 'compact' })
  const isBars = days.length <= mostBars
  const dayAt = (place: number): string => {
    const day = days[place]
    return day === undefined ? '' : (days.length > 366 ? long : short).format(new Date(day))
  }
  const axis = { stroke: ink, font, ticks: { show: false }, gap: 6 }
  const drawn = new uPlot(
    {
      width: host.clientWidth,
      height: heightPx,
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      scales: {
        x: { time: false, range: () => [-0.5, days.length - 0.5] },
        y: { range: (_, _least, most) => [0, Math.max(4, most * 1.08)] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          incrs: steps,
          space: 72,
          size: 32,
          values: (_, places) => places.map(dayAt),
        },
        {
          ...axis,
          grid: { stroke: line, width: 1 },
          incrs: [...counts].sort((a, b) => a - b),
          size: 44,
          values: (_, shown) => shown.map(value => count.format(value)),
        },
      ],
      series: [
        {},
        {
          stroke: fill,
          fill: isBars ? fill : '',
          width: isBars ? 0 : 2,
          points: { show: false },
          ...(isBars ? { paths: uPlot.paths.bars!({ size: [0.7, 36], radius: 0.15 }) } : {}),
        },
      ],
      hooks: { setCursor: [({ cursor }) => onPoint(cursor.left! < 0 ? null : (cursor.idx ?? null))] },
    },
    [days.map((_, place) => place), [...values]],
    host,
  )
  const fit = new ResizeObserver(() => drawn.setSize({ width: host.clientWidth, height: heightPx }))
  fit.observe(host)
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const redraw = () => drawn.redraw()
  dark.addEventListener('change', redraw)
  return () => {
    fit.disconnect()
    dark.removeEventListener('change', redraw)
    drawn.destroy()
  }
}
