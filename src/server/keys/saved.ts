import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import type { Clock } from '../adapters/clock/index.ts'
import { type KeyFiles, put, readWhole } from '../adapters/keys/index.ts'

/** The keys of accounts as they lie in the folder: each opens with the shore's key alone, which is not among them. */
const saved = z.object({
  format: z.literal('onshore-keys/1'),
  at: z.iso.datetime(),
  keys: z.record(z.string().check(z.regex(/^[0-9a-f-]{36}$/)), z.string().check(z.regex(/^[\w-]{91}$/))),
  gone: z.record(z.string().check(z.regex(/^[0-9a-f]{64}$/)), z.iso.datetime()),
})
type Saved = z.infer<typeof saved>

/**
 * Writes every account's key, and which were destroyed, into one file in the place of the former. Whoever keeps several keeps
 * keys of accounts that are gone.
 */
export function saveKeys(files: KeyFiles, to: string, clock: Clock): { keys: number } {
  const keys = Object.fromEntries(
    files.accountIds().flatMap(id => {
      const wrapped = files.accountKey(id)
      return wrapped ? [[id, wrapped.toString('base64url')]] : []
    }),
  )
  const gone = Object.fromEntries(files.goneNames().map(name => [name, files.goneAt(name)!.toISOString()]))
  const body: Saved = { format: 'onshore-keys/1', at: clock.now().toISOString(), keys, gone }
  const text = JSON.stringify(body)
  put(to, Buffer.from(`${sumOf(text)}\n${text}\n`))
  return { keys: Object.keys(keys).length }
}

/** What a file of keys holds. Refuses `keys.file`. */
export function readSavedKeys(from: string): Saved {
  const [sum, text = ''] = readWhole(from).split('\n')
  if (sum !== sumOf(text)) throw refuse('keys.file', { got: 'checksum' })
  const found = saved.safeParse(JSON.parse(text))
  if (!found.success) throw refuse('keys.file', { got: found.error.issues[0]?.path.join('.') ?? '' })
  return found.data
}

/** Puts them into a folder. A key that was destroyed here stays so. */
export function bringKeys(files: KeyFiles, { keys, gone }: Saved): void {
  for (const [name, at] of Object.entries(gone)) if (!files.goneAt(name)) files.addGone(name, new Date(at))
  for (const [id, wrapped] of Object.entries(keys)) files.addAccountKey(id, Buffer.from(wrapped, 'base64url'))
}

const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex')
