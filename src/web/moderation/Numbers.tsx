import type { ModerationCounts, ModerationMonth } from '../../core/wire/moderation.ts'
import shell from '../shell/shell.module.css'
import type { Language, Say } from '../shell/words.ts'
import css from './moderation.module.css'

interface Around {
  say: Say
  language: Language
}

/** What waits, and every month in a table; it reads without JavaScript as well. */
export function Numbers({ counts, say, language }: { counts: ModerationCounts } & Around) {
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })
  return (
    <>
      <section class={shell.section}>
        <h2>{say('numbers.waits')}</h2>
        <dl class={shell.facts}>
          <dt>{say('numbers.open')}</dt>
          <dd>{counts.open}</dd>
          <dt>{say('numbers.graveOpen')}</dt>
          <dd>{counts.graveOpen}</dd>
          <dt>{say('numbers.late')}</dt>
          <dd>{counts.late}</dd>
          <dt>{say('numbers.askedWaits')}</dt>
          <dd>{counts.requests.open}</dd>
          <dt>{say('numbers.askedWaitsLate')}</dt>
          <dd>{counts.requests.late}</dd>
        </dl>
        {counts.nextGraveDueAt && (
          <p>{say('numbers.due', { at: `${when.format(new Date(counts.nextGraveDueAt))} UTC` })}</p>
        )}
      </section>
      {counts.months.map(month => (
        <Month key={month.month} month={month} say={say} language={language} />
      ))}
    </>
  )
}

function Month({ month, say, language }: { month: ModerationMonth } & Around) {
  const name = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month.month}-01T00:00:00Z`),
  )
  const rows: [string, string | number][] = [
    [say('numbers.reports'), month.reports],
    ...month.categories.map(({ category, n }): [string, number] => [`– ${say(`report.category.${category}`)}`, n]),
    [say('numbers.cases'), month.cases],
    [say('numbers.found'), month.found],
    ...month.measures.map(({ measure, n }): [string, number] => [say(`numbers.measure.${measure}`), n]),
    ...month.rules.map(({ title, n }): [string, number] => [say('numbers.byRule', { title: title[language] }), n]),
    [say('numbers.hours'), month.medianHours ?? '–'],
    [say('numbers.grave'), month.grave.cases],
    [say('numbers.inTime'), month.grave.inTime],
    [say('numbers.graveLate'), month.grave.late],
    [say('numbers.appeals'), month.appeals.made],
    [say('numbers.stands'), month.appeals.stands],
    [say('numbers.overturned'), month.appeals.overturned],
    [say('numbers.appealsOpen'), month.appeals.open],
    [say('numbers.asked'), month.requests.made],
    [say('numbers.askedDone'), month.requests.corrected],
    [say('numbers.askedUpheld'), month.requests.upheld],
    [say('numbers.askedDeclined'), month.requests.declined],
    [say('numbers.askedOpen'), month.requests.open],
    [say('numbers.askedLate'), month.requests.late],
  ]
  return (
    <section class={shell.section}>
      <h2>{name}</h2>
      <table class={css.table}>
        <caption class="only-spoken">{name}</caption>
        <tbody>
          {rows.map(([label, n]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{n}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
