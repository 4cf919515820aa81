import { parseArgs } from 'node:util'
import { refuse } from '../../core/errors.ts'
import { makePassphrase, makeToken, openAccount } from '../../server/accounts/index.ts'
import { operatorRooms } from '../../server/operator.ts'
import { say } from '../words.ts'

/** `onshore operate …`: acts of the operator on the shore's own machine, through the running shore's database. */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      scope: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  const [what, ...rest] = positionals
  if (values.help || what === undefined) {
    process.stdout.write(`${say('operateHelp')}\n`)
    return
  }
  if (what === 'account' && rest[0] === 'add') await addAccount(required(rest[1], 'HANDLE'), values)
  else if (what === 'token') await addToken(required(rest[0], 'HANDLE'), values)
  else if (what === 'jobs') await listJobs(values)
  else throw refuse('command.unknown', { got: `operate ${positionals.join(' ')}` })
}

interface Values {
  data?: string | undefined
  scope?: string | undefined
  json?: boolean | undefined
}

async function addAccount(handle: string, { data, json }: Values): Promise<void> {
  await using rooms = operatorRooms(data)
  const passphrase = makePassphrase()
  const { account, recoveryCodes } = await openAccount(rooms.accounts, rooms.clock, { handle, passphrase })
  if (json) process.stdout.write(`${JSON.stringify({ ...account, passphrase, recoveryCodes })}\n`)
  else process.stdout.write(`${say('accountMade', { handle: account.handle })}\n${passphrase}\n`)
}

async function addToken(handle: string, { data, scope = 'post', json }: Values): Promise<void> {
  if (scope !== 'post' && scope !== 'read')
    throw refuse('command.argument', { where: '--scope', expected: 'post, read', got: scope })
  await using rooms = operatorRooms(data)
  // Whoever may post may also read how the post is doing.
  const scopes = scope === 'post' ? (['post', 'read'] as const) : (['read'] as const)
  const name = handle.replace(/^@/, '')
  const token = await makeToken(rooms.accounts, rooms.clock, name, [...scopes])
  if (json) process.stdout.write(`${JSON.stringify({ handle: name, scopes, token })}\n`)
  else process.stdout.write(`${say('tokenMade', { handle: name, scope })}\n${token}\n`)
}

async function listJobs({ data, json }: Values): Promise<void> {
  await using rooms = operatorRooms(data)
  const [waiting, dead] = await Promise.all([rooms.jobs(), rooms.videos.deadEnds()])
  if (json) {
    process.stdout.write(`${JSON.stringify({ waiting, dead })}\n`)
    return
  }
  const lines = waiting.length > 0 ? waiting.map(job => say('jobsWaiting', job)) : [say('jobsNone')]
  if (dead.length > 0) lines.push(say('jobsDead'), ...dead.map(video => say('jobDead', video)))
  process.stdout.write(`${lines.join('\n')}\n`)
}

function required(value: string | undefined, where: string): string {
  if (value === undefined) throw refuse('command.argument', { where, expected: where, got: '–' })
  return value
}
