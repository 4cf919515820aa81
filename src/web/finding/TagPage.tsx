import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { type Tag, tagOrders } from '../../core/wire/finding.ts'
import type { Video } from '../../core/wire/video.ts'
import { ClipGrid } from '../feed/ClipGrid.tsx'
import grid from '../feed/grid.module.css'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { readTags, setTagFollowed, tagsFollowed } from '../shell/followed-tags.ts'
import { notify } from '../shell/notice.tsx'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { usePage } from '../shell/state.ts'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './finding.module.css'
import { MuteButton } from './MuteButton.tsx'

interface Listed {
  items: readonly Video[]
  next: string | null
}

/** A tag and its clips: the same for everybody. */
export function TagPage() {
  const { params } = useRoute()
  const { say, language } = useWords()
  const { network } = usePage()
  const tag = (params['tag'] ?? '').normalize('NFC').toLowerCase()
  const about = useSignal<Tag | null>(null)
  const clips = useSignal<Listed | null>(null)
  const order = useSignal<(typeof tagOrders)[number]>('new')
  const fault = useSignal<string | null>(null)
  const turn = useRef(0)
  useTitle(`#${tag}`)

  const load = async (before: Listed | null) => {
    const mine = ++turn.current
    fault.value = null
    try {
      const query = { order: order.peek(), cursor: before?.next ?? undefined }
      const [said, listed] = await Promise.all([
        about.peek() ?? call('GET /public/tags/{tag}', { path: { tag } }),
        call('GET /public/tags/{tag}/videos', { path: { tag }, query }),
      ])
      if (mine !== turn.current) return
      about.value = said
      clips.value = before ? { items: [...before.items, ...listed.items], next: listed.next } : listed
    } catch (error) {
      const words = await wordsFor(error, language, say)
      if (mine === turn.current) fault.value = words
    }
  }
  useEffect(() => {
    about.value = null
  }, [tag])
  useEffect(() => {
    clips.value = null
    void load(null)
    return () => void turn.current++
  }, [tag, order.value])
  const listed = clips.value
  return (
    <div class={css.page}>
      <header class={css.tagHead}>
        <h1 class={css.tagName}>
          <span class={css.sign}>#</span>
          <bdi>{tag}</bdi>
        </h1>
        {about.value && <p class={css.quiet}>{say('search.clips', { n: about.value.videos })}</p>}
        <div class={css.acts}>
          {!network && <FollowTag tag={tag} />}
          <MuteButton mute={{ kind: 'tag', what: tag, name: null }} />
        </div>
      </header>
      <fieldset class={shell.choices}>
        <legend class="only-spoken">{say('search.order')}</legend>
        {tagOrders.map(name => (
          <label class={shell.choice} key={name}>
            <input type="radio" name="order" checked={order.value === name} onChange={() => (order.value = name)} />
            {say(`tag.${name}`)}
          </label>
        ))}
      </fieldset>
      {fault.value !== null && (
        <div class={css.empty}>
          <Alert>{fault.value}</Alert>
          <button type="button" class={shell.button} onClick={() => void load(listed)}>
            {say('error.retry')}
          </button>
        </div>
      )}
      {listed === null && fault.value === null && (
        <ul class={grid.grid} aria-hidden="true">
          {Array.from({ length: 6 }, (_, place) => (
            <li class={grid.bone} key={place} />
          ))}
        </ul>
      )}
      {listed?.items.length === 0 && (
        <div class={css.empty}>
          <p class={shell.lead}>{say('tag.empty', { tag })}</p>
          <a class={shell.button} href="/explore">
            <Icon name="compass" />
            {say('nav.explore')}
          </a>
        </div>
      )}
      {listed && listed.items.length > 0 && <ClipGrid clips={listed.items} hasAuthors />}
      {listed?.next && (
        <div>
          <button type="button" class={shell.button} onClick={() => void load(listed)}>
            {say('list.more')}
          </button>
        </div>
      )}
    </div>
  )
}

function FollowTag({ tag }: { tag: string }) {
  const { say } = useWords()
  useEffect(() => {
    // Until it is known, the button says what it says to everybody.
    void readTags().catch(() => undefined)
  }, [account.value])
  const follows = tagsFollowed.value.includes(tag)
  return (
    <button
      type="button"
      class={follows ? shell.button : `${shell.button} ${shell.primary}`}
      aria-pressed={follows}
      onClick={() => void setTagFollowed(tag, !follows).catch(() => notify(say('clip.followNotKept')))}
    >
      <Icon name={follows ? 'check' : 'plus'} />
      {say(follows ? 'tag.followed' : 'tag.follow')}
    </button>
  )
}
