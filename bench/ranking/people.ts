/** Runs every policy before simulated people, and says what came of it. */
import { linUcb, popular, random, singleVector } from './baselines.ts'
import { type Measures, measure } from './measures.ts'
import { knowing, onshore } from './policies.ts'
import { type Options, type Policy, type Run, type Seat, simulate } from './simulator.ts'

export interface Told {
  name: string
  isOwn: boolean
  of: Measures
}
export interface People {
  rows: Told[]
  /** Share of the refused topic among the clips before it was refused, and among the twenty and the rest after. */
  refused: { before: number; next20: number; later: number }
  drift: Measures
}

const noises = [1, 0.5]

export function runPeople(seed: number, users: number, say: (line: string) => void): People {
  const options: Options = { users, steps: 200, seed, pool: 2000, clips: 60_000 }
  const rows: Told[] = []
  const run = (name: string, isOwn: boolean, policy: (seat: Seat) => Policy, change: Partial<Options>): Run[] => {
    const runs = simulate(policy, { ...options, ...change })
    const of = measure(runs)
    rows.push({ name, isOwn, of })
    say(`${name}: lock-on ${of.lock5} / ${of.lock5p90}, long ${of.first100.toFixed(2)} / ${of.last100.toFixed(2)}`)
    return runs
  }
  run('random', false, random, {})
  run('popular', false, popular, {})
  run('single vector, a fifth by chance', false, singleVector, {})
  run('LinUCB', false, linUcb, {})
  for (const noise of noises)
    for (const hasPicks of [false, true]) {
      const how = `noise ${noise}, ${hasPicks ? 'with' : 'without'} first picks`
      run(`Onshore, ${how}`, true, onshore(), { noise, hasPicks })
      run(`knows what pleases, ${how}`, false, knowing(noise), { noise, hasPicks })
    }
  const drift = measure(simulate(onshore(), { ...options, kind: 'drifts', turnAt: 100, noise: 0.5 }))
  say(`drift: recovered after ${drift.recovered}`)
  return { rows, drift, refused: shares(simulate(onshore(), { ...options, kind: 'refuses', turnAt: 100, noise: 0.5 })) }
}

function shares(runs: readonly Run[]): People['refused'] {
  const share = (part: (run: Run) => readonly number[]) => {
    const all = runs.flatMap(run => part(run).map(topic => topic === run.turned?.from))
    return all.filter(Boolean).length / Math.max(1, all.length)
  }
  return {
    before: share(({ topics, turned }) => topics.slice(Math.max(0, turned!.at - 50), turned!.at)),
    next20: share(({ topics, turned }) => topics.slice(turned!.at, turned!.at + 20)),
    later: share(({ topics, turned }) => topics.slice(turned!.at + 20)),
  }
}
