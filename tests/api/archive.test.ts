import { createPublicKey, verify } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Decrypter } from 'age-encryption'
import { describe, expect, it } from 'vitest'
import { archiveClaim, archiveHead, archiveProof, archiveSchema } from '../../src/core/archive/format.ts'
import { type ArchivedVideo, type ArchivePart, archivePartNames, archiveParts } from '../../src/core/archive/parts.ts'
import { openArchives } from '../../src/server/adapters/folder/archives.ts'
import { endArchives } from '../../src/server/archive/end.ts'
import { archiveStores } from '../../src/server/archive/index.ts'
import { archived, fetchArchive, filesIn, headOf, jsonOf, prove, sha256, untilMade } from '../harness/archives.ts'
import { drawn, hasFfmpeg, makeClip, x264 } from '../harness/clips.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const clip = () =>
  makeClip('archived.mp4', [...drawn('testsrc2=s=96x160:r=12:d=1', 'sine=d=1'), ...x264, '-c:a', 'aac'])
const webvtt = 'WEBVTT\n\n00:00.000 --> 00:00.900\nGood morning.\n'

/** Somebody who has used everything, among others. */
async function fill(shore: TestShore): Promise<string> {
  const { alice, bob } = shore.people as { alice: (typeof shore.people)[string]; bob: (typeof shore.people)[string] }
  const own = await alice.post(clip(), { caption: 'First light #shore for @bob' })
  const theirs = await bob.post(clip(), { caption: 'Theirs' })
  const until = Date.now() + 60_000
  while (!(await alice.ask('GET', `/api/videos/${own.id}`)).body.finishedAt && Date.now() < until)
    await new Promise(resolve => setTimeout(resolve, 50))
  await alice.ask('PUT', `/api/videos/${own.id}/captions/en`, { text: webvtt })
  const draft = await alice.begin(1000, 'draft.mp4')
  await alice.ask('PUT', `/api/videos/${draft.id}/draft`, { caption: 'not yet' })
  await alice.ask('PATCH', '/api/account', { bio: 'Harbour master', name: 'Alice A.' })
  await alice.ask('PUT', '/api/account/avatar', { pixels: Buffer.alloc(256 * 256 * 3, 90).toString('base64') })
  await alice.ask('PUT', `/api/videos/${theirs.id}/like`)
  await alice.ask('PUT', `/api/videos/${theirs.id}/repost`)
  await alice.ask('PUT', `/api/videos/${theirs.id}/save`)
  const { id: collection } = (await alice.ask('POST', '/api/collections', { name: 'Harbours' })).body
  await alice.ask('PUT', `/api/saves/${theirs.id}`, { collection })
  await alice.ask('POST', `/api/videos/${theirs.id}/comments`, { text: 'Well said' })
  await bob.ask('POST', `/api/videos/${own.id}/comments`, { text: 'Lovely, @alice' })
  await alice.ask('PUT', '/api/accounts/bob/follow')
  await bob.ask('PUT', '/api/accounts/alice/follow')
  await alice.ask('PUT', '/api/accounts/carol/block')
  await alice.ask('PUT', '/api/accounts/dave/mute')
  await alice.ask('PUT', '/api/muted', { kind: 'word', what: 'spoilers', isMuted: true })
  await alice.ask('PUT', '/api/tags/shore/follow')
  await alice.ask('PUT', '/api/notices/choices', { unwanted: ['likes'] })
  await alice.ask('POST', '/api/reports', { kind: 'account', id: 'dave', category: 'spam', words: 'Sells things' })
  await prove(alice)
  await alice.ask('POST', '/api/tokens', { name: 'scheduler', scope: 'post' })
  return own.id
}

