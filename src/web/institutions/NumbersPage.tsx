import { SignInFirst } from '../accounts/SignInFirst.tsx'
import { Statistics } from '../create/StatisticsPage.tsx'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import css from './institutions.module.css'

/** What came of the institution's clips, or of one, in counts by day; for all who act for it. */
export function NumbersPage({ handle, id }: { handle: string; id?: string | undefined }) {
  const { say } = useWords()
  const title = say(id ? 'title.clipStatistics' : 'numbers.title')
  useTitle(`${title} · @${handle}`)
  return (
    <div class={shell.page}>
      <header class={css.head}>
        <p class={css.quiet}>
          {id ? (
            <a href={`/institutions/${handle}/statistics`}>{say('numbers.all', { handle })}</a>
          ) : (
            <a href={`/institutions/${handle}`}>@{handle}</a>
          )}
        </p>
        <h1>{title}</h1>
        {id && (
          <p>
            <a href={`/@${handle}/video/${id}`}>{say('record.video')}</a>
          </p>
        )}
      </header>
      {account.value ? <Statistics handle={handle} id={id} /> : account.value === null && <SignInFirst />}
    </div>
  )
}
