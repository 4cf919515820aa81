import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Institution } from '../../core/wire/institution.ts'
import { useForm } from '../accounts/form.ts'
import { usePasskey } from '../accounts/passkeys.ts'
import { SignInFirst } from '../accounts/SignInFirst.tsx'
import { call } from '../shell/api.ts'
import { notify } from '../shell/notice.tsx'
import { useRead } from '../shell/read.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { OnceMore } from '../ui/OnceMore.tsx'
import { sheetLeft } from '../ui/Sheet.tsx'
import { channelWords } from './Doing.tsx'
import { Founding } from './Founding.tsx'
import { Glasses } from './Glasses.tsx'
import css from './institutions.module.css'
import { MandateWords } from './MandateWords.tsx'
import { doesAnswer, FailedFirst, Overseen } from './Overseen.tsx'
import { Queue } from './Queue.tsx'
import { Stations } from './Stations.tsx'

/** One institution as those see it who act for it, or are asked to. */
export function InstitutionPage({ handle }: { handle: string }) {
  useTitle(`@${handle}`)
  return (
    <div class={shell.page}>
      {account.value ? <Loaded handle={handle} /> : <h1>@{handle}</h1>}
      {account.value === null && <SignInFirst />}
    </div>
  )
}

function Loaded({ handle }: { handle: string }) {
  const { say } = useWords()
  const { found, fault, load } = useRead(() => call('GET /api/institutions/{handle}', { path: { handle } }))
  const one = found.value
  return (
    <>
      <Head handle={handle} one={one} />
      {fault.value && <Alert>{fault.value}</Alert>}
      {one && doesAnswer(one) && <FailedFirst one={one} />}
      {one && !one.isTaken && <TakeSeat one={one} onDone={load} />}
      {one?.state === 'founding' && <Founding one={one} onChange={load} />}
      {one?.state === 'dormant' && <p>{say('institutions.sleeps')}</p>}
      {one && <Glasses one={one} onChange={load} />}
      {one && one.state !== 'founding' && one.isTaken && <Queue one={one} />}
      {one && one.state !== 'founding' && one.isTaken && <Overseen one={one} />}
      {one && <Stewards one={one} />}
      {one && one.state !== 'founding' && one.isTaken && <Stations one={one} />}
      {one && (
        <section class={shell.section}>
          <h2>{say('mandate.title')}</h2>
          <MandateWords mandate={one.mandate} />
          {one.isTaken && one.state !== 'founding' && <p>{channelWords(one.channel ?? {}, say)}</p>}
        </section>
      )}
      {one?.isTaken && !(one.state === 'founding' && one.role === 'officer') && <Leave one={one} />}
    </>
  )
}

function Head({ handle, one }: { handle: string; one: Institution | null }) {
  const { say } = useWords()
  return (
    <header class={css.head}>
      <p class={css.quiet}>
        <a href="/institutions">{say('title.institutions')}</a>
      </p>
      <h1 dir="auto">{one?.name ?? `@${handle}`}</h1>
      {one && (
        <p class={css.tags}>
          {one.state === 'founding' ? <span>@{handle}</span> : <a href={`/@${handle}`}>@{handle}</a>}
          <span class={css.tag}>{say(`class.${one.kind}`)}</span>
          <span class={css.tag}>{say(`institutions.is.${one.state}`)}</span>
          {one.isTaken && <span class={css.tag}>{say('seat.yours', { role: say(`steward.${one.role}`) })}</span>}
        </p>
      )}
    </header>
  )
}

/** The seat counts from the signature on, by the passkey that signed. */
function TakeSeat({ one, onDone }: { one: Institution; onDone(): Promise<void> }) {
  const { say } = useWords()
  const { route } = useLocation()
  const path = { handle: one.handle }
  const role = say(`steward.${one.role}`)
  const taking = useForm(async () => {
    const options = await call('POST /api/institutions/{handle}/seat-options', { path })
    await call('POST /api/institutions/{handle}/seat', { path, body: { use: await usePasskey(options) } })
    notify(say('seat.taken'))
    await onDone()
  })
  const declining = useForm(async () => {
    await call('DELETE /api/institutions/{handle}/seat', { path })
    route('/institutions')
  })
  const own = one.stewards.find(({ handle }) => handle === account.value?.handle)
  const fault = taking.fault.value ?? declining.fault.value
  return (
    <section class={css.asked}>
      <h2>{say('seat.asked', { role })}</h2>
      <p>{say(`seat.means.${one.role}`)}</p>
      <p class={css.quiet}>{say('seat.signs')}</p>
      {fault && <Alert>{fault.text}</Alert>}
      {own && !own.hasPasskey ? (
        <p>
          {say('seat.noPasskey')} <a href="/settings">{say('nav.settings')}</a>
        </p>
      ) : (
        <div class={shell.row}>
          <form onSubmit={taking.onSubmit}>
            <button type="submit" class={`${shell.button} ${shell.primary}`} disabled={taking.isSending.value}>
              <Icon name="key-round" />
              {say('seat.take')}
            </button>
          </form>
          {!(one.state === 'founding' && one.role === 'officer') && (
            <form onSubmit={declining.onSubmit}>
              <button type="submit" class={shell.button} disabled={declining.isSending.value}>
                {say('seat.decline')}
              </button>
            </form>
          )}
        </div>
      )}
    </section>
  )
}

function Stewards({ one }: { one: Institution }) {
  const { say, language } = useWords()
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long' })
  return (
    <section class={shell.section}>
      <h2>{say('steward.title')}</h2>
      <ul class={css.people}>
        {one.stewards.map(seat => (
          <li key={seat.handle}>
            <a href={`/@${seat.handle}`}>@{seat.handle}</a>
            <span class={css.tag}>{say(`steward.${seat.role}`)}</span>
            <span class={css.quiet}>
              {seat.since
                ? say('steward.since', { at: day.format(new Date(seat.since)) })
                : say(seat.hasPasskey ? 'steward.notYet' : 'steward.noPasskey')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Leave({ one }: { one: Institution }) {
  const { say } = useWords()
  const { route } = useLocation()
  const isAsked = useSignal(false)
  const { isSending, fault, onSubmit } = useForm(async () => {
    await call('DELETE /api/institutions/{handle}/seat', { path: { handle: one.handle } })
    notify(say('seat.left'))
    await sheetLeft()
    route('/institutions')
  })
  const form = useRef<HTMLFormElement>(null)
  return (
    <section class={shell.section}>
      <h2>{say('seat.leave')}</h2>
      <p class={css.quiet}>{say('seat.leaveMeans')}</p>
      {fault.value && <Alert>{fault.value.text}</Alert>}
      <form ref={form} onSubmit={onSubmit}>
        <button
          type="button"
          class={`${shell.button} ${shell.danger}`}
          disabled={isSending.value}
          onClick={() => (isAsked.value = true)}
        >
          {say('seat.leaveDo')}
        </button>
      </form>
      {isAsked.value && (
        <OnceMore
          title={say('seat.leaveAsk')}
          means={say('seat.leaveMeans')}
          yes={say('seat.leaveYes')}
          no={say('seat.leaveNo')}
          onYes={() => {
            isAsked.value = false
            form.current?.requestSubmit()
          }}
          onNo={() => (isAsked.value = false)}
        />
      )}
    </section>
  )
}
