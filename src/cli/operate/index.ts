import { parseArgs } from 'node:util'
import { refuse } from '../../core/errors.ts'
import { say } from '../words.ts'
import { keyCommand } from './keys.ts'
import { accountCommand, codeCommand, inviteCommand, roleCommand, tokenCommand } from './people.ts'
import { assessmentCommand, breachCommand, retentionCommand } from './privacy.ts'
import { declareCommand, jobsCommand, logCommand, statusCommand, storageCommand, videoCommand } from './upkeep.ts'
import type { Values } from './values.ts'

const commands: Record<string, (rest: string[], values: Values) => Promise<void>> = {
  account: accountCommand,
  role: roleCommand,
  code: codeCommand,
  token: tokenCommand,
  invite: inviteCommand,
  video: videoCommand,
  jobs: jobsCommand,
  storage: storageCommand,
  declare: declareCommand,
  status: statusCommand,
  log: logCommand,
  retention: retentionCommand,
  assessment: assessmentCommand,
  breach: breachCommand,
  key: keyCommand,
}

/** `onshore operate …`: acts of the operator on the shore's own machine, through the running shore's database. */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      scope: { type: 'string' },
      days: { type: 'string' },
      count: { type: 'string' },
      need: { type: 'string' },
      name: { type: 'string' },
      rule: { type: 'string' },
      why: { type: 'string' },
      at: { type: 'string' },
      language: { type: 'string' },
      real: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  const [what, ...rest] = positionals
  if (values.help || what === undefined) {
    process.stdout.write(`${say('operateHelp')}\n`)
    return
  }
  const command = Object.hasOwn(commands, what) ? commands[what] : undefined
  if (!command) throw refuse('command.unknown', { got: `operate ${positionals.join(' ')}` })
  await command(rest, values)
}
