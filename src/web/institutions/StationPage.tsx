import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { institutionLimits } from '../../core/institutions/limits.ts'
import type { Station } from '../../core/wire/station.ts'
import { useForm } from '../accounts/form.ts'
import { makePasskey, usePasskey } from '../accounts/passkeys.ts'
import { call, Declined } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './institutions.module.css'
import { StationPost } from './StationPost.tsx'

const lookEveryMs = 4000

/** A device that posts for one institution, and shows nothing else of the shore: no feed, no account, no place. */
export function StationPage() {
  const { say, language } = useWords()
  useTitle(say('station.title'))
  const station = useSignal<Station | null | undefined>(undefined)
  const fault = useSignal<string | null>(null)
  const look = async () => {
    try {
      station.value = await call('GET /api/station')
      fault.value = null
    } catch (error) {
      if (error instanceof Declined && error.problem.status === 401) station.value = null
      else fault.value = await wordsFor(error, language, say)
    }
  }
  const isWaiting = station.value?.institution === null
  useEffect(() => {
    void look()
    if (!isWaiting) return
    const timer = setInterval(() => document.visibilityState === 'visible' && void look(), lookEveryMs)
    return () => clearInterval(timer)
  }, [isWaiting])
  const one = station.value
  return (
    <div class={shell.page}>
      <h1>{say('station.title')}</h1>
      {fault.value && <Alert>{fault.value}</Alert>}
      {one === null && <Closed onOpen={opened => (station.value = opened)} />}
      {one && one.institution === null && <Waiting code={one.code ?? ''} name={one.name} />}
      {one?.institution && (
        <>
          <StationPost station={one} institution={one.institution} onPosted={look} />
          <Close onClosed={() => (station.value = null)} />
        </>
      )}
    </div>
  )
}

function Closed({ onOpen }: { onOpen(station: Station): void }) {
  const { say } = useWords()
  const opening = useForm(async () => {
    const use = await usePasskey(await call('POST /api/station/open-options'))
    onOpen(await call('POST /api/station/open', { body: { use } }))
  })
  const making = useForm(async ({ name = '' }) => {
    const passkey = await makePasskey(await call('POST /api/station/options'))
    onOpen(await call('POST /api/station', { body: { name, passkey } }))
  })
  return (
    <>
      <p class={shell.lead}>{say('station.means')}</p>
      {opening.fault.value && <Alert>{opening.fault.value.text}</Alert>}
      <form onSubmit={opening.onSubmit}>
        <button type="submit" class={`${shell.button} ${shell.primary}`} disabled={opening.isSending.value}>
          <Icon name="key-round" />
          {say('station.open')}
        </button>
      </form>
      <section class={shell.section}>
        <h2>{say('station.make')}</h2>
        <p class={css.quiet}>{say('station.makeMeans')}</p>
        <form class={css.proposing} onSubmit={making.onSubmit}>
          <Field
            name="name"
            label={say('station.name')}
            hint={say('station.nameHint')}
            required
            maxLength={institutionLimits.maxStationNameCharacters}
            autocomplete="off"
          />
          {making.fault.value && <Alert>{making.fault.value.text}</Alert>}
          <div>
            <button type="submit" class={shell.button} disabled={making.isSending.value}>
              {say('station.makeDo')}
            </button>
          </div>
        </form>
      </section>
    </>
  )
}

function Waiting({ code, name }: { code: string; name: string }) {
  const { say } = useWords()
  return (
    <section class={css.asked}>
      <h2 dir="auto">{name}</h2>
      <p>{say('station.waits')}</p>
      <output class={css.code}>{code}</output>
      <p class={css.quiet}>{say('station.waitsMeans')}</p>
    </section>
  )
}

function Close({ onClosed }: { onClosed(): void }) {
  const { say } = useWords()
  const { isSending, fault, onSubmit } = useForm(async () => {
    await call('DELETE /api/station/open')
    onClosed()
  })
  return (
    <form class={shell.section} onSubmit={onSubmit}>
      {fault.value && <Alert>{fault.value.text}</Alert>}
      <div>
        <button type="submit" class={shell.button} disabled={isSending.value}>
          <Icon name="lock" />
          {say('station.close')}
        </button>
      </div>
    </form>
  )
}
