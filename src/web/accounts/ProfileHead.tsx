import { useSignal } from '@preact/signals'
import { contactAddress, type WebLink } from '../../core/accounts/profile.ts'
import type { Account, Person } from '../../core/wire/account.ts'
import { ShareButton } from '../feed/ShareButton.tsx'
import { Words } from '../feed/Words.tsx'
import { Official } from '../institutions/official.tsx'
import { Report } from '../moderation/report.tsx'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { hidesCounts } from '../shell/device.ts'
import { notify } from '../shell/notice.tsx'
import { account as own } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { usePage } from '../shell/state.ts'
import { followOf, hasWall, setFollowed, setWall, type Wall } from '../shell/ties.ts'
import { useWords } from '../shell/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { IconName } from '../ui/icon-names.ts'
import { Sheet } from '../ui/Sheet.tsx'
import css from './accounts.module.css'
import { LimitedUntil } from './Protection.tsx'
import { Waiting } from './Waiting.tsx'

/** Who somebody is, in their own words, and what one can do about them. */
export function ProfileHead({ handle, who }: { handle: string; who: Account | null }) {
  const { say } = useWords()
  const isOwn = own.value?.handle === handle
  const mark = (icon: IconName, words: string) => (
    <p class={css.made}>
      <Icon name={icon} />
      {say(words)}
    </p>
  )
  return (
    <header class={css.head}>
      <Avatar handle={handle} picture={who?.avatar ?? null} size="l" />
      <div class={css.names}>
        <h1 dir="auto">{who?.name ?? `@${handle}`}</h1>
        <p class={css.quiet}>@{handle}</p>
      </div>
      <div class={css.headWords}>
        {who && <Counts who={who} />}
        {who?.isInstitution && <Official handle={handle} />}
        {who?.isBusiness && mark('store', 'profile.isBusiness')}
        {who?.isClosed && mark('lock', 'profile.closed')}
        {who?.generated && mark('sparkles', 'profile.generated')}
        {who?.bio && (
          <p class={css.bio} dir="auto">
            <Words text={who.bio} />
          </p>
        )}
        {who?.movedTo && <Moved words="profile.moved" address={who.movedTo} isLeading={!who.linksWait} />}
        {who?.movedFrom && <Moved words="profile.movedFrom" address={who.movedFrom} isLeading={!who.linksWait} />}
        {isOwn && <LimitedUntil />}
        {isOwn && <Waiting />}
        {who && <Links links={who.links} label="profile.links" isLeading={!who.linksWait} />}
        {who?.linksWait && who.links.length + who.products.length > 0 && (
          <p class={css.quiet}>{say('profile.linksWait')}</p>
        )}
        {who && (isOwn ? <OwnActs handle={handle} /> : <Acts handle={handle} who={who} />)}
      </div>
    </header>
  )
}

/** The same person’s profile at another shore. */
function Moved({ words, address, isLeading }: { words: string; address: string; isLeading: boolean }) {
  const { say } = useWords()
  const isWeb = URL.parse(address)?.protocol === 'https:'
  return (
    <p class={css.moved}>
      {say(words)}{' '}
      {isLeading && isWeb ? (
        <a href={address} rel="noopener noreferrer nofollow ugc">
          {address}
        </a>
      ) : (
        <bdi>{address}</bdi>
      )}
    </p>
  )
}

function Counts({ who }: { who: Account }) {
  const { say, language } = useWords()
  const list = useSignal<'follows' | 'followers' | null>(null)
  if (hidesCounts.value && !who.showsTies) return null
  const number = new Intl.NumberFormat(language, { notation: 'compact' })
  const followers = say('profile.followers', { n: who.followers, written: number.format(who.followers) })
  return (
    <>
      <p class={css.counts}>
        {!hidesCounts.value && <span>{say('profile.clips', { n: who.videos })}</span>}
        {who.showsTies ? (
          <>
            <button type="button" class={css.count} aria-haspopup="dialog" onClick={() => (list.value = 'followers')}>
              {hidesCounts.value ? say('profile.whoFollows') : followers}
            </button>
            <button type="button" class={css.count} aria-haspopup="dialog" onClick={() => (list.value = 'follows')}>
              {say('profile.whomFollows')}
            </button>
          </>
        ) : (
          <span>{followers}</span>
        )}
        {!hidesCounts.value && <span>{say('profile.likes', { n: who.likes, written: number.format(who.likes) })}</span>}
      </p>
      {list.value && (
        <Ties key={list.value} handle={who.handle} side={list.value} onClose={() => (list.value = null)} />
      )}
    </>
  )
}

