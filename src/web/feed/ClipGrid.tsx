import { useEffect, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Video } from '../../core/wire/video.ts'
import { isCalm, savesData } from '../shell/device.ts'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './grid.module.css'
import { addressOf, keepFeed } from './load.ts'
import { previewIn, stopPreview } from './preview.ts'
import { clock } from './view.ts'

const restMs = 150
const holdMs = 400

interface Props {
  clips: readonly Video[]
  /** Whose clip it is, under each picture: not where all are of one person. */
  hasAuthors?: boolean
}

/** Clips as a grid. A clip under a resting mouse, the focus or a held finger shows itself moving; opening one goes on in the grid's order. */
export function ClipGrid({ clips, hasAuthors = false }: Props) {
  const { say, language } = useWords()
  const { route } = useLocation()
  const number = new Intl.NumberFormat(language, { notation: 'compact' })
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
    if (isCalm() || savesData.peek()) return
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
    keepFeed(address, { clips: [...clips], at: place })
    moveInto(picture, () => route(address))
  }
  return (
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
            <img src={clip.poster} alt="" width={clip.width} height={clip.height} loading="lazy" draggable={false} />
            <span class={css.words}>{clip.caption || say('posts.untitled')}</span>
            <span class={css.facts}>
              {hasAuthors && <span class={css.author}>@{clip.author.handle}</span>}
              <span>
                <Icon name="heart" />
                <span class="only-spoken">{say('clip.likesLabel')}</span>
                {number.format(clip.likes)}
              </span>
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
