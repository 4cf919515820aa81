import type { ComponentChildren } from 'preact'
import { useLocation } from 'preact-iso'
import { institutionLimits } from '../../core/institutions/limits.ts'
import type { ProposalWish } from '../../core/wire/institution.ts'
import { useForm } from '../accounts/form.ts'
import { call } from '../shell/api.ts'
import { notify } from '../shell/notice.tsx'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import ui from '../ui/ui.module.css'
import css from './institutions.module.css'

interface Props {
  handle: string
  /** What the form says, written as a proposal. */
  what(values: Record<string, string>): ProposalWish['what']
  mayPropose?: boolean
  needsReason?: boolean
  children?: ComponentChildren
}

/** The end of every proposal: why, and the button. From then on nothing of it changes. */
export function ProposalForm({ handle, what, mayPropose = true, needsReason = false, children }: Props) {
  const { say } = useWords()
  const { route } = useLocation()
  const { isSending, fault, onSubmit } = useForm(async values => {
    const made = await call('POST /api/institutions/{handle}/proposals', {
      path: { handle },
      body: { what: what(values), reason: values['reason'] ?? '' },
    })
    notify(say('propose.made'))
    route(`/institutions/${handle}/proposals/${made.id}`)
  })
  return (
    <form class={css.proposing} onSubmit={onSubmit}>
      {children}
      <label class={ui.field}>
        <span>{say('propose.reason')}</span>
        <textarea name="reason" rows={3} required={needsReason} maxLength={institutionLimits.maxReasonCharacters} />
      </label>
      {fault.value && <Alert>{fault.value.text}</Alert>}
      <p class={css.quiet}>{say('propose.fixes')}</p>
      <div>
        <button type="submit" class={`${shell.button} ${shell.primary}`} disabled={isSending.value || !mayPropose}>
          {say('propose.do')}
        </button>
      </div>
    </form>
  )
}
