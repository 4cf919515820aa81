import type { MutedKind } from '../../core/social/muted.ts'
import { type Database, holdName } from '../adapters/db/index.ts'
import { type Keys, opened, type Self } from '../keys/index.ts'

export interface MutedRow {
  kind: MutedKind
  what: string
  /** Whose sound it is, while that clip can be seen by everybody. */
  name: string | null
  created_at: Date
}

/** Tags, sounds and words that an account wants to see nothing of. Muting twice is muting once. */
export function mutedStore(db: Database, keys: Keys) {
  const sealed = (accountId: string, what: string) => keys.seal(accountId, 'muted.what', what)
  const makersOf = async (sounds: readonly string[]): Promise<Map<string, string>> => {
    if (sounds.length === 0) return new Map()
    const rows = await db
      .selectFrom('videos')
      .innerJoin('accounts', 'accounts.id', 'videos.account_id')
      .select(['videos.id', 'accounts.name'])
      .where('videos.id', 'in', sounds)
      .where('videos.published_at', 'is not', null)
      .where('videos.visibility', 'in', ['public', 'unlisted'])
      .execute()
    return new Map(rows.map(({ id, name }) => [id, name]))
  }
  return {
    /** The newest first. What cannot be opened any more mutes nothing, and is left out. */
    async mutedOf(accountId: string, self: Self): Promise<MutedRow[]> {
      const rows = await db
        .selectFrom('muted')
        .select(['kind', 'what', 'created_at'])
        .where('account_id', '=', accountId)
        .orderBy('created_at', 'desc')
        .execute()
      const said = (await opened(self, 'muted.what', 'what', rows)).flatMap(({ what, ...row }) =>
        what === null ? [] : [{ ...row, what }],
      )
      const makers = await makersOf(said.flatMap(({ kind, what }) => (kind === 'sound' ? [what] : [])))
      return said.map(row => ({ ...row, name: (row.kind === 'sound' && makers.get(row.what)) || null }))
    },

    /** False where the account mutes as many as it may. */
    async mute(accountId: string, kind: MutedKind, said: string, at: Date, most: number): Promise<boolean> {
      const what = await sealed(accountId, said)
      return db.transaction().execute(async on => {
        await holdName(on, `muted ${accountId}`)
        const held = await on.selectFrom('muted').select(['kind', 'what']).where('account_id', '=', accountId).execute()
        if (held.some(one => one.kind === kind && (one.what === what || one.what === said))) return true
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
        // What was muted before there were keys is in clear until it is sealed.
        .where('what', 'in', [what, await sealed(accountId, what)])
        .execute()
    },
  }
}
