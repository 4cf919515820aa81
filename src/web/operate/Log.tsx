import accounts from '../accounts/accounts.module.css'
import { call } from '../shell/api.ts'
import { usePaged } from '../shell/paged.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import css from './operate.module.css'

/** What staff did, newest first. */
export function Log() {
  const { say, language } = useWords()
  const { page, fault, more } = usePaged(cursor => call('GET /api/operate/acts', { query: cursor ? { cursor } : {} }))
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' })
  return (
    <section class={shell.section}>
      <h2>{say('operate.log')}</h2>
      <p class={accounts.quiet}>{say('operate.logMeans')}</p>
      {fault.value && <Alert>{fault.value}</Alert>}
      {page.value?.items.length === 0 && <p>{say('operate.noLog')}</p>}
      <ol class={css.log}>
        {page.value?.items.map(entry => (
          <li key={entry.id}>
            <p>
              <strong>{entry.by ? `@${entry.by}` : say(`operate.role.${entry.role}`)}</strong>{' '}
              {say(`operate.act.${entry.act}`)} {entry.subject}
              {entry.outcome !== 'done' && <span class={css.role}>{say(`operate.outcome.${entry.outcome}`)}</span>}
            </p>
            <p class={accounts.quiet}>
              {entry.why} · <time dateTime={entry.at}>{when.format(new Date(entry.at))}</time>
            </p>
          </li>
        ))}
      </ol>
      {page.value?.next && (
        <div>
          <button type="button" class={shell.button} onClick={more}>
            {say('list.more')}
          </button>
        </div>
      )}
    </section>
  )
}
