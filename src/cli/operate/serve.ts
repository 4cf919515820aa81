import { parseArgs } from 'node:util'
import { refuse } from '../../core/errors.ts'
import type { Health } from '../../core/wire/shore.ts'
import { serve, serveRole } from '../../server/main.ts'
import { say } from '../words.ts'

/** `onshore serve`: runs a shore until it is told to stop, and says where it is and how far the trial has come. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      trial: { type: 'boolean' },
      'no-demo': { type: 'boolean' },
      role: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) {
    process.stdout.write(`${say('serveHelp')}\n`)
    return
  }
  if (values.role !== undefined) return runRole(values.role, values.data ?? null, portFrom(values.port))
  const shore = await serve({
    port: portFrom(values.port),
    data: values.data ?? null,
    isTrial: values.trial === true && !values['no-demo'],
    say: (step, facts) => print(say(step, facts)),
  })
  print('')
  print(`  ${say('ready', { address: shore.address })}`)
  print(`  ${say('stopHint')}`)
  print('')
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => print(say('stopping')))
  const reporting = report(shore.address, shore.stopped)
  await shore.stopped
  await reporting
  print(say('stopped'))
  process.exit()
}

async function runRole(role: string, data: string | null, port: number | null): Promise<void> {
  if (role !== 'api' && role !== 'worker')
    throw refuse('command.argument', { where: '--role', expected: 'api, worker', got: role })
  const { address, stopped } = await serveRole(role, { data, port })
  print(address === null ? say('workerReady') : say('ready', { address }))
  print(say('stopHint'))
  await stopped
  print(say('stopped'))
  process.exit()
}

function portFrom(text: string | undefined): number | null {
  if (text === undefined) return null
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw refuse('command.argument', { where: '--port', expected: '1–65535', got: text })
  return port
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Says what the media engine is, then follows the drawing of the trial clips to its end. */
async function report(address: string, stopped: Promise<void>): Promise<void> {
  let isStopped = false
  void stopped.then(() => {
    isStopped = true
  })
  let last = -1
  let isFirst = true
  while (!isStopped) {
    const health = await fetch(`${address}/api/health`)
      .then(reply => (reply.ok ? (reply.json() as Promise<Health>) : null))
      .catch(() => null)
    if (health && isFirst) {
      isFirst = false
      print(say('engine', { engine: health.engine, sandbox: health.sandbox }))
      if (health.sandbox === 'prlimit') print(say('noSandbox'))
      if (health.engine.startsWith('node-av')) print(say('ffmpegHint'))
    }
    if (health && !health.trial) return
    if (health?.trial && health.trial.ready !== last) {
      last = health.trial.ready
      print(last === health.trial.of ? say('drawn', health.trial) : say('drawing', health.trial))
      if (last === health.trial.of) return
    }
    await Promise.race([new Promise(resolve => setTimeout(resolve, 1000)), stopped])
  }
}
