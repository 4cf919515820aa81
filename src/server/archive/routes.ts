/** “Download my data”: asking for an archive, seeing how far it is, fetching it, taking it back. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { archiveLimits } from '../../core/archive/limits.ts'
import { refuse } from '../../core/errors.ts'
import { archiveNow, archiveWish, type OwnArchive } from '../../core/wire/archive.ts'
import { sealFor } from '../adapters/archive/index.ts'
import { makeId } from '../adapters/clock/index.ts'
import { actorOf } from '../http/guard.ts'
import { cutOff, sendObject } from '../media/index.ts'
import { baseOf } from '../sharing/index.ts'
import type { ArchiveRow } from './archives-store.ts'
import type { ArchiveRooms } from './rooms.ts'

const tags = ['archive']
/** Rows, and what a tar and its encryption add. */
const wordsBytes = 20_000_000
/** What has to be left on the disk beside the archives that are promised. */
const roomLeftOver = 200_000_000

export function archiveRoutes(
  plain: FastifyInstance,
  { archives, contents, files, clock, origin }: ArchiveRooms,
): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const now = async (accountId: string) => {
    const row = await archives.ofAccount(accountId)
    // After a restore there are rows, and no archives: those are in no backup.
    const isLost = row?.state === 'ready' && (await files.size(row.id)) !== row.bytes
    return { archive: row && present(isLost ? { ...row, state: 'failed' } : row) }
  }
  const requireRoom = async (promised: number) => {
    const [expected, free] = [promised + roomLeftOver, await files.free()]
    if (free < expected)
      throw refuse('shore.disk-full', { expected: Math.ceil(expected / 1e6), got: Math.floor(free / 1e6) })
  }

  app.get(
    '/api/archive',
    {
      schema: {
        summary: 'How far the archive of everything of the account is',
        tags,
        response: { 200: archiveNow },
      },
    },
    request => now(actorOf(request).accountId),
  )

  app.post(
    '/api/archive',
    {
      schema: {
        summary:
          'Ask for an archive of everything of the account, in place of the one there was; it is made in the background',
        tags,
        body: archiveWish,
        response: { 202: archiveNow },
      },
    },
    async (request, reply) => {
      const { accountId, self } = actorOf(request)
      const { passphrase } = request.body
      if (passphrase !== null) requirePassphrase(passphrase)
      const before = await archives.ofAccount(accountId)
      if (before?.state === 'waiting' || before?.state === 'making') throw refuse('archive.being-made')
      const ofBytes = (await contents.sizeOf(accountId)) + wordsBytes
      await requireRoom(ofBytes)
      const seal = passphrase === null ? null : await sealFor(passphrase)
      const at = clock.now()
      const asked = await archives.ask(
        {
          ...{ id: makeId(at), accountId, ofBytes, at, shore: baseOf(origin, request) },
          seal: seal && Buffer.concat([seal.salt, seal.key]),
          ticket: await self.ticket(),
        },
        requireRoom,
      )
      if (!asked) throw refuse('archive.being-made')
      if (asked.replaced) await files.remove(asked.replaced)
      return reply.code(202).send(await now(accountId))
    },
  )

  app.delete(
    '/api/archive',
    { schema: { summary: 'Take the archive back, made or not', tags, response: { 200: archiveNow } } },
    async request => {
      const id = await archives.remove(actorOf(request).accountId)
      if (id) await files.remove(id)
      return { archive: null }
    },
  )

  app.get(
    '/api/archive/file',
    { schema: { summary: 'The archive itself, a tar, or a tar inside age; byte ranges', tags } },
    async (request, reply) => {
      const { accountId, handle } = actorOf(request)
      const row = await archives.ofAccount(accountId)
      const isThere = row?.state === 'ready' && row.ends_at! > clock.now() && (await files.size(row.id)) === row.bytes
      if (!isThere) throw refuse('archive.not-there', { days: archiveLimits.keptMs / 86_400_000 })
      cutOff(request, reply)
      const name = `onshore-${handle}-${row.asked_at.toISOString().slice(0, 10)}.tar${row.is_sealed ? '.age' : ''}`
      return sendObject(
        request,
        reply,
        {
          etag: row.sha256!,
          mediaType: row.is_sealed ? 'application/octet-stream' : 'application/x-tar',
          bytes: row.bytes!,
        },
        {
          open: () => files.open(row.id),
          headers: {
            'Cache-Control': 'private, no-store',
            'Content-Disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`,
            'Cross-Origin-Resource-Policy': 'same-origin',
          },
        },
      )
    },
  )
}

function requirePassphrase(passphrase: string): void {
  const { minPassphraseCharacters: min, maxPassphraseCharacters: max } = archiveLimits
  const got = [...passphrase].length
  if (got < min || got > max) throw refuse('archive.passphrase', { min, max, got })
}

const present = (row: ArchiveRow): OwnArchive => ({
  state: row.state,
  askedAt: row.asked_at.toISOString(),
  isSealed: row.is_sealed,
  progress: row.state === 'ready' ? 1 : Math.min(0.99, row.done_bytes / row.of_bytes),
  bytes: row.bytes ?? row.of_bytes,
  until: row.state === 'ready' ? row.ends_at!.toISOString() : null,
  sha256: row.sha256,
})
