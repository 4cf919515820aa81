import type { AdvisoryFeed } from '../../core/wire/shore.ts'
import { type Database, holdName } from '../adapters/db/index.ts'
import type { Declaration } from './declaration.ts'

export type ShoreStore = ReturnType<typeof shoreStore>

export function shoreStore(db: Database) {
  return {
    /** Keeps a declaration if it says something else than the last one. True when it does. */
    async keepDeclaration(id: string, at: Date, declaration: Declaration): Promise<boolean> {
      // A new version of the software alone is no change of what the operator declares.
      const { software: _, ...said } = declaration
      return db.transaction().execute(async on => {
        await holdName(on as Database, 'declarations')
        const last = await on
          .selectFrom('declarations')
          .select('document')
          .orderBy('id', 'desc')
          .limit(1)
          .executeTakeFirst()
        if (last && canonical(last.document) === canonical(said)) return false
        await on
          .insertInto('declarations')
          .values({ id, at, document: JSON.stringify(said) })
          .execute()
        return true
      })
    },

    async advisories(): Promise<{ document: AdvisoryFeed | null; checkedAt: Date; fault: string | null } | null> {
      const row = await db.selectFrom('advisories').select(['document', 'checked_at', 'fault']).executeTakeFirst()
      return row ? { document: row.document, checkedAt: row.checked_at, fault: row.fault } : null
    },

    async keepAdvisories(feed: AdvisoryFeed, at: Date): Promise<void> {
      const row = { document: JSON.stringify(feed), checked_at: at, fault: null }
      await db
        .insertInto('advisories')
        .values(row)
        .onConflict(conflict => conflict.column('is_current').doUpdateSet(row))
        .execute()
    },

    /** What was believed before goes on being shown. */
    async keepFault(fault: string, at: Date): Promise<void> {
      const row = { checked_at: at, fault: fault.slice(0, 300) }
      await db
        .insertInto('advisories')
        .values({ document: null, ...row })
        .onConflict(conflict => conflict.column('is_current').doUpdateSet(row))
        .execute()
    },

    async declarations() {
      return db.selectFrom('declarations').select(['at', 'document']).orderBy('id', 'desc').limit(200).execute()
    },
  }
}

/** The same text for the same facts, whatever order their keys came in. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )
}
