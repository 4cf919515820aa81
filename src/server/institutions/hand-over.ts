import { type KeyObject, sign } from 'node:crypto'
import { mailOf, type Told } from '../../core/institutions/telling.ts'
import { canonicalJson } from '../../core/ledger/leaf.ts'
import type { Clock } from '../adapters/clock/index.ts'
import { DomainFault, type Domains } from '../adapters/domains/index.ts'
import type { HandoverRow } from './handing-store.ts'
import type { InstitutionStore } from './store.ts'

export interface Handing {
  store: InstitutionStore
  domains: Domains
  clock: Clock
  /** Signs what is handed over. */
  key: KeyObject
  /** The shore's own address, as it is written in notices. */
  address: string
}

/** Hands over what an institution has to be told outside of the shore, and keeps what became of it. Takes no longer than one try. */
export async function handOver(rooms: Handing, institutionId: string): Promise<void> {
  const rows = await rooms.store.toHand(institutionId)
  await Promise.all(rows.map(async row => rooms.store.handed(row.id, await faultOf(rooms, row), rooms.clock.now())))
}

async function faultOf({ domains, key, address }: Handing, row: HandoverRow): Promise<string | null> {
  const told = toldOf(row, address)
  try {
    if (row.way === 'webhook') {
      const body = canonicalJson(told)
      // Ed25519 (RFC 8032) by the key that signs the record.
      const signature = sign(null, Buffer.from(`${told.schema}\n${body}`), key).toString('base64')
      await domains.post(row.address, body, { 'Onshore-Signature': signature })
    } else {
      const from = `onshore@${new URL(address).hostname}`
      await domains.mail(row.server!, { from, to: row.address, ...mailOf(told) })
    }
    return null
  } catch (error) {
    if (error instanceof DomainFault) return error.message
    throw error
  }
}

const toldOf = (row: HandoverRow, address: string): Told => ({
  schema: 'onshore notice 1',
  id: row.id,
  shore: new URL(address).host,
  institution: row.handle,
  act: row.act,
  step: row.step,
  proposal: row.hash,
  by: row.role ?? 'gone',
  at: row.begun_at.toISOString(),
  address: `${address}/institutions/${row.handle}/proposals/${row.proposal_id}`,
})
