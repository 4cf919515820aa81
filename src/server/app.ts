/** Composes the HTTP application from its rooms: the guard first, then every room's routes, then the problem writer. */

import type { KeyObject } from 'node:crypto'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance } from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import * as z from 'zod/mini'
import { en } from 'zod/v4/locales'
import {
  type AccountStore,
  accountRoutes,
  actorOfSession,
  actorOfToken,
  type Gate,
  type GateRooms,
  openGate,
  openJoining,
  type PasskeyStore,
  partyOf,
  stationParty,
  type TokenStore,
} from './accounts/index.ts'
import type { Blobs } from './adapters/blobs/index.ts'
import type { Changes } from './adapters/changes/index.ts'
import type { Clock } from './adapters/clock/index.ts'
import type { Domains } from './adapters/domains/index.ts'
import type { Archives, Uploads, WorkFolders } from './adapters/folder/index.ts'
import { openListener } from './adapters/listener/index.ts'
import type { Metrics } from './adapters/metrics/index.ts'
import { type BuiltPages, version } from './adapters/tree/index.ts'
import { type ArchiveStores, accountArchiveRoutes } from './archive/index.ts'
import { addressOf, type Config, quotaOf } from './config.ts'
import { feedRoutes, openSlates, type SlatesStore, slatesRoutes } from './feed/index.ts'
import { type FindingStore, findingRoutes } from './finding/index.ts'
import { type Guards, guard } from './http/guard.ts'
import { keepAnswers } from './http/kept.ts'
import { openLimits, type Rates } from './http/limits.ts'
import { openNetworks } from './http/networks.ts'
import { type IsAway, sendProblem } from './http/problem.ts'
import { type InstitutionStore, institutionRoutes, stationAs } from './institutions/index.ts'
import type { Keys } from './keys/index.ts'
import { type LeavingStore, leavingRoutes, openLeaving } from './leaving/index.ts'
import { mediaRoutes } from './media/index.ts'
import {
  type ModerationStore,
  moderationRoutes,
  openModeration,
  openRequests,
  requestRoutes,
} from './moderation/index.ts'
import { type NoticeStore, noticeRoutes, streamRoutes } from './notices/index.ts'
import { pageRoutes } from './pages/index.ts'
import { type OwnedStore, placesOf, registerRoutes } from './register/index.ts'
import { type RetentionStore, retentionRoutes } from './retention/index.ts'
import { sharingRoutes } from './sharing/index.ts'
import { advisoriesNow, healthOf, type ShoreStore, shoreRoutes } from './shore/index.ts'
import { type SocialStore, socialRoutes } from './social/index.ts'
import { openStaff, type StaffStore, staffRoutes } from './staff/index.ts'
import { type StatisticsStore, statisticsRoutes } from './statistics/index.ts'
import { openStorage, type StorageStore, storageRoutes } from './storage/index.ts'
import { removeVideo, uploadRoutes, type VideoStore, videoRoutes } from './videos/index.ts'

export interface Rooms {
  config: Config
  clock: Clock
  rates: Rates
  accounts: AccountStore
  passkeys: PasskeyStore
  tokens: TokenStore
  videos: VideoStore
  slates: SlatesStore
  social: SocialStore
  finding: FindingStore
  notices: NoticeStore
  staff: StaffStore
  moderation: ModerationStore
  storage: StorageStore
  statistics: StatisticsStore
  owned: OwnedStore
  retention: RetentionStore
  leaving: LeavingStore
  keys: Keys
  institutions: InstitutionStore
  domains: Domains
  /** Jobs that wait or run, by kind. */
  jobs(): Promise<{ task: string; n: number }[]>
  blobs: Blobs
  uploads: Uploads
  archives: ArchiveStores & { files: Archives }
  work: WorkFolders
  pages: BuiltPages | null
  slateKey: KeyObject
  isDatabaseEmbedded: boolean
  engine: string
  sandbox: string
  shore: ShoreStore
  changes: Changes
  metrics: Metrics | null
  databaseAnswers(): Promise<boolean>
  isAway: IsAway
  trial(): Promise<{ ready: number; of: number } | null>
}

