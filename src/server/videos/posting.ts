/** Drafts, posting and scheduling: what an author decides of a clip, and when it is shown. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { cleanCaption } from '../../core/videos/caption.ts'
import { videoLimits } from '../../core/videos/limits.ts'
import { audienceOf, postingOf } from '../../core/videos/posting.ts'
import { uuid } from '../../core/wire/page.ts'
import { ownVideo, type Posting, postingChange, postingWish } from '../../core/wire/video.ts'
import { actorOf } from '../http/guard.ts'
import { own, type VideoRooms } from './own.ts'

const withId = z.object({ id: uuid })

export function postingRoutes(plain: FastifyInstance, { store, clock }: VideoRooms): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()

  app.put(
    '/api/videos/:id/draft',
    {
      schema: {
        summary: 'Keep the words of a clip that is not posted yet, as they are typed',
        tags: ['videos'],
        params: withId,
        body: postingWish,
        response: { 200: ownVideo },
      },
    },
    async request => {
      const { params } = request
      const draft = wholeOf(request.body, actorOf(request).isYoung)
      if (!(await store.keepDraft(params.id, draft, clock.now()))) throw refuse('video.posted')
      return own(store, params.id, actorOf(request).self)
    },
  )

  app.post(
    '/api/videos/:id/post',
    {
      schema: {
        summary: 'Post a clip: its words, who may see it, and at which moment. Allowed while the file still travels',
        tags: ['videos'],
        params: withId,
        body: postingWish,
        response: { 200: ownVideo },
      },
    },
    async request => {
      const { params } = request
      const body = wholeOf(request.body, actorOf(request).isYoung)
      requireMoments(body, null, clock.now())
      if (!(await store.post(params.id, { ...body, ...cleanCaption(body.caption) }, clock.now())))
        throw refuse('video.shown')
      return own(store, params.id, actorOf(request).self)
    },
  )

  app.patch(
    '/api/videos/:id',
    {
      schema: {
        summary:
          'Change words or visibility of a posted clip, or the moment at which it is shown; null shows it at once',
        tags: ['videos'],
        params: withId,
        body: postingChange,
        response: { 200: ownVideo },
      },
    },
    async request => {
      const { params, body } = request
      const before = await own(store, params.id, actorOf(request).self)
      if (!before.postedAt) throw refuse('video.not-posted')
      const was = postingOf(before)
      const after = Object.assign({ ...was }, body)
      requireMoments(after, was, clock.now())
      // A moment that is not spoken of is not set: it may have come since it was read.
      const words = { ...after, ...cleanCaption(after.caption), publishAt: body.publishAt }
      if (!(await store.post(params.id, words, clock.now()))) throw refuse('video.shown')
      return own(store, params.id, actorOf(request).self)
    },
  )

  app.delete(
    '/api/videos/:id/schedule',
    {
      schema: {
        summary: 'Take back a clip that waits for its moment: it is a draft again',
        tags: ['videos'],
        params: withId,
        response: { 200: ownVideo },
      },
    },
    async request => {
      const { params } = request
      if (!(await store.takeBack(params.id, clock.now()))) throw refuse('video.not-scheduled')
      return own(store, params.id, actorOf(request).self)
    },
  )
}

const wholeOf = (wish: z.infer<typeof postingWish>, isYoung: boolean): Posting => {
  const audience = audienceOf(isYoung)
  return {
    ...wish,
    visibility: wish.visibility ?? audience.visibility,
    commentsFrom: wish.commentsFrom ?? audience.commentsFrom,
  }
}

/** Moments that were chosen before are not asked again: they may have come near. */
export function requireMoments({ publishAt, endsAt }: Posting, was: Posting | null, now: Date): void {
  if (endsAt !== null && endsAt !== was?.endsAt && new Date(endsAt) <= now)
    throw refuse('video.end-past', { got: endsAt })
  if (publishAt === null) return
  if (publishAt !== was?.publishAt) {
    const aheadMs = new Date(publishAt).getTime() - now.getTime()
    const { minScheduledMs, maxScheduledMs } = videoLimits
    if (aheadMs < minScheduledMs) throw refuse('video.publish-soon', { got: publishAt, seconds: minScheduledMs / 1000 })
    if (aheadMs > maxScheduledMs)
      throw refuse('video.publish-far', { got: publishAt, days: maxScheduledMs / 86_400_000 })
  }
  if (endsAt !== null && new Date(endsAt) <= new Date(publishAt)) throw refuse('video.end-first', { got: publishAt })
}
