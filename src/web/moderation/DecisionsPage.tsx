import { useSignal } from '@preact/signals'
import { moderationLimits } from '../../core/moderation/categories.ts'
import type { OwnReport, Statement } from '../../core/wire/moderation.ts'
import { useForm } from '../accounts/form.ts'
import { call } from '../shell/api.ts'
import { usePaged } from '../shell/paged.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { type Say, useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import css from './moderation.module.css'

/** What was decided about oneself and by one's reports, each with its reasons, and the way to ask for a second look. */
export function DecisionsPage() {
  const { say } = useWords()
  useTitle(say('title.decisions'))
  return (
    <div class={shell.page}>
      <h1>{say('title.decisions')}</h1>
      <p class={shell.lead}>
        {say('decisions.lead')} <a href="/rules">{say('title.rules')}</a> ·{' '}
        <a href="/transparency">{say('title.transparency')}</a>
      </p>
      {account.value ? (
        <>
          <Statements />
          <Reports />
        </>
      ) : (
        <p>
          <a href="/sign-in">{say('decisions.signIn')}</a>
        </p>
      )}
      <ByCode />
    </div>
  )
}

const whenIn = (language: string) => {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' })
  return (at: string) => format.format(new Date(at))
}

type Decision = Pick<Statement, 'id' | 'at' | 'measure' | 'until' | 'rule' | 'reason' | 'appealUntil' | 'appeal'>

function Statements() {
  const { say } = useWords()
  const { page, fault, more, load } = usePaged(cursor =>
    call('GET /api/decisions', { query: cursor ? { cursor } : {} }),
  )
  return (
    <section class={shell.section}>
      <h2>{say('decisions.about')}</h2>
      {fault.value && <Alert>{fault.value}</Alert>}
      {page.value?.items.length === 0 && <p>{say('decisions.none')}</p>}
      <ul class={css.list}>
        {page.value?.items.map(one => (
          <li key={one.id} class={css.card} id={one.id}>
            <h3>{say(`decisions.measure.${one.measure}`, { kind: say(`decisions.kind.${one.subject.kind}`) })}</h3>
            <Subject subject={one.subject} isShown={!(one.isStanding && takesAway(one.measure))} say={say} />
            <p class={css.tags}>
              <span class={css.tag}>{say(`decisions.by.${one.foundBy}`)}</span>
              {!one.isStanding && <span class={css.tag}>{say('decisions.over')}</span>}
            </p>
            <Reasons decision={one} onChange={load} />
            {one.isStanding && one.appealUntil === null && one.appeal?.outcome !== null && (
              <p>
                <a href={`/settings/requests?about=decisions&id=${one.id}`}>{say('ask.human')}</a>
              </p>
            )}
          </li>
        ))}
      </ul>
      {page.value?.next && (
        <button type="button" class={shell.button} onClick={more}>
          {say('list.more')}
        </button>
      )}
    </section>
  )
}

const takesAway = (measure: Statement['measure']): boolean =>
  measure === 'hide' || measure === 'remove' || measure === 'suspend'
const isStillShown = ({ decision }: OwnReport): boolean =>
  decision === null || !takesAway(decision.measure) || decision.appeal?.outcome === 'overturned'

/** What it is about; a link only while there is something behind it. */
function Subject({ subject, isShown, say }: { subject: Statement['subject']; isShown: boolean; say: Say }) {
  const words = subject.words || say('decisions.noWords')
  return (
    <blockquote dir="auto">
      {subject.page && isShown ? <a href={subject.page}>{subject.kind === 'account' ? `@${words}` : words}</a> : words}
    </blockquote>
  )
}

/** When, by which rule, why; then the appeal, or the form for it. */
function Reasons({ decision, onChange }: { decision: Decision; onChange(): Promise<void> }) {
  const { say, language } = useWords()
  const when = whenIn(language)
  const { rule, appeal } = decision
  return (
    <>
      <p>{decision.reason}</p>
      <p class={css.quiet}>
        <time dateTime={decision.at}>{when(decision.at)}</time>
        {decision.until && ` · ${say('decisions.until', { at: when(decision.until) })}`}
      </p>
      <details>
        <summary>{say('decisions.rule', { title: rule.title[language] })}</summary>
        <p>{rule.text[language]}</p>
      </details>
      {appeal && (
        <div>
          <p>
            <strong>
              {appeal.outcome === null
                ? say('decisions.appealed', { at: when(appeal.dueAt) })
                : say(`decisions.outcome.${appeal.outcome}`, { at: when(appeal.decidedAt ?? appeal.dueAt) })}
            </strong>
          </p>
          {appeal.words && <blockquote dir="auto">{appeal.words}</blockquote>}
          {appeal.reason && <p>{appeal.reason}</p>}
        </div>
      )}
      {decision.appealUntil && <Appeal id={decision.id} until={when(decision.appealUntil)} onChange={onChange} />}
    </>
  )
}

