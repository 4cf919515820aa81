/** What an outsider checks of a shore, from a terminal. It runs nothing of the server, and fetches from the shore that it is given alone. */
import { parseArgs } from 'node:util'
import { refuse } from '../../core/errors.ts'
import { say } from '../words.ts'
import { auditFeed } from './feed.ts'

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      server: { type: 'string' },
      key: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  const [what, file] = positionals
  if (values.help || what === undefined) {
    process.stdout.write(`${say('auditHelp')}\n`)
    return
  }
  if (what !== 'feed') throw refuse('command.unknown', { got: `audit ${what}` })
  const { orders, slates } = await auditFeed({ file, server: values.server, key: values.key })
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ orders, slates, isSame: true })}\n`
      : `${say('sameOrders', { n: orders, slates })}\n`,
  )
}
