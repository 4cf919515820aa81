import type { WebLink } from '../../core/accounts/profile.ts'
import type { Database } from '../adapters/db/index.ts'

export interface ProfileRow {
  bio: string
  links: WebLink[]
  is_business: boolean
  contact: string
  products: WebLink[]
  shows_ties: boolean
  shows_likes: boolean
  avatar_hash: string | null
  suspended_at: Date | null
  moved_to: string | null
  moved_from: string | null
}

export const profileColumns = [
  'bio',
  'links',
  'is_business',
  'contact',
  'products',
  'shows_ties',
  'shows_likes',
  'avatar_hash',
  'suspended_at',
  'moved_to',
  'moved_from',
] as const

/** What an account says about itself; what is undefined stays as it is. */
export interface ProfileChange {
  name?: string | undefined
  bio?: string | undefined
  links?: WebLink[] | undefined
  isBusiness?: boolean | undefined
  contact?: string | undefined
  products?: WebLink[] | undefined
  showsTies?: boolean | undefined
  showsLikes?: boolean | undefined
  isIndexed?: boolean | undefined
}

export function profileStore(db: Database) {
  return {
    async setProfile(accountId: string, change: ProfileChange): Promise<void> {
      const { name, bio, links, isBusiness, contact, products, showsTies, showsLikes, isIndexed } = change
      const columns = {
        name,
        bio,
        links: links && JSON.stringify(links),
        is_business: isBusiness,
        is_indexed: isIndexed,
        contact,
        products: products && JSON.stringify(products),
        shows_ties: showsTies,
        shows_likes: showsLikes,
      }
      const said = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))
      if (Object.keys(said).length === 0) return
      await db.updateTable('accounts').set(said).where('id', '=', accountId).execute()
    },

    /** Takes the place of the picture there was; null takes it away. */
    async setAvatar(accountId: string, avatar: { hash: string; picture: Buffer } | null): Promise<void> {
      await db.transaction().execute(async on => {
        await on
          .updateTable('accounts')
          .set({ avatar_hash: avatar?.hash ?? null })
          .where('id', '=', accountId)
          .execute()
        await on.deleteFrom('avatars').where('account_id', '=', accountId).execute()
        if (avatar)
          await on
            .insertInto('avatars')
            .values({ account_id: accountId, ...avatar })
            .execute()
      })
    },

    /** A picture as anyone may fetch it, or null. */
    async avatar(hash: string): Promise<Buffer | null> {
      const found = await db
        .selectFrom('avatars')
        .innerJoin('accounts', 'accounts.id', 'avatars.account_id')
        .select('picture')
        .where('avatars.hash', '=', hash)
        .where('accounts.suspended_at', 'is', null)
        .limit(1)
        .executeTakeFirst()
      return found?.picture ?? null
    },
  }
}
