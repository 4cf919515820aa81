/** The page of this bench: each part of a run writes its own section and figures, and leaves the others as they are. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../docs/audit')
const page = join(folder, 'ranking.md')

/** Writes what lies between the marks of `name` in `docs/audit/ranking.md`. */
export function writeSection(name: string, markdown: string): void {
  const [from, to] = [`<!-- made by the run: ${name} -->`, `<!-- end of ${name} -->`]
  const text = readFileSync(page, 'utf8')
  const [start, end] = [text.indexOf(from), text.indexOf(to)]
  if (start < 0 || end < start) throw new Error(`docs/audit/ranking.md has no place for ${name}`)
  writeFileSync(page, `${text.slice(0, start + from.length)}\n\n${markdown.trim()}\n\n${text.slice(end)}`)
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) => Math.max(3, cell.length, ...rows.map(row => row[column]!.length)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [line(head), rule, ...rows.map(line)].join('\n')
}

export const decimal = (value: number, digits = 3): string => value.toFixed(digits).replace(/^0\./, '.')

export interface Bar {
  name: string
  value: number
  isOwn: boolean
}

/** Bars from the left, the reach a line across them. Legible on light and on dark. */
export function writeBars(file: string, title: string, bars: readonly Bar[], reach: number | null): void {
  const [left, width, step] = [210, 300, 24]
  const height = 44 + bars.length * step
  const most = Math.max(...bars.map(({ value }) => value), reach ?? 0) * 1.08
  const x = (value: number) => Math.round((left + (width * Math.max(0, value)) / most) * 10) / 10
  const rows = bars.map(({ name, value, isOwn }, row) => {
    const y = 36 + row * step
    return [
      `<text class="name" x="${left - 8}" y="${y + 13}">${escaped(name)}</text>`,
      `<rect class="${isOwn ? 'own' : 'other'}" x="${left}" y="${y}" width="${(x(value) - left).toFixed(1)}" height="17" rx="2"/>`,
      `<text x="${x(value) + 6}" y="${y + 13}">${decimal(value)}</text>`,
    ].join('')
  })
  const line =
    reach === null
      ? ''
      : `<path class="reach" d="M${x(reach)} 30V${height - 6}"/><text class="reach-word" x="${x(reach)}" y="26">reach ${decimal(reach)}</text>`
  writeFileSync(
    join(folder, file),
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 580 ${height}" role="img" aria-label="${escaped(title)}"><style>${style}</style><text class="title" x="0" y="14">${escaped(title)}</text>${rows.join('')}${line}</svg>\n`,
  )
}

const style =
  'text{font:12px system-ui,sans-serif;fill:#222}.title{font-weight:600}.name{text-anchor:end}.own{fill:#0b6e8f}.other{fill:#9aa5ab}.reach{stroke:#b3261e;stroke-dasharray:4 3;fill:none}.reach-word{text-anchor:middle;fill:#b3261e}@media(prefers-color-scheme:dark){text{fill:#e6e6e6}.own{fill:#4cc3ea}.other{fill:#6d777c}.reach{stroke:#ff8a80}.reach-word{fill:#ff8a80}}'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
