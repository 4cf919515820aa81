import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Saved } from '../../core/wire/social.ts'
import type { Video } from '../../core/wire/video.ts'
import { ClipGrid, GridWaiting } from '../feed/ClipGrid.tsx'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { guestLikes, guestSaves } from '../shell/device.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import css from './accounts.module.css'
import { Collecting } from './Collecting.tsx'

const pageSize = 24

/** What the viewer keeps to come back to, and what they like: from their own lists, joined here. */
export function SavedPage() {
  const { say, language } = useWords()
  useTitle(say('title.saved'))
  const saved = useSignal<Saved>({ items: [], collections: [] })
  const likes = useSignal<string[]>([])
  /** `liked`, `all`, or a collection's id. */
  const shelf = useSignal('all')
  const fault = useSignal<string | null>(null)
  const isLoaded = useSignal(false)
  const load = async () => {
    try {
      if (account.peek()) {
        const [all, liked] = await Promise.all([call('GET /api/saves'), call('GET /api/likes')])
        saved.value = all
        likes.value = liked.items
      } else {
        const items = [...guestSaves.peek()].reverse().map(id => ({ id, collection: null, at: '' }))
        saved.value = { items, collections: [] }
        likes.value = [...guestLikes.peek()].reverse()
      }
      fault.value = null
      isLoaded.value = true
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
  }
  useEffect(() => {
    if (account.value !== undefined) void load()
  }, [account.value])
  const { items, collections } = saved.value
  const ids =
    shelf.value === 'liked'
      ? likes.value
      : items.filter(one => shelf.value === 'all' || one.collection === shelf.value).map(({ id }) => id)
  const shelves = [
    ['all', say('saved.all')],
    ['liked', say('saved.liked')],
    ...collections.map(({ id, name }) => [id, name ?? say('sealed.lost')] as const),
  ] as const
  const chosen = collections.find(({ id }) => id === shelf.value)
  return (
    <div class={css.profile}>
      <h1>{say('title.saved')}</h1>
      <p class={shell.lead}>{say(account.value === null ? 'saved.guest' : 'saved.lead')}</p>
      {fault.value && <Fault words={fault.value} onRetry={load} />}
      <fieldset class={`${shell.choices} ${css.tabs}`}>
        <legend class="only-spoken">{say('saved.shelves')}</legend>
        {shelves.map(([id, name]) => (
          <label class={shell.choice} key={id}>
            <input type="radio" name="shelf" checked={shelf.value === id} onChange={() => (shelf.value = id)} />
            {name}
          </label>
        ))}
      </fieldset>
      {!isLoaded.value && !fault.value && <GridWaiting />}
      {isLoaded.value && ids.length === 0 && (
        <p>{say(chosen ? 'saved.empty.collection' : shelf.value === 'liked' ? 'saved.empty.liked' : 'saved.empty')}</p>
      )}
      <Clips key={`${shelf.value} ${ids.length}`} ids={ids} />
      {account.value && shelf.value !== 'liked' && (
        <Collecting
          saved={saved.value}
          chosen={chosen ?? null}
          onChanged={load}
          onGone={() => {
            shelf.value = 'all'
            void load()
          }}
        />
      )}
    </div>
  )
}

/** Clips by their ids, asked for without saying who asks. What is not there for everybody any more is said, and not shown. */
function Clips({ ids }: { ids: readonly string[] }) {
  const { say, language } = useWords()
  const clips = useSignal<Video[]>([])
  const asked = useSignal(0)
  const fault = useSignal<string | null>(null)
  const more = async () => {
    const next = ids.slice(asked.peek(), asked.peek() + pageSize)
    if (next.length === 0) return
    try {
      const { items } = await call('GET /public/videos', { query: { ids: next.join(',') } })
      clips.value = [...clips.peek(), ...items]
      asked.value += next.length
      fault.value = null
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
  }
  useEffect(() => void more(), [])
  const gone = asked.value - clips.value.length
  return (
    <>
      {fault.value ? (
        <Fault words={fault.value} onRetry={more} />
      ) : (
        asked.value === 0 && ids.length > 0 && <GridWaiting />
      )}
      {clips.value.length > 0 && <ClipGrid clips={clips.value} hasAuthors isChosen />}
      {gone > 0 && <p class={css.quiet}>{say('saved.gone', { n: gone })}</p>}
      {asked.value > 0 && asked.value < ids.length && !fault.value && (
        <div class={shell.row}>
          <button type="button" class={shell.button} onClick={() => void more()}>
            {say('list.more')}
          </button>
        </div>
      )}
    </>
  )
}

function Fault({ words, onRetry }: { words: string; onRetry(): Promise<void> }) {
  const { say } = useWords()
  return (
    <>
      <Alert>{words}</Alert>
      <div class={shell.row}>
        <button type="button" class={shell.button} onClick={() => void onRetry()}>
          {say('error.retry')}
        </button>
      </div>
    </>
  )
}
