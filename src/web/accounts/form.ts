import { type Signal, useSignal } from '@preact/signals'
import { Declined } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { useWords } from '../shell/words.ts'
import { Cancelled } from './passkeys.ts'

export interface Fault {
  /** The field that the refusal is about, by its code; empty for the form as a whole. */
  field: string
  text: string
}

/** A form that is sent as a whole: what it says while it is, and where a refusal belongs. */
export function useForm(send: (values: Record<string, string>) => Promise<void>): {
  isSending: Signal<boolean>
  fault: Signal<Fault | null>
  onSubmit(event: SubmitEvent): void
} {
  const { say, language } = useWords()
  const isSending = useSignal(false)
  const fault = useSignal<Fault | null>(null)
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const values = Object.fromEntries(
      [...new FormData(form, event.submitter)].map(([name, value]) => [name, String(value)]),
    )
    isSending.value = true
    fault.value = null
    try {
      await send(values)
    } catch (error) {
      const code = error instanceof Declined ? error.problem.code : ''
      const field = code.startsWith('account.handle')
        ? 'handle'
        : code.startsWith('account.passphrase')
          ? 'passphrase'
          : code === 'join.invite'
            ? 'invite'
            : code === 'join.words'
              ? 'words'
              : ''
      fault.value = {
        field,
        text: error instanceof Cancelled ? say('passkey.cancelled') : await wordsFor(error, language, say),
      }
      const input = field ? form.elements.namedItem(field) : null
      if (input instanceof HTMLInputElement) input.focus()
    }
    isSending.value = false
  }
  return { isSending, fault, onSubmit: event => void onSubmit(event) }
}
