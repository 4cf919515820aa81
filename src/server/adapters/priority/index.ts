/** Who gives way to whom on processors that are all taken. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'

/** An ordinary user may set one session's turn every tenth of a second, and others may be quicker. */
const betweenMs = 110
const tries = 10

/**
 * Lets a process, and what it starts, give way by `nice` steps, 1 to 19 (setpriority(2)). Linux shares processors between sessions first
 * (sched(7), “The autogroup feature”), and a nice value counts within its own alone: the turn of a session that the process leads is set as
 * well. Where either cannot be set, the process runs as it would have.
 */
export function giveWay(pid: number, nice: number): void {
  try {
    setPriority(pid, nice)
  } catch {
    // It has ended already.
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
