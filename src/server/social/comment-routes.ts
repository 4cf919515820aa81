import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { cleanComment } from '../../core/social/comments.ts'
import { socialLimits } from '../../core/social/limits.ts'
import { cleanWords } from '../../core/social/words.ts'
import { page, pageQuery, uuid } from '../../core/wire/page.ts'
import { blockedWords, comment, commentChange, commentWish, pin } from '../../core/wire/social.ts'
import { makeId } from '../adapters/clock/index.ts'
import { actorOf } from '../http/guard.ts'
import { commentPage, presentComment, readComments } from './comments.ts'
import type { Unnamable } from './comments-store.ts'
import type { SocialRooms } from './rooms.ts'

/** Refuses `limit.*`: the author, or somebody whom the words name, takes nothing from strangers for a while. */
function requireNamable(outcome: string | Unnamable): void {
  if (typeof outcome === 'object') throw refuse('limit.mention', { handle: outcome.unnamable })
  if (outcome === 'limited') throw refuse('limit.account')
}

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
    return replyTo === undefined
      ? readComments(store, videoId, from, limit)
      : commentPage(await store.repliesTo(videoId, replyTo, from, limit + 1), limit)
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
      requireNamable(outcome)
      if (outcome === 'suspended') throw refuse('account.suspended')
      if (outcome === 'missing') throw refuse(added.replyTo === null ? 'video.not-found' : 'comment.not-found')
      if (outcome === 'blocked' || outcome === 'blocking') throw refuse(`wall.${outcome}`)
      if (outcome === 'nobody') throw refuse('comment.off')
      if (outcome === 'followers') throw refuse('comment.followers')
      const row = await store.commentById(id)
      // It may be gone again by now.
      if (!row) throw refuse('comment.not-found')
      return reply.code(201).send(presentComment(row))
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
  app.patch(
    '/api/comments/:id',
    {
      schema: {
        summary: 'Change the words of a comment of one’s own, within fifteen minutes',
        tags: ['comments'],
        params,
        body: commentChange,
        response: { 200: comment },
      },
    },
    async request => {
      const { id } = request.params
      const text = cleanComment(request.body.text)
      const { commentEditMs } = socialLimits
      const outcome = await store.editComment(id, actorOf(request).accountId, text, clock.now(), commentEditMs)
      requireNamable(outcome)
      if (outcome === 'late') throw refuse('comment.edit-late', { minutes: commentEditMs / 60_000 })
      const row = outcome === 'missing' ? null : await store.commentById(id)
      if (!row) throw refuse('comment.not-found')
      return presentComment(row)
    },
  )
  approvalRoutes(app, { store, clock })
}

/** What the author of a clip decides about what is said below it. */
function approvalRoutes(plain: FastifyInstance, { store, clock }: Pick<SocialRooms, 'store' | 'clock'>): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const params = z.object({ id: uuid })
  const tags = ['comments']
  app.get(
    '/api/videos/:id/comments/held',
    {
      schema: {
        summary: 'Comments on one’s own clip that wait for approval, oldest first',
        tags,
        params,
        querystring: pageQuery,
        response: { 200: page(comment) },
      },
    },
    async request => {
      const { cursor, limit } = request.query
      if (cursor !== undefined && !z.safeParse(uuid, cursor).success)
        throw refuse('request.invalid', { where: 'cursor', expected: 'one that a page of this list gave' })
      const rows = await store.heldOf(request.params.id, cursor ?? null, limit + 1)
      return commentPage(rows, limit)
    },
  )
  app.put(
    '/api/comments/:id/approval',
    { schema: { summary: 'Let everybody see a comment that waits', tags, params, response: { 204: z.null() } } },
    async (request, reply) => {
      if (!(await store.approveComment(request.params.id, actorOf(request).accountId, clock.now())))
        throw refuse('comment.not-held')
      return reply.code(204).send(null)
    },
  )
  app.put(
    '/api/videos/:id/pin',
    {
      schema: {
        summary: 'Put one comment of one’s own clip first, or none',
        tags,
        params,
        body: pin,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      if (!(await store.pinComment(request.params.id, request.body.comment))) throw refuse('comment.not-found')
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/api/blocked-words',
    { schema: { summary: 'Words that hold comments on one’s own clips', tags, response: { 200: blockedWords } } },
    async request => {
      const { accountId, self } = actorOf(request)
      return { words: await store.blockedWordsOf(accountId, self) }
    },
  )
  app.put(
    '/api/blocked-words',
    {
      schema: {
        summary: 'Set the words that hold comments on one’s own clips',
        tags,
        body: blockedWords,
        response: { 200: blockedWords },
      },
    },
    async request => {
      const words = cleanWords(request.body.words)
      await store.setBlockedWords(actorOf(request).accountId, words)
      return { words }
    },
  )
}
