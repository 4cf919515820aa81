import { Choice } from '../accounts/Choice.tsx'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import type { Change, Known } from './asking.ts'
import css from './interests.module.css'

const steps = ['off', 'less', '', 'more'] as const
const tries = ['less', 'usual', 'more'] as const
const lengths = ['-1', '0', '1'] as const

/** Topics and how much of each; how much is tried; how long clips are. What is chosen here holds whatever was learned. */
export function Topics({ known, onChange }: { known: Known; onChange(change: Change): void }) {
  const { say } = useWords()
  return (
    <section class={shell.section}>
      <h2>{say('interests.topics')}</h2>
      {known.topics.length === 0 && <p class={css.quiet}>{say('interests.nothing')}</p>}
      <ul class={css.list}>
        {known.topics.map(({ key, words, sum, step }) => (
          <li key={key} class={css.topic}>
            <span class={css.named}>
              <strong>{words}</strong>
              <span class={css.quiet}>
                {say(sum > 0.2 ? 'interests.liked' : sum < -0.2 ? 'interests.left' : 'interests.even')}
              </span>
            </span>
            <select
              aria-label={say('interests.howMuch', { words })}
              value={step ?? ''}
              onChange={event => {
                const chosen = steps.find(one => one === event.currentTarget.value) ?? ''
                onChange({ do: 'topic', key, words, step: chosen === '' ? null : chosen })
              }}
            >
              {steps.map(one => (
                <option value={one} key={one}>
                  {say(`interests.step.${one || 'learned'}`)}
                </option>
              ))}
            </select>
            <button type="button" class={css.act} onClick={() => onChange({ do: 'forget-topic', key })}>
              {say('interests.forget')}
              <span class="only-spoken"> {words}</span>
            </button>
          </li>
        ))}
      </ul>
      <Choice
        legend={say('interests.exploring')}
        name="exploring"
        value={known.exploring}
        options={tries.map(one => [one, say(`interests.exploring.${one}`)])}
        onChange={value => onChange({ do: 'exploring', exploring: tries.find(one => one === value) ?? 'usual' })}
      />
      <Choice
        legend={say('interests.length')}
        name="length"
        value={String(known.length)}
        options={lengths.map(one => [one, say(`interests.length.${one}`)])}
        onChange={value => onChange({ do: 'length', length: Number(value) })}
      />
    </section>
  )
}
