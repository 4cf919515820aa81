/** The command line: `onshore <command>`. Exit 0: done. 2: refused, with a sentence. 1: a bug. */
import { parseArgs } from 'node:util'
import { Refusal, refuse, sentence } from '../core/errors.ts'
import { languageOfTerminal, say } from './words.ts'

interface Command {
  run(args: string[]): Promise<void>
}

const commands: Record<string, () => Promise<Command>> = {
  serve: () => import('./operate/serve.ts'),
  post: () => import('./post.ts'),
  operate: () => import('./operate/index.ts'),
  backup: () => import('./operate/backup.ts'),
  restore: () => import('./operate/restore.ts'),
  config: () => import('./operate/config.ts'),
  audit: () => import('./audit/index.ts'),
}

try {
  const { positionals } = parseArgs({ args: process.argv.slice(2, 3), strict: false, allowPositionals: true })
  const [name] = positionals
  if (name === undefined) {
    process.stdout.write(`${say('help')}\n`)
  } else {
    const open = commands[name]
    if (!open) throw refuse('command.unknown', { got: name })
    const command = await open()
    await command.run(process.argv.slice(3))
  }
} catch (error) {
  if (error instanceof Refusal) {
    process.stderr.write(`${sentence(error.code, error.params, languageOfTerminal())}\n`)
    process.exitCode = 2
  } else if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
  } else {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    process.exitCode = 1
  }
}
