import { useEffect, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Video } from '../../core/wire/video.ts'
import { mayPlayItself } from '../shell/calm.ts'
import { hidesCounts, isCalm, savesData } from '../shell/device.ts'
import { isCovered } from '../shell/sensitive.ts'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './grid.module.css'
import { addressOf, keepFeed } from './load.ts'
import { previewIn, stopPreview } from './preview.ts'
import { paintThumb } from './thumb.ts'
import { clock } from './view.ts'
import { isWanted } from './wanted.ts'

const restMs = 150
const holdMs = 400

interface Props {
  clips: readonly Video[]
  /** Whose clip it is, under each picture: not where all are of one person. */
  hasAuthors?: boolean
  /** The viewer went to these themselves: nothing is left out for a wish. */
  isChosen?: boolean
}

/** Clips as a grid. A clip under a resting mouse, the focus or a held finger shows itself moving; opening one goes on in the grid's order. */
export function ClipGrid({ clips: all, hasAuthors = false, isChosen = false }: Props) {
  const { say, language } = useWords()
  const { route } = useLocation()
  const number = new Intl.NumberFormat(language, { notation: 'compact' })
  const clips = all.filter(clip => isWanted(clip, isChosen))
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const isHeld = useRef(false)
  useEffect(
    () => () => {
      clearTimeout(waiting.current)
      stopPreview()
    },
    [],
  )
  const previewAfter = (ms: number, clip: Video, cell: HTMLElement) => {
    clearTimeout(waiting.current)
    if (!mayPlayItself() || savesData.peek() || isCovered(clip)) return
    waiting.current = setTimeout(() => {
      isHeld.current = ms === holdMs
      previewIn(cell, clip)
    }, ms)
  }
  const stop = () => {
    clearTimeout(waiting.current)
    stopPreview()
  }
  const open = (event: MouseEvent, place: number) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    event.stopPropagation()
    const clip = clips[place]!
    const picture = (event.currentTarget as HTMLElement).querySelector('img')
    stop()
    // A finger that was held wanted to look, not to go.
    if (isHeld.current) {
      isHeld.current = false
      return
    }
    const address = addressOf(clip)
    keepFeed(address, { clips, at: place, isChosen })
    moveInto(picture, () => route(address))
  }
  const hidden = all.length - clips.length
  return (
    <>
      {hidden > 0 && (
        <p class={css.hidden}>
          {say('grid.hidden', { n: hidden })} <a href="/settings/viewing">{say('title.settings.viewing')}</a>
        </p>
      )}
      <ul class={css.grid}>
        {clips.map((clip, place) => (
          <li key={clip.id}>
            <a
              class={css.cell}
              href={addressOf(clip)}
              onClick={event => open(event, place)}
              onPointerEnter={event => event.pointerType === 'mouse' && previewAfter(restMs, clip, event.currentTarget)}
              onPointerDown={event => {
                isHeld.current = false
                if (event.pointerType === 'touch') previewAfter(holdMs, clip, event.currentTarget)
              }}
              onPointerLeave={stop}
              onPointerCancel={() => {
                isHeld.current = false
                stop()
              }}
              onFocus={event =>
                event.currentTarget.matches(':focus-visible') && previewAfter(restMs, clip, event.currentTarget)
              }
              onBlur={stop}
              onContextMenu={event => isHeld.current && event.preventDefault()}
            >
              {isCovered(clip) ? (
                <Veil key={clip.id} clip={clip} />
              ) : (
                <img
                  src={clip.poster}
                  alt=""
                  width={clip.width}
                  height={clip.height}
                  loading="lazy"
                  draggable={false}
                />
              )}
              <span class={css.words}>{clip.caption || say('posts.untitled')}</span>
              <span class={css.facts}>
                {hasAuthors && <span class={css.author}>@{clip.author.handle}</span>}
                {clip.likes !== null && !hidesCounts.value && (
                  <span>
                    <Icon name="heart" />
                    <span class="only-spoken">{say('clip.likesLabel')}</span>
                    {number.format(clip.likes)}
                  </span>
                )}
              </span>
              <span class={css.corner}>
                {clip.captions.length > 0 && (
                  <span>
                    {say('player.captionsShort')}
                    <span class="only-spoken"> {say('player.captions')}</span>
                  </span>
                )}
                <span>{clock(Math.round(clip.durationMs / 1000))}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

/** A sensitive clip in a grid: its colours, and nothing that can be made out. */
function Veil({ clip }: { clip: Video }) {
  const { say } = useWords()
  const element = useRef<HTMLSpanElement>(null)
  useEffect(() => paintThumb(element.current, clip.thumbhash), [])
  return (
    <span class={css.veil} ref={element}>
      <span>
        <Icon name="eye-off" />
        {say('clip.sensitive')}
      </span>
    </span>
  )
}

/** In place of a grid that is on its way. */
export function GridWaiting() {
  return (
    <ul class={css.grid} aria-hidden="true">
      {Array.from({ length: 12 }, (_, place) => (
        <li class={css.bone} key={place} />
      ))}
    </ul>
  )
}

/** The picture grows into the player, where the browser can show it and the viewer wants things to move. */
function moveInto(picture: HTMLElement | null, go: () => void): void {
  if (!picture || isCalm() || !document.startViewTransition) {
    go()
    return
  }
  picture.style.viewTransitionName = 'clip'
  document.documentElement.dataset['moving'] = ''
  const moving = document.startViewTransition(async () => {
    go()
    // The page is drawn in a task of its own; frames stand still until this resolves.
    await new Promise(resolve => setTimeout(resolve, 30))
  })
  // A second tap or a turned phone ends it early: the page is there all the same.
  moving.ready.catch(() => undefined)
  void moving.finished.catch(() => undefined).finally(() => delete document.documentElement.dataset['moving'])
}
