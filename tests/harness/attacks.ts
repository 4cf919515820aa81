import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'

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

export const noTally = { cases: 0, controls: 0, controlsSucceeded: 0, succeeded: 0 }

/** Counts what is tried: an attack fails its test where it succeeds, a control where it does not. */
export function openTally() {
  const tally = { ...noTally }
  return {
    tally,
    attack(name: string, hasSucceeded: boolean): void {
      tally.cases++
      if (hasSucceeded) tally.succeeded++
      expect(hasSucceeded, name).toBe(false)
    },
    control(name: string, hasSucceeded: boolean): void {
      tally.controls++
      if (hasSucceeded) tally.controlsSucceeded++
      expect(hasSucceeded, `control: ${name}`).toBe(true)
    },
  }
}
