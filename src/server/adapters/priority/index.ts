/** Who gives way to whom on processors that are all taken. */
import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { availableParallelism, setPriority } from 'node:os'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'

/** An ordinary user may set one session's turn every tenth of a second, and others may be quicker. */
const betweenMs = 110
const tries = 10

/**
 * Lets a process, all its threads and what it starts give way by `nice` steps, 1 to 19 (setpriority(2); on Linux that sets one thread). Linux
 * shares processors between sessions first (sched(7), “The autogroup feature”), and a nice value counts within its own alone: the turn of a
 * session that the process leads is set as well. Where either cannot be set, the process runs as it would have.
 */
export function giveWay(pid: number, nice: number): void {
  for (const thread of threadsOf(pid)) {
    try {
      setPriority(thread, nice)
    } catch {
      // It has ended already.
    }
  }
  if (leadsSession(pid)) void setTurn(pid, nice)
}

let mayIdle: boolean | undefined

/**
 * The program and arguments that run `command` where nobody else wants the processor (SCHED_IDLE, sched(7)): whoever wakes has it at once,
 * while one that is merely nice goes on to the end of its turn. The command as it is where chrt(1) is not there, or may not.
 */
export function whileIdle(command: readonly string[]): string[] {
  const chrt = ['chrt', '--idle', '0']
  mayIdle ??= spawnSync(chrt[0]!, [...chrt.slice(1), 'true'], { stdio: 'ignore' }).status === 0
  return mayIdle ? [...chrt, ...command] : [...command]
}

/** Parts of half a second in which a process answers, and does not wait: with more it shares, with less for a while it comes first again. */
const [much, little] = [0.7, 0.4]
const lookEveryMs = 500
const calmLooks = 4

/**
 * Lets this process's first thread come before all that is not the system's (SCHED_RR, sched(7)), while it has little to do. Any other that wakes
 * may wait for the next tick of the kernel's clock, 4 ms, behind whoever had less of late, however much that one gives way. While it has much to
 * do it shares as others do: who comes first all the time is put aside by the kernel, 50 ms of each second. What it starts takes after it.
 * False where it is not allowed (RLIMIT_RTPRIO of getrlimit(2)), where chrt(1) is not there, and on a single processor, which all have to share.
 */
export async function comeFirst(): Promise<boolean> {
  if (availableParallelism() === 1 || !(await schedule('--rr'))) return false
  let isFirst = true
  let calm = 0
  let last = performance.eventLoopUtilization()
  const look = () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, last)
    last = now
    calm = utilization < little ? calm + 1 : 0
    if (isFirst ? utilization <= much : calm < calmLooks) return
    isFirst = !isFirst
    void schedule(isFirst ? '--rr' : '--other')
  }
  setInterval(look, lookEveryMs).unref()
  return true
}

/** Sets the policy of this process's first thread. */
function schedule(policy: '--rr' | '--other'): Promise<boolean> {
  const chrt = spawn('chrt', [policy, '--pid', policy === '--rr' ? '1' : '0', String(process.pid)], { stdio: 'ignore' })
  return new Promise(resolve => {
    chrt.once('error', () => resolve(false))
    chrt.once('close', code => resolve(code === 0))
  })
}

/** A process's threads (proc(5)); itself where that is not told. */
function threadsOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number)
  } catch {
    return [pid]
  }
}

/** The session of a process is the sixth field of its line (proc(5)); what stands in brackets before it may hold blanks. */
function leadsSession(pid: number): boolean {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[3] === String(pid)
  } catch {
    return false
  }
}

async function setTurn(pid: number, nice: number): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt++) {
    const fault = await writeFile(`/proc/${pid}/autogroup`, String(nice)).then(
      () => null,
      (error: NodeJS.ErrnoException) => error.code,
    )
    if (fault !== 'EAGAIN') return
    await pause(betweenMs, undefined, { ref: false })
  }
}
