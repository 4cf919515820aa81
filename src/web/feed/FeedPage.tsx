import { useComputed, useSignal } from '@preact/signals'
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { gestureEnded } from '../player/meter.ts'
import { nightLine, offerLine, rest } from '../shell/calm.ts'
import { feedOrder, isCalm } from '../shell/device.ts'
import { usePage } from '../shell/state.ts'
import { useWords } from '../shell/words.ts'
import { useActs, useHands } from './acting.ts'
import { ClipArticle } from './ClipArticle.tsx'
import { ClipPanel } from './ClipPanel.tsx'
import css from './feed.module.css'
import { followingPath, type List, useHalfSeen, useList, useOwnOrder } from './list.ts'
import { Sheets } from './sheets.tsx'
import { type Followed, useStage } from './stage.ts'
import { FeedEmpty, FeedEnd, FeedFault, NobodyFollowed } from './states.tsx'
import { type Stillness, watchStillness } from './stillness.ts'
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
  const stillness = useRef<Stillness>(null)
  useLayoutEffect(() => {
    stillness.current = watchStillness(scroller.current!)
    return () => stillness.current?.stop()
  }, [])
  const list = useList(path, id, scroller)
  const { clips, at } = list

  const go = (step: number) => {
    if (rest.peek()) return
    gestureEnded()
    const place = Math.max(0, Math.min(clips.peek().length, at.peek() + step))
    const article = scroller.current?.querySelector<HTMLElement>(`[data-place="${place}"]`)
    if (article) stillness.current?.movesTo(article)
    article?.scrollIntoView({ behavior: isCalm() ? 'instant' : 'smooth', block: 'start' })
    // Whoever moves by keys stays at the clip they moved to, and not in one that is gone.
    if (scroller.current?.contains(document.activeElement)) article?.focus({ preventScroll: true })
  }
  const { view, slots, retry } = useStage(list, { path, id, followed }, scroller, go)
  useHalfSeen(list, scroller)
  useOwnOrder(path, list, stillness)
  const around = { root, scroller, sheet, hasFigures, go }
  const { acts, like, save } = useActs(list, around)
  useHands(list, around, acts)

  const Rest = rest.value
  const Line = nightLine.value ?? (path === '/' ? offerLine.value : null)
  const current = clips.value[at.value]
  const count = useComputed(() => clips.value.length)
  // A feed without articles is none (WAI-ARIA 1.2, required owned elements).
  const feedRole = count.value > 0 ? { role: 'feed' as const, 'aria-label': say('feed.title') } : {}
  return (
    <div class={css.feed} ref={root}>
      <h1 class="only-spoken">{say(path === followingPath ? 'feed.following' : 'feed.title')}</h1>
      {id === undefined && !Rest && <Tabs path={path} load={list.load} />}
      {Line && !Rest && <Line />}
      <div class={css.scroller} ref={scroller} inert={Rest !== null}>
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
              onSave={isSaved => save(clip, isSaved)}
              onMenu={acts.menu}
              onComments={acts.comments}
              onShare={acts.share}
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
      {Rest && <Rest />}
      {current && !Rest && (
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

/** The feeds there are. Which of the first two was chosen is kept: the other one is not come back to unasked. */
function Tabs({ path, load }: { path: string; load(isFresh: boolean): Promise<void> }) {
  const { say } = useWords()
  const isHere = path !== followingPath
  const orders = { personal: 'feed.forYou', same: 'feed.forAll' } as const
  return (
    <nav class={css.tabs} aria-label={say('feed.which')}>
      {(['personal', 'same'] as const).map(order => (
        <a
          key={order}
          href="/"
          aria-current={isHere && feedOrder.value === order ? 'page' : undefined}
          onClick={() => {
            if (feedOrder.peek() === order) return
            feedOrder.value = order
            if (isHere) void load(true)
          }}
        >
          {say(orders[order])}
        </a>
      ))}
      {!usePage().network && (
        <a href={followingPath} aria-current={isHere ? undefined : 'page'}>
          {say('feed.following')}
        </a>
      )}
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
