import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { clip, hasFfmpeg, isRoot } from '../harness/clips.ts'
import { Person, passphrase } from '../harness/person.ts'
import { serve } from '../harness/serve.ts'

const disk = mkdtempSync(join(tmpdir(), 'onshore-disk-'))
const isMounted = isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=480m', 'tmpfs', disk]).status === 0
const missing = [...(hasFfmpeg ? [] : ['ffmpeg']), ...(isMounted ? [] : ['root, and leave to mount'])].join(', ')

afterAll(() => {
  if (isMounted) spawnSync('umount', [disk])
  rmSync(disk, { recursive: true, force: true })
})

describe.skipIf(missing !== '')(`a disk that is really full${missing && ` [${missing}]`}`, () => {
  it('is a refusal in words, loses nothing that was sent, and the upload goes on when there is room', {
    timeout: 120_000,
  }, async () => {
    await using shore = await serve({ data: join(disk, 'shore') })
    const person = new Person(shore.url)
    await person.ask('POST', '/api/accounts', { handle: 'alice', passphrase })
    const small = readFileSync(clip('web.mp4'))
    const filling = Buffer.alloc(40_000_000)
    filling.writeUInt32BE(filling.length, 0)
    filling.write('free', 4)
    const bytes = Buffer.concat([small, filling])

    const { id, status } = await person.begin(bytes.length)
    expect(status).toBe(201)
    await person.ask('POST', `/api/videos/${id}/post`, { visibility: 'public' })
    expect((await person.send(id, 0, bytes.subarray(0, 1_000_000))).status).toBe(204)

    // Somebody else's file takes the room that was there when the upload began; all but a few MB.
    const { bavail, bsize } = statfsSync(disk)
    writeFileSync(join(disk, 'somebody-elses'), Buffer.alloc(bavail * bsize - 6_000_000))
    const full = await person.send(id, 1_000_000, bytes.subarray(1_000_000))
    expect([full.status, full.body]).toMatchObject([507, { code: 'shore.disk-full' }])
    expect(await person.begin(1_000_000)).toMatchObject({ status: 507, body: { code: 'shore.disk-full' } })
    const kept = await person.offsetOf(id)
    expect(kept).toBeGreaterThanOrEqual(1_000_000)
    expect((await person.ask('GET', `/api/videos/${id}`)).body.state).toBe('uploading')

    rmSync(join(disk, 'somebody-elses'))
    expect((await person.send(id, kept, bytes.subarray(kept))).status).toBe(204)
    expect((await person.untilEnd(id)).state).toBe('ready')
  })
})
