import { alikeBits, heldReason, type Likeness } from '../../core/moderation/likeness.ts'
import { type Print, quartersNear } from '../../core/videos/prints.ts'
import { type Database, sql, withoutDeadlock } from '../adapters/db/index.ts'
import { holdSubject, settleMeasure, tell } from './cases-store.ts'
import { openCase } from './reports-store.ts'

/** A picture of a clip, by the moment at which it is shown. */
export type Seen = Print & { atMs: number }

export interface ClipToHold {
  videoId: string
  /** The removed clip that it resembles. */
  removedId: string
  likeness: Likeness
  caseId: string
  decisionId: string
  at: Date
}

/** As the column has it: 64 bits with a sign. */
const written = (print: bigint): string => BigInt.asIntN(64, print).toString()
const read = (print: string): bigint => BigInt.asUintN(64, BigInt(print))

/** By what files and pictures are known again, and what is done where a decision has removed them. */
export function printsStore(db: Database) {
  return {
    /** Keeps the hash of a file as it was sent, once, and says it: a sound may take the place of the file's own later. */
    async keepFileHash(videoId: string, hash: string): Promise<string> {
      const kept = await db
        .updateTable('videos')
        .set({ file_hash: sql<string>`coalesce(file_hash, ${hash})` })
        .where('id', '=', videoId)
        .returning('file_hash')
        .executeTakeFirst()
      return kept?.file_hash ?? hash
    },

    /** The rule by which another clip of the same file was removed; null where none is. */
    async removedFile(hash: string, but: string) {
      const row = await db
        .selectFrom('removed_files')
        .innerJoin('decisions', 'decisions.id', 'removed_files.decision_id')
        .innerJoin('rules', 'rules.id', 'decisions.rule_id')
        .select(['rules.title_en', 'rules.title_fr'])
        .where('removed_files.file_hash', '=', hash)
        .where('removed_files.video_id', '<>', but)
        .limit(1)
        .executeTakeFirst()
      return row ?? null
    },

    /** Twice is once. Holds the clip's row, so that whoever removes it at this moment has these pictures or sees them added. */
    async keepPrints(videoId: string, seen: readonly Seen[]): Promise<void> {
      if (seen.length === 0) return
      await db.transaction().execute(async on => {
        const clip = await on
          .selectFrom('videos')
          .select('id')
          .where('id', '=', videoId)
          .forNoKeyUpdate()
          .executeTakeFirst()
        if (!clip) return
        await on
          .insertInto('video_prints')
          .values(seen.map(({ atMs, print }) => ({ video_id: videoId, at_ms: atMs, print: written(print) })))
          .onConflict(conflict => conflict.doNothing())
          .execute()
      })
    },

    /** Whether any picture of a removed clip is kept at all. */
    async hasRemoved(): Promise<boolean> {
      return (await db.selectFrom('removed_prints').select('video_id').limit(1).executeTakeFirst()) !== undefined
    },

    /** Removed clips, but this one, that have a picture like this one. Each quarter is answered out of its own index. */
    async removedLike(print: bigint, but: string): Promise<string[]> {
      const own = sql`${written(print)}::bigint`
      const [first, ...others] = quartersNear(print).map(
        (
          near,
          index,
        ) => sql`select video_id from removed_prints where ${sql.ref(`quarter_${index + 1}`)} = any(${near}::integer[])
          and bit_count((print # ${own})::bit(64)) <= ${alikeBits}`,
      )
      const { rows } = await sql<{ id: string }>`
        select distinct video_id as id from (${first} union all ${sql.join(others, sql` union all `)}) alike
        where video_id <> ${but}`.execute(db)
      return rows.map(({ id }) => id)
    },

    async printsOfRemoved(id: string): Promise<bigint[]> {
      const rows = await db
        .selectFrom('removed_prints')
        .select(sql<string>`print::text`.as('print'))
        .where('video_id', '=', id)
        .execute()
      return rows.map(({ print }) => read(print))
    },

    /**
     * Hides a clip until a moderator has decided about it, under the rule of the removal it resembles, and tells its author. False where
     * it was held before, whatever came of it, or where the removal does not stand any more.
     */
    async hold(clip: ClipToHold): Promise<boolean> {
      return withoutDeadlock(() => db.transaction().execute(on => holdIn(on, clip)))
    },

    /** The removal that the clip of a case resembles. */
    async resemblanceOf(caseId: string) {
      const row = await db
        .selectFrom('resemblances')
        .innerJoin('decisions', 'decisions.id', 'resemblances.decision_id')
        .innerJoin('rules', 'rules.id', 'decisions.rule_id')
        .select([
          'decisions.at',
          'decisions.reason',
          'rules.code',
          'rules.title_en',
          'rules.title_fr',
          'rules.text_en',
          'rules.text_fr',
          'resemblances.frames',
          'resemblances.of_frames',
          sql<boolean>`exists (select from removed_files where decision_id = decisions.id)`.as('is_standing'),
        ])
        .where('resemblances.case_id', '=', caseId)
        .executeTakeFirst()
      return row ?? null
    },
  }
}

async function holdIn(
  on: Database,
  { videoId, removedId, likeness, caseId, decisionId, at }: ClipToHold,
): Promise<boolean> {
  const owner = await on.selectFrom('videos').select('account_id').where('id', '=', videoId).executeTakeFirst()
  if (!owner) return false
  await holdSubject(on, { kind: 'video', subject_id: videoId, account_id: owner.account_id })
  const clip = await on
    .selectFrom('videos')
    .select([
      'account_id',
      'measure',
      sql<boolean>`exists (select from resemblances join cases on cases.id = resemblances.case_id
        where cases.kind = 'video' and cases.subject_id = videos.id)`.as('was_held'),
    ])
    .where('id', '=', videoId)
    .executeTakeFirst()
  if (!clip || clip.was_held || clip.measure === 'remove') return false
  const removal = await on
    .selectFrom('removed_files')
    .innerJoin('decisions', 'decisions.id', 'removed_files.decision_id')
    .innerJoin('cases', 'cases.id', 'decisions.case_id')
    .select(['decisions.id', 'decisions.rule_id', 'cases.is_grave'])
    .where('removed_files.video_id', '=', removedId)
    .executeTakeFirst()
  if (!removal) return false
  const found = { kind: 'video' as const, subjectId: videoId, concernedId: clip.account_id, foundBy: 'match' as const }
  const opened = await openCase(on, { ...found, id: caseId, isGrave: removal.is_grave, at })
  const hiding = { id: decisionId, case_id: opened.id, at, by_id: null, measure: 'hide' as const }
  await on
    .insertInto('decisions')
    .values({ ...hiding, rule_id: removal.rule_id, reason: heldReason, until: null, appeal_id: null })
    .execute()
  await on
    .insertInto('resemblances')
    .values({ case_id: opened.id, decision_id: removal.id, frames: likeness.frames, of_frames: likeness.of })
    .execute()
  await settleMeasure(on, 'video', videoId)
  await tell(on, 'decision', { accountId: clip.account_id, subjectId: decisionId, at, words: 'hide' })
  return true
}
