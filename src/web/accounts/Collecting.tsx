import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { socialLimits } from '../../core/social/limits.ts'
import type { Saved } from '../../core/wire/social.ts'
import type { Video } from '../../core/wire/video.ts'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import ui from '../ui/ui.module.css'
import css from './accounts.module.css'

interface Props {
  saved: Saved
  /** The collection that is shown, or null for everything. */
  chosen: Saved['collections'][number] | null
  onChanged(): Promise<void>
  onGone(): void
}

/** Collections: made, named, filled and deleted. What was in a deleted one stays saved. */
export function Collecting({ saved, chosen, onChanged, onGone }: Props) {
  const { say, language } = useWords()
  const fault = useSignal<string | null>(null)
  const name = useSignal('')
  useEffect(() => {
    name.value = chosen?.name ?? ''
  }, [chosen?.id])
  const attempt = async (act: () => Promise<unknown>, after: () => void | Promise<void>) => {
    try {
      await act()
      fault.value = null
      await after()
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
  }
  const send = (event: Event) => {
    event.preventDefault()
    const body = { name: name.peek() }
    void attempt(
      () =>
        chosen
          ? call('PATCH /api/collections/{id}', { path: { id: chosen.id }, body })
          : call('POST /api/collections', { body }),
      () => {
        if (!chosen) name.value = ''
        return onChanged()
      },
    )
  }
  return (
    <section class={shell.section}>
      <h2>{say(chosen ? 'saved.thisOne' : 'saved.collections')}</h2>
      {fault.value && <Alert>{fault.value}</Alert>}
      <form class={css.collecting} onSubmit={send}>
        <label class={ui.field}>
          <span>{say('saved.name')}</span>
          <input
            value={name.value}
            maxLength={socialLimits.collectionNameCharacters}
            onInput={event => (name.value = event.currentTarget.value)}
          />
        </label>
        <button type="submit" class={shell.button} disabled={name.value.trim() === ''}>
          {say(chosen ? 'saved.rename' : 'saved.make')}
        </button>
        {chosen && (
          <button
            type="button"
            class={`${shell.button} ${shell.danger}`}
            onClick={() =>
              void attempt(() => call('DELETE /api/collections/{id}', { path: { id: chosen.id } }), onGone)
            }
          >
            {say('saved.delete')}
          </button>
        )}
      </form>
      {saved.collections.length > 0 && <Sorting saved={saved} onChanged={onChanged} />}
    </section>
  )
}

/** Each saved clip with the collection it is in. */
function Sorting({ saved, onChanged }: { saved: Saved; onChanged(): Promise<void> }) {
  const { say, language } = useWords()
  const isOpen = useSignal(false)
  const clips = useSignal<Video[]>([])
  const fault = useSignal<string | null>(null)
  useEffect(() => {
    if (!isOpen.value) return
    const ids = saved.items.slice(0, 50).map(({ id }) => id)
    if (ids.length === 0) return
    void call('GET /public/videos', { query: { ids: ids.join(',') } }).then(
      ({ items }) => (clips.value = items),
      async error => (fault.value = await wordsFor(error, language, say)),
    )
  }, [isOpen.value, saved.items.length])
  const put = async (id: string, collection: string | null) => {
    try {
      await call('PUT /api/saves/{id}', { path: { id }, body: { collection } })
      await onChanged()
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
  }
  return (
    <details onToggle={event => (isOpen.value = event.currentTarget.open)}>
      <summary class={css.summary}>
        {say('saved.sort')}
        <Icon name="chevron-down" />
      </summary>
      {fault.value && <Alert>{fault.value}</Alert>}
      <ul class={css.sessions}>
        {clips.value.map(clip => (
          <li class={css.session} key={clip.id}>
            <span class={css.sorted}>
              <img src={clip.poster} alt="" width={36} height={64} />
              <span>{clip.caption.slice(0, 80) || `@${clip.author.handle}`}</span>
            </span>
            <label class={ui.field}>
              <span class="only-spoken">{say('saved.into', { caption: clip.caption.slice(0, 40) })}</span>
              <select
                value={saved.items.find(({ id }) => id === clip.id)?.collection ?? ''}
                onChange={event => void put(clip.id, event.currentTarget.value || null)}
              >
                <option value="">{say('saved.none')}</option>
                {saved.collections.map(({ id, name }) => (
                  <option value={id} key={id}>
                    {name ?? say('sealed.lost')}
                  </option>
                ))}
              </select>
            </label>
          </li>
        ))}
      </ul>
    </details>
  )
}
