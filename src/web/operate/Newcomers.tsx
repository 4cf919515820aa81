import { useSignal } from '@preact/signals'
import type { Invites } from '../../core/wire/staff.ts'
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
import css from './operate.module.css'

/** Who waits to be let in; for operators, the codes that let in as well. */
export function Newcomers() {
  return (
    <>
      <Waiting />
      {account.value?.role === 'operator' && <Invitations />}
    </>
  )
}

function Waiting() {
  const { say, language } = useWords()
  const { found, fault, load } = useRead(() => call('GET /api/operate/newcomers'))
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const decide = (handle: string, isLetIn: boolean) =>
    askWhy(
      `${say(isLetIn ? 'operate.letIn' : 'operate.refuse')}: @${handle}`,
      async why => {
        await call('POST /api/operate/newcomers/{handle}', { path: { handle }, body: { isLetIn, why } })
        await load()
        return undefined
      },
      { isGrave: !isLetIn },
    )
  return (
    <section class={shell.section}>
      <h2>{say('operate.newcomers')}</h2>
      <p class={accounts.quiet}>{say('operate.newcomersMean')}</p>
      {fault.value && <Alert>{fault.value}</Alert>}
      {found.value && <p>{say('operate.newcomersCount', { n: found.value.n })}</p>}
      <ul class={accounts.sessions}>
        {found.value?.items.map(({ handle, words, askedAt }) => (
          <li class={css.account} key={handle}>
            <div>
              <strong>@{handle}</strong>
              <p dir="auto">{words}</p>
              <p class={accounts.quiet}>
                <time dateTime={askedAt}>{when.format(new Date(askedAt))}</time>
              </p>
            </div>
            <div class={shell.row}>
              <button type="button" class={`${shell.button} ${shell.primary}`} onClick={() => decide(handle, true)}>
                {say('operate.letIn')}
                <span class="only-spoken"> @{handle}</span>
              </button>
              <button type="button" class={`${shell.button} ${shell.danger}`} onClick={() => decide(handle, false)}>
                {say('operate.refuse')}
                <span class="only-spoken"> @{handle}</span>
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Invitations() {
  const { say, language } = useWords()
  const { found, fault, load } = useRead(() => call('GET /api/operate/invites'))
  const made = useSignal<string | null>(null)
  const form = useForm(async ({ uses = '', days = '', why = '' }) => {
    const body = { uses: Number(uses), days: Number(days), why }
    made.value = (await withProof(() => call('POST /api/operate/invites', { body }))).code
    await load()
  })
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long' })
  const line = ({ used, uses, endsAt }: Invites['items'][number]) =>
    say(Date.parse(endsAt) > Date.now() ? 'operate.inviteLine' : 'operate.inviteEnded', {
      used,
      uses,
      at: day.format(new Date(endsAt)),
    })
  const end = (id: string) =>
    askWhy(say('operate.inviteEnd'), async why => {
      await call('POST /api/operate/invites/{id}/end', { path: { id }, body: { why } })
      await load()
      return undefined
    })
  return (
    <section class={shell.section}>
      <h2>{say('operate.invites')}</h2>
      <p class={accounts.quiet}>{say('operate.invitesMean')}</p>
      {fault.value && <Alert>{fault.value}</Alert>}
      <ul class={accounts.sessions}>
        {found.value?.items.map(one => (
          <li class={css.account} key={one.id}>
            <p>{line(one)}</p>
            {Date.parse(one.endsAt) > Date.now() && (
              <button type="button" class={shell.button} onClick={() => end(one.id)}>
                {say('operate.inviteEnd')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {made.value && (
        <div class={shell.section}>
          <p role="status">{say('operate.inviteOnce')}</p>
          <output class={accounts.token}>{made.value}</output>
        </div>
      )}
      <form class={shell.form} onSubmit={form.onSubmit}>
        {form.fault.value && <Alert>{form.fault.value.text}</Alert>}
        <Field name="uses" type="number" label={say('operate.inviteUses')} min={1} defaultValue="1" required />
        <Field name="days" type="number" label={say('operate.inviteDays')} min={1} defaultValue="14" required />
        <Field name="why" label={say('operate.why')} required maxLength={500} autocomplete="off" />
        <div>
          <button type="submit" class={shell.button} disabled={form.isSending.value}>
            {say('operate.inviteMake')}
          </button>
        </div>
      </form>
    </section>
  )
}
