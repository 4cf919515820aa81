import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Digest } from '../../core/institutions/digest.ts'
import type { Leaf } from '../../core/ledger/leaf.ts'
import type { DigestOpened } from '../../core/wire/digest.ts'
import { SignInFirst } from '../accounts/SignInFirst.tsx'
import { momentIn } from '../create/When.tsx'
import { call } from '../shell/api.ts'
import { useRead } from '../shell/read.ts'
import { saveFile } from '../shell/save-file.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { type DigestsFault, entriesOf, faultOfDigest, namesIn, readDigests } from './digests.ts'
import css from './institutions.module.css'
import { Week } from './Week.tsx'

/** One week as it was signed, checked in this browser. */
export function DigestPage({ handle, id }: { handle: string; id?: string | undefined }) {
  const { say } = useWords()
  const number = Number(id)
  const title = say('digest.name', { n: number })
  useTitle(`${title} · @${handle}`)
  return (
    <div class={shell.page}>
      <header class={css.head}>
        <p class={css.quiet}>
          <a href={`/institutions/${handle}/overview`}>{say('overview.title')}</a>
        </p>
        <h1>{title}</h1>
      </header>
      {account.value && <Loaded handle={handle} number={number} />}
      {account.value === null && <SignInFirst />}
    </div>
  )
}

function Loaded({ handle, number }: { handle: string; number: number }) {
  const { say, language } = useWords()
  const { found, fault } = useRead(async () => {
    const one = await call('GET /api/institutions/{handle}/digests/{number}', { path: { handle, number } })
    const [names, entries] = await Promise.all([namesIn(one), entriesOf(handle, one.digest.happened)])
    return { one, names, entries }
  })
  if (fault.value) return <Alert>{fault.value}</Alert>
  if (!found.value) return null
  const { one, names, entries } = found.value
  const { digest } = one
  const save = () =>
    saveFile(`${handle}-digest-${number}.json`, new Blob([JSON.stringify(one, null, 2)], { type: 'application/json' }))
  return (
    <>
      <p>
        {say('digest.lead', { from: momentIn(digest.from, language), until: momentIn(digest.until, language), handle })}
      </p>
      <Verdict handle={handle} one={one} entries={entries} />
      <div class={shell.row}>
        <button type="button" class={shell.button} onClick={save}>
          <Icon name="download" />
          {say('digest.save')}
        </button>
      </div>
      <Week
        handle={handle}
        told={digest as Digest}
        entries={entries}
        seats={digest.canAct.map((seat, place) => ({ ...seat, handle: names[place] ?? null }))}
      />
    </>
  )
}

interface Given {
  handle: string
  one: DigestOpened
  entries: ReadonlyMap<number, Leaf>
}

function Verdict({ handle, one, entries }: Given) {
  const { say } = useWords()
  const checked = useSignal<DigestsFault | 'checking' | 'unread'>('checking')
  useEffect(() => {
    void readDigests(handle)
      .then(all => faultOfDigest(handle, { one, entries }, all))
      .then(
        fault => (checked.value = fault),
        () => (checked.value = 'unread'),
      )
  }, [one])
  const { value } = checked
  if (value === 'unread') return <Alert>{say('digest.unread')}</Alert>
  if (value && value !== 'checking') return <Alert>{say(`digest.fault.${value.fault}`, { n: value.number })}</Alert>
  return (
    <p class={css.verdict} role="status">
      {value === null && <Icon name="check" />}
      {say(value === null ? 'digest.whole' : 'digest.checking')}
    </p>
  )
}
