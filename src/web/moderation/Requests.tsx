import { moderationLimits } from '../../core/moderation/categories.ts'
import type { QueuedRequest } from '../../core/wire/requests.ts'
import { useForm } from '../accounts/form.ts'
import { call } from '../shell/api.ts'
import { notify } from '../shell/notice.tsx'
import { useRead } from '../shell/read.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import css from './moderation.module.css'

/** What people ask of a human, what is due first, first; each is answered where it stands. */
export function Requests() {
  const { say } = useWords()
  const { found, fault, load } = useRead(() => call('GET /api/moderate/requests', { query: {} }))
  return (
    <section class={shell.section}>
      <h2>{say('operate.requests')}</h2>
      {found.value && <p>{say('asked.waiting', { open: found.value.open, late: found.value.late })}</p>}
      {fault.value && <Alert>{fault.value}</Alert>}
      {found.value?.items.length === 0 && <p>{say('asked.none')}</p>}
      <ol class={css.list}>
        {found.value?.items.map(one => (
          <li key={one.id} class={css.card}>
            <Asked one={one} onAnswered={load} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Asked({ one, onAnswered }: { one: QueuedRequest; onAnswered(): Promise<void> }) {
  const { say, language } = useWords()
  const { about, decision, first } = one
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
  return (
    <>
      <h3>{about.title?.[language] ?? say('ask.else')}</h3>
      <p class={one.isLate ? css.grave : css.quiet}>
        {say(one.isLate ? 'ask.late' : 'asked.due', { at: day.format(new Date(one.dueAt)) })} ·{' '}
        <a href={`/@${one.handle}`}>@{one.handle}</a>
      </p>
      <p class={css.tags}>
        <span class={css.tag}>{say(`ask.wish.${one.wish}`)}</span>
        {first && <span class={css.tag}>{say('ask.appeal')}</span>}
      </p>
      {about.words && <p dir="auto">{about.page ? <a href={about.page}>{about.words}</a> : about.words}</p>}
      {first && (
        <>
          <blockquote dir="auto" class={css.said}>
            {first.words}
          </blockquote>
          <p class={css.quiet}>{say('asked.first', { reason: first.reason })}</p>
        </>
      )}
      <blockquote dir="auto" class={css.said}>
        {one.words}
      </blockquote>
      {decision && (
        <p class={css.quiet}>
          {say('case.pair', { what: day.format(new Date(decision.at)), how: say(`case.measure.${decision.measure}`) })}{' '}
          · {decision.reason}
        </p>
      )}
      {one.mayAnswer ? <Answer one={one} onAnswered={onAnswered} /> : <p class={css.quiet}>{say('asked.notYours')}</p>}
    </>
  )
}

function Answer({ one, onAnswered }: { one: QueuedRequest; onAnswered(): Promise<void> }) {
  const { say } = useWords()
  const { isSending, fault, onSubmit } = useForm(async ({ outcome, reason = '' }) => {
    const body = { outcome: outcome as 'declined', reason }
    await call('POST /api/moderate/requests/{id}/decision', { path: { id: one.id }, body })
    notify(say('asked.answered'))
    await onAnswered()
  })
  return (
    <details>
      <summary>{say('asked.answer')}</summary>
      <form class={css.report} onSubmit={onSubmit}>
        <fieldset class={css.reasons}>
          <legend>{say('appeal.outcome')}</legend>
          {one.outcomes.map(outcome => (
            <label key={outcome}>
              <input type="radio" name="outcome" value={outcome} required />
              <span>
                {say(`asked.outcome.${outcome}`)}
                <span class={css.soon}>{say(`asked.means.${outcome}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <label class={css.words}>
          <span>{say('asked.reason')}</span>
          <textarea name="reason" rows={3} required maxLength={moderationLimits.reasonCharacters} />
        </label>
        {fault.value && <Alert>{fault.value.text}</Alert>}
        <div>
          <button type="submit" class={`${shell.button} ${shell.primary}`} disabled={isSending.value}>
            {say('asked.send')}
          </button>
        </div>
      </form>
    </details>
  )
}
