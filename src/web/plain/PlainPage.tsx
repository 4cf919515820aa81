import type { Account } from '../../core/wire/account.ts'
import type { Video } from '../../core/wire/video.ts'
import { Numbers } from '../moderation/Numbers.tsx'
import { RuleList } from '../moderation/RuleList.tsx'
import { Closed } from '../networks/Closed.tsx'
import { HeldList } from '../register/HeldList.tsx'
import type { PageState } from '../shell/state.ts'
import type { Language } from '../shell/words.ts'
import { type Around, type PlainState, profilePath } from './around.ts'
import { Clips } from './Clips.tsx'
import { PlainClip } from './PlainClip.tsx'
import css from './plain.module.css'

interface Props extends Omit<Around, 'to'> {
  path: string
  asked: Language | null
  state: Omit<PageState, 'url'>
  plain: PlainState
}

/** A page as it reads and plays without JavaScript. Made on the server only; whoever has JavaScript never sees it. */
export function PlainPage({ path, asked, state, plain, say, language }: Props) {
  const to: Around['to'] = (at, query = {}) => {
    const asking = new URLSearchParams({ ...query, ...(asked ? { lang: asked } : {}) }).toString()
    return asking ? `${at}?${asking}` : at
  }
  const around = { say, language, to }
  return (
    <div class={css.plain}>
      <a class={css.skip} href="#plain">
        {say('nav.skip')}
      </a>
      <nav class={css.nav} aria-label={say('nav.label')}>
        <a class={css.brand} href={to('/')}>
          {state.shore.name}
        </a>
        <a href={to('/explore')}>{say('nav.explore')}</a>
        <a href={to('/about')}>{say('nav.about')}</a>
      </nav>
      <main class={css.main} id="plain">
        <Content path={path} state={state} plain={plain} around={around} />
      </main>
      <footer class={css.foot}>
        <p>{say('plain.why')}</p>
        <p class={css.languages}>
          {(['rules', 'transparency', 'what-we-hold'] as const).map(page => (
            <a href={to(`/${page}`)} key={page}>
              {say(`title.${page}`)}
            </a>
          ))}
        </p>
        <p class={css.languages}>
          <a href="?lang=en" lang="en" hreflang="en" aria-current={language === 'en' ? 'true' : undefined}>
            English
          </a>
          <a href="?lang=fr" lang="fr" hreflang="fr" aria-current={language === 'fr' ? 'true' : undefined}>
            Français
          </a>
        </p>
      </footer>
    </div>
  )
}

function Content({
  path,
  state,
  plain,
  around,
}: {
  path: string
  state: Omit<PageState, 'url'>
  plain: PlainState
  around: Around
}) {
  const { say, language, to } = around
  if (state.missing)
    return (
      <>
        <h1>{say('missing.title')}</h1>
        <p>{say('missing.body')}</p>
        <p>
          <a href={to('/')}>{say('missing.home')}</a>
        </p>
      </>
    )
  if (state.isClosed && state.network) return <Closed network={state.network} say={say} isPlain />
  if (state.video) return <PlainClip clip={state.video} plain={plain} around={around} isWhole />
  if (state.account)
    return <Profile account={state.account} videos={state.videos ?? { items: [], next: null }} around={around} />
  if (path === '/')
    return (
      <>
        {state.feed?.first ? (
          <PlainClip clip={state.feed.first} plain={{}} around={around} isWhole={false} />
        ) : (
          <p>{say('feed.emptyMore')}</p>
        )}
        <Clips title={say('plain.next')} clips={plain.clips?.items ?? []} around={around} hasAuthors />
      </>
    )
  if (path === '/explore')
    return (
      <>
        <h1>{say('title.explore')}</h1>
        <Clips title={say('plain.newest')} clips={plain.clips?.items ?? []} around={around} hasAuthors />
        <Older href={plain.clips?.next ? to('/explore', { after: plain.clips.next }) : null} around={around} />
      </>
    )
  if (plain.rules)
    return (
      <>
        <h1>{say('title.rules')}</h1>
        <RuleList rules={plain.rules} say={say} language={language} />
      </>
    )
  if (plain.counts)
    return (
      <>
        <h1>{say('title.transparency')}</h1>
        <Numbers counts={plain.counts} say={say} language={language} />
      </>
    )
  if (plain.held)
    return (
      <>
        <h1>{say('title.what-we-hold')}</h1>
        <p>{say('held.lead')}</p>
        <HeldList held={plain.held} runs={plain.runs ?? { items: [] }} say={say} language={language} />
      </>
    )
  if (plain.tag !== undefined)
    return (
      <>
        <h1>
          #<bdi>{plain.tag}</bdi>
        </h1>
        {plain.clips?.items.length === 0 && <p>{say('tag.empty', { tag: plain.tag })}</p>}
        <Clips title={say('plain.newest')} clips={plain.clips?.items ?? []} around={around} hasAuthors />
        <Older
          href={plain.clips?.next ? to(`/tag/${encodeURIComponent(plain.tag)}`, { after: plain.clips.next }) : null}
          around={around}
        />
      </>
    )
  return (
    <>
      <h1>{say('plain.needs')}</h1>
      <p>{say('plain.needsMore')}</p>
      <p>
        <a href={to('/')}>{say('missing.home')}</a>
      </p>
    </>
  )
}

function Profile({
  account,
  videos,
  around,
}: {
  account: Account
  videos: { items: Video[]; next: string | null }
  around: Around
}) {
  const { say, language, to } = around
  const number = new Intl.NumberFormat(language, { notation: 'compact' })
  const { handle, name, avatar, bio, links, contact, products, followers, likes, showsLikes } = account
  return (
    <>
      <header class={css.section}>
        {avatar && <img class={css.avatar} src={avatar} alt="" width={96} height={96} />}
        <h1>{name}</h1>
        <p class={css.quiet}>@{handle}</p>
        <p class={css.facts}>
          <span>{say('profile.clips', { n: account.videos })}</span>
          <span>{say('profile.followers', { n: followers, written: number.format(followers) })}</span>
          {showsLikes && <span>{say('profile.likes', { n: likes, written: number.format(likes) })}</span>}
        </p>
        {bio && (
          <p class={css.said} dir="auto">
            {bio}
          </p>
        )}
        {[...links, ...products].length > 0 && (
          <p class={css.facts}>
            {[...links, ...products].map(({ title, url }) =>
              account.linksWait ? (
                <span key={url} dir="auto">
                  {title} {url}
                </span>
              ) : (
                <a key={url} href={url} rel="nofollow ugc noopener noreferrer" dir="auto">
                  {title || url}
                </a>
              ),
            )}
          </p>
        )}
        {contact && (
          <p class={css.quiet} dir="auto">
            {contact}
          </p>
        )}
        {account.isClosed && <p class={css.quiet}>{say('profile.closed')}</p>}
        {account.generated && <p class={css.quiet}>{say('profile.generated')}</p>}
        <p>
          <a href={`/public/accounts/${encodeURIComponent(handle)}/feed.atom`} type="application/atom+xml">
            {say('plain.feed')}
          </a>
        </p>
      </header>
      {videos.items.length === 0 && <p>{say('profile.empty.videos')}</p>}
      <Clips title={say('profile.grid')} clips={videos.items} around={around} />
      <Older href={videos.next ? to(profilePath(handle), { after: videos.next }) : null} around={around} />
    </>
  )
}

function Older({ href, around }: { href: string | null; around: Around }) {
  if (!href) return null
  return (
    <p>
      <a href={href} rel="next">
        {around.say('plain.older')}
      </a>
    </p>
  )
}
