import css from '../feed/calm.module.css'
import { offerLine } from '../shell/calm.ts'
import { isOffered } from '../shell/device.ts'
import { loadPageWords, useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'

/** Once to each device, while it knows nothing: what to begin with may be picked, or not. */
export async function offerPicks(): Promise<void> {
  await loadPageWords('interests')
  if (!isOffered.peek()) offerLine.value = Offer
}

function Offer() {
  const { say } = useWords()
  const answer = () => {
    isOffered.value = true
    offerLine.value = null
  }
  return (
    <p class={css.night}>
      <Icon name="sparkles" />
      <a href="/interests" onClick={answer}>
        {say('interests.picks')}
      </a>
      <button type="button" aria-label={say('interests.picksNo')} onClick={answer}>
        <Icon name="x" />
      </button>
    </p>
  )
}
