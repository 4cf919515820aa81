import { useComputed, useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { Video } from '../../core/wire/video.ts'
import { deck } from '../player/deck.ts'
import { readPublic } from '../shell/api.ts'
import { hasSound, markSeen, wantsCaptions } from '../shell/device.ts'
import { headingFor } from '../shell/heading.ts'
import { spoken } from '../shell/notice.tsx'
import { isLiked, setLiked } from '../shell/session.ts'
import { useGiven, usePage } from '../shell/state.ts'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import { ClipArticle } from './ClipArticle.tsx'
import { ClipPanel } from './ClipPanel.tsx'
import css from './feed.module.css'
import { keysOf } from './keys.ts'
import { loadFeed } from './load.ts'
import { FeedEmpty, FeedFault } from './states.tsx'
import { oneClipAWheel } from './wheel.ts'

/** Five seconds, or a fifth of a clip that is shorter than that would suit. */
const stepOf = (clip: Video | undefined): number => Math.min(5, (clip?.durationMs ?? 0) / 5000)

/** Articles further than this from the one shown are empty boxes. */
const near = 3

/** The feed, one clip to a screen. At a clip's own address that clip stands first and the feed goes on behind it. */
export function FeedPage() {
  const { path } = useLocation()
  const { params } = useRoute()
  const { say, language } = useWords()
  const state = usePage()
  const given = useGiven(path, 'video') ?? useGiven(path, 'feed')?.first ?? null
  const clips = useSignal<Video[]>(given ? [given] : [])
  const at = useSignal(0)
  const phase = useSignal<'loading' | 'ready' | 'fault'>('loading')
  const isPlaying = useSignal(false)
  const isWaiting = useSignal(false)
  const slots = useRef(new Map<string, HTMLElement>())
  const scroller = useRef<HTMLDivElement>(null)
  const progress = useRef<HTMLInputElement>(null)

  const load = async () => {
    phase.value = 'loading'
    try {
      const first = clips.peek()[0] ?? (params['id'] ? await readPublic<Video>(`/public/videos/${params['id']}`) : null)
      clips.value = await loadFeed(first)
      phase.value = 'ready'
    } catch {
      phase.value = 'fault'
    }
  }
  useEffect(() => void load(), [])

  useLayoutEffect(() => {
    deck.open(language)
    return () => deck.close()
  }, [])
  useEffect(() => deck.speak(language), [language])

  const current = clips.value[at.value]
  useLayoutEffect(() => {
    if (!current) {
      deck.rest()
      if (clips.peek().length > 0) spoken.value = say('feed.end')
      return
    }
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
    deck.show(
      clips.peek(),
      at.peek(),
      id => slots.current.get(id) ?? null,
      {
        onTime(seconds, duration) {
          progress.current?.style.setProperty('--at', `${duration > 0 ? (seconds / duration) * 100 : 0}%`)
          progress.current?.setAttribute(
            'aria-valuetext',
            say('player.at', { at: Math.floor(seconds), of: Math.round(duration || 0) }),
          )
          if (progress.current && document.activeElement !== progress.current)
            progress.current.valueAsNumber = duration > 0 ? (seconds / duration) * 1000 : 0
        },
        onPlaying: value => (isPlaying.value = value),
        onWaiting: value => (isWaiting.value = value),
      },
      !isCalm,
    )
    spoken.value = say('feed.spoken', { n: at.peek() + 1, handle: current.author.handle, caption: current.caption })
    const heading = headingFor('/@', { ...state, video: current }, say)
    document.title = params['id'] || at.peek() > 0 ? heading.title : state.shore.name
    const timer = setTimeout(() => markSeen(current.id), 2000)
    return () => clearTimeout(timer)
  }, [current?.id, clips.value.length])

  // The clip that covers half of the screen is the one shown; waiting for the scroll to end costs most of a second.
  useEffect(() => {
    const root = scroller.current
    if (!root) return
    const observer = new IntersectionObserver(
      entries => {
        for (const entry of entries)
          if (entry.isIntersecting) at.value = Number((entry.target as HTMLElement).dataset['place'])
      },
      { root, threshold: 0.5 },
    )
    for (const place of root.querySelectorAll('[data-place]')) observer.observe(place)
    return () => observer.disconnect()
  }, [clips.value.length, phase.value])

  const go = (step: number) => {
    const place = Math.max(0, Math.min(clips.peek().length, at.peek() + step))
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
    const article = scroller.current?.querySelector<HTMLElement>(`[data-place="${place}"]`)
    article?.scrollIntoView({ behavior: isCalm ? 'instant' : 'smooth', block: 'start' })
    // Whoever moves by keys stays at the clip they moved to, and not in one that is gone.
    if (scroller.current?.contains(document.activeElement)) article?.focus({ preventScroll: true })
  }
  const like = (clip: Video, likes: boolean) => void setLiked(clip.id, likes).catch(() => undefined)

  useEffect(() => {
    const onKey = keysOf({
      next: () => go(1),
      previous: () => go(-1),
      toggle: () => deck.toggle(),
      mute: () => (hasSound.value = !hasSound.peek()),
      captions: () => (wantsCaptions.value = !wantsCaptions.peek()),
      like: () => {
        const clip = clips.peek()[at.peek()]
        if (clip) like(clip, !isLiked(clip.id))
      },
      first: () => go(-at.peek()),
      last: () => go(clips.peek().length - at.peek()),
      seek: direction => deck.seek(deck.at + direction * stepOf(clips.peek()[at.peek()])),
    })
    document.addEventListener('keydown', onKey)
    const stopWheel = scroller.current ? oneClipAWheel(scroller.current.parentElement!, go) : () => undefined
    return () => {
      document.removeEventListener('keydown', onKey)
      stopWheel()
    }
  }, [])

  const count = useComputed(() => clips.value.length)
  return (
    <div class={css.feed}>
      <h1 class="only-spoken">{say('feed.title')}</h1>
      <div class={css.scroller} ref={scroller}>
        <div class={css.articles} role="feed" aria-busy={phase.value === 'loading'} aria-label={say('feed.title')}>
          {clips.value.map((clip, place) => (
            <ClipArticle
              key={clip.id}
              clip={clip}
              place={place}
              isNear={Math.abs(place - at.value) <= near}
              isCurrent={place === at.value}
              isFirst={clip.id === given?.id}
              isPlaying={isPlaying}
              isWaiting={isWaiting}
              progress={progress}
              slotRef={element => {
                if (element) slots.current.set(clip.id, element)
                else slots.current.delete(clip.id)
              }}
              onLike={likes => like(clip, likes)}
            />
          ))}
        </div>
        {phase.value === 'loading' && count.value === 0 && (
          <div class={`${css.article} ${css.skeleton}`} aria-hidden="true" />
        )}
        {phase.value === 'fault' && <FeedFault onRetry={() => void load()} />}
        {phase.value === 'ready' && count.value === 0 && <FeedEmpty onFull={() => void load()} />}
        {phase.value === 'ready' && count.value > 0 && (
          <section class={css.end} data-place={count.value} tabIndex={-1}>
            <h2>{say('feed.end')}</h2>
            <p>{say('feed.endMore')}</p>
            <button type="button" class={css.endButton} onClick={() => scroller.current?.scrollTo({ top: 0 })}>
              <Icon name="chevron-up" />
              {say('feed.again')}
            </button>
          </section>
        )}
      </div>
      {current && (
        <ClipPanel clip={current} hasNext={at.value < count.value - 1} hasPrevious={at.value > 0} onGo={go} />
      )}
    </div>
  )
}
