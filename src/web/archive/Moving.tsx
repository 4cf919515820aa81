import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useForm } from '../accounts/form.ts'
import { withProof } from '../accounts/proof.tsx'
import { call } from '../shell/api.ts'
import { notify } from '../shell/notice.tsx'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import css from './archive.module.css'

interface Move {
  movedTo: string | null
  movedFrom: string | null
  code: string | null
}

/** Where the account has moved to, and where it came from. */
export function Moving() {
  const { say } = useWords()
  const move = useSignal<Move | null>(null)
  useEffect(
    () =>
      void call('GET /api/move')
        .then(now => (move.value = now))
        .catch(() => undefined),
    [],
  )
  const now = move.value
  const to = useForm(async ({ address = '' }) => {
    move.value = await withProof(() => call('PUT /api/move', { body: { to: address } }))
  })
  const back = useForm(async () => {
    move.value = await call('DELETE /api/move')
  })
  const from = useForm(async ({ code = '' }) => {
    move.value = await call('POST /api/move/confirmation', { body: { code } })
    notify(say('move.confirmed'))
  })
  return (
    <>
      <section class={shell.section}>
        <h2>{say('move.out')}</h2>
        <p>{say('move.outLead')}</p>
        {now?.movedTo ? (
          <form class={shell.form} onSubmit={back.onSubmit}>
            {back.fault.value && <Alert>{back.fault.value.text}</Alert>}
            <p role="status">{say('move.said', { address: now.movedTo })}</p>
            <p class={css.quiet}>{say('move.codeMeans')}</p>
            <output class={css.sum}>{now.code}</output>
            <div class={shell.row}>
              <button
                type="button"
                class={shell.button}
                onClick={() =>
                  void navigator.clipboard.writeText(now.code ?? '').then(() => notify(say('move.copied')))
                }
              >
                {say('move.copy')}
              </button>
              <button type="submit" class={shell.button} disabled={back.isSending.value}>
                {say('move.takeBack')}
              </button>
            </div>
          </form>
        ) : (
          <form class={shell.form} onSubmit={to.onSubmit}>
            {to.fault.value && <Alert>{to.fault.value.text}</Alert>}
            <Field
              name="address"
              label={say('move.address')}
              hint={say('move.addressHint')}
              required
              maxLength={300}
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
            />
            <div>
              <button type="submit" class={shell.button} disabled={to.isSending.value}>
                {say('move.say')}
              </button>
            </div>
          </form>
        )}
      </section>
      <section class={shell.section}>
        <h2>{say('move.in')}</h2>
        {now?.movedFrom && <p>{say('move.from', { address: now.movedFrom })}</p>}
        <p>{say('move.inLead')}</p>
        <form class={shell.form} onSubmit={from.onSubmit}>
          {from.fault.value && <Alert>{from.fault.value.text}</Alert>}
          <Field
            name="code"
            label={say('move.code')}
            required
            maxLength={5000}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
          />
          <div>
            <button type="submit" class={shell.button} disabled={from.isSending.value}>
              {say('move.confirm')}
            </button>
          </div>
        </form>
      </section>
    </>
  )
}
