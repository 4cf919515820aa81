/** An institution with its stewards, each with an account and an authenticator; and a domain that it shows its proof by. */
import { createSocket } from 'node:dgram'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { digestEveryMs } from '../../src/core/institutions/digest.ts'
import { presets } from '../../src/core/institutions/mandate.ts'
import type { Institution, Proposal, ProposalWish } from '../../src/core/wire/institution.ts'
import { makeId, systemClock } from '../../src/server/adapters/clock/index.ts'
import { sql } from '../../src/server/adapters/db/index.ts'
import { type Domains, openDomains } from '../../src/server/adapters/domains/index.ts'
import { slateKey } from '../../src/server/adapters/folder/index.ts'
import { institutionStore } from '../../src/server/institutions/index.ts'
import { addLeaf } from '../../src/server/institutions/record-store.ts'
import { makeOperatorCode, staffStore } from '../../src/server/staff/index.ts'
import { Authenticator } from './authenticator.ts'
import type { Answer, Person } from './person.ts'
import type { TestShore } from './shore.ts'

export interface Steward {
  person: Person
  key: Authenticator
}

export interface DomainHost extends AsyncDisposable {
  domains: Domains
  /** What the file says, by domain, and what TXT records say, by name. */
  files: Map<string, string>
  records: Map<string, string[]>
  /** What was posted to the domain, and the mails that its mail server took. */
  posts: { path: string; body: string; signature: string; at: number }[]
  mails: { to: string; text: string; at: number }[]
  /** How the domain behaves to what is handed to it. */
  mood: 'takes' | 'refuses' | 'hangs' | 'leads away'
  /** How often anybody came. */
  visits(): number
}

/** A web server and a name server of this machine, which stand for every domain. */
export async function openDomainHost(): Promise<DomainHost> {
  const files = new Map<string, string>()
  const records = new Map<string, string[]>()
  let visits = 0
  const posts: DomainHost['posts'] = []
  const mails: DomainHost['mails'] = []
  const web = createServer((request, reply) => {
    visits++
    if (request.method === 'POST') return void take(request, reply)
    const domain = new URL(request.url!, 'http://x').searchParams.get('of') ?? ''
    const text = files.get(domain)
    if (text === undefined) reply.writeHead(404).end()
    else reply.end(text)
  })
  const take = async (request: IncomingMessage, reply: ServerResponse) => {
    const body = Buffer.concat(await request.toArray()).toString()
    if (host.mood === 'hangs') return
    if (host.mood === 'leads away') return reply.writeHead(302, { Location: '/elsewhere' }).end()
    if (host.mood === 'refuses') return reply.writeHead(503).end()
    const path = new URL(request.url!, 'http://x').searchParams.get('path') ?? ''
    posts.push({ path, body, signature: String(request.headers['onshore-signature']), at: Date.now() })
    return reply.writeHead(204).end()
  }
  await new Promise<void>(resolve => web.listen(0, '127.0.0.1', resolve))
  const post = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onConnect: (_session, done) => void (host.mood === 'hangs' || done()),
    onRcptTo: (_to, _session, done) => done(host.mood === 'refuses' ? new Error('no such mailbox') : null),
    async onData(stream, session, done) {
      const text = Buffer.concat(await stream.toArray()).toString()
      mails.push({ to: session.envelope.rcptTo[0]!.address, text, at: Date.now() })
      done()
    },
  })
  post.on('error', () => undefined)
  const mailPort = await new Promise<number>(resolve => {
    const listening = post.listen(0, '127.0.0.1', () => resolve((listening.address() as AddressInfo).port))
  })
  const names = createSocket('udp4')
  names.on('message', (question, from) => names.send(answer(question, records), from.port, from.address))
  await new Promise<void>(resolve => names.bind(0, '127.0.0.1', resolve))
  const { port } = web.address() as AddressInfo
  const host: DomainHost = {
    files,
    records,
    posts,
    mails,
    mood: 'takes',
    visits: () => visits,
    domains: openDomains({
      servers: [`127.0.0.1:${names.address().port}`],
      mayReach: () => true,
      at: address => `http://127.0.0.1:${port}/?of=${new URL(address).hostname}&path=${new URL(address).pathname}`,
      mailAt: ({ host: name }) => ({ host: name, port: mailPort, isPlain: true }),
    }),
    async [Symbol.asyncDispose]() {
      web.closeAllConnections()
      web.close()
      names.close()
      post.close()
    },
  }
  return host
}

