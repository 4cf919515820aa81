import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { wordsFor } from '../shell/declined.ts'
import { type Say, useWords } from '../shell/words.ts'
import css from './create.module.css'
import type { Sending, Upload } from './uploads.ts'

/** How far an upload is: a bar, megabytes, time left, and a way to pause. */
export function UploadProgress({ upload }: { upload: Upload }) {
  const { say, language } = useWords()
  const now = upload.now.value
  const fault = useSignal('')
  useEffect(() => {
    if (now.fault) void wordsFor(now.fault, language, say).then(text => (fault.value = text))
  }, [now.fault, language])
  const megabytes = new Intl.NumberFormat(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 })
  if (now.state === 'refused')
    return (
      <p class={css.fault} role="alert">
        {fault.value}
      </p>
    )
  return (
    <div class={css.progressBox}>
      <progress class={css.progress} value={now.sent} max={now.all} aria-label={say('upload.progress')} />
      <div class={css.progressLine}>
        <span data-upload={now.state}>
          {now.state === 'sent'
            ? say('upload.sent', { all: megabytes.format(now.all / 1e6) })
            : say('upload.sending', { sent: megabytes.format(now.sent / 1e6), all: megabytes.format(now.all / 1e6) })}
        </span>
        <span>{stateWords(now, say)}</span>
        {(now.state === 'sending' || now.state === 'waiting') && (
          <button type="button" class={css.textButton} onClick={() => upload.pause()}>
            {say('upload.pause')}
          </button>
        )}
        {now.state === 'paused' && (
          <button type="button" class={css.textButton} onClick={() => upload.resume()}>
            {say('upload.resume')}
          </button>
        )}
      </div>
    </div>
  )
}

function stateWords(now: Sending, say: Say): string {
  if (now.state === 'waiting') return say('upload.waiting')
  if (now.state === 'paused') return say('upload.paused')
  if (now.state === 'sent' || now.speed <= 0) return ''
  const seconds = Math.ceil((now.all - now.sent) / now.speed)
  return seconds < 90
    ? say('upload.secondsLeft', { n: seconds })
    : say('upload.minutesLeft', { n: Math.round(seconds / 60) })
}
