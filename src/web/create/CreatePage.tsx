import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { audienceOf } from '../../core/videos/posting.ts'
import type { Sound } from '../../core/wire/video.ts'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { type Captions, CaptionsEditor, sendCaptions } from './Captions.tsx'
import { Choose, isUnfit, unfitWords } from './Choose.tsx'
import { ClipFields, draftOf, isTooLong, nothingSaid, wordsOf } from './ClipFields.tsx'
import { Cover } from './Cover.tsx'
import css from './create.module.css'
import { KeptLine, useKept } from './kept-words.tsx'
import { secondsIn } from './seconds.ts'
import { Trim } from './Trim.tsx'
import type { Cut } from './trim.ts'
import { UploadProgress } from './UploadProgress.tsx'
import { startUpload, type Upload } from './uploads.ts'

/** Posting a clip: the file travels from the moment it is chosen, the words are written meanwhile. */
export function CreatePage() {
  const { say } = useWords()
  useTitle(say('title.create'))
  const chosen = useSignal<Chosen | null>(null)
  const sound = useSound()
  const tooLarge = useSignal<string | null>(null)
  const { language } = useWords()

  const choose = (file: File | undefined) => {
    if (!file) return
    tooLarge.value = null
    if (isUnfit(file)) return void unfitWords(file, language).then(text => (tooLarge.value = text))
    const soundId = sound.peek()?.id
    chosen.value = { file, url: URL.createObjectURL(file), upload: startUpload(file, undefined, soundId), soundId }
  }
  useEffect(
    () => () => {
      if (chosen.peek()) URL.revokeObjectURL(chosen.peek()!.url)
    },
    [],
  )

  return (
    <div class={shell.page}>
      <h1>{say('title.create')}</h1>
      {sound.value && (
        <p class={css.quiet}>
          {say('create.withSound', {
            title: sound.value.title ? say('sound.original', { name: sound.value.title }) : say('sound.unnamed'),
          })}
        </p>
      )}
      {account.value === null ? (
        <SignInFirst />
      ) : chosen.value ? (
        <Details chosen={chosen as Signal<Chosen>} onChooseAgain={() => (chosen.value = null)} />
      ) : (
        <Choose onFile={choose} fault={tooLarge.value} />
      )}
    </div>
  )
}

/** The sound that the address asks for, where it may be used. */
function useSound() {
  const { query } = useLocation()
  const sound = useSignal<Sound | null>(null)
  const id = query['sound']
  useEffect(() => {
    sound.value = null
    if (id)
      void call('GET /public/sounds/{id}', { path: { id } }).then(
        found => (sound.value = found.isFree ? found : null),
        () => undefined,
      )
  }, [id])
  return sound
}

function SignInFirst() {
  const { say } = useWords()
  return (
    <div class={shell.prose}>
      <p class={shell.lead}>{say('create.signInFirst')}</p>
      <div class={shell.row}>
        <a class={`${shell.button} ${shell.primary}`} href="/join">
          {say('join.action')}
        </a>
        <a class={shell.button} href="/sign-in">
          {say('signIn.action')}
        </a>
      </div>
    </div>
  )
}

interface Chosen {
  file: File
  /** Address of the file in this browser. */
  url: string
  upload: Upload
  soundId: string | undefined
}

function Details({ chosen, onChooseAgain }: { chosen: Signal<Chosen>; onChooseAgain(): void }) {
  const { say, language } = useWords()
  const { route } = useLocation()
  const { file, url, upload, soundId } = chosen.value
  const draft = useMemo(
    () => draftOf({ ...nothingSaid, ...audienceOf(account.peek()?.isYoung === true), language }),
    [],
  )
  const captions: Captions = useSignal(null)
  const durationMs = useSignal(0)
  const cut = useSignal<Cut | null>(null)
  const video = useRef<HTMLVideoElement>(null)
  const isPosting = useSignal(false)
  const fault = useSignal<string | null>(null)
  const alert = useRef<HTMLDivElement>(null)
  const kept = useKept(draft, upload.id)

  const post = async (event: Event) => {
    event.preventDefault()
    isPosting.value = true
    fault.value = null
    try {
      const videoId = await upload.id
      await kept.now()
      await call('POST /api/videos/{id}/post', { path: { id: videoId }, body: wordsOf(draft) })
      kept.stop()
      if (captions.peek() !== null) {
        await upload.sent
        await sendCaptions(videoId, captions, draft.language.peek())
      }
      route(draft.publishAt.peek() ? '/posts/scheduled' : '/posts')
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
      isPosting.value = false
      alert.current?.focus()
    }
  }
  const onCut = (made: Cut) => {
    cut.value = made
    void forget(upload)
    URL.revokeObjectURL(url)
    durationMs.value = 0
    draft.coverMs.value = null
    chosen.value = {
      file: made.file,
      url: URL.createObjectURL(made.file),
      upload: startUpload(made.file, undefined, soundId),
      soundId,
    }
  }
  const isRefused = upload.now.value.state === 'refused'
  return (
    <form class={css.details} onSubmit={post}>
      <div class={css.previewBox}>
        <video
          class={css.preview}
          ref={video}
          src={url}
          controls
          muted
          playsInline
          preload="metadata"
          aria-label={say('create.preview')}
          onDurationChange={event => {
            const seconds = event.currentTarget.duration
            if (Number.isFinite(seconds)) durationMs.value = Math.floor(seconds * 1000)
          }}
        />
        <UploadProgress upload={upload} />
        {cut.value && (
          <p class={css.quiet} role="status">
            {say('create.trimmed', {
              from: secondsIn(cut.value.startMs, language),
              to: secondsIn(cut.value.endMs, language),
            })}
          </p>
        )}
        {isRefused && (
          <button type="button" class={shell.button} onClick={onChooseAgain}>
            {say('create.chooseOther')}
          </button>
        )}
      </div>
      <div class={css.fields}>
        {fault.value && (
          <div ref={alert} tabIndex={-1}>
            <Alert>{fault.value}</Alert>
          </div>
        )}
        <ClipFields draft={draft} />
        {durationMs.value > 0 && (
          <>
            <Trim key={url} file={file} durationMs={durationMs.value} video={video} onCut={onCut} />
            <Cover source={url} durationMs={durationMs.value} at={draft.coverMs} />
            <CaptionsEditor
              captions={captions}
              durationMs={durationMs.value}
              now={() => (video.current?.currentTime ?? 0) * 1000}
            />
          </>
        )}
        <div class={shell.row}>
          <button
            type="submit"
            class={`${shell.button} ${shell.primary}`}
            disabled={isPosting.value || isRefused || isTooLong(draft)}
          >
            {say(isPosting.value ? 'create.posting' : draft.publishAt.value ? 'create.schedule' : 'create.post')}
          </button>
          <button type="button" class={shell.button} onClick={() => void kept.now().then(() => route('/posts/drafts'))}>
            {say('create.later')}
          </button>
          {upload.now.value.state !== 'sent' && <p class={css.quiet}>{say('create.postNow')}</p>}
        </div>
        <KeptLine kept={kept} />
      </div>
    </form>
  )
}

/** What was cut away is not left on the shore either. */
async function forget(upload: Upload): Promise<void> {
  upload.abandon()
  const id = await upload.id.catch(() => null)
  if (id) await call('DELETE /api/videos/{id}', { path: { id } }).catch(() => undefined)
}
