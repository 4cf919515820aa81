/**
 * The deck: four `<video>` elements, made once and moved between clips, so that the one behind, the one shown and the two
 * ahead are ready, and a browser that allowed sound for an element keeps allowing it. No framework redraws them.
 */
import { effect } from '@preact/signals'
import type { Rendition, Video } from '../../core/wire/video.ts'
import { hasSound, pace, savesData, wantsCaptions } from '../shell/device.ts'
import { isCovered } from '../shell/sensitive.ts'
import { aheadOf, isPrepared } from './buffered.ts'
import { cuesNow, setCaptions } from './captions.ts'
import { Leafing } from './leafing.ts'
import { type Load, settle, stats, throughput, timeSwipe, watchLoading } from './meter.ts'
import { chooseRendition, fitOf, shownShortSide } from './rendition.ts'

const size = 4
/** What a clip has ahead of itself before its line is shared with the next. */
const inHandSeconds = 1.5
/** A line that carries this many of the clip shown is shared at once. */
const wideFor = 3
/** On a line that does not, a clip is sent this much faster than it is watched. */
const narrowSpeed = 1.5
/** With less than this ahead, a clip is not played faster than it was made. */
const starvingSeconds = 0.7
/** After this without another swipe, a clip that was swiped away is out of sight; for who leafs, after a longer rest. */
const outOfSightMs = 400
const restingMs = 900
/** A wait shorter than this is not told to anybody. */
const waitMs = 400

interface Element {
  video: HTMLVideoElement
  /** Id of the clip that is loaded, or null. */
  clip: string | null
  captions: Video['captions']
  shape: Video | null
  rendition: Rendition | undefined
  load: Load | null
}

export type Fault = 'gone' | 'offline' | 'unplayable'

export interface Listening {
  onTime(seconds: number, duration: number): void
  onPlaying(isPlaying: boolean): void
  onWaiting(isWaiting: boolean): void
  onCues(cues: ReturnType<typeof cuesNow>): void
  /** The clip cannot be played; why is for the page to find out. */
  onFault(): void
}

class Deck {
  #elements: Element[] = []
  #current: Element | null = null
  #listening: Listening | null = null
  #language = 'en'
  /** A person paused; coming back to the page does not start the clip again. */
  #isHeld = false
  #isFast = false
  #waiting: ReturnType<typeof setTimeout> | undefined
  #raise: (() => void) | null = null
  #shown: { clips: readonly Video[]; index: number } | null = null
  #leaving: ReturnType<typeof setTimeout> | undefined
  #leafing = new Leafing()

  /** Takes over the video that the server sent, which is loading already. */
  adopt(video: HTMLVideoElement | null): void {
    if (!video) return
    this.#add(video, video.dataset['clip'] ?? null)
  }

