/** One child of the shore: the api or the worker. It opens the adapters, runs until its parent lets go, and closes them again. */
import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { accountStore, passkeyStore, tokenStore } from './accounts/index.ts'
import { openBlobs } from './adapters/blobs/choose.ts'
import { openChanges } from './adapters/changes/postgres.ts'
import { systemClock } from './adapters/clock/index.ts'
import { answers, isAway, openDatabase, openPool } from './adapters/db/index.ts'
import { openDomains } from './adapters/domains/index.ts'
import { openArchives } from './adapters/folder/archives.ts'
import { slateKey } from './adapters/folder/index.ts'
import { openUploads } from './adapters/folder/uploads.ts'
import { openWorkFolders } from './adapters/folder/work.ts'
import { askBySocket } from './adapters/keys/index.ts'
import { log, nameProcess } from './adapters/log/index.ts'
import { openMetrics } from './adapters/metrics/index.ts'
import { openModel } from './adapters/model/command.ts'
import { openOutbound } from './adapters/outbound/index.ts'
import { comeFirst, giveWay } from './adapters/priority/index.ts'
import { runQueue, waitingJobs } from './adapters/queue/index.ts'
import { chooseTranscoder, requireProof } from './adapters/transcoder/choose.ts'
import { builtPages, version } from './adapters/tree/index.ts'
import { makeApp } from './app.ts'
import { archiveJobs, archiveStores } from './archive/index.ts'
import { addressOf, quotaOf, readConfig } from './config.ts'
import {
  catalogStore,
  companyJob,
  describeJob,
  featuresStore,
  keepAsking,
  slateJob,
  slatesStore,
} from './feed/index.ts'
import { countTags, findingStore, readSpoken } from './finding/index.ts'
import { standardRates } from './http/limits.ts'
import { carryOutJob, institutionStore, keepInstitutions } from './institutions/index.ts'
import { formerStore, keysBy, sealFormer } from './keys/index.ts'
import { leavingStore } from './leaving/index.ts'
import { mediaJobs } from './media/index.ts'
import { moderationStore, openComparison } from './moderation/index.ts'
import { noticeStore } from './notices/index.ts'
import { ownedStore } from './register/index.ts'
import { openRetention, retentionStore } from './retention/index.ts'
import { checkAdvisories, shoreStore } from './shore/index.ts'
import { socialStore } from './social/index.ts'
import { staffStore } from './staff/index.ts'
import { statisticsStore } from './statistics/index.ts'
import { storageStore } from './storage/index.ts'
import { drawJob, planTrial, trialProgress } from './trial/index.ts'
import { publishJob, retireJob, sweepJob, videoStore } from './videos/index.ts'

const workerPriority = 10
const slateEveryMs = 60_000
const describeEveryMs = 15_000
const companyEveryMs = 3_600_000

const [role, kind, database, keysSocket] = process.argv.slice(2)
const config = readConfig()
const clock = systemClock
const pool = openPool(config.databaseUrl!)
const db = openDatabase(pool)
const keys = keysBy(askBySocket(keysSocket!))
const videos = videoStore(db, keys)
const accounts = accountStore(db)
const passkeys = passkeyStore(db)
const tokens = tokenStore(db)
const notices = noticeStore(db)
const blobs = openBlobs(config)
const uploads = openUploads(join(config.data, 'uploads'))
const archives = { ...archiveStores(db, keys), files: openArchives(join(config.data, 'archives')) }
const institutions = institutionStore({ db, key: slateKey(config.data), keys })
const domains = openDomains()
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
    slates: slatesStore(db),
    blobs,
    uploads,
    archives,
    work: openWorkFolders(join(config.data, 'work')),
    engine,
    sandbox,
    social: socialStore(db, keys),
    finding: findingStore(db, keys),
    notices,
    staff: staffStore(db),
    moderation: moderationStore(db),
    storage: storageStore(db),
    statistics: statisticsStore(db),
    owned: ownedStore(db),
    retention: retentionStore(db),
    leaving: leavingStore(db),
    keys,
    institutions,
    domains,
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
  void comeFirst()
  return async () => {
    await app.close()
    telling?.close()
    changes.close()
  }
}

function modelOf(command: string | null) {
  const model = command === null ? null : openModel(command)
  if (command !== null && !model) log('nothing here confines the command of the features; it is not run')
  return model
}

