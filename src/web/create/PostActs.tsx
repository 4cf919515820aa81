import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { type Visibility, visibilities } from '../../core/videos/visibility.ts'
import type { OwnVideo } from '../../core/wire/video.ts'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './create.module.css'
import { uploads } from './uploads.ts'

/** What an author can do to a clip from the list: each is asked of the shore, and its refusal said beside it. */
export function PostActs({ video, onChange, onGone }: { video: OwnVideo; onChange(): void; onGone(): void }) {
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
  const erase = () =>
    attempt(async () => {
      const signed = await call('POST /api/videos/{id}/erasure', { path: { id: video.id } })
      const { saveFile } = await import('../shell/save-file.ts')
      saveFile('onshore-erasure.json', new Blob([JSON.stringify(signed, null, 2)], { type: 'application/json' }))
      uploads.peek().get(video.id)?.abandon()
      onGone()
    })
  const setVisibility = (visibility: Visibility) =>
    attempt(() => call('PATCH /api/videos/{id}', { path: { id: video.id }, body: { visibility } }).then(onChange))
  const publishNow = () =>
    attempt(() => call('PATCH /api/videos/{id}', { path: { id: video.id }, body: { publishAt: null } }).then(onGone))
  const takeBack = () =>
    attempt(() => call('DELETE /api/videos/{id}/schedule', { path: { id: video.id } }).then(onGone))
  return (
    <div class={shell.row}>
      {video.state !== 'refused' && !video.postedAt && (
        <a class={`${shell.button} ${shell.primary}`} href={`/posts/${video.id}`}>
          {say('posts.continue')}
        </a>
      )}
      {video.publishAt && video.postedAt && (
        <>
          <button type="button" class={`${shell.button} ${shell.primary}`} onClick={() => void publishNow()}>
            {say('posts.publishNow')}
          </button>
          <button type="button" class={shell.button} onClick={() => void takeBack()}>
            {say('posts.takeBack')}
          </button>
        </>
      )}
      {video.postedAt && !video.publishAt && video.state === 'ready' && (
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
      {video.state !== 'refused' && video.postedAt && (
        <a class={shell.button} href={`/posts/${video.id}`}>
          {say('posts.edit')}
        </a>
      )}
      {video.publishedAt && (
        <a class={css.iconButton} href={`/posts/${video.id}/statistics`} aria-label={say('posts.part.statistics')}>
          <Icon name="chart-column" />
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
          <button type="submit" class={shell.button} onClick={() => void erase()}>
            {say('posts.erase')}
          </button>
          <button type="submit" class={shell.button} autofocus>
            {say('posts.keep')}
          </button>
        </form>
      </dialog>
    </div>
  )
}
