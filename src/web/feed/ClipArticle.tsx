import { type ReadonlySignal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { thumbHashToDataURL } from 'thumbhash'
import type { Video } from '../../core/wire/video.ts'
import { deck } from '../player/deck.ts'
import { firstRendition } from '../player/rendition.ts'
import { hasSound, wantsCaptions } from '../shell/device.ts'
import { notify } from '../shell/notice.tsx'
import { isLiked, likesNow } from '../shell/session.ts'
import { useWords } from '../shell/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Caption } from './Caption.tsx'
import css from './feed.module.css'

interface Props {
  clip: Video
  place: number
  isNear: boolean
  isCurrent: boolean
  /** The clip that the server sent in its HTML. */
  isFirst: boolean
  isPlaying: ReadonlySignal<boolean>
  isWaiting: ReadonlySignal<boolean>
  progress: RefObject<HTMLInputElement | null>
  slotRef(element: HTMLElement | null): void
  onLike(likes: boolean): void
}

/** A second tap within this time is a like; a first one alone pauses. */
const doubleTapMs = 250

export function ClipArticle({
  clip,
  place,
  isNear,
  isCurrent,
  isFirst,
  isPlaying,
  isWaiting,
  progress,
  slotRef,
  onLike,
}: Props) {
  const { say } = useWords()
  const drop = useSignal<{ x: number; y: number; key: number } | null>(null)
  const tap = useRef<ReturnType<typeof setTimeout> | null>(null)
  const backdrop = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (!isNear || !backdrop.current || !clip.thumbhash) return
    const bytes = Uint8Array.from(atob(clip.thumbhash), character => character.charCodeAt(0))
    backdrop.current.style.backgroundImage = `url(${thumbHashToDataURL(bytes)})`
  }, [isNear])

  const onTap = (event: MouseEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect()
    if (tap.current) {
      clearTimeout(tap.current)
      tap.current = null
      drop.value = { x: event.clientX - box.left, y: event.clientY - box.top, key: performance.now() }
      onLike(true)
      return
    }
    tap.current = setTimeout(() => {
      tap.current = null
      deck.toggle()
    }, doubleTapMs)
  }
  return (
    <article
      class={css.article}
      data-place={place}
      tabIndex={-1}
      aria-posinset={place + 1}
      aria-setsize={-1}
      aria-label={say('clip.article', { handle: clip.author.handle, caption: clip.caption })}
    >
      {isNear && (
        <div class={css.stage} inert={!isCurrent && !import.meta.env.SSR}>
          <div class={css.backdrop} ref={backdrop} />
          <div class={css.slot} ref={slotRef}>
            {import.meta.env.SSR && isFirst && <FirstVideo clip={clip} />}
          </div>
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the space bar and the pause button do the same */}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: a surface for taps, beside real buttons */}
          <div class={css.surface} onClick={onTap} />
          {drop.value && <Drop key={drop.value.key} x={drop.value.x} y={drop.value.y} />}
          {isCurrent && !isPlaying.value && (
            <button type="button" class={css.bigPlay} aria-label={say('player.play')} onClick={() => deck.toggle()}>
              <Icon name="play" isFilled />
            </button>
          )}
          {isCurrent && isWaiting.value && <p class={css.waiting}>{say('player.waiting')}</p>}
          <div class={css.top}>
            <SoundButton />
          </div>
          <Rail clip={clip} onLike={onLike} isPlaying={!isCurrent || isPlaying.value} />
          <div class={css.words}>
            <a class={css.author} href={`/@${clip.author.handle}`}>
              @{clip.author.handle}
            </a>
            {clip.caption && <ClampedCaption text={clip.caption} />}
            {clip.generated && (
              <p class={css.made}>
                <Icon name="sparkles" />
                {say('clip.generated')}
              </p>
            )}
          </div>
          {isCurrent && (
            <input
              class={css.progress}
              ref={progress}
              type="range"
              min="0"
              max="1000"
              step="1"
              defaultValue="0"
              aria-label={say('player.position')}
              onInput={event => deck.seek((event.currentTarget.valueAsNumber / 1000) * (clip.durationMs / 1000))}
            />
          )}
        </div>
      )}
    </article>
  )
}

