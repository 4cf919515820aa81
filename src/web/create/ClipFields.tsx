import { type Signal, signal, useSignal } from '@preact/signals'
import { useEffect, useId, useMemo } from 'preact/hooks'
import { type Commenters, commenters } from '../../core/social/commenters.ts'
import { videoLimits } from '../../core/videos/limits.ts'
import type { Posting } from '../../core/wire/video.ts'
import { call } from '../shell/api.ts'
import { account } from '../shell/session.ts'
import { useWords } from '../shell/words.ts'
import css from './create.module.css'
import { Visible } from './Visible.tsx'
import { When } from './When.tsx'

/** What an author says of a clip, while it is being written. */
export type Draft = { [Key in keyof Posting]: Signal<Posting[Key]> }

export function draftOf(words: Posting): Draft {
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, signal(value)])) as Draft
}

export function wordsOf(draft: Draft): Posting {
  return Object.fromEntries(Object.entries(draft).map(([key, value]) => [key, value.peek()])) as Posting
}

export const nothingSaid = {
  caption: '',
  alt: '',
  aiMade: false,
  paid: false,
  isSensitive: false,
  coverMs: null,
  endsAt: null,
  downloads: null,
  soundReuse: null,
  publishAt: null,
  commentsHeld: false,
  hidesCounts: false,
} as const

export const isTooLong = ({ caption }: Draft): boolean => lengthOf(caption.value) > videoLimits.maxCaptionCharacters
const lengthOf = (text: string) => [...text].length

interface Props {
  draft: Draft
  isShown?: boolean
  /** Some institutions can be paid for nothing: they have nothing to mark. */
  mayBePaid?: boolean
}

/** The words of a clip: the same before it is posted and after. A clip that is shown has had its moment. */
export function ClipFields({ draft, isShown = false, mayBePaid = true }: Props) {
  const { say } = useWords()
  const id = useId()
  const left = videoLimits.maxCaptionCharacters - lengthOf(draft.caption.value)
  return (
    <>
      <div class={css.field}>
        <label for={`${id}-caption`}>{say('create.caption')}</label>
        <textarea
          id={`${id}-caption`}
          name="caption"
          rows={4}
          value={draft.caption.value}
          aria-describedby={`${id}-left`}
          onInput={event => (draft.caption.value = event.currentTarget.value)}
        />
        <p class={left < 0 ? css.fault : css.quiet} id={`${id}-left`}>
          {left < 0 ? say('create.captionOver', { n: -left }) : say('create.captionLeft', { n: left })}
        </p>
      </div>
      <div class={css.field}>
        <label for={`${id}-alt`}>{say('create.alt')}</label>
        <textarea
          id={`${id}-alt`}
          name="alt"
          rows={2}
          maxLength={videoLimits.maxAltCharacters}
          value={draft.alt.value}
          aria-describedby={`${id}-alt-means`}
          onInput={event => (draft.alt.value = event.currentTarget.value)}
        />
        <p class={css.quiet} id={`${id}-alt-means`}>
          {say('create.altMeans')}
        </p>
      </div>
      <Visible at={draft.visibility} />
      <div class={css.field}>
        <label for={`${id}-language`}>{say('create.language')}</label>
        <select
          id={`${id}-language`}
          value={draft.language.value}
          onChange={event => (draft.language.value = event.currentTarget.value)}
        >
          <option value="en">English</option>
          <option value="fr">Français</option>
          <option value="">{say('create.languageOther')}</option>
        </select>
      </div>
      <div class={css.field}>
        <label for={`${id}-comments`}>{say('create.comments')}</label>
        <select
          id={`${id}-comments`}
          value={draft.commentsFrom.value}
          onChange={event => (draft.commentsFrom.value = event.currentTarget.value as Commenters)}
        >
          {commenters.map(value => (
            <option value={value} key={value}>
              {say(`create.comments.${value}`)}
            </option>
          ))}
        </select>
      </div>
      <ByAccount at={draft.downloads} label={say('create.downloads')} means={say('create.downloadsMeans')} />
      <ByAccount at={draft.soundReuse} label={say('create.soundReuse')} means={say('create.soundReuseMeans')} />
      {!isShown && <When at={draft.publishAt} />}
      <div class={css.switches}>
        <Switch at={draft.commentsHeld} label={say('create.commentsHeld')} means={say('create.commentsHeldMeans')} />
        <Switch at={draft.hidesCounts} label={say('create.hidesCounts')} means={say('create.hidesCountsMeans')} />
      </div>
      <Ends at={draft.endsAt} id={`${id}-ends`} />
      <fieldset class={css.switches}>
        <legend>{say('create.labels')}</legend>
        <Switch at={draft.aiMade} label={say('create.aiMade')} means={say('create.aiMadeMeans')} />
        {(mayBePaid || draft.paid.value) && (
          <Switch at={draft.paid} label={say('create.paid')} means={say('create.paidMeans')} />
        )}
        <Switch at={draft.isSensitive} label={say('create.sensitive')} means={say('create.sensitiveMeans')} />
      </fieldset>
    </>
  )
}

const dayMs = 86_400_000
const lives = [1, 7, 30] as const

/** How long the clip stays. A moment that was chosen before is one of the choices. */
function Ends({ at, id }: { at: Signal<string | null>; id: string }) {
  const { say, language } = useWords()
  const was = useMemo(() => at.peek(), [])
  const chosen = useSignal(was === null ? 'never' : 'was')
  const choose = (value: string) => {
    chosen.value = value
    at.value =
      value === 'never' ? null : value === 'was' ? was : new Date(Date.now() + Number(value) * dayMs).toISOString()
  }
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' })
  return (
    <div class={css.field}>
      <label for={id}>{say('create.ends')}</label>
      <select
        id={id}
        value={chosen.value}
        aria-describedby={`${id}-means`}
        onChange={event => choose(event.currentTarget.value)}
      >
        <option value="never">{say('create.ends.never')}</option>
        {was !== null && <option value="was">{say('create.ends.at', { at: when.format(new Date(was)) })}</option>}
        {lives.map(n => (
          <option value={String(n)} key={n}>
            {say('create.ends.days', { n })}
          </option>
        ))}
        <option value="365">{say('create.ends.year')}</option>
      </select>
      <p class={css.quiet} id={`${id}-means`}>
        {say('create.endsMeans')}
      </p>
    </div>
  )
}

/** What others may do with it. Until its author says, it goes by the account: a closed one offers nothing. */
function ByAccount({ at, label, means }: { at: Signal<boolean | null>; label: string; means: string }) {
  const handle = account.value?.handle
  useEffect(() => {
    if (!handle || at.peek() !== null) return
    void call('GET /public/accounts/{handle}', { path: { handle } }).then(
      ({ isClosed }) => (at.value ??= !isClosed),
      () => undefined,
    )
  }, [handle])
  return (
    <div class={css.switches}>
      <Switch at={at} label={label} means={means} />
    </div>
  )
}

function Switch({ at, label, means }: { at: Signal<boolean> | Signal<boolean | null>; label: string; means: string }) {
  const id = useId()
  return (
    <div class={css.switch}>
      <input
        id={id}
        type="checkbox"
        checked={at.value === true}
        aria-describedby={`${id}-means`}
        onChange={event => (at.value = event.currentTarget.checked)}
      />
      <label for={id}>{label}</label>
      <p class={css.quiet} id={`${id}-means`}>
        {means}
      </p>
    </div>
  )
}
