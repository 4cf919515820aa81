/**
 * Uploads by tus 1.0. The upload is the video: one id, made with the first request. The bytes lie in the uploads folder until
 * they are checked; the last byte's reply is sent after the check is queued in the database.
 */

import { MemoryLocker, Server } from '@tus/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal, refuse } from '../../core/errors.ts'
import { videoLimits } from '../../core/videos/limits.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import { type Clock, makeId } from '../adapters/clock/index.ts'
import type { Uploads } from '../adapters/folder/index.ts'
import { log } from '../adapters/log/index.ts'
import type { Actor } from '../http/guard.ts'
import { type IsAway, problemOf } from '../http/problem.ts'
import type { Room, VideoStore } from './store.ts'

export interface UploadRooms {
  store: VideoStore
  blobs: Blobs
  clock: Clock
  uploads: Uploads
  isAway: IsAway
  /** What every account's clips may take, where nothing else was set for it; null for no bound. */
  quotaBytes: number | null
}

// The file, its remux and its renditions have to fit, and the database must never meet a full disk.
const roomPerByte = 2.5
const roomLeftOver = 200_000_000
/** Below this a failed write is for lack of room. */
const leastFree = 20_000_000

export function uploadRoutes(app: FastifyInstance, rooms: UploadRooms): void {
  const { store, blobs, clock, uploads } = rooms
  // Uploads are on this machine’s disk wherever objects go.
  const roomLeft = async () => Math.min(await blobs.free(), await uploads.free())
  const requireQuota = ({ bytes, quotaBytes: own }: Room, expected: number) => {
    const quotaBytes = own ?? rooms.quotaBytes
    const megabytes = (value: number) => Math.ceil(value / 1e6)
    if (quotaBytes !== null && bytes + expected > quotaBytes)
      throw refuse('storage.quota', {
        limit: megabytes(quotaBytes),
        used: megabytes(bytes),
        expected: megabytes(expected),
      })
  }
  // Who asks, and for which upload: what the guard has checked is what the library acts on.
  const asking = new WeakMap<object, { actor: Actor | null; id: string | null }>()
  const askedBy = (request: { runtime?: { node?: { req: unknown } } }) =>
    asking.get(request.runtime?.node?.req as object)

  const tus = new Server({
    path: '/api/uploads',
    datastore: uploads.datastore,
    locker: new MemoryLocker(),
    relativeLocation: true,
    // Pages of other origins read nothing here, uploads no more than the rest.
    allowedOrigins: [],
    maxSize: videoLimits.maxBytes,
    namingFunction: () => makeId(clock.now()),
    getFileIdFromRequest: request => askedBy(request)?.id ?? undefined,

    async onUploadCreate(request, upload) {
      const actor = askedBy(request)?.actor
      if (!actor) throw answer(refuse('session.missing'))
      if (upload.size === undefined) throw answer(refuse('video.size-missing'))
      if (upload.size === 0) throw answer(refuse('video.empty'))
      const fileName = (upload.metadata?.['filename'] ?? '').replace(/\p{Cc}/gu, '').slice(0, 200)
      const soundId = await requireLeave(store, upload.metadata?.['sound'] ?? null, actor.accountId)
      const video = {
        id: upload.id,
        accountId: actor.accountId,
        fileName,
        bytes: upload.size,
        soundId,
        at: clock.now(),
      }
      const begun = await store.begin(
        video,
        videoLimits.maxUnfinishedUploads,
        promised => requireRoom(roomLeft, promised),
        requireQuota,
      )
      if (begun.unfinished >= videoLimits.maxUnfinishedUploads) {
        throw answer(refuse('upload.too-many', { got: begun.unfinished, limit: videoLimits.maxUnfinishedUploads }))
      }
      return {}
    },

    async onUploadFinish(_request, upload) {
      await finishUpload(rooms, upload.id)
      return {}
    },

    async onResponseError(request, error) {
      if (isAnswer(error)) return error
      if (error instanceof Refusal) return answer(error)
      if (rooms.isAway(error)) return answer(refuse('shore.no-database'))
      const said = 'body' in error ? String(error.body).trim() : ''
      const status = 'status_code' in error ? Number(error.status_code) : 500
      if (status === 409)
        return answer(refuse('upload.offset', { got: request.headers.get('upload-offset') ?? '?', expected: '?' }))
      if (status === 413)
        return answer(
          refuse('video.too-large', {
            limit: videoLimits.maxBytes / 1e6,
            got: megabytes(request.headers.get('upload-length')),
          }),
        )
      if (status === 404 || status === 410) return answer(refuse('upload.not-found'))
      if (status < 500) return answer(refuse('upload.protocol', { got: said }))
      // Abandoned while its bytes still came.
      if ('code' in error && error.code === 'ENOENT') return answer(refuse('upload.not-found'))
      // The library says only that it could not write; how much room there is says why.
      const free = await roomLeft()
      if (free < leastFree)
        return answer(refuse('shore.disk-full', { expected: Math.ceil(leastFree / 1e6), got: Math.floor(free / 1e6) }))
      log('upload failed', {}, error instanceof Error ? error : said)
      return answer(refuse('video.not-processed'))
    },
  })

  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null))
  app.route({
    method: ['OPTIONS', 'POST'],
    url: '/api/uploads',
    schema: { summary: 'Start an upload (tus 1.0)', tags: ['uploads'] },
    handler: async (request, reply) => pass(request, reply, null),
  })
  app.route({
    method: ['HEAD', 'PATCH', 'DELETE'],
    url: '/api/uploads/:id',
    schema: { summary: 'Send, resume or abandon an upload (tus 1.0)', tags: ['uploads'] },
    handler: async (request, reply) => {
      const { id } = request.params as { id: string }
      const state = await store.stateOf(id)
      if (request.method === 'DELETE') {
        if (state !== 'uploading') throw refuse('upload.finished')
        await store.remove(id, clock.now())
      }
      // Its last byte arrived and its reply did not: a client that finds every byte there asks for nothing more.
      if (request.method === 'HEAD' && state === 'uploading' && (await uploads.isWhole(id)))
        await finishUpload(rooms, id)
      if (request.method === 'PATCH') await requireOffset(id, request.headers['upload-offset'], state)
      return pass(request, reply, id)
    },
  })

  /** Says what was expected before a byte is read; the library would only say that it was something else. */
  async function requireOffset(id: string, given: string | string[] | undefined, state: string | null): Promise<void> {
    const received = await uploads.size(id)
    if (state !== 'uploading' && (received === null || state !== 'checking')) throw refuse('upload.finished')
    if (received === null) throw refuse('upload.not-found')
    if (given !== undefined && Number(given) !== received)
      throw refuse('upload.offset', { got: String(given), expected: received })
  }

  async function pass({ raw, actor }: FastifyRequest, reply: FastifyReply, id: string | null) {
    asking.set(raw, { actor, id })
    for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value as string)
    reply.hijack()
    await tus.handle(raw, reply.raw)
  }
}

