import type { Video } from '../../core/wire/video.ts'
import type { Say } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './player.module.css'
import { firstRendition } from './rendition.ts'

/** One clip inside somebody else's page: a poster until it is asked for, no storage, and a way back. Made on the server only. */
export function EmbedPage({ clip, say }: { clip: Video | null; say: Say }) {
  if (!clip) return <p class={css.gone}>{say('missing.body')}</p>
  return (
    <main class={css.embed}>
      <h1 class={css.spoken}>{clip.caption || `@${clip.author.handle}`}</h1>
      {/* biome-ignore lint/a11y/useMediaCaption: every captions file the clip has is there */}
      <video
        class={css.video}
        src={firstRendition(clip.renditions)?.url}
        poster={clip.poster}
        preload="none"
        loop
        playsInline
        hidden
      >
        {clip.captions.map(({ language, url }) => (
          <track key={language} kind="captions" srclang={language} label={language} src={url} />
        ))}
      </video>
      <img class={css.video} src={clip.poster} alt="" />
      <button type="button" class={css.play} aria-label={say('player.play')}>
        <Icon name="play" isFilled />
      </button>
      <a class={css.back} href={`/@${clip.author.handle}/video/${clip.id}`} target="_blank" rel="noopener noreferrer">
        @{clip.author.handle} · {say('embed.open')}
      </a>
    </main>
  )
}
