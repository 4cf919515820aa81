import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { refuse } from '../../core/errors.ts'
import { restoreShore } from '../../server/restoring.ts'
import { say } from '../words.ts'
import { progress } from './backup.ts'

/** `onshore restore`: a shore from a backup, on a machine that has none. */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      identity: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  const [file] = positionals
  if (values.help || file === undefined) {
    process.stdout.write(`${say('restoreHelp')}\n`)
    return
  }
  const bar = progress('restoring')
  const found = await restoreShore(values.data, file, identityIn(values.identity), bar.show)
  bar.end()
  const facts = { n: found.entries.length, at: found.at, version: found.version }
  process.stdout.write(`${values.json ? JSON.stringify(facts) : say('restored', facts)}\n`)
}

/** The private key from its file, which may hold comments and the public key as well. */
function identityIn(file: string | undefined): string {
  if (file === undefined) throw refuse('command.argument', { where: '--identity', expected: 'FILE', got: '–' })
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw refuse('command.file', { file })
  }
  const found = /AGE-SECRET-KEY-[A-Z0-9-]+/.exec(text)
  if (!found) throw refuse('backup.key')
  return found[0]
}
