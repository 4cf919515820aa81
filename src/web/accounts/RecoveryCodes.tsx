import { notify } from '../shell/notice.tsx'
import { saveFile } from '../shell/save-file.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './accounts.module.css'

/** Recovery codes, shown once: to copy, or to keep as a file. */
export function RecoveryCodes({ handle, codes }: { handle: string; codes: readonly string[] }) {
  const { say } = useWords()
  const text = `${say('codes.fileTitle', { handle })}\n\n${codes.join('\n')}\n`
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => notify(say('codes.copied')),
      () => undefined,
    )
  const save = () => saveFile(`onshore-${handle}.txt`, new Blob([text], { type: 'text/plain' }))
  return (
    <div class={shell.prose}>
      <p>{say('codes.why')}</p>
      <ul class={css.codes}>
        {codes.map(code => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div class={shell.row}>
        <button type="button" class={shell.button} onClick={() => void copy()}>
          <Icon name="copy" />
          {say('codes.copy')}
        </button>
        <button type="button" class={shell.button} onClick={save}>
          <Icon name="download" />
          {say('codes.save')}
        </button>
      </div>
    </div>
  )
}
