import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'

/** In place of what belongs to an account. */
export function SignInFirst() {
  const { say } = useWords()
  return (
    <>
      <p class={shell.lead}>{say('profile.signInFirst')}</p>
      <div class={shell.row}>
        <a class={`${shell.button} ${shell.primary}`} href="/sign-in">
          {say('signIn.action')}
        </a>
        <a class={shell.button} href="/join">
          {say('join.action')}
        </a>
      </div>
    </>
  )
}
