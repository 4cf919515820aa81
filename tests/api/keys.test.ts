import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { OwnVideo } from '../../src/core/wire/video.ts'
import { sql } from '../../src/server/adapters/db/index.ts'
import { openKeyFiles } from '../../src/server/adapters/keys/index.ts'
import { formerStore, keyStore, openDoors, openVault, sealedColumns, sealFormer } from '../../src/server/keys/index.ts'
import { columns } from '../../src/server/register/index.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import { type Person, passphrase } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

/** Words in every sealed place that a person reaches by hand. */
async function live(shore: TestShore, alice: Person): Promise<{ draft: OwnVideo }> {
  const { id: draft } = await alice.begin(statBytes, 'canary-file.mp4')
  await alice.ask('PUT', `/api/videos/${draft}/draft`, { ...posting, caption: 'canary-draft' })
  await alice.ask('PUT', '/api/muted', { kind: 'word', what: 'canary-muted', isMuted: true })
  await alice.ask('PUT', '/api/muted', { kind: 'word', what: 'canary-muted', isMuted: true })
  await alice.ask('PUT', '/api/tags/canarytag/follow')
  await alice.ask('PUT', '/api/tags/canarytag/follow')
  await alice.ask('POST', '/api/collections', { name: 'canary-collection' })
  await alice.ask('PUT', '/api/blocked-words', { words: ['canary-blocked'] })
  await alice.ask('POST', '/api/session/proof', { passphrase })
  await alice.ask('POST', '/api/tokens', { name: 'canary-token', scope: 'read', days: 9 })
  await alice.ask('DELETE', '/api/session')
  const signedIn = await alice.ask(
    'POST',
    '/api/session',
    { handle: 'alice', passphrase },
    { 'user-agent': 'Firefox/1 Linux' },
  )
  expect(signedIn.status).toBe(201)
  const { body } = await alice.ask<OwnVideo>('GET', `/api/videos/${draft}`)
  expect(shore.folder).not.toBe('')
  return { draft: body }
}
const statBytes = 1000
const posting = { caption: '', visibility: 'public', language: 'en' }

/** What a table's column holds, as text. */
async function valuesOf({ db }: TestShore, name: string): Promise<string[]> {
  const [table, column] = name.split('.') as [string, string]
  const { rows } = await sql<{ value: string | null }>`
    select ${sql.ref(column)}::text as value from ${sql.table(table)} where ${sql.ref(column)} is not null`.execute(db)
  return rows.flatMap(({ value }) => (value ? [value] : []))
}

async function tablesWith({ db }: TestShore, word: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(db)
  const found: string[] = []
  for (const { name } of rows) {
    const hits = await sql`select from ${sql.raw(name)} one where to_jsonb(one)::text like ${`%${word}%`}`.execute(db)
    if (hits.rows.length > 0) found.push(name)
  }
  return found
}

/** Private words that the database itself, or whoever decides a case, has to read. */
const inClear: Readonly<Record<string, string>> = {
  'archives.state': 'a word of a list',
  'archives.sha256': 'a hash',
  'arrivals.state': 'a word of a list',
  'arrivals.visibility': 'a word of a list',
  'arrivals.fault': 'a code of a list',
  'arriving_items.kind': 'a word of a list',
  'arriving_items.state': 'a word of a list',
  'arriving_items.fault': 'a code of a list',
  'departures.census': 'numbers',
  'passkeys.transports': 'read before anybody has signed in',
  'tokens.scopes': 'words of a list, read with every request',
  'videos.refusal': 'a code of a list',
  'videos.ladder_fault': 'a code of a list',
  'muted.kind': 'a word of a list',
  'notices.kind': 'a word of a list',
  'notices.words': 'what was public, written by the database itself',
  'notice_choices.unwanted': 'words of a list, read by the database itself',
  'reports.words': 'read by whoever decides the case',
  'reports.code_hash': 'a hash',
  'appeals.words': 'read by whoever decides the appeal',
}

