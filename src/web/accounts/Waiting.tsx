import { account } from '../shell/session.ts'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './accounts.module.css'

/** To whoever was not let in yet. */
export function Waiting() {
  const { say } = useWords()
  if (!account.value?.isWaiting) return null
  return (
    <p class={css.made} role="status">
      <Icon name="hourglass" />
      {say('join.waits')}
    </p>
  )
}
