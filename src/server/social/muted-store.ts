import type { MutedKind } from '../../core/social/muted.ts'
import { type Database, holdName, sql } from '../adapters/db/index.ts'

export interface MutedRow {
  kind: MutedKind
  what: string
  /** Whose sound it is, while that clip can be seen by everybody. */
  name: string | null
  created_at: Date
}

/** Tags, sounds and words that an account wants to see nothing of. Muting twice is muting once. */
export function mutedStore(db: Database) {
  return {
    async mutedOf(accountId: string): Promise<MutedRow[]> {
      return db
        .selectFrom('muted')
        .leftJoin('videos', join =>
          join
            .on('videos.id', '=', sql<string>`case when muted.kind = 'sound' then muted.what::uuid end`)
            .on('videos.published_at', 'is not', null)
            .on('videos.visibility', 'in', ['public', 'unlisted']),
        )
        .leftJoin('accounts', 'accounts.id', 'videos.account_id')
        .select(['muted.kind', 'muted.what', 'accounts.name', 'muted.created_at'])
        .where('muted.account_id', '=', accountId)
        .orderBy('muted.created_at', 'desc')
        .orderBy('muted.what')
        .execute()
    },

    /** False where the account mutes as many as it may. */
    async mute(accountId: string, kind: MutedKind, what: string, at: Date, most: number): Promise<boolean> {
      return db.transaction().execute(async on => {
        await holdName(on, `muted ${accountId}`)
        const held = await on.selectFrom('muted').select(['kind', 'what']).where('account_id', '=', accountId).execute()
        if (held.some(one => one.kind === kind && one.what === what)) return true
        if (held.length >= most) return false
        await on.insertInto('muted').values({ account_id: accountId, kind, what, created_at: at }).execute()
        return true
      })
    },

    async unmute(accountId: string, kind: MutedKind, what: string): Promise<void> {
      await db
        .deleteFrom('muted')
        .where('account_id', '=', accountId)
        .where('kind', '=', kind)
        .where('what', '=', what)
        .execute()
    },
  }
}
