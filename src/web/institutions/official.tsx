import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { notify } from '../shell/notice.tsx'
import { loadPageWords, useWords } from '../shell/words.ts'
import { Mark } from '../ui/Mark.tsx'
import css from './official.module.css'

type Card = typeof import('./Card.tsx').Card

/** The mark of an official account: the light that opens its stewardship card, which is loaded when it is asked for. */
export function Official({ handle }: { handle: string }) {
  const { say } = useWords()
  const card = useSignal<Card | null>(null)
  const isOpen = useSignal(false)
  const open = async () => {
    try {
      card.value = (await Promise.all([import('./Card.tsx'), loadPageWords('institutions')]))[0].Card
      isOpen.value = true
    } catch {
      notify(say('error.offline'))
    }
  }
  // From a clip, the mark leads here.
  useEffect(() => {
    if (location.hash === '#card') void open()
  }, [])
  const Found = card.value
  return (
    <div>
      <button type="button" class={css.mark} aria-haspopup="dialog" onClick={() => void open()}>
        <Mark />
        {say('profile.official')}
      </button>
      {Found && isOpen.value && <Found handle={handle} onClose={() => (isOpen.value = false)} />}
    </div>
  )
}
