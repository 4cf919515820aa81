import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { refuse } from '../../core/errors.ts'
import { fastestDots } from '../../core/feed/dots.ts'
import { replay, type Session } from '../../core/feed/session.ts'
import { readSession } from '../../core/feed/session-file.ts'
import { type ReadSlate, readSlate } from '../../core/feed/slate.ts'
import { slateHead } from '../../core/wire/slates.ts'
import { required, serverFrom, unreachable } from '../asked.ts'

interface Asked {
  file: string | undefined
  server: string | undefined
  /** Base64 of the raw 32-byte Ed25519 key; without it, the key that the shore declares. */
  key: string | undefined
}

/** Makes every order of a session again. Refuses with the first step that comes out otherwise, or the first slate that does not hold. */
export async function auditFeed({ file, server, key }: Asked): Promise<{ orders: number; slates: number }> {
  const session = sessionIn(required(file, 'SESSION'))
  const shore = serverFrom(server)
  const signer = key ?? (await declaredKey(shore))
  const slates = new Map<string, ReadSlate>()
  for (const step of session.steps)
    if (step.do === 'order' && !slates.has(step.slate))
      slates.set(step.slate, await fetchSlate(shore, step.slate, signer))
  const { orders, difference } = replay(session, hash => slates.get(hash) ?? null, fastestDots())
  if (difference) throw refuse('audit.other', { n: orders, ...difference })
  return { orders, slates: slates.size }
}

function sessionIn(file: string): Session {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw refuse('command.file', { file })
  }
  const read = readSession(text)
  if (typeof read === 'string') throw refuse('audit.session', { got: read })
  return read
}

async function fetched(shore: string, path: string): Promise<Response> {
  let reply: Response
  try {
    reply = await fetch(`${shore}${path}`)
  } catch (error) {
    throw unreachable(shore, error as Error)
  }
  return reply
}

async function declaredKey(shore: string): Promise<string> {
  const { slateKey } = (await (await fetched(shore, '/.well-known/onshore.json')).json()) as { slateKey: string }
  return slateKey
}

async function fetchSlate(shore: string, hash: string, key: string): Promise<ReadSlate> {
  const at = async (wanted: string) => {
    const reply = await fetched(shore, `/public/slates/${wanted}`)
    if (!reply.ok) throw refuse('audit.slate', { hash, got: `HTTP ${reply.status}` })
    const bytes = Buffer.from(await reply.arrayBuffer())
    const is = createHash('sha256').update(bytes).digest('hex')
    if (is !== wanted) throw refuse('audit.slate', { hash, got: `SHA-256 ${is}` })
    return { bytes, signature: reply.headers.get('slate-signature') ?? '' }
  }
  const { bytes, signature } = await at(hash)
  if (!verify(null, bytes, publicKey(key), Buffer.from(signature, 'base64')))
    throw refuse('audit.slate', { hash, got: 'Slate-Signature' })
  const head = slateHead.parse(JSON.parse(bytes.toString()))
  const packs: Uint8Array[] = []
  for (const pack of head.packs) packs.push((await at(pack.hash)).bytes)
  return readSlate(head, packs)
}

/** SubjectPublicKeyInfo of a raw Ed25519 key (RFC 8410 §4). */
function publicKey(raw: string) {
  const bytes = Buffer.from(raw, 'base64')
  if (bytes.length !== 32)
    throw refuse('command.argument', { where: '--key', expected: '32 bytes, base64', got: `${bytes.length} bytes` })
  return createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes]),
    format: 'der',
    type: 'spki',
  })
}
