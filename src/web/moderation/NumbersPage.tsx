import { call } from '../shell/api.ts'
import { useRead } from '../shell/read.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Numbers } from './Numbers.tsx'

/** What was reported and decided here, in counts: the same as `/public/moderation` gives programs. */
export function NumbersPage() {
  const { say, language } = useWords()
  useTitle(say('title.transparency'))
  const { found, fault } = useRead(() => call('GET /public/moderation'))
  return (
    <div class={shell.page} aria-busy={found.value === null}>
      <h1>{say('title.transparency')}</h1>
      <p class={shell.lead}>
        {say('numbers.lead')} <a href="/rules">{say('title.rules')}</a> · <a href="/public/moderation">JSON</a>
      </p>
      {fault.value && <Alert>{fault.value}</Alert>}
      {found.value && <Numbers counts={found.value} say={say} language={language} />}
    </div>
  )
}
