/**
 * Bringing what an archive holds, an item at a time: each clip is an upload like any other, with the same checks in the same sandbox.
 * Every step can run twice; a shore that is killed goes on where it was.
 */
import type { KeyObject } from 'node:crypto'
import { createPublicKey } from 'node:crypto'
import * as z from 'zod/mini'
import { accountLimits } from '../../core/accounts/limits.ts'
import { cleanBio, cleanLinks, cleanName } from '../../core/accounts/profile.ts'
import { Refusal, refuse } from '../../core/errors.ts'
import { findingLimits } from '../../core/finding/limits.ts'
import { cleanTag } from '../../core/finding/tag.ts'
import { socialLimits } from '../../core/social/limits.ts'
import { cleanMuted, mutedKinds } from '../../core/social/muted.ts'
import { cleanCollectionName } from '../../core/social/words.ts'
import { cleanCaption } from '../../core/videos/caption.ts'
import { videoLimits } from '../../core/videos/limits.ts'
import { parseCaptions, spokenIn, writeWebvtt } from '../../core/videos/webvtt.ts'
import type { Posting } from '../../core/wire/video.ts'
import type { AccountStore } from '../accounts/index.ts'
import type { Blobs } from '../adapters/blobs/index.ts'
import { type Clock, makeId } from '../adapters/clock/index.ts'
import type { Archives, Uploads, WorkFolders } from '../adapters/folder/index.ts'
import { log } from '../adapters/log/index.ts'
import type { FindingStore } from '../finding/index.ts'
import type { Keys, Self } from '../keys/index.ts'
import type { SocialStore } from '../social/index.ts'
import { finishUpload, requireQuota, requireRoom, type VideoStore } from '../videos/index.ts'
import type { ArrivalRow, ArrivalsStore, ItemRow } from './arrivals-store.ts'
import { openArrival } from './open.ts'
import { openArrivalRow, openItems } from './opened.ts'

export interface BringingRooms {
  arrivals: ArrivalsStore
  keys: Keys
  files: Archives
  accounts: AccountStore
  videos: VideoStore
  social: SocialStore
  finding: FindingStore
  uploads: Uploads
  blobs: Blobs
  work: WorkFolders
  clock: Clock
  /** The shore's Ed25519 key. */
  key: KeyObject
  quotaBytes: number | null
}

/** How long clips that are being checked are left alone, and how many of one account are on their way at once. */
const lookAgainMs = 500
const atOnce = 4

export function arrivalJob(rooms: BringingRooms) {
  return async ({ arrivalId }: { arrivalId: string }, run: { isLast: boolean; signal: AbortSignal }): Promise<void> => {
    const { arrivals, clock, files } = rooms
    const row = await arrivals.byId(arrivalId)
    if (!row || row.state === 'done' || row.state === 'refused') return
    const self = rooms.keys.self({ ticket: row.ticket ?? '' })
    try {
      if (row.state === 'opening') {
        await requireUnpacking(rooms, row)
        const { visibility } = row
        await arrivals.opened(row, await openArrival({ files, now: clock.now(), visibility }, row, run.signal))
      }
      await bringOn(rooms, self, row.id, run.signal)
    } catch (error) {
      if (run.signal.aborted) throw error
      if (error instanceof Refusal) {
        await arrivals.end(row.id, clock.now(), { code: error.code, params: { ...error.params } })
      } else if (run.isLast) {
        log('an archive could not be brought', {}, error)
        await arrivals.end(row.id, clock.now(), { code: 'arrival.not-brought', params: {} })
      } else throw error
    } finally {
      // Its account was erased meanwhile: what was unpacked since lies here for nobody.
      if (!(await arrivals.byId(row.id))) await files.remove(row.id)
    }
  }
}

/** What is unpacked lies beside the archive for a while. */
async function requireUnpacking({ files }: BringingRooms, { bytes }: { bytes: number }): Promise<void> {
  const [expected, free] = [bytes + 200_000_000, await files.free()]
  if (free < expected)
    throw refuse('shore.disk-full', { expected: Math.ceil(expected / 1e6), got: Math.floor(free / 1e6) })
}

