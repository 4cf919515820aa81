import { useLocation } from 'preact-iso'
import type { Session } from '../../core/wire/account.ts'
import { ask } from '../shell/api.ts'
import { signedIn } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import { useForm } from './form.ts'

export function SignInPage() {
  const { say } = useWords()
  const { route } = useLocation()
  useTitle(say('title.signIn'))
  const { isSending, fault, onSubmit } = useForm(async ({ handle = '', passphrase = '' }) => {
    const { account } = await ask<Session>('POST', '/api/session', { handle, passphrase })
    if (account) await signedIn(account)
    route('/')
  })
  return (
    <div class={shell.page}>
      <h1>{say('title.signIn')}</h1>
      <form class={shell.form} onSubmit={onSubmit}>
        {fault.value && <Alert>{fault.value.text}</Alert>}
        <Field
          name="handle"
          label={say('account.handle')}
          required
          autocomplete="username"
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
          <button type="submit" class={`${shell.button} ${shell.primary}`} disabled={isSending.value}>
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
