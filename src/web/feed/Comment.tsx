import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { socialLimits } from '../../core/social/limits.ts'
import type { Comment } from '../../core/wire/social.ts'
import type { Video } from '../../core/wire/video.ts'
import { Report } from '../moderation/report.tsx'
import { call } from '../shell/api.ts'
import { notify } from '../shell/notice.tsx'
import { account } from '../shell/session.ts'
import { usePage } from '../shell/state.ts'
import { useWords } from '../shell/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './comments.module.css'
import type { Talk } from './talk.ts'
import { Words } from './Words.tsx'

interface Props {
  comment: Comment
  clip: Video
  isReply: boolean
  talk: Talk
  onReply: (() => void) | null
  onDelete(): void
}

/** One comment, and what may be done with it: by who wrote it, and by the author of the clip. */
export function One({ comment, clip, isReply, talk, onReply, onDelete }: Props) {
  const { say, language } = useWords()
  const { network } = usePage()
  const isEditing = useSignal(false)
  const isReporting = useSignal(false)
  const { author } = comment
  const me = account.value?.handle
  const isMine = me === author.handle
  const isMyClip = me === clip.author.handle
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const mayEdit = isMine && Date.now() - new Date(comment.createdAt).getTime() < socialLimits.commentEditMs
  const pin = () =>
    void talk.attempt(async () => {
      const body = { comment: comment.isPinned ? null : comment.id }
      await call('PUT /api/videos/{id}/pin', { path: { id: clip.id }, body })
      notify(say(comment.isPinned ? 'comments.unpinned' : 'comments.pinned'))
      await talk.load()
    })
  const act = (label: string, onClick: () => void) => (
    <button type="button" class={css.text} onClick={onClick}>
      {label}
      <span class="only-spoken"> @{author.handle}</span>
    </button>
  )
  return (
    <article class={css.comment}>
      <a href={`/@${author.handle}`} aria-label={`@${author.handle}`}>
        <Avatar handle={author.handle} picture={author.avatar} size="s" />
      </a>
      <div>
        {comment.isPinned && (
          <p class={css.sign}>
            <Icon name="pin" />
            {say('comments.isPinned')}
          </p>
        )}
        <p class={css.who}>
          <a href={`/@${author.handle}`}>@{author.handle}</a>
          {comment.isByAuthor && <span class={css.mark}>{say('comments.byAuthor')}</span>}
          <time dateTime={comment.createdAt}>{when.format(new Date(comment.createdAt))}</time>
          {comment.isEdited && <span>{say('comments.edited')}</span>}
        </p>
        {isEditing.value ? (
          <Editing comment={comment} talk={talk} onEnd={() => (isEditing.value = false)} />
        ) : (
          <p class={css.words} dir="auto">
            <Words text={comment.text} />
          </p>
        )}
        {comment.isHeld && isMine && <p class={css.sign}>{say('comments.waits')}</p>}
        <p class={css.acts}>
          {onReply && act(say('comments.reply'), onReply)}
          {mayEdit && !isEditing.value && act(say('comments.edit'), () => (isEditing.value = true))}
          {isMyClip && !isReply && act(say(comment.isPinned ? 'comments.unpin' : 'comments.pin'), pin)}
          {!isMine && !network && act(say('comments.report'), () => (isReporting.value = true))}
          {(isMine || isMyClip) && act(say('comments.delete'), onDelete)}
        </p>
        {isReporting.value && <Report kind="comment" id={comment.id} onClose={() => (isReporting.value = false)} />}
      </div>
    </article>
  )
}

function Editing({ comment, talk, onEnd }: { comment: Comment; talk: Talk; onEnd(): void }) {
  const { say } = useWords()
  const text = useSignal(comment.text)
  const area = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => area.current?.focus(), [])
  const save = async (event: Event) => {
    event.preventDefault()
    const isSaved = await talk.attempt(async () => {
      const body = { text: text.peek() }
      talk.put(await call('PATCH /api/comments/{id}', { path: { id: comment.id }, body }))
    })
    if (isSaved) onEnd()
  }
  return (
    <form class={css.editing} onSubmit={event => void save(event)}>
      <label>
        <span class="only-spoken">{say('comments.editing')}</span>
        <textarea
          ref={area}
          rows={2}
          required
          maxLength={socialLimits.commentCharacters}
          value={text.value}
          onInput={event => (text.value = event.currentTarget.value)}
        />
      </label>
      <div class={css.acts}>
        <button type="submit" class={css.send} disabled={text.value.trim() === ''}>
          {say('comments.save')}
        </button>
        <button type="button" class={css.text} onClick={onEnd}>
          {say('comments.nevermind')}
        </button>
      </div>
    </form>
  )
}

/** What waits for the author of the clip, before it is shown to anybody. */
export function Held({ clip, talk }: { clip: Video; talk: Talk }) {
  const { say } = useWords()
  const held = useSignal<Comment[]>([])
  useEffect(() => {
    void call('GET /api/videos/{id}/comments/held', { path: { id: clip.id } }).then(
      ({ items }) => (held.value = items),
      () => undefined,
    )
  }, [clip.id])
  if (held.value.length === 0) return null
  const decide = (comment: Comment, operation: 'PUT /api/comments/{id}/approval' | 'DELETE /api/comments/{id}') =>
    void talk.attempt(async () => {
      await call(operation, { path: { id: comment.id } })
      held.value = held.peek().filter(({ id }) => id !== comment.id)
      if (operation.startsWith('PUT')) {
        if (talk.count.peek() !== null) talk.count.value = talk.count.peek()! + 1
        await talk.load()
      }
    })
  return (
    <section class={css.held}>
      <h3>{say('comments.held', { n: held.value.length })}</h3>
      <ul class={css.comments}>
        {held.value.map(comment => (
          <li class={css.comment} key={comment.id}>
            <Avatar handle={comment.author.handle} picture={comment.author.avatar} size="s" />
            <div>
              <p class={css.who}>
                <a href={`/@${comment.author.handle}`}>@{comment.author.handle}</a>
              </p>
              <p class={css.words} dir="auto">
                <Words text={comment.text} />
              </p>
              <p class={css.acts}>
                <button
                  type="button"
                  class={css.approve}
                  onClick={() => decide(comment, 'PUT /api/comments/{id}/approval')}
                >
                  {say('comments.approve')}
                  <span class="only-spoken"> @{comment.author.handle}</span>
                </button>
                <button type="button" class={css.text} onClick={() => decide(comment, 'DELETE /api/comments/{id}')}>
                  {say('comments.delete')}
                  <span class="only-spoken"> @{comment.author.handle}</span>
                </button>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
