import { archiveLimits } from '../../core/archive/limits.ts'
import { noticeLimits } from '../../core/notices/kinds.ts'
import { boundOf, type RetentionId } from '../../core/register/retentions.ts'
import type { AccountStore, PasskeyStore, TokenStore } from '../accounts/index.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { Archives, Uploads } from '../adapters/folder/index.ts'
import { type ArchiveStores, endArchives, endArrivals } from '../archive/index.ts'
import type { SlatesStore } from '../feed/index.ts'
import type { FindingStore } from '../finding/index.ts'
import type { InstitutionStore } from '../institutions/index.ts'
import type { Keys } from '../keys/index.ts'
import { dueToLeave, eraseDue, type LeavingStore, type Signing } from '../leaving/index.ts'
import { forgetReports, forgetRequests, type ModerationStore } from '../moderation/index.ts'
import type { NoticeStore } from '../notices/index.ts'
import type { StaffStore } from '../staff/index.ts'
import { countOrphans, endClips, type StorageStore, sweepOrphans } from '../storage/index.ts'
import { endDrafts, endSentFiles, endUploads, sentFilesToEnd, type VideoStore } from '../videos/index.ts'
import type { Overdue, RetentionStore } from './store.ts'

export interface RetentionRooms {
  store: RetentionStore
  accounts: AccountStore
  passkeys: PasskeyStore
  tokens: TokenStore
  videos: VideoStore
  slates: SlatesStore
  finding: FindingStore
  moderation: ModerationStore
  notices: NoticeStore
  staff: StaffStore
  storage: StorageStore
  archives: ArchiveStores & { files: Archives }
  uploads: Uploads
  blobs: Blobs
  clock: Clock
  /** After how many days the operator has clips deleted; null for never. */
  clipDays: number | null
  leaving: LeavingStore
  keys: Keys
  institutions: InstitutionStore
  /** Signs the receipts of erasures. */
  signing: Signing
  /** Hears of what the clean-up leaves to the operator. */
  warn(words: string, facts?: Record<string, number>): void
}

/** Who ends what a rule bounds, and how often it is looked for. */
interface Doer {
  everyMs: number
  /** Ends what is past the bound; how much that was. */
  end(now: Date): Promise<number>
  /** What is past it; where the store cannot say it from a column. */
  due?(now: Date): Promise<Overdue>
}

export type Retention = ReturnType<typeof openRetention>

const minute = 60_000
const hour = 3_600_000
const day = 86_400_000

/** Ends what has been kept long enough, rule by rule. Every rule of the register that names a time has its doer here; a test says so. */
export function openRetention(rooms: RetentionRooms) {
  const { store, clock } = rooms
  const doers = doersOf(rooms)
  const dueOf = async (rule: RetentionId, now: Date): Promise<Overdue> =>
    (await doers[rule]!.due?.(now)) ?? (await store.overdue(rule, now))!
  const carryOut = async (rule: RetentionId): Promise<void> => {
    const at = clock.now()
    await store.keepRun(rule, at, await doers[rule]!.end(at))
  }
  return {
    rules: Object.keys(doers) as RetentionId[],

    /** Rewrites every table now, however large; each is closed to everybody while it is. */
    rewritePages: () => store.rewritePages(clock.now(), clock.now(), { isAll: true }),

    /** What is past each bound now, what was ended last, and in all. Counts only. */
    async state() {
      const now = clock.now()
      const runs = new Map((await store.runs()).map(run => [run.rule, run]))
      return Promise.all(
        (Object.keys(doers) as RetentionId[]).map(async rule => {
          const { rows, oldest } = await dueOf(rule, now)
          const run = runs.get(rule)
          return {
            rule,
            due: rows,
            oldest: oldest?.toISOString() ?? null,
            lastAt: run?.at.toISOString() ?? null,
            ended: run?.ended ?? 0,
            total: run?.total ?? 0,
          }
        }),
      )
    },

    /**
     * Carries out the rules whose turn it is, or every one; one that fails does not keep the others. At a start all but the daily
     * ones have their turn: what a shore that was killed left behind is looked after at once.
     */
    async keep(onFault: (error: unknown) => void, { isAll = false, isStart = false } = {}): Promise<void> {
      const now = clock.now().getTime()
      const last = new Map((await store.runs()).map(({ rule, at }) => [rule, at.getTime()]))
      for (const [rule, { everyMs }] of Object.entries(doers)) {
        // A timer that came a moment early does not wait a whole turn.
        const isDue = now - (last.get(rule) ?? 0) >= everyMs - minute / 2
        if (isAll || isDue || (isStart && everyMs < day)) await carryOut(rule as RetentionId).catch(onFault)
      }
    },
  }
}

