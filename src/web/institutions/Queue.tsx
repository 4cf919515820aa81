import { useSignal } from '@preact/signals'
import { mayPropose } from '../../core/institutions/stewards.ts'
import type { Institution, Proposal } from '../../core/wire/institution.ts'
import { call } from '../shell/api.ts'
import { usePaged } from '../shell/paged.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './institutions.module.css'

type Part = 'waiting' | 'ended'

/** What waits to be decided, and what was. */
export function Queue({ one }: { one: Institution }) {
  const { say } = useWords()
  const part = useSignal<Part>('waiting')
  return (
    <section class={shell.section}>
      <h2>{say('proposals.title')}</h2>
      {mayPropose(one.role) && (
        <div>
          <a class={`${shell.button} ${shell.primary}`} href={`/institutions/${one.handle}/propose`}>
            <Icon name="plus" />
            {say('propose.title')}
          </a>
        </div>
      )}
      <fieldset class={shell.choices}>
        <legend class="only-spoken">{say('proposals.which')}</legend>
        {(['waiting', 'ended'] as const).map(name => (
          <label class={shell.choice} key={name}>
            <input type="radio" name="part" checked={part.value === name} onChange={() => (part.value = name)} />
            {say(`proposals.${name}`)}
          </label>
        ))}
      </fieldset>
      <List key={part.value} handle={one.handle} part={part.value} />
    </section>
  )
}

function List({ handle, part }: { handle: string; part: Part }) {
  const { say } = useWords()
  const { page, fault, more } = usePaged(cursor =>
    call('GET /api/institutions/{handle}/proposals', {
      path: { handle },
      query: { part, ...(cursor ? { cursor } : {}) },
    }),
  )
  return (
    <>
      {fault.value && <Alert>{fault.value}</Alert>}
      {page.value?.items.length === 0 && <p class={css.quiet}>{say(`proposals.none.${part}`)}</p>}
      <ul class={css.list} aria-busy={page.value === null}>
        {page.value?.items.map(one => (
          <li key={one.id}>
            <Entry handle={handle} one={one} />
          </li>
        ))}
      </ul>
      {page.value?.next && (
        <div>
          <button type="button" class={shell.button} onClick={more}>
            {say('list.more')}
          </button>
        </div>
      )}
    </>
  )
}

function Entry({ handle, one }: { handle: string; one: Proposal }) {
  const { say, language } = useWords()
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const counted = one.approvals.filter(({ counts }) => counts).length
  const isOpen = one.state === 'waiting' || one.state === 'agreed'
  return (
    <a class={css.entry} href={`/institutions/${handle}/proposals/${one.id}`}>
      {one.clip ? (
        <img class={css.thumb} src={one.clip.poster} alt="" width={54} height={96} loading="lazy" />
      ) : (
        <span class={css.thumb}>
          <Icon name={one.act === 'delete' ? 'trash-2' : one.act === 'publish' ? 'clapperboard' : 'scroll-text'} />
        </span>
      )}
      <span>
        <strong>{say(`acts.${one.act}`)}</strong>
        {one.reason && <span dir="auto">{one.reason}</span>}
        <span class={css.quiet}>
          {isOpen ? say('proposals.counted', { n: counted, of: one.rule.approvals }) : say(`proposal.is.${one.state}`)}{' '}
          · {one.proposedBy ? `@${one.proposedBy}` : say('proposal.gone')} ·{' '}
          {isOpen
            ? say('proposals.until', { at: when.format(new Date(one.expiresAt)) })
            : when.format(new Date(one.proposedAt))}
        </span>
      </span>
      {one.mayApprove && <span class={`${css.tag} ${css.yours}`}>{say('proposals.yours')}</span>}
    </a>
  )
}
