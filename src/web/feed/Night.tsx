import { hoursHere, isQuiet, nightLine } from '../shell/calm.ts'
import { clockOf } from '../shell/clock.ts'
import { loadPageWords, useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './calm.module.css'

export async function showNight(): Promise<void> {
  await loadPageWords('viewing')
  if (isQuiet.peek()) nightLine.value = Night
}

/** Above the feed in quiet hours: until when, and that each clip waits to be started. It goes when it was read. */
function Night() {
  const { say } = useWords()
  const hours = hoursHere.value
  if (!hours) return null
  return (
    <p class={css.night}>
      <Icon name="moon" />
      <span>{say('calm.night', { to: clockOf(hours.to) })}</span>
      <button type="button" aria-label={say('calm.read')} onClick={() => (nightLine.value = null)}>
        <Icon name="x" />
      </button>
    </p>
  )
}
