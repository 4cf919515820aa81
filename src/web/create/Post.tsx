import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { OwnVideo } from '../../core/wire/video.ts'
import { refusalWords } from '../shell/declined.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './create.module.css'
import { PostActs } from './PostActs.tsx'
import { UploadProgress } from './UploadProgress.tsx'
import { startUpload, uploads } from './uploads.ts'
import { momentIn } from './When.tsx'

/** One clip in its author's list. */
export function Post({ video, onChange, onGone }: { video: OwnVideo; onChange(): void; onGone(): void }) {
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

  // Its files are served to nobody while that holds.
  const isOutOfSight = video.measure === 'hide' || video.measure === 'remove'
  const title = video.caption || video.fileName || say('posts.untitled')
  return (
    <li class={css.post} data-video={video.id} data-state={video.state}>
      <div class={css.thumb}>
        {video.poster && !isOutOfSight ? (
          <img src={video.poster} alt="" loading="lazy" />
        ) : (
          <Icon name={isOutOfSight ? 'eye-off' : video.state === 'refused' ? 'circle-alert' : 'clapperboard'} />
        )}
      </div>
      <div class={css.postWords}>
        <h2 class={css.postTitle}>{video.page ? <a href={video.page}>{title}</a> : title}</h2>
        <p class={css.postState} aria-live="polite">
          {!isOutOfSight && <strong>{say(`posts.state.${stateOf(video)}`)}</strong>}
          {!isOutOfSight && video.postedAt && video.state !== 'ready' && (
            <span class={css.quiet}>{say(`visibility.${video.visibility}`)}</span>
          )}
          {isOutOfSight && <Measured measure={video.measure} />}
        </p>
        {video.state === 'uploading' && upload && <UploadProgress upload={upload} />}
        {video.state === 'uploading' && !upload && <ChooseAgain video={video} />}
        {!isOutOfSight && (video.state === 'checking' || (video.state === 'ready' && !video.finishedAt)) && (
          <progress
            class={css.progress}
            aria-label={say(`posts.state.${stateOf(video)}`)}
            {...(video.progress > 0 ? { value: video.progress, max: 1 } : {})}
          />
        )}
        <Moments video={video} />
        {!isOutOfSight && video.measure && (
          <p>
            <Measured measure={video.measure} />
          </p>
        )}
        {video.fault && <p class={css.quiet}>{say('posts.fault')}</p>}
        {refusal.value && <p class={css.fault}>{refusal.value}</p>}
        <PostActs video={video} onChange={onChange} onGone={onGone} />
      </div>
    </li>
  )
}

/** What a moderator decided about it, and where to read why. */
function Measured({ measure }: { measure: OwnVideo['measure'] }) {
  const { say } = useWords()
  return (
    <span class={css.fault}>
      {say(`posts.measure.${measure}`)} <a href="/decisions">{say('title.decisions')}</a>
    </span>
  )
}

/** When it is shown, goes, or is forgotten. */
function Moments({ video: { postedAt, publishAt, endsAt, keptUntil } }: { video: OwnVideo }) {
  const { say, language } = useWords()
  const day = (at: string) => new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date(at))
  const isOver = publishAt !== null && new Date(publishAt) <= new Date()
  return (
    <>
      {publishAt && postedAt && (
        <p>{say(isOver ? 'posts.due' : 'posts.scheduled', { at: momentIn(publishAt, language) })}</p>
      )}
      {publishAt && !postedAt && isOver && (
        <p class={css.quiet}>{say('posts.missed', { at: momentIn(publishAt, language) })}</p>
      )}
      {keptUntil && <p class={css.quiet}>{say('posts.keptUntil', { at: day(keptUntil) })}</p>}
      {endsAt && postedAt && <p class={css.quiet}>{say('posts.ends', { at: day(endsAt) })}</p>}
    </>
  )
}

function stateOf({ state, postedAt, publishAt, finishedAt }: OwnVideo): string {
  if (state !== 'ready') return state
  if (!postedAt) return 'draft'
  if (publishAt) return 'scheduled'
  return finishedAt ? 'ready' : 'improving'
}

/** The server waits for the rest of a file that this browser does not hold any more. */
function ChooseAgain({ video }: { video: OwnVideo }) {
  const { say } = useWords()
  const isOther = useSignal(false)
  return (
    <div class={css.progressBox}>
      <p class={css.quiet}>{say('upload.chooseAgain', { name: video.fileName ?? '' })}</p>
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
