import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { socialLimits } from '../../core/social/limits.ts'
import type { Comment } from '../../core/wire/social.ts'
import type { Video } from '../../core/wire/video.ts'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { notify } from '../shell/notice.tsx'
import { account, followOf } from '../shell/session.ts'
import { useWords } from '../shell/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import css from './comments.module.css'

interface Page {
  items: Comment[]
  next: string | null
}

/** What is said below a clip. Reading carries no credentials, but for clips that are for followers. */
async function read(clip: Video, query: { replyTo?: string; cursor?: string }): Promise<Page> {
  const path = { id: clip.id }
  return clip.visibility === 'followers'
    ? call('GET /api/following/videos/{id}/comments', { path, query })
    : call('GET /public/videos/{id}/comments', { path, query })
}

/** Comments with one level of replies, and a place to write one's own. */
export function Comments({ clip, onClose }: { clip: Video; onClose(): void }) {
  const { say, language } = useWords()
  const page = useSignal<Page | null>(null)
  const fault = useSignal<string | null>(null)
  const replyTo = useSignal<Comment | null>(null)
  const count = useSignal(clip.comments)
  /** Replies that were opened, by the comment they answer. */
  const replies = useSignal<ReadonlyMap<string, Comment[]>>(new Map())
  const load = async (cursor?: string) => {
    try {
      const more = await read(clip, cursor ? { cursor } : {})
      page.value = { items: [...(cursor ? page.peek()!.items : []), ...more.items], next: more.next }
      fault.value = null
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
  }
  useEffect(() => void load(), [clip.id])
  const open = async ({ id }: Comment) => {
    const found: Comment[] = []
    for (let cursor: string | undefined; ; ) {
      const more = await read(clip, { replyTo: id, ...(cursor ? { cursor } : {}) })
      found.push(...more.items)
      if (more.next === null) break
      cursor = more.next
    }
    replies.value = new Map(replies.peek()).set(id, found)
  }
  const list = useRef<HTMLUListElement>(null)
  const opened = async (comment: Comment) => {
    try {
      await open(comment)
      list.current?.focus()
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
  }
  const onSent = async (sent: Comment, answered: Comment | null) => {
    count.value++
    replyTo.value = null
    if (answered) {
      change(answered.id, one => ({ ...one, replies: one.replies + 1 }))
      const had = replies.peek().get(answered.id)
      if (had) replies.value = new Map(replies.peek()).set(answered.id, [...had, sent])
      // What was sent is there, whether or not its neighbours arrive.
      else await open(answered).catch(() => undefined)
    } else page.value = { items: [sent, ...(page.peek()?.items ?? [])], next: page.peek()?.next ?? null }
  }
  const change = (id: string, by: (one: Comment) => Comment | null) => {
    const { items, next } = page.peek()!
    page.value = { items: items.flatMap(one => (one.id === id ? (by(one) ?? []) : one)), next }
  }
  const remove = async (one: Comment, parent: Comment | null) => {
    try {
      await call('DELETE /api/comments/{id}', { path: { id: one.id } })
      count.value -= 1 + one.replies
      if (parent) {
        change(parent.id, other => ({ ...other, replies: other.replies - 1 }))
        replies.value = new Map(replies.peek()).set(
          parent.id,
          (replies.peek().get(parent.id) ?? []).filter(({ id }) => id !== one.id),
        )
      } else change(one.id, () => null)
      list.current?.focus()
      notify(say('comments.deleted'))
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
  }
  const one = (comment: Comment, parent: Comment | null) => (
    <One
      comment={comment}
      mayDelete={[comment.author.handle, clip.author.handle].includes(account.value?.handle ?? '')}
      onReply={parent || !account.value ? null : () => (replyTo.value = comment)}
      onDelete={() => void remove(comment, parent)}
    />
  )
  return (
    <Sheet title={say('comments.title', { n: count.value })} closeLabel={say('sheet.close')} onClose={onClose}>
      {fault.value && (
        <p class={css.fault} role="alert">
          {fault.value}
        </p>
      )}
      {page.value?.items.length === 0 && <p class={css.quiet}>{say('comments.none')}</p>}
      <ul class={css.comments} aria-busy={page.value === null} tabIndex={-1} ref={list}>
        {page.value?.items.map(comment => (
          <li key={comment.id}>
            {one(comment, null)}
            {comment.replies > 0 && !replies.value.has(comment.id) && (
              <button type="button" class={css.text} onClick={() => void opened(comment)}>
                {say('comments.replies', { n: comment.replies })}
              </button>
            )}
            {replies.value.has(comment.id) && (
              <ul class={css.replies}>
                {replies.value.get(comment.id)!.map(reply => (
                  <li key={reply.id}>{one(reply, comment)}</li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {page.value?.next && (
        <button type="button" class={css.text} onClick={() => void load(page.peek()!.next!)}>
          {say('list.more')}
        </button>
      )}
      <Writing clip={clip} replyTo={replyTo} onSent={onSent} />
    </Sheet>
  )
}

function One({
  comment,
  mayDelete,
  onReply,
  onDelete,
}: {
  comment: Comment
  mayDelete: boolean
  onReply: (() => void) | null
  onDelete(): void
}) {
  const { say, language } = useWords()
  const { author } = comment
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <article class={css.comment}>
      <a href={`/@${author.handle}`} aria-label={`@${author.handle}`}>
        <Avatar handle={author.handle} size="s" />
      </a>
      <div>
        <p class={css.who}>
          <a href={`/@${author.handle}`}>@{author.handle}</a>
          {comment.isByAuthor && <span class={css.mark}>{say('comments.byAuthor')}</span>}
          <time dateTime={comment.createdAt}>{when.format(new Date(comment.createdAt))}</time>
        </p>
        <p class={css.words} dir="auto">
          {comment.text}
        </p>
        <p class={css.acts}>
          {onReply && (
            <button type="button" class={css.text} onClick={onReply}>
              {say('comments.reply')}
              <span class="only-spoken"> @{author.handle}</span>
            </button>
          )}
          {mayDelete && (
            <button type="button" class={css.text} onClick={onDelete}>
              {say('comments.delete')}
              <span class="only-spoken"> @{author.handle}</span>
            </button>
          )}
        </p>
      </div>
    </article>
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
  const text = useSignal('')
  const fault = useSignal<string | null>(null)
  const isSending = useSignal(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const answered = replyTo.value
  useEffect(() => {
    if (answered) area.current?.focus()
  }, [answered?.id])
  const who = account.value
  const isAuthor = who?.handle === clip.author.handle
  if (!who)
    return (
      <p class={css.quiet}>
        <a href="/sign-in">{say('comments.signIn')}</a>
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
      <label>
        <span>{label}</span>
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
        <button type="submit" class={css.send} disabled={isSending.value || text.value.trim() === ''}>
          <Icon name="send" />
          {say('comments.send')}
        </button>
        {answered && (
          <button type="button" class={css.text} onClick={() => (replyTo.value = null)}>
            {say('comments.nevermind')}
          </button>
        )}
      </div>
    </form>
  )
}
