import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Sheet } from './Sheet.tsx'

interface Props {
  title: string
  means: string
  yes: string
  no: string
  onYes(): void
  onNo(): void
}

/** Asks once more before something opens. Whatever closes it but the one button changes nothing. */
export function OnceMore({ title, means, yes, no, onYes, onNo }: Props) {
  const { say } = useWords()
  return (
    <Sheet title={title} closeLabel={say('sheet.close')} onClose={onNo}>
      <p>{means}</p>
      <div class={shell.row}>
        <button type="button" class={`${shell.button} ${shell.primary}`} onClick={onNo}>
          {no}
        </button>
        <button type="button" class={shell.button} onClick={onYes}>
          {yes}
        </button>
      </div>
    </Sheet>
  )
}
