/** The one place that reads the environment. Every key has a default, a unit, a sentence, and says whether it is a secret. */
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { type JoiningMode, joiningModes } from '../core/accounts/joining.ts'
import { accountLimits } from '../core/accounts/limits.ts'
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
const hostName = (value: string): string | Fault =>
  /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/.test(value) || value === 'none'
    ? value
    : new Fault('a host name in lower case such as view.clips.example, or none')
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

const list =
  (each: (part: string) => string | Fault) =>
  (value: string): string[] | Fault => {
    const all = value.split(',').map(part => each(part.trim()))
    return all.find(one => one instanceof Fault) ?? (all as string[])
  }
const s3Address = (value: string): string | Fault => {
  const url = URL.parse(value)
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && /^(localhost|127\.0\.0\.1)$/.test(url.hostname))
  return isSafe && url!.origin === value.replace(/\/$/, '')
    ? url!.origin
    : new Fault('an https:// address without a path, such as https://objects.example')
}
const feed = (value: string): string | Fault => {
  const url = URL.parse(value)
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && /^(localhost|127\.0\.0\.1)$/.test(url.hostname))
  return isSafe && !url!.search && !url!.hash ? value : new Fault('an https:// address of a file')
}
// ISO 3166-1 and -2, as in a declaration.
const place = '[A-Z]{2}(-[A-Z0-9]{1,3})?'
const store = (value: string): string | Fault =>
  new RegExp(`^(database|objects|backup)=[^\\s=@]+@${place}$`).test(value)
    ? value
    : new Fault('like database=db.example@CA-QC, where the kind is database, objects or backup')
