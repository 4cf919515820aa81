import { generateKeyPairSync, sign } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Encrypter } from 'age-encryption'
import { pack } from 'tar-stream'
import { afterAll, describe, expect, it } from 'vitest'
import { archiveClaim, archiveFormat } from '../../src/core/archive/format.ts'
import { arrive, sha256, tarOf, untilArrived, untilEnded, zipOf } from '../harness/archives.ts'
import { recordAttack } from '../harness/attacks.ts'
import { drawn, hasFfmpeg, makeClip, x264 } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const clip = () =>
  readFileSync(
    makeClip('hostile-archive.mp4', [...drawn('testsrc2=s=96x160:r=12:d=1', 'sine=d=1'), ...x264, '-c:a', 'aac']),
  )
const script = '<script>globalThis.wasHere = true</script><img src=x onerror=alert(1)>'
const someone = '019acf2e-7b1c-7d3a-9b5e-0f4c2d6a8e10'

interface Made {
  videos?: object[]
  extra?: [string, Uint8Array | string][]
  saves?: object[]
  account?: object
  head?: object
}

const video = (caption: string, more: object = {}) => ({
  ...{
    id: someone,
    caption,
    postedAt: '2025-03-01T10:00:00.000Z',
    publishedAt: '2025-03-01T10:00:00.000Z',
    visibility: 'public',
  },
  files: [{ path: 'media/a.mp4', role: 'rendition', width: 96, language: '' }],
  ...more,
})

/** An archive as somebody with a text editor and a key of their own makes it: its sums and its signature are right. */
async function forged({
  videos = [video('A harbour')],
  extra = [],
  saves = [],
  account = {},
  head = {},
}: Made = {}): Promise<[string, Buffer][]> {
  const files: [string, Buffer][] = [
    ['account.json', Buffer.from(JSON.stringify(account))],
    ['videos.json', Buffer.from(JSON.stringify({ items: videos }))],
    ['saves.json', Buffer.from(JSON.stringify({ items: saves }))],
    ['media/a.mp4', clip()],
    ...extra.map(([name, content]) => [name, Buffer.from(content)] as [string, Buffer]),
  ]
  const sums = Buffer.from(files.map(([name, content]) => `${sha256(content)}  ${name}\n`).join(''))
  const archive = Buffer.from(
    JSON.stringify({
      ...{
        format: archiveFormat,
        version: '0.1.0',
        shore: 'https://evil.example',
        account: { id: someone, handle: 'mallory' },
      },
      ...{ madeAt: '2026-01-01T00:00:00.000Z', files: files.length, bytes: 1, sums: sha256(sums), gone: [], ...head },
    }),
  )
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const proof = {
    key: Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url').toString('base64'),
    archive: sha256(archive),
    signature: sign(null, Buffer.from(archiveClaim(sha256(archive))), privateKey).toString('base64'),
  }
  return [...files, ['SHA256SUMS', sums], ['archive.json', archive], ['proof.json', Buffer.from(JSON.stringify(proof))]]
}

