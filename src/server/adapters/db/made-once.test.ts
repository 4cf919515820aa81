import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import { expect, it } from 'vitest'
import { madeOnce } from './made-once.ts'
import type { Schema } from './schema.ts'

/** A database that keeps what it is asked, and answers nothing. */
function open() {
  const asked: CompiledQuery[] = []
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: on => new PostgresIntrospector(on),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: ({ query }) => void asked.push(query),
  })
  return { db, asked }
}

it('puts a statement together once, and asks it with the values of each time, in their places', async () => {
  const { db, asked } = open()
  let made = 0
  const ask = madeOnce((on, { handle, at, id }: { handle: string; at: Date; id: string | null }) => {
    made++
    return on
      .with('used', part =>
        part.updateTable('accounts').set({ name: 'always this' }).where('handle', '=', handle).returning('id'),
      )
      .selectFrom('videos')
      .select('id')
      .where('created_at', '<', at)
      .where(({ eb, or }) => or([eb('account_id', '=', id), eb('caption', '=', handle)]))
      .limit(3)
  })
  const [one, two] = [new Date(1000), new Date(2000)]
  expect(await ask(db, { handle: 'ada', at: one, id: 'a' })).toEqual([])
  await db.transaction().execute(on => ask(on, { handle: 'ben', at: two, id: null }))
  expect(made).toBe(1)
  expect(asked.map(({ parameters }) => parameters)).toEqual([
    ['always this', 'ada', one, 'a', 'ada', 3],
    ['always this', 'ben', two, null, 'ben', 3],
  ])
  expect(asked[1]!.sql).toBe(asked[0]!.sql)
})
