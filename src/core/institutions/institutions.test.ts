import { describe, expect, it } from 'vitest'
import { allInstitutionClasses, mayBePaid } from './classes.ts'
import { holdsProof, prepareDomain, proofFile, proofLine, proofName } from './domain.ts'
import { domainFault, domainFaultIn } from './domain-fault.ts'
import {
  type acts,
  actsWhileDormant,
  highestRule,
  isWeaker,
  type Mandate,
  presets,
  requirePossible,
  ruleFor,
} from './mandate.ts'
import { bindingText, type ProposalFacts, proposalText, seatText } from './proposal.ts'
import { countApprovals, isReached } from './quorum.ts'
import { mayPropose, type Seat, type StewardRole, stewardRoles } from './stewards.ts'

const at = (hours: number) => new Date(hours * 3_600_000)
const seat = (accountId: string, role: StewardRole, more: Partial<Seat> = {}): Seat => ({
  ...{ accountId, role, isTaken: true, passkeyIds: [`${accountId}-key`] },
  ...more,
})
const seats = [seat('ada', 'officer'), seat('ben', 'deputy'), seat('cleo', 'approver'), seat('dan', 'publisher')]
const approval = (accountId: string, more: object = {}) => ({
  ...{ accountId, passkeyId: `${accountId}-key`, hash: 'h', at: at(1), isTakenBack: false },
  ...more,
})
const { 'two-of-three': standard, 'four-eyes': light } = presets
const counting = { rule: standard.rules.publish, proposedBy: 'dan', expiresAt: at(72), hash: 'h', seats }

describe('a quorum', () => {
  it('is two signatures of two people over what would be done', () => {
    const approvals = [approval('ada'), approval('ben')]
    expect([...countApprovals({ ...counting, approvals })]).toEqual(['ada', 'ben'])
    expect(isReached({ ...counting, approvals })).toBe(true)
    expect(isReached({ ...counting, approvals: [approval('ada')] })).toBe(false)
  })

  it('is not made of one’s own word, two keys of one person, other bytes, other roles, or too late', () => {
    const counted = (other: object, changed = {}) =>
      countApprovals({ ...counting, approvals: [approval('ada'), approval('ben', other)], ...changed }).size
    expect(counted({})).toBe(2)
    expect(counted({}, { proposedBy: 'ben' })).toBe(1)
    const twoKeys = seats.with(0, seat('ada', 'officer', { passkeyIds: ['ada-key', 'ada-phone'] }))
    expect(counted({ accountId: 'ada', passkeyId: 'ada-phone' }, { seats: twoKeys })).toBe(1)
    expect(counted({ hash: 'other' })).toBe(1)
    expect(counted({ passkeyId: 'new-key' })).toBe(1)
    expect(counted({ at: at(73) })).toBe(1)
    expect(counted({ isTakenBack: true })).toBe(1)
    expect(counted({ accountId: 'dan', passkeyId: 'dan-key' }, { proposedBy: 'cleo' })).toBe(1)
    expect(counted({ accountId: 'eve', passkeyId: 'eve-key' })).toBe(1)
    // Roles are those of this moment.
    expect(counted({}, { seats: seats.with(1, seat('ben', 'analyst')) })).toBe(1)
    expect(counted({}, { seats: seats.filter(({ accountId }) => accountId !== 'ben') })).toBe(1)
    expect(counted({}, { seats: seats.with(1, seat('ben', 'deputy', { isTaken: false })) })).toBe(1)
    const approvals = [approval('ada'), approval('ben')]
    expect(isReached({ ...counting, approvals, seats: seats.slice(0, 3) })).toBe(false)
  })
})

describe('a mandate', () => {
  const changed = (act: (typeof acts)[number], rule: object, from: Mandate = standard): Mandate => ({
    ...from,
    rules: { ...from.rules, [act]: { ...from.rules[act], ...rule } },
  })

  it('is weaker by fewer, by more who may, by longer, and by less that is shown', () => {
    const strict = changed('publish', { approvals: 3, from: ['officer', 'deputy'], withinHours: 24 })
    for (const rule of [{ approvals: 1 }, { withinHours: 73 }])
      expect(isWeaker(changed('edit', rule), standard)).toBe(true)
    expect(isWeaker(standard, strict)).toBe(true)
    expect(isWeaker(strict, standard)).toBe(false)
    expect(isWeaker(standard, standard)).toBe(false)
    expect(isWeaker({ ...standard, shows: 'rule' }, standard)).toBe(true)
    expect(isWeaker({ ...standard, shows: 'reasons' }, standard)).toBe(false)
    // A rule that is stricter somewhere makes up for nothing elsewhere.
    expect(isWeaker(changed('publish', { approvals: 3 }, light), standard)).toBe(true)
  })

  it('is weakened by the highest of its rules only', () => {
    const mixed = changed('delete', { approvals: 4 })
    expect(highestRule(mixed).approvals).toBe(4)
    expect(ruleFor(mixed, 'mandate', changed('publish', { approvals: 1 }, mixed)).approvals).toBe(4)
    expect(ruleFor(mixed, 'mandate', changed('publish', { approvals: 3 }, mixed)).approvals).toBe(2)
    expect(ruleFor(mixed, 'publish', null).approvals).toBe(2)
  })

  it('asks for no more than there are beside whoever proposes, and for no less than one', () => {
    expect(() => requirePossible(standard, seats)).not.toThrow()
    expect(() => requirePossible(presets.three, seats)).toThrow('needs 4')
    expect(() => requirePossible(changed('publish', { approvals: 0 }), seats)).toThrow()
    expect(() => requirePossible(changed('publish', { withinHours: 1000 }), seats)).toThrow()
    expect(() => requirePossible(standard, seats.slice(1))).toThrow(
      expect.objectContaining({ code: 'institution.mandate' }),
    )
  })
})

