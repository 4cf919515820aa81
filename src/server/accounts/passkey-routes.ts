import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { joining, proof, session, signedUp } from '../../core/wire/account.ts'
import { ceremony, joiningPasskey, newPasskey, ownPasskeys, passkeyUse } from '../../core/wire/passkey.ts'
import { makeId } from '../adapters/clock/index.ts'
import { actorOf, cookieFor } from '../http/guard.ts'
import { opened } from '../keys/index.ts'
import { openAccount, ownHandle, requireAge } from './open-account.ts'
import { registrationOptions, useOptions, verifyNew, verifyUse } from './passkeys.ts'
import { type AccountRooms, agent } from './rooms.ts'
import { isPassphrase } from './secrets.ts'
import { enter, labelOf, renewSession } from './sessions.ts'
import { slowDown } from './sign-in.ts'

const nothing = z.null()

export function passkeyRoutes(plain: FastifyInstance, rooms: AccountRooms): void {
  const { store, passkeys, clock, limits, joining: gate, party } = rooms
  const app = plain.withTypeProvider<ZodTypeProvider>()

  app.get(
    '/.well-known/webauthn',
    {
      schema: {
        summary: 'The addresses that share the shore’s passkeys (WebAuthn Level 3 §5.11)',
        tags: ['shore'],
        response: { 200: z.object({ origins: z.array(z.string()) }) },
      },
    },
    async ({ headers }) => ({ origins: [...party(headers.host).origins] }),
  )

  app.post(
    '/api/accounts/passkey-options',
    {
      schema: {
        summary: 'What a browser needs to make the passkey of a new account',
        tags: ['passkeys'],
        body: joining,
        response: { 200: ceremony },
      },
    },
    async ({ body, headers }) => {
      requireAge(body.age, rooms.minimumAge)
      const handle = await ownHandle(store, body.handle)
      await gate.admission(body)
      if (await store.byHandle(handle)) throw refuse('account.handle-taken', { handle })
      const account = { id: makeId(clock.now()), handle }
      return registrationOptions(rooms, party(headers.host), account, { purpose: 'join', session_id: null })
    },
  )

  app.post(
    '/api/accounts/passkey',
    {
      schema: {
        summary: 'Open an account by a passkey that was made for its handle; recovery codes are shown once',
        tags: ['passkeys'],
        body: joiningPasskey,
        response: { 201: signedUp },
      },
    },
    async (request, reply) => {
      const { body, headers } = request
      requireAge(body.age, rooms.minimumAge)
      const who = { purpose: 'join', sessionId: null, name: labelOf(agent(headers)) } as const
      const admission = await gate.admission(body)
      // The gate comes first: the passkey that was made answers its own challenge once.
      const { made, id, passkey } = await gate.open(body.proof, async () => {
        const { accountId: id, handle, passkey } = await verifyNew(rooms, party(headers.host), body, who)
        const made = await openAccount(store, clock, { id, handle, passkey, age: body.age, admission })
        return { made, id, passkey }
      })
      await enter(rooms, request, reply, { id, verified: { passkeyId: passkey.id } })
      return reply.code(201).send(made)
    },
  )

  app.post(
    '/api/session/passkey-options',
    {
      schema: {
        summary: 'What a browser needs to sign in by any passkey it holds',
        tags: ['passkeys'],
        response: { 200: ceremony },
      },
    },
    async ({ headers }) => useOptions(rooms, party(headers.host), { purpose: 'sign-in' }),
  )

  app.post(
    '/api/session/passkey',
    { schema: { summary: 'Sign in by a passkey', tags: ['passkeys'], body: passkeyUse, response: { 201: session } } },
    async (request, reply) => {
      const { body, headers } = request
      const passkey = await verifyUse(rooms, party(headers.host), body, { purpose: 'sign-in' })
      limits.giveBack('guess', { address: request.ip })
      const account = await store.byId(passkey.account_id)
      if (!account) throw refuse('passkey.failed')
      const { id, handle, name } = account
      await enter(rooms, request, reply, { id, verified: { passkeyId: passkey.id } })
      return reply.code(201).send(await store.sessionOf({ id, handle, name }))
    },
  )

  app.post(
    '/api/session/proof-options',
    {
      schema: {
        summary:
          'What a browser needs to show by a passkey that it is still the same person; empty where the account has none',
        tags: ['passkeys'],
        response: { 200: z.object({ hasPassphrase: z.boolean(), passkey: z.nullable(ceremony) }) },
      },
    },
    async request => {
      const { accountId, sessionId } = actorOf(request)
      const [account, known] = await Promise.all([store.byId(accountId), passkeys.passkeysOf(accountId)])
      const who = { purpose: 'step-up', accountId, sessionId: sessionId! } as const
      return {
        hasPassphrase: account?.passphrase_hash != null,
        passkey: known.length > 0 ? await useOptions(rooms, party(request.headers.host), who) : null,
      }
    },
  )

  const shown = async (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('Set-Cookie', cookieFor(await renewSession(store, clock, actorOf(request).sessionId!)))
    limits.giveBack('guess', { address: request.ip })
  }

  app.post(
    '/api/session/proof',
    {
      schema: {
        summary: 'Show once more that it is you, by the passphrase; sensitive acts are let through for ten minutes',
        tags: ['accounts'],
        body: proof,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { accountId, handle } = actorOf(request)
      await slowDown(limits, handle)
      const account = await store.byId(accountId)
      if (!(await isPassphrase(account?.passphrase_hash ?? null, request.body.passphrase)))
        throw refuse('account.sign-in-failed')
      await shown(request, reply)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api/session/proof/passkey',
    {
      schema: {
        summary: 'Show once more that it is you, by a passkey; sensitive acts are let through for ten minutes',
        tags: ['passkeys'],
        body: passkeyUse,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const { accountId, sessionId } = actorOf(request)
      const who = { purpose: 'step-up', accountId, sessionId: sessionId! } as const
      await verifyUse(rooms, party(request.headers.host), request.body, who)
      await shown(request, reply)
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/api/passkeys',
    { schema: { summary: 'The account’s passkeys', tags: ['passkeys'], response: { 200: ownPasskeys } } },
    async request => ({
      items: (
        await opened(
          actorOf(request).self,
          'passkeys.name',
          'name',
          await passkeys.passkeysOf(actorOf(request).accountId),
        )
      ).map(row => ({
        id: row.id,
        name: row.name,
        createdAt: row.created_at.toISOString(),
        lastUsedAt: row.last_used_at?.toISOString() ?? null,
      })),
    }),
  )

  app.post(
    '/api/passkeys/options',
    {
      schema: {
        summary: 'What a browser needs to make one more passkey',
        tags: ['passkeys'],
        response: { 200: ceremony },
      },
    },
    async request => {
      const { accountId: id, handle, sessionId } = actorOf(request)
      const asking = { purpose: 'add', session_id: sessionId! } as const
      return registrationOptions(rooms, party(request.headers.host), { id, handle }, asking)
    },
  )

  app.post(
    '/api/passkeys',
    { schema: { summary: 'Add a passkey', tags: ['passkeys'], body: newPasskey, response: { 201: ownPasskeys } } },
    async (request, reply) => {
      const { accountId, sessionId } = actorOf(request)
      const name = labelOf(agent(request.headers))
      const made = await verifyNew(rooms, party(request.headers.host), request.body, {
        purpose: 'add',
        sessionId,
        name,
      })
      if (made.accountId !== accountId) throw refuse('passkey.failed')
      if (!(await passkeys.addPasskey(accountId, made.passkey))) throw refuse('passkey.known')
      const { id, created_at } = made.passkey
      return reply.code(201).send({ items: [{ id, name, createdAt: created_at.toISOString(), lastUsedAt: null }] })
    },
  )

  app.delete(
    '/api/passkeys/:id',
    {
      schema: {
        summary: 'Remove a passkey, unless it is the only way in',
        tags: ['passkeys'],
        params: z.object({ id: z.uuid() }),
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      const removed = await passkeys.removePasskey(actorOf(request).accountId, request.params.id)
      if (removed === 'last') throw refuse('passkey.last')
      if (removed === 'not-found') throw refuse('passkey.not-found')
      return reply.code(204).send(null)
    },
  )
}
