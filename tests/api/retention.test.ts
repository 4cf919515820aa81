import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bounded, boundOf } from '../../src/core/register/retentions.ts'
import { accountStore, passkeyStore, tokenStore } from '../../src/server/accounts/index.ts'
import { localBlobs } from '../../src/server/adapters/blobs/local.ts'
import { sql } from '../../src/server/adapters/db/index.ts'
import { openArchives } from '../../src/server/adapters/folder/archives.ts'
import { slateKey } from '../../src/server/adapters/folder/index.ts'
import { openUploads } from '../../src/server/adapters/folder/uploads.ts'
import { openKeyFiles } from '../../src/server/adapters/keys/index.ts'
import { archiveStores } from '../../src/server/archive/index.ts'
import { slatesStore } from '../../src/server/feed/index.ts'
import { findingStore } from '../../src/server/finding/index.ts'
import { institutionStore } from '../../src/server/institutions/index.ts'
import { keyStore, keysBy, openDoors, openVault } from '../../src/server/keys/index.ts'
import { leavingStore } from '../../src/server/leaving/index.ts'
import { moderationStore } from '../../src/server/moderation/index.ts'
import { noticeStore } from '../../src/server/notices/index.ts'
import { tables } from '../../src/server/register/index.ts'
import { openRetention, retentionStore } from '../../src/server/retention/index.ts'
import { staffStore } from '../../src/server/staff/index.ts'
import { storageStore } from '../../src/server/storage/index.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const dayMs = 86_400_000

function retentionOf(shore: TestShore, now: () => Date) {
  const { db, videos } = shore
  const files = openKeyFiles(join(shore.folder, 'keys'))
  const keys = keysBy(openDoors({ vault: openVault(files), files, store: keyStore(db), clock: { now } }))
  return openRetention({
    store: retentionStore(db),
    accounts: accountStore(db),
    passkeys: passkeyStore(db),
    tokens: tokenStore(db),
    videos,
    slates: slatesStore(db),
    finding: findingStore(db, keys),
    moderation: moderationStore(db),
    notices: noticeStore(db),
    staff: staffStore(db),
    storage: storageStore(db),
    archives: { ...archiveStores(db, keys), files: openArchives(join(shore.folder, 'archives')) },
    uploads: openUploads(join(shore.folder, 'uploads')),
    blobs: localBlobs(join(shore.folder, 'blobs')),
    clock: { now },
    clipDays: null,
    leaving: leavingStore(db),
    keys,
    institutions: institutionStore({ db, key: slateKey(shore.folder) }),
    signing: { key: slateKey(shore.folder), shoreName: 'Onshore', backupDays: 35 },
    warn: () => undefined,
  })
}

