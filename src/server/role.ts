/** One child of the shore: the api or the worker. It opens the adapters, runs until its parent lets go, and closes them again. */
import { setPriority } from 'node:os'
import { join } from 'node:path'
import { accountStore, passkeyStore, sessionLifeMs, tokenStore, verifiedForMs } from './accounts/index.ts'
import { openBlobs } from './adapters/blobs/choose.ts'
import { openChanges } from './adapters/changes/postgres.ts'
import { systemClock } from './adapters/clock/index.ts'
import { answers, isAway, openDatabase, openPool } from './adapters/db/index.ts'
import { slateKey } from './adapters/folder/index.ts'
import { openUploads } from './adapters/folder/uploads.ts'
import { openWorkFolders } from './adapters/folder/work.ts'
import { log, nameProcess } from './adapters/log/index.ts'
import { openMetrics } from './adapters/metrics/index.ts'
import { openOutbound } from './adapters/outbound/index.ts'
import { runQueue, waitingJobs } from './adapters/queue/index.ts'
import { chooseTranscoder, requireProof } from './adapters/transcoder/choose.ts'
import { builtPages } from './adapters/tree/index.ts'
import { makeApp } from './app.ts'
import { readConfig } from './config.ts'
import { standardRates } from './http/limits.ts'
import { mediaJobs } from './media/index.ts'
import { checkAdvisories, shoreStore } from './shore/index.ts'
import { socialStore } from './social/index.ts'
import { staffStore } from './staff/index.ts'
import { endClips, storageStore, sweepOrphans } from './storage/index.ts'
import { drawJob, planTrial, trialProgress } from './trial/index.ts'
import { retireJob, sweep, sweepJob, videoStore } from './videos/index.ts'

const workerPriority = 5

const [role, kind, database] = process.argv.slice(2)
const config = readConfig()
const clock = systemClock
const pool = openPool(config.databaseUrl!)
const db = openDatabase(pool)
const videos = videoStore(db)
const accounts = accountStore(db)
const passkeys = passkeyStore(db)
const tokens = tokenStore(db)
const blobs = openBlobs(config)
const uploads = openUploads(join(config.data, 'uploads'))
const isTrial = kind === 'trial'
nameProcess(role!)

async function runApi(): Promise<() => Promise<void>> {
  // The worker uses the engine; the api only says which it is, so that health is true of this machine.
  const { engine, sandbox } = chooseTranscoder({ ffmpeg: config.ffmpeg, mustConfine: config.origin !== null })
  const changes = openChanges(pool)
  const metrics =
    config.metricsPort === null
      ? null
      : openMetrics(async () => ({
          jobs: await waitingJobs(pool),
          deadEnds: (await videos.deadEnds()).length,
          videos: await videos.countByState(),
        }))
  // A second api of this machine has a port of its own, or tells nobody; it answers all the same.
  const telling = await metrics?.serve(config.metricsPort!).catch(reportFault)
  const app = await makeApp({
    config,
    clock,
    rates: standardRates,
    isDatabaseEmbedded: database === 'embedded',
    accounts,
    passkeys,
    tokens,
    videos,
    blobs,
    uploads,
    work: openWorkFolders(join(config.data, 'work')),
    engine,
    sandbox,
    social: socialStore(db),
    staff: staffStore(db),
    storage: storageStore(db),
    jobs: () => waitingJobs(pool),
    pages: await builtPages(),
    slateKey: slateKey(config.data),
    shore: shoreStore(db),
    changes,
    metrics,
    databaseAnswers: () => answers(db),
    isAway,
    trial: async () => (isTrial ? trialProgress(videos) : null),
  })
  await app.listen({ port: config.port!, host: config.origin && !config.proxy ? '0.0.0.0' : '127.0.0.1' })
  return async () => {
    await app.close()
    telling?.close()
    changes.close()
  }
}