const party = (value: string): string | Fault =>
  new RegExp(`^[^@]+@${place}$`).test(value) ? value : new Fault('like Example Holdings@CA')

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
    list(origin),
  ),
  viewHost: key<string | null>(
    'ONSHORE_VIEW_HOST',
    null,
    'host name',
    'The name under which everybody watches and nobody acts, for networks that let people watch only; none for no such name. Without it: view., before the name of ONSHORE_ORIGIN.',
    hostName,
  ),
  stationHost: key<string | null>(
    'ONSHORE_STATION_HOST',
    null,
    'host name',
    'The name under which posting stations of institutions work, and nothing else; none for no such name. It ends with the name of ONSHORE_ORIGIN. Without it: station., before that name.',
    hostName,
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
  keys: key<string | null>(
    'ONSHORE_KEYS',
    null,
    'folder',
    'Where the keys of accounts and the shore’s key lie. No backup takes them along. Without it: keys, in the folder of ONSHORE_DATA.',
    value => resolve(value.replace(/^~(?=\/)/, homedir())),
  ),
  databaseUrl: key<string | null>(
    'ONSHORE_DATABASE_URL',
    null,
    'address',
    'A PostgreSQL 15 or newer to use in place of the embedded one.',
    database,
    true,
  ),
  s3Endpoint: key<string | null>(
    'ONSHORE_S3_ENDPOINT',
    null,
    'address',
    'A server that speaks S3, to keep objects in place of local files. Needs the four keys below.',
    s3Address,
  ),
  s3Bucket: key('ONSHORE_S3_BUCKET', '', 'name', 'The bucket, which is there already.', text),
  s3Region: key('ONSHORE_S3_REGION', 'us-east-1', 'name', 'The region that requests are signed for.', text),
  s3Key: key('ONSHORE_S3_KEY', '', 'words', 'The access key of the bucket.', text, true),
  s3Secret: key('ONSHORE_S3_SECRET', '', 'words', 'The secret of that access key.', text, true),
  quota: key<number | null>(
    'ONSHORE_QUOTA_MB',
    null,
    'MB',
    'What the clips of one account may take, all their files together. Without it: as much as there is room. onshore operate quota changes it for one account.',
    count(10_000_000),
  ),
  clipDays: key<number | null>(
    'ONSHORE_CLIP_DAYS',
    null,
    'days',
    'Every clip deletes itself so long after it was shown. Without it: never, unless its author says so.',
    count(36_500),
  ),
  backupDays: key(
    'ONSHORE_BACKUP_DAYS',
    35,
    'days',
    'For how long a backup is kept at most. The receipt of an erasure promises that copies have forgotten by then: delete older ones.',
    count(3650),
  ),
  ffmpeg: key<string | null>(
    'ONSHORE_FFMPEG',
    null,
    'file',
    'The ffmpeg to use. Without it: the one on the PATH, else node-av.',
    text,
  ),
  featuresCommand: key<string | null>(
    'ONSHORE_MODEL_COMMAND',
    null,
    'command',
    'A program of yours that says what clips are like: /path/program and its words. It reads a line of JSON for each clip (id, caption, tags, language, durationMs, file) and writes a line for each, a list of 64 numbers. It is confined, has no network and starts no other program; the paths among its words may be read, and the program’s folder. Another command describes every clip anew. Without it: the shore’s own look.',
    value => (value.startsWith('/') ? value : new Fault('a command that begins with /')),
  ),
  workers: key('ONSHORE_WORKERS', 2, 'jobs', 'How many clips are checked at the same time.', count(64)),
  proxy: key<string | null>(
    'ONSHORE_PROXY',
    null,
    'address',
    'The address of the reverse proxy in front, whose X-Forwarded-For is believed. Without it nobody’s is.',
    text,
  ),
  metricsPort: key<number | null>(
    'ONSHORE_METRICS_PORT',
    null,
    'port',
    'A port of loopback where each api process tells Prometheus what it does (GET /metrics). Without it: nowhere.',
    port,
  ),
  advisories: key<string | null>(
    'ONSHORE_ADVISORIES',
    null,
    'address',
    'A feed of security advisories, asked for once a day. Without it nothing is asked. Its host is declared.',
    feed,
  ),
  advisoryKey: key(
    'ONSHORE_ADVISORY_KEY',
    '',
    'base64',
    'The Ed25519 public key that the feed is signed with, 32 bytes. Needed with ONSHORE_ADVISORIES.',
    value => (/^[A-Za-z0-9+/]{43}=$/.test(value) ? value : new Fault('32 bytes as base64')),
  ),
  joining: key<JoiningMode>(
    'ONSHORE_JOINING',
    'open',
    'word',
    'How accounts are opened: open, by anybody; invite, by a code that an operator made; approval, by anybody who then waits for a moderator or an operator.',
    value => joiningModes.find(mode => mode === value) ?? new Fault(joiningModes.join(', ')),
  ),
  minimumAge: key(
    'ONSHORE_MINIMUM_AGE',
    accountLimits.minimumAge,
    'years',
    'From which age people may have an account here, by their own word, 13 to 16. Whoever is younger watches. Up to 15, an account is closed and calm; at 16 nobody is asked for that.',
    value => {
      const { minMinimumAge: least, maxMinimumAge: most } = accountLimits
      const years = Number(value)
      return Number.isInteger(years) && years >= least && years <= most
        ? years
        : new Fault(`a whole number, ${least} to ${most}`)
    },
  ),
  joinRate: key(
    'ONSHORE_JOIN_RATE',
    30,
    'accounts in ten minutes',
    'From so many new accounts in ten minutes on, the device of whoever joins has to do some work first.',
    count(1_000_000),
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
  authority: key(
    'ONSHORE_AUTHORITY',
    '',
    'words',
    'Where people may complain about what the shore does with their data: the name and address of the authority.',
    text,
  ),
  controlledBy: key<readonly string[]>(
    'ONSHORE_CONTROLLED_BY',
    [],
    'names',
    'Who controls the owner, each with where they are, with commas between them: Example Holdings@CA.',
    list(party),
  ),
  stores: key<readonly string[]>(
    'ONSHORE_STORES',
    [],
    'places',
    'Every store that is not on this machine’s own disk, with where it is: database=db.example@CA-QC, objects=s3.example@CA. A shore uses no other.',
    list(store),
  ),
  processors: key<readonly string[]>(
    'ONSHORE_PROCESSORS',
    [],
    'names',
    'Whoever else works on the shore’s data, each with where they are: Example Hosting@CA.',
    list(party),
  ),
} as const

type Values = { [K in keyof typeof configKeys]: (typeof configKeys)[K] extends Key<infer T> ? T : never }
export type Config = Readonly<Values>

/** What every account's clips may take, bytes; null for no bound. */
export const quotaOf = ({ quota }: Config): number | null => (quota === null ? null : quota * 1e6)

/** The shore's own address, as it writes it into what it hands out. */
export const addressOf = ({ origin, port }: Pick<Config, 'origin' | 'port'>): string =>
  origin ?? `http://localhost:${port ?? 8080}`

/** The folder of keys. */
export const keysFolder = ({ keys, data }: Pick<Config, 'keys' | 'data'>): string => keys ?? resolve(data, 'keys')

/** What an assessment says of a shore's configuration. */
export const settingsOf = ({ minimumAge, joining, clipDays, featuresCommand }: Config) => ({
  minimumAge,
  joining,
  clipDays,
  hasModel: featuresCommand !== null,
})

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
  if (values['s3Endpoint']) {
    for (const id of ['s3Bucket', 's3Key', 's3Secret'] as const)
      if (values[id] === '') faults.push(`${configKeys[id].name} is needed with ONSHORE_S3_ENDPOINT`)
  }
  if (values['advisories'] && values['advisoryKey'] === '')
    faults.push('ONSHORE_ADVISORY_KEY is needed with ONSHORE_ADVISORIES')
  const hosts = [URL.parse(String(values['origin']))?.hostname, values['viewHost'], values['stationHost']]
  const named = hosts.filter(host => host && host !== 'none')
  if (new Set(named).size < named.length)
    faults.push('ONSHORE_ORIGIN, ONSHORE_VIEW_HOST and ONSHORE_STATION_HOST should be three names')
  const [full = 'localhost', , station] = hosts
  // A page may use the passkeys of the name that its own ends with, and of no other (WebAuthn Level 3, §5.1.4.1).
  if (station && station !== 'none' && !String(station).endsWith(`.${full}`))
    faults.push(`ONSHORE_STATION_HOST should end with .${full}, so that passkeys work there`)
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
