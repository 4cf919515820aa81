import { useEffect, useRef } from 'preact/hooks'
import type { Video } from '../../core/wire/video.ts'
import { deck } from '../player/deck.ts'
import { useWords } from '../shell/words.ts'
import css from './progress.module.css'
import { clock, type View } from './view.ts'

/** Five seconds, or a fifth of a clip that is shorter than that would suit. */
export const stepOf = (clip: Video | undefined): number => Math.min(5, (clip?.durationMs ?? 0) / 5000)

const steps = 1000

/** The line of time: where the clip is, and a look at any other moment of it before going there. */
export function Progress({ clip, view }: { clip: Video; view: View }) {
  const { say } = useWords()
  const range = useRef<HTMLInputElement>(null)
  const look = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const time = useRef<HTMLSpanElement>(null)
  const seconds = clip.durationMs / 1000
  /** A pointer is down on the line; whether the clip played before. */
  const isHeld = useRef(false)
  const wasPlaying = useRef(false)
  const fading = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const tellValue = (at: number) =>
    range.current?.setAttribute('aria-valuetext', say('player.at', { at: Math.floor(at), of: Math.round(seconds) }))
  const hold = (isDown: boolean) => {
    if (isDown === isHeld.current || !range.current) return
    isHeld.current = isDown
    if (isDown) {
      range.current.dataset['held'] = ''
      wasPlaying.current = deck.isPlaying
      deck.pause()
      return
    }
    delete range.current.dataset['held']
    // The keys go back to the clip.
    range.current.blur()
    if (wasPlaying.current) void deck.play()
  }

  useEffect(() => {
    view.tell.time = (at, duration) => {
      const of = duration > 0 ? duration : seconds
      if (!range.current || isHeld.current) return
      range.current.style.setProperty('--at', `${(at / of) * 100}%`)
      range.current.valueAsNumber = (at / of) * steps
      // A slider that has the focus would be read out with every second.
      if (document.activeElement !== range.current) tellValue(at)
    }
    view.tell.time(deck.at, 0)
    return () => (view.tell.time = () => undefined)
  }, [clip.id, say])

  const showAt = (part: number) => {
    const { storyboard } = clip
    const of = Math.max(0, Math.min(part, 0.9999))
    if (!look.current || !frame.current || !time.current) return
    look.current.hidden = false
    look.current.style.setProperty('--part', String(of))
    time.current.textContent = `${clock(of * seconds)} / ${clock(seconds)}`
    frame.current.hidden = !storyboard
    if (!storyboard) return
    const { style } = frame.current
    style.aspectRatio = `${clip.width} / ${clip.height}`
    // One picture, its frames one below the other.
    style.backgroundImage = `url("${storyboard.url}")`
    style.backgroundSize = `100% ${storyboard.frames * 100}%`
    const shown = Math.min(storyboard.frames - 1, Math.floor((of * seconds * 1000) / storyboard.everyMs))
    style.backgroundPosition = `0 ${storyboard.frames > 1 ? (shown / (storyboard.frames - 1)) * 100 : 0}%`
  }
  const hide = () => {
    if (look.current) look.current.hidden = true
  }
  const partAt = (event: PointerEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect()
    return (event.clientX - box.left) / box.width
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const direction = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key]
    if (!direction) return
    // A thousandth of a clip is no step for a key.
    event.preventDefault()
    const to = Math.max(0, Math.min(deck.at + direction * stepOf(clip), seconds))
    deck.seek(to)
    tellValue(to)
    showAt(to / seconds)
    clearTimeout(fading.current)
    fading.current = setTimeout(hide, 1200)
  }
  return (
    <div class={css.line}>
      <div class={css.look} ref={look} hidden aria-hidden="true">
        <div class={css.frame} ref={frame} />
        <span ref={time} />
      </div>
      <input
        class={css.range}
        ref={range}
        type="range"
        min="0"
        max={steps}
        step="1"
        defaultValue="0"
        aria-label={say('player.position')}
        onInput={event => {
          const part = event.currentTarget.valueAsNumber / steps
          event.currentTarget.style.setProperty('--at', `${part * 100}%`)
          deck.seek(part * seconds)
          tellValue(part * seconds)
          showAt(part)
        }}
        onPointerMove={event => {
          if (event.pointerType === 'mouse' || event.buttons > 0) showAt(partAt(event))
        }}
        onPointerLeave={hide}
        onPointerDown={() => hold(true)}
        onPointerUp={event => {
          hold(false)
          if (event.pointerType !== 'mouse') hide()
        }}
        onPointerCancel={() => {
          hold(false)
          hide()
        }}
        onKeyDown={onKeyDown}
        onBlur={hide}
      />
    </div>
  )
}