async function runWorker(): Promise<() => Promise<void>> {
  // Whoever watches comes before whoever waits for a clip of theirs; its engines inherit this (setpriority(2)).
  setPriority(0, workerPriority)
  const transcoder = chooseTranscoder({ ffmpeg: config.ffmpeg, mustConfine: config.origin !== null })
  const escaped = await requireProof(transcoder, config.origin !== null)
  if (escaped.length > 0) log('this machine confines no engine', { aHostileFileCouldReach: escaped.join(', ') })
  const rooms = { store: videos, uploads, blobs, transcoder, clock, work: openWorkFolders(join(config.data, 'work')) }
  if (isTrial) await planTrial({ ...rooms, accounts })
  const { short, long } = mediaJobs(rooms)
  const upkeep = { 'remove-object': sweepJob({ store: videos, blobs }), retire: retireJob({ store: videos }) }
  const queue = await runQueue(pool, [
    { jobs: { ...short, ...upkeep, 'draw-trial-clip': drawJob({ ...rooms, accounts }) }, places: config.workers + 1 },
    { jobs: long, places: config.workers },
  ])
  // The parent starts another.
  queue.ended.catch(error => {
    reportFault(error)
    process.exit(1)
  })
  const sweeping = setInterval(() => void tidy().catch(reportFault), 3_600_000)
  // Anybody may ask for a challenge: those that ran out do not pile up.
  const ending = setInterval(() => void endDue().catch(reportFault), 60_000)
  const advise = () => void checkAdvisories(advisoryRooms).catch(reportFault)
  advise()
  const advising = setInterval(advise, 86_400_000)
  const orphans = setInterval(() => void removeOrphans().catch(reportFault), 86_400_000)
  void tidy().catch(reportFault)
  return async () => {
    clearInterval(sweeping)
    clearInterval(ending)
    clearInterval(orphans)
    clearInterval(advising)
    await queue.stop()
  }
}

const advisoryRooms = {
  config,
  store: shoreStore(db),
  outbound: openOutbound(config.advisories === null ? [] : [config.advisories]),
  clock,
}

/** What ends at a moment of its own: challenges, and clips. */
async function endDue(): Promise<void> {
  const now = clock.now()
  await passkeys.endChallenges(now)
  await endClips({ store: storageStore(db), videos, uploads, clock, clipDays: config.clipDays })
}

/** Bytes that belong to nobody: what a crash between keeping a file and naming it leaves behind. */
async function removeOrphans(): Promise<void> {
  const found = await sweepOrphans(
    { store: storageStore(db), blobs, clock, ifUnused: videos.ifUnused },
    { isAsked: false },
  )
  if (found.isRefused) log('most objects belong to no clip of this database; nothing was swept, see operate storage')
  if (found.missing > 0) log('objects of clips are not in the store; see operate storage', { n: found.missing })
}

async function tidy(): Promise<void> {
  await sweep({ store: videos, clock, uploads })
  const now = clock.now()
  await accounts.endUnusedSessions(new Date(now.getTime() - sessionLifeMs))
  await accounts.forgetVerified(new Date(now.getTime() - verifiedForMs))
  await passkeys.endChallenges(now)
  await tokens.endExpired(now)
}

function reportFault(error: unknown): void {
  log('fault', {}, error)
}

// The parent decides; a terminal's Ctrl-C reaches the whole group and is the parent's to handle.
process.on('SIGINT', () => undefined)
try {
  const close = await (role === 'api' ? runApi() : runWorker())
  const stop = async () => {
    // Whatever hangs, a child does not outlive its parent by more than this.
    setTimeout(() => process.exit(1), 8000).unref()
    await close().catch(reportFault)
    await db.destroy().catch(reportFault)
    process.exit(0)
  }
  process.once('disconnect', stop)
  process.once('SIGTERM', stop)
  if (!process.connected) await stop()
  process.send?.('up')
} catch (error) {
  reportFault(error)
  process.send?.(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
