import type { CleanUp, HeldFact, HeldPart, WhatWeHold } from '../../core/wire/register.ts'
import shell from '../shell/shell.module.css'
import type { Language, Say } from '../shell/words.ts'
import css from './register.module.css'

interface Around {
  held: WhatWeHold
  say: Say
  language: Language
}

/** What the shore holds, by subject; it reads without JavaScript as well. */
export function HeldList({ held, runs, say, language }: Around & { runs: CleanUp }) {
  return (
    <>
      <section class={shell.section}>
        <h2>{say('held.classes')}</h2>
        <dl class={css.classes}>
          {held.classes.map(({ id, title, means }) => (
            <div key={id}>
              <dt>
                <span class={css.tag} data-class={id}>
                  {title[language]}
                </span>
              </dt>
              <dd>{means[language]}</dd>
            </div>
          ))}
        </dl>
        <p class={css.quiet}>{say('held.machine')}</p>
        {held.clipDays !== null && <p>{say('held.clipDays', { n: held.clipDays })}</p>}
      </section>
      <nav aria-label={say('held.groups')}>
        <ul class={css.groups}>
          {held.groups.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`}>{title[language]}</a>
            </li>
          ))}
        </ul>
      </nav>
      {held.groups.map(({ id, title, parts }) => (
        <section class={shell.section} key={id} id={id}>
          <h2>{title[language]}</h2>
          <div>
            {parts.map(part => (
              <Part key={part.kind + part.name} part={part} held={held} say={say} language={language} />
            ))}
          </div>
        </section>
      ))}
      <Done held={held} runs={runs} say={say} language={language} />
    </>
  )
}

/** What was ended because its time had come, in counts. */
function Done({ held, runs, say, language }: Around & { runs: CleanUp }) {
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
  const number = new Intl.NumberFormat(language)
  if (runs.items.length === 0) return null
  return (
    <section class={shell.section} id="clean-up">
      <h2>{say('held.cleanUp')}</h2>
      <p>{say('held.cleanUpMeans')}</p>
      <ul class={css.facts}>
        {runs.items.map(({ rule, lastAt, total }) => (
          <li key={rule}>
            <p>{capital(held.retentions.find(({ id }) => id === rule)!.says[language])}</p>
            <p class={css.quiet}>
              <span>{say('held.ended', { n: total, written: number.format(total) })}</span>
              <span>{say('held.lastAt', { at: `${when.format(new Date(lastAt))} UTC` })}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What most of a part has in common is said once; a fact says what differs. */
function Part({ part, held, say, language }: { part: HeldPart } & Around) {
  const { facts } = part
  const kept = mostly(facts.map(({ retention }) => retention))
  const erased = mostly(facts.map(({ erasure }) => erasure))
  const keptIn = (rule: string) => held.retentions.find(({ id }) => id === rule)!.says[language]
  const erasedIn = (one: string) => held.erasures.find(({ id }) => id === one)!.title[language]
  return (
    <details class={css.part}>
      <summary>
        <span class={css.name}>{part.title[language]}</span>
        <span class={css.quiet}>{keptIn(kept)}</span>
      </summary>
      <dl class={css.common}>
        <dt>{say('held.kept')}</dt>
        <dd>{capital(keptIn(kept))}</dd>
        <dt>{say('held.erased')}</dt>
        <dd>{part.isPersonal ? erasedIn(erased) : say('held.notPersonal')}</dd>
      </dl>
      <ul class={css.facts} aria-label={say('held.of', { title: part.title[language] })}>
        {facts.map(fact => (
          <li key={fact.name}>
            <p>{capital(fact.purpose[language])}</p>
            <p class={css.quiet}>
              <Seen fact={fact} held={held} language={language} />
              <code>{fact.name}</code>
              {fact.retention !== kept && <span>{keptIn(fact.retention)}</span>}
              {fact.erasure !== erased && <span>{erasedIn(fact.erasure)}</span>}
            </p>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Seen({ fact, held, language }: { fact: HeldFact; held: WhatWeHold; language: Language }) {
  return (
    <span class={css.tag} data-class={fact.class}>
      {held.classes.find(({ id }) => id === fact.class)!.title[language]}
    </span>
  )
}

/** The one that is there most often. */
function mostly<T>(all: readonly T[]): T {
  const counts = Map.groupBy(all, one => one)
  return [...counts].sort(([, a], [, b]) => b.length - a.length)[0]![0]
}

/** Purposes and rules are parts of sentences; here they stand alone. */
export const capital = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1)
