import { type Signal, useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { socialLimits } from '../../core/social/limits.ts'
import type { Comment } from '../../core/wire/social.ts'
import type { Video } from '../../core/wire/video.ts'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { holdsMutedWord } from '../shell/muted.ts'
import { isRestricted } from '../shell/sensitive.ts'
import { account } from '../shell/session.ts'
import { usePage } from '../shell/state.ts'
import { followOf, isHidden } from '../shell/ties.ts'
import { useWords } from '../shell/words.ts'
import { Icon } from '../ui/Icon.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { tell } from './attention.ts'
import { Held, One } from './Comment.tsx'
import css from './comments.module.css'
import { useTalk } from './talk.ts'

const isWantedComment = ({ author, text }: Comment): boolean =>
  author.handle === account.value?.handle || !(isHidden(author.handle) || holdsMutedWord(text))

/** What is said below a clip; in restricted mode, that it is not shown here. */
export function Comments(props: { clip: Video; onClose(): void }) {
  const { say } = useWords()
  if (!isRestricted.value) return <Talk {...props} />
  return (
    <Sheet title={say('comments.titlePlain')} closeLabel={say('sheet.close')} onClose={props.onClose}>
      <p class={css.quiet}>{say('comments.restricted')}</p>
    </Sheet>
  )
}

/** Comments with one level of replies, and a place to write one's own; for the clip's author also those that wait. */
function Talk({ clip, onClose }: { clip: Video; onClose(): void }) {
  const { say } = useWords()
  const talk = useTalk(clip)
  const { page, replies, replyTo, count, fault, list } = talk
  const one = (comment: Comment, parent: Comment | null) => (
    <One
      key={comment.id}
      comment={comment}
      clip={clip}
      isReply={parent !== null}
      talk={talk}
      onReply={parent || !account.value || comment.isHeld ? null : () => (replyTo.value = comment)}
      onDelete={() => void talk.remove(comment, parent)}
    />
  )
  const title = count.value === null ? say('comments.titlePlain') : say('comments.title', { n: count.value })
  const shown = page.value?.items.filter(isWantedComment)
  return (
    <Sheet title={title} closeLabel={say('sheet.close')} onClose={onClose}>
      {fault.value && (
        <p class={css.fault} role="alert">
          {fault.value}
        </p>
      )}
      {account.value?.handle === clip.author.handle && <Held clip={clip} talk={talk} />}
      {shown?.length === 0 && <p class={css.quiet}>{say('comments.none')}</p>}
      <ul class={css.comments} aria-busy={page.value === null} tabIndex={-1} ref={list}>
        {shown?.map(comment => (
          <li key={comment.id}>
            {one(comment, null)}
            {comment.replies > 0 && !replies.value.has(comment.id) && (
              <button type="button" class={css.text} onClick={() => void talk.open(comment)}>
                {say('comments.replies', { n: comment.replies })}
              </button>
            )}
            {replies.value.has(comment.id) && (
              <ul class={css.replies}>
                {replies.value
                  .get(comment.id)!
                  .filter(isWantedComment)
                  .map(reply => (
                    <li key={reply.id}>{one(reply, comment)}</li>
                  ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {page.value?.next && (
        <button type="button" class={css.text} onClick={() => void talk.load(page.peek()!.next!)}>
          {say('list.more')}
        </button>
      )}
      <Writing clip={clip} replyTo={replyTo} onSent={talk.onSent} />
    </Sheet>
  )
}

function Writing({
  clip,
  replyTo,
  onSent,
}: {
  clip: Video
  replyTo: Signal<Comment | null>
  onSent(sent: Comment, answered: Comment | null): Promise<void>
}) {
  const { say, language } = useWords()
  const { network } = usePage()
  const text = useSignal('')
  const fault = useSignal<string | null>(null)
  const isSending = useSignal(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const answered = replyTo.value
  useLayoutEffect(() => {
    if (answered) area.current?.focus()
  }, [answered?.id])
  const who = account.value
  const isAuthor = who?.handle === clip.author.handle
  if (!who)
    return (
      <p class={css.quiet}>
        <a href="/sign-in">{say(network ? 'nav.viewOnly' : 'comments.signIn')}</a>
      </p>
    )
  if (clip.commentsFrom === 'nobody' && !isAuthor) return <p class={css.quiet}>{say('comments.off')}</p>
  if (clip.commentsFrom === 'followers' && !isAuthor && followOf(clip.author.handle) !== 'accepted')
    return <p class={css.quiet}>{say('comments.followers')}</p>
  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    isSending.value = true
    fault.value = null
    try {
      const body = { text: text.peek(), replyTo: answered?.id ?? null }
      const sent = await call('POST /api/videos/{id}/comments', { path: { id: clip.id }, body })
      tell(clip, { kind: 'comment' })
      text.value = ''
      await onSent(sent, answered)
    } catch (error) {
      // What was written stays where it is.
      fault.value = await wordsFor(error, language, say)
    }
    isSending.value = false
  }
  const label = answered ? say('comments.replyTo', { handle: answered.author.handle }) : say('comments.write')
  return (
    <form class={css.writing} onSubmit={event => void send(event)}>
      {fault.value && (
        <p class={css.fault} role="alert">
          {fault.value}
        </p>
      )}
      <div class={css.line}>
        <label>
          <span>{label}</span>
          <textarea
            ref={area}
            rows={1}
            required
            maxLength={socialLimits.commentCharacters}
            value={text.value}
            onInput={event => (text.value = event.currentTarget.value)}
          />
        </label>
        <button type="submit" class={css.send} disabled={isSending.value || text.value.trim() === ''}>
          <Icon name="send" />
          <span class="only-spoken">{say('comments.send')}</span>
        </button>
      </div>
      {answered && (
        <div class={css.acts}>
          <button type="button" class={css.text} onClick={() => (replyTo.value = null)}>
            {say('comments.nevermind')}
          </button>
        </div>
      )}
    </form>
  )
}
