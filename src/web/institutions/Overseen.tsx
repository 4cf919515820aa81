import { countFailed } from '../../core/institutions/digest.ts'
import { approvingRoles } from '../../core/institutions/stewards.ts'
import type { Institution } from '../../core/wire/institution.ts'
import { call } from '../shell/api.ts'
import { useRead } from '../shell/read.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './institutions.module.css'
import week from './week.module.css'

/** Whose roles read what the officer knows. */
export const doesAnswer = ({ state, isTaken, role: own }: Institution): boolean =>
  state !== 'founding' && isTaken && approvingRoles.some(role => role === own)

/** The ways to what the officer knows, and to the numbers. */
export function Overseen({ one }: { one: Institution }) {
  const { say } = useWords()
  const answers = doesAnswer(one)
  return (
    <section class={shell.section}>
      <h2>{say(answers ? 'overview.title' : 'numbers.title')}</h2>
      <p class={css.quiet}>{say(answers ? 'overview.see' : 'numbers.see')}</p>
      <div class={shell.row}>
        {answers && (
          <a class={shell.button} href={`/institutions/${one.handle}/overview`}>
            <Icon name="scroll-text" />
            {say('overview.open')}
          </a>
        )}
        <a class={shell.button} href={`/institutions/${one.handle}/statistics`}>
          <Icon name="chart-column" />
          {say('numbers.title')}
        </a>
      </div>
    </section>
  )
}

/** What failed stands above everything else. */
export function FailedFirst({ one }: { one: Institution }) {
  const { say } = useWords()
  const { handle } = one
  const { found } = useRead(() => call('GET /api/institutions/{handle}/overview', { path: { handle } }))
  const n = found.value ? countFailed(found.value.failed) : 0
  return n === 0 ? null : (
    <a class={week.first} href={`/institutions/${handle}/overview`}>
      <Icon name="circle-alert" />
      {say('week.failed', { n })}
    </a>
  )
}
