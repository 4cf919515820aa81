import type { Rule } from '../../core/moderation/rules.ts'
import { type Database, holdName } from '../adapters/db/index.ts'

export type RuleRow = Awaited<ReturnType<ReturnType<typeof rulesStore>['rulesInForce']>>[number]

/** The published rules. Other words are a new row: a decision keeps the words it was made under. */
export function rulesStore(db: Database) {
  const all = (on: Database) =>
    on
      .selectFrom('rules')
      .select(['id', 'code', 'place', 'title_en', 'title_fr', 'text_en', 'text_fr', 'since', 'until'])
  const inForce = (on: Database) => all(on).where('until', 'is', null).orderBy('place').orderBy('code')
  return {
    rulesInForce: () => inForce(db).execute(),

    rulesPast: (limit: number) =>
      all(db).where('until', 'is not', null).orderBy('until', 'desc').orderBy('code').limit(limit).execute(),

    /** Puts a rule in these words at a place, and moves those behind it. `most`: there is no room for another. */
    async setRule({ id, code, title, text }: Rule & { id: string }, place: number, most: number, at: Date) {
      return db.transaction().execute(async on => {
        await holdName(on, 'rules')
        const there = await inForce(on).execute()
        const old = there.find(one => one.code === code)
        if (!old && there.length >= most) return 'most'
        if (old) await on.updateTable('rules').set({ until: at }).where('id', '=', old.id).execute()
        await on
          .insertInto('rules')
          .values({
            id,
            code,
            place,
            title_en: title.en,
            title_fr: title.fr,
            text_en: text.en,
            text_fr: text.fr,
            since: at,
            until: null,
          })
          .execute()
        const others = there.filter(one => one.code !== code)
        const order = [...others.slice(0, place).map(one => one.id), id, ...others.slice(place).map(one => one.id)]
        for (const [n, one] of order.entries())
          await on.updateTable('rules').set({ place: n }).where('id', '=', one).execute()
        return 'set'
      })
    },

    /** Ends a rule. What was decided under it stands. */
    async endRule(code: string, at: Date): Promise<'ended' | 'missing' | 'last'> {
      return db.transaction().execute(async on => {
        await holdName(on, 'rules')
        const there = await inForce(on).execute()
        if (!there.some(one => one.code === code)) return 'missing'
        if (there.length === 1) return 'last'
        await on.updateTable('rules').set({ until: at }).where('code', '=', code).where('until', 'is', null).execute()
        return 'ended'
      })
    },
  }
}