async function runWorker(): Promise<() => Promise<void>> {
  // Whoever watches comes before whoever waits for a clip of theirs.
  giveWay(process.pid, workerPriority)
  const transcoder = chooseTranscoder({ ffmpeg: config.ffmpeg, mustConfine: config.origin !== null })
  const escaped = await requireProof(transcoder, config.origin !== null)
  if (escaped.length > 0) log('this machine confines no engine', { aHostileFileCouldReach: escaped.join(', ') })
  const comparison = openComparison({ store: moderationStore(db), clock })
  const work = openWorkFolders(join(config.data, 'work'))
  const rooms = { store: videos, uploads, blobs, transcoder, clock, work, comparison }
  if (isTrial) await planTrial({ ...rooms, accounts })
  const { short, long } = mediaJobs(rooms)
  const slates = slatesStore(db)
  const features = featuresStore(db)
  const making = { slates, catalog: catalogStore(db), blobs, work, clock, key: slateKey(config.data) }
  const moving = archiveJobs({
    ...{
      ...archives,
      ...rooms,
      version,
      accounts,
      videos,
      social: socialStore(db, keys),
      finding: findingStore(db, keys),
    },
    ...{ key: slateKey(config.data), quotaBytes: quotaOf(config), keys },
  })
  const handing = { store: institutions, domains, clock, key: slateKey(config.data), address: addressOf(config) }
  const upkeep = {
    slate: slateJob({ ...making, shoreName: config.name, everyMs: slateEveryMs }),
    describe: describeJob({ features, blobs, work, transcoder, model: modelOf(config.featuresCommand) }),
    company: companyJob({ features }),
    'remove-object': sweepJob({ store: videos, blobs }),
    retire: retireJob({ store: videos }),
    publish: publishJob({ store: videos, clock }),
    'carry-out': carryOutJob(handing),
  }
  const queue = await runQueue(pool, [
    { jobs: { ...short, ...upkeep, 'draw-trial-clip': drawJob({ ...rooms, accounts }) }, places: config.workers + 1 },
    { jobs: long, places: config.workers },
    { jobs: moving, places: 1 },
  ])
  const asking = [
    keepAsking(slates.ask, slateEveryMs, reportFault),
    keepAsking(() => features.ask('describe'), describeEveryMs, reportFault),
    keepAsking(() => features.ask('company'), companyEveryMs, reportFault),
  ]
  // The parent starts another.
  queue.ended.catch(error => {
    reportFault(error)
    process.exit(1)
  })
  const retention = openRetention({
    store: retentionStore(db),
    accounts,
    passkeys,
    tokens,
    videos,
    slates,
    finding: findingStore(db, keys),
    moderation: moderationStore(db),
    notices,
    staff: staffStore(db),
    storage: storageStore(db),
    archives,
    uploads,
    blobs,
    clock,
    clipDays: config.clipDays,
    leaving: leavingStore(db),
    keys,
    institutions,
    signing: { key: slateKey(config.data), shoreName: config.name, backupDays: config.backupDays },
    warn: log,
  })
  const keepRetention = (isStart: boolean) => void retention.keep(reportFault, { isStart }).catch(reportFault)
  keepRetention(true)
  const keeping = setInterval(() => keepRetention(false), 60_000)
  const advise = () => void checkAdvisories(advisoryRooms).catch(reportFault)
  advise()
  const advising = setInterval(advise, 86_400_000)
  void sealFormer(formerStore(db), keys).catch(reportFault)
  const words = { ...rooms, store: findingStore(db, keys) }
  const keepAll = () => void keepInstitutions(handing).catch(reportFault)
  keepAll()
  const keepingInstitutions = setInterval(keepAll, 60_000)
  const counting = setInterval(() => void countTags(words).catch(reportFault), 60_000)
  void readSpoken(words)
    .then(() => countTags(words))
    .catch(reportFault)
  return async () => {
    for (const stop of asking) stop()
    clearInterval(keeping)
    clearInterval(counting)
    clearInterval(advising)
    clearInterval(keepingInstitutions)
    await queue.stop()
  }
}

const advisoryRooms = {
  config,
  store: shoreStore(db),
  outbound: openOutbound(config.advisories === null ? [] : [config.advisories]),
  clock,
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
  // Node keeps what it has compiled when a process ends; one that is killed leaves it to the next by this.
  flushCompileCache()
} catch (error) {
  reportFault(error)
  process.send?.(error instanceof Error ? error.message : String(error))
  process.exit(1)
}
