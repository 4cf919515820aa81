import type { PublishedRule, Rules } from '../../core/wire/moderation.ts'
import shell from '../shell/shell.module.css'
import type { Language, Say } from '../shell/words.ts'
import css from './moderation.module.css'

/** The rules in the reader's language, and what they said before; it reads without JavaScript as well. */
export function RuleList({ rules, say, language }: { rules: Rules; say: Say; language: Language }) {
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })
  const one = (rule: PublishedRule, until: string | null) => (
    <li key={rule.code + rule.since} class={css.card}>
      <h3>{rule.title[language]}</h3>
      <p>{rule.text[language]}</p>
      <p class={css.quiet}>
        {until
          ? say('rules.was', { since: day.format(new Date(rule.since)), until: day.format(new Date(until)) })
          : say('rules.since', { since: day.format(new Date(rule.since)) })}
      </p>
    </li>
  )
  return (
    <>
      <section class={shell.section}>
        <h2>{say('rules.inForce')}</h2>
        <ol class={css.list}>{rules.items.map(rule => one(rule, null))}</ol>
      </section>
      {rules.past.length > 0 && (
        <details>
          <summary>{say('rules.past')}</summary>
          <ol class={css.list}>{rules.past.map(rule => one(rule, rule.until))}</ol>
        </details>
      )}
    </>
  )
}
