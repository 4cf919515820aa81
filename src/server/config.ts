/** The one place that reads the environment. Every key has a default, a unit, a sentence, and says whether it is a secret. */
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { refuse } from '../core/errors.ts'

interface Key<T> {
  readonly name: `ONSHORE_${string}`
  readonly standard: T
  readonly unit: string
  readonly en: string
  readonly isSecret: boolean
  /** The value, or a sentence saying what was expected. */
  readonly read: (text: string) => T | Fault
}
class Fault {
  readonly expected: string
  constructor(expected: string) {
    this.expected = expected
  }
}

const text = (value: string): string => value
const port = (value: string): number | Fault => {
  const number = Number(value)
  return Number.isInteger(number) && number >= 0 && number <= 65_535 ? number : new Fault('a port number, 0 to 65535')
}
const origin = (value: string): string | Fault => {
  const url = URL.parse(value)
  return url?.protocol === 'https:' && url.origin === value
    ? value
    : new Fault('an https:// address without a path, such as https://clips.example')
}
const origins = (value: string): string[] | Fault => {
  const all = value.split(',').map(part => origin(part.trim()))
  return all.find(one => one instanceof Fault) ?? (all as string[])
}
const database = (value: string): string | Fault =>
  /^postgres(ql)?:\/\//.test(value) ? value : new Fault('a postgres:// address')
const count =
  (most: number) =>
  (value: string): number | Fault => {
    const number = Number(value)
    return Number.isInteger(number) && number >= 1 && number <= most
      ? number
      : new Fault(`a whole number, 1 to ${most}`)
  }

function key<T>(
  name: Key<T>['name'],
  standard: T,
  unit: string,
  en: string,
  read: Key<T>['read'],
  isSecret = false,
): Key<T> {
  return { name, standard, unit, en, isSecret, read }
}

export const configKeys = {
  origin: key<string | null>(
    'ONSHORE_ORIGIN',
    null,
    'address',
    'The https:// address people reach this shore at. Without it the shore listens on loopback only.',
    origin,
  ),
  relatedOrigins: key<readonly string[]>(
    'ONSHORE_RELATED_ORIGINS',
    [],
    'addresses',
    'More https:// addresses of this shore, with commas between them, whose pages may use its passkeys.',
    origins,
  ),
  port: key<number | null>(
    'ONSHORE_PORT',
    null,
    'port',
    'The port to listen on. Without it: 8080, or the next free one.',
    port,
  ),
  data: key('ONSHORE_DATA', '.onshore', 'folder', 'Where the shore keeps its database, objects and keys.', value =>
    resolve(value.replace(/^~(?=\/)/, homedir())),
  ),
  databaseUrl: key<string | null>(
    'ONSHORE_DATABASE_URL',
    null,
    'address',
    'A PostgreSQL 15 or newer to use in place of the embedded one.',
    database,
    true,
  ),
  ffmpeg: key<string | null>(
    'ONSHORE_FFMPEG',
    null,
    'file',
    'The ffmpeg to use. Without it: the one on the PATH, else node-av.',
    text,
  ),
  workers: key('ONSHORE_WORKERS', 2, 'jobs', 'How many clips are checked at the same time.', count(64)),
  proxy: key<string | null>(
    'ONSHORE_PROXY',
    null,
    'address',
    'The address of the reverse proxy in front, whose X-Forwarded-For is believed. Without it nobody’s is.',
    text,
  ),
  name: key('ONSHORE_NAME', 'Onshore', 'words', 'The name of this shore, as people read it.', text),
  jurisdiction: key(
    'ONSHORE_JURISDICTION',
    'ZZ',
    'ISO 3166 code',
    'The declared jurisdiction of the shore and of every store. ZZ means: not declared, a trial.',
    value => (/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(value) ? value : new Fault('an ISO 3166 code such as CA or CA-QC')),
  ),
  operator: key('ONSHORE_OPERATOR', '', 'words', 'Who runs this shore.', text),
  owner: key('ONSHORE_OWNER', '', 'words', 'Who owns the operator.', text),
  law: key('ONSHORE_LAW', '', 'words', 'The law the operator answers to.', text),
} as const

type Values = { [K in keyof typeof configKeys]: (typeof configKeys)[K] extends Key<infer T> ? T : never }
export type Config = Readonly<Values>

/** Reads and checks the whole environment at once. Refuses `shore.config` naming every fault, never a secret's value. */
export function readConfig(
  environment: Record<string, string | undefined> = process.env,
  given: Partial<Values> = {},
): Config {
  const faults: string[] = []
  const values: Record<string, unknown> = {}
  for (const [id, definition] of Object.entries(configKeys) as [keyof Values, Key<unknown>][]) {
    const raw = environment[definition.name]
    const value = raw === undefined || raw === '' ? definition.standard : definition.read(raw)
    if (value instanceof Fault)
      faults.push(`${definition.name} should be ${value.expected}${definition.isSecret ? '' : `, got “${raw}”`}`)
    else values[id] = given[id] ?? value
  }
  const known = new Set<string>(Object.values(configKeys).map(({ name }) => name))
  for (const name of Object.keys(environment)) {
    if (name.startsWith('ONSHORE_') && !known.has(name)) faults.push(`${name} is not a key of Onshore`)
  }
  if (faults.length > 0) throw refuse('shore.config', { faults: faults.join('; ') })
  values['data'] = resolve(String(values['data']))
  return Object.freeze(values as Values)
}

/** `docs/operate/config.md`, made from the schema so that it cannot drift. */
export function configPage(): string {
  const rows = Object.values(configKeys as Record<string, Key<unknown>>).map(
    ({ name, standard, unit, en, isSecret }) =>
      `| \`${name}\` | ${standard === null || standard === '' || (Array.isArray(standard) && standard.length === 0) ? 'none' : `\`${standard}\``} | ${unit} | ${isSecret ? 'yes' : 'no'} | ${en} |`,
  )
  return [
    '# Configuration',
    '',
    'Every key of the environment that a shore reads. None is required for a trial. This page is made from `src/server/config.ts`',
    'by `npm run docs`; a test fails when the two differ.',
    '',
    '| key | default | unit | secret | what it does |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}
