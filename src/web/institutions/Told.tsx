import { acknowledgementText } from '../../core/institutions/proposal.ts'
import { utf8 } from '../../core/ledger/leaf.ts'
import type { Institution, Proposal } from '../../core/wire/institution.ts'
import { useForm } from '../accounts/form.ts'
import { usePasskey } from '../accounts/passkeys.ts'
import { momentIn } from '../create/When.tsx'
import { sha256 } from '../ledger/signed.ts'
import { call } from '../shell/api.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { faultWords } from './faults.ts'
import css from './institutions.module.css'
import { challengeOf } from './signing.ts'

interface Props {
  one: Institution
  proposal: Proposal
  onChange(): Promise<void>
}

/** Whether officer and deputy were told. What could not be handed over stands until one of them has signed that they know. */
export function Told({ one, proposal, onChange }: Props) {
  const { say, language } = useWords()
  const { told, isHeldUp, mayAcknowledge } = proposal
  const { isSending, fault, onSubmit } = useForm(async () => {
    const path = { handle: one.handle, id: proposal.id }
    const failed = told
      .filter(notice => notice.step === 'made' && notice.fault !== null && notice.acknowledgedAt === null)
      .map(({ id }) => id)
    const options = await call('POST /api/institutions/{handle}/proposals/{id}/acknowledgement-options', { path })
    const hash = await sha256(utf8(acknowledgementText({ proposal: proposal.hash, failed })))
    if ((options as { challenge?: string }).challenge !== challengeOf(hash)) throw new Error('challenge')
    const body = { failed, use: await usePasskey(options) }
    await call('POST /api/institutions/{handle}/proposals/{id}/acknowledgement', { path, body })
    await onChange()
  })
  if (told.length === 0) return null
  return (
    <section class={css.does}>
      <h2>{say('told.title')}</h2>
      <ul class={css.signers}>
        {told.map(notice => (
          <li key={notice.id}>
            <Icon name={notice.handedAt ? 'check' : notice.fault === null ? 'hourglass' : 'circle-alert'} />
            <span>
              {say(`told.${notice.step}`)} {say(`told.way.${notice.way}`)}{' '}
              <span class={notice.handedAt || notice.fault === null ? css.quiet : css.grave}>
                {notice.handedAt
                  ? momentIn(notice.handedAt, language)
                  : notice.fault === null
                    ? say('told.underWay')
                    : say('told.failed', { fault: faultWords(notice.fault, say, language) })}
              </span>
              {notice.acknowledgedAt && <span class={css.quiet}> {say('told.acknowledged')}</span>}
            </span>
          </li>
        ))}
      </ul>
      {isHeldUp && <p class={css.grave}>{say('told.heldUp')}</p>}
      {fault.value && <Alert>{fault.value.text}</Alert>}
      {mayAcknowledge && (
        <form onSubmit={onSubmit}>
          <button type="submit" class={shell.button} disabled={isSending.value}>
            <Icon name="key-round" />
            {say('told.acknowledge')}
          </button>
        </form>
      )}
    </section>
  )
}
