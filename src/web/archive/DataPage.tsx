import { Proof } from '../accounts/proof.tsx'
import { SignInFirst } from '../accounts/SignInFirst.tsx'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Download } from './Download.tsx'
import { MoveIn } from './MoveIn.tsx'
import { Moving } from './Moving.tsx'

/** What is the account's own, as a file to take along. */
export function DataPage() {
  const { say } = useWords()
  useTitle(say('title.settings.data'))
  return (
    <div class={shell.page}>
      <h1>{say('title.settings.data')}</h1>
      {account.value ? (
        <>
          <Download />
          <MoveIn />
          <Moving />
          <Proof />
        </>
      ) : (
        account.value === null && <SignInFirst />
      )}
    </div>
  )
}
