import { beforeAll, describe, expect, it } from 'vitest'
import type { Comparison } from '../../src/server/moderation/index.ts'
import { recordAttack } from '../harness/attacks.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { copyOf, decideOn, openModerated } from '../harness/removal.ts'

/** What is removed and sent again: as it was, and as people change it to get past a comparison. */
const disguises = {
  'as it was': null,
  'in a mirror': 'hflip',
  'cropped, smaller and brighter': 'crop=iw*0.97:ih*0.97,scale=270:480,eq=brightness=0.06',
  // No keyframe of it shows anything: only the ladder sees what follows.
  'behind a white picture': "drawbox=c=white:t=fill:enable='lt(t,0.4)'",
} as const
const blind: Comparison = { file: async () => undefined, pictures: async () => undefined }

async function sentTo(options: Parameters<typeof openModerated>[0]): Promise<Record<string, string>> {
  await using shore = await openModerated(options)
  const { alice, bob, mona } = shore.people as Record<string, Person>
  const file = clip('web.mp4')
  const { id } = await alice!.post(file, { visibility: 'public' })
  const finished = async (who: Person, id: string) => {
    const { body } = await who.ask('GET', `/api/videos/${id}`)
    return body.state === 'refused' || body.progress === 1
  }
  await expect.poll(() => finished(alice!, id), { timeout: 60_000 }).toBe(true)
  await decideOn(mona!, id)
  const ends: Record<string, string> = {}
  for (const [index, [name, filters]] of Object.entries(disguises).entries()) {
    const copy = filters === null ? file : copyOf(file, `disguise-${index}.mp4`, filters)
    const posted = await bob!.post(copy, { visibility: 'public' })
    await expect.poll(() => finished(bob!, posted.id), { timeout: 60_000 }).toBe(true)
    const { status } = await shore.guest().ask('GET', `/public/videos/${posted.id}`)
    const { body } = await bob!.ask('GET', `/api/videos/${posted.id}`)
    ends[name] = status === 200 ? 'shown' : (body.refusal?.code ?? body.measure)
  }
  return ends
}

describe.skipIf(!hasFfmpeg)(`what was removed, sent again${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  beforeAll(() => void clip('web.mp4'))

  it('is refused as it was and waits for a moderator in each disguise, and is shown by a shore that compares nothing', async () => {
    const [ends, controls] = [await sentTo({}), await sentTo({ comparing: () => blind })]
    const shown = (found: Record<string, string>) => Object.values(found).filter(end => end === 'shown').length
    const cases = Object.keys(disguises).length
    recordAttack({
      id: 'same-file',
      cases,
      controls: cases,
      controlsSucceeded: shown(controls),
      succeeded: shown(ends),
    })
    expect(ends).toEqual({
      'as it was': 'video.removed-before',
      'in a mirror': 'hide',
      'cropped, smaller and brighter': 'hide',
      'behind a white picture': 'hide',
    })
    expect(new Set(Object.values(controls))).toEqual(new Set(['shown']))
  }, 240_000)
})