/** An answer by RFC 1035 §4: TXT from the records, 127.0.0.1 for every A, nothing else. */
function answer(question: Buffer, records: ReadonlyMap<string, string[]>): Buffer {
  const labels: string[] = []
  let at = 12
  while (question[at] !== 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + question[at]!))
    at += 1 + question[at]!
  }
  const type = question.readUInt16BE(at + 1)
  const asked = question.subarray(12, at + 5)
  const data =
    type === 16
      ? (records.get(labels.join('.').toLowerCase()) ?? []).map(text =>
          Buffer.concat([Buffer.from([Buffer.byteLength(text)]), Buffer.from(text)]),
        )
      : type === 1
        ? [Buffer.from([127, 0, 0, 1])]
        : []
  const head = Buffer.alloc(12)
  question.copy(head, 0, 0, 2)
  head.writeUInt16BE(data.length > 0 ? 0x8180 : 0x8183, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(data.length, 6)
  const lines = data.map(one => {
    const line = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 1, 0, one.length])
    return Buffer.concat([line, one])
  })
  return Buffer.concat([head, asked, ...lines])
}

export async function steward(shore: TestShore, handle: string): Promise<Steward> {
  const person = await shore.person(handle)
  const key = new Authenticator(shore.url)
  await addKey(person, key)
  return { person, key }
}

export async function addKey(person: Person, key: Authenticator): Promise<void> {
  const { body } = await person.ask('POST', '/api/passkeys/options')
  const { status } = await person.ask('POST', '/api/passkeys', key.make(body))
  if (status !== 201) throw new Error('no passkey')
}

export async function operator(shore: TestShore, handle = 'olga'): Promise<Person> {
  const person = await shore.person(handle)
  const code = await makeOperatorCode(staffStore(shore.db), systemClock)
  await person.ask('POST', '/api/operator', { code })
  return person
}

export async function takeSeat({ person, key }: Steward, handle: string): Promise<Answer<Institution>> {
  const offered = await person.ask('POST', `/api/institutions/${handle}/seat-options`)
  if (offered.status !== 200) return offered
  const { body } = offered
  return person.ask('POST', `/api/institutions/${handle}/seat`, { use: key.use(body) })
}

export const propose = ({ person }: Steward, handle: string, what: ProposalWish['what'], reason = '') =>
  person.ask<Proposal>('POST', `/api/institutions/${handle}/proposals`, { what, reason })

/** Approves by the steward's key what they are shown. */
export async function approve(
  { person, key }: Steward,
  handle: string,
  { id, hash }: Pick<Proposal, 'id' | 'hash'>,
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came.
): Promise<Answer<any>> {
  const path = `/api/institutions/${handle}/proposals/${id}`
  const { body, status } = await person.ask('POST', `${path}/approval-options`)
  if (status !== 200) return person.ask('GET', path)
  return person.ask('POST', `${path}/approval`, { hash, use: key.use(body) })
}

type Cast = Record<'ada' | 'ben' | 'cleo' | 'dan', Steward>

/** Acknowledges, by the steward's key, what could not be handed over. */
export async function acknowledge(
  { person, key }: Steward,
  handle: string,
  { id }: Pick<Proposal, 'id'>,
  // biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came.
): Promise<Answer<any>> {
  const path = `/api/institutions/${handle}/proposals/${id}`
  const { told } = (await person.ask('GET', path)).body as Proposal
  const failed = (told ?? []).filter(one => one.fault !== null && one.acknowledgedAt === null).map(one => one.id)
  const offered = await person.ask('POST', `${path}/acknowledgement-options`)
  if (offered.status !== 200) return offered
  return person.ask('POST', `${path}/acknowledgement`, { failed, use: key.use(offered.body) })
}

