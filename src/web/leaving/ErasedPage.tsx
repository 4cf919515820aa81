import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { SignedReceipt } from '../../core/wire/leaving.ts'
import { useForm } from '../accounts/form.ts'
import { call } from '../shell/api.ts'
import { saveFile } from '../shell/save-file.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'

/** The receipt of an erasure, for whoever has its code; the code stands behind the `#`, which no server sees. */
export function ErasedPage() {
  const { say } = useWords()
  const found = useSignal<SignedReceipt | null>(null)
  const code = useSignal('')
  useTitle(say('title.erased'))
  const { isSending, fault, onSubmit } = useForm(async ({ code: typed = '' }) => {
    found.value = null
    found.value = await call('GET /public/erasures/{code}', { path: { code: typed } })
  })
  useEffect(() => {
    code.value = decodeURIComponent(location.hash.slice(1))
  }, [])
  return (
    <div class={shell.page}>
      <h1>{say('title.erased')}</h1>
      <p class={shell.lead}>{say('erased.lead')}</p>
      <form class={shell.form} onSubmit={onSubmit}>
        {fault.value && <Alert>{fault.value.text}</Alert>}
        <Field
          name="code"
          label={say('erased.code')}
          defaultValue={code.value}
          required
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
        />
        <div>
          <button type="submit" class={`${shell.button} ${shell.primary}`} disabled={isSending.value}>
            {say('erased.show')}
          </button>
        </div>
      </form>
      {found.value && <Receipt signed={found.value} />}
    </div>
  )
}

function Receipt({ signed }: { signed: SignedReceipt }) {
  const { say, language } = useWords()
  const { receipt } = signed
  const day = (at: string) => new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date(at))
  const number = new Intl.NumberFormat(language)
  return (
    <section class={shell.section}>
      <h2>{say('erased.on', { date: day(receipt.erasedAt), shore: receipt.shore })}</h2>
      <h3>{say('erased.gone')}</h3>
      <dl class={shell.facts}>
        {Object.entries(receipt.erased).flatMap(([kind, count]) => [
          <dt key={kind}>{say(`erased.${kind}`)}</dt>,
          <dd key={`${kind} count`}>{number.format(count)}</dd>,
        ])}
      </dl>
      <h3>{say('erased.kept')}</h3>
      {receipt.kept.length === 0 && <p>{say('erased.nothing')}</p>}
      <ul class={shell.prose}>
        {receipt.kept.map(({ what, count, until }) => (
          <li key={what}>{say(`erased.kept.${what}`, { n: count, date: until ? day(until) : '' })}</li>
        ))}
      </ul>
      <h3>{say('erased.copies')}</h3>
      <dl class={shell.facts}>
        {Object.entries(receipt.copies).flatMap(([copy, at]) =>
          at === undefined
            ? []
            : [<dt key={copy}>{say(`erased.copies.${copy}`)}</dt>, <dd key={`${copy} day`}>{day(at)}</dd>],
        )}
      </dl>
      <p>{say('erased.signed')}</p>
      <div>
        <button
          type="button"
          class={shell.button}
          onClick={() =>
            saveFile(
              'onshore-erasure.json',
              new Blob([`${JSON.stringify(signed, null, 2)}\n`], { type: 'application/json' }),
            )
          }
        >
          {say('erased.save')}
        </button>
      </div>
    </section>
  )
}
