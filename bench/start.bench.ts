import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Row } from './run.ts'

const root = join(import.meta.dirname, '..')

/** Milliseconds from `npm start` to the printed address, and on to the third clip where a trial is drawn. */
async function start(
  folder: string,
  args: readonly string[],
  clipsWanted: number,
): Promise<{ address: number; clips: number }> {
  const from = performance.now()
  const npm = spawn('npm', ['start', '--', ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (text: string) => {
      said += text
      const found = /ready at (http:\S+)/.exec(said)?.[1]
      if (found) resolve(found)
    }
    npm.stdout.setEncoding('utf8').on('data', hear)
    npm.stderr.setEncoding('utf8').on('data', hear)
    npm.once('exit', () => reject(new Error(said)))
  })
  const address = performance.now() - from
  let ready = 0
  while (ready < clipsWanted) {
    const { trial } = (await (await fetch(`${url}/api/health`)).json()) as { trial: { ready: number } | null }
    ready = trial?.ready ?? clipsWanted
    if (ready < clipsWanted) await new Promise(resolve => setTimeout(resolve, 100))
  }
  const clips = performance.now() - from
  const ended = new Promise(resolve => npm.once('exit', resolve))
  process.kill(-npm.pid!, 'SIGINT')
  await ended
  return { address, clips }
}

/** A clean clone to its address, and the same folder again. There is no ceiling: what is measured is mostly the network and the disk. */
export async function bench(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-start-'))
  try {
    const cloned = spawnSync('git', ['clone', '-q', root, join(folder, 'clone')], { encoding: 'utf8' })
    if (cloned.status !== 0) throw new Error(cloned.stderr)
    const first = await start(join(folder, 'clone'), ['--data', join(folder, 'data')], 3)
    const again = await start(join(folder, 'clone'), ['--data', join(folder, 'data')], 3)
    const row = (metric: string, ms: number): Row => ({
      metric,
      value: ms / 1000,
      unit: 's',
      ceiling: null,
      ratio: null,
      reach: null,
      reached: null,
    })
    return [
      row('clean clone to address, install included', first.address),
      row('address to three clips, first start', first.clips - first.address),
      row('second start to address', again.address),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
