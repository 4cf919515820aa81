import { effect, signal, useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect } from 'preact/hooks'
import type { Video } from '../../core/wire/video.ts'
import { Topics } from '../finding/Topics.tsx'
import { again } from '../shell/again.ts'
import { call } from '../shell/api.ts'
import shell from '../shell/shell.module.css'
import { usePage } from '../shell/state.ts'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { ClipGrid, GridWaiting } from './ClipGrid.tsx'
import css from './grid.module.css'

/** As it was left, so that going back finds the same grid at the same height. Lasts as long as the page. */
const slate = signal<readonly Video[] | null>(null)
const order = signal<'new' | 'liked'>('new')
let height = 0

const orders = {
  new: (a: Video, b: Video) => (a.publishedAt < b.publishedAt ? 1 : -1),
  liked: (a: Video, b: Video) => (b.likes ?? 0) - (a.likes ?? 0) || orders.new(a, b),
}

/** What people here post about, and everything there is at a glance: the same for everybody. */
export function ExplorePage() {
  const { say } = useWords()
  const { network } = usePage()
  useTitle(say('title.explore'))
  const hasFault = useSignal(false)
  const load = async () => {
    hasFault.value = false
    try {
      slate.value = (await call('GET /public/slate')).entries
    } catch {
      hasFault.value = slate.peek() === null
    }
  }
  useEffect(() => {
    void load()
    const asked = again.peek()
    return effect(() => {
      if (again.value === asked) return
      scrollTo({ top: 0 })
      void load()
    })
  }, [])
  useLayoutEffect(() => {
    // The router scrolls to the top of a new page in its own turn; a page that was left stays where it was.
    const timer = setTimeout(() => scrollTo({ top: height, behavior: 'instant' }))
    const onScroll = () => (height = scrollY)
    addEventListener('scroll', onScroll, { passive: true })
    return () => {
      clearTimeout(timer)
      removeEventListener('scroll', onScroll)
    }
  }, [])
  const clips = slate.value && [...slate.value].sort(orders[order.value])
  return (
    <div class={css.page}>
      <header class={css.head}>
        <h1>{say('title.explore')}</h1>
        <a class={css.search} href="/search">
          <Icon name="search" />
          {say('explore.search')}
        </a>
      </header>
      <Topics />
      <div class={css.part}>
        <h2>{say('explore.here')}</h2>
        <fieldset class={shell.choices}>
          <legend class="only-spoken">{say('explore.order')}</legend>
          {(['new', 'liked'] as const).map(name => (
            <label class={shell.choice} key={name}>
              <input type="radio" name="order" checked={order.value === name} onChange={() => (order.value = name)} />
              {say(`explore.${name}`)}
            </label>
          ))}
        </fieldset>
      </div>
      {hasFault.value && (
        <div class={css.empty}>
          <Alert>{say('error.offline')}</Alert>
          <button type="button" class={shell.button} onClick={() => void load()}>
            {say('error.retry')}
          </button>
        </div>
      )}
      {!clips && !hasFault.value && <GridWaiting />}
      {clips?.length === 0 && (
        <div class={css.empty}>
          <p class={shell.lead}>{say(network ? 'feed.endMore' : 'feed.emptyMore')}</p>
          {!network && (
            <a class={`${shell.button} ${shell.primary}`} href="/create">
              {say('nav.create')}
            </a>
          )}
        </div>
      )}
      {clips && clips.length > 0 && <ClipGrid clips={clips} hasAuthors />}
    </div>
  )
}
