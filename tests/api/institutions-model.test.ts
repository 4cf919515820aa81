import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acts, isWeaker, type Mandate, type ProposedAct, presets } from '../../src/core/institutions/mandate.ts'
import { type Count, countApprovals } from '../../src/core/institutions/quorum.ts'
import { approvingRoles } from '../../src/core/institutions/stewards.ts'
import type { Leaf } from '../../src/core/ledger/leaf.ts'
import { makeId } from '../../src/server/adapters/clock/index.ts'
import { sql } from '../../src/server/adapters/db/index.ts'
import { type InstitutionStore, institutionStore } from '../../src/server/institutions/index.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

/** The first four have a seat to begin with: officer, deputy, approver, publisher. */
const cast = ['ada', 'ben', 'cleo', 'dan', 'eve'] as const
type Who = (typeof cast)[number]
const roles = ['officer', 'deputy', 'approver', 'publisher'] as const

const { key } = { key: generateKeyPairSync('ed25519').privateKey }
const lighter = presets['four-eyes']
const stricter: Mandate = {
  ...presets['two-of-three'],
  rules: { ...presets['two-of-three'].rules, profile: { ...presets['two-of-three'].rules.profile, withinHours: 24 } },
}

type Step =
  | { do: 'profile' | 'lighter' | 'stricter' | 'deactivate' | 'reactivate' | 'glass' | 'delete'; by: Who }
  | { do: 'seat' | 'unseat' | 'officer'; by: Who; of: Who }
  | { do: 'approve' | 'takeBack' | 'withdraw'; by: Who; back: number }
  /** Signed by somebody else's key, or other bytes. */
  | { do: 'forge'; by: Who; back: number; isOtherKey: boolean }
  | { do: 'sign' | 'leave'; by: Who }
  /** Everybody who may signs at once. */
  | { do: 'agree'; back: number }
  | { do: 'swap'; back: number }
  /** Notices on their way are taken, or are not. */
  | { do: 'hand'; isTaken: boolean }
  | { do: 'acknowledge' | 'examine'; by: Who }
  | { do: 'wait'; hours: number }
  /** Proposed, handed over or not, and signed by everybody who may. */
  | { do: 'wholly'; of: 'deactivate' | 'reactivate' | 'glass' | 'delete'; by: Who; isTaken: boolean }
  | { do: 'restart' }

const who = fc.constantFrom(...cast)
const back = fc.nat(2)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'profile' as const,
        'lighter' as const,
        'stricter' as const,
        'deactivate' as const,
        'reactivate' as const,
        'glass' as const,
        'delete' as const,
      ),
      by: who,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('seat' as const, 'unseat' as const, 'officer' as const),
      by: who,
      of: who,
    }),
  },
  { weight: 16, arbitrary: fc.record({ do: fc.constant('approve' as const), by: who, back }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('takeBack' as const, 'withdraw' as const), by: who, back }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('forge' as const), by: who, back, isOtherKey: fc.boolean() }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('sign' as const, 'leave' as const), by: who }) },
  { weight: 10, arbitrary: fc.record({ do: fc.constant('agree' as const), back: fc.constantFrom(0, 0, 1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('swap' as const), back }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(1, 25, 80) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('wholly' as const),
      of: fc.constantFrom('deactivate' as const, 'reactivate' as const, 'glass' as const, 'delete' as const),
      by: who,
      isTaken: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('hand' as const), isTaken: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('acknowledge' as const, 'examine' as const), by: who }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
)
/** Steps one after the other; what stands in one step happens at the same moment. */
const sequence = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 4, maxLength: 6 })
type Sequence = typeof sequence extends fc.Arbitrary<infer T> ? T : never

let shore: TestShore
const ids = {} as Record<Who, string>
const keys = {} as Record<Who, string>
const seen = {
  sequences: 0,
  approved: 0,
  effects: new Map<string, number>(),
  ended: new Map<string, number>(),
  refused: new Map<string, number>(),
}
const add = (to: Map<string, number>, name: string) => to.set(name, (to.get(name) ?? 0) + 1)

