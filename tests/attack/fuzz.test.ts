import { readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { recordAttack } from '../harness/attacks.ts'
import { fileOf, hasFfmpeg } from '../harness/clips.ts'
import { hasZzuf, mutate, seeds } from '../harness/mutated.ts'
import { openShore } from '../harness/shore.ts'

const missing = [...(hasFfmpeg ? [] : ['ffmpeg']), ...(hasZzuf ? [] : ['zzuf'])].join(', ')
/** `npm run soak` makes a thousand. */
const files = Number(process.env['ONSHORE_MUTATED'] ?? 100)
const firstSeed = Number(process.env['ONSHORE_MUTATED_FROM'] ?? 0)
const honestEvery = 20

describe.skipIf(missing !== '')(`files that were mutated at random${missing && ` [${missing}]`}`, () => {
  it(`end as clips or as refusals, ${files} of them, with honest files in between: nothing gets out, nothing stays stuck (M13)`, {
    timeout: 1_200_000,
  }, async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    let hits = 0
    const listener = createServer(socket => {
      hits++
      socket.destroy()
    })
    await new Promise<void>(resolve => listener.listen(0, '127.0.0.1', resolve))
    const made = seeds()
    const outcomes: Record<string, number> = {}
    let changed = 0
    let honest = 0
    const post = async (seed: number) => {
      const { source, bytes } = mutate(made, seed)
      if (!bytes.equals(source)) changed++
      const own = await shore.people['alice']!.post(fileOf(`mutated-${seed % 8}.mp4`, bytes), { visibility: 'public' })
      const outcome = own.refusal?.code ?? own.state
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
    }
    for (let from = 0; from < files; from += 4) {
      await Promise.all([0, 1, 2, 3].map(step => post(firstSeed + from + step)))
      if (from % honestEvery !== 0) continue
      expect((await shore.people['bob']!.post(made[0]!, { visibility: 'unlisted' })).state).toBe('ready')
      honest++
    }
    process.stdout.write(`Mutated files: ${JSON.stringify(outcomes)}, honest ones between: ${honest}\n`)
    // The last ladders end by themselves; then no row waits, no job is left, and no file lies about.
    const stuck = () =>
      shore.db
        .selectFrom('videos')
        .select('id')
        .where(({ or, and, eb }) =>
          or([
            eb('state', 'in', ['uploading', 'checking']),
            and([eb('state', '=', 'ready'), eb('finished_at', 'is', null)]),
          ]),
        )
        .execute()
    await expect.poll(stuck, { timeout: 120_000 }).toEqual([])
    await expect.poll(() => readdirSync(join(shore.folder, 'work')), { timeout: 20_000 }).toEqual([])
    const ours = Object.entries(outcomes).filter(
      ([code]) => code === 'video.not-processed' || code === 'video.ends-engine',
    )
    const escapes = hits
    listener.close()
    recordAttack({ id: 'M13', cases: files, controls: files, controlsSucceeded: changed, succeeded: escapes })
    expect([escapes, changed]).toEqual([0, files])
    expect(Object.keys(outcomes).length).toBeGreaterThan(2)
    // A fault of the shore's own on a hostile file would be a way to make it work in vain.
    expect(ours).toEqual([])
  })
})