describe.skipIf(!hasFfmpeg)(`the archive of an account${hasFfmpeg ? '' : ' [ffmpeg]'}`, () => {
  it('holds everything of it, as its schemas say, signed by the shore, and of others handles and what they said', {
    timeout: 180_000,
  }, async () => {
    await using shore = await openShore({ people: ['alice', 'bob', 'carol', 'dave'] })
    const id = await fill(shore)
    const alice = shore.people['alice']!
    const made = await archived(alice)
    expect(made).toMatchObject({ state: 'ready', isSealed: false, progress: 1 })
    const { bytes, headers } = await fetchArchive(alice)
    expect(sha256(bytes)).toBe(made.sha256)
    expect(bytes.length).toBe(made.bytes)
    expect(headers.get('content-disposition')).toContain('onshore-alice-')
    const files = await filesIn(bytes)

    // Every file but the last three is in the sums, and is what they say.
    const sums = new Map(
      files
        .get('SHA256SUMS')!
        .toString()
        .trimEnd()
        .split('\n')
        .map(line => [line.slice(66), line.slice(0, 64)] as const),
    )
    expect([...files.keys()].slice(-3)).toEqual(['SHA256SUMS', 'archive.json', 'proof.json'])
    expect([...sums.keys()]).toEqual([...files.keys()].slice(0, -3))
    for (const [name, sum] of sums) expect(sha256(files.get(name)!), name).toBe(sum)
    const head = archiveHead.parse(headOf(files))
    expect(head).toMatchObject({ shore: shore.url, account: { handle: 'alice' }, gone: [], files: sums.size })
    expect(head.sums).toBe(sha256(files.get('SHA256SUMS')!))
    const proof = archiveProof.parse(jsonOf(files, 'proof.json'))
    expect(proof.archive).toBe(sha256(files.get('archive.json')!))
    const declared = (await shore.guest().ask('GET', '/.well-known/onshore.json')).body.slateKey
    expect(proof.key).toBe(declared)
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(proof.key, 'base64').toString('base64url') },
      format: 'jwk',
    })
    expect(verify(null, Buffer.from(archiveClaim(proof.archive)), key, Buffer.from(proof.signature, 'base64'))).toBe(
      true,
    )

    for (const part of archivePartNames) {
      const parsed = archiveParts[part].safeParse(jsonOf(files, `${part}.json`))
      expect(parsed.error?.issues, part).toBeUndefined()
      expect(jsonOf(files, `schemas/${part}.schema.json`)).toEqual(JSON.parse(JSON.stringify(archiveSchema(part))))
    }
    const items = (part: ArchivePart) => jsonOf(files, `${part}.json`).items
    expect(jsonOf(files, 'account.json')).toMatchObject({
      ...{ handle: 'alice', name: 'Alice A.', bio: 'Harbour master', picture: 'media/picture.webp' },
      settings: { unwantedNotices: ['like'] },
    })
    expect(files.get('media/picture.webp')!.subarray(8, 12).toString()).toBe('WEBP')
    const [video, draft] = items('videos') as [ArchivedVideo, ArchivedVideo]
    expect(video).toMatchObject({ id, caption: 'First light #shore for @bob', tags: ['shore'], comments: 1 })
    expect(video.address).toBe(`${shore.url}/@alice/video/${id}`)
    expect(draft).toMatchObject({ state: 'uploading', fileName: 'draft.mp4', draft: { words: { caption: 'not yet' } } })
    expect(video.files.map(({ role }) => role)).toEqual(expect.arrayContaining(['rendition', 'poster', 'captions']))
    for (const file of video.files) {
      expect(sha256(files.get(file.path)!), file.path).toBe(file.sha256)
      // Byte by byte what the shore serves.
      const reply = await fetch(`${shore.url}/media/${file.sha256}`)
      expect(Buffer.from(await reply.arrayBuffer()).equals(files.get(file.path)!), file.path).toBe(true)
    }
    expect(items('comments')).toMatchObject([{ by: 'alice', text: 'Well said' }])
    expect(items('received')).toMatchObject([{ by: 'bob', text: 'Lovely, @alice' }])
    for (const part of ['likes', 'reposts', 'saves'] as const)
      expect(items(part)[0].address, part).toContain('/@bob/video/')
    expect(items('saves')[0].collection).toBe(items('collections')[0].id)
    for (const [part, handle] of [
      ['following', 'bob'],
      ['followers', 'bob'],
      ['blocks', 'carol'],
      ['mutes', 'dave'],
    ] as const)
      expect(items(part), part).toMatchObject([{ handle }])
    expect(items('muted')).toMatchObject([{ kind: 'word', what: 'spoilers' }])
    expect(items('tags')).toMatchObject([{ tag: 'shore' }])
    expect(items('reports')).toMatchObject([{ kind: 'account', words: 'Sells things' }])
    expect(items('tokens')).toMatchObject([{ name: 'scheduler' }])
    expect(items('sessions')).toHaveLength(1)
    expect(jsonOf(files, 'account.json').recoveryCodes).toHaveLength(8)

    // Nothing that opens anything, and nothing of others but handles and what they said.
    const all = [...files]
      .filter(([name]) => name.endsWith('.json'))
      .map(([, text]) => text.toString())
      .join('')
    for (const row of await shore.db.selectFrom('sessions').select('token_hash').execute())
      expect(all).not.toContain(row.token_hash)
    expect(all).not.toContain('argon2')
    for (const other of await shore.db.selectFrom('accounts').select(['id', 'handle']).execute())
      if (other.handle !== 'alice') expect(items('notices').map(String).join()).not.toContain(other.id)
  })

  it('is given to its person alone, who has just shown that it is them, by ranges, until it is taken back or a week is over', {
    timeout: 120_000,
  }, async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const { alice, bob } = shore.people as { alice: (typeof shore.people)[string]; bob: (typeof shore.people)[string] }
    await shore.db
      .updateTable('sessions')
      .set({ verified_at: new Date(0) })
      .execute()
    const early = await alice.ask('POST', '/api/archive', {})
    expect(early.body.code).toBe('session.step-up')
    const made = await archived(alice)
    const whole = await fetchArchive(alice)
    const etag = whole.headers.get('etag')!
    const first = await fetchArchive(alice, { range: 'bytes=0-999' })
    expect([first.status, first.headers.get('content-range')]).toEqual([206, `bytes 0-999/${made.bytes}`])
    const rest = await fetchArchive(alice, { range: 'bytes=1000-', 'if-range': etag })
    expect(Buffer.concat([first.bytes, rest.bytes]).equals(whole.bytes)).toBe(true)
    expect((await fetchArchive(alice, { range: 'bytes=9999999999-' })).status).toBe(416)
    // Of another archive nothing is gone on with: the whole comes anew.
    expect((await fetchArchive(alice, { range: 'bytes=1000-', 'if-range': '"another"' })).status).toBe(200)

    expect((await fetchArchive(bob)).status).toBe(403)
    await prove(bob)
    expect((await bob.ask('GET', '/api/archive/file')).body.code).toBe('archive.not-there')
    expect((await fetchArchive(shore.guest())).status).toBe(401)
    const { token } = (await alice.ask('POST', '/api/tokens', { name: 'reader', scope: 'read' })).body
    const byToken = await shore.guest().ask('GET', '/api/archive/file', undefined, { authorization: `Bearer ${token}` })
    expect(byToken.body.code).toBe('token.act')
    await shore.db
      .updateTable('sessions')
      .set({ verified_at: new Date(0) })
      .execute()
    expect((await alice.ask('GET', '/api/archive/file')).body.code).toBe('session.step-up')

    // A second takes the place of the first, file and all.
    const files = openArchives(join(shore.folder, 'archives'))
    await archived(alice)
    expect(await files.ids()).toHaveLength(1)
    const rooms = { ...archiveStores(shore.db, shore.keys), files }
    await endArchives({ ...rooms, clock: { now: () => new Date() } })
    expect((await fetchArchive(alice)).status).toBe(200)
    await endArchives({ ...rooms, clock: { now: () => new Date(Date.now() + 8 * 86_400_000) } })
    expect((await alice.ask('GET', '/api/archive')).body.archive).toBeNull()
    expect(readdirSync(join(shore.folder, 'archives'))).toEqual([])
    await archived(alice)
    await alice.ask('DELETE', '/api/archive')
    expect((await alice.ask('GET', '/api/archive/file')).body.code).toBe('archive.not-there')
    expect(readdirSync(join(shore.folder, 'archives'))).toEqual([])
  })

  it('opens with the passphrase that it was made for and no other, and the shore keeps neither', {
    timeout: 120_000,
  }, async () => {
    await using shore = await openShore({ people: ['alice'] })
    const alice = shore.people['alice']!
    await prove(alice)
    const short = await alice.ask('POST', '/api/archive', { passphrase: 'too short' })
    expect(short.body).toMatchObject({ code: 'archive.passphrase', params: { min: 12, got: 9 } })
    expect((await archived(alice, { passphrase: 'lantern over the water' })).isSealed).toBe(true)
    const { bytes } = await fetchArchive(alice)
    const open = async (passphrase: string) => {
      const decrypter = new Decrypter()
      decrypter.addPassphrase(passphrase)
      return decrypter.decrypt(bytes)
    }
    await expect(open('lantern over the lake')).rejects.toThrow()
    expect(headOf(await filesIn(await open('lantern over the water'))).account.handle).toBe('alice')
    expect(await shore.db.selectFrom('archives').select('seal').execute()).toEqual([{ seal: null }])
  })

  it('is one at a time, and is begun anew where it was cut off: half of one is never there as a whole', {
    timeout: 120_000,
  }, async () => {
    let fails = 0
    await using shore = await openShore({
      people: ['alice'],
      blobs: local => ({
        ...local,
        async copy(hash, file) {
          if (fails-- > 0) throw new Error('the disk was pulled out')
          return local.copy(hash, file)
        },
      }),
    })
    const alice = shore.people['alice']!
    await alice.post(clip(), { caption: 'kept' })
    fails = 1
    await prove(alice)
    expect((await alice.ask('POST', '/api/archive', {})).status).toBe(202)
    expect((await alice.ask('POST', '/api/archive', {})).body.code).toBe('archive.being-made')
    // The first attempt failed in its middle; the queue began it anew.
    const made = await untilMade(alice)
    expect(made.state).toBe('ready')
    const [row] = await shore.db.selectFrom('archives').selectAll().execute()
    expect(existsSync(join(shore.folder, 'archives', `${row!.id}.part`))).toBe(false)
    const bytes = readFileSync(join(shore.folder, 'archives', row!.id))
    expect(sha256(bytes)).toBe(row!.sha256)
    expect([...(await filesIn(bytes)).keys()].at(-1)).toBe('proof.json')
  })
})
