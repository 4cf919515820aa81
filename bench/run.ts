/**
 * `npm run bench [name …] [-- --option value …]`: runs the benches, prints a table, and writes `bench/out/<name>.json`. A slower
 * result is written like a faster one.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'

export interface Row {
  metric: string
  value: number
  unit: string
  /** The same work without us, measured in the same run; null where there is no such thing. */
  ceiling: number | null
  /** Value to ceiling, or ceiling to value, so that more is better and 1 is the ceiling itself. */
  ratio: number | null
  /** What the README or an issue asks for, in words; null where the figure is only printed. */
  reach: string | null
  reached: boolean | null
}

/** What stands on the command line as `--name value`; each bench says what it reads. */
export type Options = Readonly<Record<string, string>>

const here = import.meta.dirname
const names = readdirSync(here)
  .filter(file => file.endsWith('.bench.ts'))
  .map(file => file.replace('.bench.ts', ''))
const wanted: string[] = []
const options: Record<string, string> = {}
for (const args = process.argv.slice(2); args.length > 0; ) {
  const word = args.shift()!
  if (word.startsWith('--')) options[word.slice(2)] = args.shift() ?? ''
  else wanted.push(word)
}
const unknown = wanted.filter(name => !names.includes(name))
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(', ')}. There are: ${names.join(', ')}.\n`)
  process.exit(2)
}
mkdirSync(join(here, 'out'), { recursive: true })
for (const name of wanted.length > 0 ? wanted : names) {
  const load = loadavg()[0]!
  const { bench } = (await import(join(here, `${name}.bench.ts`))) as { bench(options: Options): Promise<Row[]> }
  const rows = await bench(options)
  const figure = (value: number | null) => (value === null ? '' : value >= 100 ? value.toFixed(0) : value.toFixed(2))
  process.stdout.write(`\n${name} (load ${load.toFixed(1)})\n`)
  for (const { metric, value, unit, ceiling, ratio, reach, reached } of rows) {
    process.stdout.write(
      `  ${metric.padEnd(52)} ${figure(value).padStart(9)} ${unit.padEnd(6)} ceiling ${figure(ceiling).padStart(9)}  ratio ${figure(ratio).padStart(6)}  ${reach === null ? '' : `${reached ? 'reached' : 'NOT reached'}: ${reach}`}\n`,
    )
  }
  writeFileSync(
    join(here, 'out', `${name}.json`),
    `${JSON.stringify({ bench: name, at: new Date().toISOString(), load, rows }, null, 2)}\n`,
  )
}
process.exit()
