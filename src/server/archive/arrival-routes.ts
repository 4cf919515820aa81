/** “Move in”: an archive is sent by tus 1.0, opened and brought in the background, and its person sees how far it is. */
import { MemoryLocker, Server } from '@tus/server'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { archiveLimits } from '../../core/archive/limits.ts'
import { isRefusalCode, refuse } from '../../core/errors.ts'
import { visibilities } from '../../core/videos/visibility.ts'
import { arrivalNow, arrivalPassphrase, type OwnArrival } from '../../core/wire/archive.ts'
import { fileKeyOf, kindOf } from '../adapters/archive/index.ts'
import { makeId } from '../adapters/clock/index.ts'
import { type Actor, actorOf } from '../http/guard.ts'
import { answer, answersInWords, askedByTus } from '../http/tus.ts'
import type { Self } from '../keys/index.ts'
import type { ArrivalRow, SealedArrival } from './arrivals-store.ts'
import { openArrivalRow, openItems } from './opened.ts'
import type { ArchiveRooms } from './rooms.ts'

const tags = ['archive']
/** The archive, what is unpacked of it, and the clip that is being made of it. */
const roomPerByte = 2.2
const roomLeftOver = 700_000_000
const mostShown = 100

export function arrivalRoutes(plain: FastifyInstance, rooms: ArchiveRooms): void {
  const { arrivals, files, clock } = rooms
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const now = async ({ accountId, self }: Actor) => {
    const row = await arrivals.ofAccount(accountId)
    return { arrival: row && (await present(self, await openArrivalRow(self, row))) }
  }
  const requireRoom = async (promised: number) => {
    const [expected, free] = [promised * roomPerByte + roomLeftOver, await files.free()]
    if (free < expected)
      throw answer(refuse('shore.disk-full', { expected: Math.ceil(expected / 1e6), got: Math.floor(free / 1e6) }))
  }
  const limit = archiveLimits.maxBytes / 1e6
  const asked = askedByTus()
  const tus = new Server({
    path: '/api/arrivals',
    datastore: files.datastore,
    locker: new MemoryLocker(),
    relativeLocation: true,
    allowedOrigins: [],
    maxSize: archiveLimits.maxBytes,
    namingFunction: () => makeId(clock.now()),
    getFileIdFromRequest: request => asked.by(request)?.id ?? undefined,
    async onUploadCreate(request, upload) {
      const actor = asked.by(request)?.actor
      if (!actor) throw answer(refuse('session.missing'))
      if (upload.size === undefined) throw answer(refuse('video.size-missing'))
      if (upload.size === 0) throw answer(refuse('arrival.unknown'))
      const { filename, visibility } = upload.metadata ?? {}
      const begun = await arrivals.begin(
        {
          ...{ id: upload.id, accountId: actor.accountId, bytes: upload.size, at: clock.now() },
          fileName: (filename ?? '').replace(/\p{Cc}/gu, '').slice(0, 200),
          ticket: await actor.self.ticket(),
          visibility: visibilities.find(one => one === visibility) ?? 'private',
        },
        requireRoom,
      )
      if (!begun) throw answer(refuse('arrival.under-way'))
      if (begun.replaced) await files.remove(begun.replaced)
      // What the library writes beside the file would be in clear.
      return { metadata: {} }
    },
    async onUploadFinish(_request, upload) {
      await arrive(upload.id)
      return {}
    },
    onResponseError: answersInWords({
      isAway: rooms.isAway,
      roomLeft: () => files.free(),
      tooLarge: got => refuse('arrival.too-large', { limit, got }),
    }),
  })

  async function arrive(id: string): Promise<void> {
    await files.sync(id)
    await arrivals.arrive(id, (await kindOf(files.file(id))) === 'age')
  }

  /** The caller’s own archive, and no other. */
  async function requireOwn(accountId: string, id: string): Promise<SealedArrival> {
    const row = await arrivals.ofAccount(accountId)
    if (row?.id !== id) throw refuse('upload.not-found')
    return row
  }

  app.route({
    method: 'POST',
    url: '/api/arrivals',
    schema: { summary: 'Send an archive of an account, to move in (tus 1.0)', tags: ['archive'] },
    handler: (request, reply) => asked.pass(tus, request, reply, null),
  })
  app.route({
    method: ['HEAD', 'PATCH'],
    url: '/api/arrivals/:id',
    schema: { summary: 'Send or resume an archive that is being brought (tus 1.0)', tags: ['archive'] },
    handler: async (request, reply) => {
      const { id } = request.params as { id: string }
      const row = await requireOwn(actorOf(request).accountId, id)
      const received = await files.size(id)
      if (row.state === 'arriving' && request.method === 'HEAD' && (await files.isWhole(id))) await arrive(id)
      if (request.method === 'PATCH') {
        if (row.state !== 'arriving') throw refuse('upload.finished')
        const given = request.headers['upload-offset']
        if (given !== undefined && Number(given) !== received)
          throw refuse('upload.offset', { got: String(given), expected: received ?? 0 })
      }
      return asked.pass(tus, request, reply, id)
    },
  })

  app.get(
    '/api/arrival',
    { schema: { summary: 'How far the archive that the account brings is', tags, response: { 200: arrivalNow } } },
    request => now(actorOf(request)),
  )
  app.post(
    '/api/arrival/passphrase',
    {
      schema: {
        summary: 'The passphrase of an encrypted archive; it is used at once and not kept',
        tags,
        body: arrivalPassphrase,
        response: { 200: arrivalNow },
      },
    },
    async request => {
      const { accountId } = actorOf(request)
      const row = await arrivals.ofAccount(accountId)
      if (row?.state !== 'sealed') throw refuse('arrival.not-there')
      const key = await fileKeyOf(files.file(row.id), request.body.passphrase)
      if (!key) throw refuse('arrival.passphrase')
      await arrivals.unseal(row.id, key)
      return now(actorOf(request))
    },
  )
  app.post(
    '/api/arrival/again',
    {
      schema: {
        summary: 'Go on with an archive that was stopped, once what stopped it has passed',
        tags,
        response: { 200: arrivalNow },
      },
    },
    async request => {
      const { accountId } = actorOf(request)
      const row = await arrivals.ofAccount(accountId)
      const isThere = row?.state === 'refused' && (await files.size(row.id)) !== null
      if (!isThere || !(await arrivals.tryAgain(accountId, await actorOf(request).self.ticket())))
        throw refuse('arrival.not-there')
      return now(actorOf(request))
    },
  )
  app.delete(
    '/api/arrival',
    {
      schema: { summary: 'End what is being brought; clips that have come stay', tags, response: { 200: arrivalNow } },
    },
    async request => {
      const id = await arrivals.remove(actorOf(request).accountId)
      if (id) await files.remove(id)
      return { arrival: null }
    },
  )

  async function present(self: Self, row: ArrivalRow): Promise<OwnArrival> {
    const counts = await arrivals.counts(row.id)
    const received = row.state === 'arriving' ? ((await files.size(row.id)) ?? 0) : row.bytes
    const refused = await openItems(self, await arrivals.refusedItems(row.id, mostShown))
    return {
      id: row.id,
      state: row.state,
      fileName: row.file_name,
      bytes: row.bytes,
      received,
      cameFrom: row.came_from || null,
      ...counts,
      fault: row.fault,
      notBrought: refused.map(({ words, fault }) => ({
        name: nameOf(words),
        fault: fault && isRefusalCode(fault.code) ? fault : { code: 'arrival.not-brought', params: {} },
      })),
      endedAt: row.ended_at?.toISOString() ?? null,
    }
  }
}

function nameOf(words: Record<string, unknown>): string {
  const caption = (words['posting'] as { caption?: unknown } | undefined)?.caption ?? words['name']
  return typeof caption === 'string' ? [...caption].slice(0, 80).join('') : ''
}
