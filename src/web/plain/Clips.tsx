import type { Video } from '../../core/wire/video.ts'
import { type Around, clipPath, profilePath } from './around.ts'
import css from './plain.module.css'

/** Clips as pictures that lead to them. */
export function Clips({
  title,
  clips,
  around: { say, language, to },
  hasAuthors = false,
}: {
  title: string
  clips: readonly Video[]
  around: Around
  hasAuthors?: boolean
}) {
  if (clips.length === 0) return null
  const number = new Intl.NumberFormat(language, { notation: 'compact' })
  return (
    <section class={css.section}>
      <h2>{title}</h2>
      <ul class={css.grid}>
        {clips.map(clip => (
          <li key={clip.id}>
            <a class={css.cell} href={to(clipPath(clip))}>
              {clip.isSensitive ? (
                <strong class={css.veil}>{say('sensitive.title')}</strong>
              ) : (
                <img src={clip.poster} alt="" width={clip.width} height={clip.height} loading="lazy" />
              )}
              <span dir="auto">{clip.caption || say('posts.untitled')}</span>
            </a>
            <p class={css.quiet}>
              {hasAuthors && <a href={to(profilePath(clip.author.handle))}>@{clip.author.handle}</a>}
              {clip.likes !== null && (
                <span>
                  {say('clip.likesLabel')} {number.format(clip.likes)}
                </span>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
