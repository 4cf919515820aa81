import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Video } from '../../core/wire/video.ts'
import type { Fault } from '../player/deck.ts'
import { account } from '../shell/account.ts'
import { call } from '../shell/api.ts'
import { showsSensitive } from '../shell/device.ts'
import { tagsFollowed } from '../shell/followed-tags.ts'
import { notify } from '../shell/notice.tsx'
import { isRestricted, uncover } from '../shell/sensitive.ts'
import { usePage } from '../shell/state.ts'
import { hasFollows } from '../shell/ties.ts'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './states.module.css'

/** Nothing to watch yet: a new shore, or a trial whose first clips are being drawn. */
export function FeedEmpty({ onFull }: { onFull(): void }) {
  const { say } = useWords()
  const page = usePage()
  const trial = useSignal(page.trial ?? null)
  useEffect(() => {
    if (!trial.peek()) return
    const timer = setInterval(async () => {
      const health = await call('GET /api/health').catch(() => null)
      if (!health?.trial) return
      trial.value = health.trial
      if (health.trial.ready > 0) onFull()
    }, 1000)
    return () => clearInterval(timer)
  }, [])
  const drawing = trial.value
  return (
    <section class={css.state}>
      <h2>{say(drawing ? 'feed.drawing' : 'feed.empty')}</h2>
      <p>
        {drawing
          ? say('feed.drawingMore', { ready: drawing.ready, of: drawing.of })
          : say(page.network ? 'feed.endMore' : 'feed.emptyMore')}
      </p>
      {drawing ? (
        <progress class={css.drawing} value={drawing.ready} max={drawing.of} aria-label={say('feed.drawing')} />
      ) : (
        !page.network && (
          <a class={css.button} href="/create">
            {say('nav.create')}
          </a>
        )
      )}
    </section>
  )
}

/** The feed of those one follows, while there is nothing in it. */
export function NobodyFollowed() {
  const { say } = useWords()
  const isAlone = !hasFollows() && tagsFollowed.value.length === 0
  return (
    <section class={css.state}>
      <h2>{say(isAlone ? 'feed.followingNobody' : 'feed.followingQuiet')}</h2>
      <p>{say(isAlone ? 'feed.followingNobodyMore' : 'feed.followingQuietMore')}</p>
      <a class={css.button} href="/explore">
        {say('nav.explore')}
      </a>
    </section>
  )
}

export function FeedFault({ isGone, onRetry }: { isGone: boolean; onRetry(): void }) {
  const { say } = useWords()
  return (
    <section class={css.state} role="alert">
      <h2>{say(isGone ? 'clip.gone' : 'feed.fault')}</h2>
      <p>{say(isGone ? 'clip.goneMore' : 'error.offline')}</p>
      <button type="button" class={css.button} onClick={onRetry}>
        {say(isGone ? 'missing.home' : 'error.retry')}
      </button>
    </section>
  )
}

export function FeedEnd({ place, isShown, onAgain }: { place: number; isShown: boolean; onAgain(): void }) {
  const { say } = useWords()
  return (
    <section class={css.state} data-place={place} tabIndex={-1} inert={!isShown}>
      <h2>{say('feed.end')}</h2>
      <p>{say('feed.endMore')}</p>
      <button type="button" class={css.button} onClick={onAgain}>
        <Icon name="chevron-up" />
        {say('feed.again')}
      </button>
    </section>
  )
}

/** In front of a sensitive clip, of which nothing is loaded: what it is, and the two ways to see it. */
export function Cover({ clip }: { clip: Video }) {
  const { say } = useWords()
  // The buttons go with the cover: whoever pressed one is at the clip itself.
  const open = (event: Event, act: () => void) => {
    const article = (event.currentTarget as HTMLElement).closest('article')
    act()
    article?.focus({ preventScroll: true })
  }
  const always = () => {
    showsSensitive.value = true
    notify(say('sensitive.alwaysOn'))
  }
  return (
    <div class={`${css.state} ${css.over} ${css.cover}`}>
      <h2>{say('sensitive.title')}</h2>
      <p>{say(isRestricted.value ? 'sensitive.restricted' : 'sensitive.said')}</p>
      {!isRestricted.value && (
        <button type="button" class={css.button} onClick={event => open(event, () => uncover(clip.id))}>
          {say('sensitive.once')}
        </button>
      )}
      {!isRestricted.value && account.value?.isYoung !== true && (
        <button type="button" class={`${css.button} ${css.other}`} onClick={event => open(event, always)}>
          {say('sensitive.always')}
        </button>
      )}
    </div>
  )
}

/** The clip on the screen cannot be played: in words, with the one thing that helps. */
export function ClipFault({ fault, onNext, onRetry }: { fault: Fault; onNext(): void; onRetry(): void }) {
  const { say } = useWords()
  const words = {
    gone: ['clip.gone', 'clip.goneMore'],
    offline: ['clip.offline', 'error.offline'],
    unplayable: ['clip.unplayable', 'clip.unplayableMore'],
  } as const
  return (
    <div class={`${css.state} ${css.over}`} role="alert">
      <h2>{say(words[fault][0])}</h2>
      <p>{say(words[fault][1])}</p>
      <button type="button" class={css.button} onClick={fault === 'gone' ? onNext : onRetry}>
        {say(fault === 'gone' ? 'feed.next' : 'error.retry')}
      </button>
    </div>
  )
}
