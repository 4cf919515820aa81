/**
 * Security advisories, asked for once a day where the operator turned that on, and believed only where they are signed by the key
 * that the operator named. A feed that is older than the last one, or whose time is over, is said to be so.
 */
import { createPublicKey, verify } from 'node:crypto'
import * as z from 'zod/mini'
import { concerning } from '../../core/shore/advisories.ts'
import { type Advisories, type AdvisoryFeed, advisoryFeed } from '../../core/wire/shore.ts'
import type { Clock } from '../adapters/clock/index.ts'
import { type Outbound, OutboundFault } from '../adapters/outbound/index.ts'
import type { Config } from '../config.ts'
import type { ShoreStore } from './store.ts'

const most = { bytes: 500_000, ms: 20_000 }

export interface AdvisoryRooms {
  config: Pick<Config, 'advisories' | 'advisoryKey'>
  store: ShoreStore
  outbound: Outbound
  clock: Clock
}

/** Asks for the feed and keeps what it says, or why it could not be believed. Never rejects for the feed's own fault. */
export async function checkAdvisories({ config, store, outbound, clock }: AdvisoryRooms): Promise<void> {
  const { advisories: address, advisoryKey } = config
  if (address === null) return
  const now = clock.now()
  try {
    const body = await outbound.get(address, most)
    const signature = await outbound.get(`${address}.sig`, { ...most, bytes: 1000 })
    const feed = readFeed(body, signature.toString(), advisoryKey)
    const kept = await store.advisories()
    if (kept?.document && feed.issuedAt < kept.document.issuedAt) throw new FeedFault('older than the last one')
    await store.keepAdvisories(feed, now)
  } catch (error) {
    if (!(error instanceof FeedFault || error instanceof OutboundFault)) throw error
    await store.keepFault(error.message, now)
  }
}

class FeedFault extends Error {}

/** Ed25519 over exactly the body (RFC 8032), in base64; the key is the raw 32 bytes in base64. */
function readFeed(body: Buffer, signature: string, rawKey: string): AdvisoryFeed {
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(rawKey, 'base64')])
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' })
  if (!verify(null, body, key, Buffer.from(signature.trim(), 'base64')))
    throw new FeedFault('not signed by the key that was named')
  let said: unknown
  try {
    said = JSON.parse(body.toString())
  } catch {
    throw new FeedFault('not JSON')
  }
  const read = z.safeParse(advisoryFeed, said)
  if (!read.success) throw new FeedFault('not of the documented shape')
  return read.data
}

/** What is known of advisories, for who operates the shore. */
export async function advisoriesNow(
  { config, store, clock }: Pick<AdvisoryRooms, 'config' | 'store' | 'clock'>,
  version: string,
): Promise<Advisories> {
  if (config.advisories === null) return { state: 'off', checkedAt: null, fault: null, items: [] }
  const kept = await store.advisories()
  if (!kept) return { state: 'waiting', checkedAt: null, fault: null, items: [] }
  const items = concerning(version, kept.document?.advisories ?? [])
  const isStale = kept.document !== null && kept.document.validUntil < clock.now().toISOString()
  // A feed that has run out is said to have, also while asking for the next one fails.
  const state = isStale ? 'stale' : kept.fault !== null ? 'failed' : 'checked'
  return { state, checkedAt: kept.checkedAt.toISOString(), fault: kept.fault, items }
}
