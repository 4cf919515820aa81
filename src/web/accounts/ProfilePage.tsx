import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { Account } from '../../core/wire/account.ts'
import type { Video } from '../../core/wire/video.ts'
import { ClipGrid } from '../feed/ClipGrid.tsx'
import { call, Declined } from '../shell/api.ts'
import { NotFoundPage } from '../shell/NotFoundPage.tsx'
import { notify } from '../shell/notice.tsx'
import { followOf, account as own, setFollowed } from '../shell/session.ts'
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
      account.value = await call('GET /public/accounts/{handle}', { path: { handle } })
      videos.value = await call('GET /public/accounts/{handle}/videos', { path: { handle } })
    } catch (error) {
      fault.value = error instanceof Declined ? 'missing' : 'offline'
    }
  }
  useEffect(() => {
    if (!account.peek() && !fault.peek()) void load()
  }, [handle])
  const follow = own.value && own.value.handle !== handle ? followOf(handle) : undefined
  // What is for followers alone is asked for by who is one, and stands among the rest in time order.
  const forFollowers = useSignal<Video[]>([])
  useEffect(() => {
    forFollowers.value = []
    if (follow === 'accepted')
      void call('GET /api/following/videos', { query: { handle } }).then(
        ({ items }) => (forFollowers.value = items),
        () => undefined,
      )
  }, [handle, follow])
  const more = async () => {
    const { items, next } = videos.peek()!
    const older = await call('GET /public/accounts/{handle}/videos', { path: { handle }, query: { cursor: next! } })
    videos.value = { items: [...items, ...older.items], next: older.next }
  }
  if (fault.value === 'missing') return <NotFoundPage />
  const who = account.value
  const clips = [...(videos.value?.items ?? []), ...forFollowers.value].sort((a, b) =>
    a.publishedAt < b.publishedAt ? 1 : -1,
  )
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
              <span>{say('profile.followers', { n: who.followers, written: number.format(who.followers) })}</span>
              <span>{say('profile.likes', { n: who.likes, written: number.format(who.likes) })}</span>
            </p>
          )}
          {who?.isClosed && (
            <p class={css.made}>
              <Icon name="lock" />
              {say('profile.closed')}
            </p>
          )}
          {who?.generated && (
            <p class={css.made}>
              <Icon name="sparkles" />
              {say('profile.generated')}
            </p>
          )}
          {own.value?.handle !== handle && who && <Follow handle={handle} />}
          {own.value?.handle === handle && (
            <div class={shell.row}>
              <a class={shell.button} href="/posts">
                {say('nav.posts')}
              </a>
              <a class={shell.button} href="/followers">
                {say('title.followers')}
              </a>
              {own.value.role && (
                <a class={shell.button} href="/operate">
                  {say('nav.operate')}
                </a>
              )}
              <a class={shell.button} href="/settings">
                {say('nav.settings')}
              </a>
            </div>
          )}
        </div>
      </header>
      <h2 class="only-spoken">{say('profile.grid')}</h2>
      {videos.value && clips.length === 0 && <p class={shell.lead}>{say('profile.empty')}</p>}
      {clips.length > 0 && <ClipGrid clips={clips} />}
      {videos.value?.next && (
        <button type="button" class={shell.button} onClick={() => void more()}>
          {say('list.more')}
        </button>
      )}
    </div>
  )
}

function Follow({ handle }: { handle: string }) {
  const { say } = useWords()
  const state = followOf(handle)
  return (
    <div>
      <button
        type="button"
        class={state === undefined ? `${shell.button} ${shell.primary}` : shell.button}
        aria-pressed={state !== undefined}
        onClick={() => void setFollowed(handle, state === undefined).catch(() => notify(say('clip.followNotKept')))}
      >
        <Icon name={state === undefined ? 'user-plus' : 'user-check'} />
        {say(state === undefined ? 'clip.follow' : state === 'asked' ? 'clip.asked' : 'clip.followed')}
      </button>
    </div>
  )
}
