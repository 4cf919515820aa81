import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { endStates } from '../../core/videos/state.ts'
import { type Visibility, visibilities } from '../../core/videos/visibility.ts'
import type { OwnStorage } from '../../core/wire/staff.ts'
import type { OwnChange, OwnVideo } from '../../core/wire/video.ts'
import { call } from '../shell/api.ts'
import { refusalWords, wordsFor } from '../shell/declined.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { hearChanges } from './changes.ts'
import css from './create.module.css'
import { UploadProgress } from './UploadProgress.tsx'
import { resumeUploads, startUpload, uploads } from './uploads.ts'

interface Page {
  items: OwnVideo[]
  next: string | null
}

const againEveryMs = 5000
const isUnderWay = ({ state, finishedAt }: OwnVideo) =>
  !endStates.has(state) || (state === 'ready' && finishedAt === null)

/** The author's own clips, each with how far it has come. Nothing that was posted is ever missing here. */
export function PostsPage() {
  const { say, language } = useWords()
  useTitle(say('title.posts'))
  const page = useSignal<Page | null>(null)
  const fault = useSignal<string | null>(null)

  const load = async () => {
    try {
      const fresh = await call('GET /api/videos')
      const older =
        page
          .peek()
          ?.items.filter(
            ({ id, createdAt }) =>
              !fresh.items.some(item => item.id === id) && createdAt < (fresh.items.at(-1)?.createdAt ?? ''),
          ) ?? []
      page.value = { items: [...fresh.items, ...older], next: older.length > 0 ? page.peek()!.next : fresh.next }
      fault.value = null
      await resumeUploads(new Set(fresh.items.filter(({ state }) => state === 'uploading').map(({ id }) => id)))
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
    const stopHearing = hearChanges(onChange, () => page.peek() && void load())
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
    const older = await call('GET /api/videos', { query: { cursor: next! } })
    page.value = { items: [...items, ...older.items], next: older.next }
  }
  return (
    <div class={shell.page}>
      <h1>{say('title.posts')}</h1>
      {fault.value && <Alert>{fault.value}</Alert>}
      {account.value === null && <p class={shell.lead}>{say('create.signInFirst')}</p>}
      {page.value?.items.length === 0 && (
        <div class={shell.prose}>
          <p class={shell.lead}>{say('posts.empty')}</p>
          <a class={`${shell.button} ${shell.primary}`} href="/create">
            {say('nav.create')}
          </a>
        </div>
      )}
      {page.value && page.value.items.length > 0 && <Room />}
      <ul class={css.posts} aria-busy={page.value === null}>
        {page.value?.items.map(video => (
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
    </div>
  )
}

function Post({ video, onChange, onGone }: { video: OwnVideo; onChange(): void; onGone(): void }) {
  const { say, language } = useWords()
  const upload = uploads.value.get(video.id)
  const refusal = useSignal<string | null>(null)
  useEffect(() => {
    if (video.refusal)
      void refusalWords(video.refusal.code, video.refusal.params, language).then(text => (refusal.value = text))
  }, [video.refusal?.code, language])
  // The upload may be whole here a moment before the server says so.
  useEffect(() => {
    if (upload?.now.value.state === 'sent' && video.state === 'uploading') onChange()
  }, [upload?.now.value.state])

  const title = video.caption || video.fileName || say('posts.untitled')
  return (
    <li class={css.post} data-video={video.id} data-state={video.state}>
      <div class={css.thumb}>
        {video.poster ? (
          <img src={video.poster} alt="" loading="lazy" />
        ) : (
          <Icon name={video.state === 'refused' ? 'circle-alert' : 'clapperboard'} />
        )}
      </div>
      <div class={css.postWords}>
        <h2 class={css.postTitle}>{video.page ? <a href={video.page}>{title}</a> : title}</h2>
        <p class={css.postState} aria-live="polite">
          <strong>{say(`posts.state.${stateOf(video)}`)}</strong>
          {video.postedAt && video.state !== 'ready' && (
            <span class={css.quiet}>{say(`visibility.${video.visibility}`)}</span>
          )}
        </p>
        {video.state === 'uploading' && upload && <UploadProgress upload={upload} />}
        {video.state === 'uploading' && !upload && <ChooseAgain video={video} />}
        {(video.state === 'checking' || (video.state === 'ready' && !video.finishedAt)) && (
          <progress
            class={css.progress}
            aria-label={say(`posts.state.${stateOf(video)}`)}
            {...(video.progress > 0 ? { value: video.progress, max: 1 } : {})}
          />
        )}
        {video.endsAt && (
          <p class={css.quiet}>
            {say('posts.ends', {
              at: new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date(video.endsAt)),
            })}
          </p>
        )}
        {video.fault && <p class={css.quiet}>{say('posts.fault')}</p>}
        {refusal.value && <p class={css.fault}>{refusal.value}</p>}
        <PostActs video={video} onChange={onChange} onGone={onGone} />
      </div>
    </li>
  )
}

function stateOf({ state, postedAt, finishedAt }: OwnVideo): string {
  if (state !== 'ready') return state
  if (!postedAt) return 'draft'
  return finishedAt ? 'ready' : 'improving'
}

/** The server waits for the rest of a file that this browser does not hold any more. */
function ChooseAgain({ video }: { video: OwnVideo }) {
  const { say } = useWords()
  const isOther = useSignal(false)
  return (
    <div class={css.progressBox}>
      <p class={css.quiet}>{say('upload.chooseAgain', { name: video.fileName })}</p>
      <label class={`${shell.button} ${css.picker}`}>
        {say('create.choose')}
        <input
          type="file"
          onChange={event => {
            const file = event.currentTarget.files?.[0]
            isOther.value = file !== undefined && file.size !== video.bytes
            if (file && !isOther.peek()) startUpload(file, video.id)
          }}
        />
      </label>
      {isOther.value && (
        <p class={css.fault} role="alert">
          {say('upload.otherFile')}
        </p>
      )}
    </div>
  )
}

function PostActs({ video, onChange, onGone }: { video: OwnVideo; onChange(): void; onGone(): void }) {
  const { say, language } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  const fault = useSignal<string | null>(null)
  const attempt = async (act: () => Promise<unknown>) => {
    try {
      fault.value = null
      await act()
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
  }
  const remove = () =>
    attempt(async () => {
      await call('DELETE /api/videos/{id}', { path: { id: video.id } })
      uploads.peek().get(video.id)?.abandon()
      onGone()
    })
  const setVisibility = (visibility: Visibility) =>
    attempt(() => call('PATCH /api/videos/{id}', { path: { id: video.id }, body: { visibility } }).then(onChange))
  return (
    <div class={shell.row}>
      {video.state === 'ready' && !video.postedAt && (
        <button
          type="button"
          class={`${shell.button} ${shell.primary}`}
          onClick={() =>
            void attempt(() =>
              call('POST /api/videos/{id}/post', { path: { id: video.id }, body: { caption: video.caption } }).then(
                onChange,
              ),
            )
          }
        >
          {say('create.post')}
        </button>
      )}
      {video.postedAt && video.state === 'ready' && (
        <label class={css.inlineSelect}>
          <span class="only-spoken">{say('create.visibility')}</span>
          <select
            value={video.visibility}
            onChange={event => void setVisibility(event.currentTarget.value as Visibility)}
          >
            {visibilities.map(value => (
              <option value={value} key={value}>
                {say(`visibility.${value}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      {video.state !== 'refused' && (
        <a class={shell.button} href={`/posts/${video.id}`}>
          {say('posts.edit')}
        </a>
      )}
      <button
        type="button"
        class={css.iconButton}
        aria-label={say('posts.delete')}
        onClick={() => dialog.current?.showModal()}
      >
        <Icon name="trash-2" />
      </button>
      {fault.value && (
        <p class={css.fault} role="alert">
          {fault.value}
        </p>
      )}
      <dialog class={css.dialog} ref={dialog} aria-labelledby={`delete-${video.id}`}>
        <h3 id={`delete-${video.id}`}>{say('posts.deleteAsk')}</h3>
        <p>{say('posts.deleteMeans')}</p>
        <form method="dialog" class={shell.row}>
          <button type="submit" class={`${shell.button} ${shell.danger}`} onClick={() => void remove()}>
            {say('posts.delete')}
          </button>
          <button type="submit" class={shell.button} autofocus>
            {say('posts.keep')}
          </button>
        </form>
      </dialog>
    </div>
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