beforeAll(async () => {
  shore = await openShore({ isIdle: true })
  const at = new Date()
  for (const handle of cast) {
    ids[handle] = makeId(at)
    keys[handle] = makeId(at)
    const account = { id: ids[handle], handle, skeleton: handle, name: handle, passphrase_hash: null, created_at: at }
    await shore.db.insertInto('accounts').values(account).execute()
    await sql`insert into passkeys (id, account_id, credential_id, public_key, counter, transports, name, created_at)
      values (${keys[handle]}, ${ids[handle]}, ${handle}, '\\x00', 0, '{}', '', ${at})`.execute(shore.db)
  }
})
afterAll(() => shore[Symbol.asyncDispose]())

const handleOf = (id: string): string => `i${id.slice(-12)}`

/** An institution of its own for each sequence, as a founding leaves it. */
async function institution(at: Date): Promise<string> {
  const [id, account] = [makeId(at), makeId(at)]
  const named = { handle: handleOf(id), skeleton: handleOf(id), name: 'Institution' }
  await shore.db
    .insertInto('accounts')
    .values({ id: account, ...named, passphrase_hash: null, created_at: at })
    .execute()
  await shore.db
    .insertInto('institutions')
    .values({
      ...{ id, account_id: account, founder_id: null, ...named, domain: 'a.example', kind: 'government', code: 'c' },
      ...{ state: 'active', mandate: JSON.stringify(presets['two-of-three']), begun_at: at, confirmed_at: at },
      ...{ proven_at: at, looked_at: at, used_at: at },
    })
    .execute()
  const channel = { way: 'webhook' as const, address: 'https://a.example/', server: null, set_at: at }
  await shore.db
    .insertInto('channels')
    .values({ institution_id: id, ...channel })
    .execute()
  await sql`insert into videos (id, account_id, state, visibility, caption, tags, language, file_name, bytes, created_at, uploaded_at, posted_at)
    values (${id}, ${account}, 'ready', 'private', '', '{}', '', '', 1, ${at}, ${at}, ${at})`.execute(shore.db)
  for (const [n, role] of roles.entries()) {
    const account_id = ids[cast[n]!]
    await shore.db
      .insertInto('stewards')
      .values({ institution_id: id, account_id, role, invited_at: at, seated_at: at })
      .execute()
    await shore.db
      .insertInto('steward_passkeys')
      .values({ institution_id: id, account_id, passkey_id: keys[cast[n]!] })
      .execute()
  }
  return id
}

/** Who a record's entries stand for: the salts are kept beside, and open the commitments. */
async function entriesOf(record: string) {
  const leaves = await shore.db
    .selectFrom('record_leaves')
    .select(['number', 'leaf'])
    .where('record', '=', record)
    .orderBy('number')
    .execute()
  const salts = await shore.db
    .selectFrom('record_salts')
    .select(['number', 'what', 'account_id'])
    .where('record', '=', record)
    .execute()
  return leaves.map(({ number, leaf }) => ({
    leaf: JSON.parse(leaf) as Leaf,
    people: Object.fromEntries(salts.filter(one => one.number === number).map(one => [one.what, one.account_id])),
  }))
}

/**
 * The record gone through by rules of its own: who sits where, under which mandate, and whether each act had as many signatures of those
 * who might. Says the first thing that is wrong, and compares where it all led to with what stands in the tables.
 */
