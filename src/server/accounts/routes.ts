import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import {
  ownSessions,
  passphraseChange,
  recovery,
  recoveryCodes,
  session,
  signedUp,
  signIn as signInBody,
  signUp,
} from '../../core/wire/account.ts'
import { actorOf, cookieFor } from '../http/guard.ts'
import { opened } from '../keys/index.ts'
import { hashCodes, makeRecoveryCodes, openAccount, ownHandle, requireAge } from './open-account.ts'
import { passkeyRoutes } from './passkey-routes.ts'
import { profileRoutes } from './profile-routes.ts'
import type { AccountRooms } from './rooms.ts'
import { hashPassphrase } from './secrets.ts'
import { enter, renewSession } from './sessions.ts'
import { handleAsStored, recover, signIn, slowDown } from './sign-in.ts'
import { tokenRoutes } from './token-routes.ts'

const nothing = z.null()

export function accountRoutes(plain: FastifyInstance, rooms: AccountRooms): void {
  const { store, clock, limits, joining } = rooms
  const app = plain.withTypeProvider<ZodTypeProvider>()

  app.post(
    '/api/accounts',
    {
      schema: {
        summary: 'Open an account; recovery codes are shown once',
        tags: ['accounts'],
        body: signUp,
        response: { 201: signedUp },
      },
    },
    async (request, reply) => {
      const { body } = request
      requireAge(body.age, rooms.minimumAge)
      const { handle: raw, passphrase, age } = body
      const handle = await ownHandle(store, raw)
      const admission = await joining.admission(body)
      const account = await joining.open(body.proof, () =>
        openAccount(store, clock, { handle, passphrase, age, admission }),
      )
      await enter(rooms, request, reply, { id: account.account.id, verified: null })
      return reply.code(201).send(account)
    },
  )

  app.post(
    '/api/session',
    { schema: { summary: 'Sign in', tags: ['accounts'], body: signInBody, response: { 201: session } } },
    async (request, reply) => {
      await slowDown(limits, handleAsStored(request.body.handle))
      const { id, handle, name, passphrase_hash } = await signIn(store, request.body)
      limits.giveBack('guess', { address: request.ip })
      await enter(rooms, request, reply, { id, verified: { passphraseHash: passphrase_hash } })
      return reply.code(201).send(await store.sessionOf({ id, handle, name }))
    },
  )

  app.post(
    '/api/recovery',
    {
      schema: {
        summary: 'Set a new passphrase by a recovery code; every session ends',
        tags: ['accounts'],
        body: recovery,
        response: { 201: session },
      },
    },
    async (request, reply) => {
      const { id, handle, name, passphrase_hash } = await recover(store, clock, request.body)
      await enter(rooms, request, reply, { id, verified: { passphraseHash: passphrase_hash } })
      return reply.code(201).send(await store.sessionOf({ id, handle, name }))
    },
  )

  app.get(
    '/api/session',
    { schema: { summary: 'Who the caller is', tags: ['accounts'], response: { 200: session } } },
    async ({ actor }) => ({
      account: actor && {
        id: actor.accountId,
        handle: actor.handle,
        name: actor.name,
        role: actor.role,
        isYoung: actor.isYoung,
        isWaiting: actor.isWaiting,
      },
    }),
  )

  app.delete(
    '/api/session',
    { schema: { summary: 'Sign out', tags: ['accounts'], response: { 204: nothing } } },
    async (request, reply) => {
      const { accountId, sessionId } = actorOf(request)
      if (sessionId) await store.endSession(accountId, sessionId)
      return reply.header('Set-Cookie', cookieFor(null)).code(204).send(null)
    },
  )

  app.get(
    '/api/sessions',
    { schema: { summary: 'The account’s sessions', tags: ['accounts'], response: { 200: ownSessions } } },
    async request => {
      const { accountId, sessionId, self } = actorOf(request)
      const rows = await opened(self, 'sessions.label', 'label', await store.sessionsOf(accountId))
      return {
        items: rows.map(row => ({
          id: row.id,
          label: row.label,
          createdAt: row.created_at.toISOString(),
          lastUsedAt: row.last_used_at.toISOString(),
          isThisOne: row.id === sessionId,
        })),
      }
    },
  )

  app.delete(
    '/api/sessions',
    {
      schema: { summary: 'Sign out everywhere; access tokens end too', tags: ['accounts'], response: { 204: nothing } },
    },
    async (request, reply) => {
      await store.endEverywhere(actorOf(request).accountId)
      return reply.header('Set-Cookie', cookieFor(null)).code(204).send(null)
    },
  )

  app.delete(
    '/api/sessions/:id',
    {
      schema: {
        summary: 'End one session',
        tags: ['accounts'],
        params: z.object({ id: z.uuid() }),
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      if (!(await store.endSession(actorOf(request).accountId, request.params.id))) throw refuse('session.not-found')
      return reply.code(204).send(null)
    },
  )

  app.put(
    '/api/passphrase',
    {
      schema: {
        summary: 'Set or change the passphrase; every other session ends, every token, and every passkey where asked',
        tags: ['accounts'],
        body: passphraseChange,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { accountId, sessionId } = actorOf(request)
      const { newPassphrase, endPasskeys } = request.body
      const hash = await hashPassphrase(newPassphrase)
      if (!(await store.setPassphrase(accountId, hash, sessionId, endPasskeys))) throw refuse('session.missing')
      reply.header('Set-Cookie', cookieFor(await renewSession(store, clock, sessionId!)))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api/recovery-codes',
    {
      schema: {
        summary: 'New recovery codes; the old ones stop working',
        tags: ['accounts'],
        response: { 201: recoveryCodes },
      },
    },
    async (request, reply) => {
      const codes = makeRecoveryCodes()
      await store.setRecoveryCodes(actorOf(request).accountId, hashCodes(codes))
      return reply.code(201).send({ recoveryCodes: codes })
    },
  )
  profileRoutes(plain, rooms)
  passkeyRoutes(plain, rooms)
  tokenRoutes(plain, rooms)
}
