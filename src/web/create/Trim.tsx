import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useId } from 'preact/hooks'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './create.module.css'
import { secondsIn } from './seconds.ts'
import type { Cut } from './trim.ts'

/** Less than this is no clip. */
const leastMs = 500

interface Props {
  file: File
  durationMs: number
  video: RefObject<HTMLVideoElement | null>
  onCut(cut: Cut): void
}

/** Start and end of what is kept. Nothing is encoded: what is cut off never leaves the device again. */
export function Trim({ file, durationMs, video, onCut }: Props) {
  const { say, language } = useWords()
  const start = useSignal(0)
  const end = useSignal(durationMs)
  const state = useSignal<'idle' | 'cutting' | 'failed'>('idle')
  const id = useId()
  const isWhole = start.value === 0 && end.value === durationMs

  const show = (ms: number) => {
    if (!video.current) return
    video.current.pause()
    video.current.currentTime = ms / 1000
  }
  const cut = async () => {
    state.value = 'cutting'
    try {
      const { trim } = await import('./trim.ts')
      onCut(await trim(file, start.peek(), end.peek()))
    } catch {
      state.value = 'failed'
    }
  }
  return (
    <section class={css.tool} aria-labelledby={id}>
      <h2 id={id}>{say('create.trim')}</h2>
      <p class={css.quiet}>{say('create.trimMeans')}</p>
      <div class={css.field}>
        <label for={`${id}-start`}>{say('create.trimStart', { at: secondsIn(start.value, language) })}</label>
        <input
          id={`${id}-start`}
          class={css.range}
          type="range"
          min={0}
          max={durationMs}
          step={100}
          value={start.value}
          aria-valuetext={secondsIn(start.value, language)}
          onInput={event => {
            start.value = Math.min(Number(event.currentTarget.value), end.peek() - leastMs)
            show(start.peek())
          }}
        />
      </div>
      <div class={css.field}>
        <label for={`${id}-end`}>{say('create.trimEnd', { at: secondsIn(end.value, language) })}</label>
        <input
          id={`${id}-end`}
          class={css.range}
          type="range"
          min={0}
          max={durationMs}
          step={100}
          value={end.value}
          aria-valuetext={secondsIn(end.value, language)}
          onInput={event => {
            end.value = Math.max(Number(event.currentTarget.value), start.peek() + leastMs)
            show(end.peek())
          }}
        />
      </div>
      <div class={shell.row}>
        <button
          type="button"
          class={shell.button}
          disabled={isWhole || state.value === 'cutting'}
          onClick={() => void cut()}
        >
          <Icon name="scissors" />
          {state.value === 'cutting'
            ? say('create.trimming')
            : say('create.trimKeep', { length: secondsIn(end.value - start.value, language) })}
        </button>
      </div>
      {state.value === 'failed' && <Alert>{say('create.trimFailed')}</Alert>}
    </section>
  )
}