/** Whom somebody follows, or who follows them, where all of them show it. */
function Ties({ handle, side, onClose }: { handle: string; side: 'follows' | 'followers'; onClose(): void }) {
  const { say, language } = useWords()
  const page = useSignal<{ items: Person[]; next: string | null } | null>(null)
  const fault = useSignal<string | null>(null)
  const isAsked = useSignal(false)
  const load = async (cursor?: string) => {
    try {
      const more = await call(`GET /public/accounts/{handle}/${side}`, {
        path: { handle },
        query: cursor ? { cursor } : {},
      })
      page.value = { items: [...(page.peek()?.items ?? []), ...more.items], next: more.next }
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
  }
  if (!isAsked.peek()) {
    isAsked.value = true
    void load()
  }
  return (
    <Sheet
      title={say(side === 'follows' ? 'profile.whomFollows' : 'profile.whoFollows')}
      closeLabel={say('sheet.close')}
      onClose={onClose}
    >
      <p class={css.quiet}>{say('profile.tiesMean')}</p>
      {fault.value && <p role="alert">{fault.value}</p>}
      {page.value?.items.length === 0 && <p>{say('people.nobody')}</p>}
      <ul class={css.people}>
        {page.value?.items.map(one => (
          <li key={one.handle}>
            <a class={css.person} href={`/@${one.handle}`}>
              <Avatar handle={one.handle} picture={one.avatar} />
              <span>
                <strong>{one.name}</strong>
                <span class={css.quiet}>@{one.handle}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
      {page.value?.next && (
        <button type="button" class={shell.button} onClick={() => void load(page.peek()!.next!)}>
          {say('list.more')}
        </button>
      )}
    </Sheet>
  )
}

interface LinksProps {
  links: readonly WebLink[]
  label: string
  /** Of a new account they are words. */
  isLeading: boolean
}

/** Places elsewhere, each with the host it leads to. They learn neither where somebody comes from nor anything else of this shore. */
export function Links({ links: given, label, isLeading }: LinksProps) {
  const { say } = useWords()
  // Looked at once more where it becomes a link: nothing but the web is led to.
  const links = given.filter(({ url }) => URL.parse(url)?.protocol === 'https:')
  if (links.length === 0) return null
  return (
    <ul class={css.out} aria-label={say(label)}>
      {links.map(({ title, url }) => {
        const { host } = new URL(url)
        const words = (
          <>
            <Icon name="link" />
            <span>
              <bdi>{title}</bdi>
              {title !== host && <span class={css.host}>{host}</span>}
            </span>
          </>
        )
        return (
          <li key={url + title}>
            {isLeading ? (
              <a href={url} rel="noopener noreferrer nofollow ugc" target="_blank" title={url}>
                {words}
              </a>
            ) : (
              <span class={css.unled}>{words}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Acts({ handle, who }: { handle: string; who: Account }) {
  const { say, language } = useWords()
  const mayAct = !usePage().network
  const state = followOf(handle)
  const hasMore = useSignal(false)
  const isReporting = useSignal(false)
  const attempt = (act: Promise<void>) => void act.catch(async error => notify(await wordsFor(error, language, say)))
  const up = (['block', 'mute'] as const).filter(wall => hasWall(wall, handle))
  return (
    <>
      {up.map(wall => (
        <div class={css.wall} key={wall}>
          <p>{say(`profile.is.${wall}`)}</p>
          <button type="button" class={shell.button} onClick={() => attempt(setWall(wall, handle, false))}>
            {say(`people.${wall}Free`)}
          </button>
        </div>
      ))}
      <div class={shell.row}>
        {!up.includes('block') && mayAct && (
          <button
            type="button"
            class={state === undefined ? `${shell.button} ${shell.primary}` : shell.button}
            aria-pressed={state !== undefined}
            onClick={() => attempt(setFollowed(handle, state === undefined))}
          >
            <Icon name={state === undefined ? 'user-plus' : 'user-check'} />
            {say(state === undefined ? 'clip.follow' : state === 'asked' ? 'clip.asked' : 'clip.followed')}
          </button>
        )}
        {who.contact && who.linksWait && <span class={css.quiet}>{who.contact}</span>}
        {who.contact && !who.linksWait && (
          <a class={shell.button} href={contactAddress(who.contact)} rel="noopener noreferrer nofollow">
            {say('profile.contact')}
          </a>
        )}
        <ShareButton handle={handle} />
        <button
          type="button"
          class={`${shell.button} ${shell.round}`}
          aria-haspopup="dialog"
          onClick={() => (hasMore.value = true)}
        >
          <Icon name="ellipsis" />
          <span class="only-spoken">{say('profile.more', { handle })}</span>
        </button>
      </div>
      {hasMore.value && (
        <More
          handle={handle}
          attempt={attempt}
          onClose={() => (hasMore.value = false)}
          onReport={() => (isReporting.value = true)}
        />
      )}
      {isReporting.value && <Report kind="account" id={handle} onClose={() => (isReporting.value = false)} />}
    </>
  )
}

interface MoreProps {
  handle: string
  attempt(act: Promise<void>): void
  onClose(): void
  onReport(): void
}

/** How to see less of somebody, with what it means. */
function More({ handle, attempt, onClose, onReport }: MoreProps) {
  const { say } = useWords()
  const { network } = usePage()
  const choices: [Wall, IconName][] = own.value
    ? [
        ['mute', 'volume-x'],
        ['block', 'ban'],
      ]
    : [['mute', 'volume-x']]
  return (
    <Sheet title={`@${handle}`} closeLabel={say('sheet.close')} onClose={onClose}>
      <ul class={css.walls}>
        {choices.map(([wall, icon]) => {
          const isUp = hasWall(wall, handle)
          return (
            <li key={wall}>
              <button
                type="button"
                onClick={() => {
                  onClose()
                  attempt(setWall(wall, handle, !isUp))
                }}
              >
                <Icon name={icon} />
                <span>
                  <strong>{isUp ? say(`people.${wall}Free`) : say(`profile.${wall}`)}</strong>
                  <span class={css.quiet}>{say(`profile.${wall}Means`)}</span>
                </span>
              </button>
            </li>
          )
        })}
        {!network && (
          <li>
            <button
              type="button"
              onClick={() => {
                onClose()
                onReport()
              }}
            >
              <Icon name="flag" />
              <span>
                <strong>{say('profile.report', { handle })}</strong>
                <span class={css.quiet}>{say('profile.reportMeans')}</span>
              </span>
            </button>
          </li>
        )}
      </ul>
    </Sheet>
  )
}

function OwnActs({ handle }: { handle: string }) {
  const { say } = useWords()
  return (
    <div class={shell.row}>
      <a class={shell.button} href="/settings/profile">
        <Icon name="pencil" />
        {say('title.settings.profile')}
      </a>
      <a class={shell.button} href="/saved">
        {say('title.saved')}
      </a>
      <a class={shell.button} href="/posts">
        {say('nav.posts')}
      </a>
      <a class={shell.button} href="/followers">
        {say('title.followers')}
      </a>
      <a class={shell.button} href="/institutions">
        {say('title.institutions')}
      </a>
      <a class={shell.button} href="/settings">
        {say('nav.settings')}
      </a>
      {own.value?.role && (
        <a class={shell.button} href="/operate">
          {say('nav.operate')}
        </a>
      )}
      <ShareButton handle={handle} />
    </div>
  )
}
