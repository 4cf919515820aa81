import { call } from '../shell/api.ts'
import { useRead } from '../shell/read.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { HeldList } from './HeldList.tsx'

/** Everything that the shore stores: the same as `/public/what-we-hold` gives programs. */
export function WhatWeHoldPage() {
  const { say, language } = useWords()
  useTitle(say('title.what-we-hold'))
  const { found, fault } = useRead(async () => {
    const [held, runs] = await Promise.all([call('GET /public/what-we-hold'), call('GET /public/retention')])
    return { held, runs }
  })
  return (
    <div class={shell.page} aria-busy={found.value === null}>
      <h1>{say('title.what-we-hold')}</h1>
      <p class={shell.lead}>{say('held.lead')}</p>
      <div class={shell.row}>
        <a class={shell.button} href={account.value ? '/settings/held' : '/sign-in'}>
          {say(account.value ? 'held.mine' : 'held.signIn')}
        </a>
        <a class={shell.button} href="/public/what-we-hold">
          {say('held.json')}
        </a>
      </div>
      {fault.value && <Alert>{fault.value}</Alert>}
      {found.value && <HeldList {...found.value} say={say} language={language} />}
    </div>
  )
}
