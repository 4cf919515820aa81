import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { refuse } from '../../core/errors.ts'
import { declaration, declarations, health } from '../../core/wire/shore.ts'
import { type Clock, makeId } from '../adapters/clock/index.ts'
import type { Config } from '../config.ts'
import { declare } from './declaration.ts'
import { described } from './described.ts'
import type { ShoreStore } from './store.ts'

export interface ShoreFacts {
  config: Config
  clock: Clock
  version: string
  engine: string
  sandbox: string
  slateKey: string
  isDatabaseEmbedded: boolean
  store: ShoreStore
  objectsAnswer(): Promise<boolean>
  databaseAnswers(): Promise<boolean>
  trial(): Promise<{ ready: number; of: number } | null>
}

/** How the shore is, as it is now. */
export async function healthOf(facts: ShoreFacts) {
  const [answers, hasObjects] = await Promise.all([facts.databaseAnswers(), facts.objectsAnswer()])
  return {
    at: facts.clock.now().toISOString(),
    version: facts.version,
    database: answers ? ('ok' as const) : ('unreachable' as const),
    objects: hasObjects ? ('ok' as const) : ('unreachable' as const),
    engine: facts.engine,
    sandbox: facts.sandbox,
  }
}

export function shoreRoutes(plain: FastifyInstance, facts: ShoreFacts): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.addHook('onReady', async () => {
    const now = facts.clock.now()
    await facts.store.keepDeclaration(makeId(now), now, declare(facts.config, facts))
  })
  app.get(
    '/.well-known/onshore.json',
    { schema: { summary: 'The operator’s declaration', tags: ['shore'], response: { 200: declaration } } },
    async () => declare(facts.config, facts),
  )

  app.get(
    '/public/declarations',
    {
      schema: {
        summary: 'What the operator has declared, and since when',
        tags: ['shore'],
        response: { 200: declarations },
      },
    },
    async () => ({
      items: (await facts.store.declarations()).map(({ at, document }) => ({
        at: at.toISOString(),
        declaration: document as ReturnType<typeof declare>,
      })),
    }),
  )

  app.get(
    '/api/health',
    { schema: { summary: 'Whether the shore works', tags: ['shore'], response: { 200: health } } },
    async (_request, reply) => {
      reply.header('Cache-Control', 'no-store')
      const found = await healthOf(facts)
      const { database, objects } = found
      const status = database === 'ok' && objects === 'ok' ? ('ok' as const) : ('starting' as const)
      return {
        status,
        ...found,
        joining: facts.config.joining,
        minimumAge: facts.config.minimumAge,
        trial: database === 'ok' ? await facts.trial() : null,
      }
    },
  )

  app.get(
    '/api/ready',
    { schema: { summary: 'Whether requests should be sent here: 200, or 503 while a store is away', tags: ['shore'] } },
    async (_request, reply) => {
      const [database, objects] = await Promise.all([facts.databaseAnswers(), facts.objectsAnswer()])
      reply.header('Cache-Control', 'no-store')
      if (!database) throw refuse('shore.no-database')
      if (!objects) throw refuse('shore.no-store')
      return reply.code(200).send({ status: 'ready' })
    },
  )

  let document: string | null = null
  app.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    document ??= JSON.stringify(described(app.swagger()))
    return reply.type('application/json; charset=utf-8').header('Cache-Control', 'no-cache').send(document)
  })
}