describe('a proposal', () => {
  const facts: ProposalFacts = {
    ...{ institution: 'i', id: 'p', act: 'publish', proposedBy: 'dan', expiresAt: at(72).toISOString(), mandate: 1 },
    what: { caption: 'Été', visibility: 'public', publishAt: null, tags: ['a', 'b'] },
    files: [
      { role: 'sent', sha256: 'aa' },
      { role: 'captions', sha256: 'bb' },
    ],
  }
  it('has one text, whatever order its parts come in, and another for any other byte', () => {
    const text = proposalText(facts)
    expect(proposalText({ ...facts, files: facts.files.toReversed() })).toBe(text)
    expect(proposalText({ ...facts, what: Object.fromEntries(Object.entries(facts.what).reverse()) })).toBe(text)
    const others: Partial<ProposalFacts>[] = [
      ...[{ id: 'q' }, { act: 'delete' as const }, { proposedBy: 'ada' }, { mandate: 2 }, { institution: 'j' }],
      { expiresAt: at(73).toISOString() },
      { what: { ...facts.what, caption: 'Éte' } },
      { what: { ...facts.what, tags: ['b', 'a'] } },
      { files: [{ role: 'sent', sha256: 'ab' }] },
      { files: facts.files.slice(1) },
    ]
    for (const other of others) expect(proposalText({ ...facts, ...other })).not.toBe(text)
  })
})

describe('what a steward signs', () => {
  it('is of one kind only: no proposal, seat or binding can be taken for another', () => {
    const seat = seatText({ institution: 'i', account: 'a', role: 'officer', invitedAt: at(1).toISOString() })
    const binding = bindingText({ institution: 'i', account: 'a', credential: 'c' })
    expect(new Set([seat, binding].map(text => text.split('\n')[0]))).toEqual(
      new Set(['onshore seat 1', 'onshore binding 1']),
    )
    expect(stewardRoles.filter(role => !mayPropose(role))).toEqual(['analyst'])
  })
})

describe('a class', () => {
  it('of parties, governments and candidates buys nothing', () => {
    expect(allInstitutionClasses.filter(kind => !mayBePaid(kind))).toEqual([
      ...['government', 'party', 'candidate', 'public-body'],
    ])
    expect(actsWhileDormant).not.toContain('publish')
  })
})

describe('a domain', () => {
  it('is kept in one form, and is no address, path or single label', () => {
    expect(prepareDomain(' Ministry.Example. ')).toBe('ministry.example')
    for (const no of [
      '',
      'localhost',
      '10.0.0.1',
      'a/b.example',
      'https://a.example',
      'a.example:80',
      '-a.example',
      'é.example',
      'a..example',
    ])
      expect(() => prepareDomain(no), no).toThrow(expect.objectContaining({ code: 'institution.domain' }))
  })
  it('shows a proof by a line of its own', () => {
    const line = proofLine('ministry', 'abc')
    expect(proofFile('a.example')).toBe('https://a.example/.well-known/onshore-institution.txt')
    expect(proofName('a.example')).toBe('_onshore-institution.a.example')
    expect(holdsProof(`# hello\r\n${line}\n`, line)).toBe(true)
    for (const no of ['', `x ${line}`, `${line}x`, line.toUpperCase()]) expect(holdsProof(no, line)).toBe(false)
  })
})

describe('a fault of a domain', () => {
  it('is kept in English and read in French, number and name and all', () => {
    const said = [
      domainFault('noAddress', 'city.example'),
      domainFault('noRecord', '_onshore.city.example'),
      domainFault('noMail', 'mail.city.example'),
      domainFault('silent', 'city.example:8443'),
      domainFault('answers', 'city.example', 404),
      domainFault('tooLong', 'city.example', 4096),
      domainFault('brokeOff', 'city.example'),
      domainFault('otherLine'),
      domainFault('noLine'),
    ]
    expect(said[4]).toBe('city.example answers 404')
    expect(domainFaultIn('fr', said[4]!)).toBe('city.example répond 404')
    expect(domainFaultIn('fr', said[7]!)).toBe('le fichier porte une autre ligne')
    for (const one of said) {
      expect(domainFaultIn('en', one)).toBe(one)
      expect(domainFaultIn('fr', one), one).not.toBe(one)
    }
    expect(domainFaultIn('fr', 'what nobody has said')).toBe('what nobody has said')
  })
})