async function violationIn(id: string): Promise<string | null> {
  const proposals = await shore.db.selectFrom('proposals').selectAll().where('institution_id', '=', id).execute()
  const approvals = await shore.db
    .selectFrom('approvals')
    .innerJoin('proposals', 'proposals.id', 'proposal_id')
    .select(['proposal_id', 'approvals.account_id', 'approvals.hash', 'approvals.at'])
    .where('institution_id', '=', id)
    .execute()
  const handovers = await shore.db.selectFrom('handovers').selectAll().where('institution_id', '=', id).execute()
  const glasses = await shore.db.selectFrom('glasses').selectAll().where('institution_id', '=', id).execute()
  const seats = new Map<string, string>(roles.map((role, n) => [ids[cast[n]!], role]))
  const offered = new Map<string, string>()
  let mandate: Mandate = presets['two-of-three']
  let bio = ''
  const done = new Set<string>()
  for (const { leaf, people } of await entriesOf(id)) {
    if (leaf.kind === 'steward.left') {
      seats.delete(people['steward']!)
      offered.delete(people['steward']!)
    }
    if (leaf.kind === 'steward.seated')
      seats.set(people['steward']!, offered.get(people['steward']!) ?? 'nobody offered it')
    if (!leaf.kind.startsWith('act.')) continue
    const act = leaf.kind.slice(4) as ProposedAct
    const row = proposals.find(one => one.hash === leaf.facts['proposal'] && one.act === act)
    if (!row) return `${act} without a proposal`
    if (done.has(row.id)) return `${act} twice`
    done.add(row.id)
    const wish = (row.what as { mandate?: Mandate }).mandate
    const isWeakening = act === 'mandate' && isWeaker(wish!, mandate)
    const glass = glasses.find(one => one.proposal_id === row.glass_id)
    if (glass) {
      const isOpen = (moment: Date) => moment >= glass.broken_at && moment <= glass.until
      if (!done.has(glass.proposal_id) || glass.act !== act) return `${act} behind no glass of its own`
      if (!isOpen(row.proposed_at) || !isOpen(row.ended_at!)) return `${act} behind a glass that is shut`
      add(seen.ended, 'behind glass')
    }
    const ruled = act === 'glass' || act === 'channel' ? null : mandate.rules[act === 'station' ? 'connect' : act]
    const need = isWeakening
      ? Math.max(...acts.map(one => mandate.rules[one].approvals))
      : glass || !ruled
        ? 1
        : ruled.approvals
    const signers = new Set(
      Object.entries(people).flatMap(([what, account]) => (what.startsWith('approver') ? [account] : [])),
    )
    const valid = [...signers].filter(
      account =>
        account !== row.proposed_by &&
        (ruled?.from ?? approvingRoles).some(role => role === seats.get(account)) &&
        approvals.some(
          one =>
            one.proposal_id === row.id &&
            one.account_id === account &&
            one.hash === row.hash &&
            one.at <= row.expires_at,
        ),
    )
    if (valid.length < need) return `${act} by ${valid.length} of ${need}`
    if (!seats.has(row.proposed_by!) || seats.get(row.proposed_by!) === 'analyst') return `${act} of nobody’s`
    if (isWeakening && row.ended_at!.getTime() - row.proposed_at.getTime() < 86_400_000) return 'weakened within a day'
    if (act === 'reactivate') {
      const told = handovers.filter(one => one.proposal_id === row.id && one.step === 'made')
      if (told.length === 0 || told.some(one => !one.handed_at && !one.acknowledged_at)) return 'woken untold'
      if (told.some(one => one.acknowledged_at && one.acknowledged_by === row.proposed_by)) return 'acknowledged alone'
      const hasOfficer = valid.some(account => seats.get(account) === 'officer')
      if (!hasOfficer && row.ended_at!.getTime() - row.proposed_at.getTime() < 86_400_000) return 'woken within a day'
      add(seen.ended, told.some(one => one.acknowledged_at) ? 'woken after a failure' : 'woken, told')
    }
    const of = people['subject']!
    if (act === 'seat') offered.set(of, String(row.what['role']))
    if (act === 'unseat') {
      seats.delete(of)
      offered.delete(of)
    }
    if (act === 'officer') {
      const last = [...seats].find(([, role]) => role === 'officer')
      if (last) seats.set(last[0], seats.get(of)!)
      seats.set(of, 'officer')
    }
    if (act === 'mandate') mandate = wish!
    if (act === 'profile') bio = (row.what as { after: { bio: string } }).after.bio
    add(seen.effects, act)
  }
  const unrecorded = proposals.find(({ id, state }) => (state === 'done') !== done.has(id))
  if (unrecorded) return `${unrecorded.act} is ${unrecorded.state} in the tables alone`
  const stands = await shore.db
    .selectFrom('institutions')
    .innerJoin('accounts', 'accounts.id', 'account_id')
    .select(['mandate', 'bio'])
    .where('institutions.id', '=', id)
    .executeTakeFirstOrThrow()
  const sitting = await shore.db
    .selectFrom('stewards')
    .select(['account_id', 'role'])
    .where('institution_id', '=', id)
    .where('seated_at', 'is not', null)
    .execute()
  if (stands.bio !== bio) return 'a profile that no act made'
  if (isWeaker(stands.mandate, mandate) || isWeaker(mandate, stands.mandate)) return 'a mandate that no act made'
  const list = (of: Iterable<readonly [string, string]>) => JSON.stringify([...of].sort())
  if (list(sitting.map(one => [one.account_id, one.role] as const)) !== list(seats)) return 'seats that no act made'
  for (const { state, ended } of proposals) add(seen.ended, `${state} ${ended ?? ''}`)
  return null
}

