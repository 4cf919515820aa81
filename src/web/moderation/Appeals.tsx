import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { ModerationAppeal } from '../../core/wire/moderation.ts'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { notify } from '../shell/notice.tsx'
import { useRead } from '../shell/read.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Deciding, Reason, useWish, wishOf } from './Deciding.tsx'
import { Evidence } from './Evidence.tsx'
import css from './moderation.module.css'

/** Appeals that wait for somebody else than who decided first. */
export function Appeals() {
  const { say, language } = useWords()
  const { found, fault, load } = useRead(() => call('GET /api/moderate/appeals', { query: {} }))
  const opened = useSignal<ModerationAppeal | null>(null)
  const wrong = useSignal<string | null>(null)
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const open = async (id: string) => {
    try {
      opened.value = await call('GET /api/moderate/appeals/{id}', { path: { id } })
      wrong.value = null
    } catch (error) {
      wrong.value = await wordsFor(error, language, say)
    }
  }
  const done = () => {
    opened.value = null
    void load()
  }
  if (opened.value) return <Appeal key={opened.value.id} one={opened.value} onDone={done} />
  return (
    <section class={shell.section}>
      <h2>{say('operate.appeals')}</h2>
      {(fault.value ?? wrong.value) && <Alert>{fault.value ?? wrong.value}</Alert>}
      {found.value?.items.length === 0 && <p>{say('appeal.none')}</p>}
      <ol class={css.list}>
        {found.value?.items.map(one => (
          <li key={one.id} class={css.card}>
            <h3>{say('case.pair', { what: say(`case.kind.${one.kind}`), how: say(`case.measure.${one.measure}`) })}</h3>
            <p class={css.quiet}>
              {say(`appeal.by.${one.by}`)} · {say('appeal.due', { at: when.format(new Date(one.dueAt)) })}
            </p>
            {one.mayDecide ? (
              <div>
                <button type="button" class={shell.button} onClick={() => void open(one.id)}>
                  {say('appeal.look')}
                </button>
              </div>
            ) : (
              <p class={css.quiet}>{say('appeal.notYours')}</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Appeal({ one, onDone }: { one: ModerationAppeal; onDone(): void }) {
  const { say, language } = useWords()
  const outcome = useSignal<'stands' | 'overturned' | null>(null)
  const wish = useWish()
  const fault = useSignal<string | null>(null)
  const isSending = useSignal(false)
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => heading.current?.focus(), [])
  const isReopened = outcome.value === 'overturned' && one.measure === 'dismiss'
  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    isSending.value = true
    try {
      const { measure, rule, days, reason } = wishOf(wish)
      const body = { outcome: outcome.peek()!, reason, instead: isReopened ? { measure, rule, days } : null }
      await call('POST /api/moderate/appeals/{id}/decision', { path: { id: one.id }, body })
      notify(say('appeal.decided'))
      onDone()
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
    isSending.value = false
  }
  const instead = one.measures.filter(measure => !['dismiss', 'restore', 'hide'].includes(measure))
  return (
    <section class={shell.section}>
      <h2 tabIndex={-1} ref={heading}>
        {say('case.pair', { what: say(`case.kind.${one.kind}`), how: say(`case.measure.${one.measure}`) })}
      </h2>
      <div class={css.card}>
        <h3>{say('appeal.first')}</h3>
        <p>{one.ruleText.title[language]}</p>
        <blockquote dir="auto">{one.reason}</blockquote>
        <h3>{say(`appeal.by.${one.by}`)}</h3>
        <blockquote dir="auto">{one.words}</blockquote>
      </div>
      <Evidence shown={one} />
      <form class={css.report} onSubmit={event => void send(event)}>
        <fieldset class={css.reasons}>
          <legend>{say('appeal.outcome')}</legend>
          {(['stands', 'overturned'] as const).map(value => (
            <label key={value}>
              <input
                type="radio"
                name="outcome"
                required
                checked={outcome.value === value}
                onChange={() => (outcome.value = value)}
              />
              <span>{say(`appeal.outcome.${value}`)}</span>
            </label>
          ))}
        </fieldset>
        {isReopened ? <Deciding wish={wish} measures={instead} kind={one.kind} /> : <Reason reason={wish.reason} />}
        {fault.value && <Alert>{fault.value}</Alert>}
        <div class={shell.row}>
          <button type="submit" class={`${shell.button} ${shell.primary}`} disabled={isSending.value}>
            {say('case.decide')}
          </button>
          <button type="button" class={shell.button} onClick={onDone}>
            {say('appeal.later')}
          </button>
        </div>
      </form>
    </section>
  )
}
