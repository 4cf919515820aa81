import { useComputed, useSignal } from '@preact/signals'
import { useMemo, useRef } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { gestureEnded } from '../player/meter.ts'
import { isCalm } from '../shell/device.ts'
import { useWords } from '../shell/words.ts'
import { useActs, useHands } from './acting.ts'
import { ClipArticle } from './ClipArticle.tsx'
import { ClipPanel } from './ClipPanel.tsx'
import css from './feed.module.css'
import { followingPath, type List, useHalfSeen, useList } from './list.ts'
import { Sheets } from './sheets.tsx'
import { type Followed, useStage } from './stage.ts'
import { FeedEmpty, FeedEnd, FeedFault, NobodyFollowed } from './states.tsx'
import type { SheetName } from './view.ts'

/** Articles further than this from the one shown are empty boxes. */
const near = 3

const isFeedPath = (path: string): boolean =>
  path === '/' || path === followingPath || /^\/(@|%40)[^/]+\/video\/[^/]+$/.test(path)

/** The feed, one clip to a screen. At a clip's own address that clip stands first and the feed goes on behind it. */
export function FeedPage() {
  const { path } = useLocation()
  const shown = useRef(path)
  const followed = useRef<string | null>(null)
  // Another address is another feed, but for the one this feed moved to itself, and for a page that is still being loaded.
  if (path !== shown.current && isFeedPath(path) && decodeURI(path) !== followed.current) {
    shown.current = path
    followed.current = null
  }
  return <Feed key={shown.current} path={shown.current} followed={followed} />
}

function Feed({ path, followed }: { path: string; followed: Followed }) {
  const { params } = useRoute()
  const id = useMemo(() => params['id'], [])
  const { say } = useWords()
  const sheet = useSignal<SheetName | null>(null)
  const hasFigures = useSignal(false)
  const root = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const list = useList(path, id, scroller)
  const { clips, at } = list

  const go = (step: number) => {
    gestureEnded()
    const place = Math.max(0, Math.min(clips.peek().length, at.peek() + step))
    const article = scroller.current?.querySelector<HTMLElement>(`[data-place="${place}"]`)
    article?.scrollIntoView({ behavior: isCalm() ? 'instant' : 'smooth', block: 'start' })
    // Whoever moves by keys stays at the clip they moved to, and not in one that is gone.
    if (scroller.current?.contains(document.activeElement)) article?.focus({ preventScroll: true })
  }
  const { view, slots, retry } = useStage(list, { path, id, followed }, scroller, go)
  useHalfSeen(list, scroller)
  const around = { root, scroller, sheet, hasFigures, go }
  const { acts, like } = useActs(list, around)
  useHands(list, around, acts)

  const current = clips.value[at.value]
  const count = useComputed(() => clips.value.length)
  // A feed without articles is none (WAI-ARIA 1.2, required owned elements).
  const feedRole = count.value > 0 ? { role: 'feed' as const, 'aria-label': say('feed.title') } : {}
  return (
    <div class={css.feed} ref={root}>
      <h1 class="only-spoken">{say(path === followingPath ? 'feed.following' : 'feed.title')}</h1>
      {id === undefined && <Tabs path={path} />}
      <div class={css.scroller} ref={scroller}>
        <div class={css.articles} {...feedRole} aria-busy={list.phase.value === 'loading'}>
          {clips.value.map((clip, place) => (
            <ClipArticle
              key={clip.id}
              clip={clip}
              place={place}
              isNear={Math.abs(place - at.value) <= near}
              isCurrent={place === at.value}
              isFirst={clip.id === list.given?.id}
              view={view}
              slotRef={element => {
                if (element) slots.set(clip.id, element)
                else slots.delete(clip.id)
              }}
              onLike={likes => like(clip, likes)}
              onMenu={acts.menu}
              onComments={acts.comments}
              onNext={acts.next}
              onRetry={() => retry(clip)}
            />
          ))}
        </div>
        <FeedState list={list} path={path} onTop={() => scroller.current?.scrollTo({ top: 0 })} />
      </div>
      {list.isOffline.value && (
        <p class={css.offline} role="status">
          {say('feed.offline', { n: count.value })}
        </p>
      )}
      {current && (
        <ClipPanel
          clip={current}
          hasNext={at.value < count.value - 1}
          hasPrevious={at.value > 0}
          onGo={go}
          onHelp={acts.help}
        />
      )}
      <Sheets name={sheet} clip={current ?? null} hasFigures={hasFigures} acts={acts} />
    </div>
  )
}

/** The feeds there are. */
function Tabs({ path }: { path: string }) {
  const { say } = useWords()
  return (
    <nav class={css.tabs} aria-label={say('feed.which')}>
      <a href="/" aria-current={path === '/' ? 'page' : undefined}>
        {say('feed.forYou')}
      </a>
      <a href={followingPath} aria-current={path === followingPath ? 'page' : undefined}>
        {say('feed.following')}
      </a>
    </nav>
  )
}

/** What stands behind the last clip, or in place of clips. */
function FeedState({ list: { clips, at, phase, load }, path, onTop }: { list: List; path: string; onTop(): void }) {
  const count = clips.value.length
  switch (phase.value) {
    case 'loading':
      return count === 0 ? <div class={`${css.article} ${css.skeleton}`} aria-hidden="true" /> : null
    case 'fault':
      return <FeedFault isGone={false} onRetry={() => void load()} />
    case 'gone':
      return <FeedFault isGone onRetry={() => location.assign('/')} />
    case 'ready':
      if (count === 0 && path === followingPath) return <NobodyFollowed />
      return count === 0 ? (
        <FeedEmpty onFull={() => void load()} />
      ) : (
        <FeedEnd place={count} isShown={!clips.value[at.value]} onAgain={onTop} />
      )
  }
}
