/** The API document of the whole application, composed on stores that are never asked for anything. */
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accountStore, passkeyStore, tokenStore } from '../../src/server/accounts/index.ts'
import { localBlobs } from '../../src/server/adapters/blobs/local.ts'
import { systemClock } from '../../src/server/adapters/clock/index.ts'
import { isAway, openDatabase, openPool } from '../../src/server/adapters/db/index.ts'
import { openDomains } from '../../src/server/adapters/domains/index.ts'
import { openArchives } from '../../src/server/adapters/folder/archives.ts'
import { openUploads } from '../../src/server/adapters/folder/uploads.ts'
import { openWorkFolders } from '../../src/server/adapters/folder/work.ts'
import { makeApp } from '../../src/server/app.ts'
import { archiveStores } from '../../src/server/archive/index.ts'
import { readConfig } from '../../src/server/config.ts'
import { slatesStore } from '../../src/server/feed/index.ts'
import { findingStore } from '../../src/server/finding/index.ts'
import { standardRates } from '../../src/server/http/limits.ts'
import { institutionStore } from '../../src/server/institutions/index.ts'
import { keysBy } from '../../src/server/keys/index.ts'
import { leavingStore } from '../../src/server/leaving/index.ts'
import { moderationStore } from '../../src/server/moderation/index.ts'
import { noticeStore } from '../../src/server/notices/index.ts'
import { ownedStore } from '../../src/server/register/index.ts'
import { retentionStore } from '../../src/server/retention/index.ts'
import { shoreStore } from '../../src/server/shore/index.ts'
import { socialStore } from '../../src/server/social/index.ts'
import { staffStore } from '../../src/server/staff/index.ts'
import { statisticsStore } from '../../src/server/statistics/index.ts'
import { storageStore } from '../../src/server/storage/index.ts'
import { videoStore } from '../../src/server/videos/index.ts'

export interface Described {
  summary?: string
  parameters?: { name: string; in: 'path' | 'query'; required?: boolean; schema: object }[]
  requestBody?: { content: Record<string, { schema: object; example?: unknown }> }
  responses?: Record<string, { content?: Record<string, { schema: object; example?: unknown }> }>
  'x-summary-fr'?: string
  'x-who'?: string
  'x-scope'?: string | null
}
export interface ApiDocument {
  paths: Record<string, Record<string, Described>>
}

export async function describeApi(): Promise<ApiDocument> {
  const folder = mkdtempSync(join(tmpdir(), 'onshore-describe-'))
  const db = openDatabase(openPool('postgres://nobody@localhost:1/nothing', 1))
  const keys = keysBy(async () => ({ refused: 'keys.away', params: {} }))
  const app = await makeApp({
    config: readConfig({}, { data: folder }),
    clock: systemClock,
    rates: standardRates,
    accounts: accountStore(db),
    passkeys: passkeyStore(db),
    tokens: tokenStore(db),
    videos: videoStore(db, keys),
    slates: slatesStore(db),
    social: socialStore(db, keys),
    finding: findingStore(db, keys),
    notices: noticeStore(db),
    staff: staffStore(db),
    moderation: moderationStore(db),
    statistics: statisticsStore(db),
    leaving: leavingStore(db),
    keys,
    institutions: institutionStore({ db, key: generateKeyPairSync('ed25519').privateKey }),
    domains: openDomains(),
    storage: storageStore(db),
    owned: ownedStore(db),
    retention: retentionStore(db),
    jobs: async () => [],
    blobs: localBlobs(folder),
    uploads: openUploads(folder),
    archives: { ...archiveStores(db, keys), files: openArchives(folder) },
    work: openWorkFolders(folder),
    pages: null,
    slateKey: generateKeyPairSync('ed25519').privateKey,
    engine: '',
    sandbox: '',
    isDatabaseEmbedded: true,
    // What a start declares would be written down.
    shore: { ...shoreStore(db), keepDeclaration: async () => false },
    changes: {
      hear: async () => () => undefined,
      hearShown: async () => () => undefined,
      isHearing: () => false,
      close: () => undefined,
    },
    metrics: null,
    databaseAnswers: async () => false,
    isAway,
    trial: async () => null,
  })
  const { body } = await app.inject({ method: 'GET', url: '/api/openapi.json' })
  await app.close()
  await db.destroy()
  return JSON.parse(body) as ApiDocument
}
