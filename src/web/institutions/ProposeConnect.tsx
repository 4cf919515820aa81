import { useMemo } from 'preact/hooks'
import { institutionLimits } from '../../core/institutions/limits.ts'
import { utf8 } from '../../core/ledger/leaf.ts'
import type { Institution } from '../../core/wire/institution.ts'
import { sha256 } from '../ledger/signed.ts'
import { useRead } from '../shell/read.ts'
import { useWords } from '../shell/words.ts'
import { Field } from '../ui/Field.tsx'
import css from './institutions.module.css'
import { ProposalForm } from './ProposalForm.tsx'

/** A program that reads the institution's own numbers. Its secret is made here and never sent: the shore is given its hash. */
export function ProposeConnect({ one }: { one: Institution }) {
  const { say } = useWords()
  const secret = useMemo(makeSecret, [])
  const { found } = useRead(() => sha256(utf8(secret)))
  const limit = institutionLimits.maxTokenDays
  return (
    <ProposalForm
      handle={one.handle}
      mayPropose={found.value !== null}
      what={({ name = '', days = '' }) => ({ act: 'connect', name, days: Number(days), tokenHash: found.peek()! })}
    >
      <Field name="name" label={say('connect.name')} required maxLength={60} autocomplete="off" />
      <Field
        name="days"
        type="number"
        label={say('connect.days', { limit })}
        min={1}
        step={1}
        defaultValue="30"
        required
      />
      <p>{say('connect.secret')}</p>
      <output class={css.code}>{secret}</output>
      <p class={css.quiet}>{say('connect.keep')}</p>
    </ProposalForm>
  )
}

/** As the shore's own access tokens are written: 256 bits. */
const makeSecret = (): string =>
  typeof window === 'undefined'
    ? ''
    : `onshore_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replace(/=+$/, '')}`
