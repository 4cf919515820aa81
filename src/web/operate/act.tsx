import { signal } from '@preact/signals'
import { useForm } from '../accounts/form.ts'
import { withProof } from '../accounts/proof.tsx'
import { notify } from '../shell/notice.tsx'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import { Sheet } from '../ui/Sheet.tsx'

interface Asked {
  title: string
  /** Carries it out, with the reason that is kept. What it returns is said when it is done. */
  perform(why: string, values: Record<string, string>): Promise<string | undefined>
  /** One more thing that the act needs to know. */
  field?: { name: string; label: string; value: string }
  isGrave: boolean
}

const asked = signal<Asked | null>(null)

/** Asks for the reason, then acts. */
export const askWhy = (title: string, perform: Asked['perform'], more: Partial<Asked> = {}): void => {
  asked.value = { title, perform, isGrave: false, ...more }
}

/** The sheet that asks. It stands on every page of the console. */
export function Act() {
  return asked.value && <ActSheet key={asked.value.title} act={asked.value} />
}

function ActSheet({ act }: { act: Asked }) {
  const { say } = useWords()
  const close = () => {
    if (asked.peek() === act) asked.value = null
  }
  const { isSending, fault, onSubmit } = useForm(async values => {
    // The sheet gives way to the one that asks who it is.
    const said = await withProof(() => act.perform(values['why'] ?? '', values))
    close()
    notify(said ?? say('operate.done'))
  })
  return (
    <Sheet title={act.title} closeLabel={say('sheet.close')} onClose={close}>
      <form class={shell.form} onSubmit={onSubmit}>
        {fault.value && <Alert>{fault.value.text}</Alert>}
        {act.field && (
          <Field
            name={act.field.name}
            label={act.field.label}
            type="number"
            min={0}
            step={1}
            defaultValue={act.field.value}
            autocomplete="off"
          />
        )}
        <Field name="why" label={say('operate.why')} required maxLength={500} autocomplete="off" />
        <div class={shell.row}>
          <button
            type="submit"
            class={`${shell.button} ${act.isGrave ? shell.danger : shell.primary}`}
            disabled={isSending.value}
          >
            {say('operate.do')}
          </button>
        </div>
      </form>
    </Sheet>
  )
}
