import { useLocation } from 'preact-iso'
import { noticeLimits } from '../../core/notices/kinds.ts'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/icon-names.ts'
import { Mark } from '../ui/Mark.tsx'
import { again } from './again.ts'
import { account } from './session.ts'
import css from './shell.module.css'
import { usePage } from './state.ts'
import { unread } from './unread.ts'
import { useWords } from './words.ts'

function Item({
  href,
  icon,
  label,
  isMain = false,
  more = '',
  count = 0,
}: {
  href: string
  icon: IconName
  label: string
  isMain?: boolean
  more?: string | undefined
  /** How much is new there. */
  count?: number
}) {
  const { path } = useLocation()
  const isHere = path === href
  return (
    <li class={more}>
      <a
        class={isMain ? `${css.item} ${css.main}` : css.item}
        href={href}
        aria-current={isHere ? 'page' : href === '/posts' && path.startsWith('/posts/') ? 'true' : undefined}
        onClick={event => {
          // Asking for the page one is on brings it up anew.
          if (!isHere || event.metaKey || event.ctrlKey) return
          event.preventDefault()
          event.stopPropagation()
          again.value++
        }}
      >
        <Icon name={icon} />
        <span>{label}</span>
        {count > 0 && <Badge count={count} />}
      </a>
    </li>
  )
}

function Badge({ count }: { count: number }) {
  const { say } = useWords()
  return (
    <>
      <b class={css.badge} aria-hidden="true">
        {count > noticeLimits.unread ? `${noticeLimits.unread}+` : count}
      </b>
      <span class="only-spoken">, {say('nav.unread', { n: count })}</span>
    </>
  )
}

/** The way around: a bar at the bottom of a phone, a column at the left of a desktop. */
export function Nav() {
  const { say } = useWords()
  const { shore, network } = usePage()
  // A posting station leads nowhere.
  if (useLocation().path === '/station') return null
  return (
    <nav class={css.nav} aria-label={say('nav.label')}>
      <a class={css.brand} href="/">
        <Mark />
        <span>{shore.name}</span>
      </a>
      {network?.name !== 'station' && <Ways isViewOnly={network !== undefined} />}
      <p class={css.foot}>{say('nav.foot')}</p>
    </nav>
  )
}

function Ways({ isViewOnly }: { isViewOnly: boolean }) {
  const { say } = useWords()
  const who = account.value
  return (
    <ul class={css.items}>
      <Item href="/" icon="house" label={say('nav.feed')} />
      <Item href="/explore" icon="compass" label={say('nav.explore')} />
      <Item href="/search" icon="search" label={say('nav.search')} more={isViewOnly ? '' : css.wide} />
      {!isViewOnly && <Item href="/create" icon="plus" label={say('nav.create')} isMain />}
      {who && <Item href="/posts" icon="clapperboard" label={say('nav.posts')} more={css.wide} />}
      {who && <Item href="/inbox" icon="inbox" label={say('nav.inbox')} count={unread.value} />}
      {who ? (
        <Item href={`/@${who.handle}`} icon="user" label={say('nav.profile')} />
      ) : (
        // Where nobody acts, what would be asked of an account says why.
        <Item
          href="/sign-in"
          icon={isViewOnly ? 'eye' : 'log-in'}
          label={say(isViewOnly ? 'nav.viewOnly' : 'nav.signIn')}
        />
      )}
      {/* A phone's bar has room for five; whoever is signed in has their settings on their profile. */}
      {!isViewOnly && (
        <Item href="/settings" icon="settings" label={say('nav.settings')} more={who ? css.wide : undefined} />
      )}
      {who?.role && <Item href="/operate" icon="gauge" label={say('nav.operate')} more={css.wide} />}
      <Item href="/about" icon="info" label={say('nav.about')} more={isViewOnly ? '' : css.wide} />
    </ul>
  )
}
