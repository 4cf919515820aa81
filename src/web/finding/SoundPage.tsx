import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { Sound, Video } from '../../core/wire/video.ts'
import { ClipGrid } from '../feed/ClipGrid.tsx'
import { call, Declined } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import shell from '../shell/shell.module.css'
import { usePage } from '../shell/state.ts'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './finding.module.css'
import { MuteButton } from './MuteButton.tsx'

interface Listed {
  items: readonly Video[]
  next: string | null
}

/** A sound, and the clips that have it: the same for everybody. */
export function SoundPage() {
  const { params } = useRoute()
  const { say, language } = useWords()
  const { network } = usePage()
  const id = params['id'] ?? ''
  const sound = useSignal<Sound | null>(null)
  const clips = useSignal<Listed | null>(null)
  const fault = useSignal<string | null>(null)
  const said = sound.value
  const title = said?.title ? say('sound.original', { name: said.title }) : say('sound.unnamed')
  useTitle(title)
  const load = async (before: Listed | null) => {
    fault.value = null
    try {
      const query = { cursor: before?.next ?? undefined }
      const [found, listed] = await Promise.all([
        sound.peek() ?? call('GET /public/sounds/{id}', { path: { id } }),
        call('GET /public/sounds/{id}/videos', { path: { id }, query }),
      ])
      sound.value = found
      clips.value = { items: [...(before?.items ?? []), ...listed.items], next: listed.next }
    } catch (error) {
      fault.value = error instanceof Declined ? say('sound.missing') : await wordsFor(error, language, say)
    }
  }
  useEffect(() => {
    sound.value = null
    clips.value = null
    void load(null)
  }, [id])
  return (
    <div class={css.page}>
      <header class={css.tagHead}>
        {said && <Play sound={said} />}
        <div>
          <h1 class={css.tagName}>
            <bdi>{title}</bdi>
          </h1>
          <p class={css.quiet}>
            {said?.author && <a href={`/@${said.author}`}>@{said.author}</a>}{' '}
            {said && say('search.clips', { n: said.videos })}
          </p>
        </div>
        {said && (
          <div class={css.acts}>
            {said.isFree && !network && (
              <a class={`${shell.button} ${shell.primary}`} href={`/create?sound=${id}`}>
                <Icon name="music" />
                {say('sound.use')}
              </a>
            )}
            <MuteButton mute={{ kind: 'sound', what: id, name: said.title || null }} />
          </div>
        )}
      </header>
      {said && !said.isFree && <p class={css.quiet}>{say('sound.notFree')}</p>}
      {fault.value !== null && <Alert>{fault.value}</Alert>}
      {clips.value && clips.value.items.length > 0 && <ClipGrid clips={clips.value.items} hasAuthors />}
      {clips.value?.next && (
        <div>
          <button type="button" class={shell.button} onClick={() => void load(clips.peek())}>
            {say('list.more')}
          </button>
        </div>
      )}
    </div>
  )
}

/** Heard without being seen. */
function Play({ sound }: { sound: Sound }) {
  const { say } = useWords()
  const isPlaying = useSignal(false)
  const element = useRef<HTMLAudioElement>(null)
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: a sound; its clips carry their captions */}
      <audio
        ref={element}
        src={sound.url}
        preload="none"
        onPlay={() => (isPlaying.value = true)}
        onPause={() => (isPlaying.value = false)}
        onEnded={() => (isPlaying.value = false)}
      />
      <button
        type="button"
        class={css.playSound}
        aria-label={say(isPlaying.value ? 'sound.pause' : 'sound.play')}
        onClick={() =>
          void (isPlaying.peek() ? element.current?.pause() : element.current?.play().catch(() => undefined))
        }
      >
        <Icon name={isPlaying.value ? 'pause' : 'play'} isFilled />
      </button>
    </>
  )
}