async function bringOn(rooms: BringingRooms, self: Self, id: string, signal: AbortSignal): Promise<void> {
  const { arrivals, clock, files } = rooms
  for (;;) {
    signal.throwIfAborted()
    const found = await arrivals.byId(id)
    if (found?.state !== 'bringing') return
    const row = await openArrivalRow(self, found)
    const items = await openItems(self, await arrivals.nextItems(id, atOnce))
    if (items.length === 0) {
      await arrivals.end(id, clock.now(), null)
      return files.remove(id)
    }
    const { isYoung } = await requireStanding(rooms, row.account_id)
    let isWaitedFor = true
    for (const [n, item] of items.entries()) {
      // What is no clip may be about clips, and comes after those before it.
      if (item.kind !== 'clip' && n > 0) break
      if ((await bringItem({ ...rooms, self }, row, item, isYoung)) === 'done') isWaitedFor = false
    }
    if (isWaitedFor) return arrivals.goOn(id, new Date(clock.now().getTime() + lookAgainMs))
  }
}

async function bringItem(
  rooms: BringingRooms & { self: Self },
  row: ArrivalRow,
  item: ItemRow,
  isYoung: boolean,
): Promise<'done' | 'later'> {
  const { arrivals } = rooms
  try {
    if (item.kind === 'clip') return await bringClip(rooms, row, item, isYoung)
    await (item.kind === 'words' ? bringWords : bringSaves)(rooms, row, item)
    await arrivals.setItem(item, { state: 'done' })
  } catch (error) {
    // What is wrong with the shore or the account ends it, to go on later; what is wrong with one clip is written beside it.
    if (!(error instanceof Refusal) || /^(account|storage|shore)\./.test(error.code)) throw error
    await arrivals.setItem(item, { state: 'refused', fault: { code: error.code, params: error.params } })
  }
  return 'done'
}

/** Moving in shows something new, and who may not do that by hand may not by this. */
async function requireStanding({ arrivals }: BringingRooms, accountId: string): Promise<{ isYoung: boolean }> {
  const { isSuspended, restrictedUntil, isWaiting, isYoung } = await arrivals.standingOf(accountId)
  if (isSuspended) throw refuse('account.suspended')
  if (restrictedUntil) throw refuse('account.restricted', { until: restrictedUntil.toISOString().slice(0, 10) })
  if (isWaiting) throw refuse('account.waiting')
  return { isYoung }
}

interface ClipWords {
  posting: Posting
  isDraft: boolean
  firstShownAt: string | null
  file: number
  captions: { language: string; file: number }[]
}

async function bringClip(
  rooms: BringingRooms,
  row: ArrivalRow,
  item: ItemRow,
  isYoung: boolean,
): Promise<'done' | 'later'> {
  const { arrivals, videos, clock } = rooms
  const words = item.words as unknown as ClipWords
  const before = await arrivals.arrivedAs(row.account_id, item.origin)
  if (before !== null && before !== item.video_id) {
    await arrivals.setItem(item, { state: 'there', videoId: before })
    return 'done'
  }
  const id = item.video_id ?? makeId(clock.now())
  if (item.video_id === null) await arrivals.setItem(item, { videoId: id })
  const state = await videos.stateOf(id)
  if (state === null && item.state === 'checking') {
    // Its person has deleted it meanwhile.
    await arrivals.setItem(item, { state: 'done' })
    return 'done'
  }
  if (state === 'checking') return 'later'
  if (state === 'ready') {
    await bringCaptions(rooms, row, id, words)
    await arrivals.setItem(item, { state: 'done' })
    return 'done'
  }
  if (state === 'refused') {
    const { refusal } = (await videos.ownById(id)) ?? {}
    await videos.remove(id, clock.now())
    const fault = refusal ?? { code: 'video.not-processed', params: {} }
    await arrivals.setItem(item, { state: 'refused', fault })
    return 'done'
  }
  const wasBegun = state === 'uploading' || (await begin(rooms, row, id, words))
  if (!wasBegun) return 'later'
  await hand(rooms, row, item, { id, words, isYoung })
  return 'later'
}

