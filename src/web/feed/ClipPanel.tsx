import type { Video } from '../../core/wire/video.ts'
import { useWords } from '../shell/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Caption } from './Caption.tsx'
import { Labels } from './ClipArticle.tsx'
import css from './feed.module.css'

interface Props {
  clip: Video
  hasNext: boolean
  hasPrevious: boolean
  onGo(step: number): void
  onHelp(): void
}

/** A desktop's right side: the clip in words, where it comes from, and the keys. */
export function ClipPanel({ clip, hasNext, hasPrevious, onGo, onHelp }: Props) {
  const { say, language } = useWords()
  const published = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(clip.publishedAt),
  )
  const best = clip.renditions.at(-1)
  const names = new Intl.DisplayNames(language, { type: 'language' })
  return (
    <aside class={css.panel} aria-label={say('panel.label')}>
      <a class={css.panelAuthor} href={`/@${clip.author.handle}`}>
        <Avatar handle={clip.author.handle} picture={clip.author.avatar} />
        <span>
          <strong>{clip.author.name}</strong>
          <span class={css.quiet}>@{clip.author.handle}</span>
        </span>
      </a>
      <p class={css.panelCaption} lang={clip.language || undefined} dir="auto">
        <Caption text={clip.caption} />
      </p>
      <div class={css.panelLabels}>
        <Labels clip={clip} />
      </div>
      <dl class={css.panelFacts}>
        <dt>{say('panel.published')}</dt>
        <dd>
          <time dateTime={clip.publishedAt}>{published}</time>
        </dd>
        {clip.sound && (
          <>
            <dt>{say('panel.sound')}</dt>
            <dd>
              <a href={`/sound/${clip.sound.id}`}>
                {clip.sound.title ? say('sound.original', { name: clip.sound.title }) : say('sound.unnamed')}
              </a>
            </dd>
          </>
        )}
        <dt>{say('panel.length')}</dt>
        <dd>{say('panel.seconds', { n: Math.round(clip.durationMs / 1000) })}</dd>
        {best && (
          <>
            <dt>{say('panel.sizes')}</dt>
            <dd>{clip.renditions.map(({ width, height }) => `${Math.min(width, height)}p`).join(', ')}</dd>
          </>
        )}
        {clip.captions.length > 0 && (
          <>
            <dt>{say('panel.captions')}</dt>
            <dd>{clip.captions.map(caption => names.of(caption.language)).join(', ')}</dd>
          </>
        )}
        <dt>{say('panel.origin')}</dt>
        <dd>{say(clip.generated ? 'clip.generated' : 'panel.posted')}</dd>
      </dl>
      <div class={css.panelGo}>
        <button
          type="button"
          class={css.goButton}
          disabled={!hasPrevious}
          aria-label={say('feed.previous')}
          onClick={() => onGo(-1)}
        >
          <Icon name="chevron-up" />
        </button>
        <button
          type="button"
          class={css.goButton}
          disabled={!hasNext}
          aria-label={say('feed.next')}
          onClick={() => onGo(1)}
        >
          <Icon name="chevron-down" />
        </button>
        <button type="button" class={css.goButton} aria-label={say('panel.help')} onClick={onHelp}>
          <Icon name="keyboard" />
        </button>
      </div>
    </aside>
  )
}
