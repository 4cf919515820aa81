import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { expect, it } from 'vitest'
import { giveWay, whileIdle } from './index.ts'

const hasTurns = existsSync('/proc/self/autogroup')

it(`gives way among all processes, and leaves the rest of a session as it was${hasTurns ? '' : ' [autogroup]'}`, async () => {
  const start = (detached: boolean) => spawn('sleep', ['60'], { detached, stdio: 'ignore' })
  const [leader, member] = [start(true), start(false)]
  const turnOf = (pid: number | 'self') =>
    hasTurns ? readFileSync(`/proc/${pid}/autogroup`, 'utf8').trim().split(' ').at(-1) : null
  const before = turnOf('self')
  try {
    for (const { pid } of [leader, member]) giveWay(pid!, 7)
    for (const { pid } of [leader, member]) expect(getPriority(pid)).toBe(7)
    if (!hasTurns) return
    await expect.poll(() => turnOf(leader.pid!)).toBe('7')
    // That one is not the leader of its session: whoever else is in it keeps their turn.
    expect(turnOf(member.pid!)).toBe(before)
    expect(turnOf('self')).toBe(before)
  } finally {
    for (const one of [leader, member]) one.kill('SIGKILL')
  }
})

it('says nothing of a process that has ended', async () => {
  const child = spawn('true')
  await new Promise(resolve => child.once('exit', resolve))
  expect(() => giveWay(child.pid!, 7)).not.toThrow()
})

const mayIdle = whileIdle(['true']).length > 1

it(`runs a command where nobody else wants the processor${mayIdle ? '' : ' [chrt]'}`, async context => {
  if (!mayIdle) return context.skip()
  const command = ['sleep', '60']
  const [program, ...args] = whileIdle(command)
  const [idle, control] = [spawn(program!, args, { stdio: 'ignore' }), spawn(command[0]!, command.slice(1))]
  // The policy is the 41st field (proc(5)): SCHED_IDLE is 5, any process's is 0.
  const policyOf = (pid: number) => {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[38]
  }
  try {
    await expect.poll(() => policyOf(idle.pid!)).toBe('5')
    expect(policyOf(control.pid!)).toBe('0')
    // It has become the command: whoever ends it ends that.
    await expect.poll(() => readFileSync(`/proc/${idle.pid}/cmdline`, 'utf8')).toBe('sleep\x0060\0')
  } finally {
    for (const one of [idle, control]) one.kill('SIGKILL')
  }
})
