import type { Video } from '../../core/wire/video.ts'
import { wantsCaptions } from '../shell/device.ts'
import { notify } from '../shell/notice.tsx'
import { account, followOf, isLiked, likesNow, setFollowed } from '../shell/session.ts'
import { type Say, useWords } from '../shell/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './feed.module.css'
import { addressOf } from './load.ts'

/** The link of a clip, equal for everyone: to the device's own share sheet, or to the clipboard. */
export async function share(clip: Video, say: Say): Promise<void> {
  const url = new URL(addressOf(clip), location.href).href
  try {
    if (navigator.share) await navigator.share({ url })
    else {
      await navigator.clipboard.writeText(url)
      notify(say('clip.linkCopied'))
    }
  } catch (error) {
    if ((error as DOMException).name !== 'AbortError') notify(url)
  }
}

/** Follows the author, or no more; nobody is asked to follow themselves. */
function Follow({ handle }: { handle: string }) {
  const { say } = useWords()
  const state = followOf(handle)
  if (account.value?.handle === handle) return null
  return (
    <button
      type="button"
      class={css.act}
      aria-pressed={state !== undefined}
      onClick={() => void setFollowed(handle, state === undefined).catch(() => notify(say('clip.followNotKept')))}
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
  onMenu(): void
  onComments(): void
}

/** What can be done with a clip, at its right side. */
export function Rail({ clip, onLike, onMenu, onComments }: Props) {
  const { say, language } = useWords()
  const liked = isLiked(clip.id)
  const likes = likesNow(clip.id, clip.likes)
  return (
    <div class={css.rail}>
      <a class={css.face} href={`/@${clip.author.handle}`} aria-label={say('clip.by', { handle: clip.author.handle })}>
        <Avatar handle={clip.author.handle} />
      </a>
      <Follow handle={clip.author.handle} />
      <button type="button" class={css.act} aria-pressed={liked} onClick={() => onLike(!liked)}>
        <Icon name="heart" isFilled={liked} />
        <span>
          <span class="only-spoken">{say('clip.like')} </span>
          {new Intl.NumberFormat(language, { notation: 'compact' }).format(likes)}
        </span>
      </button>
      <button type="button" class={css.act} aria-haspopup="dialog" onClick={onComments}>
        <Icon name="message-circle" />
        <span>
          <span class="only-spoken">{say('clip.comments')} </span>
          {new Intl.NumberFormat(language, { notation: 'compact' }).format(clip.comments)}
        </span>
      </button>
      <button type="button" class={css.act} onClick={() => void share(clip, say)}>
        <Icon name="share-2" />
        <span>{say('clip.share')}</span>
      </button>
      {clip.captions.length > 0 && (
        <button
          type="button"
          class={css.act}
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
