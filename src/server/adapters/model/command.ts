import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { runConfined } from '../transcoder/child.ts'
import { strongest } from '../transcoder/sandbox.ts'
import type { Model } from './index.ts'

const seconds = 600
const mostBytes = 1_000_000

/**
 * The command gets a line of JSON for each clip and answers each with a line: a list of 64 numbers. Null where nothing on this machine
 * walls it in. Paths among its words may be read, and the folder that the program lies in.
 */
export function openModel(command: string): Model | null {
  const sandbox = strongest()
  if (sandbox.kind === 'prlimit') return null
  const words = command.split(/\s+/).filter(Boolean)
  const isOwn = (path: string) => path.startsWith('/') && !path.startsWith('/usr/') && existsSync(path)
  const read = words.filter(isOwn).map((path, index) => (index === 0 && path === words[0] ? dirname(path) : path))
  return {
    name: command,
    async describe(clips, files, signal) {
      const lines = clips.map(clip => Buffer.from(`${JSON.stringify(clip)}\n`))
      const { code, stdout } = await runConfined(
        sandbox,
        words,
        { read: [...read, ...files.filter(existsSync)], write: null, seconds, memory: null },
        {
          signal,
          input: (async function* () {
            yield* lines
          })(),
          outputLimit: mostBytes,
          isPatient: true,
        },
      )
      if (code !== 0) throw new Error(`the command of the features ended with ${code}`)
      const said = stdout.split('\n')
      return clips.map((_, index) => numbersIn(said[index] ?? ''))
    },
  }
}

function numbersIn(line: string): number[] | null {
  try {
    const found: unknown = JSON.parse(line)
    return Array.isArray(found) && found.every(Number.isFinite) ? (found as number[]) : null
  } catch {
    return null
  }
}
