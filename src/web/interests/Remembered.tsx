import { useSignal } from '@preact/signals'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import type { Change, Known } from './asking.ts'
import css from './interests.module.css'

const shownFirst = 12

/** Clips, creators and sounds that speak for others like them: each can be taken out alone, and speaks no more. */
export function Remembered({ known, onChange }: { known: Known; onChange(change: Change): void }) {
  const { say } = useWords()
  const speakWell = known.creators.filter(({ sum }) => Math.abs(sum) > 0.2)
  const heard = known.sounds.filter(({ sum }) => Math.abs(sum) > 0.2)
  const verdict = (sum: number) => say(sum > 0 ? 'interests.liked' : 'interests.left')
  return (
    <section class={shell.section}>
      <h2>{say('interests.clips', { n: known.clips.length })}</h2>
      <p class={css.quiet}>{say('interests.clipsMean')}</p>
      <Lines
        lines={known.clips.map(({ id, handle, caption, watch, acts }) => ({
          key: id,
          words: caption || `@${handle}`,
          by: caption ? `@${handle}` : '',
          verdict: acts.length > 0 ? acts.map(act => say(`interests.act.${act}`)).join(', ') : verdict(watch),
          forget: { do: 'forget-items', ids: [id] },
        }))}
        onChange={onChange}
      />
      <h3>{say('interests.creators')}</h3>
      <Lines
        lines={speakWell.map(({ key, handle, sum }) => ({
          key: String(key),
          words: `@${handle}`,
          by: '',
          verdict: verdict(sum),
          forget: { do: 'forget-creator', key },
        }))}
        onChange={onChange}
      />
      {heard.length > 0 && (
        <>
          <h3>{say('interests.sounds')}</h3>
          <Lines
            lines={heard.map(({ key, title, sum }) => ({
              key: String(key),
              words: title,
              by: '',
              verdict: verdict(sum),
              forget: { do: 'forget-sound', key },
            }))}
            onChange={onChange}
          />
        </>
      )}
    </section>
  )
}

interface LineOf {
  key: string
  words: string
  by: string
  verdict: string
  forget: Change
}

function Lines({ lines, onChange }: { lines: LineOf[]; onChange(change: Change): void }) {
  const { say } = useWords()
  const isOpen = useSignal(false)
  if (lines.length === 0) return <p class={css.quiet}>{say('interests.nothing')}</p>
  const shown = isOpen.value ? lines : lines.slice(0, shownFirst)
  return (
    <>
      <ul class={css.list}>
        {shown.map(({ key, words, by, verdict, forget }) => (
          <li key={key} class={css.line}>
            <span class={css.named}>
              <bdi>{words}</bdi>
              <span class={css.quiet}>
                {by && `${by} · `}
                {verdict}
              </span>
            </span>
            <button type="button" class={css.act} onClick={() => onChange(forget)}>
              {say('interests.forget')}
              <span class="only-spoken"> {words}</span>
            </button>
          </li>
        ))}
      </ul>
      {lines.length > shown.length && (
        <button type="button" class={shell.button} onClick={() => (isOpen.value = true)}>
          {say('interests.all', { n: lines.length })}
        </button>
      )}
    </>
  )
}
