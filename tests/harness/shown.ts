/** Clips that stand on a shore without any engine having made them: for tests of what is chosen, not of what plays. */
import { makeId, systemClock } from '../../src/server/adapters/clock/index.ts'
import type { Person } from './person.ts'
import type { TestShore } from './shore.ts'

export interface Words {
  caption?: string
  language?: string
  hoursOld?: number
}

/** Shows a public clip of a person, and returns its id. */
export async function show(shore: TestShore, by: Person, words: Words = {}): Promise<string> {
  const at = new Date(Date.now() - (words.hoursOld ?? 0) * 3_600_000)
  const id = makeId(systemClock.now())
  const caption = words.caption ?? ''
  const { id: accountId } = await shore.db
    .selectFrom('accounts')
    .select('id')
    .where('handle', '=', by.handle)
    .executeTakeFirstOrThrow()
  const size = { width: 360, height: 640 }
  await shore.videos.addGenerated(
    {
      id,
      accountId,
      caption,
      tags: [...caption.matchAll(/#(\w+)/g)].map(([, tag]) => tag!.toLowerCase()),
      language: words.language ?? 'en',
      bytes: 1000,
      likes: 0,
      at,
    },
    { durationMs: 12_000, ...size, thumbhash: '', storyboardFrames: 1, storyboardEveryMs: 1000, hasSound: true },
    [
      {
        role: 'rendition',
        hash: id.replaceAll('-', '').padEnd(64, '0'),
        bytes: 1000,
        media_type: 'video/mp4',
        ...size,
        bits_per_second: 1000,
        second_ends: null,
        language: '',
      },
    ],
  )
  return id
}
