import { useSignal } from '@preact/signals'
import { acceptedFiles, videoLimits } from '../../core/videos/limits.ts'
import shell from '../shell/shell.module.css'
import { type Language, useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './create.module.css'

/** What can be told of a file before a byte of it is sent. */
export const isUnfit = ({ size }: File): boolean => size === 0 || size > videoLimits.maxBytes

export async function unfitWords({ size }: File, language: Language): Promise<string | null> {
  const { refusalWords } = await import('../shell/declined.ts')
  const facts = { limit: videoLimits.maxBytes / 1e6, got: Math.ceil(size / 1e6) }
  return size === 0 ? refusalWords('video.empty', {}, language) : refusalWords('video.too-large', facts, language)
}

interface Props {
  onFile(file: File | undefined): void
  fault: string | null
  /** Whether what is being sent outlives the page. */
  isKept?: boolean
}

/** A file of this device, or what its own camera app records. */
export function Choose({ onFile, fault, isKept = true }: Props) {
  const { say } = useWords()
  const isOver = useSignal(false)
  const pick = (event: Event) => onFile((event.currentTarget as HTMLInputElement).files?.[0])
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is beside the button, not in place of it */}
      <div
        class={isOver.value ? `${css.drop} ${css.over}` : css.drop}
        onDragOver={event => {
          event.preventDefault()
          isOver.value = true
        }}
        onDragLeave={() => (isOver.value = false)}
        onDrop={event => {
          event.preventDefault()
          isOver.value = false
          onFile(event.dataTransfer?.files[0])
        }}
      >
        <Icon name="file-video" />
        <div class={shell.row}>
          <label class={`${shell.button} ${shell.primary} ${css.picker}`}>
            <Icon name="upload" />
            {say('create.choose')}
            <input type="file" accept={acceptedFiles} onChange={pick} />
          </label>
          <label class={`${shell.button} ${css.picker} ${css.camera}`}>
            <Icon name="video" />
            {say('create.record')}
            <input type="file" accept="video/*" capture="environment" onChange={pick} />
          </label>
        </div>
        <p class={css.quiet}>
          {say('create.rules', { minutes: videoLimits.maxDurationMs / 60_000, megabytes: videoLimits.maxBytes / 1e6 })}
        </p>
      </div>
      {fault && <Alert>{fault}</Alert>}
      <ul class={css.notes}>
        {isKept && <li>{say('create.note.start')}</li>}
        <li>{say('create.note.clean')}</li>
        <li>{say('create.note.camera')}</li>
      </ul>
    </>
  )
}