function Appeal({ id, until, onChange }: { id: string; until: string; onChange(): Promise<void> }) {
  const { say } = useWords()
  const { isSending, fault, onSubmit } = useForm(async ({ words = '' }) => {
    await call('POST /api/decisions/{id}/appeal', { path: { id }, body: { words } })
    await onChange()
  })
  return (
    <details>
      <summary>{say('decisions.appeal')}</summary>
      <form class={css.report} onSubmit={onSubmit}>
        <p class={css.quiet}>{say('decisions.appealMeans', { at: until })}</p>
        <label class={css.words}>
          <span>{say('decisions.appealWords')}</span>
          <textarea name="words" rows={3} required maxLength={moderationLimits.wordCharacters} />
        </label>
        {fault.value && <Alert>{fault.value.text}</Alert>}
        <div>
          <button type="submit" class={`${shell.button} ${shell.primary}`} disabled={isSending.value}>
            {say('decisions.appealSend')}
          </button>
        </div>
      </form>
    </details>
  )
}

function Reports() {
  const { say, language } = useWords()
  const { page, fault, more, load } = usePaged(cursor => call('GET /api/reports', { query: cursor ? { cursor } : {} }))
  const when = whenIn(language)
  return (
    <section class={shell.section}>
      <h2>{say('decisions.reports')}</h2>
      {fault.value && <Alert>{fault.value}</Alert>}
      {page.value?.items.length === 0 && <p>{say('decisions.noReports')}</p>}
      <ul class={css.list}>
        {page.value?.items.map((one: OwnReport) => (
          <li key={one.id} class={css.card}>
            <h3>{say(`report.category.${one.category}`)}</h3>
            <Subject subject={one.subject} isShown={isStillShown(one)} say={say} />
            <p class={css.quiet}>{say('decisions.reportedAt', { at: when(one.createdAt) })}</p>
            <Outcome report={one} onChange={load} />
          </li>
        ))}
      </ul>
      {page.value?.next && (
        <button type="button" class={shell.button} onClick={more}>
          {say('list.more')}
        </button>
      )}
    </section>
  )
}

function Outcome({
  report,
  onChange,
}: {
  report: Pick<OwnReport, 'state' | 'dueAt' | 'decision'>
  onChange(): Promise<void>
}) {
  const { say, language } = useWords()
  const { state, decision } = report
  return (
    <>
      <p>
        <strong>
          {decision
            ? say(`decisions.came.${decision.measure}`)
            : say(`decisions.state.${state}`, { at: whenIn(language)(report.dueAt) })}
        </strong>
      </p>
      {decision && <Reasons decision={decision} onChange={onChange} />}
    </>
  )
}

/** Who reported signed out asks by their code. */
function ByCode() {
  const { say } = useWords()
  const found = useSignal<Pick<OwnReport, 'state' | 'dueAt' | 'decision' | 'category'> | null>(null)
  const { isSending, fault, onSubmit } = useForm(async ({ code = '' }) => {
    found.value = null
    found.value = await call('POST /api/reports/outcome', { body: { code } })
  })
  return (
    <section class={shell.section}>
      <h2>{say('decisions.byCode')}</h2>
      <form class={shell.form} onSubmit={onSubmit}>
        <Field
          name="code"
          label={say('decisions.code')}
          hint={say('decisions.codeHint')}
          fault={fault.value?.text}
          required
          maxLength={40}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
        />
        <div>
          <button type="submit" class={shell.button} disabled={isSending.value}>
            {say('decisions.look')}
          </button>
        </div>
      </form>
      {found.value && (
        <div class={css.card} role="status">
          <h3>{say(`report.category.${found.value.category}`)}</h3>
          <Outcome report={found.value} onChange={async () => undefined} />
        </div>
      )}
    </section>
  )
}
