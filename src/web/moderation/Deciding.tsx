import { type Signal, useSignal } from '@preact/signals'
import { moderationLimits } from '../../core/moderation/categories.ts'
import type { Measure } from '../../core/moderation/measures.ts'
import type { DecisionWish } from '../../core/wire/moderation.ts'
import { call } from '../shell/api.ts'
import { wantsLetterKeys } from '../shell/device.ts'
import { useRead } from '../shell/read.ts'
import { useWords } from '../shell/words.ts'
import { useKeys } from './keys.ts'
import css from './moderation.module.css'

export interface Wish {
  measure: Signal<Measure | null>
  rule: Signal<string>
  reason: Signal<string>
  days: Signal<number>
}

export const useWish = (): Wish => ({
  measure: useSignal<Measure | null>(null),
  rule: useSignal(''),
  reason: useSignal(''),
  days: useSignal(7),
})

export const wishOf = ({ measure, rule, reason, days }: Wish): DecisionWish => ({
  measure: measure.peek()!,
  rule: rule.peek(),
  reason: reason.peek(),
  days: measure.peek() === 'restrict' ? days.peek() : null,
})

/** What is decided, by which rule, and why: the person concerned reads the sentence. */
export function Deciding({ wish, measures, kind }: { wish: Wish; measures: readonly Measure[]; kind: string }) {
  const { say, language } = useWords()
  const { measure, rule, days } = wish
  const { found } = useRead(() => call('GET /public/rules'))
  useKeys(key => {
    const chosen = measures[Number(key) - 1]
    if (chosen) measure.value = chosen
    return chosen !== undefined
  })
  return (
    <>
      <fieldset class={css.reasons}>
        <legend>{say('case.measure')}</legend>
        {measures.map((one, n) => (
          <label key={one}>
            <input
              type="radio"
              name="measure"
              required
              checked={measure.value === one}
              onChange={() => (measure.value = one)}
            />
            <span>
              {wantsLetterKeys.value && <kbd>{n + 1}</kbd>} {say(`case.measure.${one}`)}
              <span class={css.soon}>{say(`case.means.${one}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {kind === 'account' && measure.value === 'restrict' && (
        <label class={css.words}>
          <span>{say('case.days', { n: moderationLimits.restrictDays })}</span>
          <input
            type="number"
            min={1}
            max={moderationLimits.restrictDays}
            value={days.value}
            onInput={event => (days.value = event.currentTarget.valueAsNumber)}
          />
        </label>
      )}
      <label class={css.words}>
        <span>{say('case.rule')}</span>
        <select required value={rule.value} onChange={event => (rule.value = event.currentTarget.value)}>
          <option value="">{say('case.chooseRule')}</option>
          {found.value?.items.map(one => (
            <option key={one.code} value={one.code}>
              {one.title[language]}
            </option>
          ))}
        </select>
      </label>
      <Reason reason={wish.reason} />
    </>
  )
}

export function Reason({ reason }: { reason: Signal<string> }) {
  const { say } = useWords()
  return (
    <label class={css.words}>
      <span>{say('case.reason')}</span>
      <textarea
        rows={3}
        required
        maxLength={moderationLimits.reasonCharacters}
        value={reason.value}
        onInput={event => (reason.value = event.currentTarget.value)}
      />
    </label>
  )
}
