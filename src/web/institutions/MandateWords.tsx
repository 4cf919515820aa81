import { acts, type Mandate } from '../../core/institutions/mandate.ts'
import { useWords } from '../shell/words.ts'
import css from './institutions.module.css'
import { actsByRule, ruleWords } from './ruling.ts'

/** The mandate as anybody can read it: each rule once, with the acts that are under it. */
export function MandateWords({ mandate }: { mandate: Mandate }) {
  const { say, language } = useWords()
  const list = new Intl.ListFormat(language)
  return (
    <>
      <dl class={css.rules}>
        {actsByRule(mandate).map(({ acts: under, rule }) => (
          <div key={under[0]}>
            <dt>
              {under.length === acts.length ? say('rule.every') : list.format(under.map(act => say(`acts.${act}`)))}
            </dt>
            <dd>{ruleWords(rule, say, language)}</dd>
          </div>
        ))}
      </dl>
      <p class={css.quiet}>{say(`rule.shows.${mandate.shows}`)}</p>
    </>
  )
}
