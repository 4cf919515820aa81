import { useComputed, useSignal } from '@preact/signals'
import { requestLimits, requestWishes } from '../../core/moderation/requests.ts'
import type { WhatWeHold } from '../../core/wire/register.ts'
import { useForm } from '../accounts/form.ts'
import { call } from '../shell/api.ts'
import { notify } from '../shell/notice.tsx'
import shell from '../shell/shell.module.css'
import { type Language, type Say, useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import css from './moderation.module.css'

const dayMs = 86_400_000
const capital = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1)
/** Of these no person knows anything to ask. */
const isKey = (name: string): boolean => /^id$|_id$/.test(name)

interface Choice {
  value: string
  words: string
}

/** What can be asked about: of one table its columns, and of a clip what programs make of it; else everything, by groups. */
function choicesOf(
  held: WhatWeHold,
  about: string,
  { say, language }: { say: Say; language: Language },
): { title: string; choices: Choice[] }[] {
  const name = about.split('.')[0]!
  const parts = held.groups
    .flatMap(({ parts }) => parts)
    .filter(({ isPersonal, kind }) => isPersonal && kind === 'table')
  const part = parts.find(one => one.name === name)
  if (!part)
    return held.groups
      .map(({ title, parts: own }) => ({
        title: title[language],
        choices: own.filter(one => parts.includes(one)).map(one => ({ value: one.name, words: one.title[language] })),
      }))
      .filter(({ choices }) => choices.length > 0)
  const likeness = parts.find(one => one.name === 'features')
  const whole = { value: name, words: say(name === 'videos' ? 'ask.wholeClip' : 'ask.whole') }
  const columns = part.facts
    .filter(fact => !isKey(fact.name))
    .map(fact => ({ value: `${name}.${fact.name}`, words: capital(fact.purpose[language]) }))
  if (name !== 'videos' || !likeness) return [{ title: part.title[language], choices: [whole, ...columns] }]
  const labels = [
    ...columns.filter(({ value }) => value === 'videos.measure'),
    { value: 'features', words: likeness.title[language] },
  ]
  return [
    { title: say('ask.labels'), choices: labels },
    { title: part.title[language], choices: [whole, ...columns.filter(({ value }) => value !== 'videos.measure')] },
  ]
}

/** Where the person changes it themselves, or why nobody does. */
function correctionOf(held: WhatWeHold, about: string) {
  const [name, column] = about.split('.')
  const part = held.groups.flatMap(({ parts }) => parts).find(one => one.name === name && one.kind === 'table')
  const own = part?.facts.find(fact => fact.name === column)?.correction
  return held.corrections.find(({ id }) => id === (own ?? part?.correction)) ?? null
}

interface AskProps {
  held: WhatWeHold
  /** A table or a column of it, and one of its rows; empty and null where the person has come from nowhere. */
  about: string
  id: string | null
  onAsked(): Promise<void>
}

/** Asks a human: about what, what for, and in which words. */
export function AskForm({ held, about, id, onAsked }: AskProps) {
  const { say, language } = useWords()
  const chosen = useSignal(about)
  const correction = useComputed(() => correctionOf(held, chosen.value))
  const groups = choicesOf(held, about, { say, language })
  const { isSending, fault, onSubmit } = useForm(async ({ wish, words = '' }) => {
    const body = { about: chosen.peek(), id: chosen.peek() === '' ? null : id, wish: wish as 'else', words }
    const { dueAt } = await call('POST /api/requests', { body })
    notify(say('ask.sent', { at: new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date(dueAt)) }))
    await onAsked()
  })
  return (
    <form class={css.report} onSubmit={onSubmit}>
      <label class={css.words}>
        <span>{say('ask.about')}</span>
        <select value={chosen.value} onChange={event => (chosen.value = event.currentTarget.value)}>
          {groups.map(({ title, choices }) => (
            <optgroup key={title} label={title}>
              {choices.map(({ value, words }) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </optgroup>
          ))}
          <option value="">{say('ask.else')}</option>
        </select>
      </label>
      {correction.value && (
        <p class={css.quiet}>
          {correction.value.says[language]}.{' '}
          {correction.value.page && <a href={correction.value.page}>{say('ask.there')}</a>}
        </p>
      )}
      <fieldset class={css.reasons}>
        <legend>{say('ask.wish')}</legend>
        {requestWishes.map(wish => (
          <label key={wish}>
            <input type="radio" name="wish" value={wish} required />
            <span>
              {say(`ask.wish.${wish}`)}
              <span class={css.soon}>{say(`ask.means.${wish}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <label class={css.words}>
        <span>{say('ask.words')}</span>
        <textarea name="words" rows={4} required maxLength={requestLimits.wordCharacters} />
      </label>
      <p class={css.quiet}>{say('ask.read', { n: requestLimits.dueMs / dayMs })}</p>
      {fault.value && <Alert>{fault.value.text}</Alert>}
      <div>
        <button type="submit" class={`${shell.button} ${shell.primary}`} disabled={isSending.value}>
          {say('ask.send')}
        </button>
      </div>
    </form>
  )
}
