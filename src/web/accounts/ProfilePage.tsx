import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import type { Account } from '../../core/wire/account.ts'
import type { Video } from '../../core/wire/video.ts'
import { ClipGrid, GridWaiting } from '../feed/ClipGrid.tsx'
import { call, Declined } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { NotFoundPage } from '../shell/NotFoundPage.tsx'
import { account as own } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useGiven } from '../shell/state.ts'
import { followOf } from '../shell/ties.ts'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import css from './accounts.module.css'
import { Links, ProfileHead } from './ProfileHead.tsx'

interface Listed {
  items: Video[]
  next: string | null
}
type Tab = 'videos' | 'reposts' | 'likes'

/** An account and its public clips. From one to another is another page, which keeps nothing of the one before. */
export function ProfilePage() {
  const { params } = useRoute()
  return <Profile key={params['handle']} />
}

function Profile() {
  const { path } = useLocation()
  const { params } = useRoute()
  const { say } = useWords()
  const handle = (params['handle'] ?? '').replace(/^@/, '')
  const account = useSignal<Account | null>(useGiven(path, 'account') ?? null)
  const given = useGiven(path, 'videos') ?? null
  const fault = useSignal<'missing' | 'offline' | null>(params['handle']?.startsWith('@') ? null : 'missing')
  const tab = useSignal<Tab>('videos')
  useTitle(account.value ? `@${handle}` : say('title.profileLoading'))

  const load = async () => {
    try {
      account.value = await call('GET /public/accounts/{handle}', { path: { handle } })
    } catch (error) {
      fault.value = error instanceof Declined ? 'missing' : 'offline'
    }
  }
  useEffect(() => {
    if (!account.peek() && !fault.peek()) void load()
  }, [handle])
  if (fault.value === 'missing') return <NotFoundPage />
  const who = account.value
  const tabs = [
    ['videos', 'profile.tab.videos'],
    ['reposts', 'profile.tab.reposts'],
    ...(who?.showsLikes ? ([['likes', 'profile.tab.likes']] as const) : []),
  ] as const
  return (
    <div class={css.profile}>
      {fault.value === 'offline' && <Alert>{say('error.offline')}</Alert>}
      <ProfileHead handle={handle} who={who} />
      {who && who.products.length > 0 && (
        <section class={css.products}>
          <h2>{say('profile.products')}</h2>
          <Links links={who.products} label="profile.products" isLeading={!who.linksWait} />
        </section>
      )}
      <fieldset class={`${shell.choices} ${css.tabs}`}>
        <legend class="only-spoken">{say('profile.grid')}</legend>
        {tabs.map(([name, words]) => (
          <label class={shell.choice} key={name}>
            <input type="radio" name="tab" checked={tab.value === name} onChange={() => (tab.value = name)} />
            {say(words)}
          </label>
        ))}
      </fieldset>
      <Clips
        key={`${handle} ${tab.value}`}
        handle={handle}
        tab={tab.value}
        given={tab.value === 'videos' ? given : null}
      />
    </div>
  )
}

function Clips({ handle, tab, given }: { handle: string; tab: Tab; given: Listed | null }) {
  const { say, language } = useWords()
  const page = useSignal<Listed | null>(given)
  const fault = useSignal<string | null>(null)
  const load = async (cursor?: string) => {
    try {
      const more = await call(`GET /public/accounts/{handle}/${tab}`, {
        path: { handle },
        query: cursor ? { cursor } : {},
      })
      page.value = { items: [...(page.peek()?.items ?? []), ...more.items], next: more.next }
      fault.value = null
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
  }
  useEffect(() => {
    if (!page.peek()) void load()
  }, [])
  const follow = tab === 'videos' && own.value && own.value.handle !== handle ? followOf(handle) : undefined
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
  const items = page.value?.items ?? []
  const clips =
    tab === 'videos'
      ? [...items, ...forFollowers.value].sort((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1))
      : items
  return (
    <>
      {fault.value && (
        <>
          <Alert>{fault.value}</Alert>
          <div class={shell.row}>
            <button type="button" class={shell.button} onClick={() => void load(page.peek()?.next ?? undefined)}>
              {say('error.retry')}
            </button>
          </div>
        </>
      )}
      {!page.value && !fault.value && <GridWaiting />}
      {page.value && clips.length === 0 && <p class={shell.lead}>{say(`profile.empty.${tab}`)}</p>}
      {clips.length > 0 && <ClipGrid clips={clips} hasAuthors={tab !== 'videos'} isChosen={tab === 'videos'} />}
      {page.value?.next && !fault.value && (
        <div class={shell.row}>
          <button type="button" class={shell.button} onClick={() => void load(page.peek()!.next!)}>
            {say('list.more')}
          </button>
        </div>
      )}
    </>
  )
}
