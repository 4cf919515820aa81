import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Session } from '../../core/wire/account.ts'
import type { PasskeyUse } from '../../core/wire/passkey.ts'
import { call } from '../shell/api.ts'
import { signedIn } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import accounts from './accounts.module.css'
import { useForm } from './form.ts'
import { offerPasskeys, usePasskey, usePasskeySupport } from './passkeys.ts'

export function SignInPage() {
  const { say } = useWords()
  const { route } = useLocation()
  useTitle(say('title.signIn'))
  const enter = async ({ account }: Session) => {
    if (account) await signedIn(account)
    route('/')
  }
  const use = async (passkey: PasskeyUse) => enter(await call('POST /api/session/passkey', { body: passkey }))
  const { isSending, fault, onSubmit } = useForm(async ({ handle = '', passphrase = '' }) =>
    enter(await call('POST /api/session', { body: { handle, passphrase } })),
  )
  const byPasskey = useForm(async () => use(await usePasskey(await call('POST /api/session/passkey-options'))))
  useEffect(() => offerPasskeys(use).stop, [])
  const canUsePasskeys = usePasskeySupport()
  return (
    <div class={shell.page}>
      <h1>{say('title.signIn')}</h1>
      {canUsePasskeys && (
        <form class={shell.form} onSubmit={byPasskey.onSubmit}>
          {byPasskey.fault.value && <Alert>{byPasskey.fault.value.text}</Alert>}
          <div>
            <button type="submit" class={`${shell.button} ${shell.primary}`} disabled={byPasskey.isSending.value}>
              <Icon name="key-round" />
              {say('signIn.byPasskey')}
            </button>
          </div>
        </form>
      )}
      <form class={shell.form} onSubmit={onSubmit}>
        {canUsePasskeys && <p class={accounts.or}>{say('signIn.or')}</p>}
        {fault.value && <Alert>{fault.value.text}</Alert>}
        <Field
          name="handle"
          label={say('account.handle')}
          required
          autocomplete="username webauthn"
          autocapitalize="none"
          spellcheck={false}
        />
        <Field
          name="passphrase"
          type="password"
          label={say('account.passphrase')}
          required
          autocomplete="current-password"
        />
        <div class={shell.row}>
          <button
            type="submit"
            class={`${shell.button} ${canUsePasskeys ? '' : shell.primary}`}
            disabled={isSending.value}
          >
            {say('signIn.action')}
          </button>
          <a class="apart" href="/join">
            {say('signIn.new')}
          </a>
          <a class="apart" href="/recover">
            {say('signIn.lost')}
          </a>
        </div>
      </form>
    </div>
  )
}
