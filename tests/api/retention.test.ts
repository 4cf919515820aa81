import { readdirSync, readFileSync } from 'node:fs'
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
import { plantAll } from '../harness/bounds.ts'
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
      'digest',
      'draft',
      'ending',
      'founding',
      'name',
      'orphan',
      'pack',
      'report',
      'sent',
      'session',
      'station',
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
