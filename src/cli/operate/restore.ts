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
      keys: { type: 'string' },
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
  const found = await restoreShore(values.data, file, identityIn(values.identity), bar.show, values.keys)
  bar.end()
  const { erasedAgain, hasKeys } = found
  const facts = { n: found.entries.length, at: found.at, version: found.version }
  if (values.json) return void process.stdout.write(`${JSON.stringify({ ...facts, erasedAgain, hasKeys })}\n`)
  process.stdout.write(`${say('restored', facts)}\n`)
  if (erasedAgain > 0) process.stdout.write(`${say('restoredErased', { n: erasedAgain })}\n`)
  if (!hasKeys) process.stdout.write(`${say('restoredWithoutKeys')}\n`)
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
