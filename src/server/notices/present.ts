import { noticeKinds, noticeLimits } from '../../core/notices/kinds.ts'
import { isOpen } from '../../core/videos/visibility.ts'
import type { Notice } from '../../core/wire/notice.ts'
import { presentPerson } from '../accounts/index.ts'
import { isSensitive } from '../videos/index.ts'
import type { ActorRow, ClipRow, NoticeRow, NoticeStore } from './store.ts'

const mostPeople = 3
const clipKinds: readonly string[] = [
  'ready',
  'refused',
  'unfinished',
  'ended',
  'decision',
  'report',
  'appeal',
  'answer',
  'moved',
  'stewardship',
]

/** Lines as they travel; those that have nothing left to tell of fall away. */
export async function presentNotices(store: NoticeStore, rows: readonly NoticeRow[]): Promise<Notice[]> {
  const told = rows.filter(({ kind, people }) => clipKinds.includes(kind) || people > 0)
  const [actors, clips, texts] = await Promise.all([
    store.actorsBy(told.flatMap(row => (row.kind === 'moved' ? row.subject_id : newestPeople(row)))),
    store.clipsBy(told.flatMap(({ video_id }) => video_id ?? [])),
    store.textsBy(told.flatMap(({ comment_id }) => comment_id ?? [])),
  ])
  const actorOf = new Map(actors.map(actor => [actor.id, actor]))
  const clipOf = new Map(clips.map(clip => [clip.id, clip]))
  const textOf = new Map(texts.map(({ id, text }) => [id, text]))
  return told.flatMap(row => {
    const isOfMove = row.kind === 'moved'
    const people = (isOfMove ? [row.subject_id] : newestPeople(row)).flatMap(id => actorOf.get(id) ?? [])
    if (isOfMove && people.length === 0) return []
    const text = isOfMove ? row.words : (textOf.get(row.comment_id ?? '') ?? '')
    return [present(row, people, clipOf.get(row.video_id ?? ''), text)]
  })
}

const newestPeople = ({ actors }: NoticeRow): string[] => [...new Set(actors)].slice(0, mostPeople)

function present(row: NoticeRow, people: ActorRow[], clip: ClipRow | undefined, text: string): Notice {
  const isMore = row.acts > noticeLimits.counted
  // Beyond what is counted here, a clip says itself how many like it.
  const all = isMore && row.kind === 'like' && clip ? Math.max(row.people, clip.likes) : row.people
  return {
    id: row.id,
    kind: row.kind,
    at: row.at.toISOString(),
    isNew: row.is_new,
    people: people.map(presentPerson),
    others: Math.max(0, all - people.length),
    isMore: isMore && row.kind !== 'like',
    clip: clip
      ? { id: clip.id, handle: clip.handle, caption: firstWords(clip.caption), poster: posterOf(clip), isGone: false }
      : row.kind === 'ended'
        ? { id: row.subject_id, handle: '', caption: row.words, poster: null, isGone: true }
        : null,
    text: firstWords(text),
    outcome:
      noticeKinds[row.kind].topic === null && row.kind !== 'stewardship' ? (row.words as Notice['outcome']) : null,
    stewardship: row.kind === 'stewardship' ? stewardshipOf(row) : null,
    refusal:
      row.kind === 'refused'
        ? (clip?.refusal ?? null)
        : row.kind === 'unfinished' && clip?.ladder_fault
          ? { code: clip.ladder_fault, params: {} }
          : null,
  }
}

/** As `institutions` wrote it: handle, act and step; of a digest, its number. */
function stewardshipOf({ words, subject_id: proposal }: NoticeRow): Notice['stewardship'] {
  const [handle, act, step] = words.split(' ')
  return act === 'digest'
    ? { handle: handle!, proposal: null, act: null, step: 'digest', digest: Number(step) }
    : { handle: handle!, proposal, act: act as 'reactivate', step: step as 'made', digest: null }
}

function posterOf({ id, poster_hash, published_at, visibility, sensitive, measure }: ClipRow): string | null {
  if (poster_hash === null || isSensitive({ sensitive, measure })) return null
  return published_at !== null && isOpen(visibility)
    ? `/media/${poster_hash}`
    : `/api/videos/${id}/media/${poster_hash}`
}

function firstWords(text: string): string {
  const characters = [...text]
  return characters.length > noticeLimits.textCharacters
    ? `${characters.slice(0, noticeLimits.textCharacters - 1).join('')}…`
    : text
}
