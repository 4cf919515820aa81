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
  captions: Video['captions']
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
      const isWanted = wantsCaptions.value
      for (const element of this.#elements) this.#showCaptions(element, isWanted)
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
    const element: Element = { video, clip, captions: [] }
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
      if (slot) element.video.style.objectFit = fitOf(video, slot)
      // The clip that came with the page has its captions from here on as well.
      if (element.captions !== video.captions) {
        element.captions = video.captions
        this.#showCaptions(element, wantsCaptions.peek())
      }
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
    // It may have been playing before anybody listened.
    listening.onPlaying(!this.#current.video.paused)
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
    element.captions = clip.captions
    video.src = chooseRendition(clip.renditions, throughput(), savesData.peek())?.url ?? ''
    this.#showCaptions(element, wantsCaptions.peek())
  }

  /** One track at most, the reader's language or else the first there is: a browser that has two may show both. */
  #showCaptions({ video, captions }: Element, isWanted: boolean): void {
    const chosen = captions.find(({ language }) => language === this.#language) ?? captions[0]
    const there = video.querySelector('track')
    if (there && there.srclang !== chosen?.language) there.remove()
    if (!chosen) return
    const track = there?.isConnected ? there : document.createElement('track')
    if (track !== there) {
      track.kind = 'captions'
      track.srclang = chosen.language
      track.label = chosen.language
      track.addEventListener('load', placeCues)
      track.src = chosen.url
      video.append(track)
    }
    track.track.mode = isWanted ? 'showing' : 'hidden'
  }

  speak(language: string): void {
    this.#language = language
    for (const element of this.#elements) this.#showCaptions(element, wantsCaptions.peek())
  }

  /** Nothing is shown: the end of the feed, or a page that is left. */
  rest(): void {
    this.#current?.video.pause()
    this.#current = null
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

/** Captions stand above the words and beside the buttons that lie over a clip. */
function placeCues(event: Event): void {
  for (const cue of (event.target as HTMLTrackElement).track.cues ?? []) {
    if (!(cue instanceof VTTCue)) continue
    cue.snapToLines = false
    cue.line = 62
    cue.position = 42
    cue.positionAlign = 'center'
    cue.size = 72
  }
}

/** A clip of nearly the screen's shape fills it; any other is shown whole. */
function fitOf(clip: Video, slot: HTMLElement): 'cover' | 'contain' {
  const shapes = [clip.width / clip.height, slot.clientWidth / slot.clientHeight] as const
  return Math.max(...shapes) / Math.min(...shapes) < 1.16 ? 'cover' : 'contain'
}

export const deck = new Deck()
