import type { Signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Video } from '../../core/wire/video.ts'
import { deck } from '../player/deck.ts'
import { gestureEnded } from '../player/meter.ts'
import { rest } from '../shell/calm.ts'
import { hasSound, pace, paces, wantsCaptions, wantsLetterKeys } from '../shell/device.ts'
import { notify, spoken } from '../shell/notice.tsx'
import { usePage } from '../shell/state.ts'
import { likes as liked, saves } from '../shell/ties.ts'
import { useWords } from '../shell/words.ts'
import { type Acts, keysOf } from './acts.ts'
import { tell } from './attention.ts'
import type { List } from './list.ts'
import { stepOf } from './Progress.tsx'
import { pullToRefresh } from './pull.ts'
import type { SheetName } from './view.ts'
import { oneClipAWheel } from './wheel.ts'

interface Around {
  root: RefObject<HTMLElement | null>
  scroller: RefObject<HTMLElement | null>
  sheet: Signal<SheetName | null>
  hasFigures: Signal<boolean>
  go(step: number): void
}

/** What the viewer can do, by the names of the one table of acts; and liking, which two of them share. */
export function useActs({ clips, at }: List, { root, sheet, hasFigures, go }: Around) {
  const { say, language } = useWords()
  const mayAct = !usePage().network
  const like = (clip: Video, likes: boolean) => {
    tell(clip, { kind: likes ? 'like' : 'unlike' })
    void liked.set(clip.id, likes).catch(() => notify(say('clip.likeNotKept')))
  }
  const save = (clip: Video, isSaved: boolean) => {
    tell(clip, { kind: isSaved ? 'save' : 'unsave' })
    void saves.set(clip.id, isSaved).catch(() => notify(say('clip.saveNotKept')))
  }
  const changePace = (step: number) => {
    const place = paces.indexOf(pace.peek() as 1) + step
    pace.value = paces[Math.max(0, Math.min(place, paces.length - 1))]!
    notify(say('player.pace', { pace: new Intl.NumberFormat(language).format(pace.peek()) }))
  }
  const seekBy = (direction: number) => {
    const clip = clips.peek()[at.peek()]
    deck.seek(deck.at + direction * stepOf(clip))
    spoken.value = say('player.at', { at: Math.round(deck.at), of: Math.round((clip?.durationMs ?? 0) / 1000) })
  }
  const acts: Acts = {
    next: () => go(1),
    previous: () => go(-1),
    first: () => go(-at.peek()),
    last: () => go(clips.peek().length - at.peek()),
    toggle: () => deck.toggle(),
    back: () => seekBy(-1),
    forward: () => seekBy(1),
    slower: () => changePace(-1),
    faster: () => changePace(1),
    mute() {
      hasSound.value = hasSound.peek() !== true
      spoken.value = say(hasSound.peek() ? 'player.soundOn' : 'player.soundOff')
    },
    captions() {
      wantsCaptions.value = !wantsCaptions.peek()
      spoken.value = say(wantsCaptions.peek() ? 'player.captionsOn' : 'player.captionsOff')
    },
    transcript: () => (sheet.value = 'transcript'),
    like() {
      const clip = clips.peek()[at.peek()]
      if (!clip || !mayAct) return
      like(clip, !liked.has(clip.id))
      spoken.value = say(liked.has(clip.id) ? 'clip.liked' : 'clip.unliked')
    },
    save() {
      const clip = clips.peek()[at.peek()]
      if (!clip || !mayAct) return
      save(clip, !saves.has(clip.id))
      spoken.value = say(saves.has(clip.id) ? 'clip.saved' : 'clip.unsaved')
    },
    fullscreen,
    picture: () => picture(() => notify(say('player.noPicture'))),
    comments: () => (sheet.value = 'comments'),
    share: () => (sheet.value = 'share'),
    menu: () => (sheet.value = 'menu'),
    figures: () => (hasFigures.value = !hasFigures.peek()),
    help: () => (sheet.value = 'help'),
    // The feed's own way out, before and after it (ARIA Authoring Practices, feed pattern).
    leaveBefore: () => document.querySelector<HTMLElement>('nav a')?.focus(),
    leaveAfter: () => root.current?.querySelector<HTMLElement>('aside a, aside button')?.focus(),
  }
  return { acts, like, save }
}

/** The whole document, so that notices and sheets are seen as well. */
function fullscreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen()
  else void document.documentElement.requestFullscreen?.().catch(() => undefined)
}

function picture(onRefused: () => void): void {
  if (document.pictureInPictureElement) void document.exitPictureInPicture()
  else void deck.video?.requestPictureInPicture?.().catch(onRefused)
}

/** Keys, wheel and fingers, as long as the feed stands. */
export function useHands({ load }: List, { root, scroller, go }: Around, acts: Acts): void {
  // Hands outlive a render: they say what they say in the language of now.
  const latest = useRef(acts)
  latest.current = acts
  useEffect(() => {
    const onKey = keysOf(
      () => latest.current,
      () => wantsLetterKeys.peek(),
    )
    // What is behind the rest is not acted on.
    const onKeyDown = (event: KeyboardEvent) => {
      if (!rest.peek()) onKey(event)
    }
    document.addEventListener('keydown', onKeyDown)
    const around = scroller.current!
    const onTouchEnd = () => gestureEnded()
    around.addEventListener('touchend', onTouchEnd, { passive: true })
    const stopWheel = oneClipAWheel(root.current!, go)
    const stopPull = pullToRefresh(around, () => load(true))
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      around.removeEventListener('touchend', onTouchEnd)
      stopWheel()
      stopPull()
    }
  }, [])
}
