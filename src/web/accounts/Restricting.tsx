import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { restriction } from '../shell/device.ts'
import { notify } from '../shell/notice.tsx'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './accounts.module.css'
import { leastCharacters, restrict, unrestrict, waitMs } from './restriction.ts'

/** Restricted mode of a shared device: on by a passphrase of its own, and off by the same. */
export function Restricting() {
  const { say } = useWords()
  const isOn = restriction.value !== null
  const heading = useRef<HTMLHeadingElement>(null)
  const done = (words: string) => {
    notify(say(words))
    heading.current?.focus()
  }
  return (
    <section class={shell.section}>
      <h2 ref={heading} tabIndex={-1}>
        {say('restricted.title')}
      </h2>
      {isOn && (
        <p class={css.state}>
          <Icon name="lock" />
          <strong>{say('restricted.isOn')}</strong>
        </p>
      )}
      <p>{say('restricted.means')}</p>
      <p class={css.quiet}>{say('restricted.honest')}</p>
      {isOn ? <SwitchOff onDone={() => done('restricted.off')} /> : <SwitchOn onDone={() => done('restricted.on')} />}
    </section>
  )
}

function SwitchOn({ onDone }: { onDone(): void }) {
  const { say } = useWords()
  const fault = useSignal<string | null>(null)
  const isBusy = useSignal(false)
  // WebCrypto is there on secure origins alone.
  const canHash = import.meta.env.SSR || crypto.subtle !== undefined
  const on = async (event: SubmitEvent) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget as HTMLFormElement)
    const passphrase = String(given.get('restricted'))
    if (passphrase !== String(given.get('again'))) {
      fault.value = say('restricted.differ')
      return
    }
    isBusy.value = true
    const made = await restrict(passphrase)
    isBusy.value = false
    if (made === null) {
      fault.value = say('restricted.short', { n: leastCharacters })
      return
    }
    restriction.value = made
    onDone()
  }
  if (!canHash) return <Alert>{say('restricted.cannot')}</Alert>
  return (
    <form class={shell.form} onSubmit={event => void on(event)}>
      {fault.value && <Alert>{fault.value}</Alert>}
      <Field
        name="restricted"
        type="password"
        label={say('restricted.passphrase')}
        hint={say('restricted.hint', { n: leastCharacters })}
        autocomplete="off"
        required
      />
      <Field name="again" type="password" label={say('restricted.again')} autocomplete="off" required />
      <div>
        <button type="submit" class={shell.button} disabled={isBusy.value}>
          {say('restricted.switchOn')}
        </button>
      </div>
    </form>
  )
}

function SwitchOff({ onDone }: { onDone(): void }) {
  const { say, language } = useWords()
  const isWrong = useSignal(false)
  const isBusy = useSignal(false)
  const seconds = useSignal(0)
  useEffect(() => {
    const tick = () => {
      const kept = restriction.peek()
      seconds.value = kept ? Math.ceil(waitMs(kept, Date.now()) / 1000) : 0
    }
    tick()
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [restriction.value])
  const off = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const kept = restriction.peek()
    if (!kept || isBusy.peek() || waitMs(kept, Date.now()) > 0) return
    isBusy.value = true
    const left = await unrestrict(kept, String(new FormData(form).get('restricted')), Date.now())
    isBusy.value = false
    restriction.value = left
    isWrong.value = left !== null
    if (left) form.reset()
    else onDone()
  }
  const wait = new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'long' })
  return (
    <form class={shell.form} onSubmit={event => void off(event)}>
      {isWrong.value && <Alert>{say('restricted.wrong')}</Alert>}
      <Field name="restricted" type="password" label={say('restricted.passphrase')} autocomplete="off" required />
      <div class={shell.row}>
        <button type="submit" class={shell.button} disabled={isBusy.value || seconds.value > 0}>
          {say('restricted.switchOff')}
        </button>
        {seconds.value > 0 && (
          <span class={css.quiet}>{say('restricted.wait', { time: wait.format(seconds.value) })}</span>
        )}
      </div>
    </form>
  )
}
