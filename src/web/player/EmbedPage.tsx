import { thumbHashToDataURL } from 'thumbhash'
import { titleOf } from '../../core/videos/tags.ts'
import type { Video } from '../../core/wire/video.ts'
import type { Language, Say } from '../shell/words.ts'
import css from './embed.module.css'
import { firstRendition } from './rendition.ts'

interface Props {
  clip: Video | null
  say: Say
  language: Language
}

/** One clip inside somebody else's page: a poster until it is asked for, no storage, and a way back. Made on the server only. */
export function EmbedPage({ clip, say, language }: Props) {
  if (!clip)
    return (
      <main class={css.gone}>
        <h1>{say('embed.gone')}</h1>
        <p>{say('embed.goneMore')}</p>
      </main>
    )
  const title = titleOf(clip)
  return (
    <main class={css.embed} data-width={clip.width} data-height={clip.height}>
      <h1 class={css.spoken} dir="auto">
        {title}
      </h1>
      <Player clip={clip} language={language} isPlain={false} />
      {clip.isSensitive ? (
        <Cover clip={clip} say={say} language={language} />
      ) : (
        <>
          <img class={css.video} src={clip.poster} alt="" />
          <button type="button" class={css.play} aria-label={say('player.play')}>
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="M6 3.5v17l14-8.5z" />
            </svg>
          </button>
          <noscript>
            <Player clip={clip} language={language} isPlain />
          </noscript>
        </>
      )}
      <a
        class={css.back}
        href={`/@${encodeURIComponent(clip.author.handle)}/video/${clip.id}`}
        target="_blank"
        rel="noopener noreferrer"
      >
        @{clip.author.handle} · {say('embed.open')}
      </a>
    </main>
  )
}

/** A sensitive clip: its colours alone, what it is, and the way to see it. A frame keeps nothing, so it asks each time. */
function Cover({ clip, say, language }: { clip: Video; say: Say; language: Language }) {
  const bytes = Uint8Array.from(atob(clip.thumbhash), character => character.charCodeAt(0))
  return (
    <>
      {bytes.length > 0 && <img class={css.video} src={thumbHashToDataURL(bytes)} alt="" />}
      <div class={css.cover} data-cover>
        <strong>{say('sensitive.title')}</strong>
        <p>{say('sensitive.said')}</p>
        <button type="button">{say('sensitive.once')}</button>
      </div>
      <noscript>
        <details class={css.over}>
          <summary>
            <strong>{say('sensitive.title')}</strong> {say('sensitive.said')} {say('sensitive.open')}
          </summary>
          <Player clip={clip} language={language} isPlain />
        </details>
      </noscript>
    </>
  )
}

/** Without an origin of its own, a frame reads captions only where they are asked for without credentials. */
function Player({ clip, language, isPlain }: { clip: Video; language: Language; isPlain: boolean }) {
  const names = new Intl.DisplayNames(language, { type: 'language' })
  const spoken = clip.captions.find(caption => caption.language === language) ?? clip.captions[0]
  return (
    // biome-ignore lint/a11y/useMediaCaption: every captions file the clip has is there
    <video
      class={isPlain ? `${css.video} ${css.over}` : css.video}
      src={firstRendition(clip.renditions)?.url}
      poster={isPlain ? clip.poster : undefined}
      preload="none"
      crossOrigin="anonymous"
      loop
      playsInline
      hidden={!isPlain}
      controls={isPlain}
      aria-label={clip.alt || titleOf(clip)}
    >
      {clip.captions.map(caption => (
        <track
          key={caption.language}
          kind="captions"
          srclang={caption.language}
          label={names.of(caption.language)}
          src={caption.url}
          default={isPlain && caption === spoken}
          data-spoken={caption === spoken}
        />
      ))}
    </video>
  )
}
