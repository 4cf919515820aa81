import type { Signal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import css from './create.module.css'
import { secondsIn } from './seconds.ts'

/** The cover: any picture of the clip, found with a slider. */
export function Cover({ source, durationMs, at }: { source: string; durationMs: number; at: Signal<number | null> }) {
  const { say, language } = useWords()
  const video = useRef<HTMLVideoElement>(null)
  const id = useId()
  useEffect(() => {
    if (video.current) video.current.currentTime = (at.value ?? 0) / 1000
  }, [at.value, source])
  return (
    <section class={css.tool} aria-labelledby={id}>
      <h2 id={id}>{say('create.cover')}</h2>
      <div class={css.coverBox}>
        <video
          class={css.cover}
          ref={video}
          src={source}
          muted
          playsInline
          preload="auto"
          tabIndex={-1}
          aria-label={say('create.coverShown')}
          onLoadedMetadata={event => (event.currentTarget.currentTime = (at.peek() ?? 0) / 1000)}
        />
        <div class={css.coverWords}>
          <input
            class={css.range}
            type="range"
            min={0}
            max={Math.max(0, durationMs - 100)}
            step={100}
            value={at.value ?? 0}
            aria-label={say('create.coverAt')}
            aria-valuetext={secondsIn(at.value ?? 0, language)}
            onInput={event => (at.value = Number(event.currentTarget.value))}
          />
          <p class={css.quiet}>
            {at.value === null
              ? say('create.coverFirst')
              : say('create.coverMoment', { at: secondsIn(at.value, language) })}
          </p>
          {at.value !== null && (
            <button type="button" class={shell.button} onClick={() => (at.value = null)}>
              {say('create.coverReset')}
            </button>
          )}
        </div>
      </div>
    </section>
  )
}
