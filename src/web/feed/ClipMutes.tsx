import type { Video } from '../../core/wire/video.ts'
import { wordsFor } from '../shell/declined.ts'
import { isMuted, type Mute } from '../shell/muted.ts'
import { setMuted } from '../shell/muting.ts'
import { notify } from '../shell/notice.tsx'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './sheets.module.css'

/** Tags and sound of a clip, each to be muted. */
export function ClipMutes({ clip, onMuted }: { clip: Video; onMuted(): void }) {
  const { say, language } = useWords()
  const found: [mute: Mute, label: string][] = clip.tags.map(tag => [
    { kind: 'tag', what: tag, name: null },
    say('mute.tag', { tag }),
  ])
  if (clip.sound) {
    const { id, title } = clip.sound
    const name = title ? say('sound.original', { name: title }) : say('sound.unnamed')
    found.push([{ kind: 'sound', what: id, name: title || null }, say('mute.sound', { name })])
  }
  const left = found.filter(([{ kind, what }]) => !isMuted(kind, what))
  if (left.length === 0) return null
  const set = (mute: Mute) =>
    void setMuted(mute, true).then(
      () => {
        notify(say('mute.done'))
        onMuted()
      },
      async error => notify(await wordsFor(error, language, say)),
    )
  return (
    <details class={css.more}>
      <summary class={css.row}>
        <Icon name="eye-off" />
        <span>{say('mute.more')}</span>
        <Icon name="chevron-down" />
      </summary>
      {left.map(([mute, label]) => (
        <button type="button" class={css.row} key={`${mute.kind} ${mute.what}`} onClick={() => set(mute)}>
          <Icon name={mute.kind === 'tag' ? 'hash' : 'music'} />
          <span>{label}</span>
        </button>
      ))}
    </details>
  )
}
