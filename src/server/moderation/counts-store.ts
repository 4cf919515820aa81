import type { Category } from '../../core/moderation/categories.ts'
import type { Measure } from '../../core/moderation/measures.ts'
import { type Database, sql } from '../adapters/db/index.ts'

export interface MonthRow {
  month: string
  reports: number
  categories: { category: Category; n: number }[]
  cases: number
  found: number
  measures: { measure: Measure; n: number }[]
  rules: { rule: string; title: { en: string; fr: string }; n: number }[]
  median_hours: number | null
  grave: { cases: number; inTime: number; late: number; open: number }
  appeals: { made: number; stands: number; overturned: number; open: number }
  requests: { made: number; corrected: number; upheld: number; declined: number; open: number; late: number }
}

/** Counts of what was reported and decided, by month. Nothing in them names anybody. */
export function countsStore(db: Database) {
  return {
    async months(now: Date, most: number): Promise<MonthRow[]> {
      const within = (column: string) =>
        sql`${sql.raw(column)} >= month.first and ${sql.raw(column)} < month.first + interval '1 month'`
      const { rows } = await sql<MonthRow>`
        select to_char(month.first at time zone 'UTC', 'YYYY-MM') as month,
          (select count(*)::int from reports where ${within('created_at')}) as reports,
          coalesce((select json_agg(json_build_object('category', category, 'n', n) order by n desc, category) from (
            select category, count(*)::int as n from reports where ${within('created_at')} group by category) counted), '[]') as categories,
          opened.cases, opened.found,
          coalesce((select json_agg(json_build_object('measure', measure, 'n', n) order by n desc, measure) from (
            select measure, count(*)::int as n from decisions where ${within('at')} group by measure) counted), '[]') as measures,
          coalesce((select json_agg(json_build_object('rule', code, 'title', json_build_object('en', en, 'fr', fr), 'n', n) order by n desc, code)
            from (select code, max(title_en) as en, max(title_fr) as fr, count(*)::int as n
              from decisions join rules on rules.id = rule_id where ${within('at')} and measure not in ('dismiss', 'restore') group by code) counted), '[]') as rules,
          (select percentile_cont(0.5) within group (order by extract(epoch from closed_at - opened_at) / 3600)
            from cases where ${within('closed_at')} and state = 'decided') as median_hours,
          json_build_object('cases', opened.grave, 'inTime', opened.in_time, 'late', opened.late, 'open', opened.grave_open) as grave,
          (select json_build_object('made', count(*), 'stands', count(*) filter (where outcome = 'stands'),
            'overturned', count(*) filter (where outcome = 'overturned'), 'open', count(*) filter (where outcome is null))
            from appeals where ${within('created_at')}) as appeals,
          (select json_build_object('made', count(*), 'corrected', count(*) filter (where outcome = 'corrected'),
            'upheld', count(*) filter (where outcome = 'upheld'), 'declined', count(*) filter (where outcome = 'declined'),
            'open', count(*) filter (where state in ('open', 'more')),
            'late', count(*) filter (where due_at < case state when 'answered' then changed_at when 'open' then ${now} end))
            from requests where ${within('created_at')}) as requests
        from generate_series(
            (select date_trunc('month', least(min(opened_at), (select min(created_at) from requests), ${now}), 'UTC') from cases), ${now}::timestamptz, interval '1 month') as month (first)
          cross join lateral (
            select count(*)::int as cases, count(*) filter (where found_by <> 'report')::int as found,
              count(*) filter (where is_grave)::int as grave,
              count(*) filter (where is_grave and closed_at <= due_at)::int as in_time,
              count(*) filter (where is_grave and coalesce(closed_at, ${now}) > due_at)::int as late,
              count(*) filter (where is_grave and state = 'open')::int as grave_open
            from cases where ${within('opened_at')}) opened
        order by month.first desc limit ${most}`.execute(db)
      return rows
    },
  }
}
