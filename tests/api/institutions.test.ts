import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { presets } from '../../src/core/institutions/mandate.ts'
import { faultIn, leafKinds } from '../../src/core/ledger/leaf.ts'
import { hashOfShown } from '../../src/web/institutions/signing.ts'
import { clip, hasFfmpeg } from '../harness/clips.ts'
import {
  acknowledge,
  approve,
  type DomainHost,
  foundInstitution,
  openDomainHost,
  operator,
  propose,
  type Steward,
  steward,
  takeSeat,
} from '../harness/institution.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

let host: DomainHost
beforeAll(async () => {
  host = await openDomainHost()
})
afterAll(() => host[Symbol.asyncDispose]())

const isSigned = (key: string) => async (message: string, signature: string) =>
  verify(
    null,
    Buffer.from(message),
    createPublicKey({
      key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key, 'base64')]),
      format: 'der',
      type: 'spki',
    }),
    Buffer.from(signature, 'base64'),
  )
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function recordOf(shore: TestShore, handle: string) {
  const { body } = await shore.guest().ask('GET', `/public/institutions/${handle}/record`)
  expect(await faultIn(body.items, { record: body.record, hash, isSigned: isSigned(body.key) })).toBeNull()
  return body.items.map(({ leaf }: { leaf: { kind: string } }) => leaf) as {
    kind: string
    facts: Record<string, unknown>
    commitments: Record<string, string>
  }[]
}

async function draft({ person }: Steward): Promise<string> {
  const { readFile } = await import('node:fs/promises')
  const bytes = await readFile(clip('web.mp4'))
  const { id } = await person.begin(bytes.length)
  await person.send(id, 0, bytes)
  await person.untilEnd(id)
  return id
}

