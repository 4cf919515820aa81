/**
 * The deck: four `<video>` elements, made once and moved between clips, so that the one behind, the one shown and the two
 * ahead are ready, and a browser that allowed sound for an element keeps allowing it. No framework redraws them.
 */
import { effect } from '@preact/signals'
import type { Video } from '../../core/wire/video.ts'
import { hasSound, savesData, wantsCaptions } from '../shell/device.ts'
import { chooseRendition } from './rendition.ts'
import { throughput, watchThroughput } from './throughput.ts'

const size = 4
/** A rendition this small is fetched whole ahead of time; a larger one only its beginning. */
const wholeAheadBytes = 3_000_000

interface Element {
  video: HTMLVideoElement
  /** Id of the clip that is loaded, or null. */
  clip: string | null
}

export interface Listening {
  onTime(seconds: number, duration: number): void
  onPlaying(isPlaying: boolean): void
  onWaiting(isWaiting: boolean): void
}

class Deck {
  #elements: Element[] = []
  #current: Element | null = null
  #listening: Listening | null = null
  #language = 'en'
  /** A person paused; coming back to the page does not start the clip again. */
  #isHeld = false

  /** Takes over the video that the server sent, which is loading already. */
  adopt(video: HTMLVideoElement | null): void {
    if (!video) return
    for (const track of video.querySelectorAll('track')) {
      track.addEventListener('load', raiseCues)
      if (track.readyState === HTMLTrackElement.LOADED) raiseCues({ target: track } as unknown as Event)
    }
    this.#add(video, video.dataset['clip'] ?? null)
  }

  open(language: string): void {
    this.#language = language
    if (this.#elements.length === size) return
    while (this.#elements.length < size) this.#add(document.createElement('video'), null)
    watchThroughput()
    effect(() => {
      const isMuted = !hasSound.value
      for (const { video } of this.#elements) video.muted = isMuted
    })
    effect(() => {
      const mode = wantsCaptions.value ? 'showing' : 'hidden'
      for (const { video } of this.#elements) this.#showCaptions(video, mode)
    })
    document.addEventListener('visibilitychange', () => {
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
    const element = { video, clip }
    this.#elements.push(element)
    const ifCurrent = (act: () => void) => () => element === this.#current && act()
    video.addEventListener(
      'timeupdate',
      ifCurrent(() => this.#listening?.onTime(video.currentTime, video.duration)),
    )
    video.addEventListener(
      'playing',
      ifCurrent(() => this.#listening?.onWaiting(false)),
    )
    video.addEventListener(
      'play',
      ifCurrent(() => this.#listening?.onPlaying(true)),
    )
    video.addEventListener(
      'pause',
      ifCurrent(() => this.#listening?.onPlaying(false)),
    )
    video.addEventListener(
      'waiting',
      ifCurrent(() => this.#listening?.onWaiting(true)),
    )
    // What comes next waits until this clip can be seen, so that it never competes with it.
    video.addEventListener(
      'loadeddata',
      ifCurrent(() => this.#raise?.()),
    )
  }
  #raise: (() => void) | null = null

  /** Shows clip `index`; `slotOf` gives the place of a clip in the page, where it has one. */
  show(
    clips: readonly Video[],
    index: number,
    slotOf: (id: string) => HTMLElement | null,
    listening: Listening,
    mayPlay: boolean,
  ): void {
    const clip = clips[index]
    if (!clip) return
    const wanted = [index, index + 1, index + 2, index - 1]
      .map(place => clips[place])
      .filter(video => video !== undefined)
    const wantedIds = new Set(wanted.map(({ id }) => id))
    if (this.#current && this.#current.clip !== clip.id) this.#current.video.pause()
    this.#listening = listening
    this.#isHeld = !mayPlay

    const elementFor = (video: Video): Element => {
      const loaded = this.#elements.find(element => element.clip === video.id)
      if (loaded) return loaded
      const free = this.#elements.find(element => element.clip === null || !wantedIds.has(element.clip))
      if (!free) throw new Error('the deck has fewer elements than clips wanted')
      this.#load(free, video)
      return free
    }
    const place = (video: Video, preload: 'auto' | 'metadata') => {
      const element = elementFor(video)
      element.video.preload = preload
      const slot = slotOf(video.id)
      if (slot && element.video.parentElement !== slot) slot.replaceChildren(element.video)
      return element
    }
    this.#current = place(clip, 'auto')
    const ahead = wanted.slice(1)
    this.#raise = () => {
      this.#raise = null
      for (const video of ahead) place(video, this.#mayFetchWhole(video) ? 'auto' : 'metadata')
    }
    if (this.#current.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) this.#raise()
    else if (!mayPlay) this.#raise()
    if (mayPlay) {
      if (this.#current.video.currentTime > 0.3 && this.#current.video.paused) this.#current.video.currentTime = 0
      void this.play()
    }
  }

  #mayFetchWhole(video: Video): boolean {
    const chosen = chooseRendition(video.renditions, throughput(), savesData.peek())
    return !savesData.peek() && chosen !== undefined && chosen.bytes <= wholeAheadBytes
  }

  #load(element: Element, clip: Video): void {
    const { video } = element
    video.pause()
    video.replaceChildren()
    element.clip = clip.id
    video.dataset['clip'] = clip.id
    video.poster = clip.poster
    video.setAttribute('aria-label', clip.caption || `@${clip.author.handle}`)
    for (const { language, url } of clip.captions) {
      const track = document.createElement('track')
      track.kind = 'captions'
      track.srclang = language
      track.label = language
      track.src = url
      track.addEventListener('load', raiseCues)
      video.append(track)
    }
    video.src = chooseRendition(clip.renditions, throughput(), savesData.peek())?.url ?? ''
    this.#showCaptions(video, wantsCaptions.peek() ? 'showing' : 'hidden')
  }

  /** One track at most: the reader's language, else the first there is. */
  #showCaptions(video: HTMLVideoElement, mode: 'showing' | 'hidden'): void {
    const tracks = [...video.textTracks]
    const chosen = tracks.find(({ language }) => language === this.#language) ?? tracks[0]
    for (const track of tracks) track.mode = track === chosen ? mode : 'disabled'
  }

  speak(language: string): void {
    this.#language = language
    for (const { video } of this.#elements) this.#showCaptions(video, wantsCaptions.peek() ? 'showing' : 'hidden')
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
        hasSound.value = false
        await video.play().catch(() => undefined)
      }
    }
  }

  toggle(): void {
    const video = this.#current?.video
    if (!video) return
    if (video.paused) void this.play()
    else {
      this.#isHeld = true
      video.pause()
    }
  }

  seek(seconds: number): void {
    if (this.#current)
      this.#current.video.currentTime = Math.max(0, Math.min(seconds, this.#current.video.duration || 0))
  }

  get at(): number {
    return this.#current?.video.currentTime ?? 0
  }

  /** Leaves the page's feed: everything stops, nothing is thrown away. */
  close(): void {
    for (const { video } of this.#elements) {
      video.pause()
      video.remove()
    }
    this.#current = null
    this.#listening = null
  }
}

/** Lifts captions above the words and buttons that lie over the lower third of a clip. */
function raiseCues(event: Event): void {
  for (const cue of (event.target as HTMLTrackElement).track.cues ?? []) {
    if (!(cue instanceof VTTCue)) continue
    cue.snapToLines = false
    cue.line = 64
  }
}

export const deck = new Deck()
