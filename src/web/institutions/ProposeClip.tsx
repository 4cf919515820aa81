import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useMemo } from 'preact/hooks'
import { mayBePaid } from '../../core/institutions/classes.ts'
import { postingOf } from '../../core/videos/posting.ts'
import type { Institution } from '../../core/wire/institution.ts'
import type { OwnVideo, Posting } from '../../core/wire/video.ts'
import { ClipFields, draftOf, isTooLong, wordsOf } from '../create/ClipFields.tsx'
import { call } from '../shell/api.ts'
import { usePaged } from '../shell/paged.ts'
import { useRead } from '../shell/read.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import css from './institutions.module.css'
import { ProposalForm } from './ProposalForm.tsx'

interface Shown {
  id: string
  caption: string
  poster: string | null
}

/** One of one's own drafts that is ready goes over to the institution. */
export function ProposePublish({ one }: { one: Institution }) {
  const { say } = useWords()
  const { page, fault, more } = usePaged(cursor =>
    call('GET /api/videos', { query: { part: 'drafts', ...(cursor ? { cursor } : {}) } }),
  )
  const chosen = useSignal<OwnVideo | null>(null)
  const ready = page.value?.items.filter(({ state }) => state === 'ready')
  useEffect(() => {
    if (ready?.length === 1) chosen.value ??= ready[0]!
  }, [ready?.length])
  return (
    <>
      {fault.value && <Alert>{fault.value}</Alert>}
      {ready?.length === 0 && (
        <p>
          {say('propose.noDrafts')} <a href="/create">{say('nav.create')}</a>
        </p>
      )}
      {ready && ready.length > 0 && (
        <Clips
          legend={say('propose.draft')}
          clips={ready.map(({ id, caption, fileName, poster }) => ({
            id,
            caption: caption || (fileName ?? ''),
            poster,
          }))}
          chosen={chosen.value?.id ?? null}
          onChoose={id => (chosen.value = ready.find(clip => clip.id === id) ?? null)}
          more={page.value?.next ? more : null}
        />
      )}
      {chosen.value && <Words key={chosen.value.id} one={one} video={chosen.value} />}
    </>
  )
}

function Words({ one, video }: { one: Institution; video: OwnVideo }) {
  const { say } = useWords()
  const draft = useMemo(() => draftOf(postingOf(video)), [])
  return (
    <ProposalForm
      handle={one.handle}
      mayPropose={!isTooLong(draft)}
      what={() => ({ act: 'publish', video: video.id, words: wordsOf(draft) })}
    >
      {video.video && (
        <video
          class={css.clip}
          src={video.video.renditions.at(-1)?.url}
          poster={video.poster ?? undefined}
          controls
          muted
          playsInline
          preload="metadata"
          aria-label={say('proposal.clip')}
        />
      )}
      <ClipFields draft={draft} mayBePaid={mayBePaid(one.kind)} />
      {draft.paid.value && !mayBePaid(one.kind) && <Alert>{say('limit.reach')}</Alert>}
    </ProposalForm>
  )
}

export function ProposeDelete({ one: { handle } }: { one: Institution }) {
  return (
    <OwnClips handle={handle}>
      {id => <ProposalForm handle={handle} what={() => ({ act: 'delete', video: id })} />}
    </OwnClips>
  )
}

export function ProposeEdit({ one }: { one: Institution }) {
  return <OwnClips handle={one.handle}>{id => <OtherWords key={id} one={one} id={id} />}</OwnClips>
}

/** Beside what is shown now; a moment that has come is no longer chosen. */
function OtherWords({ one, id }: { one: Institution; id: string }) {
  const { found, fault } = useRead(() =>
    call('GET /api/institutions/{handle}/videos/{id}', { path: { handle: one.handle, id } }),
  )
  return (
    <>
      {fault.value && <Alert>{fault.value}</Alert>}
      {found.value && <EditWords one={one} id={id} words={found.value.words} />}
    </>
  )
}

function EditWords({ one, id, words }: { one: Institution; id: string; words: Posting }) {
  const draft = useMemo(() => draftOf({ ...words, publishAt: null }), [])
  return (
    <ProposalForm
      handle={one.handle}
      mayPropose={!isTooLong(draft)}
      what={() => ({ act: 'edit', video: id, words: wordsOf(draft) })}
    >
      <ClipFields draft={draft} isShown mayBePaid={mayBePaid(one.kind)} />
    </ProposalForm>
  )
}

/** Clips that the institution shows, one to be chosen. */
function OwnClips({ handle, children }: { handle: string; children(id: string): ComponentChildren }) {
  const { say } = useWords()
  const { page, fault, more } = usePaged(cursor =>
    call('GET /public/accounts/{handle}/videos', { path: { handle }, query: cursor ? { cursor } : {} }),
  )
  const chosen = useSignal<string | null>(null)
  const items = page.value?.items
  return (
    <>
      {fault.value && <Alert>{fault.value}</Alert>}
      {items?.length === 0 && <p>{say('propose.noClips')}</p>}
      {items && items.length > 0 && (
        <Clips
          legend={say('propose.clip')}
          clips={items}
          chosen={chosen.value}
          onChoose={id => (chosen.value = id)}
          more={page.value?.next ? more : null}
        />
      )}
      {chosen.value && children(chosen.value)}
    </>
  )
}

interface ClipsProps {
  legend: string
  clips: readonly Shown[]
  chosen: string | null
  onChoose(id: string): void
  more: (() => void) | null
}

function Clips({ legend, clips, chosen, onChoose, more }: ClipsProps) {
  const { say } = useWords()
  return (
    <>
      <fieldset class={css.clips}>
        <legend>{legend}</legend>
        {clips.map(({ id, caption, poster }) => (
          <label key={id}>
            <input type="radio" name="clip" value={id} checked={chosen === id} onChange={() => onChoose(id)} />
            {poster && <img src={poster} alt="" width={108} height={192} loading="lazy" />}
            <span dir="auto">{caption || say('propose.untitled')}</span>
          </label>
        ))}
      </fieldset>
      {more && (
        <div>
          <button type="button" class={shell.button} onClick={more}>
            {say('list.more')}
          </button>
        </div>
      )}
    </>
  )
}
