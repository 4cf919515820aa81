import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { acceptedFiles, videoLimits } from '../../core/videos/limits.ts'
import { type Visibility, visibilities } from '../../core/videos/visibility.ts'
import type { OwnVideo } from '../../core/wire/video.ts'
import { ask } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './create.module.css'
import { UploadProgress } from './UploadProgress.tsx'
import { startUpload, type Upload } from './uploads.ts'

/** Posting a clip: the file travels from the moment it is chosen, the words are written meanwhile. */
export function CreatePage() {
  const { say } = useWords()
  useTitle(say('title.create'))
  const upload = useSignal<Upload | null>(null)
  const preview = useSignal<string | null>(null)
  const tooLarge = useSignal<string | null>(null)
  const { language } = useWords()

  const choose = (file: File | undefined) => {
    if (!file) return
    tooLarge.value = null
    if (file.size > videoLimits.maxBytes || file.size === 0) {
      void import('../shell/declined.ts').then(async ({ refusalWords }) => {
        tooLarge.value = await (file.size === 0
          ? refusalWords('video.empty', {}, language)
          : refusalWords(
              'video.too-large',
              { limit: videoLimits.maxBytes / 1e6, got: Math.ceil(file.size / 1e6) },
              language,
            ))
      })
      return
    }
    preview.value = URL.createObjectURL(file)
    upload.value = startUpload(file)
  }
  useEffect(
    () => () => {
      if (preview.peek()) URL.revokeObjectURL(preview.peek()!)
    },
    [],
  )

  return (
    <div class={shell.page}>
      <h1>{say('title.create')}</h1>
      {account.value === null ? (
        <SignInFirst />
      ) : upload.value ? (
        <Details upload={upload.value} preview={preview} onChooseAgain={() => (upload.value = null)} />
      ) : (
        <Choose onFile={choose} fault={tooLarge.value} />
      )}
    </div>
  )
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

function Choose({ onFile, fault }: { onFile(file: File | undefined): void; fault: string | null }) {
  const { say } = useWords()
  const isOver = useSignal(false)
  const pick = (event: Event) => onFile((event.currentTarget as HTMLInputElement).files?.[0])
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is beside the button, not in place of it */}
      <div
        class={isOver.value ? `${css.drop} ${css.over}` : css.drop}
        onDragOver={event => {
          event.preventDefault()
          isOver.value = true
        }}
        onDragLeave={() => (isOver.value = false)}
        onDrop={event => {
          event.preventDefault()
          isOver.value = false
          onFile(event.dataTransfer?.files[0])
        }}
      >
        <Icon name="file-video" />
        <div class={shell.row}>
          <label class={`${shell.button} ${shell.primary} ${css.picker}`}>
            <Icon name="upload" />
            {say('create.choose')}
            <input type="file" accept={acceptedFiles} onChange={pick} />
          </label>
          <label class={`${shell.button} ${css.picker} ${css.camera}`}>
            <Icon name="video" />
            {say('create.record')}
            <input type="file" accept="video/*" capture="environment" onChange={pick} />
          </label>
        </div>
        <p class={css.quiet}>
          {say('create.rules', { minutes: videoLimits.maxDurationMs / 60_000, megabytes: videoLimits.maxBytes / 1e6 })}
        </p>
      </div>
      {fault && <Alert>{fault}</Alert>}
      <ul class={css.notes}>
        <li>{say('create.note.start')}</li>
        <li>{say('create.note.clean')}</li>
        <li>{say('create.note.camera')}</li>
      </ul>
    </>
  )
}

function Details({
  upload,
  preview,
  onChooseAgain,
}: {
  upload: Upload
  preview: Signal<string | null>
  onChooseAgain(): void
}) {
  const { say, language } = useWords()
  const { route } = useLocation()
  const caption = useSignal('')
  const visibility = useSignal<Visibility>('public')
  const spoken = useSignal<string>(language)
  const isPosting = useSignal(false)
  const fault = useSignal<string | null>(null)
  const alert = useRef<HTMLDivElement>(null)
  const id = useId()
  const left = videoLimits.maxCaptionCharacters - [...caption.value].length

  const post = async (event: Event) => {
    event.preventDefault()
    isPosting.value = true
    fault.value = null
    try {
      const videoId = await upload.id
      await ask<OwnVideo>('POST', `/api/videos/${videoId}/post`, {
        caption: caption.peek(),
        language: spoken.peek(),
        visibility: visibility.peek(),
      })
      route('/posts')
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
      isPosting.value = false
      alert.current?.focus()
    }
  }
  const isRefused = upload.now.value.state === 'refused'
  return (
    <form class={css.details} onSubmit={post}>
      <div class={css.previewBox}>
        <video
          class={css.preview}
          src={preview.value ?? undefined}
          controls
          muted
          playsInline
          preload="metadata"
          aria-label={say('create.preview')}
        />
        <UploadProgress upload={upload} />
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
        <div class={css.field}>
          <label for={`${id}-caption`}>{say('create.caption')}</label>
          <textarea
            id={`${id}-caption`}
            name="caption"
            rows={4}
            value={caption.value}
            aria-describedby={`${id}-left`}
            onInput={event => (caption.value = event.currentTarget.value)}
          />
          <p class={left < 0 ? css.fault : css.quiet} id={`${id}-left`}>
            {left < 0 ? say('create.captionOver', { n: -left }) : say('create.captionLeft', { n: left })}
          </p>
        </div>
        <fieldset class={shell.choices}>
          <legend>{say('create.visibility')}</legend>
          {visibilities.map(value => (
            <label class={shell.choice} key={value}>
              <input
                type="radio"
                name="visibility"
                value={value}
                checked={visibility.value === value}
                onChange={() => (visibility.value = value)}
              />
              {say(`visibility.${value}`)}
            </label>
          ))}
        </fieldset>
        <p class={css.quiet}>{say(`visibility.${visibility.value}.means`)}</p>
        <div class={css.field}>
          <label for={`${id}-language`}>{say('create.language')}</label>
          <select
            id={`${id}-language`}
            value={spoken.value}
            onChange={event => (spoken.value = event.currentTarget.value)}
          >
            <option value="en">English</option>
            <option value="fr">Français</option>
            <option value="">{say('create.languageOther')}</option>
          </select>
        </div>
        <div class={shell.row}>
          <button
            type="submit"
            class={`${shell.button} ${shell.primary}`}
            disabled={isPosting.value || isRefused || left < 0}
          >
            {say(isPosting.value ? 'create.posting' : 'create.post')}
          </button>
          {upload.now.value.state !== 'sent' && <p class={css.quiet}>{say('create.postNow')}</p>}
        </div>
      </div>
    </form>
  )
}
