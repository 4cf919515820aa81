import { refuse } from '../../core/errors.ts'
import { type Likeness, likenessOf } from '../../core/moderation/likeness.ts'
import { type Clock, makeId } from '../adapters/clock/index.ts'
import type { Seen } from './prints-store.ts'
import type { ModerationStore } from './store.ts'

/** What is removed by a decision is known again: the same file is refused in words, and what resembles it waits for a moderator. */
export interface Comparison {
  /** Refuses `video.removed-before`. */
  file(videoId: string, hash: string): Promise<void>
  /** `lookCloser`: asked where one of the pictures was seen before, since these may be few or say little. Nothing is removed. */
  pictures(videoId: string, seen: readonly Seen[], lookCloser?: () => Promise<readonly Seen[]>): Promise<void>
}

type PrintRooms = {
  store: Pick<
    ModerationStore,
    'keepFileHash' | 'removedFile' | 'keepPrints' | 'hasRemoved' | 'removedLike' | 'printsOfRemoved' | 'hold'
  >
  clock: Clock
}

export function openComparison({ store, clock }: PrintRooms): Comparison {
  const removedLike = async (videoId: string, seen: readonly Seen[]): Promise<Set<string>> => {
    const found = new Set<string>()
    if (!(await store.hasRemoved())) return found
    for (const { print, mirrored } of seen)
      for (const one of [print, mirrored]) for (const id of await store.removedLike(one, videoId)) found.add(id)
    return found
  }
  const likest = async (seen: readonly Seen[], ids: Iterable<string>) => {
    let best: { removedId: string; likeness: Likeness } | null = null
    for (const removedId of ids) {
      const likeness = likenessOf(seen, await store.printsOfRemoved(removedId))
      if (likeness && (!best || likeness.frames / likeness.of > best.likeness.frames / best.likeness.of))
        best = { removedId, likeness }
    }
    return best
  }
  return {
    async file(videoId, hash) {
      const removed = await store.removedFile(await store.keepFileHash(videoId, hash), videoId)
      if (removed) throw refuse('video.removed-before', { en: removed.title_en, fr: removed.title_fr })
    },

    async pictures(videoId, first, lookCloser) {
      await store.keepPrints(videoId, first)
      const ids = await removedLike(videoId, first)
      if (ids.size === 0) return
      const seen = (await lookCloser?.()) ?? first
      await store.keepPrints(videoId, seen)
      const found = await likest(seen, ids)
      if (!found) return
      const at = clock.now()
      await store.hold({ ...found, videoId, caseId: makeId(at), decisionId: makeId(at), at })
    },
  }
}
