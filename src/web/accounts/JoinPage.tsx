import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { type Age, ages, agesFrom } from '../../core/accounts/ages.ts'
import { accountLimits } from '../../core/accounts/limits.ts'
import type { SignedUp } from '../../core/wire/account.ts'
import { call } from '../shell/api.ts'
import { signedIn } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { usePage } from '../shell/state.ts'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './accounts.module.css'
import { Brought, useJoiningMode, Work } from './Brought.tsx'
import { useForm } from './form.ts'
import { throughGate } from './gate.ts'
import { makePasskey, usePasskeySupport } from './passkeys.ts'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { Waiting } from './Waiting.tsx'

const isAge = (value: string | undefined): value is Age => ages.some(age => age === value)

/** A new account: a handle and a passkey or a passphrase, then the recovery codes. */
export function JoinPage() {
  const { say } = useWords()
  const { route } = useLocation()
  useTitle(say('title.join'))
  const opened = useSignal<SignedUp | null>(null)
  const hasNoAge = useSignal(false)
  const canUsePasskeys = usePasskeySupport()
  const mode = useJoiningMode()
  const part = useSignal<number | null>(null)
  const { isSending, fault, onSubmit } = useForm(async ({ handle = '', passphrase = '', way, age, invite, words }) => {
    if (!isAge(age)) {
      hasNoAge.value = true
      return
    }
    hasNoAge.value = false
    const brought = { ...(invite === undefined ? {} : { invite }), ...(words === undefined ? {} : { words }) }
    const passkey =
      way === 'passkey'
        ? await makePasskey(await call('POST /api/accounts/passkey-options', { body: { handle, age, ...brought } }))
        : null
    const made = await throughGate(
      proof => {
        const more = { age, ...brought, ...(proof ? { proof } : {}) }
        return passkey
          ? call('POST /api/accounts/passkey', { body: { ...passkey, ...more } })
          : call('POST /api/accounts', { body: { handle, passphrase, ...more } })
      },
      now => (part.value = now),
    )
    await signedIn({ ...made.account, isYoung: age === 'young', isWaiting: made.isWaiting })
    opened.value = made
  })
  if (opened.value) {
    return (
      <div class={shell.page}>
        <h1 tabIndex={-1} ref={element => element?.focus()}>
          {say('join.welcome', { handle: opened.value.account.handle })}
        </h1>
        <Waiting />
        <RecoveryCodes handle={opened.value.account.handle} codes={opened.value.recoveryCodes} />
        <div>
          <button
            type="button"
            class={`${shell.button} ${shell.primary}`}
            onClick={() => route(opened.value?.isWaiting ? '/settings/profile' : '/create')}
          >
            {say('join.kept')}
          </button>
        </div>
      </div>
    )
  }
  return (
    <div class={shell.page}>
      <h1>{say('title.join')}</h1>
      <p class={shell.lead}>{say('join.lead')}</p>
      <form class={shell.form} onSubmit={onSubmit}>
        {fault.value?.field === '' && <Alert>{fault.value.text}</Alert>}
        <Brought mode={mode.value} fault={fault.value} />
        <Field
          name="handle"
          label={say('account.handle')}
          hint={say('join.handleHint')}
          fault={fault.value?.field === 'handle' ? fault.value.text : null}
          required
          maxLength={60}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
        />
        <AgeQuestion onChange={() => (hasNoAge.value = false)} />
        <Work part={part.value} />
        {hasNoAge.value && <Alert>{say('join.ageMissing')}</Alert>}
        {canUsePasskeys && (
          <>
            <div class={shell.row}>
              <button
                type="submit"
                name="way"
                value="passkey"
                formNoValidate
                class={`${shell.button} ${shell.primary}`}
                disabled={isSending.value}
              >
                <Icon name="key-round" />
                {say('join.byPasskey')}
              </button>
            </div>
            <p class={css.quiet}>{say('join.byPasskeyNote')}</p>
            <p class={css.or}>{say('join.orPassphrase')}</p>
          </>
        )}
        <Field
          name="passphrase"
          type="password"
          label={say('account.passphrase')}
          hint={say('join.passphraseHint', { n: accountLimits.minPassphraseCharacters })}
          fault={fault.value?.field === 'passphrase' ? fault.value.text : null}
          required
          autocomplete="new-password"
        />
        <div class={shell.row}>
          <button
            type="submit"
            class={`${shell.button} ${canUsePasskeys ? '' : shell.primary}`}
            disabled={isSending.value}
          >
            {say('join.action')}
          </button>
          <a class="apart" href="/sign-in">
            {say('join.haveOne')}
          </a>
        </div>
      </form>
    </div>
  )
}

/** Asked once, and answered by the person's own word. */
function AgeQuestion({ onChange }: { onChange(): void }) {
  const { say } = useWords()
  const { minimumAge: from = accountLimits.minimumAge } = usePage().shore
  const until = accountLimits.openAge
  const bands = agesFrom(from)
  return (
    <>
      <fieldset class={shell.choices} aria-describedby="age-means">
        <legend>{say('join.age')}</legend>
        {bands.map(age => (
          <label class={shell.choice} key={age}>
            <input type="radio" name="age" value={age} onChange={onChange} />
            {say(`join.age.${age}`, { from, until })}
          </label>
        ))}
      </fieldset>
      <p class={css.quiet} id="age-means">
        {say('join.ageMeans', { from })} {bands.includes('young') && say('join.ageYoung', { until })}
      </p>
    </>
  )
}
