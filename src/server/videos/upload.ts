/**
 * Uploads by tus 1.0. The upload is the video: one id, made with the first request. The bytes lie in the uploads folder until
 * they are checked; the last byte's reply is sent after the check is queued in the database.
 */

import { MemoryLocker, Server } from '@tus/server'
import type { FastifyInstance } from 'fastify'
import { refuse } from '../../core/errors.ts'
import { videoLimits } from '../../core/videos/limits.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import { type Clock, makeId } from '../adapters/clock/index.ts'
import type { Uploads } from '../adapters/folder/index.ts'
import type { IsAway } from '../http/problem.ts'
import { answer, answersInWords, askedByTus } from '../http/tus.ts'
import type { Room, VideoStore } from './store.ts'

export interface UploadRooms {
  store: VideoStore
  blobs: Blobs
  clock: Clock
  uploads: Uploads
  isAway: IsAway
  /** What every account's clips may take, where nothing else was set for it; null for no bound. */
  quotaBytes: number | null
  /** A clip that is begun from a posting station is that station's to go on with. */
  ofStation(videoId: string, stationId: string): Promise<void>
}

// The file, its remux and its renditions have to fit, and the database must never meet a full disk.
const roomPerByte = 2.5
const roomLeftOver = 200_000_000

export function uploadRoutes(app: FastifyInstance, rooms: UploadRooms): void {
  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null))
  // Of the account, and of a posting station, which acts in its steward's name on paths of its own.
  const locker = new MemoryLocker()
  for (const path of ['/api/uploads', '/api/station/uploads']) uploadsAt(app, { path, locker }, rooms)
}

function uploadsAt(
  app: FastifyInstance,
  { path, locker }: { path: string; locker: MemoryLocker },
  rooms: UploadRooms,
): void {
  const { store, blobs, clock, uploads } = rooms
  // Uploads are on this machine’s disk wherever objects go.
  const roomLeft = async () => Math.min(await blobs.free(), await uploads.free())
  const asked = askedByTus()
  const tus = new Server({
    path,
    datastore: uploads.datastore,
    locker,
    relativeLocation: true,
    // Pages of other origins read nothing here, uploads no more than the rest.
    allowedOrigins: [],
    maxSize: videoLimits.maxBytes,
    namingFunction: () => makeId(clock.now()),
    getFileIdFromRequest: request => asked.by(request)?.id ?? undefined,

    async onUploadCreate(request, upload) {
      const actor = asked.by(request)?.actor
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
        (room, promised) => requireQuota(rooms.quotaBytes, room, promised),
      )
      if (begun.unfinished >= videoLimits.maxUnfinishedUploads) {
        throw answer(refuse('upload.too-many', { got: begun.unfinished, limit: videoLimits.maxUnfinishedUploads }))
      }
      const station = asked.by(request)?.station
      if (station) await rooms.ofStation(upload.id, station.id)
      // What the library writes beside the file would be in clear.
      return { metadata: {} }
    },

    async onUploadFinish(_request, upload) {
      await finishUpload(rooms, upload.id)
      return {}
    },

    onResponseError: answersInWords({
      isAway: rooms.isAway,
      roomLeft,
      tooLarge: got => refuse('video.too-large', { limit: videoLimits.maxBytes / 1e6, got }),
    }),
  })

  app.route({
    method: ['OPTIONS', 'POST'],
    url: path,
    schema: { summary: 'Start an upload (tus 1.0)', tags: ['uploads'] },
    handler: (request, reply) => asked.pass(tus, request, reply, null),
  })
  app.route({
    method: ['HEAD', 'PATCH', 'DELETE'],
    url: `${path}/:id`,
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
      return asked.pass(tus, request, reply, id)
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

/** `promised`: bytes of this upload and of every other that was begun and may still arrive. */
export async function requireRoom(roomLeft: () => Promise<number>, promised: number): Promise<void> {
  const expected = promised * roomPerByte + roomLeftOver
  const free = await roomLeft()
  if (free < expected) {
    throw refuse('shore.disk-full', { expected: Math.ceil(expected / 1e6), got: Math.floor(free / 1e6) })
  }
}

/** Refuses `storage.quota` where an account's clips and `expected` bytes more are over what is set for it, or for every account. */
export function requireQuota(everyone: number | null, { bytes, quotaBytes: own }: Room, expected: number): void {
  const quotaBytes = own ?? everyone
  const megabytes = (value: number) => Math.ceil(value / 1e6)
  if (quotaBytes !== null && bytes + expected > quotaBytes)
    throw refuse('storage.quota', {
      limit: megabytes(quotaBytes),
      used: megabytes(bytes),
      expected: megabytes(expected),
    })
}
