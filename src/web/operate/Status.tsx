import type { Advisories as Known } from '../../core/wire/shore.ts'
import { call } from '../shell/api.ts'
import { useRead } from '../shell/read.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'

/** How the shore is, in figures without people. */
export function Status() {
  const { say, language } = useWords()
  const { found, fault } = useRead(() => call('GET /api/operate/status'))
  const status = found.value
  const number = new Intl.NumberFormat(language)
  return (
    <section class={shell.section}>
      <h2>{say('operate.status')}</h2>
      {fault.value && <Alert>{fault.value}</Alert>}
      {status && (
        <dl class={shell.facts}>
          <dt>{say('operate.version')}</dt>
          <dd>{status.version}</dd>
          <dt>{say('operate.migration')}</dt>
          <dd>{status.migration}</dd>
          <dt>{say('operate.database')}</dt>
          <dd>{say(`operate.${status.database}`)}</dd>
          <dt>{say('operate.objects')}</dt>
          <dd>{say(`operate.${status.objects}`)}</dd>
          <dt>{say('operate.engine')}</dt>
          <dd>
            {status.engine}, {status.sandbox}
          </dd>
          <dt>{say('operate.people')}</dt>
          <dd>{say('operate.peopleCount', { n: status.accounts })}</dd>
          <dt>{say('operate.staff')}</dt>
          <dd>{say('operate.staffCount', { operators: status.operators, moderators: status.moderators })}</dd>
          <dt>{say('operate.clips')}</dt>
          <dd>
            {status.videos.map(({ state, n }) => `${number.format(n)} ${say(`operate.state.${state}`)}`).join(', ') ||
              number.format(0)}
          </dd>
          <dt>{say('operate.jobs')}</dt>
          <dd>
            {status.jobs.waiting.length === 0
              ? say('operate.nothingWaits')
              : status.jobs.waiting.map(job => say('operate.jobLine', job)).join(', ')}
          </dd>
        </dl>
      )}
      {status && <Advisories {...status.advisories} />}
      <h2>{say('operate.declared')}</h2>
      <p>{say('operate.declaredMeans')}</p>
      <div>
        <a class={shell.button} href="/about">
          {say('title.about')}
        </a>
      </div>
    </section>
  )
}

function Advisories({ state, checkedAt, fault, items }: Known) {
  const { say, language } = useWords()
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const at = checkedAt ? when.format(new Date(checkedAt)) : '–'
  return (
    <>
      <h2>{say('operate.advisories')}</h2>
      {(items.length === 0 || state !== 'checked') && (
        <p>{say(`operate.advisories.${state}`, { at, fault: fault ?? '' })}</p>
      )}
      {items.map(item => (
        <Alert key={item.id}>
          <strong>
            {say(`operate.severity.${item.severity}`)}:{' '}
            {say('operate.advisory', { id: item.id, version: item.fixedIn })}
          </strong>
          <p>{item[language]}</p>
        </Alert>
      ))}
    </>
  )
}