  open(language: string): void {
    this.#language = language
    if (this.#elements.length === size) return
    while (this.#elements.length < size) this.#add(document.createElement('video'), null)
    effect(() => {
      const isMuted = !hasSound.value
      for (const { video } of this.#elements) video.muted = isMuted
    })
    effect(() => {
      const isWanted = wantsCaptions.value
      for (const element of this.#elements) this.#caption(element, isWanted)
      this.#tellCues()
    })
    effect(() => this.#setPace(pace.value))
    // A phone that is turned has another shape.
    addEventListener('resize', () => {
      for (const { video, shape } of this.#elements) this.#fit(video, shape)
    })
    document.addEventListener('visibilitychange', () => {
      // A clip in a window of its own is seen while its page is not.
      if (document.pictureInPictureElement) return
      if (document.hidden) this.#current?.video.pause()
      else if (!this.#isHeld) void this.play()
    })
  }

  #add(video: HTMLVideoElement, clip: string | null): void {
    video.playsInline = true
    video.loop = true
    video.muted = !hasSound.peek()
    video.disableRemotePlayback = true
    video.tabIndex = -1
    const element: Element = { video, clip, captions: [], shape: null, rendition: undefined, load: null }
    this.#elements.push(element)
    const on = (name: string, act: () => void) => video.addEventListener(name, () => element === this.#current && act())
    on('timeupdate', () => {
      const { load } = element
      if (load) load.watched = Math.max(load.watched, video.currentTime)
      // Faster than the line brings it would be a clip that stops and goes.
      const rate = aheadOf(video) < starvingSeconds ? Math.min(1, this.#rate) : this.#rate
      if (video.playbackRate !== rate) video.playbackRate = rate
      this.#listening?.onTime(video.currentTime, video.duration)
    })
    on('playing', () => this.#wait(false))
    on('play', () => this.#listening?.onPlaying(true))
    on('pause', () => this.#listening?.onPlaying(false))
    on('waiting', () => {
      // A loop's turn and a seek wait as well, and are nobody's stall.
      if (!video.seeking && video.currentTime > 0.1) stats.stalls++
      this.#wait(true)
    })
    on('error', () => {
      this.#wait(false)
      this.#listening?.onFault()
    })
    // What comes next waits until this clip can be seen, so that it never competes with it.
    for (const event of ['loadeddata', 'progress', 'suspend'] as const)
      video.addEventListener(event, () => this.#raise?.())
    // A clip that waits has its decoder warm and its first seconds there: the rest comes when it is its turn. Asking for
    // `metadata` from the start would leave the decoder cold, and cost 40 ms of the swipe.
    video.addEventListener('loadedmetadata', () => {
      if (element !== this.#current) video.preload = 'metadata'
    })
    watchLoading(video, () => element.load)
  }

  #wait(isWaiting: boolean): void {
    clearTimeout(this.#waiting)
    if (isWaiting) this.#waiting = setTimeout(() => this.#listening?.onWaiting(true), waitMs)
    else this.#listening?.onWaiting(false)
  }

  /** Shows clip `index`, paused where its viewer has paused it; `slotOf` gives a clip's place in the page, where it has one. */
  show(
    clips: readonly Video[],
    index: number,
    slotOf: (id: string) => HTMLElement | null,
    listening: Listening,
    mayPlay: boolean,
  ): void {
    const clip = clips[index]
    if (!clip) return
    const steps = savesData.peek() ? [0, 1, -1] : [0, 1, 2, -1]
    const wanted = steps.flatMap(step => clips[index + step] ?? []).filter(video => !isCovered(video))
    const wantedIds = new Set(wanted.map(({ id }) => id))
    const isNew = this.#current?.clip !== clip.id
    if (this.#current && isNew) {
      this.#leafing.came()
      this.#leave(this.#current)
    }
    this.#listening = listening
    this.#isHeld = !mayPlay
    this.#shown = { clips, index }

    const place = (video: Video, preload: 'auto' | 'metadata'): Element => {
      const slot = slotOf(video.id)
      const free = (element: Element) => element.clip === null || !wantedIds.has(element.clip)
      const element = this.#elements.find(({ clip: id }) => id === video.id) ?? this.#elements.find(free)
      if (!element) throw new Error('the deck has fewer elements than clips wanted')
      if (element.clip !== video.id) {
        element.video.preload = preload
        this.#load(element, video, slot)
      } else if (video === clip) element.video.preload = 'auto'
      this.#know(element, video)
      if (slot && element.video.parentElement !== slot) slot.replaceChildren(element.video)
      element.shape = video
      this.#fit(element.video, video)
      return element
    }
    this.#current = place(clip, 'auto')
    const { video } = this.#current
    const ahead = wanted.slice(1)
    this.#raise = () => {
      if (mayPlay && video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return
      // Until the line is known to be wide, the next ones wait for this one to have seconds in hand, and each for the other.
      const own = this.#current?.rendition?.bitsPerSecond ?? 0
      const isLeafing = this.#leafing.ms !== null
      if (mayPlay && !isLeafing && (throughput() ?? 0) < own * wideFor && aheadOf(video) < inHandSeconds) return
      for (let next = ahead[0]; next; next = ahead[0]) {
        const isBehind = next === clips[index - 1]
        const { video: prepared } = place(next, savesData.peek() || isBehind ? 'metadata' : 'auto')
        // Who leafs needs the first frames of many, not the first seconds of one.
        const isEnough = isLeafing ? prepared.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA : isPrepared(prepared)
        if (!isBehind && !isEnough) return
        ahead.shift()
      }
      this.#raise = null
    }
    this.#raise?.()
    this.#wait(false)
    this.#tellCues()
    if (video.error) listening.onFault()
    else if (mayPlay && (isNew || !video.paused)) {
      if (isNew && video.currentTime > 0.3 && video.paused) video.currentTime = 0
      if (isNew) timeSwipe(video)
      if (video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) this.#wait(true)
      void this.play()
    }
    // It may have been playing before anybody listened.
    listening.onPlaying(!video.paused)
    listening.onTime(video.currentTime, clip.durationMs / 1000)
  }

  /**
   * A clip that was swiped away stops loading. Nothing tells a browser so but to load it anew, and it has what came before in
   * memory; the picture would change, so that waits until the clip is out of sight.
   */
  #leave(element: Element): void {
    element.video.pause()
    clearTimeout(this.#leaving)
    this.#leaving = setTimeout(
      () => {
        const kept = new Set(this.#shown?.clips.slice(this.#shown.index, this.#shown.index + 3).map(({ id }) => id))
        for (const { clip, video } of this.#elements) {
          // One that waits, or waited and was never played, stops by itself.
          const isWaiting = clip !== null && kept.has(clip) && video.played.length === 0
          if (clip === null || isWaiting || video.preload === 'metadata' || aheadOf(video) === Infinity) continue
          if (video === this.#current?.video) continue
          video.preload = 'metadata'
          video.load()
        }
      },
      this.#leafing.ms === null ? outOfSightMs : restingMs,
    )
  }

  #fit(video: HTMLVideoElement, shape: Video | null): void {
    const slot = video.parentElement
    if (slot && shape) video.style.objectFit = fitOf(shape, boxOf(slot))
  }

  #choose(clip: Video, slot: HTMLElement | null): Rendition | undefined {
    return chooseRendition(clip.renditions, {
      bitsPerSecond: throughput(),
      savesData: savesData.peek(),
      leafingMs: this.#leafing.ms,
      shownShortSide: slot && shownShortSide(clip, boxOf(slot), devicePixelRatio),
    })
  }

  #load(element: Element, clip: Video, slot: HTMLElement | null): void {
    const { video } = element
    settle(element.load)
    video.pause()
    video.replaceChildren()
    element.clip = clip.id
    element.captions = []
    element.rendition = this.#choose(clip, slot)
    element.load = null
    video.dataset['clip'] = clip.id
    video.poster = clip.poster
    const { url = '', bitsPerSecond = 0 } = element.rendition ?? {}
    const line = throughput()
    // Where the line has little to spare, more than is watched is asked for while it is there.
    const isNarrow = line !== null && line < bitsPerSecond * wideFor
    const speed = Math.min(2, Math.max(pace.peek(), isNarrow ? narrowSpeed : 1))
    video.src = speed > 1 ? `${url}?speed=${speed}` : url
    video.defaultPlaybackRate = this.#rate
  }

  /** The clip that came with the page has its facts and captions from here on as well. */
  #know(element: Element, clip: Video): void {
    if (element.load && element.captions === clip.captions) return
    const { video } = element
    element.rendition ??= clip.renditions.find(({ url }) => video.src.endsWith(url))
    element.load ??= { bitsPerSecond: element.rendition?.bitsPerSecond ?? 0, fetched: 0, watched: 0 }
    element.captions = clip.captions
    video.setAttribute('aria-label', clip.alt || clip.caption || `@${clip.author.handle}`)
    this.#caption(element, wantsCaptions.peek())
  }

  #caption(element: Element, isWanted: boolean): void {
    setCaptions(element.video, element.captions, this.#language, isWanted, () => {
      if (element === this.#current) this.#tellCues()
    })
  }

  #tellCues(): void {
    if (this.#current) this.#listening?.onCues(wantsCaptions.peek() ? cuesNow(this.#current.video) : null)
  }

  speak(language: string): void {
    this.#language = language
    for (const element of this.#elements) this.#caption(element, wantsCaptions.peek())
    this.#tellCues()
  }

  /** Nothing is shown: the end of the feed, or a page that is left. */
  rest(): void {
    this.#current?.video.pause()
    const wasListening = this.#current ? this.#listening : null
    this.#current = null
    wasListening?.onPlaying(false)
    this.#wait(false)
  }

  async play(): Promise<void> {
    const video = this.#current?.video
    if (!video) return
    this.#isHeld = false
    try {
      await video.play()
    } catch (error) {
      // Sound without a gesture is refused; the picture is not.
      if ((error as DOMException).name === 'NotAllowedError' && !video.muted) {
        hasSound.value = null
        await video.play().catch(() => undefined)
      }
    }
  }

  pause(): void {
    this.#isHeld = true
    this.#current?.video.pause()
  }

  toggle(): void {
    if (this.#current?.video.paused) void this.play()
    else this.pause()
  }

  seek(seconds: number): void {
    const video = this.#current?.video
    if (video) video.currentTime = Math.max(0, Math.min(seconds, video.duration || 0))
  }

  /** Twice the pace, for as long as somebody holds the edge of the clip. */
  hurry(isFast: boolean): void {
    this.#isFast = isFast
    this.#setPace(this.#rate)
    if (isFast) void this.play()
  }

  get #rate(): number {
    return this.#isFast ? 2 : pace.peek()
  }

  #setPace(rate: number): void {
    for (const { video } of this.#elements) {
      video.defaultPlaybackRate = rate
      video.playbackRate = rate
    }
  }

  /** Loads the clip that is shown once more, from what the shore says of it now. */
  reload(clip: Video, slot: HTMLElement | null): void {
    if (this.#current?.clip !== clip.id) return
    const mayPlay = !this.#isHeld
    this.#load(this.#current, clip, slot)
    this.#know(this.#current, clip)
    if (mayPlay) void this.play()
  }

  get isPlaying(): boolean {
    return this.#current !== null && !this.#current.video.paused
  }
  get at(): number {
    return this.#current?.video.currentTime ?? 0
  }
  /** The element on the screen, for what the browser itself does with one: picture in picture, the cues of a transcript. */
  get video(): HTMLVideoElement | null {
    return this.#current?.video ?? null
  }
  /** What is playing, for the panel of figures. */
  get facts(): { rendition: Rendition | undefined; buffered: number; ahead: number; load: Load[] } {
    const index = this.#shown?.index ?? 0
    const next = new Set(this.#shown?.clips.slice(index + 1, index + 3).map(({ id }) => id))
    return {
      rendition: this.#current?.rendition,
      buffered: this.#current ? aheadOf(this.#current.video) : 0,
      ahead: this.#elements.filter(({ clip }) => clip !== null && next.has(clip)).length,
      load: this.#elements.map(({ load }) => load).filter(load => load !== null),
    }
  }

  /** Leaves the page's feed: everything stops, nothing is thrown away. */
  close(): void {
    this.rest()
    for (const { video } of this.#elements) {
      video.pause()
      video.remove()
    }
    this.#listening = null
  }
}

const boxOf = (slot: HTMLElement) => ({ width: slot.clientWidth, height: slot.clientHeight })

export const deck = new Deck()
