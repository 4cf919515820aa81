import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { FollowedVideo, Video } from '../../core/wire/video.ts'
import captions from '../player/captions.module.css'
import { deck } from '../player/deck.ts'
import { listenToGestures } from '../player/gestures.ts'
import { firstRendition } from '../player/rendition.ts'
import { captionStyle, hasSound } from '../shell/device.ts'
import { isCovered } from '../shell/sensitive.ts'
import { usePage } from '../shell/state.ts'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/icon-names.ts'
import { Mark } from '../ui/Mark.tsx'
import { Caption } from './Caption.tsx'
import css from './feed.module.css'
import { Progress } from './Progress.tsx'
import { Rail } from './Rail.tsx'
import { ClipFault, Cover } from './states.tsx'
import { paintThumb } from './thumb.ts'
import type { View } from './view.ts'

interface Props {
  clip: Video
  place: number
  isNear: boolean
  isCurrent: boolean
  /** The clip that the server sent in its HTML. */
  isFirst: boolean
  view: View
  slotRef(element: HTMLElement | null): void
  onLike(likes: boolean): void
  onSave(isSaved: boolean): void
  onMenu(): void
  onComments(): void
  onShare(): void
  onNext(): void
  onRetry(): void
}

/** One clip of the feed. Only the clip on the screen and its neighbours are more than an empty box. */
export function ClipArticle(props: Props) {
  const { clip, place, isNear, isCurrent } = props
  const { say } = useWords()
  return (
    <article
      class={isCurrent ? `${css.article} ${css.current}` : css.article}
      data-place={place}
      data-clip={clip.id}
      tabIndex={-1}
      aria-posinset={place + 1}
      aria-setsize={-1}
      aria-label={say('clip.article', { handle: clip.author.handle, caption: clip.caption })}
    >
      {isNear && <Stage {...props} />}
    </article>
  )
}

function Stage({
  clip,
  isCurrent,
  isFirst,
  view,
  slotRef,
  onLike,
  onSave,
  onMenu,
  onComments,
  onShare,
  onNext,
  onRetry,
}: Props) {
  const { say } = useWords()
  const backdrop = useRef<HTMLDivElement>(null)
  useEffect(() => paintThumb(backdrop.current, clip.thumbhash), [])
  const isOpen = !isCovered(clip)
  const isPlaying = !isCurrent || view.isPlaying.value
  const fault = isCurrent ? view.fault.value : null
  return (
    <div class={css.stage} inert={!isCurrent && !import.meta.env.SSR}>
      <div class={css.backdrop} ref={backdrop} />
      <div class={css.slot} ref={slotRef}>
        {import.meta.env.SSR && isFirst && isOpen && <FirstVideo clip={clip} />}
      </div>
      {isOpen ? <Surface view={view} onLike={() => onLike(true)} onMenu={onMenu} /> : <Cover clip={clip} />}
      {isCurrent && isOpen && fault === null && !view.isPlaying.value && (
        <button type="button" class={css.bigPlay} aria-label={say('player.play')} onClick={() => deck.toggle()}>
          <Icon name="play" isFilled />
        </button>
      )}
      {isCurrent && view.isWaiting.value && fault === null && <p class={css.waiting}>{say('player.waiting')}</p>}
      {isCurrent && view.isFast.value && <p class={css.waiting}>{say('player.fast')}</p>}
      <div class={css.top}>
        {isOpen && (
          <button type="button" class={css.round} onClick={() => deck.toggle()}>
            <Icon name={isPlaying ? 'pause' : 'play'} isFilled />
            <span class="only-spoken">{say(isPlaying ? 'player.pause' : 'player.play')}</span>
          </button>
        )}
        <SoundButton />
      </div>
      <Rail clip={clip} onLike={onLike} onSave={onSave} onMenu={onMenu} onComments={onComments} onShare={onShare} />
      <div class={css.words}>
        {isCurrent && <Cues view={view} />}
        <a class={css.author} href={`/@${clip.author.handle}`}>
          @{clip.author.handle}
        </a>
        {clip.caption && <ClampedCaption text={clip.caption} language={clip.language} />}
        <Labels clip={clip} />
        {clip.sound && (
          <a class={css.sound} href={`/sound/${clip.sound.id}`}>
            <Icon name="music" />
            <bdi>{clip.sound.title ? say('sound.original', { name: clip.sound.title }) : say('sound.unnamed')}</bdi>
          </a>
        )}
      </div>
      {isCurrent && isOpen && <Progress clip={clip} view={view} />}
      {fault && <ClipFault fault={fault} onNext={onNext} onRetry={onRetry} />}
    </div>
  )
}