/** False where the account has as many unfinished uploads as it may. */
async function begin(
  rooms: BringingRooms,
  row: ArrivalRow,
  id: string,
  { file, posting }: ClipWords,
): Promise<boolean> {
  const { videos, files, clock, uploads, blobs } = rooms
  cleanCaption(posting.caption)
  const bytes = (await files.unpackedSize(row.id, file)) ?? 0
  if (bytes === 0) throw refuse('video.empty')
  if (bytes > videoLimits.maxBytes)
    throw refuse('video.too-large', { limit: videoLimits.maxBytes / 1e6, got: Math.ceil(bytes / 1e6) })
  const most = videoLimits.maxUnfinishedUploads
  const { unfinished } = await videos.begin(
    { id, accountId: row.account_id, fileName: '', bytes, soundId: null, at: clock.now() },
    most,
    promised => requireRoom(async () => Math.min(await blobs.free(), await uploads.free()), promised),
    (room, expected) => requireQuota(rooms.quotaBytes, room, expected),
  )
  return unfinished < most
}

/** The words, the bytes, and the check: in this order, so that nothing is shown without its words or its date. */
async function hand(
  rooms: BringingRooms,
  row: ArrivalRow,
  item: ItemRow,
  { id, words, isYoung }: { id: string; words: ClipWords; isYoung: boolean },
): Promise<void> {
  const { arrivals, videos, files, uploads, clock } = rooms
  const posting = isYoung ? amongFollowers(words.posting) : words.posting
  const at = clock.now()
  if (words.isDraft) await videos.keepDraft(id, posting, at)
  else await videos.post(id, { ...posting, ...cleanCaption(posting.caption), publishAt: null }, at)
  const firstShownAt = words.firstShownAt === null ? null : new Date(words.firstShownAt)
  await arrivals.date(row.account_id, id, item.origin, firstShownAt)
  await uploads.take(id, files.unpacked(row.id, words.file))
  if ((await videos.stateOf(id)) === null) return uploads.remove(id)
  await arrivals.setItem(item, { state: 'checking' })
  await finishUpload({ uploads, store: videos, clock }, id)
}

/** Somebody under 16 shows nothing to everybody by moving. */
const amongFollowers = (posting: Posting): Posting => ({
  ...posting,
  visibility: posting.visibility === 'public' || posting.visibility === 'unlisted' ? 'followers' : posting.visibility,
  commentsFrom: posting.commentsFrom === 'everyone' ? 'followers' : posting.commentsFrom,
})

async function bringCaptions(
  { videos, files, blobs, work, clock }: BringingRooms,
  row: ArrivalRow,
  id: string,
  { captions }: ClipWords,
): Promise<void> {
  const isKept = async (hash: string) => (await blobs.size(hash)) !== null
  for (const { language, file } of captions.slice(0, 50)) {
    const bytes = await files.readUnpacked(row.id, file, videoLimits.maxCaptionsBytes)
    if (!bytes) continue
    try {
      const cues = parseCaptions(bytes.toString('utf8'))
      await using folder = await work.open()
      const kept = await blobs.keep(await folder.write('captions.vtt', writeWebvtt(cues)))
      await videos.setCaptions(id, language, { ...kept, spoken: spokenIn(cues) }, clock.now(), isKept)
    } catch (error) {
      // Captions that are none are left out; the clip is there.
      if (!(error instanceof Refusal)) throw error
    }
  }
}

