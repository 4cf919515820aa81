import { wordsFor } from '../shell/declined.ts'
import { isMuted, type Mute } from '../shell/muted.ts'
import { setMuted } from '../shell/muting.ts'
import { notify } from '../shell/notice.tsx'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'

/** Mutes what a page is about, and takes it back. */
export function MuteButton({ mute }: { mute: Mute }) {
  const { say, language } = useWords()
  const isOn = isMuted(mute.kind, mute.what)
  const set = () => void setMuted(mute, !isOn).catch(async error => notify(await wordsFor(error, language, say)))
  return (
    <button type="button" class={shell.button} aria-pressed={isOn} onClick={set}>
      <Icon name="eye-off" />
      {say(isOn ? 'mute.isOn' : 'mute.set')}
    </button>
  )
}