/** One file of a tar as nobody’s tool would write it. */
async function tarWith(header: object, content = ''): Promise<Buffer> {
  const packing = pack()
  for (const [name, bytes] of await forged()) packing.entry({ name }, bytes)
  packing.entry(header as { name: string }, content)
  packing.finalize()
  const parts: Buffer[] = []
  for await (const part of packing) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

async function brought(person: Person, bytes: Buffer) {
  await person.ask('DELETE', '/api/arrival')
  await arrive(person, bytes)
  return untilArrived(person)
}

let cases = 0
let controlsSucceeded = 0
let succeeded = 0

/** Files below the shore’s folder that lie where nobody put them, and clips that nobody should have. */
const strays = ({ folder }: TestShore) =>
  ['evil.txt', '../evil.txt', '../../evil.txt', 'blobs/evil.txt'].filter(name => existsSync(join(folder, name)))

describe.skipIf(!hasFfmpeg)(`archives that are brought${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  afterAll(() => recordAttack({ id: 'archives', cases, controls: 2, controlsSucceeded, succeeded }))

  it('are refused in words where they are damaged, cut short, foreign or hostile, and leave nothing', {
    timeout: 240_000,
  }, async () => {
    await using shore = await openShore({ people: ['alice'] })
    const alice = shore.people['alice']!
    const good = await tarOf(await forged())
    const files = await forged()
    const changed = files.map(
      ([name, bytes]) =>
        [name, name === 'videos.json' ? Buffer.from(bytes.toString().replace('harbour', 'hArbour')) : bytes] as const,
    )
    const missing = files.filter(([name]) => name !== 'media/a.mp4')
    const unsigned = files.map(
      ([name, bytes]) =>
        [
          name,
          name === 'proof.json'
            ? Buffer.from(bytes.toString().replace(/"signature":"..../, '"signature":"AAAA'))
            : bytes,
        ] as const,
    )
    const flipped = Buffer.from(good)
    flipped[good.indexOf('A harbour')]! ^= 1
    const attacks: [string, Buffer, string][] = [
      ['a picture', Buffer.from('GIF89a and nothing else'), 'arrival.unknown'],
      ['a page', Buffer.from(`<html>${script}`), 'arrival.unknown'],
      ['cut short', good.subarray(0, good.length - 20_000), 'arrival.damaged'],
      ['cut in a header', good.subarray(0, 700), 'arrival.damaged'],
      ['a byte flipped', flipped, 'arrival.damaged'],
      ['words changed', await tarOf(changed), 'arrival.damaged'],
      ['a file gone', await tarOf(missing), 'arrival.damaged'],
      ['no signature', await tarOf(unsigned), 'arrival.damaged'],
      ['of a later format', await tarOf(await forged({ head: { format: 'onshore-archive/9' } })), 'arrival.newer'],
      ['climbing', await tarWith({ name: '../../evil.txt' }, 'evil'), 'arrival.hostile'],
      ['absolute', await tarWith({ name: '/tmp/evil.txt' }, 'evil'), 'arrival.hostile'],
      ['backslashes', await tarWith({ name: '..\\evil.txt' }, 'evil'), 'arrival.hostile'],
      ['a link', await tarWith({ name: 'evil', type: 'symlink', linkname: '/etc/passwd' }), 'arrival.hostile'],
      ['a hard link', await tarWith({ name: 'evil', type: 'link', linkname: 'media/a.mp4' }), 'arrival.hostile'],
      [
        'a device',
        await tarWith({ name: 'evil', type: 'character-device', devmajor: 1, devminor: 3 }),
        'arrival.hostile',
      ],
      ['a name twice', await tarWith({ name: 'videos.json' }, '{"items":[]}'), 'arrival.hostile'],
      ['a zip that climbs', zipOf([['../evil.txt', 'evil']]), 'arrival.hostile'],
      ['a zip with a link', zipOf([['evil', '/etc/passwd']], { mode: 0o120777 }), 'arrival.hostile'],
      ['a bomb', zipOf([['reels.json', Buffer.alloc(60_000_000)]]), 'arrival.too-much'],
      [
        'a zip that lies about its size',
        zipOf([['reels.json', Buffer.alloc(5000)]], { claimed: 10 }),
        'arrival.damaged',
      ],
      ['a zip of something else', zipOf([['notes.txt', 'hello']]), 'arrival.unknown'],
      ['a zip cut short', zipOf([['reels.json', '[]']]).subarray(0, 60), 'arrival.damaged'],
      ['sealed and cut', Buffer.from('age-encryption.org/v1\n-> scrypt AAAA 18\n'), 'sealed'],
    ]
    for (const [what, bytes, expected] of attacks) {
      cases++
      const found = await brought(alice, bytes)
      const got = found.fault?.code ?? found.state
      if (got !== expected) succeeded++
      expect(got, what).toBe(expected)
      expect(strays(shore), what).toEqual([])
      expect((await alice.ask('GET', '/api/videos')).body.items, what).toEqual([])
      // What the last one left is taken away with the next.
      expect(readdirSync(join(shore.folder, 'archives')).length, what).toBeLessThan(5)
    }
    // The control: the same hand makes one that is whole, and it comes.
    const whole = await brought(alice, good)
    expect(whole).toMatchObject({ state: 'done', fault: null, refused: 0 })
    expect((await alice.ask('GET', '/api/videos')).body.items).toHaveLength(1)
    controlsSucceeded++
  })

  it('name nobody else’s rows, are words where they are scripts, and give no clip what its check would not', {
    timeout: 240_000,
  }, async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const { alice, bob } = shore.people as { alice: Person; bob: Person }
    const theirs = await bob.post(
      makeClip('bobs.mp4', [...drawn('testsrc2=s=96x160:r=12:d=1,hue=h=90', 'sine=d=1'), ...x264, '-c:a', 'aac']),
      { visibility: 'private', caption: 'Private' },
    )
    const files = await forged({
      account: { name: script, bio: script, links: [{ title: script, url: 'javascript:alert(1)' }] },
      saves: [
        {
          video: theirs.id,
          address: `${shore.url}/@bob/video/${theirs.id}`,
          collection: null,
          at: '2025-01-01T00:00:00.000Z',
        },
      ],
      videos: [
        video(script, { alt: script, account_id: bob.handle, publishedAt: '2999-01-01T00:00:00.000Z' }),
        video('Mine now', { id: theirs.id, pinnedComment: theirs.id, sound: theirs.id, likes: 1_000_000 }),
        video('A picture of nothing', {
          id: someone.replace('0f4c', '0f4d'),
          files: [{ path: 'media/evil.mp4', role: 'rendition', width: 1, language: '' }],
        }),
        video('x'.repeat(30_000), { id: someone.replace('0f4c', '0f4e') }),
        video('No file', {
          id: someone.replace('0f4c', '0f4f'),
          files: [{ path: '../../etc/passwd', role: 'rendition', width: 1, language: '' }],
        }),
        { id: 'not one' },
      ],
      extra: [['media/evil.mp4', '#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n']],
    })
    cases++
    const found = await brought(alice, await tarOf(files))
    expect(found).toMatchObject({ state: 'done', refused: 4 })
    const mine = (await alice.ask('GET', '/api/videos')).body.items as {
      id: string
      caption: string
      publishedAt: string
      video: { likes: number }
    }[]
    expect(mine.map(({ caption }) => caption).sort()).toEqual([script, 'Mine now'].sort())
    for (const one of mine) {
      expect(one.id).not.toBe(theirs.id)
      expect(new Date(one.publishedAt).getTime()).toBeLessThanOrEqual(Date.now())
      expect(one.video.likes).toBe(0)
      const page = await (await fetch(`${shore.url}/@alice/video/${one.id}`)).text()
      expect(page).not.toContain('<script>globalThis')
      expect(page).not.toContain('<img src=x')
    }
    const profile = await (await fetch(`${shore.url}/@alice`)).text()
    expect(profile).not.toContain('<script>globalThis')
    expect((await shore.guest().ask('GET', '/public/accounts/alice')).body.links).toEqual([])
    for (const { id } of (await alice.ask('GET', '/api/saves')).body.items) expect(id).not.toBe(theirs.id)
    expect((await bob.ask('GET', `/api/videos/${theirs.id}`)).body).toMatchObject({
      caption: 'Private',
      visibility: 'private',
    })
    // The control: what the archive says does come, as words.
    expect(mine.some(({ caption }) => caption === script)).toBe(true)
    controlsSucceeded++
  })

  it('come one at a time, not while the account may show nothing, and go on once it may', {
    timeout: 120_000,
  }, async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const { alice, bob } = shore.people as { alice: Person; bob: Person }
    const bytes = await tarOf(await forged())
    const begin = (person: Person) =>
      person.ask('POST', '/api/arrivals', undefined, {
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.length),
      })
    const first = await begin(alice)
    expect(first.status).toBe(201)
    const second = await begin(alice)
    expect(second.body.code).toBe('arrival.under-way')
    // Nobody sends into another’s.
    const id = first.headers.get('location')!.split('/').at(-1)
    expect((await bob.ask('HEAD', `/api/arrivals/${id}`, undefined, { 'tus-resumable': '1.0.0' })).status).toBe(404)
    const large = await bob.ask('POST', '/api/arrivals', undefined, {
      'tus-resumable': '1.0.0',
      'upload-length': String(1e15),
    })
    expect(large.body.code).toBe('arrival.too-large')

    await alice.ask('DELETE', '/api/arrival')
    const until = new Date(Date.now() + 86_400_000)
    await shore.db.updateTable('accounts').set({ restricted_until: until }).where('handle', '=', 'alice').execute()
    expect((await begin(alice)).body.code).toBe('account.restricted')
    await shore.db.updateTable('accounts').set({ restricted_until: null }).where('handle', '=', 'alice').execute()
    // Suspended while the archive waits for its passphrase.
    const encrypter = new Encrypter()
    encrypter.setPassphrase('lantern over the water')
    encrypter.setScryptWorkFactor(10)
    await arrive(alice, Buffer.from(await encrypter.encrypt(bytes)))
    await shore.db.updateTable('accounts').set({ suspended_at: new Date() }).where('handle', '=', 'alice').execute()
    await alice.ask('POST', '/api/arrival/passphrase', { passphrase: 'lantern over the water' })
    expect((await untilEnded(alice)).fault?.code).toBe('account.suspended')
    await shore.db.updateTable('accounts').set({ suspended_at: null }).where('handle', '=', 'alice').execute()
    await alice.ask('POST', '/api/arrival/again')
    expect(await untilEnded(alice)).toMatchObject({ state: 'done', refused: 0 })
    expect((await alice.ask('GET', '/api/videos')).body.items).toHaveLength(1)
  })
})