/** In the server's HTML only: it starts loading before any script, and the deck takes it over. */
function FirstVideo({ clip }: { clip: Video }) {
  return (
    <video
      data-first
      data-clip={clip.id}
      src={firstRendition(clip.renditions)?.url}
      poster={clip.poster}
      preload="auto"
      muted
      loop
      playsInline
      tabIndex={-1}
      aria-label={clip.caption || `@${clip.author.handle}`}
    ></video>
  )
}

function Drop({ x, y }: { x: number; y: number }) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    element.current?.style.setProperty('translate', `${x}px ${y}px`)
  }, [])
  return (
    <div class={css.drop} ref={element} aria-hidden="true">
      <Icon name="droplet" isFilled />
    </div>
  )
}

function SoundButton() {
  const { say } = useWords()
  const isOn = hasSound.value
  return (
    <button
      type="button"
      class={isOn ? css.round : css.pill}
      aria-pressed={isOn}
      onClick={() => (hasSound.value = !isOn)}
    >
      <Icon name={isOn ? 'volume-2' : 'volume-x'} />
      <span class={isOn ? 'only-spoken' : undefined}>{say(isOn ? 'player.sound' : 'player.tapForSound')}</span>
    </button>
  )
}

function Rail({ clip, onLike, isPlaying }: { clip: Video; onLike(likes: boolean): void; isPlaying: boolean }) {
  const { say, language } = useWords()
  const liked = isLiked(clip.id)
  const likes = likesNow(clip.id, clip.likes)
  const share = async () => {
    const url = new URL(`/@${clip.author.handle}/video/${clip.id}`, location.href).href
    try {
      if (navigator.share) await navigator.share({ url })
      else {
        await navigator.clipboard.writeText(url)
        notify(say('clip.linkCopied'))
      }
    } catch {
      // Closed without sharing: nothing to say.
    }
  }
  return (
    <div class={css.rail}>
      <a class={css.face} href={`/@${clip.author.handle}`} aria-label={say('clip.by', { handle: clip.author.handle })}>
        <Avatar handle={clip.author.handle} />
      </a>
      <button type="button" class={css.act} aria-pressed={liked} onClick={() => onLike(!liked)}>
        <Icon name="heart" isFilled={liked} />
        <span>
          <span class="only-spoken">{say('clip.like')} </span>
          {new Intl.NumberFormat(language, { notation: 'compact' }).format(likes)}
        </span>
      </button>
      <button type="button" class={css.act} onClick={() => void share()}>
        <Icon name="share-2" />
        <span>{say('clip.share')}</span>
      </button>
      {clip.captions.length > 0 && (
        <button
          type="button"
          class={css.act}
          aria-pressed={wantsCaptions.value}
          onClick={() => (wantsCaptions.value = !wantsCaptions.peek())}
        >
          <Icon name={wantsCaptions.value ? 'captions' : 'captions-off'} />
          <span>
            {say('player.captionsShort')}
            <span class="only-spoken"> {say('player.captions')}</span>
          </span>
        </button>
      )}
      <button type="button" class={css.act} onClick={() => deck.toggle()}>
        <Icon name={isPlaying ? 'pause' : 'play'} isFilled />
        <span class="only-spoken">{say(isPlaying ? 'player.pause' : 'player.play')}</span>
      </button>
    </div>
  )
}

function ClampedCaption({ text }: { text: string }) {
  const { say } = useWords()
  const isOpen = useSignal(false)
  const isLong = text.length > 90 || text.includes('\n')
  return (
    <div class={css.captionBox}>
      <p class={isOpen.value ? css.captionOpen : css.caption}>
        <Caption text={text} />
      </p>
      {isLong && (
        <button
          type="button"
          class={css.more}
          aria-expanded={isOpen.value}
          onClick={() => (isOpen.value = !isOpen.peek())}
        >
          {say(isOpen.value ? 'clip.less' : 'clip.more')}
        </button>
      )}
    </div>
  )
}
