import type { Institution, Proposal } from '../../core/wire/institution.ts'
import { useForm } from '../accounts/form.ts'
import { usePasskey } from '../accounts/passkeys.ts'
import { call, Declined } from '../shell/api.ts'
import { notify } from '../shell/notice.tsx'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './institutions.module.css'
import { challengeOf } from './signing.ts'

interface Props {
  one: Institution
  proposal: Proposal
  isSame: boolean | null
  onChange(): Promise<void>
}

/** One touch signs the hash that this browser has come to by itself, and no other. */
export function Deciding({ one, proposal, isSame, onChange }: Props) {
  const { say } = useWords()
  const path = { handle: one.handle, id: proposal.id }
  const own = account.value?.handle
  const approving = useForm(async () => {
    try {
      const options = await call('POST /api/institutions/{handle}/proposals/{id}/approval-options', { path })
      if ((options as { challenge?: string }).challenge !== challengeOf(proposal.hash)) throw new Error('challenge')
      const use = await usePasskey(options)
      const body = { hash: proposal.hash, use }
      const { state } = await call('POST /api/institutions/{handle}/proposals/{id}/approval', { path, body })
      notify(say(`proposal.signed.${state}`))
      await onChange()
    } catch (error) {
      // What has become of it is on the page when the refusal is read.
      if (error instanceof Declined) await onChange()
      throw error
    }
  })
  const ending = useForm(async ({ act }) => {
    if (act === 'withdraw') await call('DELETE /api/institutions/{handle}/proposals/{id}', { path })
    else await call('DELETE /api/institutions/{handle}/proposals/{id}/approval', { path })
    await onChange()
  })
  const isOwn = proposal.proposedBy === own
  const hasSigned = proposal.approvals.some(({ handle }) => handle === own)
  const fault = approving.fault.value ?? ending.fault.value
  const words = isOwn ? 'own' : hasSigned ? 'hasSigned' : proposal.mayApprove ? null : 'notYours'
  return (
    <div class={css.deciding}>
      {fault && <Alert>{fault.text}</Alert>}
      {isSame === false && <Alert>{say('proposal.differs')}</Alert>}
      {words && <p class={css.quiet}>{say(`proposal.${words}`)}</p>}
      <div class={shell.row}>
        {proposal.mayApprove && isSame !== false && (
          <form class={css.approve} onSubmit={approving.onSubmit}>
            <button
              type="submit"
              class={`${shell.button} ${shell.primary}`}
              disabled={approving.isSending.value || isSame === null}
            >
              <Icon name="key-round" />
              {say('proposal.approve')}
            </button>
          </form>
        )}
        {(isOwn || hasSigned) && (
          <form onSubmit={ending.onSubmit}>
            <button
              type="submit"
              name="act"
              value={isOwn ? 'withdraw' : 'takeBack'}
              class={shell.button}
              disabled={ending.isSending.value}
            >
              {say(isOwn ? 'proposal.withdraw' : 'proposal.takeBack')}
            </button>
          </form>
        )}
      </div>
    </div>
  )
}
