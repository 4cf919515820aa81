import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { Account } from '../../core/wire/account.ts'
import type { Video } from '../../core/wire/video.ts'
import { ClipGrid } from '../feed/ClipGrid.tsx'
import { Declined, readPublic } from '../shell/api.ts'
import { NotFoundPage } from '../shell/NotFoundPage.tsx'
import { account as own } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useGiven } from '../shell/state.ts'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './accounts.module.css'

interface Listed {
  items: Video[]
  next: string | null
}

/** An account and its public clips. */
export function ProfilePage() {
  const { path } = useLocation()
  const { params } = useRoute()
  const { say, language } = useWords()
  const handle = (params['handle'] ?? '').replace(/^@/, '')
  const account = useSignal<Account | null>(useGiven(path, 'account') ?? null)
  const videos = useSignal<Listed | null>(useGiven(path, 'videos') ?? null)
  const fault = useSignal<'missing' | 'offline' | null>(params['handle']?.startsWith('@') ? null : 'missing')
  useTitle(account.value ? `@${handle}` : say('title.profileLoading'))

  const load = async () => {
    try {
      account.value = await readPublic<Account>(`/public/accounts/${encodeURIComponent(handle)}`)
      videos.value = await readPublic<Listed>(`/public/accounts/${encodeURIComponent(handle)}/videos`)
    } catch (error) {
      fault.value = error instanceof Declined ? 'missing' : 'offline'
    }
  }
  useEffect(() => {
    if (!account.peek() && !fault.peek()) void load()
  }, [handle])
  const more = async () => {
    const { items, next } = videos.peek()!
    const older = await readPublic<Listed>(`/public/accounts/${encodeURIComponent(handle)}/videos?cursor=${next}`)
    videos.value = { items: [...items, ...older.items], next: older.next }
  }
  if (fault.value === 'missing') return <NotFoundPage />
  const who = account.value
  const number = new Intl.NumberFormat(language, { notation: 'compact' })
  return (
    <div class={css.profile}>
      {fault.value === 'offline' && <Alert>{say('error.offline')}</Alert>}
      <header class={css.head}>
        <Avatar handle={handle} size="l" />
        <div class={css.headWords}>
          <h1>{who?.name ?? `@${handle}`}</h1>
          <p class={css.quiet}>@{handle}</p>
          {who && (
            <p class={css.counts}>
              <span>{say('profile.clips', { n: who.videos })}</span>
              <span>{say('profile.likes', { n: who.likes, written: number.format(who.likes) })}</span>
            </p>
          )}
          {who?.generated && (
            <p class={css.made}>
              <Icon name="sparkles" />
              {say('profile.generated')}
            </p>
          )}
          {own.value?.handle === handle && (
            <div class={shell.row}>
              <a class={shell.button} href="/posts">
                {say('nav.posts')}
              </a>
              <a class={shell.button} href="/settings">
                {say('nav.settings')}
              </a>
            </div>
          )}
        </div>
      </header>
      <h2 class="only-spoken">{say('profile.grid')}</h2>
      {videos.value?.items.length === 0 && <p class={shell.lead}>{say('profile.empty')}</p>}
      {videos.value && videos.value.items.length > 0 && <ClipGrid clips={videos.value.items} />}
      {videos.value?.next && (
        <button type="button" class={shell.button} onClick={() => void more()}>
          {say('list.more')}
        </button>
      )}
    </div>
  )
}