const id = (n: number) => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`

/** One of everything that a rule bounds, made at `at`. */
async function plantAll(shore: TestShore, at: Date): Promise<void> {
  const { db } = shore
  const account = (n: number, handle: string) =>
    db
      .insertInto('accounts')
      .values({
        id: id(n),
        handle,
        skeleton: handle,
        name: handle,
        passphrase_hash: null,
        links: '[]',
        products: '[]',
        created_at: at,
      })
      .execute()
  await account(1, 'kept')
  await account(2, 'refused')
  await account(9, 'leaves')
  await db
    .insertInto('departures')
    .values({ account_id: id(9), code_hash: 'e', asked_at: at, leaves_at: at })
    .execute()
  await db.insertInto('erasures').values({ code_hash: 'f', erased_at: at, document: '{}' }).execute()
  await db
    .insertInto('newcomers')
    .values({ account_id: id(2), words: 'canary-waiting', asked_at: at, refused_at: at, refused_why: 'canary-why' })
    .execute()
  await db
    .insertInto('invites')
    .values({ id: id(3), code_hash: 'a', made_at: at, ends_at: at, uses: 1 })
    .execute()
  await db
    .insertInto('sessions')
    .values({
      id: id(4),
      account_id: id(1),
      token_hash: 'b',
      label: 'canary-session',
      created_at: at,
      last_used_at: at,
      verified_at: at,
    })
    .execute()
  await db
    .insertInto('challenges')
    .values({
      hash: 'c',
      purpose: 'join',
      account_id: null,
      session_id: null,
      handle: null,
      expires_at: new Date(at.getTime() + boundOf('challenge')),
    })
    .execute()
  await db
    .insertInto('tokens')
    .values({
      id: id(5),
      account_id: id(1),
      token_hash: 'd',
      scopes: ['read'],
      created_at: at,
      name: 'canary-token',
      expires_at: at,
    })
    .execute()
  await db
    .insertInto('archives')
    .values({
      account_id: id(1),
      id: id(13),
      state: 'ready',
      asked_at: at,
      is_sealed: false,
      of_bytes: 1,
      ends_at: new Date(at.getTime() + boundOf('archive')),
    } as never)
    .execute()
  await db
    .insertInto('arrivals')
    .values({
      account_id: id(1),
      id: id(14),
      state: 'done',
      file_name: 'canary-brought',
      bytes: 1,
      begun_at: at,
      visibility: 'private',
      ended_at: at,
    } as never)
    .execute()
  await db
    .insertInto('institutions')
    .values({
      id: id(15),
      account_id: null,
      founder_id: id(1),
      handle: 'ministry',
      skeleton: 'ministry',
      name: 'canary-founding',
      domain: 'ministry.example',
      kind: 'government',
      state: 'founding',
      mandate: '{}',
      code: 'code',
      begun_at: at,
    })
    .execute()
  await db.insertInto('operator_codes').values({ code_hash: 'e', created_at: at }).execute()
  const video = (n: number, facts: object) =>
    db
      .insertInto('videos')
      .values({
        id: id(n),
        account_id: id(1),
        state: 'ready',
        visibility: 'private',
        caption: '',
        tags: [],
        language: 'en',
        file_name: '',
        bytes: 1,
        duration_ms: null,
        width: null,
        height: null,
        thumbhash: null,
        storyboard_frames: null,
        storyboard_every_ms: null,
        created_at: at,
        uploaded_at: at,
        posted_at: at,
        published_at: null,
        ...facts,
      } as never)
      .execute()
  await video(6, { state: 'uploading', uploaded_at: null, posted_at: null })
  await video(7, { posted_at: null, caption: 'canary-draft' })
  await video(8, { file_name: 'canary-name.mp4' })
  await video(9, { ends_at: at, caption: 'canary-ending' })
  // What was sent, of a clip that is gone.
  writeFileSync(join(shore.folder, 'uploads', id(10)), 'canary-sent')
  await db
    .insertInto('cases')
    .values({
      id: id(11),
      kind: 'account',
      subject_id: id(1),
      account_id: null,
      found_by: 'report',
      is_grave: false,
      opened_at: at,
      due_at: at,
      taken_by: null,
      taken_at: null,
      state: 'decided',
      closed_at: at,
    })
    .execute()
  await db
    .insertInto('reports')
    .values({
      id: id(12),
      case_id: id(11),
      account_id: id(1),
      category: 'spam',
      words: 'canary-report',
      created_at: at,
      code_hash: null,
    } as never)
    .execute()
  await db
    .insertInto('requests')
    .values({
      id: id(15),
      account_id: id(1),
      about: 'accounts.name',
      subject_id: id(1),
      wish: 'correct',
      words: 'canary-asked',
      created_at: at,
      due_at: at,
      state: 'answered',
      changed_at: at,
      outcome: 'corrected',
    } as never)
    .execute()
  await db
    .insertInto('notices')
    .values({ account_id: id(1), kind: 'follow', subject_id: id(2), video_id: null, at } as never)
    .execute()
  for (const number of [1, 2])
    await db
      .insertInto('slates')
      .values({
        number,
        made_at: at,
        hash: `h${number}`,
        previous: null,
        signature: 's',
        body: number === 1 ? '{"canary":"canary-pack"}' : '{}',
      })
      .execute()
  await db.insertInto('words').values({ word: 'canary-word', grams: [] }).execute()
  await db.insertInto('tags').values({ tag: 'canary-tag', folded: 'canary-tag' }).execute()
  await sql`comment on table tags is 'rewritten 2026-01-01T00:00:00Z'`.execute(db)
  openKeyFiles(join(shore.folder, 'keys')).addGone('0'.repeat(64), at)
  const file = join(await mkdtemp(join(tmpdir(), 'onshore-orphan-')), 'file')
  writeFileSync(file, 'canary-orphan')
  await localBlobs(join(shore.folder, 'blobs')).keep(file)
}

/** Canaries that are anywhere in the tables of the register, or in the folder's files. */
async function canariesIn({ db, folder }: TestShore): Promise<string[]> {
  const found: string[] = []
  for (const name of Object.keys(tables)) {
    const { rows } = await sql<{
      row: string
    }>`select t::text as row from ${sql.table(name)} t where t::text like '%canary-%'`.execute(db)
    found.push(...rows.flatMap(({ row }) => row.match(/canary-\w+/g)!))
  }
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (file.isFile())
      found.push(...(readFileSync(join(file.parentPath, file.name), 'latin1').match(/canary-\w+/g) ?? []))
  return [...new Set(found)].sort()
}

const dueBy = async (retention: ReturnType<typeof retentionOf>) =>
  new Map((await retention.state()).map(({ rule, due }) => [rule, due]))

describe('retention', () => {
  it('has a doer for every time that the register names, and for no other', async () => {
    await using shore = await openShore({ isIdle: true })
    expect(retentionOf(shore, () => new Date()).rules.sort()).toEqual([...bounded].sort())
  })

  it('leaves nothing past its bound, and before that leaves all', async () => {
    await using shore = await openShore({ isIdle: true })
    const at = new Date()
    await plantAll(shore, at)
    let now = at
    const retention = retentionOf(shore, () => now)
    const faults: unknown[] = []

    // The control: past every bound, and the job has not run. Each rule finds what was planted for it.
    now = new Date(at.getTime() + 400 * dayMs)
    expect([...(await dueBy(retention))].filter(([, due]) => due === 0)).toEqual([])
    const planted = [
      'asked',
      'brought',
      'draft',
      'ending',
      'founding',
      'name',
      'orphan',
      'pack',
      'report',
      'sent',
      'session',
      'tag',
      'token',
    ]
    const canaries = [...planted, 'waiting', 'why', 'word'].map(name => `canary-${name}`)
    expect(await canariesIn(shore)).toEqual(canaries)

    await retention.keep(error => faults.push(error), { isAll: true })
    expect(faults).toEqual([])
    expect([...(await dueBy(retention))].filter(([, due]) => due > 0)).toEqual([])
    // The author is told which clip has gone, and that line has a time of its own.
    expect(await canariesIn(shore)).toEqual(['canary-ending'])
    // What no time bounds is still there.
    expect(await shore.db.selectFrom('accounts').select('handle').execute()).toEqual([{ handle: 'kept' }])
    expect(await shore.db.selectFrom('reports').select(['words', 'account_id']).execute()).toEqual([
      { words: '', account_id: null },
    ])
    expect(await shore.db.selectFrom('slates').select(['number', 'body']).orderBy('number').execute()).toEqual([
      { number: 1, body: null },
      { number: 2, body: '{}' },
    ])

    const counted = (await retention.state()).filter(({ total }) => total === 0)
    expect(counted).toEqual([])
    const told = (await shore.guest().ask('GET', '/public/retention')).body.items
    expect(told.map(({ rule }: { rule: string }) => rule).sort()).toEqual([...bounded].sort())
    expect(told.find(({ rule }: { rule: string }) => rule === 'waiting')).toMatchObject({
      ended: 1,
      total: 1,
      lastAt: now.toISOString(),
    })
    now = new Date(now.getTime() + 91 * dayMs)
    await retention.keep(error => faults.push(error), { isAll: true })
    expect(faults).toEqual([])
    expect(await canariesIn(shore)).toEqual([])
  })

  it('ends nothing a moment before its time', async () => {
    await using shore = await openShore({ isIdle: true })
    const at = new Date()
    await plantAll(shore, at)
    for (const rule of [
      'session',
      'waiting',
      'invite',
      'draft',
      'name',
      'report',
      'request',
      'notice',
      'pack',
      'code',
    ] as const) {
      let now = new Date(at.getTime() + boundOf(rule) - 60_000)
      const retention = retentionOf(shore, () => now)
      expect((await dueBy(retention)).get(rule), rule).toBe(0)
      now = new Date(at.getTime() + boundOf(rule) + 60_000)
      expect((await dueBy(retention)).get(rule), rule).toBe(1)
    }
  })

  it('looks for each as often as it says, and one that fails does not keep the others', async () => {
    await using shore = await openShore({ isIdle: true })
    const at = new Date()
    let now = at
    const retention = retentionOf(shore, () => now)
    const lastOf = async () => new Map((await retention.state()).map(({ rule, lastAt }) => [rule, lastAt]))
    await retention.keep(() => undefined)
    now = new Date(at.getTime() + 60_000)
    await retention.keep(() => undefined)
    const last = await lastOf()
    expect(last.get('challenge')).toBe(now.toISOString())
    expect(last.get('session')).toBe(at.toISOString())
    // A start looks after what a shore that was killed left behind, and does not walk every object.
    await retention.keep(() => undefined, { isStart: true })
    const afterStart = await lastOf()
    expect(afterStart.get('upload')).toBe(now.toISOString())
    expect(afterStart.get('object')).toBe(at.toISOString())

    await shore.db.schema.alterTable('challenges').renameTo('elsewhere').execute()
    const faults: unknown[] = []
    await retention.keep(error => faults.push(error), { isAll: true })
    await shore.db.schema.alterTable('elsewhere').renameTo('challenges').execute()
    expect(faults).toHaveLength(1)
    expect((await lastOf()).get('object')).toBe(now.toISOString())
  })
})
