import { type InstitutionClass, institutionClasses } from '../../core/institutions/classes.ts'
import { useWords } from '../shell/words.ts'
import css from './institutions.module.css'

/** What institutions of a class are kept from; published with the class. */
export function ClassLimits({ kind }: { kind: InstitutionClass }) {
  const { say } = useWords()
  const { mayBuyReach, mayRaiseFunds, marksPaid } = institutionClasses[kind]
  const limits = [
    ...(mayBuyReach ? [] : ['limit.reach']),
    ...(mayRaiseFunds ? [] : ['limit.funds']),
    ...(marksPaid ? ['limit.paid'] : []),
  ]
  return <p class={css.quiet}>{limits.map(limit => say(limit)).join(' ')}</p>
}
