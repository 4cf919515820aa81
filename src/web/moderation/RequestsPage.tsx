import { useSignal } from '@preact/signals'
import { useLocation } from 'preact-iso'
import { requestLimits } from '../../core/moderation/requests.ts'
import type { OwnRequest } from '../../core/wire/requests.ts'
import { useForm } from '../accounts/form.ts'
import { SignInFirst } from '../accounts/SignInFirst.tsx'
import { call } from '../shell/api.ts'
import { usePaged } from '../shell/paged.ts'
import { useRead } from '../shell/read.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { type Say, useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { AskForm } from './AskForm.tsx'
import css from './moderation.module.css'

/** Asking a human, and what one asked: by when it is answered, and the answers. */
export function RequestsPage() {
  const { say } = useWords()
  useTitle(say('title.settings.requests'))
  return (
    <div class={shell.page}>
      <h1>{say('title.settings.requests')}</h1>
      <p class={shell.lead}>
        {say('ask.lead')} <a href="/settings/held">{say('title.settings.held')}</a> ·{' '}
        <a href="/decisions">{say('title.decisions')}</a>
      </p>
      {account.value ? <Own /> : account.value === null && <SignInFirst />}
    </div>
  )
}

type Answer = Pick<OwnRequest, 'words' | 'reason' | 'dueAt' | 'state' | 'changedAt' | 'outcome'>

function Own() {
  const { say, language } = useWords()
  const { query } = useLocation()
  const held = useRead(() => call('GET /public/what-we-hold'))
  const authority = useSignal('')
  const { page, fault, more, load } = usePaged(async cursor => {
    const found = await call('GET /api/requests', { query: cursor ? { cursor } : {} })
    authority.value = found.authority
    return found
  })
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long' })
  const when = (at: string) => date.format(new Date(at))
  const about = query['about'] ?? ''
  return (
    <>
      <section class={shell.section}>
        <h2>{say('ask.new')}</h2>
        {held.fault.value && <Alert>{held.fault.value}</Alert>}
        {held.found.value && (
          <AskForm
            key={`${page.value?.items.length}${about}`}
            held={held.found.value}
            about={about}
            id={query['id'] ?? null}
            onAsked={load}
          />
        )}
      </section>
      <section class={shell.section} aria-busy={page.value === null}>
        <h2>{say('ask.own')}</h2>
        {fault.value && <Alert>{fault.value}</Alert>}
        {page.value?.items.length === 0 && <p>{say('ask.none')}</p>}
        <ul class={css.list}>
          {page.value?.items.map(one => (
            <li key={one.id} class={css.card}>
              <One one={one} when={when} authority={authority.value} onChange={load} />
            </li>
          ))}
        </ul>
        {page.value?.next && (
          <button type="button" class={shell.button} onClick={more}>
            {say('list.more')}
          </button>
        )}
      </section>
    </>
  )
}

interface OneProps {
  one: OwnRequest
  when(at: string): string
  authority: string
  onChange(): Promise<void>
}

function One({ one, when, authority, onChange }: OneProps) {
  const { say, language } = useWords()
  const { about, appeal } = one
  const waiting = [one, appeal].find(asked => asked && (asked.state === 'open' || asked.state === 'more'))
  const isDeclined = one.outcome === 'declined' && appeal?.outcome !== 'corrected' && appeal?.outcome !== 'upheld'
  return (
    <>
      <h3>{about.title?.[language] ?? say('ask.else')}</h3>
      {about.words && (
        <blockquote dir="auto">{about.page ? <a href={about.page}>{about.words}</a> : about.words}</blockquote>
      )}
      <p class={css.tags}>
        <span class={css.tag}>{say(`ask.wish.${one.wish}`)}</span>
      </p>
      <Said asked={one} when={when} say={say} />
      {appeal && (
        <>
          <h4>{say('ask.appeal')}</h4>
          <Said asked={appeal} when={when} say={say} />
        </>
      )}
      {isDeclined && (
        <p class={css.quiet}>{authority ? say('ask.authority', { authority }) : say('ask.anyAuthority')}</p>
      )}
      {waiting?.state === 'more' && (
        <Words
          label={say('ask.more')}
          action={say('ask.moreSend')}
          send={words => call('POST /api/requests/{id}/words', { path: { id: waiting.id }, body: { words } })}
          onChange={onChange}
        />
      )}
      {waiting && (
        <div>
          <button
            type="button"
            class={shell.button}
            onClick={() => void call('DELETE /api/requests/{id}', { path: { id: waiting.id } }).then(onChange)}
          >
            {say('ask.withdraw')}
          </button>
        </div>
      )}
      {one.appealUntil && (
        <details>
          <summary>{say('ask.appealOpen')}</summary>
          <p class={css.quiet}>{say('ask.appealMeans', { at: when(one.appealUntil) })}</p>
          <Words
            label={say('decisions.appealWords')}
            action={say('decisions.appealSend')}
            send={words => call('POST /api/requests/{id}/appeal', { path: { id: one.id }, body: { words } })}
            onChange={onChange}
          />
        </details>
      )}
    </>
  )
}

function Said({ asked, when, say }: { asked: Answer; when(at: string): string; say: Say }) {
  const { state, outcome, dueAt, changedAt } = asked
  const isLate = state === 'open' && new Date(dueAt) < new Date()
  const at = when(state === 'open' ? dueAt : changedAt)
  const words = outcome
    ? say(`ask.outcome.${outcome}`, { at })
    : isLate
      ? say('ask.late', { at })
      : say(`ask.state.${state}`, { at })
  return (
    <>
      <blockquote dir="auto" class={css.said}>
        {asked.words}
      </blockquote>
      <p>
        <strong class={isLate ? css.grave : undefined}>{words}</strong>
      </p>
      {asked.reason && state !== 'open' && (
        <p dir="auto" class={css.said}>
          {asked.reason}
        </p>
      )}
    </>
  )
}

interface WordsProps {
  label: string
  action: string
  send(words: string): Promise<unknown>
  onChange(): Promise<void>
}

function Words({ label, action, send, onChange }: WordsProps) {
  const { isSending, fault, onSubmit } = useForm(async ({ words = '' }) => {
    await send(words)
    await onChange()
  })
  return (
    <form class={css.report} onSubmit={onSubmit}>
      <label class={css.words}>
        <span>{label}</span>
        <textarea name="words" rows={3} required maxLength={requestLimits.wordCharacters} />
      </label>
      {fault.value && <Alert>{fault.value.text}</Alert>}
      <div>
        <button type="submit" class={`${shell.button} ${shell.primary}`} disabled={isSending.value}>
          {action}
        </button>
      </div>
    </form>
  )
}
