import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { cleanComment } from '../../core/social/comments.ts'
import { page, pageQuery, uuid } from '../../core/wire/page.ts'
import { type Comment, comment, commentWish } from '../../core/wire/social.ts'
import { makeId } from '../adapters/clock/index.ts'
import { actorOf } from '../http/guard.ts'
import type { CommentRow } from './comments-store.ts'
import type { SocialRooms } from './rooms.ts'

const present = (row: CommentRow): Comment => ({
  id: row.id,
  author: { handle: row.handle, name: row.name },
  isByAuthor: row.by_author,
  text: row.text,
  createdAt: row.created_at.toISOString(),
  replies: row.replies,
})

/** `replyTo` asks for the replies to one comment, oldest first. */
const commentsQuery = z.extend(pageQuery, { replyTo: z.optional(uuid) })
type Query = z.infer<typeof commentsQuery>

export function commentRoutes(plain: FastifyInstance, { store, clock }: SocialRooms): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const params = z.object({ id: uuid })

  const list = async (videoId: string, { cursor, limit, replyTo }: Query) => {
    if (cursor !== undefined && !z.safeParse(uuid, cursor).success)
      throw refuse('request.invalid', { where: 'cursor', expected: 'one that a page of this list gave' })
    const from = cursor ?? null
    const rows =
      replyTo === undefined
        ? await store.commentsOf(videoId, from, limit + 1)
        : await store.repliesTo(videoId, replyTo, from, limit + 1)
    return { items: rows.slice(0, limit).map(present), next: rows.length > limit ? rows[limit - 1]!.id : null }
  }

  app.get(
    '/public/videos/:id/comments',
    {
      config: { isKept: true },
      schema: {
        summary: 'Comments on a clip, newest first; with `replyTo`, the replies to one, oldest first',
        tags: ['comments'],
        params,
        querystring: commentsQuery,
        response: { 200: page(comment) },
      },
    },
    async request => {
      const author = await store.authorOfOpen(request.params.id)
      if (author === null) throw refuse('video.not-found')
      request.keptFor = author
      return list(request.params.id, request.query)
    },
  )
  app.get(
    '/api/following/videos/:id/comments',
    {
      schema: {
        summary: 'Comments on a clip that is for followers',
        tags: ['comments'],
        params,
        querystring: commentsQuery,
        response: { 200: page(comment) },
      },
    },
    ({ params, query }) => list(params.id, query),
  )
  app.post(
    '/api/videos/:id/comments',
    {
      schema: {
        summary: 'Comment on a clip, or reply to a comment on it',
        tags: ['comments'],
        params,
        body: commentWish,
        response: { 201: comment },
      },
    },
    async (request, reply) => {
      const text = cleanComment(request.body.text)
      const at = clock.now()
      const id = makeId(at)
      const { accountId } = actorOf(request)
      const added = { id, videoId: request.params.id, accountId, replyTo: request.body.replyTo, text, at }
      const outcome = await store.addComment(added)
      if (outcome === 'missing') throw refuse(added.replyTo === null ? 'video.not-found' : 'comment.not-found')
      if (outcome === 'nobody') throw refuse('comment.off')
      if (outcome === 'followers') throw refuse('comment.followers')
      const row = await store.commentById(id)
      // It may be gone again by now.
      if (!row) throw refuse('comment.not-found')
      return reply.code(201).send(present(row))
    },
  )
  app.delete(
    '/api/comments/:id',
    {
      schema: {
        summary: 'Delete a comment of one’s own, or on one’s own clip, with its replies',
        tags: ['comments'],
        params,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      if (!(await store.removeComment(request.params.id, actorOf(request).accountId))) throw refuse('comment.not-found')
      return reply.code(204).send(null)
    },
  )
}
