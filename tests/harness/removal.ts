/** A clip that a moderator has removed, and copies of files as people make them to get past that. */
import { staffStore } from '../../src/server/staff/index.ts'
import { drawn, makeClip, x264 } from './clips.ts'
import type { Person } from './person.ts'
import { openShore, type TestShore } from './shore.ts'

export const removal = { measure: 'remove', rule: 'respect', reason: 'It names where somebody lives.', days: null }

/** A shore with two moderators, mona and milo, and those who post: alice and bob. */
export async function openModerated(options: Parameters<typeof openShore>[0] = {}): Promise<TestShore> {
  const shore = await openShore({ people: ['alice', 'bob', 'mona', 'milo'], ...options })
  for (const handle of ['mona', 'milo']) {
    const { id } = await shore.db
      .selectFrom('accounts')
      .select('id')
      .where('handle', '=', handle)
      .executeTakeFirstOrThrow()
    await staffStore(shore.db).grant(id, 'moderator', new Date())
  }
  return shore
}

/** A moderator finds a clip, takes its case and decides. */
export async function decideOn(moderator: Person, videoId: string, wish: object = removal): Promise<void> {
  const { body } = await moderator.ask('POST', '/api/moderate/cases', { kind: 'video', id: videoId })
  await decideCase(moderator, body.id, wish)
}

export async function decideCase(moderator: Person, caseId: string, wish: object): Promise<void> {
  await moderator.ask('PUT', `/api/moderate/cases/${caseId}/taken`)
  const { status, body } = await moderator.ask('POST', `/api/moderate/cases/${caseId}/decision`, wish)
  if (status !== 204) throw new Error(`not decided: ${JSON.stringify(body)}`)
}

/** A copy of a file through these filters. */
export const copyOf = (file: string, name: string, filters: string, more: readonly string[] = []): string =>
  makeClip(name, ['-i', file, '-vf', filters, ...x264, '-g', '250', ...more, '-c:a', 'copy'])

/** Three seconds of something else. */
export const strangeClip = (name: string): string =>
  makeClip(name, [...drawn('mandelbrot=s=360x640:r=30'), '-t', '3', ...x264])
