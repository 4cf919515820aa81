import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { countFailed } from '../../core/institutions/digest.ts'
import { SignInFirst } from '../accounts/SignInFirst.tsx'
import { momentIn } from '../create/When.tsx'
import { call } from '../shell/api.ts'
import { useRead } from '../shell/read.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { type DigestsFault, entriesOf, faultOfDigests, type ReadDigests, readDigests } from './digests.ts'
import css from './institutions.module.css'
import { Week } from './Week.tsx'
import week from './week.module.css'

/** What the officer knows, as of now, and every digest that was signed. */
export function OverviewPage({ handle }: { handle: string }) {
  const { say } = useWords()
  useTitle(`${say('overview.title')} · @${handle}`)
  return (
    <div class={shell.page}>
      <header class={css.head}>
        <p class={css.quiet}>
          <a href={`/institutions/${handle}`}>@{handle}</a>
        </p>
        <h1>{say('overview.title')}</h1>
        <p class={shell.lead}>{say('overview.lead')}</p>
      </header>
      {account.value && <Now handle={handle} />}
      {account.value === null && <SignInFirst />}
    </div>
  )
}

function Now({ handle }: { handle: string }) {
  const { found, fault } = useRead(async () => {
    const now = await call('GET /api/institutions/{handle}/overview', { path: { handle } })
    return { now, entries: await entriesOf(handle, now.happened) }
  })
  if (fault.value) return <Alert>{fault.value}</Alert>
  if (!found.value) return null
  const { now, entries } = found.value
  return (
    <>
      <Week handle={handle} told={now} entries={entries} seats={now.canAct} />
      <Digests handle={handle} />
    </>
  )
}

function Digests({ handle }: { handle: string }) {
  const { say, language } = useWords()
  const { found, fault } = useRead(() => readDigests(handle))
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
  return (
    <section class={shell.section}>
      <h2>{say('digest.all')}</h2>
      {fault.value && <Alert>{fault.value}</Alert>}
      {found.value && <Checked handle={handle} all={found.value} />}
      <ul class={css.list}>
        {[...(found.value?.items ?? [])].reverse().map(({ digest }) => {
          const n = countFailed(digest.failed)
          return (
            <li key={digest.number}>
              <a class={week.digest} href={`/institutions/${handle}/digests/${digest.number}`}>
                <span>
                  <strong>{say('digest.name', { n: digest.number })}</strong>
                  <span class={css.quiet}>{day.formatRange(new Date(digest.from), new Date(digest.until))}</span>
                </span>
                <span class={n > 0 ? `${css.tag} ${week.bad}` : css.tag}>
                  {n > 0 ? say('week.failed', { n }) : say('digest.well')}
                </span>
              </a>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Checked({ handle, all }: { handle: string; all: ReadDigests }) {
  const { say, language } = useWords()
  const checked = useSignal<DigestsFault | 'checking'>('checking')
  useEffect(() => {
    void faultOfDigests(handle, all).then(fault => (checked.value = fault))
  }, [all])
  const { value } = checked
  const last = all.items.at(-1)
  if (!last) return <p class={css.quiet}>{say('digest.none')}</p>
  if (value && value !== 'checking') return <Alert>{say(`digest.fault.${value.fault}`, { n: value.number })}</Alert>
  return (
    <p class={css.verdict} role="status">
      {value === null && <Icon name="check" />}
      {value === null
        ? say('digest.wholeAll', { n: all.items.length, at: momentIn(last.digest.until, language) })
        : say('digest.checking')}
    </p>
  )
}
