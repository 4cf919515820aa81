import { useSignal } from '@preact/signals'
import { notify } from '../shell/notice.tsx'
import shell from '../shell/shell.module.css'
import { loadPageWords, useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'

type Loaded = typeof import('./ShareSheet.tsx')

/** Passes a profile on; the sheet is loaded when it is asked for. */
export function ShareButton({ handle }: { handle: string }) {
  const { say } = useWords()
  const loaded = useSignal<Loaded | null>(null)
  const isOpen = useSignal(false)
  const open = async () => {
    try {
      loaded.value = (await Promise.all([import('./ShareSheet.tsx'), loadPageWords('share')]))[0]
      isOpen.value = true
    } catch {
      notify(say('error.offline'))
    }
  }
  const found = loaded.value
  return (
    <div>
      <button type="button" class={`${shell.button} ${shell.round}`} aria-haspopup="dialog" onClick={() => void open()}>
        <Icon name="share-2" />
        <span class="only-spoken">{say('clip.share')}</span>
      </button>
      {found && isOpen.value && <found.ShareSheet what={handle} onClose={() => (isOpen.value = false)} />}
    </div>
  )
}
