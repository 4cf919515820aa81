import { useSignal } from '@preact/signals'
import { saveFile } from '../shell/save-file.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import css from './interests.module.css'
import { ask } from './keeper.ts'

const leastSigns = 10

/** Takes interests to another device, and a session to whoever checks it. Files are made here and sent to nobody. */
export function Moving({ onMoved }: { onMoved(): void }) {
  const { say } = useWords()
  const told = useSignal<string | null>(null)
  const fault = useSignal<string | null>(null)
  const isBusy = useSignal(false)
  const attempt = async (act: () => Promise<string>) => {
    isBusy.value = true
    told.value = fault.value = null
    try {
      told.value = say(await act())
    } catch (error) {
      fault.value = say(error instanceof Refused ? error.message : 'interests.fault')
    }
    isBusy.value = false
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const given = new FormData(form, event.submitter)
    const passphrase = String(given.get('passphrase'))
    const file = given.get('file')
    void attempt(async () => {
      if (given.get('do') === 'export') {
        if (passphrase.length < leastSigns) throw new Refused('interests.passphraseShort')
        const bytes = await ask({ ask: 'export', passphrase })
        saveFile(
          'onshore-interests.age',
          new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' }),
        )
        return 'interests.exported'
      }
      if (!(file instanceof File) || file.size === 0) throw new Refused('interests.noFile')
      if (file.size > mostBytes) throw new Refused('interests.import.other')
      const became = await ask({ ask: 'import', file: new Uint8Array(await file.arrayBuffer()), passphrase })
      if (became !== 'done') throw new Refused(`interests.import.${became}`)
      onMoved()
      return 'interests.imported'
    })
  }
  const session = () =>
    void attempt(async () => {
      saveFile('onshore-session.json', new Blob([await ask({ ask: 'session' })], { type: 'application/json' }))
      return 'interests.sessionSaved'
    })
  return (
    <section class={shell.section}>
      <h2>{say('interests.moving')}</h2>
      <p class={css.quiet}>{say('interests.movingMeans')}</p>
      <form class={css.moving} onSubmit={submit}>
        <Field
          name="passphrase"
          type="password"
          label={say('interests.passphrase')}
          hint={say('interests.passphraseHint')}
          autocomplete="off"
        />
        <label class={css.file}>
          {say('interests.file')}
          <input type="file" name="file" accept=".age" />
        </label>
        <div class={shell.row}>
          <button type="submit" name="do" value="export" class={shell.button} disabled={isBusy.value}>
            {say('interests.export')}
          </button>
          <button type="submit" name="do" value="import" class={shell.button} disabled={isBusy.value}>
            {say('interests.import')}
          </button>
        </div>
      </form>
      <div class={shell.row}>
        <button type="button" class={shell.button} onClick={session} disabled={isBusy.value}>
          {say('interests.session')}
        </button>
      </div>
      <p class={css.quiet}>{say('interests.sessionMeans')}</p>
      {fault.value && <Alert>{fault.value}</Alert>}
      <p role="status">{told.value}</p>
    </section>
  )
}

/** Much more than interests can be. */
const mostBytes = 4_000_000

class Refused extends Error {}
