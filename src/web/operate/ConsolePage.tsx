import type { ComponentType } from 'preact'
import { useRoute } from 'preact-iso'
import { useForm } from '../accounts/form.ts'
import { Proof, withProof } from '../accounts/proof.tsx'
import { Appeals } from '../moderation/Appeals.tsx'
import { Cases } from '../moderation/Cases.tsx'
import { Requests } from '../moderation/Requests.tsx'
import { RulesPart } from '../moderation/RulesPart.tsx'
import { call } from '../shell/api.ts'
import { notify } from '../shell/notice.tsx'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert, Field } from '../ui/Field.tsx'
import { Accounts } from './Accounts.tsx'
import { Act } from './act.tsx'
import { Institutions } from './Institutions.tsx'
import { Jobs } from './Jobs.tsx'
import { Log } from './Log.tsx'
import { Newcomers } from './Newcomers.tsx'
import css from './operate.module.css'
import { Status } from './Status.tsx'
import { Storage } from './Storage.tsx'

const partsOf: Record<'operator' | 'moderator', Record<string, ComponentType>> = {
  operator: {
    status: Status,
    accounts: Accounts,
    newcomers: Newcomers,
    institutions: Institutions,
    requests: Requests,
    rules: RulesPart,
    jobs: Jobs,
    storage: Storage,
    log: Log,
  },
  moderator: { cases: Cases, appeals: Appeals, requests: Requests, newcomers: Newcomers, log: Log },
}

/** What staff see and do, each by their role. Whoever has none may show the machine's code. */
export function ConsolePage() {
  const { say } = useWords()
  useTitle(say('title.operate'))
  const who = account.value
  return (
    <div class={`${shell.page} ${css.console}`}>
      <h1>{say('operate.title')}</h1>
      {who === null && (
        <>
          <p class={shell.lead}>{say('operate.guest')}</p>
          <div class={shell.row}>
            <a class={`${shell.button} ${shell.primary}`} href="/sign-in">
              {say('signIn.action')}
            </a>
            <a class={shell.button} href="/join">
              {say('join.action')}
            </a>
          </div>
        </>
      )}
      {who && !who.role && <Claim />}
      {who?.role && <Parts parts={partsOf[who.role]} />}
      <Act />
      <Proof />
    </div>
  )
}

function Parts({ parts }: { parts: Record<string, ComponentType> }) {
  const { say } = useWords()
  const { params } = useRoute()
  const [first] = Object.keys(parts)
  const here = params['part'] !== undefined && Object.hasOwn(parts, params['part']) ? params['part'] : first!
  const Part = parts[here]!
  return (
    <>
      <nav class={css.parts} aria-label={say('operate.parts')}>
        {Object.keys(parts).map(name => (
          <a
            key={name}
            href={name === first ? '/operate' : `/operate/${name}`}
            aria-current={name === here ? 'page' : undefined}
          >
            {say(`operate.${name}`)}
          </a>
        ))}
      </nav>
      <Part key={here} />
    </>
  )
}

/** The first operator stands at the machine: it printed the code. */
function Claim() {
  const { say } = useWords()
  const { isSending, fault, onSubmit } = useForm(async ({ code = '' }) => {
    const { account: found } = await withProof(() => call('POST /api/operator', { body: { code } }))
    account.value = found
    notify(say('operate.claimed'))
  })
  return (
    <section class={shell.section}>
      <h2>{say('operate.claim')}</h2>
      <p>{say('operate.claimMeans')}</p>
      <form class={shell.form} onSubmit={onSubmit}>
        {fault.value && <Alert>{fault.value.text}</Alert>}
        <Field
          name="code"
          label={say('operate.code')}
          required
          maxLength={40}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
        />
        <div>
          <button type="submit" class={`${shell.button} ${shell.primary}`} disabled={isSending.value}>
            {say('operate.claim')}
          </button>
        </div>
      </form>
    </section>
  )
}
