import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { accountLimits } from '../../core/accounts/limits.ts'
import { cleanBio, cleanContact, cleanLinks, cleanName } from '../../core/accounts/profile.ts'
import { refuse } from '../../core/errors.ts'
import { type AccountChange, account, accountChange, ageChange, avatarWish } from '../../core/wire/account.ts'
import { actorOf } from '../http/guard.ts'
import { avatarBodyBytes, makeAvatar } from './avatar.ts'
import { isShown, presentAccount } from './open-account.ts'
import type { ProfileChange } from './profile-store.ts'
import type { AccountRooms } from './rooms.ts'

/** What an account says about itself, and how anyone reads it. */
export function profileRoutes(plain: FastifyInstance, { store, clock }: AccountRooms): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const ownAccount = async (accountId: string) => {
    const row = await store.byId(accountId)
    return presentAccount(row!, await store.countsOf(accountId), clock.now())
  }

  app.get(
    '/public/accounts/:handle',
    {
      config: { isKept: true },
      schema: {
        summary: 'An account, as anyone may see it',
        tags: ['accounts'],
        params: z.object({ handle: z.string() }),
        response: { 200: account },
      },
    },
    async request => {
      const { handle } = request.params
      const row = await store.byHandle(handle)
      if (!row || !isShown(row)) throw refuse('account.not-found', { handle })
      request.keptFor = row.id
      return presentAccount(row, await store.countsOf(row.id), clock.now())
    },
  )

  app.get(
    '/public/avatars/:hash',
    { schema: { summary: 'An account’s picture, WebP', tags: ['accounts'], params: z.object({ hash: z.string() }) } },
    async (request, reply) => {
      const { hash } = request.params
      const picture = /^[0-9a-f]{64}$/.test(hash) ? await store.avatar(hash) : null
      if (!picture) throw refuse('page.not-found')
      return reply
        .headers({
          'Cache-Control': 'public, max-age=31536000, immutable',
          'Content-Security-Policy': "default-src 'none'; sandbox",
        })
        .type('image/webp')
        .send(picture)
    },
  )

  app.patch(
    '/api/account',
    {
      schema: {
        summary:
          'Change what the account says about itself, what others see of it, and who may follow it without asking',
        tags: ['accounts'],
        body: accountChange,
        response: { 200: account },
      },
    },
    async request => {
      const { accountId, handle, isYoung } = actorOf(request)
      if (isYoung && opens(request.body)) throw refuse('account.young', { limit: accountLimits.openAge })
      await store.setProfile(accountId, cleanProfile(request.body, handle))
      if (request.body.isClosed !== undefined) await store.setClosed(accountId, request.body.isClosed, clock.now())
      return ownAccount(accountId)
    },
  )

  app.put(
    '/api/account/age',
    {
      schema: {
        summary: 'Say that one has reached the age of an open account; nothing opens by itself',
        tags: ['accounts'],
        body: ageChange,
        response: { 200: account },
      },
    },
    async request => {
      const { accountId } = actorOf(request)
      await store.growUp(accountId)
      return ownAccount(accountId)
    },
  )

  app.put(
    '/api/account/avatar',
    {
      bodyLimit: avatarBodyBytes,
      schema: {
        summary:
          'Set the account’s picture: 256 rows of 256 pixels, three bytes each (red, green, blue), from top left, as base64',
        tags: ['accounts'],
        body: avatarWish,
        response: { 200: account },
      },
    },
    async request => {
      const picture = await makeAvatar(Buffer.from(request.body.pixels, 'base64'))
      const { accountId } = actorOf(request)
      await store.setAvatar(accountId, { hash: createHash('sha256').update(picture).digest('hex'), picture })
      return ownAccount(accountId)
    },
  )

  app.delete(
    '/api/account/avatar',
    { schema: { summary: 'Take the account’s picture away', tags: ['accounts'], response: { 200: account } } },
    async request => {
      const { accountId } = actorOf(request)
      await store.setAvatar(accountId, null)
      return ownAccount(accountId)
    },
  )
}

/** What would show more of an account to people it does not know. */
const opens = ({ isClosed, showsTies, showsLikes, isIndexed, isBusiness }: AccountChange): boolean =>
  isClosed === false || [showsTies, showsLikes, isIndexed, isBusiness].includes(true)

/** Refuses what cannot be kept before anything is written. */
function cleanProfile(change: AccountChange, handle: string): ProfileChange {
  const { name, bio, links, contact, products, isBusiness, showsTies, showsLikes, isIndexed } = change
  return {
    name: name === undefined ? undefined : cleanName(name, handle),
    bio: bio === undefined ? undefined : cleanBio(bio),
    links: links && cleanLinks(links, accountLimits.links),
    contact: contact === undefined ? undefined : cleanContact(contact),
    products: products && cleanLinks(products, accountLimits.products),
    isBusiness,
    showsTies,
    showsLikes,
    isIndexed,
  }
}
