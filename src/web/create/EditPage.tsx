import { useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { postingOf } from '../../core/videos/posting.ts'
import type { OwnVideo } from '../../core/wire/video.ts'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { type Captions, CaptionsEditor, loadReader, sendCaptions } from './Captions.tsx'
import { ClipFields, draftOf, isTooLong, wordsOf } from './ClipFields.tsx'
import { Cover } from './Cover.tsx'
import css from './create.module.css'
import { KeptLine, useKept } from './kept-words.tsx'

/** Everything of a clip but the video itself, before it is posted and after. */
export function EditPage() {
  const { say, language } = useWords()
  useTitle(say('title.edit'))
  const { id } = useRoute().params as { id: string }
  const video = useSignal<OwnVideo | null>(null)
  const fault = useSignal<string | null>(null)
  useEffect(() => {
    if (!account.value) return
    call('GET /api/videos/{id}', { path: { id } })
      .then(found => (video.value = found))
      .catch(async error => (fault.value = await wordsFor(error, language, say)))
  }, [id, account.value])
  return (
    <div class={shell.page}>
      <h1>{say('title.edit')}</h1>
      {account.value === null && <p class={shell.lead}>{say('create.signInFirst')}</p>}
      {fault.value && <Alert>{fault.value}</Alert>}
      {video.value && <Edit key={video.value.id} video={video.value} />}
    </div>
  )
}

function Edit({ video }: { video: OwnVideo }) {
  const { say, language } = useWords()
  const { route } = useLocation()
  const draft = useMemo(() => draftOf(postingOf(video)), [])
  const kept = useKept(draft, video.postedAt ? null : video.id)
  const captions: Captions = useSignal(null)
  const isSaving = useSignal(false)
  const fault = useSignal<string | null>(null)
  const alert = useRef<HTMLDivElement>(null)
  const player = useRef<HTMLVideoElement>(null)
  const source = video.video?.renditions.at(-1)?.url
  const durationMs = video.video?.durationMs ?? 0
  useEffect(() => {
    const written = video.video?.captions.find(({ language }) => language === (video.language || 'und'))
    if (!written) return
    void fetch(written.url)
      .then(reply => (reply.ok ? reply.text() : Promise.reject(new Error(reply.statusText))))
      .then(async text => (captions.value ??= (await loadReader()).parseCaptions(text)))
      .catch(() => undefined)
  }, [])
  const save = async (event: Event) => {
    event.preventDefault()
    isSaving.value = true
    fault.value = null
    try {
      const act = video.postedAt ? 'PATCH /api/videos/{id}' : 'POST /api/videos/{id}/post'
      if (!video.postedAt) await kept.now()
      const { publishAt, ...words } = wordsOf(draft)
      // A moment that was left as it is may have come meanwhile.
      const isMoved = !video.postedAt || publishAt !== video.publishAt
      await call(act, { path: { id: video.id }, body: isMoved ? { ...words, publishAt } : words })
      kept.stop()
      await sendCaptions(video.id, captions, draft.language.peek())
      route(publishAt ? '/posts/scheduled' : '/posts')
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
      isSaving.value = false
      alert.current?.focus()
    }
  }
  return (
    <form class={css.details} onSubmit={save}>
      <div class={css.previewBox}>
        {source ? (
          <video
            class={css.preview}
            ref={player}
            src={source}
            poster={video.poster ?? undefined}
            controls
            muted
            playsInline
            preload="metadata"
            aria-label={say('create.preview')}
          />
        ) : (
          <p class={css.quiet}>{say('edit.notReady')}</p>
        )}
      </div>
      <div class={css.fields}>
        {fault.value && (
          <div ref={alert} tabIndex={-1}>
            <Alert>{fault.value}</Alert>
          </div>
        )}
        <ClipFields draft={draft} isShown={video.publishedAt !== null} />
        {source && (
          <>
            <Cover source={source} durationMs={durationMs} at={draft.coverMs} />
            <CaptionsEditor
              captions={captions}
              durationMs={durationMs}
              now={() => (player.current?.currentTime ?? 0) * 1000}
            />
          </>
        )}
        <div class={shell.row}>
          <button
            type="submit"
            class={`${shell.button} ${shell.primary}`}
            disabled={isSaving.value || isTooLong(draft)}
          >
            {say(video.postedAt ? 'edit.save' : draft.publishAt.value ? 'create.schedule' : 'create.post')}
          </button>
          {video.postedAt ? (
            <a class={shell.button} href={video.publishAt ? '/posts/scheduled' : '/posts'}>
              {say('edit.leave')}
            </a>
          ) : (
            <button
              type="button"
              class={shell.button}
              onClick={() => void kept.now().then(() => route('/posts/drafts'))}
            >
              {say('create.later')}
            </button>
          )}
          {video.publishedAt && (
            <a class={shell.button} href={`/posts/${video.id}/statistics`}>
              {say('posts.part.statistics')}
            </a>
          )}
        </div>
        {video.postedAt && (
          <p>
            <a href={`/settings/requests?about=videos.measure&id=${video.id}`}>{say('edit.ask')}</a>
          </p>
        )}
        {!video.postedAt && <KeptLine kept={kept} />}
      </div>
    </form>
  )
}
