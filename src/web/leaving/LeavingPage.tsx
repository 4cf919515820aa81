import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Cancelled } from '../accounts/passkeys.ts'
import { Proof, withProof } from '../accounts/proof.tsx'
import { SignInFirst } from '../accounts/SignInFirst.tsx'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { notify } from '../shell/notice.tsx'
import { saveFile } from '../shell/save-file.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { OnceMore } from '../ui/OnceMore.tsx'

/** Leaving, with fourteen days to think again; and staying. */
export function LeavingPage() {
  const { say } = useWords()
  useTitle(say('title.settings.leaving'))
  return (
    <div class={shell.page}>
      <h1>{say('title.settings.leaving')}</h1>
      {account.value === null ? <SignInFirst /> : account.value && <Leaving handle={account.value.handle} />}
      <Proof />
    </div>
  )
}

function Leaving({ handle }: { handle: string }) {
  const { say, language } = useWords()
  const state = useSignal<{ leavesAt: string | null; waitsForCase: boolean } | null>(null)
  const code = useSignal<string | null>(null)
  const isAsking = useSignal(false)
  const fault = useSignal<string | null>(null)
  const load = async () => {
    state.value = await call('GET /api/account/leaving')
  }
  const trying = async (act: () => Promise<void>) => {
    fault.value = null
    try {
      await act()
    } catch (error) {
      if (!(error instanceof Cancelled)) fault.value = await wordsFor(error, language, say)
    }
  }
  useEffect(() => void trying(load), [])
  const leave = () =>
    trying(async () => {
      isAsking.value = false
      const left = await withProof(() => call('PUT /api/account/leaving'))
      code.value = left.code
      await load()
    })
  const stay = () =>
    trying(async () => {
      await call('DELETE /api/account/leaving')
      code.value = null
      await load()
      notify(say('leaving.stays'))
    })
  const leavesAt = state.value?.leavesAt
  return (
    <>
      {fault.value && <Alert>{fault.value}</Alert>}
      {leavesAt ? (
        <section class={shell.section}>
          <h2>
            {say('leaving.on', {
              date: new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date(leavesAt)),
            })}
          </h2>
          <p>{say('leaving.hidden')}</p>
          {state.value?.waitsForCase && <p>{say('leaving.case')}</p>}
          {code.value && <Code handle={handle} code={code.value} />}
          <div>
            <button type="button" class={`${shell.button} ${shell.primary}`} onClick={() => void stay()}>
              {say('leaving.stay')}
            </button>
          </div>
        </section>
      ) : (
        state.value && (
          <section class={shell.section}>
            <p class={shell.lead}>{say('leaving.lead', { handle })}</p>
            <ul class={shell.prose}>
              {(['leaving.atOnce', 'leaving.then', 'leaving.others', 'leaving.kept', 'leaving.copies'] as const).map(
                line => (
                  <li key={line}>{say(line)}</li>
                ),
              )}
            </ul>
            <div>
              <button
                type="button"
                class={`${shell.button} ${shell.danger}`}
                onClick={() => {
                  isAsking.value = true
                }}
              >
                {say('leaving.leave')}
              </button>
            </div>
          </section>
        )
      )}
      {isAsking.value && (
        <OnceMore
          title={say('leaving.ask', { handle })}
          means={say('leaving.means')}
          yes={say('leaving.yes')}
          no={say('leaving.no')}
          onYes={() => void leave()}
          onNo={() => (isAsking.value = false)}
        />
      )}
    </>
  )
}

/** The code of the receipt, shown once. */
function Code({ handle, code }: { handle: string; code: string }) {
  const { say } = useWords()
  const address = `${location.origin}/erased#${code}`
  const text = `${say('leaving.fileTitle', { handle })}\n\n${code}\n${address}\n`
  return (
    <div class={shell.prose} role="status">
      <p>{say('leaving.code')}</p>
      <p>
        <strong>{code}</strong>
      </p>
      <div>
        <button
          type="button"
          class={shell.button}
          onClick={() => saveFile(`onshore-${handle}-receipt.txt`, new Blob([text], { type: 'text/plain' }))}
        >
          {say('leaving.save')}
        </button>
      </div>
    </div>
  )
}
