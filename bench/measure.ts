import { spawn, spawnSync } from 'node:child_process'

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!

export const has = (program: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0

/** A program that comes before all others of this machine (SCHED_FIFO, sched(7)): a viewer's device has processors of its own. */
const fromElsewhere = ['chrt', '--fifo', '50']

/** Whether a program may come before all others of this machine. */
export const mayComeFromElsewhere = (): boolean =>
  spawnSync(fromElsewhere[0]!, [...fromElsewhere.slice(1), 'true'], { stdio: 'ignore' }).status === 0

/** Milliseconds of a whole process, from start to exit. */
export function timeOf(command: string, args: readonly string[]): number {
  const from = performance.now()
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`)
  return performance.now() - from
}

interface Load {
  seconds: number
  connections: number
  script?: string
  /** Refusals are counted, where they would otherwise be an error. */
  isRefusing?: boolean
  /** Asks as somebody does whose processors are not this machine's, where that is allowed. */
  isFromElsewhere?: boolean
}

/** Requests per second that wrk counts in `seconds`, every reply of the expected status. */
export const wrk = async (url: string, load: Load): Promise<number> => (await measured(url, load)).rate

/** The same, with how many requests there were and how long they took, ms. */
export function measured(
  url: string,
  { seconds, connections, script, isRefusing = false, isFromElsewhere = false }: Load,
): Promise<{ rate: number; requests: number; refused: number; p50: number; p99: number }> {
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', ...(script ? ['-s', script] : []), url]
  const [program, ...rest] = [...(isFromElsewhere && mayComeFromElsewhere() ? fromElsewhere : []), 'wrk', ...args]
  return new Promise((resolve, reject) => {
    const child = spawn(program!, rest, { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.once('close', () => {
      const rate = /Requests\/sec:\s+([\d.]+)/.exec(said)?.[1]
      const requests = /(\d+) requests in/.exec(said)?.[1]
      const refused = Number(/Non-2xx or 3xx responses: (\d+)/.exec(said)?.[1] ?? 0)
      // A server that refuses quickly would look fast.
      if (!rate || (refused > 0 && !isRefusing)) reject(new Error(`wrk against ${url}: ${said}`))
      else
        resolve({
          rate: Number(rate),
          requests: Number(requests),
          refused,
          p50: latency(said, 50),
          p99: latency(said, 99),
        })
    })
  })
}

/** A percentile as wrk prints it, `50%  1.23ms`, in ms. */
function latency(said: string, percent: number): number {
  const [, number, unit] = new RegExp(`${percent}%\\s+([\\d.]+)(us|ms|s)`).exec(said)!
  return Number(number) * { us: 0.001, ms: 1, s: 1000 }[unit as 'us' | 'ms' | 's']
}
