import type { ModerationAppeal, ModerationCase } from '../../core/wire/moderation.ts'
import { useWords } from '../shell/words.ts'
import css from './moderation.module.css'

type Shown = Pick<ModerationCase, 'evidence' | 'said' | 'history' | 'concerned'> | ModerationAppeal

/** What a case is about, what was said of it, and what was decided about the same person before. */
export function Evidence({ shown }: { shown: Shown }) {
  const { say, language } = useWords()
  const { video, comment, account } = shown.evidence
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
  return (
    <div class={css.evidence}>
      {!video && !comment && !account && <p>{say('case.gone')}</p>}
      {video && (
        <>
          <video
            src={video.renditions[0]?.url}
            poster={video.poster}
            controls
            muted
            autoPlay
            loop
            playsInline
            aria-label={video.alt || video.caption || say('case.clip')}
          >
            {video.captions.map(track => (
              <track key={track.language} kind="captions" src={track.url} srclang={track.language} />
            ))}
          </video>
          {video.caption && <blockquote dir="auto">{video.caption}</blockquote>}
          {video.alt && <p class={css.quiet}>{video.alt}</p>}
          <p class={css.tags}>
            <span class={css.tag}>{say(`case.visibility.${video.visibility}`)}</span>
            {video.isSensitive && <span class={css.tag}>{say('case.sensitive')}</span>}
            {video.aiMade && <span class={css.tag}>{say('case.aiMade')}</span>}
            {video.paid && <span class={css.tag}>{say('case.paid')}</span>}
          </p>
        </>
      )}
      {comment && (
        <>
          {comment.answers && <p class={css.quiet}>{say('case.answers', { text: comment.answers })}</p>}
          <blockquote dir="auto">{comment.text}</blockquote>
          <p class={css.quiet}>
            {say('case.below', { handle: comment.clip.author.handle, caption: comment.clip.caption })}
          </p>
        </>
      )}
      {account && (
        <>
          <h4 dir="auto">{account.name}</h4>
          {account.bio && <blockquote dir="auto">{account.bio}</blockquote>}
          <p class={css.quiet}>
            {say('case.account', { n: account.videos, at: day.format(new Date(account.createdAt)) })}
          </p>
        </>
      )}
      {shown.concerned && <p>{say('case.concerned', { handle: shown.concerned.handle })}</p>}
      {shown.said.length > 0 && (
        <>
          <h4>{say('case.said')}</h4>
          <ul>
            {shown.said.map(({ category, words, at }) => (
              <li key={at + category}>
                {say(`report.category.${category}`)}
                {words && <blockquote dir="auto">{words}</blockquote>}
              </li>
            ))}
          </ul>
        </>
      )}
      <h4>{say('case.history')}</h4>
      {shown.history.length === 0 && <p class={css.quiet}>{say('case.noHistory')}</p>}
      <ul>
        {shown.history.map(one => (
          <li key={one.id}>
            {say('case.pair', { what: day.format(new Date(one.at)), how: say(`case.measure.${one.measure}`) })}
            {one.isOverturned && ` (${say('case.overturned')})`}
            <span class={css.soon}>{one.reason}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
