/** Rows that were written all at once, beside what triggers make of the same acts one by one; nothing of it stays. */
import type { Filled } from './filled-shore.ts'

const sample = 40

/** What is kept, as lines that can be compared, of the sample of clips and of accounts. */
const kept = {
  words: `select video_id, published_at, duration_ms, language, has_captions, words from video_words where video_id in (select id from sampled)`,
  tags: `select tag, video_id, published_at from video_tags where video_id in (select id from sampled)`,
  vocabulary: `select word, grams from words`,
  people: `select account_id, handle, words from account_words where account_id in (select id from sampled_people)`,
  counts: `select id, likes, saves, reposts, comments from videos where id in (select id from sampled)`,
  replies: `select id, replies from comments where video_id in (select id from sampled)`,
  notices: `select account_id, kind, subject_id, since, video_id, at from notices where kind <> 'ready' and (video_id in (select id from sampled)
    or (kind = 'follow' and account_id in (select id from sampled_people)))`,
} as const

/** Which kinds of rows are not what triggers make; empty where all are. */
export async function differences(query: Filled['query']): Promise<string[]> {
  const ties = ['likes', 'saves', 'reposts', 'comments']
  await query('begin')
  try {
    await query(`
      set local session_replication_role = replica;
      create temporary table sampled on commit drop as select id from clips order by random() limit ${sample};
      create temporary table sampled_people on commit drop as select id from people order by random() limit ${sample}`)
    for (const [name, text] of Object.entries(kept))
      await query(`create temporary table kept_${name} on commit drop as ${text}`)
    for (const table of ties)
      await query(`
        create temporary table acts_${table} on commit drop as select * from ${table} where video_id in (select id from sampled);
        delete from ${table} where video_id in (select id from sampled)`)
    await query(`
      create temporary table acts_follows on commit drop as select * from follows where followed_id in (select id from sampled_people);
      delete from follows where followed_id in (select id from sampled_people);
      delete from notices where video_id in (select id from sampled) or account_id in (select id from sampled_people);
      delete from video_words where video_id in (select id from sampled);
      delete from video_tags where video_id in (select id from sampled);
      delete from account_words where account_id in (select id from sampled_people);
      update videos set likes = 0, saves = 0, reposts = 0, comments = 0 where id in (select id from sampled);
      update acts_comments set replies = 0`)
    await query(`
      set local session_replication_role = origin;
      update videos set caption = caption where id in (select id from sampled);
      update accounts set name = name where id in (select id from sampled_people);
      insert into comments select * from acts_comments where parent_id is null;
      insert into comments select * from acts_comments where parent_id is not null;
      insert into follows select * from acts_follows`)
    for (const table of ties.slice(0, 3)) await query(`insert into ${table} select * from acts_${table}`)
    const wrong: string[] = []
    for (const [name, text] of Object.entries(kept)) {
      const [row] = await query<{ n: number }>(`
        with now_kept as (${text})
        select (select count(*) from (table kept_${name} except table now_kept) gone)
          + (select count(*) from (table now_kept except table kept_${name}) come) as n`)
      if (Number(row!.n) > 0) wrong.push(`${row!.n} of ${name}`)
    }
    return wrong
  } finally {
    await query('rollback')
  }
}