function doersOf(rooms: RetentionRooms): Partial<Record<RetentionId, Doer>> {
  const { store, accounts, passkeys, tokens, videos, uploads, clock, staff, clipDays } = rooms
  const before = (rule: RetentionId, now: Date) => new Date(now.getTime() - boundOf(rule))
  const sweeping = { store: videos, uploads, clock }
  const objects = { store: rooms.storage, blobs: rooms.blobs, clock, ifUnused: videos.ifUnused }
  const each = (everyMs: number, end: Doer['end'], due?: Doer['due']): Doer => ({
    everyMs,
    end,
    ...(due ? { due } : {}),
  })
  return {
    // Anybody may ask for a challenge: those that ran out do not pile up.
    challenge: each(minute, now => passkeys.endChallenges(now)),
    verified: each(minute, now => accounts.forgetVerified(before('verified', now))),
    ending: each(
      minute,
      () => endClips({ videos, uploads, clock, clipDays }),
      async now => ({
        rows: (await videos.ended(now, clipDays === null ? null : new Date(now.getTime() - clipDays * day))).length,
        oldest: null,
      }),
    ),
    leaving: each(
      minute,
      () =>
        eraseDue({
          ...rooms.signing,
          store: rooms.leaving,
          videos,
          uploads,
          archiveFiles: rooms.archives.files,
          keys: rooms.keys,
          clock,
        }),
      async now => ({ rows: (await dueToLeave(rooms.leaving, now)).length, oldest: null }),
    ),
    // Keys without an account go with it; so do marks that no backup can need any more.
    gone: each(
      day,
      () => rooms.keys.sweep(),
      async () => ({ rows: (await rooms.keys.status()).overdue, oldest: null }),
    ),
    // A week before the time that receipts promise, and so that one busy night does no harm.
    pages: each(
      day,
      now => store.rewritePages(new Date(now.getTime() - boundOf('pages') + 7 * day), now),
      async now => ({ rows: await store.pagesDue(before('pages', now)), oldest: null }),
    ),
    station: each(hour, now => rooms.institutions.forgetStations(now)),
    founding: each(hour, now => rooms.institutions.forgetFoundings(before('founding', now))),
    digest: each(day, now => rooms.institutions.forgetDigests(before('digest', now))),
    erasure: each(day, now => rooms.leaving.forgetReceipts(before('erasure', now))),
    token: each(hour, now => tokens.endExpired(now)),
    code: each(hour, now => staff.forgetCodes(before('code', now))),
    session: each(hour, now => accounts.endUnusedSessions(before('session', now))),
    waiting: each(hour, now => accounts.removeRefused(before('waiting', now))),
    invite: each(hour, now => accounts.forgetInvites(before('invite', now))),
    archive: each(hour, () => endArchives({ ...rooms.archives, clock })),
    brought: each(hour, now => {
      const begunBefore = new Date(now.getTime() - archiveLimits.unfinishedMs)
      return endArrivals(rooms.archives, { endedBefore: before('brought', now), begunBefore })
    }),
    upload: each(hour, () => endUploads(sweeping)),
    draft: each(hour, () => endDrafts(sweeping)),
    name: each(hour, now => videos.forgetFileNames(before('name', now))),
    sent: each(
      hour,
      () => endSentFiles(sweeping),
      async () => ({ rows: (await sentFilesToEnd(sweeping)).length, oldest: null }),
    ),
    report: each(hour, now => forgetReports(rooms.moderation, now)),
    request: each(hour, now => forgetRequests(rooms.moderation, now)),
    notice: each(hour, now => rooms.notices.forget(before('notice', now), noticeLimits.kept)),
    pack: each(hour, now => rooms.slates.forget(before('pack', now))),
    word: each(
      day,
      () => rooms.finding.forgetUnused(),
      () => store.unusedWords(),
    ),
    // Each removal has a job of its own; this one finds what a crash between keeping a file and naming it leaves behind.
    object: each(
      day,
      async () => {
        const { removed, missing, isRefused } = await sweepOrphans(objects, { isAsked: false })
        if (isRefused)
          rooms.warn('most objects belong to no clip of this database; nothing was swept, see operate storage')
        if (missing > 0) rooms.warn('objects of clips are not in the store; see operate storage', { n: missing })
        return removed
      },
      async () => ({ rows: await countOrphans(objects), oldest: null }),
    ),
  }
}
