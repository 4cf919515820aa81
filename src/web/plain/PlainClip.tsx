import { captionParts } from '../../core/videos/tags.ts'
import type { Comment } from '../../core/wire/social.ts'
import type { Video } from '../../core/wire/video.ts'
import { firstRendition } from '../player/rendition.ts'
import type { Language } from '../shell/words.ts'
import { type Around, clipPath, type PlainState, profilePath } from './around.ts'
import { Clips } from './Clips.tsx'
import css from './plain.module.css'

interface Props {
  clip: Video
  plain: PlainState
  around: Around
  /** With everything around it, as at its own address. */
  isWhole: boolean
}

/** A clip in the browser's own player, with its words, and what was said below it. */
export function PlainClip({ clip, plain, around, isWhole }: Props) {
  const { say, language, to } = around
  const { author } = clip
  const number = new Intl.NumberFormat(language)
  const published = new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date(clip.publishedAt))
  const labels = [clip.paid && 'clip.paid', clip.generated ? 'clip.generated' : clip.aiMade && 'clip.aiMade'].filter(
    label => label !== false,
  )
  return (
    <article class={css.clip}>
      {clip.isSensitive ? (
        <details class={css.covered}>
          <summary>
            <strong>{say('sensitive.title')}</strong> {say('sensitive.said')} {say('sensitive.open')}
          </summary>
          <Player clip={clip} language={language} />
        </details>
      ) : (
        <Player clip={clip} language={language} />
      )}
      <div class={css.words}>
        <h1 dir="auto" lang={clip.language || undefined}>
          {clip.caption
            ? captionParts(clip.caption).map((part, place) =>
                part.tag ? (
                  <a key={place} href={to(`/tag/${encodeURIComponent(part.tag)}`)}>
                    {part.text}
                  </a>
                ) : (
                  part.text
                ),
              )
            : say('posts.untitled')}
        </h1>
        <p class={css.facts}>
          <a href={to(profilePath(author.handle))} rel="author">
            {author.name === author.handle ? '' : `${author.name} `}@{author.handle}
          </a>
          <time dateTime={clip.publishedAt}>{published}</time>
          {clip.likes !== null && (
            <span>
              {say('clip.likesLabel')} {number.format(clip.likes)}
            </span>
          )}
          {clip.comments !== null && <span>{say('comments.title', { n: clip.comments })}</span>}
        </p>
        {labels.map(label => (
          <p class={css.quiet} key={label}>
            {say(label)}
          </p>
        ))}
        {clip.alt && <p>{clip.alt}</p>}
        {!isWhole && (
          <p>
            <a href={to(clipPath(clip))}>{say('plain.open')}</a>
          </p>
        )}
        {plain.transcript && (
          <details>
            <summary>{say('menu.transcript')}</summary>
            <p class={css.said} dir="auto">
              {plain.transcript}
            </p>
          </details>
        )}
        {plain.comments && <Said clip={clip} comments={plain.comments} around={around} />}
      </div>
      {plain.clips && (
        <Clips title={say('plain.more', { handle: author.handle })} clips={plain.clips.items} around={around} />
      )}
    </article>
  )
}

function Player({ clip, language }: { clip: Video; language: Language }) {
  const isSpoken = clip.captions.some(caption => caption.language === language)
  return (
    // biome-ignore lint/a11y/useMediaCaption: every captions file the clip has is there
    <video
      class={css.video}
      src={firstRendition(clip.renditions)?.url}
      poster={clip.poster}
      width={clip.width}
      height={clip.height}
      preload="none"
      controls
      loop
      playsInline
      aria-label={clip.alt || clip.caption || `@${clip.author.handle}`}
    >
      {clip.captions.map((caption, place) => (
        <track
          key={caption.language}
          kind="captions"
          srclang={caption.language}
          label={caption.language}
          src={caption.url}
          default={isSpoken ? caption.language === language : place === 0}
        />
      ))}
    </video>
  )
}

function Said({
  clip,
  comments,
  around: { say, language, to },
}: {
  clip: Video
  comments: { items: Comment[]; next: string | null }
  around: Around
}) {
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
  return (
    <section class={css.section}>
      <h2>{clip.comments === null ? say('comments.titlePlain') : say('comments.title', { n: clip.comments })}</h2>
      {comments.items.length === 0 && <p class={css.quiet}>{say('comments.none')}</p>}
      <ul class={css.comments}>
        {comments.items.map(({ id, author, text, createdAt, replies, isByAuthor, isPinned }) => (
          <li key={id}>
            <p class={css.facts}>
              <a href={to(profilePath(author.handle))}>@{author.handle}</a>
              {isByAuthor && <span>{say('comments.byAuthor')}</span>}
              {isPinned && <span>{say('comments.isPinned')}</span>}
              <time dateTime={createdAt}>{when.format(new Date(createdAt))}</time>
            </p>
            <p class={css.said} dir="auto">
              {text}
            </p>
            {replies > 0 && <p class={css.quiet}>{say('plain.replies', { n: replies })}</p>}
          </li>
        ))}
      </ul>
      {comments.next && (
        <p>
          <a href={to(clipPath(clip), { before: comments.next })} rel="next">
            {say('plain.olderComments')}
          </a>
        </p>
      )}
    </section>
  )
}
