import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { notify } from '../shell/notice.tsx'
import { loadPageWords, useWords } from '../shell/words.ts'
import type { ReportProps } from './ReportSheet.tsx'

/** The sheet that reports something, loaded with its words when it is first asked for. */
export function Report(props: ReportProps) {
  const { say } = useWords()
  const sheet = useSignal<typeof import('./ReportSheet.tsx').ReportSheet | null>(null)
  useEffect(() => {
    void Promise.all([import('./ReportSheet.tsx'), loadPageWords('moderation')]).then(
      ([found]) => (sheet.value = found.ReportSheet),
      () => {
        props.onClose()
        notify(say('error.offline'))
      },
    )
  }, [])
  const Found = sheet.value
  return Found && <Found {...props} />
}
