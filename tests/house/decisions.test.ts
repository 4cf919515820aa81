import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { staffActs } from '../../src/core/staff/roles.ts'
import { makeId } from '../../src/server/adapters/clock/index.ts'
import { sql } from '../../src/server/adapters/db/index.ts'
import { sourceFiles } from '../../src/server/adapters/tree/index.ts'
import { configPage } from '../../src/server/config.ts'
import { policy } from '../../src/server/http/policy.ts'
import { staffStore } from '../../src/server/staff/index.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const why = 'because the test says so'
const people = ['opal', 'mona', 'alice', 'bob', 'eve'] as const
type People = Record<(typeof people)[number], Person>

/** Public clips of Alice and Bob, liked and found by their words, as the check leaves them. */
async function fill({ db }: TestShore): Promise<string[]> {
  const made: string[] = []
  for (const [n, handle] of ['alice', 'bob', 'alice', 'bob', 'eve'].entries()) {
    const at = new Date(Date.now() - n * 60_000)
    const id = makeId(at)
    await sql`
      insert into videos (id, account_id, state, visibility, caption, tags, language, file_name, bytes, created_at, posted_at, published_at, duration_ms, width, height)
      select ${id}, accounts.id, 'ready', 'public', ${`A harbour walk ${n}`}, '{harbour}', '', 'a.mp4', 1, ${at}, ${at}, ${at}, 4000, 360, 640
      from accounts where handle = ${handle}`.execute(db)
    await sql`insert into likes (account_id, video_id, created_at) select id, ${id}, now() from accounts where handle in ('mona', 'opal') limit ${n % 3}`.execute(
      db,
    )
    made.push(id)
  }
  return made
}

/** Everything in which a clip or an account can stand higher or lower, as anybody reads it. */
async function standing(shore: TestShore): Promise<string> {
  const guest = shore.guest()
  const of = async (path: string) => (await guest.ask('GET', path)).body
  const { entries } = await of('/public/slate')
  const lists = await Promise.all(
    [
      '/public/videos',
      '/public/search?q=harbour',
      '/public/search?q=bob&kind=people',
      '/public/tags/harbour/videos',
      '/public/tags/harbour/videos?order=loved',
      '/public/accounts/alice/videos',
      '/public/accounts/bob/videos',
      '/public/suggestions?q=al',
    ].map(of),
  )
  const { rows } =
    await sql`select id, published_at, visibility, measure, sensitive, likes, comments, saves, reposts from videos order by id`.execute(
      shore.db,
    )
  const { rows: accounts } =
    await sql`select handle, suspended_at, restricted_until, is_indexed, is_closed from accounts where handle <> 'newcomer' order by handle`.execute(
      shore.db,
    )
  return JSON.stringify([entries.map(({ id }: { id: string }) => id), lists, rows, accounts])
}

