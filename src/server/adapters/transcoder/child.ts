import { spawn } from 'node:child_process'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { refuse } from '../../../core/errors.ts'
import { giveWay, whileIdle } from '../priority/index.ts'
import type { Confinement, Sandbox } from './sandbox.ts'

/** How much an engine gives way that a creator waits for, and one that nobody waits for (`giveWay`). */
const [awaited, patient] = [17, 19]

export interface Finished {
  code: number | null
  stdout: string
  stderr: string
}

interface Watch {
  signal?: AbortSignal | undefined
  onLine?: (line: string) => void
  input?: AsyncIterable<Uint8Array>
  isPatient?: boolean | undefined
  /** Bytes of standard output that are kept; a hostile file cannot fill the memory by it. */
  outputLimit?: number
}

/**
 * Runs one confined command to its end. Refuses `video.took-too-long` at its time limit; rejects when it is aborted or
 * cannot be started, which are no faults of the file.
 */
export async function runConfined(
  sandbox: Sandbox,
  command: readonly string[],
  confinement: Confinement,
  watch: Watch = {},
): Promise<Finished> {
  watch.signal?.throwIfAborted()
  const [program, ...args] = whileIdle(sandbox.wrap(command, confinement))
  // Detached, so that Ctrl-C in a terminal stops the shore, which then decides about its engines.
  const child = spawn(program!, args, {
    stdio: [watch.input ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    detached: true,
    env: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin' },
  })
  if (child.pid !== undefined) giveWay(child.pid, watch.isPatient ? patient : awaited)
  let stdout = ''
  let stderr = ''
  let rest = ''
  let isLate = false
  let isTooMuch = false
  const limit = watch.outputLimit ?? 64_000_000
  const kill = () => {
    if (child.pid === undefined || child.exitCode !== null) return
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      child.kill('SIGKILL')
    }
  }
  const timer = setTimeout(() => {
    isLate = true
    kill()
  }, confinement.seconds * 1000)
  watch.signal?.addEventListener('abort', kill, { once: true })
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    if (watch.onLine) {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) watch.onLine(line)
    } else if (stdout.length < limit) stdout += text
    else {
      isTooMuch = true
      kill()
    }
  })
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-8000)
  })
  try {
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', code => resolve(code))
    })
    // The engine may stop reading before the last frame; how it ended says why.
    const fed = watch.input
      ? pipeline(Readable.from(watch.input), child.stdin!).catch(() => undefined)
      : Promise.resolve()
    const code = await ended
    await fed
    watch.signal?.throwIfAborted()
    if (isLate) throw refuse('video.took-too-long', { limit: confinement.seconds })
    // No engine has that much to say of an honest file: it did not die, it was stopped.
    return { code: isTooMuch ? 1 : code, stdout, stderr }
  } finally {
    clearTimeout(timer)
    watch.signal?.removeEventListener('abort', kill)
    kill()
  }
}
