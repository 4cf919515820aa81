import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { type RetentionId, retentions } from '../../core/register/retentions.ts'
import { type CleanUp, cleanUp } from '../../core/wire/register.ts'
import type { RetentionStore } from './store.ts'

/** What the clean-up has ended, in counts. */
export async function readRuns(store: RetentionStore): Promise<CleanUp> {
  const runs = (await store.runs()).filter(({ rule }) => Object.hasOwn(retentions, rule))
  return {
    items: runs.map(({ rule, at, ended, total }) => ({
      rule: rule as RetentionId,
      lastAt: at.toISOString(),
      ended,
      total,
    })),
  }
}

export function retentionRoutes(plain: FastifyInstance, { store }: { store: RetentionStore }): void {
  plain.withTypeProvider<ZodTypeProvider>().get(
    '/public/retention',
    {
      schema: {
        summary: 'What was deleted because its time had come, by rule: when last, how much then, and how much in all',
        tags: ['shore'],
        response: { 200: cleanUp },
      },
    },
    () => readRuns(store),
  )
}
