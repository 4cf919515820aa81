import { call } from '../shell/api.ts'
import { useRead } from '../shell/read.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { RuleList } from './RuleList.tsx'

/** The rules that every decision names, and what they said before. */
export function RulesPage() {
  const { say, language } = useWords()
  useTitle(say('title.rules'))
  const { found, fault } = useRead(() => call('GET /public/rules'))
  return (
    <div class={shell.page} aria-busy={found.value === null}>
      <h1>{say('title.rules')}</h1>
      <p class={shell.lead}>
        {say('rules.lead')} <a href="/transparency">{say('title.transparency')}</a>
      </p>
      {fault.value && <Alert>{fault.value}</Alert>}
      {found.value && <RuleList rules={found.value} say={say} language={language} />}
    </div>
  )
}
