import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Video } from '../../core/wire/video.ts'
import { deck } from '../player/deck.ts'
import { useWords } from '../shell/words.ts'
import { Sheet } from '../ui/Sheet.tsx'
import css from './sheets.module.css'
import { clock } from './view.ts'

interface Line {
  from: number
  to: number
  text: string
}

/** Everything that is said in a clip, as a text to read; each line leads to its moment. */
export function Transcript({ clip, onClose }: { clip: Video; onClose(): void }) {
  const { say, language } = useWords()
  const lines = useSignal<Line[] | null>(null)
  const now = useSignal(deck.at)
  useEffect(() => {
    const video = deck.video
    const element = video?.querySelector('track')
    if (!video || !element) {
      lines.value = []
      return
    }
    // The parser reads a track only while somebody wants it.
    if (element.track.mode === 'disabled') element.track.mode = 'hidden'
    const read = () => {
      const cues = [...(element.track.cues ?? [])] as VTTCue[]
      lines.value = cues.map(cue => ({
        from: cue.startTime,
        to: cue.endTime,
        text: cue.getCueAsHTML().textContent ?? '',
      }))
    }
    const fail = () => (lines.value = [])
    const tick = () => (now.value = video.currentTime)
    if (element.readyState === HTMLTrackElement.LOADED) read()
    element.addEventListener('load', read)
    element.addEventListener('error', fail)
    video.addEventListener('timeupdate', tick)
    return () => {
      element.removeEventListener('load', read)
      element.removeEventListener('error', fail)
      video.removeEventListener('timeupdate', tick)
      deck.speak(language)
    }
  }, [])
  const spoken = clip.captions.find(caption => caption.language === language) ?? clip.captions[0]
  return (
    <Sheet title={say('menu.transcript')} closeLabel={say('sheet.close')} onClose={onClose}>
      {lines.value === null && <p class={css.quiet}>{say('player.waiting')}</p>}
      {lines.value?.length === 0 && <p class={css.quiet}>{say('transcript.none')}</p>}
      <ol class={css.lines} lang={spoken?.language}>
        {lines.value?.map(line => (
          <li key={line.from}>
            <button
              type="button"
              class={css.line}
              aria-current={now.value >= line.from && now.value < line.to ? 'true' : undefined}
              onClick={() => deck.seek(line.from)}
            >
              <time>{clock(line.from)}</time>
              <span dir="auto">{line.text}</span>
            </button>
          </li>
        ))}
      </ol>
    </Sheet>
  )
}
