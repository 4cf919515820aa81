import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { endStates } from '../../core/videos/state.ts'
import type { OwnStorage } from '../../core/wire/staff.ts'
import { type OwnChange, type OwnVideo, type Part, parts } from '../../core/wire/video.ts'
import { hear } from '../notices/stream.ts'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import css from './create.module.css'
import { Parts } from './Parts.tsx'
import { Post } from './Post.tsx'
import { resumeUploads } from './uploads.ts'

interface Page {
  items: OwnVideo[]
  next: string | null
}

const againEveryMs = 5000
const isUnderWay = ({ state, finishedAt }: OwnVideo) =>
  !endStates.has(state) || (state === 'ready' && finishedAt === null)

/** The author's own clips, each with how far it has come: what is posted, drafts, and what waits for its moment. */
export function PostsPage() {
  const { say } = useWords()
  useTitle(say('title.posts'))
  const { path } = useLocation()
  const part = parts.find(name => path === `/posts/${name}`) ?? 'posted'
  return (
    <div class={shell.page}>
      <h1>{say('title.posts')}</h1>
      {account.value === null ? (
        <p class={shell.lead}>{say('create.signInFirst')}</p>
      ) : (
        <>
          <Parts here={part} />
          <List key={part} part={part} />
        </>
      )}
    </div>
  )
}

/** Goes on with what a reload interrupted, in whichever part it is listed. */
async function resume(): Promise<void> {
  const { items } = await call('GET /api/videos')
  await resumeUploads(new Set(items.filter(({ state }) => state === 'uploading').map(({ id }) => id)))
}

/** Nothing of a part is ever missing here. */
function List({ part }: { part: Part }) {
  const { say, language } = useWords()
  const page = useSignal<Page | null>(null)
  const fault = useSignal<string | null>(null)

  const load = async () => {
    try {
      const fresh = await call('GET /api/videos', { query: { part } })
      const older =
        page
          .peek()
          ?.items.filter(
            ({ id, createdAt }) =>
              !fresh.items.some(item => item.id === id) && createdAt < (fresh.items.at(-1)?.createdAt ?? ''),
          ) ?? []
      page.value = { items: [...fresh.items, ...older], next: older.length > 0 ? page.peek()!.next : fresh.next }
      fault.value = null
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
  }
  const onChange = ({ id, ...change }: OwnChange) => {
    const known = page.peek()?.items.find(item => item.id === id)
    const isSame = known?.state === change.state && (known.finishedAt !== null) === change.isFinished
    // How far it is, is all that the stream says; what has become of it is read. A clip of another page of the list is not.
    if (!known) void (page.peek()?.next === null && load())
    else if (!isSame || known.progress === change.progress) void load()
    else
      page.value = {
        ...page.peek()!,
        items: page.peek()!.items.map(item => (item === known ? { ...item, progress: change.progress } : item)),
      }
  }
  useEffect(() => {
    if (!account.value) return
    void load()
    void resume().catch(() => undefined)
    const stopHearing = hear({ onClip: onChange, onMissed: () => page.peek() && void load() })
    // A line that lets no stream through, and a list that could not be loaded.
    const timer = setInterval(() => {
      const isBusy = page.peek()?.items.some(isUnderWay) || fault.peek() !== null
      if (isBusy && !document.hidden) void load()
    }, againEveryMs)
    return () => {
      stopHearing()
      clearInterval(timer)
    }
  }, [account.value])

  const more = async () => {
    const { items, next } = page.peek()!
    const older = await call('GET /api/videos', { query: { part, cursor: next! } })
    page.value = { items: [...items, ...older.items], next: older.next }
  }
  // What comes next stands first.
  const shown = [...(page.value?.items ?? [])]
  if (part === 'scheduled') shown.sort((a, b) => ((a.publishAt ?? '') < (b.publishAt ?? '') ? -1 : 1))
  return (
    <>
      {fault.value && <Alert>{fault.value}</Alert>}
      {page.value?.items.length === 0 && (
        <div class={shell.prose}>
          <p class={shell.lead}>{say(`posts.empty.${part}`)}</p>
          <a class={`${shell.button} ${shell.primary}`} href="/create">
            {say('nav.create')}
          </a>
        </div>
      )}
      {part === 'posted' && page.value && page.value.items.length > 0 && <Room />}
      <ul class={css.posts} aria-busy={page.value === null}>
        {shown.map(video => (
          <Post
            key={video.id}
            video={video}
            onChange={() => void load()}
            onGone={() =>
              (page.value = { ...page.peek()!, items: page.peek()!.items.filter(({ id }) => id !== video.id) })
            }
          />
        ))}
      </ul>
      {page.value?.next && (
        <button type="button" class={shell.button} onClick={() => void more()}>
          {say('list.more')}
        </button>
      )}
    </>
  )
}

/** What the account's clips take of the room they may take. */
function Room() {
  const { say, language } = useWords()
  const room = useSignal<OwnStorage | null>(null)
  useEffect(() => {
    void call('GET /api/storage').then(
      found => (room.value = found),
      () => undefined,
    )
  }, [])
  if (!room.value) return null
  const megabytes = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
  const used = megabytes.format(room.value.bytes / 1e6)
  const { quotaBytes } = room.value
  return (
    <p class={css.quiet}>
      {quotaBytes === null
        ? say('posts.room', { used })
        : say('posts.roomOf', { used, limit: megabytes.format(quotaBytes / 1e6) })}
    </p>
  )
}
