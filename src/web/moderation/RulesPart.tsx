import { useSignal } from '@preact/signals'
import { moderationLimits } from '../../core/moderation/categories.ts'
import type { PublishedRule } from '../../core/wire/moderation.ts'
import { useForm } from '../accounts/form.ts'
import { withProof } from '../accounts/proof.tsx'
import { askWhy } from '../operate/act.tsx'
import { call } from '../shell/api.ts'
import { notify } from '../shell/notice.tsx'
import { useRead } from '../shell/read.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import css from './moderation.module.css'

/** The operator words the rules; what they said before stays to be read. */
export function RulesPart() {
  const { say, language } = useWords()
  const { found, fault, load } = useRead(() => call('GET /public/rules'))
  const edited = useSignal<string | null>(null)
  return (
    <section class={shell.section}>
      <h2>{say('title.rules')}</h2>
      <p>{say('rulesPart.means')}</p>
      {fault.value && <Alert>{fault.value}</Alert>}
      <ol class={css.list}>
        {found.value?.items.map((rule, place) => (
          <li key={rule.code} class={css.card}>
            <h3>{rule.title[language]}</h3>
            <p>{rule.text[language]}</p>
            {edited.value === rule.code ? (
              <Wording rule={rule} place={place} onDone={() => void load().then(() => (edited.value = null))} />
            ) : (
              <div class={shell.row}>
                <button type="button" class={shell.button} onClick={() => (edited.value = rule.code)}>
                  {say('rulesPart.edit')}
                  <span class="only-spoken"> {rule.title[language]}</span>
                </button>
                <button
                  type="button"
                  class={`${shell.button} ${shell.danger}`}
                  onClick={() =>
                    askWhy(say('case.pair', { what: say('rulesPart.end'), how: rule.title[language] }), async why => {
                      await call('POST /api/operate/rules/{code}/end', { path: { code: rule.code }, body: { why } })
                      await load()
                      return undefined
                    })
                  }
                >
                  {say('rulesPart.end')}
                  <span class="only-spoken"> {rule.title[language]}</span>
                </button>
              </div>
            )}
          </li>
        ))}
      </ol>
      <details>
        <summary>{say('rulesPart.add')}</summary>
        <Wording rule={null} place={1000} onDone={() => void load()} />
      </details>
    </section>
  )
}

function Wording({ rule, place, onDone }: { rule: PublishedRule | null; place: number; onDone(): void }) {
  const { say } = useWords()
  const { isSending, fault, onSubmit } = useForm(async values => {
    const { code = '', titleEn = '', titleFr = '', textEn = '', textFr = '', why = '', at = '' } = values
    const body = {
      title: { en: titleEn, fr: titleFr },
      text: { en: textEn, fr: textFr },
      place: at === '' ? place : Math.max(0, Number(at) - 1),
      why,
    }
    await withProof(() => call('PUT /api/operate/rules/{code}', { path: { code: rule?.code ?? code }, body }))
    notify(say('rulesPart.set'))
    onDone()
  })
  const text = (name: string, label: string, value: string) => (
    <label class={css.words}>
      <span>{label}</span>
      <textarea name={name} rows={4} required maxLength={moderationLimits.ruleTextCharacters} defaultValue={value} />
    </label>
  )
  return (
    <form class={css.report} onSubmit={onSubmit}>
      {!rule && (
        <Field
          name="code"
          label={say('rulesPart.code')}
          hint={say('rulesPart.codeHint')}
          required
          maxLength={40}
          autocapitalize="none"
        />
      )}
      <Field
        name="titleEn"
        label={say('rulesPart.titleEn')}
        required
        maxLength={100}
        defaultValue={rule?.title.en ?? ''}
      />
      {text('textEn', say('rulesPart.textEn'), rule?.text.en ?? '')}
      <Field
        name="titleFr"
        label={say('rulesPart.titleFr')}
        required
        maxLength={100}
        defaultValue={rule?.title.fr ?? ''}
      />
      {text('textFr', say('rulesPart.textFr'), rule?.text.fr ?? '')}
      <Field
        name="at"
        label={say('rulesPart.place')}
        type="number"
        min={1}
        step={1}
        defaultValue={rule ? String(place + 1) : ''}
      />
      <Field name="why" label={say('operate.why')} required maxLength={500} autocomplete="off" />
      {fault.value && <Alert>{fault.value.text}</Alert>}
      <div>
        <button type="submit" class={`${shell.button} ${shell.primary}`} disabled={isSending.value}>
          {say('rulesPart.publish')}
        </button>
      </div>
    </form>
  )
}
