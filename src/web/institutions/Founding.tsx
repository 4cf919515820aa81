import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import { domainFaultIn } from '../../core/institutions/domain-fault.ts'
import { institutionLimits } from '../../core/institutions/limits.ts'
import { approvingRoles } from '../../core/institutions/stewards.ts'
import type { Institution } from '../../core/wire/institution.ts'
import { useForm } from '../accounts/form.ts'
import { call } from '../shell/api.ts'
import { notify } from '../shell/notice.tsx'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './institutions.module.css'

interface Props {
  one: Institution
  onChange(): Promise<void>
}

/** What is still missing before anything of it is public, in the order in which it is done. */
export function Founding({ one, onChange }: Props) {
  const { say } = useWords()
  const taken = one.stewards.filter(({ since }) => since !== null)
  const isSeated =
    (['officer', 'deputy'] as const).every(role => taken.some(seat => seat.role === role)) &&
    taken.filter(({ role }) => approvingRoles.some(may => may === role)).length >= institutionLimits.minApprovers
  return (
    <section class={shell.section}>
      <h2>{say('founding.title')}</h2>
      <p class={css.quiet}>{say('founding.means')}</p>
      <ol class={css.steps}>
        <Step isDone={one.proof.provenAt !== null} title={say('founding.domain', { domain: one.domain })}>
          <Domain one={one} onChange={onChange} />
        </Step>
        <Step isDone={isSeated} title={say('founding.seats', { n: taken.length, of: one.stewards.length })}>
          <p class={css.quiet}>{say('founding.seatsMean')}</p>
        </Step>
        <Step isDone={false} title={say('founding.confirm')}>
          <p class={css.quiet}>{say('founding.confirmMeans')}</p>
        </Step>
      </ol>
      {one.role === 'officer' && <Withdraw handle={one.handle} />}
    </section>
  )
}

function Step({ isDone, title, children }: { isDone: boolean; title: string; children: ComponentChildren }) {
  const { say } = useWords()
  return (
    <li class={isDone ? css.done : undefined}>
      <h3>
        {isDone && <Icon name="check" />}
        {title}
        {isDone && <span class="only-spoken"> · {say('founding.done')}</span>}
      </h3>
      {children}
    </li>
  )
}

function Domain({ one, onChange }: Props) {
  const { say, language } = useWords()
  const { line, file, name, provenAt, fault: last } = one.proof
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' })
  const looking = useForm(async ({ way }) => {
    try {
      await call('POST /api/institutions/{handle}/proof', {
        path: { handle: one.handle },
        body: { way: way === 'dns' ? 'dns' : 'file' },
      })
      notify(say('founding.proven'))
    } finally {
      await onChange()
    }
  })
  return (
    <>
      {provenAt && <p>{say('founding.provenAt', { at: when.format(new Date(provenAt)) })}</p>}
      <p>{say('founding.line')}</p>
      <output class={css.code}>{line}</output>
      <div>
        <button
          type="button"
          class={shell.button}
          onClick={() => void navigator.clipboard.writeText(line).then(() => notify(say('founding.copied')))}
        >
          <Icon name="copy" />
          {say('founding.copy')}
        </button>
      </div>
      <form class={css.ways} onSubmit={looking.onSubmit}>
        <fieldset class={css.seats}>
          <legend>{say('founding.where')}</legend>
          {(
            [
              ['file', file],
              ['dns', name],
            ] as const
          ).map(([way, where]) => (
            <label class={css.check} key={way}>
              <input type="radio" name="way" value={way} defaultChecked={way === 'file'} />
              <span>
                {say(`founding.way.${way}`)}
                <code>{where}</code>
              </span>
            </label>
          ))}
        </fieldset>
        {looking.fault.value ? (
          <Alert>{looking.fault.value.text}</Alert>
        ) : (
          last && <p class={css.grave}>{say('founding.last', { fault: domainFaultIn(language, last) })}</p>
        )}
        <div>
          <button
            type="submit"
            class={one.isTaken ? `${shell.button} ${shell.primary}` : shell.button}
            disabled={looking.isSending.value}
          >
            {say('founding.look')}
          </button>
        </div>
      </form>
    </>
  )
}

function Withdraw({ handle }: { handle: string }) {
  const { say } = useWords()
  const { route } = useLocation()
  const { isSending, fault, onSubmit } = useForm(async () => {
    await call('DELETE /api/institutions/{handle}', { path: { handle } })
    notify(say('founding.withdrawn'))
    route('/institutions')
  })
  return (
    <details>
      <summary>{say('founding.withdraw')}</summary>
      <form class={css.ways} onSubmit={onSubmit}>
        <p class={css.quiet}>{say('founding.withdrawMeans')}</p>
        {fault.value && <Alert>{fault.value.text}</Alert>}
        <div>
          <button type="submit" class={`${shell.button} ${shell.danger}`} disabled={isSending.value}>
            {say('founding.withdrawDo')}
          </button>
        </div>
      </form>
    </details>
  )
}
