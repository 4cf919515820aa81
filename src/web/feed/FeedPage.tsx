import { effect, useComputed, useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { Video } from '../../core/wire/video.ts'
import { deck } from '../player/deck.ts'
import { gestureEnded } from '../player/meter.ts'
import { again } from '../shell/again.ts'
import { Declined, readPublic, Unreachable } from '../shell/api.ts'
import { hasSound, isCalm, keepsClips, markSeen, pace, paces, wantsCaptions, wantsLetterKeys } from '../shell/device.ts'
import { headingFor } from '../shell/heading.ts'
import { notify, spoken } from '../shell/notice.tsx'
import { isLiked, setLiked } from '../shell/session.ts'
import { useGiven, usePage } from '../shell/state.ts'
import { useWords } from '../shell/words.ts'
import { type Acts, keysOf } from './acts.ts'
import { ClipArticle } from './ClipArticle.tsx'
import { ClipPanel } from './ClipPanel.tsx'
import css from './feed.module.css'
import { addressOf, keepFeed, keptFeed, loadFeed } from './load.ts'
import { stepOf } from './Progress.tsx'
import { pullToRefresh } from './pull.ts'
import { Sheets } from './sheets.tsx'
import { FeedEmpty, FeedEnd, FeedFault } from './states.tsx'
import { makeView, type SheetName } from './view.ts'
import { oneClipAWheel } from './wheel.ts'

/** Articles further than this from the one shown are empty boxes. */
const near = 3

/** The address that a feed has put itself, following its clip. */
interface Followed {
  current: string | null
}

const isFeedPath = (path: string): boolean => path === '/' || /^\/(@|%40)[^/]+\/video\/[^/]+$/.test(path)

/** The feed, one clip to a screen. At a clip's own address that clip stands first and the feed goes on behind it. */
export function FeedPage() {
  const { path } = useLocation()
  const shown = useRef(path)
  const followed = useRef<string | null>(null)
  // Another address is another feed, but for the one this feed moved to itself, and for a page that is still being loaded.
  if (path !== shown.current && isFeedPath(path) && decodeURI(path) !== followed.current) {
    shown.current = path
    followed.current = null
  }
  return <Feed key={shown.current} path={shown.current} followed={followed} />
}

function Feed({ path, followed }: { path: string; followed: Followed }) {
  const { params } = useRoute()
  const id = useMemo(() => params['id'], [])
  const { say, language } = useWords()
  const state = usePage()
  const given = useGiven(path, 'video') ?? useGiven(path, 'feed')?.first ?? null
  const left = useMemo(() => (import.meta.env.SSR ? undefined : keptFeed(path)), [])
  const clips = useSignal<Video[]>(left?.clips ?? (given ? [given] : []))
  const at = useSignal(left?.at ?? 0)
  const phase = useSignal<'loading' | 'ready' | 'fault' | 'gone'>(left ? 'ready' : 'loading')
  const isOffline = useSignal(false)
  const sheet = useSignal<SheetName | null>(null)
  const hasFigures = useSignal(false)
  const view = useMemo(makeView, [])
  const slots = useRef(new Map<string, HTMLElement>())
  const root = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const isAnew = useRef(false)
  const retried = useRef(new Map<string, 'under way' | 'once'>())

  const load = async (isFresh = false) => {
    phase.value = 'loading'
    try {
      // A slate out of the browser's cache would name clips that cannot come.
      if (!navigator.onLine) throw new Unreachable('offline')
      const first = isFresh ? null : (clips.peek()[0] ?? (id ? await readPublic<Video>(`/public/videos/${id}`) : null))
      const loaded = await loadFeed(first)
      isAnew.current = isFresh
      if (isFresh) at.value = 0
      clips.value = loaded
      isOffline.value = false
      phase.value = 'ready'
      if (keepsClips.peek()) void import('../player/kept-clips.ts').then(({ dropGone }) => dropGone())
    } catch (error) {
      if (isFresh && clips.peek().length > 0) {
        phase.value = 'ready'
        notify(say('error.offline'))
      } else if (error instanceof Declined && id && clips.peek().length === 0) phase.value = 'gone'
      else await fallBack()
    }
  }
  /** No network: what this device kept, where the viewer asked it to keep anything. */
  const fallBack = async () => {
    // Without a network and without the shell, not even this part of the program may come.
    const kept = await import('../player/kept-clips.ts').then(({ keptClips }) => keptClips()).catch(() => [])
    isOffline.value = kept.length > 0
    if (kept.length > 0) {
      clips.value = kept
      at.value = 0
    }
    phase.value = kept.length > 0 ? 'ready' : 'fault'
  }
  useEffect(() => {
    if (!left) void load()
    // Asked for once more from outside: the way around's own entry for this page.
    const asked = again.peek()
    const stop = effect(() => {
      if (again.value !== asked) void load(true)
    })
    const onOnline = () => {
      const clip = clips.peek()[at.peek()]
      if (phase.peek() === 'fault' || isOffline.peek()) void load(isOffline.peek())
      else if (clip && view.fault.peek() === 'offline') retry(clip)
    }
    addEventListener('online', onOnline)
    return () => {
      stop()
      removeEventListener('online', onOnline)
    }
  }, [])
  // A clip that moves to another place would take the scroll position along.
  useLayoutEffect(() => {
    if (isAnew.current && scroller.current) scroller.current.scrollTop = 0
    isAnew.current = false
  }, [clips.value])

  useLayoutEffect(() => {
    deck.open(language)
    if (left && scroller.current) scroller.current.scrollTop = left.at * scroller.current.clientHeight
    const stopKeeping = effect(() => {
      const feed = { clips: clips.value, at: at.value }
      const clip = feed.clips[feed.at]
      const here = followed.current ?? decodeURI(path)
      // Not once the address is another page's: this feed stands until that page is loaded.
      if (isOffline.value || decodeURI(location.pathname) !== here) return
      const next = id && clip ? addressOf(clip) : here
      if (next !== here) {
        // At a clip's address the address follows the clip, so that going back leads to the one that was left.
        history.replaceState(history.state, '', next)
        followed.current = next
      }
      if (feed.clips.length > 1) keepFeed(next, feed, here)
    })
    return () => {
      stopKeeping()
      deck.close()
    }
  }, [])
  useEffect(() => deck.speak(language), [language])

  const isShown = (clip: Video) => clips.peek()[at.peek()]?.id === clip.id
  /** Finds out why a clip does not play, once at a time for each; the viewer may have gone on before the answer. */
  const recover = async (clip: Video) => {
    const tries = retried.current.get(clip.id)
    if (tries === 'under way') return
    retried.current.set(clip.id, 'under way')
    try {
      const now = await readPublic<Video>(`/public/videos/${clip.id}`)
      if (!isShown(clip)) retried.current.delete(clip.id)
      else if (tries === 'once') view.fault.value = 'unplayable'
      // Its files may have been replaced by better ones since the slate was made.
      else deck.reload(now, slots.current.get(clip.id) ?? null)
    } catch (error) {
      if (isShown(clip)) view.fault.value = error instanceof Declined ? 'gone' : 'offline'
    }
    if (retried.current.has(clip.id)) retried.current.set(clip.id, 'once')
  }

  const retry = (clip: Video) => {
    view.fault.value = null
    retried.current.delete(clip.id)
    void recover(clip)
  }

  const current = clips.value[at.value]
  useLayoutEffect(() => {
    view.fault.value = null
    if (!current) {
      deck.rest()
      if (clips.peek().length > 0) spoken.value = say('feed.end')
      return
    }
    const listening = {
      onTime: (seconds: number, duration: number) => view.tell.time(seconds, duration),
      onPlaying(isPlaying: boolean) {
        view.isPlaying.value = isPlaying
        void import('../player/outside.ts').then(({ announce, keepAwake }) => {
          if (isPlaying) announce(current, go)
          keepAwake()
        })
      },
      onWaiting: (isWaiting: boolean) => (view.isWaiting.value = isWaiting),
      onCues: (cues: Parameters<typeof view.tell.cues>[0]) => view.tell.cues(cues),
      onFault: () => void recover(current),
    }
    deck.show(clips.peek(), at.peek(), id => slots.current.get(id) ?? null, listening, !isCalm())
    // Whoever's focus is in the feed hears the article itself.
    const isHeard = scroller.current?.contains(document.activeElement)
    spoken.value = isHeard
      ? ''
      : say('feed.spoken', { n: at.peek() + 1, handle: current.author.handle, caption: current.caption })
    const heading = headingFor('/@', { ...state, video: current }, say)
    document.title = id || at.peek() > 0 ? heading.title : state.shore.name
    const timer = setTimeout(() => {
      markSeen(current.id)
      if (keepsClips.peek() && !isOffline.peek())
        void import('../player/kept-clips.ts').then(({ keepClip }) => keepClip(current)).catch(() => undefined)
    }, 2000)
    return () => clearTimeout(timer)
  }, [current?.id, clips.value.length])

  // The clip that covers half of the screen is the one shown; waiting for the scroll to end costs most of a second.
  useEffect(() => {
    const around = scroller.current
    if (!around) return
    const observer = new IntersectionObserver(
      entries => {
        for (const entry of entries)
          if (entry.isIntersecting) at.value = Number((entry.target as HTMLElement).dataset['place'])
      },
      { root: around, threshold: 0.5 },
    )
    for (const place of around.querySelectorAll('[data-place]')) observer.observe(place)
    return () => observer.disconnect()
  }, [clips.value, phase.value])

  const go = (step: number) => {
    gestureEnded()
    const place = Math.max(0, Math.min(clips.peek().length, at.peek() + step))
    const article = scroller.current?.querySelector<HTMLElement>(`[data-place="${place}"]`)
    article?.scrollIntoView({ behavior: isCalm() ? 'instant' : 'smooth', block: 'start' })
    // Whoever moves by keys stays at the clip they moved to, and not in one that is gone.
    if (scroller.current?.contains(document.activeElement)) article?.focus({ preventScroll: true })
  }
  const like = (clip: Video, likes: boolean) =>
    void setLiked(clip.id, likes).catch(() => notify(say('clip.likeNotKept')))
  const openSheet = (name: SheetName) => (sheet.value = name)
  const changePace = (step: number) => {
    const place = paces.indexOf(pace.peek() as 1) + step
    pace.value = paces[Math.max(0, Math.min(place, paces.length - 1))]!
    notify(say('player.pace', { pace: new Intl.NumberFormat(language).format(pace.peek()) }))
  }
  const seekBy = (direction: number) => {
    const clip = clips.peek()[at.peek()]
    deck.seek(deck.at + direction * stepOf(clip))
    spoken.value = say('player.at', { at: Math.round(deck.at), of: Math.round((clip?.durationMs ?? 0) / 1000) })
  }
  // The whole document, so that notices and sheets are seen as well.
  const fullscreen = () => {
    if (document.fullscreenElement) void document.exitFullscreen()
    else void document.documentElement.requestFullscreen?.().catch(() => undefined)
  }
  const picture = () => {
    if (document.pictureInPictureElement) void document.exitPictureInPicture()
    else void deck.video?.requestPictureInPicture?.().catch(() => notify(say('player.noPicture')))
  }
  const acts: Acts = {
    next: () => go(1),
    previous: () => go(-1),
    first: () => go(-at.peek()),
    last: () => go(clips.peek().length - at.peek()),
    toggle: () => deck.toggle(),
    back: () => seekBy(-1),
    forward: () => seekBy(1),
    slower: () => changePace(-1),
    faster: () => changePace(1),
    mute() {
      hasSound.value = hasSound.peek() !== true
      spoken.value = say(hasSound.peek() ? 'player.soundOn' : 'player.soundOff')
    },
    captions() {
      wantsCaptions.value = !wantsCaptions.peek()
      spoken.value = say(wantsCaptions.peek() ? 'player.captionsOn' : 'player.captionsOff')
    },
    transcript: () => openSheet('transcript'),
    like() {
      const clip = clips.peek()[at.peek()]
      if (!clip) return
      like(clip, !isLiked(clip.id))
      spoken.value = say(isLiked(clip.id) ? 'clip.liked' : 'clip.unliked')
    },
    fullscreen,
    picture,
    menu: () => openSheet('menu'),
    figures: () => (hasFigures.value = !hasFigures.peek()),
    help: () => openSheet('help'),
    // The feed's own way out, before and after it (ARIA Authoring Practices, feed pattern).
    leaveBefore: () => document.querySelector<HTMLElement>('nav a')?.focus(),
    leaveAfter: () => root.current?.querySelector<HTMLElement>('aside a, aside button')?.focus(),
  }

  // Keys outlive a render: they say what they say in the language of now.
  const latest = useRef(acts)
  latest.current = acts
  useEffect(() => {
    const onKey = keysOf(
      () => latest.current,
      () => wantsLetterKeys.peek(),
    )
    document.addEventListener('keydown', onKey)
    const around = scroller.current!
    const onTouchEnd = () => gestureEnded()
    around.addEventListener('touchend', onTouchEnd, { passive: true })
    const stopWheel = oneClipAWheel(root.current!, go)
    const stopPull = pullToRefresh(around, () => load(true))
    return () => {
      document.removeEventListener('keydown', onKey)
      around.removeEventListener('touchend', onTouchEnd)
      stopWheel()
      stopPull()
    }
  }, [])

  const count = useComputed(() => clips.value.length)
  return (
    <div class={css.feed} ref={root}>
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
              view={view}
              slotRef={element => {
                if (element) slots.current.set(clip.id, element)
                else slots.current.delete(clip.id)
              }}
              onLike={likes => like(clip, likes)}
              onMenu={acts.menu}
              onNext={acts.next}
              onRetry={() => retry(clip)}
            />
          ))}
        </div>
        {phase.value === 'loading' && count.value === 0 && (
          <div class={`${css.article} ${css.skeleton}`} aria-hidden="true" />
        )}
        {phase.value === 'fault' && <FeedFault isGone={false} onRetry={() => void load()} />}
        {phase.value === 'gone' && <FeedFault isGone onRetry={() => location.assign('/')} />}
        {phase.value === 'ready' && count.value === 0 && <FeedEmpty onFull={() => void load()} />}
        {phase.value === 'ready' && count.value > 0 && (
          <FeedEnd place={count.value} isShown={!current} onAgain={() => scroller.current?.scrollTo({ top: 0 })} />
        )}
      </div>
      {isOffline.value && (
        <p class={css.offline} role="status">
          {say('feed.offline', { n: count.value })}
        </p>
      )}
      {current && (
        <ClipPanel
          clip={current}
          hasNext={at.value < count.value - 1}
          hasPrevious={at.value > 0}
          onGo={go}
          onHelp={acts.help}
        />
      )}
      <Sheets name={sheet} clip={current ?? null} hasFigures={hasFigures} acts={acts} />
    </div>
  )
}