describe('the standing of a clip or an account', () => {
  it('is changed by no act of staff but a decision, whatever route it takes', async () => {
    await using shore = await openShore({ people: [...people], isIdle: true })
    const { opal, mona, bob, alice } = shore.people as People
    for (const [handle, role] of [
      ['opal', 'operator'],
      ['mona', 'moderator'],
    ] as const) {
      const { id } = await shore.db
        .selectFrom('accounts')
        .select('id')
        .where('handle', '=', handle)
        .executeTakeFirstOrThrow()
      await staffStore(shore.db).grant(id, role, new Date())
    }
    const [first, second] = await fill(shore)
    await shore.db.updateTable('sessions').set({ verified_at: new Date() }).execute()
    await bob.ask('POST', '/api/reports', { kind: 'video', id: first, category: 'spam' })
    const { id: caseId } = await shore.db.selectFrom('cases').select('id').executeTakeFirstOrThrow()
    const words = { title: { en: 'Kind', fr: 'Aimable' }, text: { en: 'Be kind.', fr: 'Soyez aimables.' }, why }
    const decide = { measure: 'restrict', rule: 'spam', reason: 'A flood.', days: null }
    const appeal = makeId(new Date())
    // Every act that a role has; what is not here fails this test.
    const acts: Record<string, [who: Person, path: string, body?: object]> = {
      'POST /api/operate/accounts': [opal, '/api/operate/accounts', { handle: 'newcomer', why }],
      'PUT /api/operate/accounts/:handle/quota': [opal, '/api/operate/accounts/bob/quota', { megabytes: 5, why }],
      'POST /api/operate/accounts/:handle/sign-out': [opal, '/api/operate/accounts/eve/sign-out', { why }],
      'POST /api/operate/accounts/:handle/end-token': [
        opal,
        '/api/operate/accounts/bob/end-token',
        { id: caseId, why },
      ],
      'POST /api/operate/roles': [opal, '/api/operate/roles', { handle: 'bob', role: 'moderator', why }],
      'POST /api/operate/newcomers/:handle': [opal, '/api/operate/newcomers/bob', { isLetIn: true, why }],
      'POST /api/operate/invites': [opal, '/api/operate/invites', { uses: 1, days: 1, why }],
      'POST /api/operate/invites/:id/end': [opal, `/api/operate/invites/${caseId}/end`, { why }],
      'POST /api/operate/videos/:id/retry': [opal, `/api/operate/videos/${first}/retry`, { why }],
      'POST /api/operate/storage/sweep': [opal, '/api/operate/storage/sweep', { why }],
      'POST /api/operate/institutions/:handle': [opal, '/api/operate/institutions/bob', { isConfirmed: true, why }],
      'POST /api/operate/names': [opal, '/api/operate/names', { name: 'ministry', why }],
      'POST /api/operate/names/:handle/end': [opal, '/api/operate/names/ministry/end', { why }],
      'PUT /api/operate/rules/:code': [opal, '/api/operate/rules/kind', words],
      'POST /api/operate/rules/:code/end': [opal, '/api/operate/rules/kind/end', { why }],
      'POST /api/moderate/cases': [mona, '/api/moderate/cases', { kind: 'video', id: second }],
      'PUT /api/moderate/cases/:id/taken': [mona, `/api/moderate/cases/${caseId}/taken`],
      'DELETE /api/moderate/cases/:id/taken': [mona, `/api/moderate/cases/${caseId}/taken`],
      'POST /api/moderate/appeals/:id/decision': [
        mona,
        `/api/moderate/appeals/${appeal}/decision`,
        { outcome: 'stands', reason: why },
      ],
      'POST /api/moderate/requests/:id/decision': [
        mona,
        `/api/moderate/requests/${appeal}/decision`,
        { outcome: 'upheld', reason: why },
      ],
      'POST /api/moderate/cases/:id/decision': [mona, `/api/moderate/cases/${caseId}/decision`, decide],
    }
    const ofStaff = Object.entries(policy).filter(
      ([, row]) => row.kind === 'act' && ['operator', 'moderator', 'staff'].includes(row.who),
    )
    expect(Object.keys(acts).sort()).toEqual(ofStaff.map(([name]) => name).sort())
    const isDecision = (name: string) => name.startsWith('POST /api/moderate/') && name.endsWith('/decision')
    const before = await standing(shore)
    expect(before).toContain(first)
    for (const [name, [who, path, body]] of Object.entries(acts).filter(([one]) => !isDecision(one))) {
      const { status } = await who.ask(name.split(' ')[0]!, path, body)
      expect([200, 201, 204, 404, 409], `${name}: ${status}`).toContain(status)
      expect(await standing(shore), name).toBe(before)
    }
    // The control: a decision does change it, and the walk sees it.
    await mona.ask('PUT', `/api/moderate/cases/${caseId}/taken`)
    expect((await mona.ask('POST', `/api/moderate/cases/${caseId}/decision`, decide)).status).toBe(204)
    expect(await standing(shore)).not.toBe(before)
    const [statement] = (await alice.ask('GET', '/api/decisions')).body.items
    expect(statement.reason).toBe('A flood.')
  })

  it('is written by the decisions that stand, in the database, and by no line of the server', () => {
    const columns =
      /\b(suspended_at|restricted_until|measure|chosen_visibility|withheld_at|withheld)\s*[:=](?!=)(?! null)/
    const writings = (text: string) => [
      ...text.matchAll(/\.set\(\{[\s\S]*?\}\)/g),
      ...text.matchAll(/\bupdate \S+\s+set [\s\S]*?(?=\bwhere\b|`)/g),
    ]
    const found = sourceFiles()
      .filter(file => /^src\/(server|cli)\/.*\.ts$/.test(file) && !file.includes('/migrations/'))
      .flatMap(file =>
        writings(readFileSync(join(import.meta.dirname, '../..', file), 'utf8')).map(([one]) => ({ file, one })),
      )
    expect(found.length).toBeGreaterThan(40)
    expect(columns.test('.set({ suspended_at: at })')).toBe(true)
    const written = found.filter(({ one }) => columns.test(one)).map(({ file }) => file)
    expect(written).toEqual([])
  })

  it('is no key of the configuration, and every act that the log can name says what it is for', () => {
    const keys = [...configPage().matchAll(/`(ONSHORE_\w+)`/g)].map(([, key]) => key!)
    expect(keys.length).toBeGreaterThan(10)
    expect(
      keys.filter(key => /BOOST|WEIGHT|RANK|PROMOT|FEATUR|DEMOT|SHADOW|HIDE|HIDDEN|PIN|TREND|HANDLES|VIDEOS/.test(key)),
    ).toEqual([])
    // Of all that staff can do, these alone bear on what is shown of a clip or an account; `account.suspend` is of an older log.
    const bearing = staffActs.filter(act => /suspend|restore|decide|promote|boost|hide|feature/.test(act))
    expect(bearing).toEqual(['account.suspend', 'account.restore', 'case.decide', 'appeal.decide', 'request.decide'])
  })
})
