import { writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { boundOf } from '../../src/core/register/retentions.ts'
import { localBlobs } from '../../src/server/adapters/blobs/local.ts'
import { type Database, sql } from '../../src/server/adapters/db/index.ts'
import { openKeyFiles } from '../../src/server/adapters/keys/index.ts'

const id = (n: number) => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`

/** One of everything that a rule of retention bounds, made at `at`; words of it begin with `canary-`. */
export async function plantAll({ db, folder }: { db: Database; folder: string }, at: Date): Promise<void> {
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
    .insertInto('stations')
    .values({
      ...{ id: id(16), name: 'canary-station', code: 'CANARYCODE', credential_id: 'g', public_key: Buffer.from('h') },
      ...{ counter: 0, open_hash: null, open_until: null, waits_until: at },
    })
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
  const office = { handle: 'office', skeleton: 'office', name: 'office', domain: 'office.example', code: 'code' }
  await db
    .insertInto('institutions')
    .values({
      ...{ ...office, id: id(16), account_id: id(1), founder_id: null, kind: 'business', state: 'active' },
      ...{ mandate: '{}', begun_at: at, confirmed_at: at },
    })
    .execute()
  for (const number of [1, 2])
    await db
      .insertInto('digests')
      .values({
        ...{ institution_id: id(16), number, until: at, entries: 0, hash: 'h', signature: 's' },
        body: number === 1 ? '{"canary":"canary-digest"}' : '{}',
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
  writeFileSync(join(folder, 'uploads', id(10)), 'canary-sent')
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
      // A shore that runs may have made one of its own.
      .onConflict(on => on.column('number').doUpdateSet(eb => ({ made_at: at, body: eb.ref('excluded.body') })))
      .execute()
  await db.insertInto('words').values({ word: 'canary-word', grams: [] }).execute()
  await db.insertInto('tags').values({ tag: 'canary-tag', folded: 'canary-tag' }).execute()
  await sql`comment on table tags is 'rewritten 2026-01-01T00:00:00Z'`.execute(db)
  openKeyFiles(join(folder, 'keys')).addGone('0'.repeat(64), at)
  const file = join(await mkdtemp(join(tmpdir(), 'onshore-orphan-')), 'file')
  writeFileSync(file, 'canary-orphan')
  await localBlobs(join(folder, 'blobs')).keep(file)
}
