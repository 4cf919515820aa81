import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { allNoticeKinds, kindsOf, noticeKinds, noticeTopics } from '../../core/notices/kinds.ts'
import { notice, noticeChoices, noticeQuery, noticesSeen, unread } from '../../core/wire/notice.ts'
import { page } from '../../core/wire/page.ts'
import { actorOf } from '../http/guard.ts'
import { readCursor, writeCursor } from '../videos/index.ts'
import { presentNotices } from './present.ts'
import type { NoticeStore } from './store.ts'

const tags = ['notices']

export function noticeRoutes(plain: FastifyInstance, { store }: { store: NoticeStore }): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.get(
    '/api/notices',
    {
      schema: {
        summary: 'The account’s inbox, newest first; a line that something is added to moves to the front',
        tags,
        querystring: noticeQuery,
        response: { 200: page(notice) },
      },
    },
    async request => {
      const { tab, limit, cursor } = request.query
      const rows = await store.pageOf(actorOf(request).accountId, kindsOf(tab), readCursor(cursor), limit + 1)
      const last = rows[limit - 1]
      return {
        items: await presentNotices(store, rows.slice(0, limit)),
        next: rows.length > limit && last ? writeCursor(last) : null,
      }
    },
  )
  app.get(
    '/api/notices/unread',
    {
      schema: {
        summary: 'How many lines of the inbox have something unseen; 100 says “more than 99”',
        tags,
        response: { 200: unread },
      },
    },
    async request => ({ unread: await store.unreadOf(actorOf(request).accountId) }),
  )
  app.put(
    '/api/notices/seen',
    {
      schema: {
        summary: 'What happened until a moment has been seen; nobody is told',
        tags,
        body: noticesSeen,
        response: { 200: unread },
      },
    },
    async request => {
      const { accountId } = actorOf(request)
      await store.see(accountId, kindsOf(request.body.tab), new Date(request.body.until))
      return { unread: await store.unreadOf(accountId) }
    },
  )
  app.get(
    '/api/notices/choices',
    { schema: { summary: 'What the account does not want to be told of', tags, response: { 200: noticeChoices } } },
    async request => {
      const kinds = await store.unwantedOf(actorOf(request).accountId)
      return { unwanted: noticeTopics.filter(topic => kinds.some(kind => noticeKinds[kind]?.topic === topic)) }
    },
  )
  app.put(
    '/api/notices/choices',
    {
      schema: {
        summary: 'Choose what not to be told of; what is there of it is forgotten',
        tags,
        body: noticeChoices,
        response: { 200: noticeChoices },
      },
    },
    async request => {
      const unwanted = [...new Set(request.body.unwanted)]
      await store.choose(
        actorOf(request).accountId,
        allNoticeKinds.filter(kind => unwanted.some(topic => topic === noticeKinds[kind].topic)),
      )
      return { unwanted }
    },
  )
}
