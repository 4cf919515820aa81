import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { csvOf } from '../../core/statistics/csv.ts'
import { type Range, ranges } from '../../core/statistics/days.ts'
import type { AccountStatistics, VideoStatistics } from '../../core/wire/statistics.ts'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { ByClip } from './ByClip.tsx'
import { Chart } from './Chart.tsx'
import { Parts } from './Parts.tsx'
import { saveTable } from './save-table.ts'
import css from './statistics.module.css'

const kinds = ['likes', 'comments', 'saves', 'follows'] as const
type Kind = (typeof kinds)[number]
type Found = AccountStatistics | (VideoStatistics & { videos?: undefined })

/** What came of the account's clips, or of one, in counts by day. */
export function StatisticsPage() {
  const { say } = useWords()
  const { id } = useRoute().params as { id?: string }
  useTitle(say(id ? 'title.clipStatistics' : 'title.posts'))
  return (
    <div class={shell.page}>
      <h1>{say(id ? 'title.clipStatistics' : 'title.posts')}</h1>
      {account.value === null ? (
        <p class={shell.lead}>{say('create.signInFirst')}</p>
      ) : (
        <>
          {id ? <Clip id={id} /> : <Parts here="statistics" />}
          {account.value && <Statistics key={id} id={id} />}
        </>
      )}
    </div>
  )
}

function Clip({ id }: { id: string }) {
  const { say } = useWords()
  const title = useSignal('')
  useEffect(() => {
    if (!account.value) return
    void call('GET /api/videos/{id}', { path: { id } }).then(
      ({ caption, fileName }) => (title.value = caption || fileName || say('posts.untitled')),
      () => undefined,
    )
  }, [id, account.value])
  return (
    <div class={css.head}>
      <p class={css.title}>{title.value}</p>
      <div class={shell.row}>
        <a class={shell.button} href={`/posts/${id}`}>
          {say('posts.edit')}
        </a>
        <a class={shell.button} href="/posts/statistics">
          {say('statistics.allClips')}
        </a>
      </div>
    </div>
  )
}

interface Props {
  id?: string | undefined
  /** The institution whose clips they are; else they are one's own. */
  handle?: string
}

const ask = ({ id, handle }: Props, query: { range: Range; offset: number }): Promise<Found> => {
  if (handle !== undefined)
    return id
      ? call('GET /api/institutions/{handle}/videos/{id}/statistics', { path: { handle, id }, query })
      : call('GET /api/institutions/{handle}/statistics', { path: { handle }, query })
  return id ? call('GET /api/videos/{id}/statistics', { path: { id }, query }) : call('GET /api/statistics', { query })
}

/** Numbers, picture and table; of one clip, or of all of an account. */
export function Statistics({ id, handle }: Props) {
  const { say, language } = useWords()
  const range = useSignal<Range>('28')
  const kind = useSignal<Kind>('likes')
  const found = useSignal<Found | null>(null)
  const fault = useSignal<string | null>(null)
  useEffect(() => {
    const query = { range: range.value, offset: -new Date().getTimezoneOffset() }
    let isOld = false
    ask({ id, ...(handle === undefined ? {} : { handle }) }, query).then(
      answer => {
        if (isOld) return
        found.value = answer
        fault.value = null
      },
      async error => {
        if (!isOld) fault.value = await wordsFor(error, language, say)
      },
    )
    return () => {
      isOld = true
    }
  }, [id, handle, range.value])
  return (
    <>
      <fieldset class={shell.choices}>
        <legend class="only-spoken">{say('statistics.range')}</legend>
        {ranges.map(value => (
          <label class={shell.choice} key={value}>
            <input type="radio" name="range" checked={range.value === value} onChange={() => (range.value = value)} />
            {value === 'all' ? say('statistics.all') : say('statistics.days', { n: Number(value) })}
          </label>
        ))}
      </fieldset>
      {fault.value && <Alert>{fault.value}</Alert>}
      <div class={css.body} aria-busy={found.value === null}>
        {found.value && <Numbers found={found.value} kind={kind.value} onKind={chosen => (kind.value = chosen)} />}
      </div>
      {found.value && <ByDay found={found.value} range={range.value} />}
      {found.value?.videos && (
        <ByClip
          videos={found.value.videos}
          since={found.value.since}
          until={found.value.until}
          at={one => (handle === undefined ? `/posts/${one}/statistics` : `/institutions/${handle}/statistics/${one}`)}
        />
      )}
      <p class={css.note}>{say('statistics.means')}</p>
    </>
  )
}

const kindsOf = ({ totals }: Found): Kind[] => kinds.filter(kind => kind in totals)
const countOf = (counts: Partial<Record<Kind, number>>, kind: Kind): number => counts[kind] ?? 0

/** The sum of each kind, of which one is drawn. */
function Numbers({ found, kind, onKind }: { found: Found; kind: Kind; onKind(kind: Kind): void }) {
  const { say, language } = useWords()
  const number = new Intl.NumberFormat(language)
  const values = found.days.map(day => countOf(day, kind))
  return (
    <>
      <fieldset class={css.kinds}>
        <legend class="only-spoken">{say('statistics.kind')}</legend>
        {kindsOf(found).map(name => (
          <label class={css.kind} key={name}>
            <input type="radio" name="kind" checked={kind === name} onChange={() => onKind(name)} />
            <span>{say(`statistics.${name}`)}</span>
            <strong>{number.format(countOf(found.totals, name))}</strong>
          </label>
        ))}
      </fieldset>
      {countOf(found.totals, kind) === 0 ? (
        <p class={css.nothing}>{say(`statistics.nothing.${kind}`)}</p>
      ) : (
        <Chart days={found.days.map(({ day }) => day)} values={values} name={say(`statistics.${kind}`)} />
      )}
    </>
  )
}

/** The numbers that are drawn, as a table and as a file. */
function ByDay({ found, range }: { found: Found; range: Range }) {
  const { say, language } = useWords()
  const number = new Intl.NumberFormat(language)
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })
  const shown = kindsOf(found)
  const names = [say('statistics.dayName'), ...shown.map(kind => say(`statistics.${kind}`))]
  const isSome = (one: Found['days'][number]) => shown.some(kind => countOf(one, kind) > 0)
  const rows = found.days.filter(one => range !== 'all' || isSome(one)).reverse()
  const save = () =>
    saveTable(
      `statistics-${found.since}-${found.until}`,
      csvOf([names, ...found.days.map(one => [one.day, ...shown.map(kind => countOf(one, kind))])]),
    )
  return (
    <div class={css.byDay}>
      <details class={css.details}>
        <summary>{say('statistics.asTable')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
        <section class={css.scroll} tabIndex={0} aria-label={say('statistics.asTable')}>
          <table class={css.table}>
            <thead>
              <tr>
                {names.map(name => (
                  <th scope="col" key={name}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(one => (
                <tr key={one.day}>
                  <th scope="row">{day.format(new Date(one.day))}</th>
                  {shown.map(kind => (
                    <td key={kind}>{number.format(countOf(one, kind))}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        {range === 'all' && <p class={css.note}>{say('statistics.someDays')}</p>}
      </details>
      <button type="button" class={shell.button} onClick={save}>
        {say('statistics.csv')}
      </button>
    </div>
  )
}
