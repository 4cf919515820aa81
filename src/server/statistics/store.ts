import { type Database, type RawBuilder, sql } from '../adapters/db/index.ts'

/** From one moment to another, cut into days that begin where the first one does. */
export interface Span {
  from: Date
  to: Date
}
export interface Counted {
  at: Date
  n: number
}
export interface CountedVideo {
  id: string
  caption: string
  published_at: Date | null
  likes: number
  comments: number
  saves: number
}
/** Where a clip’s acts stand. */
type Table = 'likes' | 'comments' | 'saves'

export type StatisticsStore = ReturnType<typeof statisticsStore>

/** Acts counted by the day they were done. Each count walks an index of what it counts and no further. */
export function statisticsStore(db: Database) {
  const byDay = async (acts: RawBuilder<unknown>, at: string, { from, to }: Span): Promise<Counted[]> => {
    const when = sql.ref(at)
    const { rows } = await sql<Counted>`
      select date_bin('1 day', ${when}, ${from}::timestamptz) as at, count(*)::int as n from ${acts}
      and ${when} >= ${from} and ${when} < ${to} group by 1`.execute(db)
    return rows
  }
  // What nobody is shown is not counted.
  const standing = (table: Table) => (table === 'comments' ? sql`and not held and not withheld` : sql``)
  const ofClips = (table: Table, accountId: string) =>
    sql`${sql.table(table)} join videos on videos.id = ${sql.ref(`${table}.video_id`)}
      where videos.account_id = ${accountId} ${standing(table)}`
  const ofClip = (table: Table, videoId: string) =>
    sql`${sql.table(table)} where video_id = ${videoId} ${standing(table)}`

  return {
    async accountBegan(accountId: string): Promise<Date> {
      const { created_at } = await db
        .selectFrom('accounts')
        .select('created_at')
        .where('id', '=', accountId)
        .executeTakeFirstOrThrow()
      return created_at
    },

    async videoBegan(videoId: string): Promise<Date | null> {
      const found = await db.selectFrom('videos').select('created_at').where('id', '=', videoId).executeTakeFirst()
      return found?.created_at ?? null
    },

    async authorOf(videoId: string): Promise<string | null> {
      const found = await db.selectFrom('videos').select('account_id').where('id', '=', videoId).executeTakeFirst()
      return found?.account_id ?? null
    },

    async ofAccount(accountId: string, span: Span) {
      const [likes, comments, saves, follows] = await Promise.all([
        byDay(ofClips('likes', accountId), 'likes.created_at', span),
        byDay(ofClips('comments', accountId), 'comments.created_at', span),
        byDay(ofClips('saves', accountId), 'saves.created_at', span),
        byDay(sql`follows where followed_id = ${accountId}`, 'accepted_at', span),
      ])
      return { likes, comments, saves, follows }
    },

    async ofVideo(videoId: string, span: Span) {
      const [likes, comments, saves] = await Promise.all([
        byDay(ofClip('likes', videoId), 'created_at', span),
        byDay(ofClip('comments', videoId), 'created_at', span),
        byDay(ofClip('saves', videoId), 'created_at', span),
      ])
      return { likes, comments, saves }
    },

    /** The account’s clips with the most acts of a span. */
    async videosOf(accountId: string, { from, to }: Span, most: number): Promise<CountedVideo[]> {
      const counted = (table: Table) => sql`
        select video_id, ${table} as kind, count(*) as n from ${ofClips(table, accountId)}
        and ${sql.ref(`${table}.created_at`)} >= ${from} and ${sql.ref(`${table}.created_at`)} < ${to} group by 1`
      const of = (table: Table) => sql`coalesce(sum(n) filter (where kind = ${table}), 0)::int as ${sql.ref(table)}`
      const { rows } = await sql<CountedVideo>`
        select videos.id, caption, published_at, ${of('likes')}, ${of('comments')}, ${of('saves')}
        from (${counted('likes')} union all ${counted('comments')} union all ${counted('saves')}) acts
        join videos on videos.id = video_id
        group by videos.id order by sum(n) desc, videos.id desc limit ${most}`.execute(db)
      return rows
    },
  }
}
