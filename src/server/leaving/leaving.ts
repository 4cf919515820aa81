import { createPublicKey, type KeyObject, sign } from 'node:crypto'
import { refuse } from '../../core/errors.ts'
import {
  type ErasureReceipt,
  filesGoneMs,
  longestWaitMs,
  pagesGoneMs,
  receiptMessage,
  searchGoneMs,
  secondThoughtMs,
} from '../../core/leaving/receipt.ts'
import { moderationLimits } from '../../core/moderation/categories.ts'
import type { SignedReceipt } from '../../core/wire/leaving.ts'
import { hashSecret, makeRecoveryCode, plainCode } from '../accounts/index.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { Archives, Uploads } from '../adapters/folder/index.ts'
import { slateDays } from '../feed/index.ts'
import type { Keys } from '../keys/index.ts'
import type { VideoStore } from '../videos/index.ts'
import type { Departure, LeavingStore } from './store.ts'

/** What a receipt is signed with, and what it says of the shore. */
export interface Signing {
  key: KeyObject
  shoreName: string
  /** For so many days the operator keeps backups. */
  backupDays: number
}
interface ErasingRooms extends Signing {
  store: LeavingStore
  videos: VideoStore
  uploads: Uploads
  archiveFiles: Archives
  keys: Keys
  clock: Clock
}
export type Leaving = ReturnType<typeof openLeaving>

const dayMs = 86_400_000

/** Asking, thinking again, and reading the receipt. */
export function openLeaving({ store, clock }: { store: LeavingStore; clock: Clock }) {
  return {
    /** Refuses `leaving.already` and `leaving.staff`. The code is known to nobody but whoever asked. */
    async leave(accountId: string): Promise<{ leavesAt: Date; code: string }> {
      const askedAt = clock.now()
      const leavesAt = new Date(askedAt.getTime() + secondThoughtMs)
      const code = makeRecoveryCode()
      const how = await store.leave({ accountId, codeHash: hashOf(code), askedAt, leavesAt })
      if (how !== 'left') throw refuse(`leaving.${how}`)
      return { leavesAt, code }
    },

    /** Refuses `leaving.not`, also where the erasure has begun. */
    async stay(accountId: string): Promise<void> {
      if (!(await store.stay(accountId))) throw refuse('leaving.not')
    },

    stateOf: (accountId: string) => store.departureOf(accountId),

    /** Refuses `leaving.no-receipt`. */
    async receipt(code: string): Promise<SignedReceipt> {
      const found = await store.receiptOf(hashOf(code))
      if (!found) throw refuse('leaving.no-receipt')
      return found
    },
  }
}

const hashOf = (code: string): string => hashSecret(plainCode(code))

/** Accounts whose time has come. */
export const dueToLeave = (store: LeavingStore, now: Date): Promise<Departure[]> =>
  store.due(now, new Date(now.getTime() - longestWaitMs))

/** Erases every account whose time has come; how many that were. Goes on where it was cut off. */
export async function eraseDue(rooms: ErasingRooms): Promise<number> {
  const { store, clock } = rooms
  const due = await dueToLeave(store, clock.now())
  for (const departure of due) await erase(rooms, departure)
  await store.endLines()
  return due.length
}

async function erase(rooms: ErasingRooms, { accountId, codeHash, askedAt }: Departure): Promise<void> {
  const { store, videos, uploads, clock } = rooms
  const erased = await store.begin(accountId)
  for (let ids = await store.clipsOf(accountId); ids.length > 0; ids = await store.clipsOf(accountId))
    for (const id of ids) {
      await videos.remove(id, clock.now())
      await uploads.remove(id)
      await store.endJobsOf(id)
    }
  while (await store.eraseSome(accountId)) {
    // Others write between two rounds.
  }
  const kept = await store.keptOf(accountId)
  const erasedAt = clock.now()
  const casesUntil = new Date(erasedAt.getTime() + moderationLimits.reportKeptMs).toISOString()
  const receipt: ErasureReceipt = {
    version: 1,
    shore: rooms.shoreName,
    what: 'account',
    askedAt: askedAt.toISOString(),
    erasedAt: erasedAt.toISOString(),
    erased,
    kept: [
      { what: 'cases' as const, count: kept.cases, until: casesUntil },
      { what: 'log' as const, count: kept.log, until: null },
    ].filter(({ count }) => count > 0),
    copies: copiesUntil(erasedAt, rooms.backupDays),
  }
  const files = await store.archivesOf(accountId)
  // Whatever copy there is of what was sealed opens no more.
  await rooms.keys.destroy(accountId)
  await store.finish(accountId, codeHash, erasedAt, signed(receipt, rooms.key))
  // Named by nobody now: a crash before this leaves them to the clean-up of archives.
  for (const id of files) await rooms.archiveFiles.remove(id)
}

function copiesUntil(erasedAt: Date, backupDays: number): ErasureReceipt['copies'] {
  const after = (ms: number) => new Date(erasedAt.getTime() + ms).toISOString()
  return {
    keys: after(0),
    pages: after(pagesGoneMs),
    files: after(filesGoneMs),
    search: after(searchGoneMs),
    slates: after(slateDays * dayMs),
    backups: after(backupDays * dayMs),
  }
}

/** The receipt with the shore's public key (SPKI, DER) and its signature (Ed25519), both in base64url. */
function signed(receipt: ErasureReceipt, key: KeyObject): SignedReceipt {
  return {
    receipt: { ...receipt, kept: [...receipt.kept] },
    key: createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64url'),
    signature: sign(null, Buffer.from(receiptMessage(receipt)), key).toString('base64url'),
  }
}
