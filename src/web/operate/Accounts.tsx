import { useSignal } from '@preact/signals'
import type { StaffAccount } from '../../core/wire/staff.ts'
import accounts from '../accounts/accounts.module.css'
import { useForm } from '../accounts/form.ts'
import { withProof } from '../accounts/proof.tsx'
import { call } from '../shell/api.ts'
import { useRead } from '../shell/read.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import { askWhy } from './act.tsx'
import { megabytes } from './megabytes.ts'
import css from './operate.module.css'

/** Accounts by their handle: roles, room, and the way out for an account that somebody else may be in. */
export function Accounts() {
  const { say } = useWords()
  const beginning = useSignal('')
  const { found, fault, load } = useRead(
    () => call('GET /api/operate/accounts', { query: { handle: beginning.peek() } }),
    beginning.value,
  )
  return (
    <section class={shell.section}>
      <h2>{say('operate.accounts')}</h2>
      <form
        class={css.find}
        onSubmit={event => {
          event.preventDefault()
          beginning.value = String(new FormData(event.currentTarget).get('handle') ?? '')
        }}
      >
        <Field name="handle" label={say('operate.find')} autocomplete="off" autocapitalize="none" spellcheck={false} />
        <button type="submit" class={shell.button}>
          {say('operate.search')}
        </button>
      </form>
      {fault.value && <Alert>{fault.value}</Alert>}
      {found.value?.items.length === 0 && <p>{say('operate.noAccounts')}</p>}
      <ul class={accounts.sessions}>
        {found.value?.items.map(one => (
          <Row key={one.handle} one={one} onDone={load} />
        ))}
      </ul>
      <Add onDone={load} />
    </section>
  )
}

function Row({ one, onDone }: { one: StaffAccount; onDone(): Promise<void> }) {
  const { say, language } = useWords()
  const { handle, role } = one
  const hasTokens = useSignal(false)
  const path = { handle }
  const setRole = (wanted: 'operator' | 'moderator' | null, title: string) =>
    askWhy(`${title}: @${handle}`, async why => {
      await call('POST /api/operate/roles', { body: { handle, role: wanted, why } })
      await onDone()
      return undefined
    })
  const quota =
    one.quotaBytes === null
      ? say('operate.noQuota')
      : say('operate.megabytes', { n: megabytes(one.quotaBytes, language) })
  return (
    <li class={css.account}>
      <div>
        <a href={`/@${handle}`}>
          <strong>@{handle}</strong>
        </a>
        {role && <span class={css.role}>{say(`operate.role.${role}`)}</span>}
        <p class={accounts.quiet}>
          {say('operate.accountLine', { n: one.videos, megabytes: megabytes(one.bytes, language), quota })}
        </p>
      </div>
      <div class={shell.row}>
        {role === null &&
          (['operator', 'moderator'] as const).map(wanted => (
            <button
              type="button"
              class={shell.button}
              key={wanted}
              onClick={() => setRole(wanted, say(`operate.role.give.${wanted}`))}
            >
              {say(`operate.role.give.${wanted}`)}
            </button>
          ))}
        {role !== null && handle !== account.value?.handle && (
          <button type="button" class={shell.button} onClick={() => setRole(null, say('operate.role.take'))}>
            {say('operate.role.take')}
          </button>
        )}
        <button
          type="button"
          class={shell.button}
          onClick={() =>
            askWhy(
              `${say('operate.quota')}: @${handle}`,
              async (why, { room = '' }) => {
                await call('PUT /api/operate/accounts/{handle}/quota', {
                  path,
                  body: { megabytes: room === '' ? null : Number(room), why },
                })
                await onDone()
                return undefined
              },
              {
                field: {
                  name: 'room',
                  label: say('operate.quotaField'),
                  value: one.quotaBytes === null ? '' : String(one.quotaBytes / 1e6),
                },
              },
            )
          }
        >
          {say('operate.quota')}
        </button>
        <button
          type="button"
          class={shell.button}
          aria-expanded={hasTokens.value}
          onClick={() => (hasTokens.value = !hasTokens.peek())}
        >
          {say('operate.tokens')}
        </button>
        <button
          type="button"
          class={`${shell.button} ${shell.danger}`}
          onClick={() =>
            askWhy(
              `${say('operate.signOut')}: @${handle}`,
              async why => {
                await call('POST /api/operate/accounts/{handle}/sign-out', { path, body: { why } })
                return undefined
              },
              { isGrave: true },
            )
          }
        >
          {say('operate.signOut')}
        </button>
      </div>
      {hasTokens.value && <Tokens handle={handle} />}
    </li>
  )
}

/** What programs act with for this account: enough to end one, and not what its owner calls it. */
function Tokens({ handle }: { handle: string }) {
  const { say, language } = useWords()
  const { found, fault, load } = useRead(() => call('GET /api/operate/tokens', { query: { handle } }), handle)
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long' })
  return (
    <div class={css.tokens}>
      {fault.value && <Alert>{fault.value}</Alert>}
      {found.value?.items.length === 0 && <p class={accounts.quiet}>{say('operate.noTokens')}</p>}
      <ul class={accounts.sessions}>
        {found.value?.items.map(({ id, scopes, expiresAt }) => (
          <li class={css.account} key={id}>
            <p>{say('operate.tokenLine', { scopes: scopes.join(', '), at: day.format(new Date(expiresAt)) })}</p>
            <button
              type="button"
              class={shell.button}
              onClick={() =>
                askWhy(`${say('operate.endToken')}: @${handle}`, async why => {
                  const path = { handle }
                  await call('POST /api/operate/accounts/{handle}/end-token', { path, body: { id, why } })
                  await load()
                  return undefined
                })
              }
            >
              {say('operate.endToken')}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Add({ onDone }: { onDone(): Promise<void> }) {
  const { say } = useWords()
  const made = useSignal<{ handle: string; passphrase: string } | null>(null)
  const { isSending, fault, onSubmit } = useForm(async ({ handle = '', why = '' }) => {
    made.value = await withProof(() => call('POST /api/operate/accounts', { body: { handle, why } }))
    await onDone()
  })
  return (
    <section class={shell.section}>
      <h2>{say('operate.addAccount')}</h2>
      <p class={accounts.quiet}>{say('operate.addAccountMeans')}</p>
      {made.value && (
        <div class={shell.section}>
          <p role="status">{say('operate.passphraseOnce', { handle: made.value.handle })}</p>
          <output class={accounts.token}>{made.value.passphrase}</output>
        </div>
      )}
      <form class={shell.form} onSubmit={onSubmit}>
        {fault.value && !fault.value.field && <Alert>{fault.value.text}</Alert>}
        <Field
          name="handle"
          label={say('operate.handle')}
          fault={fault.value?.field === 'handle' ? fault.value.text : null}
          required
          maxLength={60}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
        />
        <Field name="why" label={say('operate.why')} required maxLength={500} autocomplete="off" />
        <div>
          <button type="submit" class={shell.button} disabled={isSending.value}>
            {say('operate.addAccount')}
          </button>
        </div>
      </form>
    </section>
  )
}
