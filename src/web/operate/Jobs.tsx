import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import accounts from '../accounts/accounts.module.css'
import { call } from '../shell/api.ts'
import { refusalWords } from '../shell/declined.ts'
import { useRead } from '../shell/read.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { askWhy } from './act.tsx'
import css from './operate.module.css'

/** What waits, and which clips were given up for a fault of the shore. */
export function Jobs() {
  const { say } = useWords()
  const { found, fault, load } = useRead(() => call('GET /api/operate/jobs'))
  const jobs = found.value
  return (
    <>
      <section class={shell.section}>
        <h2>{say('operate.waiting')}</h2>
        {fault.value && <Alert>{fault.value}</Alert>}
        {jobs?.waiting.length === 0 && <p>{say('operate.nothingWaits')}</p>}
        <ul class={accounts.sessions}>
          {jobs?.waiting.map(job => (
            <li key={job.task}>{say('operate.jobLine', job)}</li>
          ))}
        </ul>
      </section>
      <section class={shell.section}>
        <h2>{say('operate.dead')}</h2>
        {jobs?.dead.length === 0 && <p>{say('operate.noDead')}</p>}
        <ul class={accounts.sessions}>
          {jobs?.dead.map(clip => (
            <li class={css.account} key={clip.id}>
              <div>
                <strong>@{clip.handle}</strong>
                <p class={accounts.quiet}>
                  <Reason code={clip.code} />
                </p>
                <code class={accounts.quiet}>{clip.id}</code>
              </div>
              <button
                type="button"
                class={shell.button}
                onClick={() =>
                  askWhy(`${say('operate.retry')}: @${clip.handle}`, async why => {
                    await call('POST /api/operate/videos/{id}/retry', { path: { id: clip.id }, body: { why } })
                    await load()
                    return undefined
                  })
                }
              >
                {say('operate.retry')}
              </button>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function Reason({ code }: { code: string }) {
  const { language } = useWords()
  const words = useSignal<string | null>(null)
  useEffect(() => void refusalWords(code, {}, language).then(found => (words.value = found)), [code, language])
  return <>{words.value ?? code}</>
}
