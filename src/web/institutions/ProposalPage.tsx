import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Institution, Proposal } from '../../core/wire/institution.ts'
import { SignInFirst } from '../accounts/SignInFirst.tsx'
import { momentIn } from '../create/When.tsx'
import { call } from '../shell/api.ts'
import { useRead } from '../shell/read.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Deciding } from './Deciding.tsx'
import { Doing } from './Doing.tsx'
import css from './institutions.module.css'
import { ruleWords } from './ruling.ts'
import { areCaptionsSame, hashOfShown } from './signing.ts'
import { Told } from './Told.tsx'

/** One proposal, whole, on one screen: what it would do, why, who has signed, and the one touch that signs. */
export function ProposalPage({ handle, id }: { handle: string; id: string }) {
  const { say } = useWords()
  useTitle(say('proposal.title'))
  return (
    <div class={`${shell.page} ${css.proposal}`}>
      {account.value ? <Loaded key={id} handle={handle} id={id} /> : <h1>{say('proposal.title')}</h1>}
      {account.value === null && <SignInFirst />}
    </div>
  )
}

function Loaded({ handle, id }: { handle: string; id: string }) {
  const { say } = useWords()
  const { found, fault, load } = useRead(() =>
    Promise.all([
      call('GET /api/institutions/{handle}', { path: { handle } }),
      call('GET /api/institutions/{handle}/proposals/{id}', { path: { handle, id } }),
    ]),
  )
  return (
    <>
      <p class={css.quiet}>
        <a href={`/institutions/${handle}`}>{found.value?.[0].name ?? `@${handle}`}</a>
      </p>
      <h1>{found.value ? say(`acts.${found.value[1].act}`) : say('proposal.title')}</h1>
      {fault.value && <Alert>{fault.value}</Alert>}
      {found.value && <Whole one={found.value[0]} proposal={found.value[1]} onChange={load} />}
    </>
  )
}

interface Props {
  one: Institution
  proposal: Proposal
  onChange(): Promise<void>
}

/** Whether this browser comes to the hash that was proposed; null while it counts. */
function useSame(one: Institution, proposal: Proposal): boolean | null {
  const isSame = useSignal<boolean | null>(null)
  useEffect(() => {
    isSame.value = null
    Promise.all([hashOfShown(one, proposal), areCaptionsSame(proposal)]).then(
      ([hash, areSame]) => (isSame.value = hash === proposal.hash && areSame),
      () => (isSame.value = false),
    )
  }, [proposal])
  return isSame.value
}

function Whole({ one, proposal, onChange }: Props) {
  const { say, language } = useWords()
  const { clip, reason, proposedBy, state, dueAt } = proposal
  const isOpen = state === 'waiting' || state === 'agreed'
  const isSame = useSame(one, proposal)
  const by = proposedBy ? `@${proposedBy}` : say('proposal.gone')
  return (
    <>
      <State proposal={proposal} />
      <div class={clip ? css.beside : css.alone}>
        {clip && (
          <video
            class={css.clip}
            src={clip.renditions.at(-1)?.url}
            poster={clip.poster}
            controls
            muted
            playsInline
            preload="metadata"
            aria-label={clip.alt || say('proposal.clip')}
          >
            {clip.captions.map(track => (
              <track key={track.language} kind="captions" src={track.url} srclang={track.language} />
            ))}
          </video>
        )}
        <div class={css.why}>
          <p class={css.quiet}>{say('proposal.by', { by, at: momentIn(proposal.proposedAt, language) })}</p>
          {reason ? <blockquote dir="auto">{reason}</blockquote> : <p class={css.quiet}>{say('proposal.noReason')}</p>}
          {proposal.isBehindGlass && <p class={css.grave}>{say('glass.behind')}</p>}
          {dueAt && isOpen && <p>{say('proposal.due', { at: momentIn(dueAt, language) })}</p>}
          {isOpen && <p>{say('proposal.until', { at: momentIn(proposal.expiresAt, language) })}</p>}
          <Approvals proposal={proposal} />
        </div>
      </div>
      {isOpen && <Deciding one={one} proposal={proposal} isSame={isSame} onChange={onChange} />}
      <section class={css.does}>
        <h2>{say('proposal.does')}</h2>
        <Doing one={one} proposal={proposal} />
      </section>
      <Told one={one} proposal={proposal} onChange={onChange} />
      <Fixed proposal={proposal} isSame={isSame} isOpen={isOpen} />
    </>
  )
}

function State({ proposal: { state, ended } }: { proposal: Proposal }) {
  const { say } = useWords()
  return (
    <p class={css.tags} role="status">
      <span class={`${css.tag} ${state === 'done' ? css.yours : ''}`}>{say(`proposal.is.${state}`)}</span>
      {ended && <span>{say(`proposal.ended.${ended}`)}</span>}
    </p>
  )
}

function Approvals({ proposal: { approvals, rule } }: { proposal: Proposal }) {
  const { say, language } = useWords()
  const counted = approvals.filter(({ counts }) => counts).length
  return (
    <>
      <p title={ruleWords(rule, say, language)}>
        <strong>{say('proposals.counted', { n: counted, of: rule.approvals })}</strong>
      </p>
      <ul class={css.signers}>
        {approvals.map(({ handle, role, at, counts }) => (
          <li key={handle}>
            <Icon name={counts ? 'check' : 'x'} />
            <span>
              @{handle}
              {role && `, ${say(`steward.${role}`)}`}
              <span class={css.quiet}> {momentIn(at, language)}</span>
              {!counts && <span class={css.grave}> {say('proposal.notCounted')}</span>}
            </span>
          </li>
        ))}
      </ul>
      <p class={css.quiet}>{ruleWords(rule, say, language)}</p>
    </>
  )
}

/** What the signatures are over, for whoever wants to compare it by another way. */
function Fixed({ proposal, isSame, isOpen }: { proposal: Proposal; isSame: boolean | null; isOpen: boolean }) {
  const { say } = useWords()
  return (
    <section class={css.does}>
      <h2>{say('proposal.hash')}</h2>
      <code class={css.hash}>{proposal.hash}</code>
      {isSame === true && (
        <p class={css.proven}>
          <Icon name="check" />
          {say('proposal.same')}
        </p>
      )}
      {isSame === false && !isOpen && <p class={css.quiet}>{say('proposal.sinceChanged')}</p>}
      {proposal.sha256 && (
        <p class={css.quiet}>
          {say('proposal.file')} <code class={css.hash}>{proposal.sha256}</code>
        </p>
      )}
    </section>
  )
}
