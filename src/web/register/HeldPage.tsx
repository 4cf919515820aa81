import { useSignal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { HeldFact, HeldPart, HeldRow, WhatWeHold } from '../../core/wire/register.ts'
import { SignInFirst } from '../accounts/SignInFirst.tsx'
import { call } from '../shell/api.ts'
import { usePaged } from '../shell/paged.ts'
import { useRead } from '../shell/read.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { type Language, type Say, useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { capital } from './HeldList.tsx'
import css from './register.module.css'

type Correction = WhatWeHold['corrections'][number]

const none: ReadonlyMap<string, Correction> = new Map()
const Corrections = createContext(none)
const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** One's own rows of everything that the shore stores, grouped as the public page is. */
export function HeldPage() {
  const { say } = useWords()
  useTitle(say('title.settings.held'))
  return (
    <div class={shell.page}>
      <h1>{say('title.settings.held')}</h1>
      {account.value ? <Own /> : account.value === null && <SignInFirst />}
    </div>
  )
}

function Own() {
  const { say, language } = useWords()
  const { found, fault } = useRead(async () => {
    const [held, counts] = await Promise.all([call('GET /public/what-we-hold'), call('GET /api/held')])
    return {
      held,
      counts: new Map(counts.items.map(({ name, rows }) => [name, rows])),
      corrections: new Map<string, Correction>(held.corrections.map(one => [one.id, one])),
    }
  })
  return (
    <>
      <p class={shell.lead}>
        {say('held.mineLead')} <a href="/what-we-hold">{say('title.what-we-hold')}</a> ·{' '}
        <a href="/settings/data">{say('title.settings.data')}</a>
      </p>
      {fault.value && <Alert>{fault.value}</Alert>}
      <Corrections.Provider value={found.value?.corrections ?? none}>
        {found.value?.held.groups.map(group => (
          <Group key={group.id} group={group} counts={found.value!.counts} say={say} language={language} />
        ))}
      </Corrections.Provider>
    </>
  )
}

function Group({
  group,
  counts,
  say,
  language,
}: {
  group: WhatWeHold['groups'][number]
  counts: ReadonlyMap<string, number>
  say: Say
  language: Language
}) {
  const own = group.parts.filter(({ kind, name }) => kind === 'table' && counts.has(name))
  const there = own.filter(({ name }) => counts.get(name)! > 0)
  const empty = own.filter(({ name }) => counts.get(name) === 0)
  if (own.length === 0) return null
  return (
    <section class={shell.section} id={group.id}>
      <h2>{group.title[language]}</h2>
      {there.length > 0 && (
        <div>
          {there.map(part => (
            <Rows key={part.name} part={part} n={counts.get(part.name)!} />
          ))}
        </div>
      )}
      {empty.length > 0 && (
        <p class={css.quiet}>{say('held.none', { list: empty.map(({ title }) => title[language]).join(', ') })}</p>
      )}
    </section>
  )
}

/** Rows are read when they are looked at. */
function Rows({ part, n }: { part: HeldPart; n: number }) {
  const { say, language } = useWords()
  const isOpen = useSignal(false)
  return (
    <details class={css.part} onToggle={event => (isOpen.value = event.currentTarget.open)}>
      <summary>
        <span class={css.name}>{part.title[language]}</span>
        <span class={css.quiet}>{say('held.rows', { n })}</span>
      </summary>
      {isOpen.value && <OpenRows part={part} isOne={n === 1} />}
    </details>
  )
}

function OpenRows({ part, isOne }: { part: HeldPart; isOne: boolean }) {
  const { say, language } = useWords()
  const { page, fault, more } = usePaged(cursor =>
    call('GET /api/held/{table}', { path: { table: part.name }, query: cursor ? { cursor } : {} }),
  )
  return (
    <div class={css.rows} aria-busy={page.value === null}>
      {fault.value && <Alert>{fault.value}</Alert>}
      {page.value?.items.map((row, place) =>
        isOne ? (
          <Row key={place} row={row} part={part} say={say} language={language} />
        ) : (
          <details key={place} class={css.part}>
            <summary>
              <span class={css.name} dir="auto">
                {nameOf(row, language) ?? say('held.row', { n: place + 1 })}
              </span>
            </summary>
            <Row row={row} part={part} say={say} language={language} />
          </details>
        ),
      )}
      {page.value?.next && (
        <div>
          <button type="button" class={shell.button} onClick={more}>
            {say('list.more')}
          </button>
        </div>
      )}
    </div>
  )
}

/** Where it is changed by oneself, or why nobody does. */
function Correct({ by }: { by: HeldFact['correction'] }) {
  const { say, language } = useWords()
  const how = useContext(Corrections).get(by ?? '')
  if (!how) return null
  return (
    <>
      {how.says[language]}. {how.page && <a href={how.page}>{say('held.there')}</a>}
    </>
  )
}

function Row({ row, part, say, language }: { row: HeldRow; part: HeldPart; say: Say; language: Language }) {
  const { id } = row.values
  const about = typeof id === 'string' && uuidPattern.test(id) ? `${part.name}&id=${id}` : part.name
  return (
    <div class={css.one}>
      <dl class={css.row}>
        {part.facts.map(({ name, purpose, correction }) => (
          <div key={name}>
            <dt>
              {capital(purpose[language])} <code>{name}</code>
            </dt>
            <dd dir="auto">
              {row.hidden.includes(name) ? (
                <em>{say('held.hidden')}</em>
              ) : (
                (wordsOf(row.values[name], say, language) ?? <span class={css.quiet}>{say('held.nothing')}</span>)
              )}
              {correction && (
                <p class={css.quiet} dir="ltr">
                  <Correct by={correction} />
                </p>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p class={css.correct}>
        <Correct by={part.correction} />{' '}
        <a href={`/settings/requests?about=${about}`}>
          {say('held.ask')}
          <span class="only-spoken"> ({part.title[language]})</span>
        </a>
      </p>
    </div>
  )
}

const telling = [
  'handle',
  'name',
  'label',
  'caption',
  'text',
  'what',
  'tag',
  'kind',
  'measure',
  'act',
  'role',
  'category',
]
const timePattern = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

/** What tells a row from the others: its own words, and its time. */
function nameOf({ values }: HeldRow, language: Language): string | null {
  const words = telling.map(name => values[name]).find(value => typeof value === 'string' && value !== '')
  const time = ['created_at', 'at', 'opened_at', 'since', 'published_at'].map(name => values[name]).find(isTime)
  const said = [words === undefined ? null : String(words).slice(0, 80), time ? timeIn(time, language) : null]
  return said.filter(part => part !== null).join(' · ') || null
}

const isTime = (value: unknown): value is string => typeof value === 'string' && timePattern.test(value)
const timeIn = (time: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(time))

/** A value in words; null where there is none. */
function wordsOf(value: unknown, say: Say, language: Language): string | null {
  if (value === null || value === undefined || value === '') return null
  if (isTime(value)) return timeIn(value, language)
  if (typeof value === 'boolean') return say(value ? 'held.yes' : 'held.no')
  if (typeof value === 'number') return new Intl.NumberFormat(language).format(value)
  if (typeof value === 'string') return value
  if (Array.isArray(value)) {
    if (value.length === 0) return null
    return value.map(one => wordsOf(one, say, language) ?? '').join(', ')
  }
  const { bytes, ...rest } = value as Record<string, unknown>
  if (rest['lost'] === true) return say('held.lost')
  if (typeof bytes === 'number' && Object.keys(rest).length === 0) return say('held.bytes', { n: bytes })
  return JSON.stringify(value, null, 1)
}
