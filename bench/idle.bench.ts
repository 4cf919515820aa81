import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { processesNaming, serve } from '../tests/harness/serve.ts'
import type { Row } from './run.ts'

const settleMs = 15_000

/** Proportional set size of a process, MiB: what it has for itself, and its share of what it has with others (proc(5), smaps_rollup). */
function pssOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))![1]) / 1024
  } catch {
    return 0
  }
}
function rssOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024
  } catch {
    return 0
  }
}

/** Resident memory of a shore that has started and does nothing, with its database: every process of it. */
export async function bench(): Promise<Row[]> {
  await using shore = await serve()
  await fetch(shore.url)
  await pause(settleMs)
  const ours = new Set(processesNaming(shore.data).map(line => Number(line.split(' ')[0])))
  const parts = {
    supervisor: [shore.main.pid!],
    api: [shore.role('api')!],
    worker: [shore.role('worker')!],
    database: shore.database(),
  }
  for (const pid of Object.values(parts).flat()) ours.add(pid)
  // The database's own helpers have its server as their parent and no folder in their names.
  const helpers = [...ours].flatMap(pid => childrenOf(pid))
  for (const pid of helpers) ours.add(pid)
  const sum = (pids: Iterable<number>, of: (pid: number) => number) => [...pids].reduce((all, pid) => all + of(pid), 0)
  const row = (metric: string, value: number, reach: string | null = null): Row => ({
    metric,
    value,
    unit: 'MiB',
    ceiling: null,
    ratio: null,
    reach,
    reached: reach === null ? null : value < 200,
  })
  return [
    row(`all ${ours.size} processes, each page once (PSS)`, sum(ours, pssOf), 'under 200'),
    row('the same, pages that are shared counted in each (RSS)', sum(ours, rssOf)),
    ...Object.entries(parts).map(([name, pids]) => row(`  ${name} (PSS)`, sum(pids, pssOf))),
  ]
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}
