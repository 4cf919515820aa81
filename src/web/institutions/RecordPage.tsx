import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { Rule } from '../../core/institutions/mandate.ts'
import type { SignedLeaf } from '../../core/ledger/leaf.ts'
import { Declined } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { NotFoundPage } from '../shell/NotFoundPage.tsx'
import { saveFile } from '../shell/save-file.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { type Say, useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { faultOf, type ReadRecord, readRecord } from './checking.ts'
import { leafWords, rolesOf } from './entry.ts'
import css from './institutions.module.css'
import { ruleWords } from './ruling.ts'

type Checked = 'checking' | 'whole' | { number: number; fault: string }

/** What an official account did: entries that are only added to, checked in this browser. */
export function RecordPage() {
  const { say, language } = useWords()
  const { params } = useRoute()
  const handle = (params['handle'] ?? '').replace(/^@/, '')
  const record = useSignal<ReadRecord | null>(null)
  const checked = useSignal<Checked>('checking')
  const fault = useSignal<string | null>(null)
  const isMissing = useSignal(false)
  useTitle(`${say('title.record')} · @${handle}`)
  useEffect(() => {
    void readRecord(handle)
      .then(async found => {
        record.value = found
        checked.value = (await faultOf(found)) ?? 'whole'
      })
      .catch(async error => {
        if (error instanceof Declined && error.problem.status === 404) isMissing.value = true
        else fault.value = await wordsFor(error, language, say)
      })
  }, [handle])
  if (isMissing.value) return <NotFoundPage />
  return (
    <div class={shell.page}>
      <header class={css.head}>
        <p class={css.quiet}>
          <a href={`/@${handle}`}>@{handle}</a>
        </p>
        <h1>{say('title.record')}</h1>
        <p class={shell.lead}>{say('record.lead')}</p>
      </header>
      {fault.value && <Alert>{fault.value}</Alert>}
      {record.value && <Whole handle={handle} record={record.value} checked={checked.value} />}
    </div>
  )
}

function Whole({ handle, record, checked }: { handle: string; record: ReadRecord; checked: Checked }) {
  const { say } = useWords()
  const save = () =>
    saveFile(`${handle}-record.json`, new Blob([JSON.stringify(record, null, 2)], { type: 'application/json' }))
  return (
    <>
      <Verdict n={record.items.length} checked={checked} />
      <div>
        <button type="button" class={shell.button} onClick={save}>
          <Icon name="download" />
          {say('record.save')}
        </button>
      </div>
      <ol class={css.record}>
        {[...record.items].reverse().map(entry => (
          <li key={entry.leaf.number}>
            <Entry handle={handle} entry={entry} />
          </li>
        ))}
      </ol>
    </>
  )
}

function Verdict({ n, checked }: { n: number; checked: Checked }) {
  const { say } = useWords()
  if (typeof checked === 'object') return <Alert>{say(`record.fault.${checked.fault}`, { n: checked.number })}</Alert>
  return (
    <p class={css.verdict} role="status">
      {checked === 'whole' && <Icon name="check" />}
      {say(`record.${checked}`, { n })}
    </p>
  )
}

function Entry({ handle, entry: { leaf } }: { handle: string; entry: SignedLeaf }) {
  const { say, language } = useWords()
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' })
  const facts = leaf.facts as Record<string, unknown>
  const isShown = leaf.kind === 'act.publish' || leaf.kind === 'act.edit'
  const video = isShown && typeof facts['video'] === 'string' ? facts['video'] : null
  return (
    <>
      <p class={css.quiet}>
        {leaf.number} · <time dateTime={leaf.at}>{when.format(new Date(leaf.at))}</time>
      </p>
      <p>
        <strong>{leafWords(leaf.kind, facts, say, language)}</strong>
        {leaf.kind === 'proposal.ended' && ` ${say(`proposal.ended.${facts['why']}`)}`}
      </p>
      <p class={css.quiet}>{signedWords(facts, say, language)}</p>
      {typeof facts['reason'] === 'string' && <blockquote dir="auto">{facts['reason']}</blockquote>}
      {video && (
        <p>
          <a href={`/@${handle}/video/${video}`}>{say('record.video')}</a>
        </p>
      )}
    </>
  )
}

/** Who signed, by role, and the rule it was under. */
function signedWords(facts: Record<string, unknown>, say: Say, language: 'en' | 'fr'): string {
  const { by, approvedBy, rule } = facts
  return [
    ...(typeof by === 'string' ? [say('record.by', { role: say(`steward.${by}`) })] : []),
    ...(Array.isArray(approvedBy) ? [say('record.signed', { roles: rolesOf(approvedBy, say, language) })] : []),
    ...(rule ? [say('record.rule', { rule: ruleWords(rule as Rule, say, language) })] : []),
  ].join(' ')
}