const labelIcons: Record<string, IconName> = {
  'clip.paid': 'badge-info',
  'clip.followers': 'users',
  'clip.sensitive': 'eye-off',
}

/** What a viewer should know before the clip plays. */
export function Labels({ clip }: { clip: Video }) {
  const { say } = useWords()
  const by = (clip as Partial<FollowedVideo>).repostedBy
  const said = [
    clip.visibility === 'followers' && 'clip.followers',
    clip.paid && 'clip.paid',
    clip.generated ? 'clip.generated' : clip.aiMade && 'clip.aiMade',
    clip.isSensitive && 'clip.sensitive',
  ].filter(label => label !== false)
  return (
    <>
      {by && (
        <p class={css.made}>
          <Icon name="repeat-2" />
          <a href={`/@${by.handle}`}>{say('clip.repostedBy', { handle: by.handle })}</a>
        </p>
      )}
      {clip.isOfficial && (
        <p class={css.made}>
          <Mark />
          <a href={`/@${clip.author.handle}#card`}>{say('clip.official')}</a>
        </p>
      )}
      {said.map(label => (
        <p class={css.made} key={label}>
          <Icon name={labelIcons[label] ?? 'sparkles'} />
          {say(label)}
        </p>
      ))}
    </>
  )
}

/** Where taps land. Everything it does is also a button or a key. */
function Surface({ view, onLike, onMenu }: { view: View; onLike(): void; onMenu(): void }) {
  const mayAct = !usePage().network
  const surface = useRef<HTMLDivElement>(null)
  const drop = useSignal<{ x: number; y: number; key: number } | null>(null)
  const acts = useRef({ onLike, onMenu })
  acts.current = { onLike, onMenu }
  useLayoutEffect(
    () =>
      listenToGestures(surface.current!, {
        tap() {
          // The first tap of a visit is for the sound, as the words at the top say.
          if (hasSound.peek() === null && deck.isPlaying) hasSound.value = true
          else deck.toggle()
        },
        doubleTap(x, y) {
          if (!mayAct) return
          drop.value = { x, y, key: performance.now() }
          acts.current.onLike()
        },
        hold: () => acts.current.onMenu(),
        hurry(isFast) {
          view.isFast.value = isFast
          deck.hurry(isFast)
        },
      }),
    [],
  )
  return (
    <>
      <div class={css.surface} ref={surface} />
      {drop.value && <Drop key={drop.value.key} x={drop.value.x} y={drop.value.y} />}
    </>
  )
}

/** In the server's HTML only: it starts loading before any script, and the deck takes it over. Its poster is for who waits. */
function FirstVideo({ clip }: { clip: Video }) {
  return (
    <video
      data-first
      data-clip={clip.id}
      src={firstRendition(clip.renditions)?.url}
      data-poster={clip.poster}
      preload="auto"
      muted
      loop
      playsInline
      tabIndex={-1}
      aria-label={clip.alt || clip.caption || `@${clip.author.handle}`}
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

/** What is said now, written by the player without a render. */
function Cues({ view }: { view: View }) {
  const element = useRef<HTMLDivElement>(null)
  const { size, colour, behind } = captionStyle.value
  useLayoutEffect(() => {
    view.tell.cues = cues => {
      if (!element.current) return
      element.current.lang = cues?.language ?? ''
      element.current.replaceChildren(
        ...(cues?.lines.map(line => {
          const row = document.createElement('p')
          row.dir = 'auto'
          const shade = document.createElement('span')
          shade.append(line)
          row.append(shade)
          return row
        }) ?? []),
      )
    }
    return () => (view.tell.cues = () => undefined)
  }, [])
  return <div class={captions.cues} ref={element} data-size={size} data-colour={colour} data-behind={behind} />
}

function SoundButton() {
  const { say } = useWords()
  const isOn = hasSound.value === true
  return (
    <button type="button" class={isOn ? css.round : css.pill} onClick={() => (hasSound.value = !isOn)}>
      <Icon name={isOn ? 'volume-2' : 'volume-x'} />
      <span class={isOn ? 'only-spoken' : undefined}>
        {say(isOn ? 'player.soundOn' : hasSound.value === null ? 'player.tapForSound' : 'player.soundOff')}
      </span>
    </button>
  )
}

function ClampedCaption({ text, language }: { text: string; language: string }) {
  const { say } = useWords()
  const isOpen = useSignal(false)
  const isLong = text.length > 90 || text.includes('\n')
  return (
    <div class={css.captionBox}>
      <p class={isOpen.value ? css.captionOpen : css.caption} lang={language || undefined} dir="auto">
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
