import { parseArgs } from 'node:util'
import { refuse } from '../../core/errors.ts'
import { backUp, makeArchiveKey } from '../../server/backup/index.ts'
import { operatorRooms } from '../../server/operator.ts'
import { say } from '../words.ts'

/** `onshore backup`: the running shore as one encrypted file; `onshore backup key` makes the key it is encrypted to. */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      recipient: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  const [what] = positionals
  if (values.help || what === undefined) {
    process.stdout.write(`${say('backupHelp')}\n`)
    return
  }
  if (what === 'key') return printKey(values.json === true)
  const { recipient } = values
  if (recipient === undefined) throw refuse('command.argument', { where: '--recipient', expected: 'age1…', got: '–' })
  await using rooms = operatorRooms(values.data)
  const bar = progress('backingUp')
  const { entries, goneMeanwhile, at } = await backUp(rooms.backup, what, recipient, bar.show)
  bar.end()
  const facts = { file: what, n: entries.length, gone: goneMeanwhile.length, at }
  process.stdout.write(`${values.json ? JSON.stringify(facts) : say('backedUp', facts)}\n`)
}

async function printKey(isJson: boolean): Promise<void> {
  const key = await makeArchiveKey()
  process.stdout.write(isJson ? `${JSON.stringify(key)}\n` : `${say('backupKey')}\n${key.identity}\n${key.recipient}\n`)
}

/** One line that is written over, where a person looks on. */
export function progress(sentence: 'backingUp' | 'restoring'): { show(done: number, of?: number): void; end(): void } {
  const isSeen = process.stderr.isTTY
  return {
    show(done, of = 0) {
      if (isSeen) process.stderr.write(`\r${say(sentence, { done, of })}`)
    },
    end() {
      if (isSeen) process.stderr.write('\n')
    },
  }
}
