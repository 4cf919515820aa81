import { countFailed, type Digest, type Failed } from '../../core/institutions/digest.ts'
import { domainFaultIn } from '../../core/institutions/domain-fault.ts'
import type { Leaf, LeafKind } from '../../core/ledger/leaf.ts'
import { momentIn } from '../create/When.tsx'
import shell from '../shell/shell.module.css'
import { type Language, type Say, useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import { leafWords } from './entry.ts'
import { faultWords } from './faults.ts'
import css from './institutions.module.css'
import { ruleWords } from './ruling.ts'
import week from './week.module.css'

interface Seat {
  role: string
  since: string
  passkeys: number
  /** Null for who is not here any more. */
  handle: string | null
}

type Told = Pick<Digest, 'from' | 'until' | 'happened' | 'waits' | 'failed'>

interface Props {
  handle: string
  told: Told
  seats: readonly Seat[]
  /** Entries of the public record that are what is told of, to the last byte. */
  entries: ReadonlyMap<number, Leaf>
}

/** What failed, first; then who can act, what waits, and what happened. */
export function Week({ handle, told, seats, entries }: Props) {
  return (
    <>
      <Failures told={told} />
      <Seats seats={seats} />
      <Waits told={told} />
      <Happened told={told} handle={handle} entries={entries} />
    </>
  )
}

function Failures({ told: { failed, from, until } }: { told: Told }) {
  const { say, language } = useWords()
  const n = countFailed(failed)
  if (n === 0)
    return (
      <p class={css.verdict}>
        <Icon name="check" />
        {say('week.nothingFailed', { from: momentIn(from, language), until: momentIn(until, language) })}
      </p>
    )
  return (
    <section class={week.failed} aria-labelledby="week-failed">
      <h2 id="week-failed">
        <Icon name="circle-alert" />
        {say('week.failed', { n })}
      </h2>
      <ul class={week.faults}>
        {faultLines(failed, say, language).map(({ what, why }) => (
          <li key={what + why}>
            <strong>{what}</strong>
            <span>{why}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface Line {
  what: string
  why: string
}

function faultLines({ notices, domain, glasses, ended }: Failed, say: Say, language: Language): Line[] {
  return [
    ...(domain
      ? [
          {
            what: say('week.domain', { domain: domain.domain }),
            why: domain.since
              ? say('week.domainSince', {
                  at: momentIn(domain.since, language),
                  fault: domainFaultIn(language, domain.fault),
                })
              : domainFaultIn(language, domain.fault),
          },
        ]
      : []),
    ...noticeLines(notices, say, language),
    ...glasses.map(({ act, broken, due, isOverdue }) => ({
      what: say(isOverdue ? 'week.glassOverdue' : 'week.glass', { act: say(`acts.${act}`) }),
      why: say('week.glassDue', { broken: momentIn(broken, language), due: momentIn(due, language) }),
    })),
    ...ended.map(({ act, state, why, at }) => ({
      what: say(`week.ended.${state}`, { act: say(`acts.${act}`) }),
      why: `${momentIn(at, language)}. ${say(`proposal.ended.${why}`)}`,
    })),
  ]
}

/** Notices that failed alike are one line: an institution that declared no place has one for each thing it was to be told. */
function noticeLines(notices: Failed['notices'], say: Say, language: Language): Line[] {
  const groups = new Map<string, Failed['notices'][number][]>()
  for (const notice of notices) {
    const key = JSON.stringify([notice.way, notice.fault, notice.isAcknowledged])
    groups.set(key, [...(groups.get(key) ?? []), notice])
  }
  return [...groups.values()].map(group => {
    const [{ way, fault, isAcknowledged }] = group as [Failed['notices'][number]]
    const of = group.map(({ act, digest, at }) =>
      say('week.noticeOf', {
        what: act ? say(`acts.${act}`) : say('digest.name', { n: digest ?? 0 }),
        at: momentIn(at, language),
      }),
    )
    const words = fault === null ? say('told.underWay') : faultWords(fault, say, language)
    return {
      what: say('week.untold', { n: group.length, way: say(`week.way.${way}`) }),
      why: `${words} ${isAcknowledged ? `${say('week.acknowledged')} ` : ''}${of.join(' · ')}`,
    }
  })
}

function Seats({ seats }: { seats: readonly Seat[] }) {
  const { say, language } = useWords()
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long' })
  return (
    <section class={shell.section}>
      <h2>{say('week.canAct')}</h2>
      {seats.length === 0 && <p class={css.grave}>{say('week.nobody')}</p>}
      <ul class={css.people}>
        {seats.map((seat, place) => (
          <li key={seat.handle ?? place}>
            {seat.handle ? <a href={`/@${seat.handle}`}>@{seat.handle}</a> : <span>{say('week.gone')}</span>}
            <span class={css.tag}>{say(`steward.${seat.role}`)}</span>
            <span class={css.quiet}>
              {say('steward.since', { at: day.format(new Date(seat.since)) })} ·{' '}
              {say('week.passkeys', { n: seat.passkeys })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Waits({ told: { waits } }: { told: Told }) {
  const { say, language } = useWords()
  return (
    <section class={shell.section}>
      <h2>{say('week.waits')}</h2>
      {waits.length === 0 && <p class={css.quiet}>{say('proposals.none.waiting')}</p>}
      <ul class={css.record}>
        {waits.map(one => (
          <li key={one.proposal}>
            <p>
              <strong>{say(`acts.${one.act}`)}</strong>{' '}
              {one.due === null
                ? say('proposals.counted', { n: one.signatures, of: one.rule.approvals })
                : say('week.due', { at: momentIn(one.due, language) })}
            </p>
            <p class={css.quiet}>
              {one.by && say('record.by', { role: say(`steward.${one.by}`) })}{' '}
              {say('record.rule', { rule: ruleWords(one.rule, say, language) })}{' '}
              {one.due === null && say('week.expires', { at: momentIn(one.expires, language) })}
            </p>
            <code class={css.hash}>{one.proposal}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A digest holds the kind of an entry and its hash; what more there is to say of it stands in the record. */
function wordsOf(kind: LeafKind, facts: Leaf['facts'] | undefined, say: Say, language: Language): string {
  if (kind === 'institution.domain' && !facts) return say('week.domainChanged')
  const words = leafWords(kind, facts ?? {}, say, language)
  return kind === 'proposal.ended' && facts ? `${words} ${say(`proposal.ended.${facts['why']}`)}` : words
}

function Happened({ handle, told: { happened }, entries }: Omit<Props, 'seats'>) {
  const { say, language } = useWords()
  return (
    <section class={shell.section}>
      <h2>{say('week.happened')}</h2>
      {happened.length === 0 && <p class={css.quiet}>{say('week.quiet')}</p>}
      <ol class={css.record}>
        {[...happened].reverse().map(({ number, kind, at, hash }) => (
          <li key={number}>
            <p class={css.quiet}>
              {number} · <time dateTime={at}>{momentIn(at, language)}</time>
            </p>
            <p>
              <strong>{wordsOf(kind, entries.get(number)?.facts, say, language)}</strong>
            </p>
            <code class={css.hash}>{hash}</code>
          </li>
        ))}
      </ol>
      <p>
        <a href={`/@${handle}/record`}>{say('week.record')}</a>
      </p>
    </section>
  )
}
