import { useLocation } from 'preact-iso'
import { accountLimits } from '../../core/accounts/limits.ts'
import { call } from '../shell/api.ts'
import { signedIn } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import { useForm } from './form.ts'

/** A lost passphrase: a recovery code opens the account once and sets a new one. */
export function RecoverPage() {
  const { say } = useWords()
  const { route } = useLocation()
  useTitle(say('title.recover'))
  const { isSending, fault, onSubmit } = useForm(async ({ handle = '', code = '', passphrase = '' }) => {
    const { account } = await call('POST /api/recovery', { body: { handle, code, passphrase } })
    if (account) await signedIn(account)
    route('/settings')
  })
  return (
    <div class={shell.page}>
      <h1>{say('title.recover')}</h1>
      <p class={shell.lead}>{say('recover.lead')}</p>
      <form class={shell.form} onSubmit={onSubmit}>
        {fault.value && fault.value.field !== 'passphrase' && <Alert>{fault.value.text}</Alert>}
        <Field
          name="handle"
          label={say('account.handle')}
          required
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
        />
        <Field
          name="code"
          label={say('recover.code')}
          required
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
        />
        <Field
          name="passphrase"
          type="password"
          label={say('account.newPassphrase')}
          hint={say('join.passphraseHint', { n: accountLimits.minPassphraseCharacters })}
          fault={fault.value?.field === 'passphrase' ? fault.value.text : null}
          required
          autocomplete="new-password"
        />
        <div>
          <button type="submit" class={`${shell.button} ${shell.primary}`} disabled={isSending.value}>
            {say('recover.action')}
          </button>
        </div>
      </form>
    </div>
  )
}
