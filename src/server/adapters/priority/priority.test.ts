import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { availableParallelism, getPriority } from 'node:os'
import { expect, it } from 'vitest'
import { giveWay, whileIdle } from './index.ts'

/** The policy of a thread is the 41st field (proc(5)): SCHED_IDLE is 5, SCHED_RR 2, any other's 0. */
const policyOf = (pid: number, thread = pid) => {
  const line = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8')
  return line.slice(line.lastIndexOf(')') + 2).split(' ')[38]
}
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

it(`lets every thread of a process give way${existsSync('/proc/self/task') ? '' : ' [proc]'}`, async context => {
  if (!existsSync('/proc/self/task')) return context.skip()
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000); console.log("up")'])
  try {
    await new Promise(resolve => child.stdout.once('data', resolve))
    const threads = readdirSync(`/proc/${child.pid}/task`).map(Number)
    // V8 has some of its own.
    expect(threads.length).toBeGreaterThan(2)
    giveWay(child.pid!, 7)
    expect(threads.map(getPriority)).toEqual(threads.map(() => 7))
  } finally {
    child.kill('SIGKILL')
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
  try {
    await expect.poll(() => policyOf(idle.pid!)).toBe('5')
    expect(policyOf(control.pid!)).toBe('0')
    // It has become the command: whoever ends it ends that.
    await expect.poll(() => readFileSync(`/proc/${idle.pid}/cmdline`, 'utf8')).toBe('sleep\x0060\0')
  } finally {
    for (const one of [idle, control]) one.kill('SIGKILL')
  }
})

const mayFirst = spawnSync('chrt', ['--rr', '1', 'true']).status === 0 && availableParallelism() > 1

it(`lets the thread that answers come first while it has little to do, and no other${mayFirst ? '' : ' [chrt, rtprio]'}`, async context => {
  if (!mayFirst) return context.skip()
  const script = `
    import { comeFirst } from '${import.meta.dirname}/index.ts'
    console.log(await comeFirst())
    let isBusy = false
    process.on('SIGUSR2', () => (isBusy = !isBusy))
    setInterval(() => {
      for (const until = performance.now() + 40; isBusy && performance.now() < until; );
    }, 41)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script])
  const policy = () => policyOf(child.pid!)
  try {
    expect(String(await new Promise(resolve => child.stdout.once('data', resolve))).trim()).toBe('true')
    expect(policy()).toBe('2')
    const others = readdirSync(`/proc/${child.pid}/task`)
      .map(Number)
      .filter(thread => thread !== child.pid)
    expect(others.map(thread => policyOf(child.pid!, thread))).toEqual(others.map(() => '0'))
    child.kill('SIGUSR2')
    await expect.poll(policy, { timeout: 10_000 }).toBe('0')
    child.kill('SIGUSR2')
    await expect.poll(policy, { timeout: 10_000 }).toBe('2')
  } finally {
    child.kill('SIGKILL')
  }
})
