import { signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { call, Declined } from '../shell/api.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { useForm } from './form.ts'
import { Cancelled, type Ceremony, hasPasskeys, usePasskey } from './passkeys.ts'

const waiting = signal<{ prove(): void; giveUp(): void } | null>(null)

/** Carries out an act that matters; where the server wants to see first that it is still the same person, the person is asked. */
export async function withProof<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof Declined) || error.problem.code !== 'session.step-up') throw error
    await new Promise<void>((resolve, reject) => {
      waiting.value = { prove: resolve, giveUp: () => reject(new Cancelled()) }
    })
    return act()
  }
}

/** Tells a password manager whose passphrase the form is about. */
export const Whose = ({ handle }: { handle: string }) => (
  <input type="text" autocomplete="username" value={handle} readOnly hidden />
)

/** The sheet that asks. It stands on every page that has such acts. */
export function Proof() {
  return waiting.value && <ProofSheet />
}

function ProofSheet() {
  const { say } = useWords()
  const wants = useSignal<{ hasPassphrase: boolean; passkey: Ceremony | null } | null>(null)
  const load = async () => {
    wants.value = await call('POST /api/session/proof-options')
  }
  useEffect(() => void load().catch(() => undefined), [])
  const prove = async (proving: Promise<unknown>) => {
    await proving
    waiting.peek()?.prove()
    waiting.value = null
  }
  const byPassphrase = useForm(({ passphrase = '' }) =>
    prove(call('POST /api/session/proof', { body: { passphrase } })),
  )
  const byPasskey = useForm(async () => {
    const options = wants.peek()?.passkey
    if (!options) return
    try {
      await prove(call('POST /api/session/proof/passkey', { body: await usePasskey(options) }))
    } finally {
      // A challenge is answered once.
      if (waiting.peek()) await load()
    }
  })
  const close = () => {
    waiting.peek()?.giveUp()
    waiting.value = null
  }
  const fault = byPasskey.fault.value ?? byPassphrase.fault.value
  return (
    <Sheet title={say('proof.title')} closeLabel={say('proof.close')} onClose={close}>
      <div class={shell.section}>
        <p>{say('proof.lead')}</p>
        {fault && <Alert>{fault.text}</Alert>}
        {wants.value?.passkey && hasPasskeys() && (
          <form onSubmit={byPasskey.onSubmit}>
            <button type="submit" class={`${shell.button} ${shell.primary}`} disabled={byPasskey.isSending.value}>
              {say('proof.passkey')}
            </button>
          </form>
        )}
        {wants.value?.hasPassphrase && (
          <form class={shell.form} onSubmit={byPassphrase.onSubmit}>
            <Whose handle={account.value?.handle ?? ''} />
            <Field
              name="passphrase"
              type="password"
              label={say('account.passphrase')}
              required
              autocomplete="current-password"
            />
            <div>
              <button type="submit" class={shell.button} disabled={byPassphrase.isSending.value}>
                {say('proof.passphrase')}
              </button>
            </div>
          </form>
        )}
      </div>
    </Sheet>
  )
}
