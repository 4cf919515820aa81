import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import { heldCounts, heldRows, whatWeHold } from '../../core/wire/register.ts'
import { actorOf } from '../http/guard.ts'
import type { Self } from '../keys/index.ts'
import type { OwnedRow, OwnedStore } from './owned-store.ts'
import { whatIsHeld } from './present.ts'
import { tables } from './tables.ts'

interface RegisterRooms {
  store: OwnedStore
  /** After how many days the operator has clips deleted; null for never. */
  clipDays: number | null
}

const rowsAtOnce = 25
const query = z.object({ cursor: z.optional(z.string().check(z.regex(/^\d{1,7}$/))) })

/** What the shore holds: in general, for anybody; and of an account, for itself alone. */
export function registerRoutes(plain: FastifyInstance, { store, clipDays }: RegisterRooms): void {
  const app = plain.withTypeProvider<ZodTypeProvider>()
  const held = whatIsHeld(clipDays)
  app.get(
    '/public/what-we-hold',
    {
      schema: {
        summary: 'Everything that this shore stores: what for, who can see it, how long, and what erasure does',
        tags: ['shore'],
        response: { 200: whatWeHold },
      },
    },
    async () => held,
  )
  app.get(
    '/api/held',
    {
      schema: {
        summary: 'How many rows of each table are the account’s own',
        tags: ['account'],
        response: { 200: heldCounts },
      },
    },
    async request => {
      const counts = await store.countOwned(actorOf(request).accountId)
      return { items: [...counts].map(([name, rows]) => ({ name, rows })) }
    },
  )
  app.get(
    '/api/held/:table',
    {
      schema: {
        summary:
          'Rows of one table that are the account’s own, the newest first; what is secret is named and never shown',
        tags: ['account'],
        params: z.object({ table: z.string() }),
        querystring: query,
        response: { 200: heldRows },
      },
    },
    async request => {
      const { table } = request.params
      if (!Object.hasOwn(tables, table) || tables[table]!.ownedBy.length === 0) throw refuse('page.not-found')
      const after = Number(request.query.cursor ?? 0)
      const { accountId, self } = actorOf(request)
      const rows = await store.ownedRows(table, accountId, { after, limit: rowsAtOnce + 1 })
      return {
        items: await openOwned(self, table, rows.slice(0, rowsAtOnce)),
        next: rows.length > rowsAtOnce ? String(after + rowsAtOnce) : null,
      }
    },
  )
}

/** What is sealed of rows, opened for its owner; `{ lost: true }` where its key is gone. */
async function openOwned(self: Self, table: string, rows: OwnedRow[]): Promise<OwnedRow[]> {
  const opened = rows.map(row => ({ ...row, values: { ...row.values } }))
  for (const [column, entry] of Object.entries(tables[table]!.columns)) {
    const holding = opened.filter(({ values }) => entry.class === 'sealed' && typeof values[column] === 'string')
    const words = await self.open(
      `${table}.${column}`,
      holding.map(({ values }) => values[column] as string),
    )
    for (const [n, { values }] of holding.entries()) values[column] = words[n] ?? { lost: true }
  }
  return opened
}