/** An institution that acts: Ada is its officer, Ben her deputy, Cleo approves, Dan prepares. */
export async function foundInstitution(
  shore: TestShore,
  host: DomainHost,
  { handle = 'ministry', kind = 'government' }: { handle?: string; kind?: string } = {},
): Promise<Cast & { olga: Person; handle: string; id: string }> {
  const [ada, ben, cleo, dan] = await Promise.all(['ada', 'ben', 'cleo', 'dan'].map(one => steward(shore, one)))
  const cast = { ada, ben, cleo, dan } as Cast
  const olga = await operator(shore)
  const { status, body } = await cast.ada.person.ask<Institution>('POST', '/api/institutions', {
    ...{ handle, name: 'Ministry of Examples', domain: `${handle}.example`, kind, areDifferentPeople: true },
    stewards: [
      { handle: 'ben', role: 'deputy' },
      { handle: 'cleo', role: 'approver' },
      { handle: 'dan', role: 'publisher' },
    ],
  })
  if (status !== 201) throw new Error(`not begun: ${JSON.stringify(body)}`)
  host.files.set(`${handle}.example`, body.proof.line)
  await cast.ada.person.ask('POST', `/api/institutions/${handle}/proof`, { way: 'file' })
  for (const one of Object.values(cast)) {
    const taken = await takeSeat(one, handle)
    if (taken.status !== 200) throw new Error(`no seat: ${JSON.stringify(taken.body)}`)
  }
  const confirmed = await olga.ask('POST', `/api/operate/institutions/${handle}`, { isConfirmed: true, why: 'seen' })
  if (confirmed.status !== 204) throw new Error(`not confirmed: ${JSON.stringify(confirmed.body)}`)
  return { ...cast, olga, handle, id: body.id }
}

/** An institution that Alice acts for, with a proposal that is called as the clip is, a digest, and a clip of its own, whose id is returned. */
export async function instituted({ db, people, folder }: TestShore, videoId: string): Promise<string> {
  const at = new Date()
  const [id, account] = [makeId(at), makeId(at)]
  const alice = await db
    .selectFrom('accounts')
    .select('id')
    .where('handle', '=', people['alice']!.handle)
    .executeTakeFirstOrThrow()
  const named = { handle: 'ministry', skeleton: 'ministry', name: 'Ministry' }
  await db
    .insertInto('accounts')
    .values({ id: account, ...named, passphrase_hash: null, created_at: at })
    .execute()
  await db
    .insertInto('institutions')
    .values({
      ...{ id, account_id: account, founder_id: null, ...named, domain: 'a.example', kind: 'government', code: 'c' },
      ...{ state: 'active', mandate: JSON.stringify(presets['two-of-three']), begun_at: at, confirmed_at: at },
      ...{ proven_at: at, looked_at: at, used_at: at },
    })
    .execute()
  const seat = { institution_id: id, account_id: alice.id, role: 'officer' as const, invited_at: at, seated_at: at }
  await db.insertInto('stewards').values(seat).execute()
  const facts = { record: id, kind: 'institution.founded' as const, at, facts: {}, people: {} }
  await addLeaf(db, slateKey(folder), facts)
  await db
    .insertInto('proposals')
    .values({
      ...{
        id: videoId,
        institution_id: id,
        act: 'delete',
        what: JSON.stringify({ video: videoId }),
        video_id: videoId,
      },
      ...{ hash: 'a'.repeat(64), mandate_number: 1, rule: JSON.stringify(presets['two-of-three'].rules.delete) },
      ...{ reason: '', proposed_by: alice.id, proposed_at: at, expires_at: at, state: 'waiting' },
    })
    .execute()
  const week = new Date(at.getTime() + digestEveryMs)
  await institutionStore({ db, key: slateKey(folder) }).makeDigest(id, 'shore.example', week)
  const own = makeId(at)
  await sql`insert into videos (id, account_id, state, visibility, caption, tags, language, file_name, bytes, created_at, uploaded_at, posted_at)
    values (${own}, ${account}, 'ready', 'private', '', '{}', '', '', 1, ${at}, ${at}, ${at})`.execute(db)
  return own
}
