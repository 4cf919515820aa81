import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Found, FoundPerson, FoundSound, Tag } from '../../core/wire/finding.ts'
import { ClipGrid } from '../feed/ClipGrid.tsx'
import grid from '../feed/grid.module.css'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { isMuted } from '../shell/muted.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { type Asked, addressOfSearch, addressOfTag } from './asked.ts'
import css from './finding.module.css'

/** What was found, in pages that neither repeat nor lose. Of two searches at once the later stands. */
export function Results({ asked }: { asked: Asked }) {
  const { say, language } = useWords()
  const found = useSignal<Found | null>(null)
  const fault = useSignal<string | null>(null)
  const isMore = useSignal(false)
  const turn = useRef(0)
  const load = async (before: Found | null) => {
    const mine = ++turn.current
    fault.value = null
    isMore.value = before !== null
    try {
      const query = { ...asked, ...(before ? { q: before.q, cursor: before.next ?? undefined } : {}) }
      const answer = await call('GET /public/search', { query })
      if (mine !== turn.current) return
      found.value = before
        ? {
            ...before,
            clips: [...before.clips, ...answer.clips],
            people: [...before.people, ...answer.people],
            next: answer.next,
          }
        : answer
    } catch (error) {
      const words = await wordsFor(error, language, say)
      if (mine === turn.current) fault.value = words
    }
    if (mine === turn.current) isMore.value = false
  }
  const key = addressOfSearch(asked)
  useEffect(() => {
    found.value = null
    void load(null)
    return () => void turn.current++
  }, [key])
  const now = found.value
  return (
    <div class={css.results} aria-busy={now === null && fault.value === null}>
      {fault.value !== null && (
        <div class={css.empty}>
          <Alert>{fault.value}</Alert>
          <button type="button" class={shell.button} onClick={() => void load(found.peek())}>
            {say('error.retry')}
          </button>
        </div>
      )}
      {now === null && fault.value === null && <Bones kind={asked.kind} />}
      {now && <FoundWords asked={asked} found={now} />}
      {now?.next && (
        <button type="button" class={shell.button} disabled={isMore.value} onClick={() => void load(now)}>
          {say('list.more')}
        </button>
      )}
    </div>
  )
}

function Bones({ kind }: { kind: Asked['kind'] }) {
  const isGrid = kind === 'all' || kind === 'clips'
  return (
    <ul class={isGrid ? grid.grid : css.people} aria-hidden="true">
      {Array.from({ length: 6 }, (_, place) => (
        <li class={isGrid ? grid.bone : css.bone} key={place} />
      ))}
    </ul>
  )
}

function FoundWords({ asked, found }: { asked: Asked; found: Found }) {
  const { say } = useWords()
  const { clips, people } = found
  const tags = found.tags.filter(({ tag }) => !isMuted('tag', tag))
  const sounds = found.sounds.filter(({ id }) => !isMuted('sound', id))
  const count = clips.length + people.length + tags.length + sounds.length
  const isAll = asked.kind === 'all'
  if (count === 0) return <Nothing asked={asked} />
  return (
    <>
      <p class={found.isMended ? css.mended : 'only-spoken'} role="status">
        {found.isMended ? say('search.mended', { q: asked.q, other: found.q }) : say('search.found', { n: count })}
      </p>
      {people.length > 0 && (
        <section class={css.part}>
          <h2 class={isAll ? undefined : 'only-spoken'}>{say('search.kind.people')}</h2>
          <People people={people} />
        </section>
      )}
      {tags.length > 0 && (
        <section class={css.part}>
          <h2 class={isAll ? undefined : 'only-spoken'}>{say('search.kind.tags')}</h2>
          <Tags tags={tags} />
        </section>
      )}
      {sounds.length > 0 && (
        <section class={css.part}>
          <h2 class={isAll ? undefined : 'only-spoken'}>{say('search.kind.sounds')}</h2>
          <Sounds sounds={sounds} />
        </section>
      )}
      {clips.length > 0 && (
        <section class={css.part}>
          <h2 class={isAll ? undefined : 'only-spoken'}>{say('search.kind.clips')}</h2>
          <ClipGrid clips={clips} hasAuthors />
        </section>
      )}
    </>
  )
}

function People({ people }: { people: readonly FoundPerson[] }) {
  const { say, language } = useWords()
  const number = new Intl.NumberFormat(language, { notation: 'compact' })
  return (
    <ul class={css.people}>
      {people.map(({ handle, name, avatar, followers, videos, isClosed }) => (
        <li key={handle}>
          <a class={css.person} href={`/@${handle}`}>
            <Avatar handle={handle} picture={avatar} />
            <span class={css.personWords}>
              <strong>
                <bdi>{name}</bdi>
                {isClosed && <Icon name="lock" />}
              </strong>
              <bdi class={css.quiet}>@{handle}</bdi>
              <span class={css.quiet}>
                {say('profile.followers', { n: followers, written: number.format(followers) })} ·{' '}
                {say('search.clips', { n: videos })}
              </span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}

function Sounds({ sounds }: { sounds: readonly FoundSound[] }) {
  const { say } = useWords()
  return (
    <ul class={css.people}>
      {sounds.map(({ id, title, author, poster, videos }) => (
        <li key={id}>
          <a class={css.person} href={`/sound/${id}`}>
            {poster ? (
              <img class={css.soundCover} src={poster} alt="" width={44} height={44} loading="lazy" />
            ) : (
              <span class={css.soundCover}>
                <Icon name="music" />
              </span>
            )}
            <span class={css.personWords}>
              <strong>
                <bdi>{say('sound.original', { name: title })}</bdi>
              </strong>
              <span class={css.quiet}>
                <bdi>@{author}</bdi> · {say('search.clips', { n: videos })}
              </span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}

function Tags({ tags }: { tags: readonly Tag[] }) {
  const { say } = useWords()
  return (
    <ul class={css.tags}>
      {tags.map(({ tag, videos }) => (
        <li key={tag}>
          <a class={css.tag} href={addressOfTag(tag)}>
            <Icon name="hash" />
            <bdi>{tag}</bdi>
            <span class={css.quiet}>{say('search.clips', { n: videos })}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Nothing was found: what helps, nearest first. */
function Nothing({ asked }: { asked: Asked }) {
  const { say } = useWords()
  const isNarrowed = asked.kind !== 'all' || asked.length || asked.language || asked.captioned
  return (
    <div class={css.empty} role="status">
      <h2>{say('search.nothing', { q: asked.q })}</h2>
      <ul class={css.help}>
        <li>{say('search.helpWords')}</li>
        <li>{say('search.helpFewer')}</li>
        <li>{say('search.helpOther')}</li>
      </ul>
      <div class={shell.row}>
        {isNarrowed && (
          <a class={`${shell.button} ${shell.primary}`} href={addressOfSearch({ q: asked.q })}>
            {say('search.widen')}
          </a>
        )}
        <a class={shell.button} href="/explore">
          <Icon name="compass" />
          {say('nav.explore')}
        </a>
      </div>
    </div>
  )
}
