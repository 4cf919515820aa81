import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import { Person, passphrase } from '../harness/person.ts'
import { serve } from '../harness/serve.ts'

const root = join(import.meta.dirname, '../..')

function onshore(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(root, 'src/cli/onshore.js'), ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C.UTF-8' },
    timeout: 120_000,
  })
}

describe.skipIf(!hasFfmpeg)(`a backup${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('of a running shore comes back on another machine: people, clips, likes, files, jobs, byte for byte', {
    timeout: 300_000,
  }, async () => {
    const there = mkdtempSync(join(tmpdir(), 'onshore-backups-'))
    const file = join(there, 'shore.age')
    const identity = join(there, 'identity.txt')
    const [secret, recipient] = onshore('backup', 'key').stdout.trim().split('\n').slice(-2) as [string, string]
    writeFileSync(identity, `# kept elsewhere\n${secret}\n`)
    let video = ''
    let slateKey = ''
    {
      await using shore = await serve()
      const alice = await Person.join(shore.url, 'alice')
      const bob = await Person.join(shore.url, 'bob')
      video = (await alice.post(clip('web.mp4'), { caption: 'Kept twice #backup', visibility: 'public' })).id
      await alice.post(clip('silent.mp4'), { visibility: 'private' })
      await bob.ask('PUT', `/api/videos/${video}/like`)
      const said = await bob.ask('POST', `/api/videos/${video}/comments`, { text: 'Kept as well' })
      await alice.ask('POST', `/api/videos/${video}/comments`, { text: 'With its answer', replyTo: said.body.id })
      await bob.ask('PUT', '/api/accounts/alice/follow')
      await bob.ask('POST', '/api/reports', { kind: 'video', id: video, category: 'spam' })
      const ruled = async (url: string) => {
        const [rules, { at: _, ...counts }] = await Promise.all(
          ['rules', 'moderation'].map(one => fetch(`${url}/public/${one}`).then(reply => reply.json())),
        )
        return [rules, counts]
      }
      const before = await ruled(shore.url)
      expect(before).toMatchObject([{ items: expect.any(Array) }, { open: 1 }])
      // One upload on its way, which goes on where it was.
      const open = await bob.begin(10_000, 'half.mp4')
      await bob.send(open.id, 0, new Uint8Array(4000))
      const invite = (data: string) =>
        onshore('operate', 'invite', '--why', 'for the choir', '--data', data).stdout.trim().split('\n').at(-1)!
      const ended = invite(shore.data)
      const made = onshore('backup', file, '--recipient', recipient, '--data', shore.data)
      expect([made.status, made.stderr]).toEqual([0, ''])
      expect(onshore('backup', join(there, 'x'), '--recipient', 'not a key', '--data', shore.data).status).toBe(2)
      slateKey = (await fetch(`${shore.url}/.well-known/onshore.json`).then(reply => reply.json())).slateKey

      const data = mkdtempSync(join(tmpdir(), 'onshore-restored-'))
      // As if a restore had been interrupted: no shore starts there, and restoring again begins anew.
      writeFileSync(join(data, 'restoring'), '')
      writeFileSync(join(data, 'half'), '')
      const begun = onshore('serve', '--data', data)
      expect([begun.status, begun.stderr]).toEqual([2, expect.stringContaining('was begun and not finished')])
      const back = onshore('restore', file, '--identity', identity, '--data', data)
      expect([back.status, back.stderr]).toEqual([0, ''])
      await using again = await serve({ data, environment: { ONSHORE_JOINING: 'invite' } })
      const shown = await fetch(`${again.url}/public/videos/${video}`).then(reply => reply.json())
      expect([shown.caption, shown.likes, shown.comments]).toEqual(['Kept twice #backup', 1, 2])
      const { items } = await fetch(`${again.url}/public/videos/${video}/comments`).then(reply => reply.json())
      expect(items).toMatchObject([{ text: 'Kept as well', replies: 1 }])
      // What a migration puts into its tables gives way to what the backup has there.
      expect(await ruled(again.url)).toEqual(before)
      const media = await fetch(again.url + shown.renditions[0].url)
      expect(media.status).toBe(200)
      const kept = blobsIn(data)
      expect(kept.length).toBeGreaterThan(5)
      for (const [hash, bytes] of kept) expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash)
      const names = kept.map(([hash]) => hash)
      for (const address of [...shown.renditions.map((one: { url: string }) => one.url), shown.poster])
        expect(names).toContain(address.split('/').at(-1))
      const other = new Person(again.url)
      expect((await other.ask('POST', '/api/session', { handle: 'alice', passphrase })).status).toBe(201)
      expect((await other.ask('GET', '/api/videos')).body.items).toHaveLength(2)
      // Who was signed in signs in again: what was ended since the backup does not come back.
      const sameBob = new Person(again.url)
      sameBob.cookie = bob.cookie
      expect((await sameBob.ask('GET', '/api/session')).body.account).toBeNull()
      await sameBob.ask('POST', '/api/session', { handle: 'bob', passphrase })
      // An invitation may have been ended, or used up, since the backup. The control: one that is made now opens an account.
      const comeIn = (code: string) => other.ask('POST', '/api/accounts', { handle: 'carol', passphrase, invite: code })
      expect((await comeIn(ended)).body.code).toBe('join.invite')
      expect((await comeIn(invite(data))).status).toBe(201)
      expect(await sameBob.offsetOf(open.id)).toBe(4000)
      expect((await fetch(`${again.url}/.well-known/onshore.json`).then(reply => reply.json())).slateKey).toBe(slateKey)
    }

    // What is damaged, cut short, or somebody else's restores nothing at all.
    const bytes = readFileSync(file)
    const data = mkdtempSync(join(tmpdir(), 'onshore-damaged-'))
    const attempt = (name: string, changed: Buffer, key = identity) => {
      const path = join(there, name)
      writeFileSync(path, changed)
      const { status, stderr } = onshore('restore', path, '--identity', key, '--data', data)
      expect([status, stderr], name).toEqual([2, expect.stringContaining('no whole backup')])
      expect(readdirSync(data), name).toEqual([])
    }
    const turned = Buffer.from(bytes)
    turned[Math.floor(bytes.length / 2)]! ^= 1
    attempt('one bit.age', turned)
    attempt('cut.age', bytes.subarray(0, bytes.length - 70_000))
    attempt('empty.age', Buffer.alloc(0))
    const stranger = join(there, 'stranger.txt')
    writeFileSync(stranger, onshore('backup', 'key').stdout)
    attempt('another key.age', bytes, stranger)
    writeFileSync(join(data, 'something'), '')
    expect(onshore('restore', file, '--identity', identity, '--data', data).stderr).toContain('holds something already')
    expect(existsSync(join(data, 'something'))).toBe(true)
    // Nothing of a person can be read in the file.
    for (const word of ['alice', 'Kept twice']) expect(bytes.includes(word), word).toBe(false)
    rmSync(there, { recursive: true })
  })
})

/** Every object of a shore's folder, by its name. */
function blobsIn(data: string): [hash: string, bytes: Buffer][] {
  return readdirSync(join(data, 'blobs'), { recursive: true, encoding: 'utf8' })
    .filter(name => /\/[0-9a-f]{64}$/.test(name))
    .map(name => [name.split('/').at(-1)!, readFileSync(join(data, 'blobs', name))])
}
