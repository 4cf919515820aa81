import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { accountLimits } from '../../core/accounts/limits.ts'
import type { OwnPasskey } from '../../core/wire/passkey.ts'
import { call } from '../shell/api.ts'
import { notify } from '../shell/notice.tsx'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './accounts.module.css'
import { useForm } from './form.ts'
import { hasPasskeys, makePasskey } from './passkeys.ts'
import { Whose, withProof } from './proof.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'

/** How the owner comes into the account: passkeys, the passphrase, recovery codes. */
export function WaysIn({ handle }: { handle: string }) {
  return (
    <>
      <Passkeys />
      <Passphrase handle={handle} />
      <Codes handle={handle} />
    </>
  )
}

function Passkeys() {
  const { say, language } = useWords()
  const items = useSignal<OwnPasskey[] | null>(null)
  const load = async () => {
    items.value = (await call('GET /api/passkeys')).items
  }
  useEffect(() => void load().catch(() => undefined), [])
  const adding = useForm(async () => {
    const options = await withProof(() => call('POST /api/passkeys/options'))
    await call('POST /api/passkeys', { body: await makePasskey(options) })
    notify(say('settings.passkeyAdded'))
    await load()
  })
  const removed = useSignal('')
  const removing = useForm(async () => {
    await withProof(() => call('DELETE /api/passkeys/{id}', { path: { id: removed.peek()! } }))
    await load()
  })
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long' })
  const fault = adding.fault.value ?? removing.fault.value
  return (
    <section class={shell.section}>
      <h2>{say('settings.passkeys')}</h2>
      <p class={css.quiet}>{say('settings.passkeysNote')}</p>
      {fault && <Alert>{fault.text}</Alert>}
      {items.value?.length === 0 && <p>{say('settings.noPasskeys')}</p>}
      <form onSubmit={removing.onSubmit}>
        <ul class={css.sessions}>
          {items.value?.map(passkey => (
            <li class={css.session} key={passkey.id}>
              <div>
                <strong>
                  {passkey.name === null ? say('sealed.lost') : passkey.name || say('settings.unknownBrowser')}
                </strong>
                <p class={css.quiet}>
                  {passkey.lastUsedAt
                    ? say('settings.lastUsedDay', { at: day.format(new Date(passkey.lastUsedAt)) })
                    : say('settings.madeOn', { at: day.format(new Date(passkey.createdAt)) })}
                </p>
              </div>
              <button
                type="submit"
                class={shell.button}
                disabled={removing.isSending.value}
                onClick={() => (removed.value = passkey.id)}
              >
                {say('settings.removePasskey')}
              </button>
            </li>
          ))}
        </ul>
      </form>
      {hasPasskeys() && (
        <form onSubmit={adding.onSubmit}>
          <button type="submit" class={shell.button} disabled={adding.isSending.value}>
            <Icon name="key-round" />
            {say('settings.addPasskey')}
          </button>
        </form>
      )}
    </section>
  )
}

function Passphrase({ handle }: { handle: string }) {
  const { say } = useWords()
  const { isSending, fault, onSubmit } = useForm(async ({ passphrase = '', endPasskeys }) => {
    await withProof(() =>
      call('PUT /api/passphrase', { body: { newPassphrase: passphrase, endPasskeys: endPasskeys === 'on' } }),
    )
    notify(say('settings.passphraseChanged'))
  })
  return (
    <section class={shell.section}>
      <h2>{say('settings.passphrase')}</h2>
      <p class={css.quiet}>{say('settings.newPassphraseNote')}</p>
      <form class={shell.form} onSubmit={onSubmit}>
        <Whose handle={handle} />
        {fault.value?.field === '' && <Alert>{fault.value.text}</Alert>}
        <Field
          name="passphrase"
          type="password"
          label={say('account.newPassphrase')}
          hint={say('join.passphraseHint', { n: accountLimits.minPassphraseCharacters })}
          fault={fault.value?.field === 'passphrase' ? fault.value.text : null}
          required
          autocomplete="new-password"
        />
        <label class={css.switch}>
          <input type="checkbox" name="endPasskeys" />
          {say('settings.endPasskeys')}
        </label>
        <div>
          <button type="submit" class={shell.button} disabled={isSending.value}>
            {say('settings.changePassphrase')}
          </button>
        </div>
      </form>
    </section>
  )
}

function Codes({ handle }: { handle: string }) {
  const { say } = useWords()
  const codes = useSignal<string[] | null>(null)
  const { isSending, fault, onSubmit } = useForm(async () => {
    const made = await withProof(() => call('POST /api/recovery-codes'))
    codes.value = made.recoveryCodes
  })
  return (
    <section class={shell.section}>
      <h2>{say('settings.codes')}</h2>
      {codes.value ? (
        <RecoveryCodes handle={handle} codes={codes.value} />
      ) : (
        <form class={shell.form} onSubmit={onSubmit}>
          <p class={css.quiet}>{say('settings.codesNote')}</p>
          {fault.value && <Alert>{fault.value.text}</Alert>}
          <div>
            <button type="submit" class={shell.button} disabled={isSending.value}>
              {say('settings.newCodes')}
            </button>
          </div>
        </form>
      )}
    </section>
  )
}
