import { csvOf } from '../../core/statistics/csv.ts'
import type { AccountStatistics } from '../../core/wire/statistics.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { saveTable } from './save-table.ts'
import css from './statistics.module.css'

type Props = Pick<AccountStatistics, 'videos' | 'since' | 'until'> & {
  /** The address of a clip's own statistics. */
  at(id: string): string
}

/** The clips with the most of it, each leading to its own statistics. */
export function ByClip({ videos, since, until, at }: Props) {
  const { say, language } = useWords()
  const number = new Intl.NumberFormat(language)
  if (videos.length === 0) return null
  const names = [say('statistics.clip'), say('statistics.likes'), say('statistics.comments'), say('statistics.saves')]
  const save = () =>
    saveTable(
      `clips-${since}-${until}`,
      csvOf([
        [...names, say('statistics.address')],
        ...videos.map(({ id, caption, likes, comments, saves }) => [
          caption,
          likes,
          comments,
          saves,
          new URL(at(id), location.href).href,
        ]),
      ]),
    )
  return (
    <section class={css.byClip}>
      <h2>{say('statistics.byClip')}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <section class={css.scroll} tabIndex={0} aria-label={say('statistics.byClip')}>
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
            {videos.map(({ id, caption, likes, comments, saves }) => (
              <tr key={id}>
                <th scope="row">
                  <a href={at(id)}>{caption || say('posts.untitled')}</a>
                </th>
                <td>{number.format(likes)}</td>
                <td>{number.format(comments)}</td>
                <td>{number.format(saves)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div>
        <button type="button" class={shell.button} onClick={save}>
          {say('statistics.csvClips')}
        </button>
      </div>
    </section>
  )
}