describe('keys of accounts', () => {
  it('seal every private column that is words, but those that somebody else has to read', async () => {
    await using shore = await openShore({ isIdle: true })
    const sealed = Object.keys(columns).filter(name => columns[name]!.class === 'sealed')
    expect(Object.keys(sealedColumns).sort()).toEqual(sealed.sort())
    const { rows } = await sql<{ name: string }>`
      select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public'
        and data_type in ('text', 'jsonb', 'ARRAY', 'character varying')`.execute(shore.db)
    const words = rows.map(({ name }) => name).filter(name => columns[name]?.class === 'private')
    expect(words.sort()).toEqual(Object.keys(inClear).sort())
  })

  it('leave nothing of it in the database, and all of it to the person', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'], isIdle: true })
    const alice = shore.people['alice']!
    const { draft } = await live(shore, alice)
    expect(draft).toMatchObject({ fileName: 'canary-file.mp4', caption: 'canary-draft' })
    expect((await alice.ask('GET', '/api/muted')).body.items).toMatchObject([{ what: 'canary-muted' }])
    expect((await alice.ask('GET', '/api/tags')).body.items).toEqual(['canarytag'])
    expect((await alice.ask('GET', '/api/saves')).body.collections).toMatchObject([{ name: 'canary-collection' }])
    expect((await alice.ask('GET', '/api/blocked-words')).body.words).toEqual(['canary-blocked'])
    expect((await alice.ask('GET', '/api/tokens')).body.items).toMatchObject([{ name: 'canary-token' }])
    expect((await alice.ask('GET', '/api/sessions')).body.items).toMatchObject([{ label: 'Firefox, Linux' }])
    const held = (await alice.ask('GET', '/api/held/collections')).body.items
    expect(held).toMatchObject([{ values: { name: 'canary-collection' } }])

    expect(await tablesWith(shore, 'canary')).toEqual([])
    const filled: string[] = []
    for (const name of Object.keys(sealedColumns)) {
      const values = await valuesOf(shore, name)
      if (values.length > 0) filled.push(name)
      expect(
        values.filter(value => !value.startsWith('k1.')),
        name,
      ).toEqual([])
    }
    expect(filled).toEqual([
      'accounts.blocked_words',
      'sessions.label',
      'tokens.name',
      'videos.file_name',
      'drafts.words',
      'muted.what',
      'followed_tags.tag',
      'collections.name',
    ])
    // The control: written past the keys, the same words are found.
    await sql`update collections set name = 'canary in clear'`.execute(shore.db)
    expect(await tablesWith(shore, 'canary')).toEqual(['public.collections'])

    await alice.ask('PUT', '/api/muted', { kind: 'word', what: 'canary-muted', isMuted: false })
    await alice.ask('DELETE', '/api/tags/canarytag/follow')
    expect((await alice.ask('GET', '/api/muted')).body.items).toEqual([])
    expect((await alice.ask('GET', '/api/tags')).body.items).toEqual([])
  })

  it('open by the self door to the account alone, while it is signed in; the staff door is shut', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'], isIdle: true })
    const [alice, bob] = [shore.people['alice']!, shore.people['bob']!]
    await live(shore, alice)
    const [sealed] = await valuesOf(shore, 'collections.name')
    const secretOf = (person: Person) => person.cookie!.split('=')[1]!
    const open = (proof: object) => shore.keys.self(proof as never).open('collections.name', [sealed!])
    const session = secretOf(alice)
    expect(await open({ session })).toEqual(['canary-collection'])
    expect(await open({ session: secretOf(bob) })).toEqual([null])
    await alice.ask('POST', '/api/session/proof', { passphrase })
    const renewed = secretOf(alice)
    const { token } = (await alice.ask('POST', '/api/tokens', { name: 'one', scope: 'read', days: 9 })).body
    expect(await open({ token })).toEqual(['canary-collection'])
    const ticket = await shore.keys.self({ session: renewed }).ticket()
    expect(await open({ ticket })).toEqual(['canary-collection'])
    // The door follows a second behind.
    await new Promise(resolve => setTimeout(resolve, 1100))
    for (const proof of [
      { session: 'forged' },
      { session: await hashOf(shore) },
      { token: renewed },
      { session: token },
      { ticket: `${ticket.slice(0, -3)}AAA` },
      { ticket: ticket.replace(/\.(\d+)\./, (_, until: string) => `.${Number(until) + 1}.`) },
      { ticket: '' },
      // The session of before: its secret was changed when the person showed who they are.
      { session },
    ])
      await expect(open(proof), JSON.stringify(proof)).rejects.toThrow('opens to that person alone')
    await alice.ask('DELETE', '/api/session')
    const tried = () => open({ session: renewed }).catch((error: Error) => error.message)
    await expect.poll(tried).toContain('opens to that person alone')

    const files = openKeyFiles(join(shore.folder, 'keys'))
    const late = { now: () => new Date(Date.now() + 8 * 86_400_000) }
    const doors = (clock: { now(): Date }) =>
      openDoors({ vault: openVault(files), files, store: keyStore(shore.db), clock })
    const question = {
      do: 'open',
      door: 'self',
      proof: { ticket },
      column: 'collections.name',
      sealed: [sealed!],
    } as const
    expect(await doors(late)(question)).toMatchObject({ refused: 'keys.not-self' })
    const staff = { do: 'open', door: 'staff', column: 'collections.name', sealed: [sealed!] } as const
    expect(await doors({ now: () => new Date() })(staff)).toMatchObject({ refused: 'keys.staff-door' })
  })

  it('are destroyed with the account, and not before', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const alice = shore.people['alice']!
    await live(shore, alice)
    const { account } = (await alice.ask('GET', '/api/session')).body
    await expect(shore.keys.destroy(account.id)).rejects.toThrow('not being erased')
    await alice.ask('POST', '/api/session/proof', { passphrase })
    await alice.ask('PUT', '/api/account/leaving')
    await expect(shore.keys.destroy(account.id)).rejects.toThrow('not being erased')
    expect((await alice.ask('GET', '/api/saves')).body.collections).toMatchObject([{ name: 'canary-collection' }])
    // From the count of what there is to erase on, there is no way back.
    await sql`update departures set census = '{}'`.execute(shore.db)
    await shore.keys.destroy(account.id)
    await expect(shore.keys.seal(account.id, 'tokens.name', 'again')).rejects.toThrow('destroyed')
  })

  it('that are lost cost their account what was sealed, in clear words, and nothing else', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'], isIdle: true })
    const [alice, bob] = [shore.people['alice']!, shore.people['bob']!]
    const { draft } = await live(shore, alice)
    await bob.ask('POST', '/api/collections', { name: 'bob’s' })
    const { account } = (await alice.ask('GET', '/api/session')).body
    rmSync(join(shore.folder, 'keys/accounts', account.id.slice(-2), account.id))
    expect((await alice.ask('GET', '/api/sessions')).body.items).toMatchObject([{ label: null }])
    expect((await alice.ask('GET', '/api/saves')).body.collections).toMatchObject([{ name: null }])
    expect((await alice.ask('GET', '/api/muted')).body.items).toEqual([])
    expect((await alice.ask('GET', '/api/blocked-words')).body.words).toEqual([])
    expect((await alice.ask('GET', `/api/videos/${draft.id}`)).body).toMatchObject({ fileName: null, caption: '' })
    expect((await alice.ask('GET', '/api/held/collections')).body.items).toMatchObject([
      { values: { name: { lost: true } } },
    ])
    expect((await bob.ask('GET', '/api/saves')).body.collections).toMatchObject([{ name: 'bob’s' }])
    // What is written from now on is under a new key.
    await alice.ask('POST', '/api/collections', { name: 'a new one' })
    const named = (await alice.ask('GET', '/api/saves')).body.collections.map(({ name }: { name: string }) => name)
    expect(named).toEqual([null, 'a new one'])

    // And with the shore's own key gone, people still come in, and are told what is the matter.
    rmSync(join(shore.folder, 'keys/shore.key'))
    const again = await alice.ask('POST', '/api/session', { handle: 'alice', passphrase })
    expect(again.status).toBe(201)
    const refused = await alice.ask('GET', '/api/saves')
    expect(refused).toMatchObject({ status: 503, body: { code: 'keys.locked' } })
    expect(refused.body.detail).toContain('onshore operate key open')
    expect((await alice.ask('GET', '/api/notices')).status).toBe(200)
    expect((await shore.guest().ask('GET', '/public/@alice')).status).toBeLessThan(500)
  })

  it('take in what was written before there were any', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'], isIdle: true })
    const [alice, bob] = [shore.people['alice']!, shore.people['bob']!]
    await live(shore, alice)
    await bob.ask('POST', '/api/collections', { name: 'sealed at once' })
    const { account } = (await alice.ask('GET', '/api/session')).body
    const before = {
      accounts: sql`update accounts set blocked_words = '["former"]' where id = ${account.id}`,
      collections: sql`update collections set name = 'former' where account_id = ${account.id}`,
      drafts: sql`update drafts set words = '{"caption":"former"}'`,
      muted: sql`update muted set what = 'former'`,
      tags: sql`update followed_tags set tag = 'former'`,
      sessions: sql`update sessions set label = 'former' where account_id = ${account.id}`,
    }
    for (const one of Object.values(before)) await one.execute(shore.db)
    const seen = async () => ({
      collections: (await alice.ask('GET', '/api/saves')).body.collections.map(({ name }: { name: string }) => name),
      words: (await alice.ask('GET', '/api/blocked-words')).body.words,
      muted: (await alice.ask('GET', '/api/muted')).body.items.map(({ what }: { what: string }) => what),
      tags: (await alice.ask('GET', '/api/tags')).body.items,
      draft: (await alice.ask('GET', '/api/videos?part=drafts')).body.items.map((one: OwnVideo) => one.caption),
    })
    const all = { collections: ['former'], words: ['former'], muted: ['former'], tags: ['former'], draft: ['former'] }
    expect(await seen()).toEqual(all)
    expect(await tablesWith(shore, 'former')).toHaveLength(6)
    expect(await sealFormer(formerStore(shore.db), shore.keys)).toBe(6)
    expect(await sealFormer(formerStore(shore.db), shore.keys)).toBe(0)
    expect(await tablesWith(shore, 'former')).toEqual([])
    expect(await seen()).toEqual(all)
    expect((await bob.ask('GET', '/api/saves')).body.collections).toMatchObject([{ name: 'sealed at once' }])
    // What is found again by its sealed form, is.
    await alice.ask('PUT', '/api/muted', { kind: 'word', what: 'former', isMuted: true })
    expect((await seen()).muted).toEqual(['former'])
    await alice.ask('DELETE', '/api/tags/former/follow')
    expect((await seen()).tags).toEqual([])
  })

  it.skipIf(!hasFfmpeg)('hold comments by words that nobody else can read', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const [alice, bob] = [shore.people['alice']!, shore.people['bob']!]
    const video = await alice.post(clip('silent.mp4'), { visibility: 'public', caption: '' })
    await alice.ask('PUT', '/api/blocked-words', { words: ['rude'] })
    const say = async (text: string) => (await bob.ask('POST', `/api/videos/${video.id}/comments`, { text })).body
    expect(await say('hello')).toMatchObject({ isHeld: false })
    expect(await say('how rude')).toMatchObject({ isHeld: true })
    // Where the list cannot be read, the author looks themselves.
    const { account } = (await alice.ask('GET', '/api/session')).body
    rmSync(join(shore.folder, 'keys/accounts', account.id.slice(-2), account.id))
    expect(await say('hello again')).toMatchObject({ isHeld: true })
  })
})

/** What a stolen database holds of a session. */
async function hashOf({ db }: TestShore): Promise<string> {
  const { token_hash } = await db.selectFrom('sessions').select('token_hash').executeTakeFirstOrThrow()
  return token_hash
}
