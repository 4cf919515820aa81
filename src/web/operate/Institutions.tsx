import { domainFaultIn } from '../../core/institutions/domain-fault.ts'
import type { StaffInstitutions } from '../../core/wire/institution.ts'
import accounts from '../accounts/accounts.module.css'
import { useForm } from '../accounts/form.ts'
import { withProof } from '../accounts/proof.tsx'
import { call } from '../shell/api.ts'
import { useRead } from '../shell/read.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import { askWhy } from './act.tsx'
import css from './operate.module.css'

type Item = StaffInstitutions['items'][number]

/** Whether an institution is who it says, and which names are kept for those that have no account. */
export function Institutions() {
  const { say } = useWords()
  const { found, fault, load } = useRead(() => call('GET /api/operate/institutions'))
  return (
    <>
      <section class={shell.section}>
        <h2>{say('operate.institutions')}</h2>
        <p class={accounts.quiet}>{say('operate.institutionsMean')}</p>
        {fault.value && <Alert>{fault.value}</Alert>}
        {found.value?.items.length === 0 && <p>{say('operate.noInstitutions')}</p>}
        <ul class={accounts.sessions}>
          {found.value?.items.map(one => (
            <Row key={one.handle} one={one} onDone={load} />
          ))}
        </ul>
      </section>
      {found.value && <Names names={found.value.names} onDone={load} />}
    </>
  )
}

function Row({ one, onDone }: { one: Item; onDone(): Promise<void> }) {
  const { say, language } = useWords()
  const { handle, missing } = one
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long' })
  const isBegun = one.state === 'founding'
  const decide = (isConfirmed: boolean) =>
    askWhy(
      `${say(isConfirmed ? 'operate.confirm' : 'operate.notConfirm')}: @${handle}`,
      async why => {
        await call('POST /api/operate/institutions/{handle}', { path: { handle }, body: { isConfirmed, why } })
        await onDone()
        return undefined
      },
      { isGrave: !isConfirmed },
    )
  return (
    <li class={css.account}>
      <div>
        <strong dir="auto">{one.name}</strong>
        <span class={css.role}>{say(`operate.kind.${one.kind}`)}</span>
        <span class={css.role}>{say(`operate.is.${one.state}`)}</span>
        <p>
          {isBegun ? `@${handle}` : <a href={`/@${handle}`}>@{handle}</a>} · <code>{one.domain}</code>
        </p>
        <p class={accounts.quiet}>
          {one.provenAt ? say('operate.proven', { at: day.format(new Date(one.provenAt)) }) : say('operate.unproven')}{' '}
          {one.fault && <code>{domainFaultIn(language, one.fault)}</code>}
        </p>
        <p class={accounts.quiet}>
          {say('operate.seats', { n: one.taken, of: one.seats })} ·{' '}
          {say('operate.begun', { at: day.format(new Date(one.begunAt)) })}
        </p>
        {isBegun && (
          <p>{missing ? say(`operate.missing.${missing}`) : <strong>{say('operate.nothingMissing')}</strong>}</p>
        )}
      </div>
      {isBegun && (
        <div class={shell.row}>
          <button
            type="button"
            class={`${shell.button} ${shell.primary}`}
            disabled={missing !== null}
            onClick={() => decide(true)}
          >
            {say('operate.confirm')}
            <span class="only-spoken"> @{handle}</span>
          </button>
          <button type="button" class={`${shell.button} ${shell.danger}`} onClick={() => decide(false)}>
            {say('operate.notConfirm')}
            <span class="only-spoken"> @{handle}</span>
          </button>
        </div>
      )}
    </li>
  )
}

function Names({ names, onDone }: { names: StaffInstitutions['names']; onDone(): Promise<void> }) {
  const { say, language } = useWords()
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long' })
  const { isSending, fault, onSubmit } = useForm(async ({ name = '', why = '' }) => {
    await withProof(() => call('POST /api/operate/names', { body: { name, why } }))
    await onDone()
  })
  const letGo = (name: string) =>
    askWhy(`${say('operate.letGo')}: @${name}`, async why => {
      await call('POST /api/operate/names/{handle}/end', { path: { handle: name }, body: { why } })
      await onDone()
      return undefined
    })
  return (
    <section class={shell.section}>
      <h2>{say('operate.names')}</h2>
      <p class={accounts.quiet}>{say('operate.namesMean')}</p>
      {names.length === 0 && <p>{say('operate.noNames')}</p>}
      <ul class={accounts.sessions}>
        {names.map(({ name, at }) => (
          <li class={css.account} key={name}>
            <div>
              <strong>@{name}</strong>
              <p class={accounts.quiet}>{say('operate.keptSince', { at: day.format(new Date(at)) })}</p>
            </div>
            <button type="button" class={shell.button} onClick={() => letGo(name)}>
              {say('operate.letGo')}
              <span class="only-spoken"> @{name}</span>
            </button>
          </li>
        ))}
      </ul>
      <form class={shell.form} onSubmit={onSubmit}>
        {fault.value && <Alert>{fault.value.text}</Alert>}
        <Field
          name="name"
          label={say('operate.name')}
          required
          maxLength={60}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
        />
        <Field name="why" label={say('operate.why')} required maxLength={500} autocomplete="off" />
        <div>
          <button type="submit" class={shell.button} disabled={isSending.value}>
            {say('operate.keepName')}
          </button>
        </div>
      </form>
    </section>
  )
}
