import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { OwnArrival } from '../../core/wire/archive.ts'
import { Choice } from '../accounts/Choice.tsx'
import { useForm } from '../accounts/form.ts'
import { call } from '../shell/api.ts'
import { refusalWords, wordsFor } from '../shell/declined.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import css from './archive.module.css'
import { sendArchive, sending, stopSending } from './sending.ts'

const askEveryMs = 1000
const choices = ['private', 'followers', 'public'] as const

/** An archive from elsewhere: chosen, sent, and brought while the page shows how far it is. */
export function MoveIn() {
  const { say, language } = useWords()
  const arrival = useSignal<OwnArrival | null | undefined>(undefined)
  const fault = useSignal<string | null>(null)
  const carryOut = async (act: () => Promise<unknown>) => {
    fault.value = null
    try {
      await act()
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
  }
  const look = async () => {
    arrival.value = (await call('GET /api/arrival')).arrival
  }
  const now = arrival.value
  const isUnderWay = now?.state === 'arriving' || now?.state === 'opening' || now?.state === 'bringing'
  const sent = sending.value
  useEffect(() => {
    void carryOut(look)
    if (!isUnderWay) return
    const timer = setInterval(() => void look().catch(() => undefined), askEveryMs)
    return () => clearInterval(timer)
  }, [isUnderWay, sent?.state])
  const end = () =>
    carryOut(async () => {
      stopSending()
      arrival.value = (await call('DELETE /api/arrival')).arrival
    })
  const isEnded = now === null || now?.state === 'done' || now?.state === 'refused'
  return (
    <section class={shell.section} aria-busy={now === undefined}>
      <h2>{say('arrival.title')}</h2>
      <p>{say('arrival.lead')}</p>
      {fault.value && <Alert>{fault.value}</Alert>}
      {sent?.fault && <Refused fault={sent.fault} />}
      {now?.state === 'arriving' && <Arriving arrival={now} onEnd={end} />}
      {now?.state === 'sealed' && <Sealed onOpened={opened => (arrival.value = opened)} onEnd={end} />}
      {(now?.state === 'opening' || now?.state === 'bringing') && <Bringing arrival={now} onEnd={end} />}
      {now && (now.state === 'done' || now.state === 'refused') && (
        <Ended
          arrival={now}
          onAgain={() => carryOut(async () => (arrival.value = (await call('POST /api/arrival/again')).arrival))}
        />
      )}
      {isEnded && <Choosing onChosen={() => carryOut(look)} />}
    </section>
  )
}

function Choosing({ onChosen }: { onChosen(): void }) {
  const { say } = useWords()
  const visibility = useSignal<(typeof choices)[number]>('private')
  return (
    <div class={shell.form}>
      <Choice
        legend={say('arrival.unsaid')}
        name="unsaid"
        value={visibility.value}
        options={choices.map(one => [one, say(`arrival.unsaid.${one}`)])}
        onChange={value => (visibility.value = value as (typeof choices)[number])}
      />
      <label class={`${shell.button} ${css.choose}`}>
        {say('arrival.choose')}
        <input
          type="file"
          class="only-spoken"
          accept=".tar,.age,.zip"
          onChange={event => {
            const [file] = event.currentTarget.files ?? []
            event.currentTarget.value = ''
            if (file) void sendArchive(file, visibility.peek()).then(onChosen, onChosen)
          }}
        />
      </label>
      <details>
        <summary>{say('arrival.which')}</summary>
        <ul class={css.quiet}>
          <li>{say('arrival.which.shore')}</li>
          <li>{say('arrival.which.instagram')}</li>
          <li>{say('arrival.which.tiktok')}</li>
        </ul>
      </details>
    </div>
  )
}

function Arriving({ arrival, onEnd }: { arrival: OwnArrival; onEnd(): void }) {
  const { say, language } = useWords()
  const percent = new Intl.NumberFormat(language, { style: 'percent' })
  const isHere = sending.value !== null
  const part = arrival.received / arrival.bytes
  return (
    <>
      <div>
        <progress class={css.progress} value={part} max={1} aria-label={say('arrival.progress')} />
        <p class={css.line}>{say('arrival.sending', { percent: percent.format(part), name: arrival.fileName })}</p>
      </div>
      {!isHere && (
        <label class={`${shell.button} ${css.choose}`}>
          {say('arrival.resume')}
          <input
            type="file"
            class="only-spoken"
            accept=".tar,.age,.zip"
            onChange={event => {
              const [file] = event.currentTarget.files ?? []
              if (file) void sendArchive(file, 'private', arrival).catch(() => undefined)
            }}
          />
        </label>
      )}
      <End onEnd={onEnd} />
    </>
  )
}

function End({ onEnd }: { onEnd(): void }) {
  const { say } = useWords()
  return (
    <div>
      <button type="button" class={shell.button} onClick={onEnd}>
        {say('arrival.end')}
      </button>
    </div>
  )
}

function Sealed({ onOpened, onEnd }: { onOpened(arrival: OwnArrival | null): void; onEnd(): void }) {
  const { say } = useWords()
  const { isSending, fault, onSubmit } = useForm(async ({ passphrase = '' }) => {
    onOpened((await call('POST /api/arrival/passphrase', { body: { passphrase } })).arrival)
  })
  return (
    <form class={shell.form} onSubmit={onSubmit}>
      {fault.value && <Alert>{fault.value.text}</Alert>}
      <Field
        name="passphrase"
        type="password"
        label={say('arrival.passphrase')}
        hint={say('arrival.passphraseHint')}
        required
        autocomplete="off"
      />
      <div class={shell.row}>
        <button type="submit" class={`${shell.button} ${shell.primary}`} disabled={isSending.value}>
          {say('arrival.open')}
        </button>
        <button type="button" class={shell.button} onClick={onEnd}>
          {say('arrival.end')}
        </button>
      </div>
    </form>
  )
}

function Bringing({ arrival, onEnd }: { arrival: OwnArrival; onEnd(): void }) {
  const { say } = useWords()
  const isOpening = arrival.state === 'opening'
  return (
    <>
      <div>
        <progress
          class={css.progress}
          {...(isOpening ? {} : { value: arrival.done })}
          max={Math.max(1, arrival.of)}
          aria-label={say('arrival.progress')}
        />
        <p class={css.line} data-arrival={arrival.state}>
          {isOpening ? say('arrival.opening') : say('arrival.bringing', { n: arrival.done, of: arrival.of })}
        </p>
      </div>
      <p class={css.quiet}>{say('archive.leave')}</p>
      <End onEnd={onEnd} />
    </>
  )
}

function Ended({ arrival, onAgain }: { arrival: OwnArrival; onAgain(): void }) {
  const { say } = useWords()
  const { fault, notBrought } = arrival
  return (
    <>
      {fault && <Refused fault={fault} />}
      {arrival.state === 'done' && (
        <p role="status" data-arrival="done">
          {say('arrival.done', { n: arrival.done - arrival.refused - arrival.there })}
          {arrival.there > 0 && ` ${say('arrival.there', { n: arrival.there })}`}
        </p>
      )}
      {notBrought.length > 0 && (
        <details>
          <summary>{say('arrival.notBrought', { n: arrival.refused })}</summary>
          <ul class={css.list}>
            {notBrought.map(one => (
              <li>
                <bdi>{one.name || say('arrival.unnamed')}</bdi>
                <Why fault={one.fault} />
              </li>
            ))}
          </ul>
        </details>
      )}
      <div class={shell.row}>
        {fault && mayGoOn(fault) && (
          <button type="button" class={shell.button} onClick={onAgain}>
            {say('arrival.again')}
          </button>
        )}
        <a class={shell.button} href="/posts">
          {say('arrival.see')}
        </a>
      </div>
    </>
  )
}

/** What lies in the file stays as it is; what the shore or the account lacked may be there now. */
const mayGoOn = ({ code }: Fault): boolean => /^(account|storage|shore)\.|^arrival\.not-brought$/.test(code)

interface Fault {
  code: string
  params: Record<string, string | number>
}

function useSentence({ code, params }: Fault): string {
  const { language } = useWords()
  const words = useSignal('')
  useEffect(
    () => void refusalWords(code, params, language).then(found => (words.value = found ?? code)),
    [code, language],
  )
  return words.value
}

function Refused({ fault }: { fault: Fault }) {
  return <Alert>{useSentence(fault)}</Alert>
}

function Why({ fault }: { fault: Fault }) {
  return <p class={css.quiet}>{useSentence(fault)}</p>
}
