import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const file = join(import.meta.dirname, '../out/attacks.json')

interface Class {
  id: string
  cases: number
  controls: number
  controlsSucceeded: number
  succeeded: number
}

/** Adds what one class of attack came to; `tests/out/attacks.json` is what the suite leaves for others to read. */
export function recordAttack(found: Class): void {
  mkdirSync(join(file, '..'), { recursive: true })
  let classes: Class[] = []
  try {
    classes = (JSON.parse(readFileSync(file, 'utf8')) as { classes: Class[] }).classes
  } catch {
    // The first class of this run.
  }
  const rest = classes.filter(({ id }) => id !== found.id)
  writeFileSync(file, JSON.stringify({ classes: [...rest, found].sort((a, b) => (a.id < b.id ? -1 : 1)) }, null, 2))
}
