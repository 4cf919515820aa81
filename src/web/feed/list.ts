import { effect, type Signal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { Video } from '../../core/wire/video.ts'
import { again } from '../shell/again.ts'
import { Declined, Unreachable } from '../shell/api.ts'
import { feedOrder, keepsClips } from '../shell/device.ts'
import { notify } from '../shell/notice.tsx'
import { account } from '../shell/session.ts'
import { useGiven } from '../shell/state.ts'
import { useWords } from '../shell/words.ts'
import { learned, settled } from './attention.ts'
import { type Kept, keptFeed, loadFeed, loadFollowing, readClip } from './load.ts'
import type { Stillness } from './stillness.ts'
import { isWantedInFeed } from './wanted.ts'

/** The clips of a feed, which one is shown, and how far the feed has come. */
export interface List {
  clips: Signal<Video[]>
  at: Signal<number>
  phase: Signal<'loading' | 'ready' | 'fault' | 'gone'>
  /** What is shown was kept on this device. */
  isOffline: Signal<boolean>
  /** The clip that the server's page holds already. */
  given: Video | null
  /** Where this feed was left before. */
  left: Kept | undefined
  load(isFresh?: boolean): Promise<void>
}

/** Where the feed of those one follows stands. */
export const followingPath = '/following'

/** The list of the feed at `path`, loaded at once; with `id`, that clip stands first. */
export function useList(path: string, id: string | undefined, scroller: RefObject<HTMLElement | null>): List {
  const { say } = useWords()
  const given = useGiven(path, 'video') ?? useGiven(path, 'feed')?.first ?? null
  const left = useMemo(() => (import.meta.env.SSR ? undefined : keptFeed(path)), [])
  const clips = useSignal<Video[]>(left?.clips ?? (given ? [given] : []))
  const at = useSignal(left?.at ?? 0)
  const phase = useSignal<'loading' | 'ready' | 'fault' | 'gone'>(left ? 'ready' : 'loading')
  const isOffline = useSignal(false)
  const isAnew = useRef(false)

  const turn = useRef(0)
  const load = async (isFresh = false) => {
    const mine = ++turn.current
    phase.value = 'loading'
    try {
      // A slate out of the browser's cache would name clips that cannot come.
      if (!navigator.onLine) throw new Unreachable('offline')
      const first = isFresh ? null : (clips.peek()[0] ?? (id ? await readClip(id) : null))
      const loaded =
        path === followingPath ? await loadFollowing() : ((await ownFeed(first)) ?? (await loadFeed(first)))
      // Somebody signed in or out meanwhile: the later answer stands.
      if (mine !== turn.current) return
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
    // Whom one follows is known once the server has said who one is.
    if (!left && path !== followingPath) void load()
    if (path === followingPath) {
      let isLeft = left !== undefined
      return effect(() => {
        const isKnown = account.value !== undefined
        void again.value
        if (isKnown && !isLeft) void load(true)
        if (isKnown) isLeft = false
      })
    }
    // Asked for once more from outside: the way around's own entry for this page.
    const asked = again.peek()
    return effect(() => {
      if (again.value !== asked) void load(true)
    })
  }, [])
  // What the viewer does not want to see goes at once; the clip that was asked for by its address stays.
  useEffect(
    () =>
      effect(() => {
        const kept = clips.value.filter(clip => clip.id === id || isWantedInFeed(clip, left?.isChosen))
        if (kept.length === clips.peek().length) return
        const gone = clips
          .peek()
          .slice(0, at.peek())
          .filter(clip => !kept.includes(clip)).length
        at.value = Math.max(0, at.peek() - gone)
        clips.value = kept
      }),
    [],
  )
  // A clip that moves to another place would take the scroll position along.
  useLayoutEffect(() => {
    if (isAnew.current && scroller.current) scroller.current.scrollTop = 0
    isAnew.current = false
  }, [clips.value])
  return { clips, at, phase, isOffline, given, left, load }
}

/** A first clip that stands already waits no longer than this for an order of its own. */
const patienceMs = 1500

/** What this device makes of the slate; null where the viewer wants it as it is for everybody, or nothing can be ranked (in time). */
async function ownFeed(first: Video | null): Promise<Video[] | null> {
  if (feedOrder.peek() !== 'personal') return null
  const shown = first ? [first] : []
  const late = new Promise<null>(resolve => setTimeout(resolve, patienceMs, null))
  const behind = await Promise.race([clipsBehind(shown), late])
  return behind && behind.length > 0 ? [...shown, ...behind] : null
}

const clipsBehind = (shown: readonly Video[], prepared?: string): Promise<Video[] | null> =>
  import('../interests/feed.ts').then(own => own.clipsBehind(shown, prepared)).catch(() => null)

/** The order that is the same for everybody, behind what was shown. */
async function othersBehind(shown: readonly Video[]): Promise<Video[]> {
  const here = new Set(shown.map(({ id }) => id))
  return (await loadFeed(shown.at(-1) ?? null)).filter(({ id }) => !here.has(id))
}

/**
 * What was learned moves what is yet to come, from the very next clip on; the clip on the screen stays. One order is asked for at a
 * time: whoever swipes faster than that gets what was found on the way, and the newest thereafter.
 */
export function useOwnOrder(
  path: string,
  { clips, at, phase, isOffline }: List,
  stillness: RefObject<Stillness | null>,
): void {
  useEffect(() => {
    if (path === followingPath) return
    let isWanted = false
    let isAsking = false
    let isOver = false
    let before = feedOrder.peek()

    const look = async () => {
      await settled()
      isWanted = false
      const order = feedOrder.peek()
      const shown = clips.peek().slice(0, at.peek() + 1)
      const behind =
        order === 'personal'
          ? await clipsBehind(shown, clips.peek()[shown.length]?.id)
          : await othersBehind(shown).catch(() => null)
      await stillness.current?.still()
      // The list may be another by now, or its viewer further on.
      const passed = clips.peek().slice(0, at.peek() + 1)
      const isSame = shown.length <= passed.length && shown.every(({ id }, place) => id === passed[place]!.id)
      if (isOver || !behind || behind.length === 0 || !isSame || order !== feedOrder.peek()) return
      const here = new Set(passed.map(({ id }) => id))
      const next = [...passed, ...behind.filter(({ id }) => !here.has(id))]
      if (next.some((clip, n) => clip.id !== clips.peek()[n]?.id) || next.length !== clips.peek().length)
        clips.value = next
    }
    const goOn = async () => {
      isAsking = true
      while (isWanted && !isOver) await look()
      isAsking = false
    }
    const stop = effect(() => {
      const order = feedOrder.value
      void at.value
      void learned.value
      const isTurned = order !== before
      before = order
      if (phase.value !== 'ready' || isOffline.peek() || (order === 'same' && !isTurned)) return
      isWanted = true
      if (!isAsking) void goOn()
    })
    return () => {
      isOver = true
      stop()
    }
  }, [])
}

/** The clip that covers half of the screen is the one shown; waiting for the scroll to end costs most of a second. */
export function useHalfSeen({ clips, at, phase }: List, scroller: RefObject<HTMLElement | null>): void {
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
}
