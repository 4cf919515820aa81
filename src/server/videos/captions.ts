import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { parseCaptions, spokenIn, writeWebvtt } from '../../core/videos/webvtt.ts'
import { uuid } from '../../core/wire/page.ts'
import { captionLanguage, captionsFile, ownVideo } from '../../core/wire/video.ts'
import { actorOf } from '../http/guard.ts'
import { own, type VideoRooms } from './own.ts'

const params = z.object({ id: uuid, language: captionLanguage })

/** Captions of one language: read, cleaned and written anew, so that what is served is text and times and nothing else. */
export function captionRoutes(plain: FastifyInstance, { store, clock, blobs, work }: VideoRooms): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const isKept = async (hash: string) => (await blobs.size(hash)) !== null

  app.put(
    '/api/videos/:id/captions/:language',
    {
      bodyLimit: 1_000_000,
      schema: {
        summary: 'Set the captions of one language, from WebVTT or SubRip',
        tags: ['videos'],
        params,
        body: captionsFile,
        response: { 200: ownVideo },
      },
    },
    async request => {
      const { body } = request
      const { id, language } = request.params
      const before = await own(store, id, actorOf(request).self)
      if (before.state === 'uploading' || before.state === 'refused')
        throw refuse('captions.not-ready', { got: before.state })
      const cues = parseCaptions(body.text)
      await using folder = await work.open()
      const kept = await blobs.keep(await folder.write('captions.vtt', writeWebvtt(cues)))
      await store.setCaptions(id, language, { ...kept, spoken: spokenIn(cues) }, clock.now(), isKept)
      return own(store, id, actorOf(request).self)
    },
  )

  app.delete(
    '/api/videos/:id/captions/:language',
    {
      schema: {
        summary: 'Take away the captions of one language',
        tags: ['videos'],
        params,
        response: { 200: ownVideo },
      },
    },
    async request => {
      const { id, language } = request.params
      await store.setCaptions(id, language, null, clock.now(), isKept)
      return own(store, id, actorOf(request).self)
    },
  )
}
