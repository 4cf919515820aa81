import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Health } from '../../core/wire/shore.ts'
import { readPublic } from '../shell/api.ts'
import { usePage } from '../shell/state.ts'
import { useWords } from '../shell/words.ts'
import css from './feed.module.css'

/** Nothing to watch yet: a new shore, or a trial whose first clips are being drawn. */
export function FeedEmpty({ onFull }: { onFull(): void }) {
  const { say } = useWords()
  const trial = useSignal(usePage().trial ?? null)
  useEffect(() => {
    if (!trial.peek()) return
    const timer = setInterval(async () => {
      const health = await readPublic<Health>('/api/health').catch(() => null)
      if (!health?.trial) return
      trial.value = health.trial
      if (health.trial.ready > 0) onFull()
    }, 1000)
    return () => clearInterval(timer)
  }, [])
  const drawing = trial.value
  return (
    <section class={css.end}>
      <h2>{say(drawing ? 'feed.drawing' : 'feed.empty')}</h2>
      <p>{drawing ? say('feed.drawingMore', { ready: drawing.ready, of: drawing.of }) : say('feed.emptyMore')}</p>
      {drawing ? (
        <progress class={css.drawing} value={drawing.ready} max={drawing.of} aria-label={say('feed.drawing')} />
      ) : (
        <a class={css.endButton} href="/create">
          {say('nav.create')}
        </a>
      )}
    </section>
  )
}

export function FeedFault({ onRetry }: { onRetry(): void }) {
  const { say } = useWords()
  return (
    <section class={css.end} role="alert">
      <h2>{say('feed.fault')}</h2>
      <p>{say('error.offline')}</p>
      <button type="button" class={css.endButton} onClick={onRetry}>
        {say('error.retry')}
      </button>
    </section>
  )
}
