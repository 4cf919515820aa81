import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type * as z from 'zod/mini'
import { declaration, health } from '../../core/wire/shore.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { Config } from '../config.ts'

export interface ShoreFacts {
  config: Config
  clock: Clock
  version: string
  engine: string
  sandbox: string
  slateKey: string
  isDatabaseEmbedded: boolean
  blobsTechnology: string
  databaseAnswers(): Promise<boolean>
  trial(): Promise<{ ready: number; of: number } | null>
}

export function shoreRoutes(plain: FastifyInstance, facts: ShoreFacts): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  app.get(
    '/.well-known/onshore.json',
    { schema: { summary: 'The operator’s declaration', tags: ['shore'], response: { 200: declaration } } },
    async () => declare(facts),
  )

  app.get(
    '/api/health',
    { schema: { summary: 'Whether the shore works', tags: ['shore'], response: { 200: health } } },
    async (_request, reply) => {
      const answers = await facts.databaseAnswers()
      reply.header('Cache-Control', 'no-store')
      return {
        status: answers ? ('ok' as const) : ('starting' as const),
        at: facts.clock.now().toISOString(),
        version: facts.version,
        database: answers ? ('ok' as const) : ('unreachable' as const),
        engine: facts.engine,
        sandbox: facts.sandbox,
        trial: answers ? await facts.trial() : null,
      }
    },
  )

  app.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(JSON.stringify(app.swagger())),
  )
}

function declare({
  config,
  version,
  slateKey,
  blobsTechnology,
  isDatabaseEmbedded,
}: ShoreFacts): z.infer<typeof declaration> {
  const { jurisdiction } = config
  return {
    name: config.name,
    software: { name: 'Onshore', version, source: '/source.tar.gz' },
    jurisdiction,
    operator: config.operator,
    owner: config.owner,
    controlledBy: [],
    law: config.law,
    stores: [
      {
        what: 'database',
        technology: isDatabaseEmbedded ? 'postgresql-embedded' : 'postgresql-by-address',
        jurisdiction,
      },
      { what: 'objects', technology: blobsTechnology, jurisdiction },
    ],
    processors: [],
    slateKey,
  }
}
