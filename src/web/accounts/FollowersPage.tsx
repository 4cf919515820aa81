import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Tie } from '../../core/wire/social.ts'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { notify } from '../shell/notice.tsx'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Alert } from '../ui/Field.tsx'
import css from './accounts.module.css'

interface Listed {
  items: Tie[]
  next: string | null
}

/** Who follows the account, and who asks to. */
export function FollowersPage() {
  const { say, language } = useWords()
  const listed = useSignal<Listed | null>(null)
  const fault = useSignal<string | null>(null)
  useTitle(say('title.followers'))
  const attempt = async (act: () => Promise<void>) => {
    try {
      fault.value = null
      await act()
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
  }
  const load = (cursor = '') =>
    attempt(async () => {
      const page = await call('GET /api/followers', { query: cursor ? { cursor } : {} })
      const before = cursor ? (listed.peek()?.items ?? []) : []
      // Who was accepted meanwhile has moved to another place of the list.
      const known = new Set(before.map(({ handle }) => handle))
      listed.value = { items: [...before, ...page.items.filter(({ handle }) => !known.has(handle))], next: page.next }
    })
  useEffect(() => {
    if (account.value) void load()
  }, [account.value])
  const change = (handle: string, change: (tie: Tie) => Tie | null) => {
    const { items, next } = listed.peek()!
    listed.value = { items: items.flatMap(tie => (tie.handle === handle ? (change(tie) ?? []) : tie)), next }
  }
  const accept = ({ handle }: Tie) =>
    attempt(async () => {
      await call('PUT /api/followers/{handle}', { path: { handle } })
      change(handle, tie => ({ ...tie, state: 'accepted', since: new Date().toISOString() }))
    })
  const dismiss = ({ handle, state }: Tie) =>
    attempt(async () => {
      await call('DELETE /api/followers/{handle}', { path: { handle } })
      change(handle, () => null)
      if (state === 'accepted') notify(say('followers.gone', { handle }))
    })
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
  return (
    <div class={shell.page}>
      <h1>{say('title.followers')}</h1>
      <p class={shell.lead}>{say('followers.lead')}</p>
      {fault.value && <Alert>{fault.value}</Alert>}
      {account.value === null && (
        <div>
          <a class={`${shell.button} ${shell.primary}`} href="/sign-in">
            {say('signIn.action')}
          </a>
        </div>
      )}
      {listed.value?.items.length === 0 && <p>{say('followers.nobody')}</p>}
      <ul class={css.sessions}>
        {listed.value?.items.map(tie => (
          <li class={css.session} key={tie.handle}>
            <a class={css.person} href={`/@${tie.handle}`}>
              <Avatar handle={tie.handle} picture={tie.avatar} />
              <span>
                <strong>{tie.name}</strong>
                <span class={css.quiet}>
                  {tie.state === 'asked'
                    ? say('followers.asks')
                    : say('followers.since', { at: when.format(new Date(tie.since)) })}
                </span>
              </span>
            </a>
            <div class={shell.row}>
              {tie.state === 'asked' && (
                <button type="button" class={`${shell.button} ${shell.primary}`} onClick={() => void accept(tie)}>
                  {say('followers.accept')}
                  <span class="only-spoken"> @{tie.handle}</span>
                </button>
              )}
              <button type="button" class={shell.button} onClick={() => void dismiss(tie)}>
                {say(tie.state === 'asked' ? 'followers.decline' : 'followers.remove')}
                <span class="only-spoken"> @{tie.handle}</span>
              </button>
            </div>
          </li>
        ))}
      </ul>
      {listed.value?.next && (
        <div>
          <button type="button" class={shell.button} onClick={() => void load(listed.peek()!.next!)}>
            {say('list.more')}
          </button>
        </div>
      )}
    </div>
  )
}