async function play(steps: Sequence, openStore: () => InstitutionStore): Promise<string | null> {
  let store = openStore()
  let now = Date.now()
  const id = await institution(new Date(now))
  const made: string[] = []
  const perform = async (one: Step): Promise<void> => {
    const at = new Date(now)
    const nth = 'back' in one && one.do !== 'agree' ? made.at(-1 - one.back) : undefined
    const row = nth === undefined ? null : await store.proposalIn(handleOf(id), nth)
    const count = (outcome: string) => (outcome === 'approved' ? seen.approved++ : add(seen.refused, outcome))
    const propose = async (act: ProposedAct, what: Record<string, unknown>) => {
      const proposal = makeId(at)
      const outcome = await store.propose({
        id: proposal,
        institutionId: id,
        act,
        what,
        reason: '',
        proposedBy: ids[(one as { by: Who }).by],
        at,
      })
      if (outcome === 'proposed') made.push(proposal)
    }
    switch (one.do) {
      case 'profile':
        return propose('profile', { after: { bio: makeId(at) }, before: { bio: '' } })
      case 'lighter':
      case 'stricter':
        return propose('mandate', { mandate: one.do === 'lighter' ? lighter : stricter })
      case 'deactivate':
        return propose('deactivate', {})
      case 'reactivate':
        return propose('reactivate', { assessment: 'a', consulted: 'b', hasReadAdvisories: true })
      case 'glass':
        return propose('glass', { act: 'delete' })
      case 'delete':
        return propose('delete', { video: id })
      case 'hand': {
        for (const { id: handover } of await store.toHand(id))
          await store.handed(handover, one.isTaken ? null : 'does not answer', at)
        return
      }
      case 'acknowledge': {
        const last = made.at(-1)
        const failed = (last ? await store.handoversOf(last) : []).filter(
          ({ fault, step, acknowledged_at }) => fault !== null && step === 'made' && acknowledged_at === null,
        )
        if (last) await store.acknowledge(last, { accountId: ids[one.by], failed: failed.map(({ id }) => id), at })
        return
      }
      case 'examine': {
        for (const { proposal_id } of await store.glassesOf(id, at)) {
          const outcome = await store.reviewGlass(id, proposal_id, { accountId: ids[one.by], review: 'Seen', at })
          add(seen.ended, `review ${outcome}`)
        }
        return
      }
      case 'seat':
        return propose('seat', { account: ids[one.of], handle: one.of, role: 'approver', isDifferentPerson: true })
      case 'unseat':
      case 'officer':
        return propose(one.do, { account: ids[one.of], handle: one.of })
      case 'approve':
      case 'forge': {
        if (!row) return
        const passkeyId =
          one.do === 'forge' && one.isOtherKey ? keys[cast[(cast.indexOf(one.by) + 1) % cast.length]!] : keys[one.by]
        const hash = one.do === 'forge' && !one.isOtherKey ? 'f'.repeat(64) : row.hash
        const outcome = await store.approve({
          handle: handleOf(id),
          proposalId: row.id,
          accountId: ids[one.by],
          passkeyId,
          // An authenticator that does not count says 0 each time (WebAuthn Level 3 §6.1.1).
          use: Promise.resolve({ counter: 0, day: at }),
          hash,
          evidence: {},
          at,
        })
        count('refused' in outcome ? outcome.refused : 'approved')
        return
      }
      case 'takeBack':
        if (row) await store.takeBack(id, row.id, ids[one.by], at)
        return
      case 'withdraw':
        if (row) await store.withdraw(id, row.id, ids[one.by], at)
        return
      case 'sign':
        await store.takeSeat(id, { accountId: ids[one.by], passkeyId: keys[one.by], at })
        return
      case 'leave':
        await store.leave(id, ids[one.by], at)
        return
      case 'swap':
        if (row)
          await sql`update proposals set what = what || '{"swapped": true}' where id = ${row.id}`.execute(shore.db)
        return
      case 'wait': {
        now += one.hours * 3_600_000
        await store.endExpired(new Date(now))
        for (const proposal of made) await store.carryOut(proposal, new Date(now))
        return
      }
      case 'agree':
        await Promise.all(cast.map(by => perform({ do: 'approve', by, back: one.back })))
        return
      case 'wholly': {
        await perform({ do: one.of, by: one.by })
        await perform({ do: 'hand', isTaken: one.isTaken })
        await perform({ do: 'agree', back: 0 })
        if (!one.isTaken) for (const by of ['ada', 'ben'] as const) await perform({ do: 'acknowledge', by })
        return
      }
      case 'restart':
        store = openStore()
    }
  }
  for (const together of steps) {
    await Promise.all(together.map(perform))
    now += 1001
  }
  seen.sequences++
  return violationIn(id)
}

