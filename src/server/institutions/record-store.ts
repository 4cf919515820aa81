import { createHash, type KeyObject, randomBytes } from 'node:crypto'
import type { Insertable } from 'kysely'
import {
  commitmentOf,
  type Leaf,
  type LeafKind,
  leafHash,
  leafMessage,
  leafText,
  type SignedLeaf,
  saltBytes,
} from '../../core/ledger/leaf.ts'
import { type Database, madeOnce, type Schema, sql } from '../adapters/db/index.ts'
import { askLastLeaf, type LastLeaf, type ProposalRow, proposalColumns } from './rows-store.ts'
import { signText } from './sign.ts'

export const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export interface LeafToAdd {
  record: string
  kind: LeafKind
  at: Date
  facts: Leaf['facts']
  /** Accounts that it is about, by what they are in it. */
  people: Readonly<Record<string, string>>
}

/** Adds an entry in the transaction of what it tells of. Whoever calls holds the institution's row, so two never take one number. */
export async function addLeaf(on: Database, key: KeyObject, toAdd: LeafToAdd): Promise<void> {
  const last = await askLastLeaf(on, toAdd.record).executeTakeFirst()
  const { leaf, salts } = nextLeaf(key, toAdd, last ?? null)
  if (salts.length === 0) await on.insertInto('record_leaves').values(leaf).execute()
  else
    await on
      .with('leaf', part => part.insertInto('record_leaves').values(leaf))
      .insertInto('record_salts')
      .values(salts)
      .execute()
}

/** Adds the entry that tells of a proposal's effect, and ends the proposal, by one statement. */
export async function addLeafOf(
  on: Database,
  { leaf, salts }: NextLeaf,
  { id, endedAt }: { id: string; endedAt: Date },
): Promise<ProposalRow> {
  const people = {
    whats: salts.map(({ what }) => what),
    accounts: salts.map(({ account_id }) => account_id),
    salts: salts.map(({ salt }) => salt),
  }
  const [done] = await leafWithEnd(on, { ...leaf, ...people, id, endedAt })
  return done!
}

const leafWithEnd = madeOnce(
  (on, { record, number, leaf, signature, whats, accounts, salts, id, endedAt }: LeafWithEnd) =>
    on
      .with('leaf', part => part.insertInto('record_leaves').values({ record, number, leaf, signature }))
      .with('salts', part =>
        part
          .insertInto('record_salts')
          .columns(['record', 'number', 'what', 'account_id', 'salt'])
          .expression(
            sql`select ${record}::uuid, ${number}::integer, * from unnest(${whats}::text[], ${accounts}::uuid[], ${salts}::bytea[])`,
          ),
      )
      .updateTable('proposals')
      .set({ state: 'done', ended_at: endedAt, ended: null })
      .where('id', '=', id)
      .returning(proposalColumns),
)

type LeafWithEnd = NextLeaf['leaf'] & {
  whats: string[]
  accounts: string[]
  salts: Uint8Array[]
  id: string
  endedAt: Date
}

export interface NextLeaf {
  leaf: Insertable<Schema['record_leaves']>
  salts: Insertable<Schema['record_salts']>[]
}

/** The rows of the entry after `last`, signed. */
export function nextLeaf(
  key: KeyObject,
  { record, kind, at, facts, people }: LeafToAdd,
  last: LastLeaf | null,
): NextLeaf {
  const number = (last?.number ?? -1) + 1
  const salts = Object.entries(people).map(([what, account]) => ({ what, account, salt: randomBytes(saltBytes) }))
  const leaf: Leaf = {
    schema: 'onshore leaf 1',
    kind,
    at: at.toISOString(),
    record,
    number,
    previous: last ? leafHash(JSON.parse(last.leaf) as Leaf, hash) : null,
    facts,
    commitments: Object.fromEntries(
      salts.map(({ what, account, salt }) => [what, commitmentOf(what, salt, account, hash)]),
    ),
  }
  return {
    leaf: { record, number, leaf: leafText(leaf), signature: signText(key, leafMessage(leaf)) },
    salts: salts.map(({ what, account, salt }) => ({ record, number, what, account_id: account, salt })),
  }
}

export function recordStore(db: Database) {
  return {
    /** Entries from a number on. */
    async leavesOf(record: string, from: number, limit: number): Promise<SignedLeaf[]> {
      const rows = await db
        .selectFrom('record_leaves')
        .select(['leaf', 'signature'])
        .where('record', '=', record)
        .where('number', '>=', from)
        .orderBy('number')
        .limit(limit)
        .execute()
      return rows.map(({ leaf, signature }) => ({ leaf: JSON.parse(leaf) as Leaf, signature }))
    },

    async lastLeaf(record: string): Promise<Leaf | null> {
      const row = await askLastLeaf(db, record).executeTakeFirst()
      return row ? (JSON.parse(row.leaf) as Leaf) : null
    },
  }
}
