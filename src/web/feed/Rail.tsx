import type { Video } from '../../core/wire/video.ts'
import { hidesCounts, wantsCaptions } from '../shell/device.ts'
import { notify } from '../shell/notice.tsx'
import { isRestricted } from '../shell/sensitive.ts'
import { account } from '../shell/session.ts'
import { usePage } from '../shell/state.ts'
import { followOf, likes as liked, saves, setFollowed } from '../shell/ties.ts'
import { useWords } from '../shell/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { tell } from './attention.ts'
import css from './feed.module.css'

/** Follows the author, or no more; nobody is asked to follow themselves. */
function Follow({ clip }: { clip: Video }) {
  const { say } = useWords()
  const { handle } = clip.author
  const state = followOf(handle)
  if (account.value?.handle === handle) return null
  const follow = (follows: boolean) => {
    tell(clip, { kind: follows ? 'follow' : 'unfollow' })
    void setFollowed(handle, follows).catch(() => notify(say('clip.followNotKept')))
  }
  return (
    <button
      type="button"
      class={css.act}
      aria-pressed={state !== undefined}
      onClick={() => follow(state === undefined)}
    >
      <Icon name={state === undefined ? 'user-plus' : 'user-check'} />
      <span>
        {say(state === undefined ? 'clip.follow' : state === 'asked' ? 'clip.asked' : 'clip.followed')}
        <span class="only-spoken"> @{handle}</span>
      </span>
    </button>
  )
}

interface Props {
  clip: Video
  onLike(likes: boolean): void
  onSave(isSaved: boolean): void
  onMenu(): void
  onComments(): void
  onShare(): void
}

/** What can be done with a clip, at its right side. */
export function Rail({ clip, onLike, onSave, onMenu, onComments, onShare }: Props) {
  const { say, language } = useWords()
  const mayAct = !usePage().network
  const isLiked = liked.has(clip.id)
  const isSaved = saves.has(clip.id)
  const number = new Intl.NumberFormat(language, { notation: 'compact' })
  /** A count as it stands below its sign, and nothing where nobody is to see how many. */
  const written = (count: number | null, name: string) => (
    <span>
      <span class="only-spoken">{name} </span>
      {count !== null && !hidesCounts.value && number.format(count)}
    </span>
  )
  return (
    <div class={css.rail}>
      <a class={css.face} href={`/@${clip.author.handle}`} aria-label={say('clip.by', { handle: clip.author.handle })}>
        <Avatar handle={clip.author.handle} picture={clip.author.avatar} />
      </a>
      {mayAct && <Follow clip={clip} />}
      {mayAct && (
        <button type="button" class={css.act} aria-pressed={isLiked} onClick={() => onLike(!isLiked)}>
          <Icon name="heart" isFilled={isLiked} />
          {written(liked.now(clip.id, clip.likes), say('clip.like'))}
        </button>
      )}
      {!isRestricted.value && (
        <button type="button" class={css.act} aria-haspopup="dialog" onClick={onComments}>
          <Icon name="message-circle" />
          {written(clip.comments, say('clip.comments'))}
        </button>
      )}
      {mayAct && (
        <button type="button" class={css.act} aria-pressed={isSaved} onClick={() => onSave(!isSaved)}>
          <Icon name="bookmark" isFilled={isSaved} />
          {written(saves.now(clip.id, clip.saves), say('clip.save'))}
        </button>
      )}
      <button type="button" class={css.act} aria-haspopup="dialog" onClick={onShare}>
        <Icon name="share-2" />
        <span>{say('clip.share')}</span>
      </button>
      {clip.captions.length > 0 && (
        <button
          type="button"
          class={`${css.act} ${css.roomy}`}
          aria-pressed={wantsCaptions.value}
          onClick={() => (wantsCaptions.value = !wantsCaptions.peek())}
        >
          <Icon name={wantsCaptions.value ? 'captions' : 'captions-off'} />
          <span>
            {say('player.captionsShort')}
            <span class="only-spoken"> {say('player.captions')}</span>
          </span>
        </button>
      )}
      <button type="button" class={css.act} aria-haspopup="dialog" onClick={onMenu}>
        <Icon name="ellipsis" />
        <span class="only-spoken">{say('clip.menu')}</span>
      </button>
    </div>
  )
}
