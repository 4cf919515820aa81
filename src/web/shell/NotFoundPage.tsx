import shell from './shell.module.css'
import { useTitle } from './title.ts'
import { useWords } from './words.ts'

export function NotFoundPage() {
  const { say } = useWords()
  useTitle(say('missing.title'))
  return (
    <div class={shell.page}>
      <h1>{say('missing.title')}</h1>
      <p class={shell.lead}>{say('missing.body')}</p>
      <div>
        <a class={`${shell.button} ${shell.primary}`} href="/">
          {say('missing.home')}
        </a>
      </div>
    </div>
  )
}
