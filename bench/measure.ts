import { spawn, spawnSync } from 'node:child_process'

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]!

export const has = (program: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0

/** Milliseconds of a whole process, from start to exit. */
export function timeOf(command: string, args: readonly string[]): number {
  const from = performance.now()
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`)
  return performance.now() - from
}

/** Requests per second that wrk counts in `seconds`, every reply of the expected status. */
export function wrk(
  url: string,
  { seconds, connections, script }: { seconds: number; connections: number; script?: string },
): Promise<number> {
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, ...(script ? ['-s', script] : []), url]
  return new Promise((resolve, reject) => {
    const child = spawn('wrk', args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.once('close', () => {
      const rate = /Requests\/sec:\s+([\d.]+)/.exec(said)?.[1]
      // A server that refuses quickly would look fast.
      if (!rate || /Non-2xx/.test(said)) reject(new Error(`wrk against ${url}: ${said}`))
      else resolve(Number(rate))
    })
  })
}
