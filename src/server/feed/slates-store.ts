import { addJob, type Database, holdName } from '../adapters/db/index.ts'

export interface Head {
  number: number
  madeAt: Date
  hash: string
  signature: string
  body: string
}

interface NewHead extends Head {
  previous: string | null
  packs: readonly string[]
}

export type SlatesStore = ReturnType<typeof slatesStore>

/** Slates that were made, and the packs that they have. */
export function slatesStore(db: Database) {
  const heads = (on: Database = db) =>
    on.selectFrom('slates').select(['number', 'made_at as madeAt', 'hash', 'signature', 'body'])
  const whole = (row: (Omit<Head, 'body'> & { body: string | null }) | undefined): Head | null =>
    row?.body == null ? null : { ...row, body: row.body }

  return {
    async newest(): Promise<Head | null> {
      return whole(await heads().orderBy('number', 'desc').limit(1).executeTakeFirst())
    },

    /** The newest of all, its body forgotten or not. */
    async last(): Promise<(Omit<Head, 'body'> & { body: string | null }) | null> {
      return (await heads().orderBy('number', 'desc').limit(1).executeTakeFirst()) ?? null
    },

    async byHash(hash: string): Promise<Head | null> {
      return whole(await heads().where('hash', '=', hash).executeTakeFirst())
    },

    async isPack(hash: string): Promise<boolean> {
      const found = await db
        .selectFrom('slate_packs')
        .select('hash')
        .where('hash', '=', hash)
        .limit(1)
        .executeTakeFirst()
      return found !== undefined
    },

    /** Adds a slate behind the one it was made on. False where another was added meanwhile. `isKept` is asked while the packs' names are held. */
    async add(head: NewHead, isKept: (hash: string) => Promise<boolean>): Promise<boolean> {
      return db.transaction().execute(async on => {
        await holdName(on, 'the chain of slates')
        const last = await heads(on).orderBy('number', 'desc').limit(1).executeTakeFirst()
        if ((last?.hash ?? null) !== head.previous) return false
        for (const hash of [...new Set(head.packs)].sort()) await holdName(on, hash)
        const { packs, madeAt, ...row } = head
        await on
          .insertInto('slates')
          .values({ ...row, made_at: madeAt })
          .execute()
        if (packs.length > 0)
          await on
            .insertInto('slate_packs')
            .values(packs.map((hash, place) => ({ number: head.number, place, hash })))
            .execute()
        for (const hash of packs)
          if (!(await isKept(hash))) throw new Error(`pack ${hash} was removed before its slate was there`)
        return true
      })
    },

    /** Bodies and packs of slates made before a moment are forgotten, but of the newest; hashes and signatures stay. */
    async forget(before: Date): Promise<number> {
      return db.transaction().execute(async on => {
        const old = await on
          .updateTable('slates')
          .set({ body: null })
          .where('made_at', '<', before)
          .where('body', 'is not', null)
          .where('number', '<', eb => eb.selectFrom('slates').select(({ fn }) => fn.max('number').as('newest')))
          .returning('number')
          .execute()
        if (old.length === 0) return 0
        const gone = await on
          .deleteFrom('slate_packs')
          .where(
            'number',
            'in',
            old.map(({ number }) => number),
          )
          .returning('hash')
          .execute()
        for (const hash of new Set(gone.map(pack => pack.hash)))
          await addJob(on, { task: 'remove-object', payload: { hash }, key: `remove ${hash}` })
        return old.length
      })
    },

    /** Asks for a slate; however often, it is one job. */
    async ask(): Promise<void> {
      await addJob(db, { task: 'slate', payload: {}, key: 'slate', queue: 'slate' })
    },
  }
}
