import type { KeyObject } from 'node:crypto'
import { type Digest, mailOfDigest } from '../../core/institutions/digest.ts'
import { mailOf, type Told } from '../../core/institutions/telling.ts'
import { canonicalJson } from '../../core/ledger/leaf.ts'
import type { Clock } from '../adapters/clock/index.ts'
import { DomainFault, type Domains } from '../adapters/domains/index.ts'
import type { HandoverRow } from './handing-store.ts'
import { signText } from './sign.ts'
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

async function faultOf(rooms: Handing, row: HandoverRow): Promise<string | null> {
  const { domains, address } = rooms
  const { body, signature, mail } = writtenOut(rooms, row)
  try {
    if (row.way === 'webhook') await domains.post(row.address, body, { 'Onshore-Signature': signature })
    else {
      const from = `onshore@${new URL(address).hostname}`
      await domains.mail(row.server!, { from, to: row.address, ...mail })
    }
    return null
  } catch (error) {
    if (error instanceof DomainFault) return error.message
    throw error
  }
}

/** A notice of a proposal, signed as it goes; a digest, as it was signed when it was made. */
function writtenOut({ key, address }: Handing, row: HandoverRow) {
  if (row.digest !== null && row.signature !== null)
    return {
      body: row.digest,
      signature: row.signature,
      mail: mailOfDigest(JSON.parse(row.digest) as Digest, address),
    }
  const told = toldOf(row, address)
  const body = canonicalJson(told)
  return { body, signature: signText(key, `${told.schema}\n${body}`), mail: mailOf(told) }
}

const toldOf = (row: HandoverRow, address: string): Told => ({
  schema: 'onshore notice 1',
  id: row.id,
  shore: new URL(address).host,
  institution: row.handle,
  act: row.act!,
  step: row.step,
  proposal: row.hash!,
  by: row.role ?? 'gone',
  at: row.begun_at.toISOString(),
  address: `${address}/institutions/${row.handle}/proposals/${row.proposal_id}`,
})
