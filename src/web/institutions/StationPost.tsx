import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { institutionLimits } from '../../core/institutions/limits.ts'
import { audienceOf } from '../../core/videos/posting.ts'
import type { Station } from '../../core/wire/station.ts'
import { useForm } from '../accounts/form.ts'
import { Choose, isUnfit, unfitWords } from '../create/Choose.tsx'
import { ClipFields, draftOf, isTooLong, nothingSaid, wordsOf } from '../create/ClipFields.tsx'
import create from '../create/create.module.css'
import { UploadProgress } from '../create/UploadProgress.tsx'
import { startUpload, type Upload } from '../create/uploads.ts'
import { call } from '../shell/api.ts'
import { refusalWords } from '../shell/declined.ts'
import { notify } from '../shell/notice.tsx'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import ui from '../ui/ui.module.css'
import css from './institutions.module.css'

interface Props {
  station: Station
  institution: NonNullable<Station['institution']>
  onPosted(): Promise<void>
}

/** A file, its words, and the button: others decide. */
export function StationPost({ station, institution, onPosted }: Props) {
  const { say, language } = useWords()
  const sending = useSignal<{ url: string; upload: Upload } | null>(null)
  const unfit = useSignal<string | null>(null)
  const choose = (file: File | undefined) => {
    unfit.value = null
    if (!file) return
    if (isUnfit(file)) return void unfitWords(file, language).then(text => (unfit.value = text))
    const upload = startUpload(file, undefined, undefined, '/api/station/uploads')
    sending.value = { url: URL.createObjectURL(file), upload }
  }
  const again = () => {
    if (sending.peek()) URL.revokeObjectURL(sending.peek()!.url)
    sending.value = null
  }
  return (
    <>
      <p class={css.quiet}>
        <strong dir="auto">{institution.name}</strong> @{institution.handle} · {station.name}
        <br />
        {say('station.inName', { handle: station.steward ?? '' })}
      </p>
      {sending.value ? (
        <Details
          key={sending.value.url}
          {...sending.value}
          mayBePaid={institution.mayBePaid}
          onAgain={() => {
            void abandon(sending.peek()!.upload)
            again()
          }}
          onPosted={async () => {
            again()
            notify(say('station.posted'))
            await onPosted()
          }}
        />
      ) : (
        <Choose onFile={choose} fault={unfit.value} isKept={false} />
      )}
      {!sending.value && station.posts.length > 0 && <Posts posts={station.posts} />}
    </>
  )
}

/** What is not proposed does not go on arriving. */
async function abandon(upload: Upload): Promise<void> {
  upload.abandon()
  const id = await upload.id.catch(() => null)
  const path = `/api/station/uploads/${id}`
  if (id && upload.now.peek().state !== 'sent')
    await fetch(path, { method: 'DELETE', headers: { 'Tus-Resumable': '1.0.0' } }).catch(() => undefined)
}

function Posts({ posts }: Pick<Station, 'posts'>) {
  const { say, language } = useWords()
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <section class={shell.section}>
      <h2>{say('station.posts')}</h2>
      <ul class={css.people}>
        {posts.map(({ caption, at, state }) => (
          <li key={at}>
            <span dir="auto">{caption || say('propose.untitled')}</span>
            <span class={css.tag}>{say(`station.is.${state}`)}</span>
            <span class={css.quiet}>{when.format(new Date(at))}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface DetailsProps {
  url: string
  upload: Upload
  mayBePaid: boolean
  onAgain(): void
  onPosted(): Promise<void>
}

function Details({ url, upload, mayBePaid, onAgain, onPosted }: DetailsProps) {
  const { say, language } = useWords()
  const draft = useMemo(() => draftOf({ ...nothingSaid, ...audienceOf(false), language }), [])
  const clip = useChecked(upload)
  const { isSending, fault, onSubmit } = useForm(async ({ reason = '' }) => {
    const body = { video: await upload.id, words: wordsOf(draft), reason }
    await call('POST /api/station/posts', { body })
    await onPosted()
  })
  const isRefused = clip.fault.value !== null || upload.now.value.state === 'refused'
  return (
    <form class={create.details} onSubmit={onSubmit}>
      <div class={create.previewBox}>
        <video
          class={create.preview}
          src={url}
          controls
          muted
          playsInline
          preload="metadata"
          aria-label={say('create.preview')}
        />
        <UploadProgress upload={upload} />
        {clip.fault.value && <Alert>{clip.fault.value}</Alert>}
        {!isRefused && (
          <p class={css.quiet} role="status">
            {upload.now.value.state === 'sent' && say(clip.isReady.value ? 'station.ready' : 'station.checking')}
          </p>
        )}
        <button type="button" class={shell.button} onClick={onAgain}>
          {say('create.chooseOther')}
        </button>
      </div>
      <div class={create.fields}>
        <ClipFields draft={draft} mayBePaid={mayBePaid} />
        {draft.paid.value && !mayBePaid && <Alert>{say('limit.reach')}</Alert>}
        <label class={ui.field}>
          <span>{say('propose.reason')}</span>
          <textarea name="reason" rows={2} maxLength={institutionLimits.maxReasonCharacters} />
        </label>
        {fault.value && <Alert>{fault.value.text}</Alert>}
        <p class={css.quiet}>{say('propose.fixes')}</p>
        <div>
          <button
            type="submit"
            class={`${shell.button} ${shell.primary}`}
            disabled={isSending.value || !clip.isReady.value || isTooLong(draft)}
          >
            {say('propose.do')}
          </button>
        </div>
      </div>
    </form>
  )
}

const lookEveryMs = 1500

/** What the shore makes of the file: only what it could read can be proposed. */
function useChecked(upload: Upload) {
  const { language } = useWords()
  const isReady = useSignal(false)
  const fault = useSignal<string | null>(null)
  useEffect(() => {
    let isOver = false
    const look = async () => {
      const id = await upload.id
      await upload.sent
      while (!isOver) {
        const clip = await call('GET /api/station/clips/{id}', { path: { id } }).catch(() => null)
        if (clip?.state === 'ready') isReady.value = true
        const { code, params } = clip?.refusal ?? { code: 'video.not-processed', params: {} }
        if (clip?.state === 'refused') fault.value = await refusalWords(code, params, language)
        if (clip?.state === 'ready' || clip?.state === 'refused') return
        await new Promise(resolve => setTimeout(resolve, lookEveryMs))
      }
    }
    // That the upload itself was refused stands beside its bar.
    look().catch(() => undefined)
    return () => {
      isOver = true
    }
  }, [upload])
  return { isReady, fault }
}