describe('an institution', () => {
  it('is founded by a domain that shows the proof, stewards that sign, and an operator who confirms; by nothing less', async () => {
    await using shore = await openShore({ isIdle: true, domains: host.domains })
    const [ada, ben, cleo] = (await Promise.all(['ada', 'ben', 'cleo'].map(one => steward(shore, one)))) as [
      Steward,
      Steward,
      Steward,
    ]
    const nokey = await shore.person('nokey')
    const olga = await operator(shore)
    const wish = {
      ...{
        handle: 'City_Hall',
        name: 'City Hall',
        domain: 'City.Example',
        kind: 'public-body',
        areDifferentPeople: true,
      },
      stewards: [
        { handle: 'ben', role: 'deputy' },
        { handle: 'cleo', role: 'approver' },
      ],
    }
    const found = (change: object) => ada.person.ask('POST', '/api/institutions', { ...wish, ...change })
    const code = async (change: object) => (await found(change)).body.code
    expect(await code({ areDifferentPeople: false })).toBe('institution.attest')
    expect(await code({ domain: 'localhost' })).toBe('institution.domain')
    expect(await code({ stewards: wish.stewards.slice(1) })).toBe('institution.stewards')
    expect(await code({ stewards: [...wish.stewards, { handle: 'ada', role: 'approver' }] })).toBe('steward.seated')
    expect(await code({ stewards: [...wish.stewards, { handle: 'nobody', role: 'approver' }] })).toBe(
      'account.not-found',
    )
    expect(await code({ handle: 'ben' })).toBe('account.handle-taken')
    const begun = await found({ stewards: [...wish.stewards, { handle: 'nokey', role: 'publisher' }] })
    expect(begun.status).toBe(201)
    const { handle, proof } = begun.body
    expect([handle, begun.body.role, begun.body.isTaken]).toEqual(['city_hall', 'officer', false])
    // Nothing of it is public, and nobody else can have the handle, or one that passes for it.
    expect((await shore.guest().ask('GET', `/public/institutions/${handle}`)).status).toBe(404)
    expect((await shore.guest().ask('GET', `/public/accounts/${handle}`)).status).toBe(404)
    for (const like of ['city_hall', 'cityhall', 'city.hal1', 'official_city_hall', 'cityhalls'])
      expect(
        (await shore.guest().ask('POST', '/api/accounts', { handle: like, passphrase: 'four other plain words' })).body
          .code,
      ).toBe('institution.name-taken')
    // Whoever has no seat learns nothing of it.
    expect((await olga.ask('GET', `/api/institutions/${handle}`)).body.code).toBe('institution.not-found')
    const decide = (isConfirmed = true) =>
      olga.ask('POST', `/api/operate/institutions/${handle}`, { isConfirmed, why: 'seen' })
    expect((await decide()).body.code).toBe('institution.unproven')

    const look = (way: string) => ada.person.ask('POST', `/api/institutions/${handle}/proof`, { way })
    expect((await look('file')).body.params.got).toContain('answers 404')
    host.files.set('city.example', proof.line.slice(0, -1))
    expect((await look('file')).body.params.got).toContain('another line')
    expect((await look('dns')).body.code).toBe('institution.unproven')
    host.records.set('_onshore-institution.city.example', ['v=spf1', proof.line])
    expect((await look('dns')).body.proof.provenAt).toBeTruthy()

    expect((await decide()).body.code).toBe('institution.stewards')
    expect((await nokey.ask('POST', `/api/institutions/${handle}/seat-options`)).body.code).toBe('steward.passkey')
    for (const one of [ada, ben]) expect((await takeSeat(one, handle)).body.isTaken).toBe(true)
    expect((await decide()).body.code).toBe('institution.stewards')
    const { body: options } = await cleo.person.ask('POST', `/api/institutions/${handle}/seat-options`)
    const ask = (use: object) => cleo.person.ask('POST', `/api/institutions/${handle}/seat`, { use })
    expect((await ask(ben.key.use(options))).body.code).toBe('passkey.failed')
    expect((await ask(cleo.key.use({ ...options, challenge: 'A'.repeat(43) }))).body.code).toBe('passkey.failed')
    expect((await ask(cleo.key.use(options))).status).toBe(200)
    expect((await ask(cleo.key.use(options))).body.code).toBe('steward.signed')
    const [listed] = (await olga.ask('GET', '/api/operate/institutions')).body.items
    expect(listed).toMatchObject({ handle, domain: 'city.example', seats: 4, taken: 3, missing: null })
    expect(
      (await ada.person.ask('POST', `/api/operate/institutions/${handle}`, { isConfirmed: true, why: 'x' })).status,
    ).toBe(403)
    expect((await decide()).status).toBe(204)
    expect((await decide()).body.code).toBe('institution.confirmed')

    const { body: card } = await shore.guest().ask('GET', `/public/institutions/${handle}`)
    expect(card).toMatchObject({
      ...{ handle, name: 'City Hall', domain: 'city.example', kind: 'public-body', isProven: true, isDormant: false },
      limits: { mayBuyReach: false, mayRaiseFunds: false },
      last: { number: 0, kind: 'institution.founded' },
    })
    expect(card.roles.filter(({ count }: { count: number }) => count > 0)).toEqual(
      ['officer', 'deputy', 'approver'].map(role => ({ role, count: 1 })),
    )
    for (const name of ['ada', 'ben', 'cleo']) expect(JSON.stringify(card)).not.toContain(name)
    expect((await shore.guest().ask('GET', `/public/accounts/${handle}`)).body).toMatchObject({
      name: 'City Hall',
      isInstitution: true,
    })
    expect((await shore.guest().ask('POST', '/api/session', { handle, passphrase: 'x' })).status).toBe(401)
    expect((await recordOf(shore, handle)).map(({ kind }) => kind)).toEqual(['institution.founded'])
    const log = (await olga.ask('GET', '/api/operate/acts')).body.items
    expect(log[0]).toMatchObject({ act: 'institution.confirm', subject: handle, why: 'seen', outcome: 'done' })
  })

  it.skipIf(!hasFfmpeg)(
    'publishes, edits and deletes what two others have signed, once, and its record says so',
    async () => {
      await using shore = await openShore({ domains: host.domains })
      const { ada, ben, cleo, dan, handle, id } = await foundInstitution(shore, host)
      const video = await draft(dan)
      const words = { caption: 'Hello #ministry', visibility: 'public' as const }
      const publish = { act: 'publish' as const, video, words } as never
      expect(
        (await propose(dan, handle, { ...(publish as object), words: { ...words, paid: true } } as never)).body,
      ).toMatchObject({ code: 'institution.paid' })
      const { status, body: proposal } = await propose(dan, handle, publish, 'The minister asks for it')
      expect(status, JSON.stringify(proposal)).toBe(201)
      expect(proposal).toMatchObject({
        act: 'publish',
        state: 'waiting',
        proposedBy: 'dan',
        mayApprove: false,
        rule: { approvals: 2 },
      })
      expect(proposal.sha256).toMatch(/^[0-9a-f]{64}$/)
      // Whoever is shown it comes to its hash by themselves.
      expect(await hashOfShown({ id }, proposal)).toBe(proposal.hash)
      // It is not theirs any more: nothing of it changes while it waits.
      expect((await dan.person.ask('PATCH', `/api/videos/${video}`, { caption: 'Other' })).status).toBe(404)
      expect((await dan.person.ask('POST', `/api/videos/${video}/post`, words)).status).toBe(404)
      const seen = (await ben.person.ask('GET', `/api/institutions/${handle}/proposals`)).body.items[0]
      expect(seen).toMatchObject({
        id: proposal.id,
        mayApprove: true,
        reason: 'The minister asks for it',
        what: { words: { caption: 'Hello #ministry' } },
      })
      const file = seen.clip.renditions[0].url
      const bytes = await fetch(shore.url + file, { headers: { cookie: ben.person.cookie!, range: 'bytes=0-99' } })
      expect(bytes.status).toBe(206)
      expect((await shore.guest().ask('GET', file)).status).toBe(401)

      expect((await approve(ben, handle, proposal)).body).toMatchObject({
        state: 'waiting',
        approvals: [{ handle: 'ben', role: 'deputy', counts: true }],
      })
      expect((await shore.guest().ask('GET', `/public/videos/${video}`)).status).toBe(404)
      expect((await approve(cleo, handle, proposal)).body).toMatchObject({ state: 'done' })
      const shown = (await shore.guest().ask('GET', `/public/videos/${video}`)).body
      expect(shown).toMatchObject({ caption: 'Hello #ministry', author: { handle, name: 'Ministry of Examples' } })
      expect((await approve(ada, handle, proposal)).body.code).toBe('proposal.over')

      const edit = await propose(ben, handle, { act: 'edit', video, words: { ...words, caption: 'Better' } } as never)
      expect(edit.body.now).toMatchObject({ caption: 'Hello #ministry' })
      expect(await hashOfShown({ id }, edit.body)).toBe(edit.body.hash)
      const other = await propose(dan, handle, { act: 'edit', video, words: { ...words, caption: 'Worse' } } as never)
      for (const one of [ada, cleo]) await approve(one, handle, edit.body)
      await expect
        .poll(async () => (await shore.guest().ask('GET', `/public/videos/${video}`)).body.caption)
        .toBe('Better')
      for (const one of [ada, cleo]) await approve(one, handle, other.body)
      const path = `/api/institutions/${handle}/proposals/${other.body.id}`
      expect((await dan.person.ask('GET', path)).body).toMatchObject({ state: 'stopped', ended: 'changed' })
      expect((await shore.guest().ask('GET', `/public/videos/${video}`)).body.caption).toBe('Better')

      const removal = await propose(cleo, handle, { act: 'delete', video })
      for (const one of [ada, ben]) await approve(one, handle, removal.body)
      // A kept answer goes with the database's word, a moment after the act.
      await expect.poll(async () => (await shore.guest().ask('GET', `/public/videos/${video}`)).status).toBe(404)

      const record = await recordOf(shore, handle)
      const acts = record.filter(({ kind }) => kind.startsWith('act.'))
      expect(acts.map(({ kind }) => kind)).toEqual(['act.publish', 'act.edit', 'act.delete'])
      expect(acts[0]).toMatchObject({
        facts: {
          rule: { approvals: 2 },
          by: 'publisher',
          approvedBy: ['deputy', 'approver'],
          approvals: 2,
          video,
          proposal: proposal.hash,
        },
      })
      expect(Object.keys(acts[0]!.commitments).sort()).toEqual(['approver 1', 'approver 2', 'proposer'])
      expect(JSON.stringify(record)).not.toMatch(/dan|ben|cleo|ada\b/)
      for (const { kind } of record) expect(leafKinds).toContain(kind)
      // Whoever has approved is gone, and the record still holds.
      await shore.db.deleteFrom('accounts').where('handle', '=', 'cleo').execute()
      await recordOf(shore, handle)
      await expect(shore.db.deleteFrom('record_leaves').execute()).rejects.toThrow('never changed')
    },
  )

  it('comments in its own name once others have signed, by the walls and settings that anybody meets', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true, domains: host.domains })
    const { ada, ben, cleo, dan, handle } = await foundInstitution(shore, host)
    const alice = shore.people['alice']!
    const below = async () => (await shore.guest().ask('GET', `/public/videos/${video}/comments`)).body.items
    const { id: video } = await alice.begin(1000)
    await shore.db
      .updateTable('videos')
      .set({ state: 'ready', visibility: 'public', posted_at: new Date(), published_at: new Date() })
      .where('id', '=', video)
      .execute()
    const say = async (text: string) => {
      const { status, body } = await propose(dan, handle, { act: 'comment', clip: video, text, replyTo: null })
      expect(status, JSON.stringify(body)).toBe(201)
      expect(await hashOfShown({ id: await idOf() }, body)).toBe(body.hash)
      for (const one of [ben, cleo]) await approve(one, handle, body)
      return (await ada.person.ask('GET', `/api/institutions/${handle}/proposals/${body.id}`)).body
    }
    const idOf = async () => (await ada.person.ask('GET', `/api/institutions/${handle}`)).body.id
    expect((await propose(dan, handle, { act: 'comment', clip: video, text: '   ', replyTo: null })).status).toBe(422)
    expect(await below()).toEqual([])
    expect(await say('Mind the step')).toMatchObject({ state: 'done' })
    await expect.poll(below).toMatchObject([{ text: 'Mind the step', author: { handle } }])
    // What the clip's author has blocked waits for them; where nobody may comment, nothing comes of it.
    await alice.ask('PUT', '/api/blocked-words', { words: ['lottery'] })
    expect(await say('Win the lottery')).toMatchObject({ state: 'done' })
    expect(await below()).toHaveLength(1)
    await alice.ask('PATCH', `/api/videos/${video}`, { commentsFrom: 'nobody' })
    expect(await say('Once more')).toMatchObject({ state: 'stopped', ended: 'comment' })
    expect(await below()).toHaveLength(1)
    const acts = (await recordOf(shore, handle)).filter(({ kind }) => kind === 'act.comment')
    expect(acts).toHaveLength(2)

    // The words of a clip are read by stewards, of the institution's own clips alone.
    const path = `/api/institutions/${handle}/videos/${video}`
    expect((await dan.person.ask('GET', path)).body.code).toBe('video.not-found')
    await shore.db
      .updateTable('videos')
      .set(({ selectFrom }) => ({ account_id: selectFrom('accounts').select('id').where('handle', '=', handle) }))
      .where('id', '=', video)
      .execute()
    expect((await dan.person.ask('GET', path)).body.words).toMatchObject({ commentsFrom: 'nobody' })
    expect((await alice.ask('GET', path)).status).toBe(404)
  })

  it.skipIf(!hasFfmpeg)(
    'shows a scheduled clip at its moment, if those who approved it still may; else it stops',
    async () => {
      let offsetMs = 0
      const clock = { now: () => new Date(Date.now() + offsetMs) }
      await using shore = await openShore({ domains: host.domains, clock })
      const { ada, ben, cleo, dan, handle } = await foundInstitution(shore, host)
      const publishAt = new Date(Date.now() + 7_200_000).toISOString()
      const ids = [await draft(dan), await draft(dan)] as const
      const wish = (video: string) => ({ act: 'publish', video, words: { caption: 'Later', publishAt } }) as never
      const [one, two] = [
        (await propose(dan, handle, wish(ids[0]))).body,
        (await propose(dan, handle, wish(ids[1]))).body,
      ]
      for (const who of [ada, ben]) expect((await approve(who, handle, one)).status).toBe(200)
      for (const who of [ada, cleo]) expect((await approve(who, handle, two)).status).toBe(200)
      const state = async (id: string) =>
        (await ada.person.ask('GET', `/api/institutions/${handle}/proposals/${id}`)).body
      expect(await state(one.id)).toMatchObject({ state: 'agreed', dueAt: publishAt })
      // Cleo goes: what rested on her word waits for another.
      expect((await cleo.person.ask('DELETE', `/api/institutions/${handle}/seat`)).status).toBe(204)
      expect((await cleo.person.ask('GET', `/api/institutions/${handle}`)).status).toBe(404)
      expect(await state(two.id)).toMatchObject({ state: 'waiting', dueAt: null })
      offsetMs = 7_300_000
      const { institutionStore } = await import('../../src/server/institutions/index.ts')
      const { slateKey } = await import('../../src/server/adapters/folder/index.ts')
      const store = institutionStore({ db: shore.db, key: slateKey(shore.folder) })
      for (const { id } of [one, two, one]) await store.carryOut(id, clock.now())
      expect(await state(one.id)).toMatchObject({ state: 'done' })
      expect((await shore.guest().ask('GET', `/public/videos/${ids[0]}`)).status).toBe(200)
      expect((await shore.guest().ask('GET', `/public/videos/${ids[1]}`)).status).toBe(404)
      // It is a draft again of who prepared it, once it is withdrawn.
      expect((await dan.person.ask('DELETE', `/api/institutions/${handle}/proposals/${two.id}`)).body.state).toBe(
        'withdrawn',
      )
      expect((await dan.person.ask('GET', `/api/videos/${ids[1]}`)).body).toMatchObject({ postedAt: null, caption: '' })
      const kinds = (await recordOf(shore, handle)).map(({ kind }) => kind)
      expect(kinds.filter(kind => kind === 'act.publish')).toHaveLength(1)
      expect(kinds).toContain('steward.left')
    },
  )

  it('seats, unseats, changes officer, mandate and profile, connects a program, sleeps and wakes by the same rule', async () => {
    let offsetMs = 0
    const clock = { now: () => new Date(Date.now() + offsetMs) }
    await using shore = await openShore({ domains: host.domains, clock, isIdle: true })
    const { ada, ben, cleo, dan, handle, id } = await foundInstitution(shore, host, { kind: 'business' })
    const eve = await steward(shore, 'eve')
    const decide = async (by: Steward, what: never, signers: Steward[]) => {
      const proposed = await propose(by, handle, what, 'It is time')
      expect(proposed.status, JSON.stringify(proposed.body)).toBe(201)
      expect(await hashOfShown({ id }, proposed.body)).toBe(proposed.body.hash)
      let last = proposed
      for (const one of signers) last = await approve(one, handle, proposed.body)
      expect(last.status, JSON.stringify(last.body)).toBe(200)
      return last.body
    }
    const wish = (what: object) => what as never
    expect(
      (await propose(dan, handle, wish({ act: 'seat', handle: 'eve', role: 'approver', isDifferentPerson: false })))
        .body,
    ).toMatchObject({ code: 'institution.attest' })
    await decide(dan, wish({ act: 'seat', handle: 'eve', role: 'approver', isDifferentPerson: true }), [ada, ben])
    expect((await takeSeat(eve, handle)).body.role).toBe('approver')
    await decide(eve, wish({ act: 'officer', handle: 'ben' }), [ada, cleo])
    const roles = async () =>
      Object.fromEntries(
        (await ben.person.ask('GET', `/api/institutions/${handle}`)).body.stewards.map(
          (one: { handle: string; role: string }) => [one.handle, one.role],
        ),
      )
    expect(await roles()).toMatchObject({ ben: 'officer', ada: 'deputy', cleo: 'approver' })
    await decide(ben, wish({ act: 'unseat', handle: 'cleo' }), [ada, eve])
    expect((await cleo.person.ask('GET', `/api/institutions/${handle}/proposals`)).status).toBe(404)
    expect(
      await decide(dan, wish({ act: 'profile', name: 'Works Ltd', bio: 'We build', contact: 'hello@works.example' }), [
        ada,
        eve,
      ]),
    ).toMatchObject({ state: 'done' })
    expect((await shore.guest().ask('GET', `/public/accounts/${handle}`)).body).toMatchObject({
      name: 'Works Ltd',
      bio: 'We build',
      isBusiness: true,
      contact: 'hello@works.example',
    })

    const secret = `onshore_${randomBytes(32).toString('base64url')}`
    const tokenHash = createHash('sha256').update(secret).digest('hex')
    await decide(dan, wish({ act: 'connect', name: 'Numbers', tokenHash, days: 30 }), [ada, eve])
    const program = shore.guest()
    const headers = { authorization: `Bearer ${secret}` }
    expect((await program.ask('GET', '/api/videos', undefined, headers)).status).toBe(200)
    expect((await program.ask('PUT', '/api/accounts/dan/follow', undefined, headers)).body.code).toBe('token.scope')
    expect((await program.ask('GET', `/api/institutions/${handle}/proposals`, undefined, headers)).status).toBe(403)

    // Weakening waits a day, under the highest rule; a signature that is taken back meanwhile stops it.
    const light = wish({ act: 'mandate', mandate: presets['four-eyes'] })
    const weaker = await decide(dan, light, [ada, eve])
    expect(weaker).toMatchObject({ state: 'agreed' })
    const path = `/api/institutions/${handle}/proposals/${weaker.id}`
    expect((await eve.person.ask('DELETE', `${path}/approval`)).body).toMatchObject({ state: 'waiting', dueAt: null })
    expect((await approve(eve, handle, weaker)).body.code).toBe('proposal.twice')
    expect((await approve(ben, handle, weaker)).body.state).toBe('agreed')
    const { institutionStore } = await import('../../src/server/institutions/index.ts')
    const { slateKey } = await import('../../src/server/adapters/folder/index.ts')
    const store = institutionStore({ db: shore.db, key: slateKey(shore.folder) })
    await store.carryOut(weaker.id, clock.now())
    const publishRule = async () =>
      (await shore.guest().ask('GET', `/public/institutions/${handle}`)).body.mandate.rules.publish.approvals
    expect(await publishRule()).toBe(2)
    offsetMs = 86_500_000
    const other = (await propose(dan, handle, wish({ act: 'deactivate' }))).body
    await store.carryOut(weaker.id, clock.now())
    expect(await publishRule()).toBe(1)
    // What was proposed under another mandate is void.
    expect((await dan.person.ask('GET', `/api/institutions/${handle}/proposals/${other.id}`)).body).toMatchObject({
      state: 'void',
      ended: 'mandate',
    })

    await decide(dan, wish({ act: 'deactivate' }), [ada, eve])
    expect((await shore.guest().ask('GET', `/public/institutions/${handle}`)).body.isDormant).toBe(true)
    expect((await propose(dan, handle, wish({ act: 'profile', bio: 'Awake' }))).body).toMatchObject({
      code: 'institution.dormant',
    })
    const back = {
      act: 'reactivate',
      assessment: 'a'.repeat(64),
      consulted: 'Privacy officer',
      hasReadAdvisories: true,
    }
    const held = await decide(dan, wish(back), [ada, eve])
    // No place outside was declared: the officer says that she knows, and then it waits its day.
    expect(held).toMatchObject({ state: 'waiting', isHeldUp: true })
    expect((await acknowledge(eve, handle, held)).body.code).toBe('proposal.told')
    const waits = (await acknowledge(ben, handle, held)).body
    expect(waits).toMatchObject({ state: 'agreed', isHeldUp: false })
    // The officer signs, and it need not wait.
    expect((await approve(ben, handle, waits)).body.state).toBe('done')
    expect((await shore.guest().ask('GET', `/public/institutions/${handle}`)).body.isDormant).toBe(false)
    expect(
      (await recordOf(shore, handle)).filter(({ kind }) => kind.startsWith('act.')).map(({ kind }) => kind.slice(4)),
    ).toEqual([...['seat', 'officer', 'unseat', 'profile', 'connect', 'mandate', 'deactivate', 'reactivate']])
  })
})
