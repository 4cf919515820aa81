import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src/server/adapters/clock/index.ts'
import { sql } from '../../src/server/adapters/db/index.ts'
import { policy } from '../../src/server/http/policy.ts'
import { makeOperatorCode, staffStore } from '../../src/server/staff/index.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import { type Person, passphrase } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const why = 'because the test says so'

/** Somebody becomes the operator, as at a first start: by the code of the machine. */
async function operate(shore: TestShore, who: Person): Promise<void> {
  const code = await makeOperatorCode(staffStore(shore.db), systemClock)
  const { status } = await who.ask('POST', '/api/operator', { code: code.toLowerCase() })
  expect(status).toBe(200)
}
const logOf = async (who: Person) =>
  (
    (await who.ask('GET', '/api/operate/acts')).body.items as {
      act: string
      subject: string
      why: string
      by: string
      outcome: string
    }[]
  ).map(({ act, subject, outcome }) => `${act} ${subject} ${outcome}`)

describe('staff', () => {
  it('begin with the code of the machine, which works once, for one account', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'], isIdle: true })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    const first = await makeOperatorCode(staffStore(shore.db), systemClock)
    const second = await makeOperatorCode(staffStore(shore.db), systemClock)
    // A new code ends the old one; what is kept is a hash.
    expect((await alice.ask('POST', '/api/operator', { code: first })).body.code).toBe('staff.code')
    const { rows } = await sql<{
      row: string
    }>`select row_to_json(operator_codes)::text as row from operator_codes`.execute(shore.db)
    expect(rows[0]!.row).not.toContain(second.replaceAll('-', ''))
    const both = await Promise.all([alice, bob].map(who => who.ask('POST', '/api/operator', { code: second })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403])
    const winner = both[0]!.status === 200 ? alice : bob
    expect((await winner.ask('GET', '/api/session')).body.account.role).toBe('operator')
    expect((await winner.ask('POST', '/api/operator', { code: second })).body.code).toBe('staff.role-held')
    // Two who came at the same moment may both have begun; one of them is done. A guess leaves nothing.
    const log = await logOf(winner)
    expect(log.filter(entry => entry.endsWith('done'))).toEqual([`role.claim ${winner.handle} done`])
    expect(log.length).toBeLessThanOrEqual(2)
  })

  it('begin with a code that is good for a day, and for a shore without an operator', async () => {
    let offsetMs = 0
    const clock = { now: () => new Date(Date.now() + offsetMs) }
    await using shore = await openShore({ people: ['alice', 'bob'], isIdle: true, clock })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    const code = await makeOperatorCode(staffStore(shore.db), clock)
    offsetMs = 86_400_001
    await alice.ask('POST', '/api/session', { handle: 'alice', passphrase })
    expect((await alice.ask('POST', '/api/operator', { code })).body.code).toBe('staff.code')
    const fresh = await makeOperatorCode(staffStore(shore.db), clock)
    const { rows } = await sql<{ id: string }>`select id from accounts where handle = 'bob'`.execute(shore.db)
    await staffStore(shore.db).grant(rows[0]!.id, 'operator', clock.now())
    expect((await alice.ask('POST', '/api/operator', { code: fresh })).body.code).toBe('staff.code')
    await bob.ask('POST', '/api/session', { handle: 'bob', passphrase })
    expect((await bob.ask('GET', '/api/operate/status')).status).toBe(200)
  })

  it('have one role each: neither does what belongs to the other, and nobody else does anything', async () => {
    await using shore = await openShore({ people: ['opal', 'mona', 'eve'], isIdle: true })
    const { opal, mona, eve } = shore.people as Record<'opal' | 'mona' | 'eve', Person>
    await operate(shore, opal)
    expect((await opal.ask('POST', '/api/operate/roles', { handle: 'mona', role: 'moderator', why })).status).toBe(204)
    expect((await opal.ask('POST', '/api/operate/roles', { handle: 'mona', role: 'operator', why })).body.code).toBe(
      'staff.role-held',
    )
    const rows = Object.entries(policy).filter(([, { who }]) => ['operator', 'moderator', 'staff'].includes(who))
    expect(rows.length).toBeGreaterThan(9)
    for (const [name, { who }] of rows) {
      const [method, url] = name.split(' ') as [string, string]
      const path = url.replace(':handle', 'eve').replace(':id', '01900000-0000-7000-8000-000000000000')
      expect((await shore.guest().ask(method, path)).status, `guest ${name}`).toBe(401)
      expect((await eve.ask(method, path)).body.code, `eve ${name}`).toBe('staff.role')
      if (who === 'operator') expect((await mona.ask(method, path)).body.code, `mona ${name}`).toBe('staff.role')
      // No program acts for staff: a token of an operator's is somebody without a role.
      const token = (await opal.ask('POST', '/api/tokens', { name: 'x', scope: 'post' })).body.token
      const byToken = await shore.guest().ask(method, path, undefined, { authorization: `Bearer ${token}` })
      expect(byToken.body.code, `token ${name}`).toBe('token.act')
    }
    expect((await mona.ask('GET', '/api/operate/acts')).status).toBe(200)
  })

  it('lose a role with the next request, and never the last operator theirs, not even two at once', async () => {
    await using shore = await openShore({ people: ['opal', 'otto'], isIdle: true })
    const { opal, otto } = shore.people as Record<'opal' | 'otto', Person>
    await operate(shore, opal)
    expect((await opal.ask('POST', '/api/operate/roles', { handle: 'opal', role: null, why })).body.code).toBe(
      'staff.last-operator',
    )
    await opal.ask('POST', '/api/operate/roles', { handle: 'otto', role: 'operator', why })
    const each = await Promise.all([
      opal.ask('POST', '/api/operate/roles', { handle: 'otto', role: null, why }),
      otto.ask('POST', '/api/operate/roles', { handle: 'opal', role: null, why }),
    ])
    expect(each.map(({ status }) => status).filter(status => status === 204)).toHaveLength(1)
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from roles where role = 'operator'`.execute(
      shore.db,
    )
    expect(rows[0]!.n).toBe(1)
    const [gone, left] = each[0]!.status === 204 ? [otto, opal] : [opal, otto]
    expect((await gone.ask('GET', '/api/operate/status')).body.code).toBe('staff.role')
    expect((await left.ask('GET', '/api/operate/status')).body).toMatchObject({
      operators: 1,
      accounts: 2,
      database: 'ok',
    })
  })

  it('show once more who they are before they act, and give a reason', async () => {
    await using shore = await openShore({ people: ['opal', 'eve'], isIdle: true })
    const { opal } = shore.people as Record<'opal', Person>
    await operate(shore, opal)
    for (const reason of ['', '   ', undefined])
      expect((await opal.ask('POST', '/api/operate/accounts/eve/sign-out', { why: reason })).body.code).toBe(
        'request.invalid',
      )
    await shore.db
      .updateTable('sessions')
      .set({ verified_at: new Date(0) })
      .execute()
    for (const [name, row] of Object.entries(policy)) {
      if (row.who !== 'operator' || row.kind !== 'act') continue
      const [method, url] = name.split(' ') as [string, string]
      const path = url.replace(':handle', 'eve').replace(':id', '01900000-0000-7000-8000-000000000000')
      expect((await opal.ask(method, path, { why })).body.code, name).toBe('session.step-up')
    }
  })

  it.skipIf(!hasFfmpeg)(
    'leave an entry for every act, before it is begun, that nobody can change or remove',
    async () => {
      await using shore = await openShore({ people: ['opal', 'eve'] })
      const { opal, eve } = shore.people as Record<'opal' | 'eve', Person>
      await operate(shore, opal)
      const { id } = await eve.post(clip('web.mp4'), { visibility: 'private' })
      await eve.ask('POST', '/api/tokens', { name: 'My diary', scope: 'read' })
      const [token] = (await opal.ask('GET', '/api/operate/tokens?handle=eve')).body.items
      expect(Object.keys(token).sort()).toEqual(['expiresAt', 'id', 'scopes'])
      const invite = (await opal.ask('POST', '/api/operate/invites', { uses: 1, days: 1, why })).body
      await sql`
        insert into institutions (id, handle, skeleton, name, domain, kind, state, mandate, code, begun_at)
        values (gen_random_uuid(), 'harbourtown', 'harbourtown', 'Harbour Town', 'harbour.example', 'government', 'founding', '{}', 'c', now())`.execute(
        shore.db,
      )
      const inTwoDays = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)
      const acts: Record<string, [path: string, body: object, status: number, entry: string]> = {
        'POST /api/operate/invites': [
          '/api/operate/invites',
          { uses: 3, days: 2, why },
          201,
          `invite.make 3 × ${inTwoDays} done`,
        ],
        'POST /api/operate/invites/:id/end': [
          `/api/operate/invites/${invite.id}/end`,
          { why },
          204,
          `invite.end ${invite.id} done`,
        ],
        'POST /api/operate/accounts': [
          '/api/operate/accounts',
          { handle: 'newcomer', why },
          201,
          'account.add newcomer done',
        ],
        'PUT /api/operate/accounts/:handle/quota': [
          '/api/operate/accounts/eve/quota',
          { megabytes: 5, why },
          204,
          'account.quota eve done',
        ],
        'POST /api/operate/accounts/:handle/end-token': [
          '/api/operate/accounts/eve/end-token',
          { id: token.id, why },
          204,
          'token.end eve done',
        ],
        'POST /api/operate/accounts/:handle/sign-out': [
          '/api/operate/accounts/eve/sign-out',
          { why },
          204,
          'account.sign-out eve done',
        ],
        'POST /api/operate/roles': [
          '/api/operate/roles',
          { handle: 'eve', role: 'moderator', why },
          204,
          'role.grant eve moderator done',
        ],
        'PUT /api/operate/rules/:code': [
          '/api/operate/rules/kind',
          { title: { en: 'Be kind', fr: 'Soyez aimables' }, text: { en: 'Always.', fr: 'Toujours.' }, why },
          204,
          'rule.set kind done',
        ],
        'POST /api/operate/rules/:code/end': ['/api/operate/rules/kind/end', { why }, 204, 'rule.end kind done'],
        'POST /api/operate/institutions/:handle': [
          '/api/operate/institutions/harbourtown',
          { isConfirmed: false, why },
          204,
          'institution.refuse harbourtown done',
        ],
        'POST /api/operate/names': [
          '/api/operate/names',
          { name: 'lighthouse', why },
          204,
          'name.keep lighthouse done',
        ],
        'POST /api/operate/names/:handle/end': [
          '/api/operate/names/lighthouse/end',
          { why },
          204,
          'name.let-go lighthouse done',
        ],
        'POST /api/operate/storage/sweep': ['/api/operate/storage/sweep', { why }, 200, 'storage.sweep  done'],
        'POST /api/operate/videos/:id/retry': [
          `/api/operate/videos/${id}/retry`,
          { why },
          204,
          `video.retry ${id} done`,
        ],
      }
      // Its worker gave it up; the file as it was sent is still there.
      await expect
        .poll(async () => (await eve.ask('GET', `/api/videos/${id}`)).body.finishedAt, { timeout: 60_000 })
        .not.toBeNull()
      // What was sent goes a moment after.
      await expect
        .poll(() => readdirSync(join(shore.folder, 'uploads')).filter(name => name.startsWith(id)))
        .toEqual([])
      await shore.db.updateTable('videos').set({ ladder_fault: 'video.not-processed' }).where('id', '=', id).execute()
      const refused = await opal.ask('POST', `/api/operate/videos/${id}/retry`, { why })
      expect(refused.body.code).toBe('video.original-gone')
      const upload = await eve.begin(10)
      await eve.send(upload.id, 0, new Uint8Array(10))
      await eve.untilEnd(upload.id)
      await sql`update videos set refusal = '{"code":"video.not-processed","params":{}}' where id = ${upload.id}`.execute(
        shore.db,
      )
      const written = Object.entries(policy).filter(([, row]) => row.who === 'operator' && row.kind === 'act')
      expect(Object.keys(acts).sort()).toEqual(written.map(([name]) => name).sort())
      for (const [name, [path, body, status, entry]] of Object.entries(acts)) {
        if (name.includes('retry')) continue
        const before = (await logOf(opal)).length
        const answer = await opal.ask(name.split(' ')[0]!, path, body)
        expect([name, answer.status], JSON.stringify(answer.body)).toEqual([name, status])
        const log = await logOf(opal)
        expect([log.length, log[0]], name).toEqual([before + 1, entry])
      }
      // Signed out and given a smaller room, Eve is still Eve.
      expect((await eve.ask('GET', '/api/session')).body.account).toBeNull()
      await eve.ask('POST', '/api/session', { handle: 'eve', passphrase })
      expect((await eve.ask('GET', '/api/storage')).body.quotaBytes).toBe(5_000_000)
      for (const change of [
        sql`update staff_acts set why = 'another'`,
        sql`delete from staff_acts`,
        sql`truncate staff_acts`,
      ])
        await expect(change.execute(shore.db)).rejects.toThrow(/never changed/)
      // What fails is written down as failed: a handle that is taken is known only when it is taken.
      const taken = await opal.ask('POST', '/api/operate/accounts', { handle: 'eve', why })
      expect(taken.body.code).toBe('account.handle-taken')
      expect((await logOf(opal))[0]).toBe('account.add eve failed')
    },
  )

  it('make an account whose passphrase opens it', async () => {
    await using shore = await openShore({ people: ['opal'], isIdle: true })
    const opal = shore.people['opal']!
    await operate(shore, opal)
    const { body } = await opal.ask('POST', '/api/operate/accounts', { handle: 'Marie', why })
    const marie = shore.guest()
    expect((await marie.ask('POST', '/api/session', { handle: 'marie', passphrase: body.passphrase })).status).toBe(201)
    const list = (await opal.ask('GET', '/api/operate/accounts?handle=ma')).body.items
    expect(list).toEqual([
      expect.objectContaining({ handle: 'marie', role: null, videos: 0, bytes: 0, quotaBytes: null }),
    ])
    // What the console says of somebody is what its acts need.
    expect(Object.keys(list[0]).sort()).toEqual(['bytes', 'createdAt', 'handle', 'quotaBytes', 'role', 'videos'])
  })
})