/** The sound that a clip is begun with; refused where it is not there, or its author gives no leave. */
async function requireLeave(store: VideoStore, named: string | null, accountId: string): Promise<string | null> {
  if (named === null || named === '') return null
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(named)
  const leave = isId ? await store.leaveOf(named, accountId) : 'not-there'
  if (leave === 'not-there') throw answer(refuse('sound.not-found'))
  if (leave === 'none') throw answer(refuse('sound.no-leave'))
  return named
}

/** Queues the check of an upload whose bytes are all there. Idempotent: a last part that is sent twice finishes once. */
export async function finishUpload(
  { uploads, store, clock }: Pick<UploadRooms, 'uploads' | 'store' | 'clock'>,
  id: string,
): Promise<void> {
  await uploads.sync(id)
  await store.finishUpload(id, clock.now())
}

interface Answer {
  status_code: number
  body: string
}

/** The shape in which the library carries a reply of ours. */
function answer(refusal: Refusal): Answer {
  return { status_code: refusal.status, body: JSON.stringify(problemOf(refusal)) }
}

function isAnswer(error: unknown): error is Answer {
  return (
    typeof error === 'object' &&
    error !== null &&
    'body' in error &&
    String(error.body).startsWith('{"type":"urn:onshore:')
  )
}

/** `promised`: bytes of this upload and of every other that was begun and may still arrive. */
async function requireRoom(roomLeft: () => Promise<number>, promised: number): Promise<void> {
  const expected = promised * roomPerByte + roomLeftOver
  const free = await roomLeft()
  if (free < expected) {
    throw answer(refuse('shore.disk-full', { expected: Math.ceil(expected / 1e6), got: Math.floor(free / 1e6) }))
  }
}

const megabytes = (bytes: string | null): number => Math.ceil(Number(bytes ?? 0) / 1e6)
