import { useSignal } from '@preact/signals'
import { socialLimits } from '../../core/social/limits.ts'
import type { Institution } from '../../core/wire/institution.ts'
import { useWords } from '../shell/words.ts'
import { Field } from '../ui/Field.tsx'
import ui from '../ui/ui.module.css'
import { ProposalForm } from './ProposalForm.tsx'

/** What is said below a clip in the institution's name. */
export function ProposeComment({ one }: { one: Institution }) {
  const { say } = useWords()
  const address = useSignal('')
  const id = clipIn(address.value)
  return (
    <ProposalForm
      handle={one.handle}
      mayPropose={id !== null}
      what={({ text = '' }) => ({ act: 'comment', clip: clipIn(address.peek())!, text, replyTo: null })}
    >
      <div onInput={event => (address.value = (event.target as HTMLInputElement).value)}>
        <Field
          name="address"
          label={say('comment.clip')}
          hint={say('comment.clipHint')}
          fault={address.value !== '' && id === null ? say('comment.noClip') : null}
          required
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
        />
      </div>
      <label class={ui.field}>
        <span>{say('comment.text')}</span>
        <textarea name="text" rows={4} required maxLength={socialLimits.commentCharacters} />
      </label>
    </ProposalForm>
  )
}

/** The clip that an address names, or null. */
const clipIn = (address: string): string | null =>
  /\/video\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/.exec(address)?.[1] ?? null