/** The application, not listening yet. `guarding` and `makeGate` are the harness's seams for weaker compositions; the product never passes them. */
export async function makeApp(
  rooms: Rooms,
  guarding: (app: FastifyInstance, guards: Guards) => void = guard,
  makeGate: (rooms: GateRooms) => Gate = openGate,
): Promise<FastifyInstance> {
  z.config(en())
  const { config, clock, accounts, videos, blobs, uploads } = rooms
  const listener = openListener()
  const app = Fastify({
    bodyLimit: 65_536,
    logger: false,
    trustProxy: config.proxy ?? false,
    routerOptions: { maxParamLength: 200 },
    serverFactory: handler => listener.serverFor(handler),
    forceCloseConnections: false,
    // Whoever still got through is answered like anybody else.
    return503OnClosing: false,
  })
  app.addHook('preClose', async () => listener.close())
  const { metrics } = rooms
  if (metrics)
    app.addHook('onResponse', async (request, reply) =>
      metrics.answered({
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        seconds: reply.elapsedTime / 1000,
      }),
    )
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(sendProblem(rooms.isAway))
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: apiInfo,
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
  })

  const limits = openLimits(clock, rooms.rates)
  const networks = openNetworks(config)
  guarding(app, {
    limits,
    networks,
    showWall: (request, reply) => shown.showWall(request, reply),
    isSecure: config.origin !== null,
    actorOfSession: token => actorOfSession(accounts, clock, rooms.keys, token),
    actorOfToken: token => actorOfToken(rooms.tokens, clock, rooms.keys, token),
    ownerOf: id => videos.ownerOf(id),
    isSteward: (handle, accountId) => rooms.institutions.isSteward(handle, accountId),
    actorOfStation: secret => stationAs({ store: rooms.institutions, clock, keys: rooms.keys }, secret),
    isOfStation: (videoId, stationId) => rooms.institutions.isOfStation(videoId, stationId),
    isForFollower: (id, accountId) => videos.isForFollower(id, accountId),
  })
  // Behind the guard's own headers, so that what is kept carries them as well.
  keepAnswers(app, rooms.changes)
  const slates = openSlates({ store: videos, slates: rooms.slates, clock, key: rooms.slateKey, shoreName: config.name })
  const gate = makeGate({ clock, most: config.joinRate, joinedSince: at => accounts.joinedSince(at) })
  accountRoutes(app, {
    store: accounts,
    joining: openJoining({ store: accounts, clock, mode: config.joining, gate }),
    minimumAge: config.minimumAge,
    passkeys: rooms.passkeys,
    tokens: rooms.tokens,
    clock,
    keys: rooms.keys,
    limits,
    party: host => partyOf(config, host),
  })
  const storage = openStorage({
    store: rooms.storage,
    blobs,
    uploads,
    clock,
    ifUnused: videos.ifUnused,
    roomOf: videos.roomOf,
    quotaBytes: quotaOf(config),
  })
  uploadRoutes(app, {
    ...{ store: videos, blobs, clock, uploads, isAway: rooms.isAway, quotaBytes: quotaOf(config) },
    ofStation: (videoId, stationId) => rooms.institutions.addStationClip(videoId, stationId),
  })
  storageRoutes(app, storage)
  statisticsRoutes(app, { store: rooms.statistics, clock, institutionOf: rooms.institutions.accountOfSteward })
  accountArchiveRoutes(app, {
    ...rooms.archives,
    clock,
    isAway: rooms.isAway,
    key: rooms.slateKey,
    origin: config.origin,
  })
  videoRoutes(app, { store: videos, clock, blobs, work: rooms.work, forgetUpload: id => uploads.remove(id) })
  streamRoutes(app, rooms.changes)
  mediaRoutes(app, {
    store: videos,
    blobs,
    videoOfCase: rooms.moderation.videoOfCase,
    videoOfProposal: rooms.institutions.videoOfProposal,
  })
  feedRoutes(app, slates)
  slatesRoutes(app, { slates: rooms.slates, blobs })
  findingRoutes(app, { store: rooms.finding, videos, clock })
  socialRoutes(app, { store: rooms.social, videos, clock })
  leavingRoutes(
    app,
    openLeaving({
      store: rooms.leaving,
      clock,
      removeVideo: id => removeVideo({ store: videos, clock, uploads }, id),
      removeComment: (id, accountId) => rooms.social.removeComment(id, accountId),
      ...{ key: rooms.slateKey, shoreName: config.name, backupDays: config.backupDays },
    }),
  )
  noticeRoutes(app, { store: rooms.notices })
  retentionRoutes(app, { store: rooms.retention })
  registerRoutes(app, { store: rooms.owned, clipDays: config.clipDays })
  const facts = {
    config,
    clock,
    version,
    isDatabaseEmbedded: rooms.isDatabaseEmbedded,
    engine: rooms.engine,
    sandbox: rooms.sandbox,
    slateKey: slates.publicKey,
    store: rooms.shore,
    objectsAnswer: () => blobs.answers(),
    databaseAnswers: rooms.databaseAnswers,
    trial: rooms.trial,
  }
  shoreRoutes(app, facts)
  const staff = openStaff({
    store: rooms.staff,
    accounts,
    tokens: rooms.tokens,
    videos,
    uploads,
    storage,
    clock,
    keys: rooms.keys,
  })
  const known = () => advisoriesNow({ config, store: rooms.shore, clock }, version)
  institutionRoutes(app, {
    ...{ store: rooms.institutions, accounts, passkeys: rooms.passkeys, videos, domains: rooms.domains, staff, clock },
    keys: rooms.keys,
    publicKey: slates.publicKey,
    ...{ key: rooms.slateKey, address: addressOf(config), party: host => partyOf(config, host) },
    stationParty: host => stationParty(config, host),
    advisories: async () => (await known()).items,
  })
  const moderation = openModeration({ store: rooms.moderation, staff, accounts, clock })
  const places = placesOf(rooms.owned)
  const requests = openRequests({ store: rooms.moderation, staff, places, clock })
  requestRoutes(app, { requests, store: rooms.moderation, places, clock, authority: config.authority })
  moderationRoutes(app, { moderation, store: rooms.moderation, videos, accounts, clock })
  staffRoutes(app, {
    staff,
    jobs: async () => ({ waiting: await rooms.jobs(), dead: await videos.deadEnds() }),
    videosByState: () => videos.countByState(),
    health: () => healthOf(facts),
    advisories: known,
  })
  sharingRoutes(app, { videos, accounts, origin: config.origin, shoreName: config.name, version })
  const shown = pageRoutes(app, {
    networks,
    pages: rooms.pages,
    slates,
    videos,
    accounts,
    social: rooms.social,
    moderation: rooms.moderation,
    finding: { store: rooms.finding, videos },
    clock,
    origin: config.origin,
    shoreName: config.name,
    minimumAge: config.minimumAge,
    clipDays: config.clipDays,
    retention: rooms.retention,
    version,
    trial: rooms.trial,
  })
  return app
}

const apiInfo = {
  title: 'Onshore',
  version,
  description:
    'Paths under /public and /media ignore credentials and answer everyone alike. Paths under /api are acts and what is the account’s own; they take the session cookie, or a personal access token as `Authorization: Bearer`.',
}
