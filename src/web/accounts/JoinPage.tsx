import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { accountLimits } from '../../core/accounts/limits.ts'
import type { SignedUp } from '../../core/wire/account.ts'
import { call } from '../shell/api.ts'
import { signedIn } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './accounts.module.css'
import { useForm } from './form.ts'
import { makePasskey, usePasskeySupport } from './passkeys.ts'
import { RecoveryCodes } from './RecoveryCodes.tsx'

const options = (handle: string) => call('POST /api/accounts/passkey-options', { body: { handle } })

/** A new account: a handle and a passkey or a passphrase, then the recovery codes. */
export function JoinPage() {
  const { say } = useWords()
  const { route } = useLocation()
  useTitle(say('title.join'))
  const opened = useSignal<SignedUp | null>(null)
  const canUsePasskeys = usePasskeySupport()
  const { isSending, fault, onSubmit } = useForm(async ({ handle = '', passphrase = '', way }) => {
    const made =
      way === 'passkey'
        ? await call('POST /api/accounts/passkey', { body: await makePasskey(await options(handle)) })
        : await call('POST /api/accounts', { body: { handle, passphrase } })
    await signedIn(made.account)
    opened.value = made
  })
  if (opened.value) {
    return (
      <div class={shell.page}>
        <h1 tabIndex={-1} ref={element => element?.focus()}>
          {say('join.welcome', { handle: opened.value.account.handle })}
        </h1>
        <RecoveryCodes handle={opened.value.account.handle} codes={opened.value.recoveryCodes} />
        <div>
          <button type="button" class={`${shell.button} ${shell.primary}`} onClick={() => route('/create')}>
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
