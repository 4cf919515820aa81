import { parseArgs } from 'node:util'
import { accountLimits } from '../../core/accounts/limits.ts'
import { refuse } from '../../core/errors.ts'
import { makePassphrase, makeToken, openAccount, scopesOf } from '../../server/accounts/index.ts'
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
      days: { type: 'string' },
      name: { type: 'string' },
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
  days?: string | undefined
  name?: string | undefined
  json?: boolean | undefined
}

async function addAccount(handle: string, { data, json }: Values): Promise<void> {
  await using rooms = operatorRooms(data)
  const passphrase = makePassphrase()
  const { account, recoveryCodes } = await openAccount(rooms.accounts, rooms.clock, { handle, passphrase })
  if (json) process.stdout.write(`${JSON.stringify({ ...account, passphrase, recoveryCodes })}\n`)
  else process.stdout.write(`${say('accountMade', { handle: account.handle })}\n${passphrase}\n`)
}

async function addToken(handle: string, { data, scope = 'post', days, name = '', json }: Values): Promise<void> {
  if (scope !== 'post' && scope !== 'read')
    throw refuse('command.argument', { where: '--scope', expected: 'post, read', got: scope })
  const life = days === undefined ? accountLimits.standardTokenDays : Number(days)
  if (!Number.isInteger(life) || life < 1 || life > accountLimits.maxTokenDays)
    throw refuse('command.argument', { where: '--days', expected: `1–${accountLimits.maxTokenDays}`, got: days ?? '' })
  await using rooms = operatorRooms(data)
  const account = await rooms.accounts.byHandle(handle.replace(/^@/, ''))
  if (!account) throw refuse('account.not-found', { handle })
  const scopes = scopesOf(scope)
  const { token, expiresAt } = await makeToken(rooms.tokens, rooms.clock, {
    accountId: account.id,
    scopes,
    name,
    days: life,
  })
  if (json) process.stdout.write(`${JSON.stringify({ handle: account.handle, scopes, token, expiresAt })}\n`)
  else {
    const day = expiresAt.slice(0, 10)
    process.stdout.write(`${say('tokenMade', { handle: account.handle, scope, day })}\n${token}\n`)
  }
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
