import { effect } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { Video } from '../../core/wire/video.ts'
import { deck } from '../player/deck.ts'
import { Declined } from '../shell/api.ts'
import { mayPlayItself, rest } from '../shell/calm.ts'
import { keepsClips, markSeen } from '../shell/device.ts'
import { headingFor } from '../shell/heading.ts'
import { spoken } from '../shell/notice.tsx'
import { isCovered } from '../shell/sensitive.ts'
import { usePage } from '../shell/state.ts'
import { useWords } from '../shell/words.ts'
import { attend, begin, leave, touch } from './attention.ts'
import type { List } from './list.ts'
import { addressOf, keepFeed, readClip } from './load.ts'
import { countClip, stopHere } from './stopping.ts'
import { makeView, type View } from './view.ts'

/** A clip counts as seen after this. */
const seenAfterMs = 2000

/** The address that a feed has put itself, following its clip. */
export interface Followed {
  current: string | null
}

interface Place {
  path: string
  id: string | undefined
  followed: Followed
}

export interface Stage {
  view: View
  /** The element that a clip's video is put into, by the clip's id. */
  slots: Map<string, HTMLElement>
  retry(clip: Video): void
}

/** Plays the clip that is shown, and finds out why one does not play. */
export function useStage(
  list: List,
  place: Place,
  scroller: RefObject<HTMLElement | null>,
  go: (step: number) => void,
): Stage {
  const { language } = useWords()
  const view = useMemo(makeView, [])
  const slots = useMemo(() => new Map<string, HTMLElement>(), [])
  const { recover, retry } = useRecovery(list, view, slots)
  useLayoutEffect(() => {
    deck.open(language)
    if (list.left && scroller.current) scroller.current.scrollTop = list.left.at * scroller.current.clientHeight
    const stopFollowing = effect(() => follow(list, place))
    return () => {
      stopFollowing()
      deck.close()
    }
  }, [])
  useEffect(() => deck.speak(language), [language])

  const { clips, at } = list
  const current = clips.value[at.value]
  const listening = (clip: Video) => ({
    onTime(seconds: number, duration: number) {
      attend(clip, seconds)
      view.tell.time(seconds, duration)
    },
    onPlaying(isPlaying: boolean) {
      view.isPlaying.value = isPlaying
      if (isPlaying) begin(clip)
      void import('../player/outside.ts').then(({ announce, keepAwake }) => {
        if (isPlaying) announce(clip, go)
        keepAwake()
      })
    },
    onWaiting: (isWaiting: boolean) => (view.isWaiting.value = isWaiting),
    onCues: (cues: Parameters<typeof view.tell.cues>[0]) => view.tell.cues(cues),
    onFault: () => void recover(clip),
  })
  const coming = clips.value
    .slice(at.value + 1, at.value + 3)
    .map(({ id }) => id)
    .join()
  const isClosed = current !== undefined && (isCovered(current) || rest.value !== null)
  useLayoutEffect(() => {
    view.fault.value = null
    if (!current || isClosed) deck.rest()
    else deck.show(clips.peek(), at.peek(), id => slots.get(id) ?? null, listening(current), mayPlayItself())
  }, [current?.id, clips.value.length, coming, isClosed])
  useAttention(current)
  useAnnounced(list, place, scroller)
  return { view, slots, retry }
}

/** Keeps the feed as it is, for whoever comes back; at a clip's address the address follows the clip. */
function follow({ clips, at, isOffline, left }: List, { path, id, followed }: Place): void {
  const feed = { clips: clips.value, at: at.value, isChosen: left?.isChosen }
  const clip = feed.clips[feed.at]
  const here = followed.current ?? decodeURI(path)
  // Not once the address is another page's: this feed stands until that page is loaded.
  if (isOffline.value || decodeURI(location.pathname) !== here) return
  const next = id && clip ? addressOf(clip) : here
  if (next !== here) {
    // Going back leads to the one that was left.
    history.replaceState(history.state, '', next)
    followed.current = next
  }
  if (feed.clips.length > 1) keepFeed(next, feed, here)
}

/** A clip that is left, or a page that is, tells this device's interests how much was watched. */
function useAttention(current: Video | undefined): void {
  // Left before the deck shows the next: what plays from then on is the next one's.
  useLayoutEffect(() => leave, [current?.id])
  useEffect(() => void stopHere(), [current?.id])
  useEffect(() => {
    const onHidden = () => document.hidden && leave()
    const hands = ['pointerdown', 'keydown', 'wheel'] as const
    document.addEventListener('visibilitychange', onHidden)
    for (const hand of hands) document.addEventListener(hand, touch, { passive: true })
    return () => {
      document.removeEventListener('visibilitychange', onHidden)
      for (const hand of hands) document.removeEventListener(hand, touch)
    }
  }, [])
}

/** Says which clip is shown, in the document's title and to whoever listens; after a while it counts as seen. */
function useAnnounced({ clips, at, isOffline }: List, { id }: Place, scroller: RefObject<HTMLElement | null>): void {
  const { say } = useWords()
  const state = usePage()
  const current = clips.value[at.value]
  useLayoutEffect(() => {
    if (!current) {
      if (clips.peek().length > 0) spoken.value = say('feed.end')
      return
    }
    // Whoever's focus is in the feed hears the article itself.
    const isHeard = scroller.current?.contains(document.activeElement)
    spoken.value = isHeard
      ? ''
      : say('feed.spoken', { n: at.peek() + 1, handle: current.author.handle, caption: current.caption })
    const heading = headingFor('/@', { ...state, video: current }, say)
    document.title = id || at.peek() > 0 ? heading.title : state.shore.name
    const timer = setTimeout(() => {
      if (isCovered(current)) return
      markSeen(current.id)
      countClip()
      if (keepsClips.peek() && !isOffline.peek())
        void import('../player/kept-clips.ts').then(({ keepClip }) => keepClip(current)).catch(() => undefined)
    }, seenAfterMs)
    return () => clearTimeout(timer)
  }, [current?.id, clips.value.length])
}

/** What is done about a clip that does not play. */
function useRecovery({ clips, at, phase, isOffline, load }: List, view: View, slots: Map<string, HTMLElement>) {
  const retried = useRef(new Map<string, 'under way' | 'once'>())
  const isShown = (clip: Video) => clips.peek()[at.peek()]?.id === clip.id
  /** Finds out why, once at a time for each clip; the viewer may have gone on before the answer. */
  const recover = async (clip: Video) => {
    const tries = retried.current.get(clip.id)
    if (tries === 'under way') return
    retried.current.set(clip.id, 'under way')
    try {
      const now = await readClip(clip.id)
      if (!isShown(clip)) retried.current.delete(clip.id)
      else if (tries === 'once') view.fault.value = 'unplayable'
      // Its files may have been replaced by better ones since the slate was made.
      else deck.reload(now, slots.get(clip.id) ?? null)
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
  useEffect(() => {
    const onOnline = () => {
      const clip = clips.peek()[at.peek()]
      if (phase.peek() === 'fault' || isOffline.peek()) void load(isOffline.peek())
      else if (clip && view.fault.peek() === 'offline') retry(clip)
    }
    addEventListener('online', onOnline)
    return () => removeEventListener('online', onOnline)
  }, [])
  return { recover, retry }
}
