import { type Signal, useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Comment } from '../../core/wire/social.ts'
import type { Video } from '../../core/wire/video.ts'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { notify } from '../shell/notice.tsx'
import { useWords } from '../shell/words.ts'

interface Page {
  items: Comment[]
  next: string | null
}

/** What is said below one clip, as far as it has been read, and what changes it. */
export interface Talk {
  page: Signal<Page | null>
  fault: Signal<string | null>
  replyTo: Signal<Comment | null>
  /** Null where the clip's author hides it. */
  count: Signal<number | null>
  /** Replies that were opened, by the comment they answer. */
  replies: Signal<ReadonlyMap<string, Comment[]>>
  list: RefObject<HTMLUListElement | null>
  load(cursor?: string): Promise<void>
  open(comment: Comment): Promise<void>
  onSent(sent: Comment, answered: Comment | null): Promise<void>
  /** Puts a comment, top or reply, in the place of what it was. */
  put(comment: Comment): void
  remove(one: Comment, parent: Comment | null): Promise<void>
  /** Runs an act, and says in words what went wrong. True where nothing did. */
  attempt(act: () => Promise<unknown>): Promise<boolean>
}

/** Reading carries no credentials, but for clips that are for followers. */
async function read(clip: Video, query: { replyTo?: string; cursor?: string }): Promise<Page> {
  const path = { id: clip.id }
  return clip.visibility === 'followers'
    ? call('GET /api/following/videos/{id}/comments', { path, query })
    : call('GET /public/videos/{id}/comments', { path, query })
}

export function useTalk(clip: Video): Talk {
  const { say, language } = useWords()
  const page = useSignal<Page | null>(null)
  const fault = useSignal<string | null>(null)
  const replyTo = useSignal<Comment | null>(null)
  const count = useSignal(clip.comments)
  const replies = useSignal<ReadonlyMap<string, Comment[]>>(new Map())
  const list = useRef<HTMLUListElement>(null)
  const readings = useRef(0)
  const attempt = async (act: () => Promise<unknown>) => {
    try {
      await act()
      fault.value = null
      return true
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
      return false
    }
  }
  const load = async (cursor?: string) => {
    // Reading on never overtakes a reading from the top: it goes on from the list that it was asked for, or nowhere.
    const reading = cursor ? readings.current : ++readings.current
    await attempt(async () => {
      const more = await read(clip, cursor ? { cursor } : {})
      if (reading !== readings.current || (cursor && page.peek()?.next !== cursor)) return
      page.value = { items: [...(cursor ? page.peek()!.items : []), ...more.items], next: more.next }
    })
  }
  useEffect(() => void load(), [clip.id])
  const readReplies = async ({ id }: Comment) => {
    const found: Comment[] = []
    for (let cursor: string | undefined; ; ) {
      const more = await read(clip, { replyTo: id, ...(cursor ? { cursor } : {}) })
      found.push(...more.items)
      if (more.next === null) break
      cursor = more.next
    }
    replies.value = new Map(replies.peek()).set(id, found)
  }
  const open = async (comment: Comment) => {
    if (await attempt(() => readReplies(comment))) list.current?.focus()
  }
  const change = (id: string, by: (one: Comment) => Comment | null) => {
    const { items, next } = page.peek() ?? { items: [], next: null }
    page.value = { items: items.flatMap(one => (one.id === id ? (by(one) ?? []) : one)), next }
  }
  const addToCount = (n: number) => {
    if (count.peek() !== null) count.value = count.peek()! + n
  }
  const onSent = async (sent: Comment, answered: Comment | null) => {
    if (!sent.isHeld) addToCount(1)
    replyTo.value = null
    if (!answered) {
      page.value = { items: [sent, ...(page.peek()?.items ?? [])], next: page.peek()?.next ?? null }
      return
    }
    change(answered.id, one => ({ ...one, replies: one.replies + (sent.isHeld ? 0 : 1) }))
    const had = replies.peek().get(answered.id)
    // What was sent is there, whether or not its neighbours arrive.
    if (!had) await readReplies(answered).catch(() => undefined)
    const now = replies.peek().get(answered.id) ?? []
    if (!now.some(({ id }) => id === sent.id)) replies.value = new Map(replies.peek()).set(answered.id, [...now, sent])
  }
  const put = (comment: Comment) => {
    change(comment.id, () => comment)
    replies.value = new Map(
      [...replies.peek()].map(([id, all]) => [id, all.map(one => (one.id === comment.id ? comment : one))]),
    )
  }
  const remove = async (one: Comment, parent: Comment | null) => {
    if (!(await attempt(() => call('DELETE /api/comments/{id}', { path: { id: one.id } })))) return
    if (!one.isHeld) addToCount(-1 - one.replies)
    if (parent) {
      change(parent.id, other => ({ ...other, replies: other.replies - (one.isHeld ? 0 : 1) }))
      const rest = (replies.peek().get(parent.id) ?? []).filter(({ id }) => id !== one.id)
      replies.value = new Map(replies.peek()).set(parent.id, rest)
    } else change(one.id, () => null)
    list.current?.focus()
    notify(say('comments.deleted'))
  }
  return { page, fault, replyTo, count, replies, list, load, open, onSent, put, remove, attempt }
}
