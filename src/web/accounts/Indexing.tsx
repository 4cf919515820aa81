import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { call } from '../shell/api.ts'
import { notify } from '../shell/notice.tsx'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import css from './accounts.module.css'

/** Whether search engines may lead to the profile and its clips. */
export function Indexing({ handle }: { handle: string }) {
  const { say } = useWords()
  const isIndexed = useSignal<boolean | null>(null)
  useEffect(() => {
    void call('GET /public/accounts/{handle}', { path: { handle } }).then(
      found => (isIndexed.value = found.isIndexed),
      () => undefined,
    )
  }, [handle])
  const set = async (wanted: boolean) => {
    try {
      isIndexed.value = (await call('PATCH /api/account', { body: { isIndexed: wanted } })).isIndexed
    } catch {
      isIndexed.value = !wanted
      notify(say('error.offline'))
    }
  }
  return (
    <section class={shell.section}>
      <h2>{say('settings.outside')}</h2>
      <label class={css.switch}>
        <input
          type="checkbox"
          checked={isIndexed.value === true}
          disabled={isIndexed.value === null}
          onChange={event => void set(event.currentTarget.checked)}
        />
        {say('settings.indexed')}
      </label>
      <p class={css.quiet}>{say('settings.indexedMeans')}</p>
    </section>
  )
}
