import { refuse } from '../../core/errors.ts'
import { declarationHere, operatorRooms } from '../../server/operator.ts'
import { languageOfTerminal, say } from '../words.ts'
import { megabytes, required, tell, whyOf } from './told.ts'
import type { Values } from './values.ts'

/** `operate video retry ID`. */
export async function videoCommand([what, id]: string[], values: Values): Promise<void> {
  if (what !== 'retry') throw refuse('command.unknown', { got: `operate video ${what ?? ''}` })
  await using rooms = operatorRooms(values.data)
  const videoId = required(id, 'ID')
  await rooms.staff.retry('machine', videoId, whyOf(values))
  tell(values, { id: videoId }, [say('retried', { id: videoId })])
}

/** `operate jobs`. */
export async function jobsCommand(_: string[], values: Values): Promise<void> {
  await using rooms = operatorRooms(values.data)
  const [waiting, dead] = await Promise.all([rooms.jobs(), rooms.videos.deadEnds()])
  const lines = waiting.length > 0 ? waiting.map(job => say('jobsWaiting', job)) : [say('jobsNone')]
  if (dead.length > 0) lines.push(say('jobsDead'), ...dead.map(video => say('jobDead', video)))
  tell(values, { waiting, dead }, lines)
}

/** `operate storage [sweep|rewrite]`. */
export async function storageCommand([what]: string[], values: Values): Promise<void> {
  if (what !== undefined && what !== 'sweep' && what !== 'rewrite')
    throw refuse('command.unknown', { got: `operate storage ${what}` })
  await using rooms = operatorRooms(values.data)
  if (what === 'rewrite') {
    const n = await rooms.staff.onMachine('storage.rewrite', whyOf(values), () => rooms.retention.rewritePages())
    return tell(values, { tables: n }, [say('storageRewritten', { n })])
  }
  if (what === 'sweep') {
    const swept = await rooms.staff.sweep('machine', whyOf(values))
    return tell(values, swept, [say('storageSwept', { n: swept.removed, megabytes: megabytes(swept.bytes) })])
  }
  const use = await rooms.staff.use()
  const lines = use.kinds.map(({ kind, files, bytes }) =>
    say('storageLine', { kind, files, megabytes: megabytes(bytes) }),
  )
  if (use.orphans.files > 0)
    lines.push(say('storageOrphans', { files: use.orphans.files, megabytes: megabytes(use.orphans.bytes) }))
  if (use.missing > 0) lines.push(say('storageMissing', { n: use.missing }))
  if (use.freeBytes !== null) lines.push(say('storageFree', { megabytes: megabytes(use.freeBytes) }))
  tell(values, use, lines)
}

/** `operate declare`: what stands declared, and what the configuration here would make of it. */
export async function declareCommand(_: string[], values: Values): Promise<void> {
  await using rooms = operatorRooms(values.data)
  const [last] = await rooms.shore.declarations()
  const here = declarationHere(values.data)
  const declared = (last?.document ?? {}) as Record<string, unknown>
  const where = Object.entries(here)
    .filter(([key, value]) => JSON.stringify(declared[key]) !== JSON.stringify(value))
    .map(([key]) => key)
  const facts = { declared, at: last?.at.toISOString() ?? null, wouldChange: where }
  const said = where.length === 0 ? say('declaredSame') : say('declaredOther', { where: where.join(', ') })
  tell(values, facts, [say('declaredSince', { at: facts.at ?? '–' }), JSON.stringify(declared, null, 2), said])
}

/** `operate status`. */
export async function statusCommand(_: string[], values: Values): Promise<void> {
  await using rooms = operatorRooms(values.data)
  const { staff, videos } = rooms
  const [accounts, roles, migration, states, objects, advisories] = await Promise.all([
    staff.countAccounts(),
    staff.countRoles(),
    staff.lastMigration(),
    videos.countByState(),
    rooms.objectsAnswer(),
    rooms.advisories(),
  ])
  const facts = {
    version: rooms.backup.version,
    migration,
    accounts,
    operators: roles.operator,
    moderators: roles.moderator,
    objects: objects ? 'ok' : 'unreachable',
  }
  const language = languageOfTerminal()
  const lines = [
    say('statusLine', facts),
    ...states.map(row => say('statusVideos', row)),
    say(`advisories.${advisories.state}`, { at: advisories.checkedAt ?? '–', fault: advisories.fault ?? '' }),
    ...advisories.items.map(item => say('advisoryLine', { ...item, words: item[language] })),
  ]
  tell(values, { ...facts, videos: states, advisories }, lines)
}

/** `operate log`. */
export async function logCommand(_: string[], values: Values): Promise<void> {
  await using rooms = operatorRooms(values.data)
  const entries = await rooms.staff.log(null, 200)
  const lines = entries.map(entry => say('logLine', { ...entry, by: entry.by ? `@${entry.by}` : entry.role }))
  tell(values, entries, lines)
}