const at = z.catch(z.nullable(z.iso.datetime()), null)
const mutedRow = z.object({ kind: z.enum(mutedKinds), what: z.string().check(z.maxLength(500)) })
const tagRow = z.object({ tag: z.string().check(z.maxLength(200)) })
const linkRow = z.object({ title: z.string(), url: z.string() })
const profile = z.object({
  name: z.catch(z.string(), ''),
  bio: z.catch(z.string(), ''),
  links: z.catch(z.array(linkRow), []),
  muted: z.catch(z.array(z.unknown()), []),
  tags: z.catch(z.array(z.unknown()), []),
})

/** What cannot be kept as it is, is left out: it is no clip. */
const orNothing = <T>(act: () => T): T | undefined => {
  try {
    return act()
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** Name and words of the profile, where the person has said nothing here yet; muted words and tags, followed tags. */
async function bringWords(
  { accounts, social, finding, clock }: BringingRooms,
  row: ArrivalRow,
  item: ItemRow,
): Promise<void> {
  const said = profile.parse(item.words)
  const account = await accounts.byId(row.account_id)
  if (!account) return
  await accounts.setProfile(account.id, {
    name: account.name === account.handle ? orNothing(() => cleanName(said.name, account.handle)) : undefined,
    bio: account.bio === '' ? orNothing(() => cleanBio(said.bio)) : undefined,
    links: account.links.length === 0 ? orNothing(() => cleanLinks(said.links, accountLimits.links)) : undefined,
  })
  for (const one of said.muted) {
    const muted = mutedRow.safeParse(one).data
    // A sound is a clip of the former shore.
    if (!muted || muted.kind === 'sound') continue
    const what = orNothing(() => cleanMuted(muted.kind, muted.what))
    if (what !== undefined) await social.mute(account.id, muted.kind, what, clock.now(), socialLimits.muted)
  }
  for (const one of said.tags) {
    const tag = orNothing(() => cleanTag(tagRow.parse(one).tag))
    if (tag !== undefined) await finding.followTag(account.id, tag, clock.now(), findingLimits.maxFollowedTags)
  }
}

const savedRow = z.object({
  video: z.uuid(),
  address: z.catch(z.string(), ''),
  collection: z.catch(z.nullable(z.string()), null),
  at,
})
const collectionRow = z.object({ id: z.string(), name: z.string() })
const saves = z.object({
  shore: z.catch(z.string(), ''),
  saves: z.catch(z.array(z.unknown()), []),
  collections: z.catch(z.array(z.unknown()), []),
})

/** Collections by their names, with the clips that are here now: those that came, and where the archive is of this very shore, others. */
async function bringSaves(rooms: BringingRooms & { self: Self }, row: ArrivalRow, item: ItemRow): Promise<void> {
  const { arrivals, social, clock } = rooms
  const said = saves.parse(item.words)
  const isOfHere = row.proof?.['key'] === rawKeyOf(rooms.key)
  const ids = new Map<string, string>()
  const there = new Map((await social.collectionsOf(row.account_id, rooms.self)).map(({ id, name }) => [name, id]))
  for (const one of said.collections) {
    const collection = collectionRow.safeParse(one).data
    const name = collection && orNothing(() => cleanCollectionName(collection.name))
    if (!collection || name === undefined) continue
    const id = there.get(name) ?? makeId(clock.now())
    const isThere =
      there.has(name) ||
      (await social.addCollection({ id, accountId: row.account_id, name, at: clock.now() }, socialLimits.collections))
    if (!isThere) continue
    there.set(name, id)
    ids.set(collection.id, id)
  }
  for (const one of said.saves) {
    const saved = savedRow.safeParse(one).data
    if (!saved) continue
    const came = await arrivals.arrivedAs(row.account_id, `${said.shore}/video/${saved.video}`)
    const videoId = came ?? (isOfHere ? saved.video : null)
    if (videoId === null) continue
    const added = await social.addTie('saves', row.account_id, videoId, clock.now())
    const collection = saved.collection === null ? undefined : ids.get(saved.collection)
    if (added !== null && collection) await social.putSaved(row.account_id, videoId, collection)
  }
}

const rawKeyOf = (key: KeyObject): string =>
  Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x!, 'base64url').toString('base64')