const sequences = Number(process.env['ONSHORE_SEQUENCES'] ?? 500)
const seed = Number(process.env['ONSHORE_SEQUENCES_FROM'] ?? 7)
/** Sequences of different institutions go on at the same time. */
const atOnce = 10

describe('a model of institutions', () => {
  it(`finds in ${sequences} random sequences no act that had fewer approvals than the mandate asks`, {
    // Against hanging: a loaded machine takes a fifth of a second for each.
    timeout: 180_000 + sequences * 500,
  }, async () => {
    const openStore = () => institutionStore({ db: shore.db, key })
    const all = fc.sample(sequence, { numRuns: sequences, seed })
    for (let from = 0; from < all.length; from += atOnce) {
      const batch = all.slice(from, from + atOnce)
      const found = await Promise.all(batch.map(steps => play(steps, openStore)))
      for (const [n, violation] of found.entries()) expect(violation, JSON.stringify(batch[n])).toBeNull()
    }
    expect(seen.sequences).toBe(sequences)
    // It has been everywhere that it was to look.
    for (const act of [
      'profile',
      'seat',
      'unseat',
      'officer',
      'mandate',
      'deactivate',
      'reactivate',
      'glass',
      'delete',
    ])
      expect(seen.effects.get(act) ?? 0, act).toBeGreaterThan(0)
    for (const why of ['own', 'twice', 'role', 'over', 'changed', 'unbound'])
      expect(seen.refused.get(why) ?? 0, why).toBeGreaterThan(0)
    for (const end of ['behind glass', 'woken, told', 'woken after a failure', 'review among'])
      expect(seen.ended.get(end) ?? 0, end).toBeGreaterThan(0)
    for (const end of ['void mandate', 'void left', 'expired expired', 'withdrawn withdrawn'])
      expect(seen.ended.get(end) ?? 0, end).toBeGreaterThan(0)
  })

  it('finds the violation where one approval fewer is enough', async () => {
    const oneFewer: Count = counting => {
      const counted = countApprovals(counting)
      return counted.size > 0 ? new Set([...counted, 'nobody']) : counted
    }
    const openStore = () => institutionStore({ db: shore.db, key, count: oneFewer })
    let violation: string | null = null
    for (const steps of fc.sample(sequence, { numRuns: 300, seed })) {
      violation = await play(steps, openStore)
      if (violation) break
    }
    expect(violation).toMatch(/ by 1 of 2/)
  })
})
