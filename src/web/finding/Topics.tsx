import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Topic } from '../../core/wire/finding.ts'
import { call } from '../shell/api.ts'
import { isMuted } from '../shell/muted.ts'
import { useWords } from '../shell/words.ts'
import css from './topics.module.css'

/** As they were, for whoever comes back to the page. */
const topics = signal<readonly Topic[]>([])

/** What people here post about, each with a picture. The same for everybody; without any, nothing stands here. */
export function Topics() {
  const { say } = useWords()
  useEffect(() => {
    void call('GET /public/topics').then(
      ({ items }) => (topics.value = items),
      () => undefined,
    )
  }, [])
  const wanted = topics.value.filter(({ tag }) => !isMuted('tag', tag))
  if (wanted.length === 0) return null
  return (
    <section class={css.topics} aria-labelledby="topics">
      <h2 id="topics">{say('explore.topics')}</h2>
      <ul class={css.row}>
        {wanted.map(({ tag, videos, poster }) => (
          <li key={tag}>
            <a class={css.topic} href={`/tag/${encodeURIComponent(tag)}`}>
              <img src={poster} alt="" loading="lazy" draggable={false} />
              <span class={css.name}>
                #<bdi>{tag}</bdi>
              </span>
              <span class={css.count}>{say('explore.clips', { n: videos })}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
