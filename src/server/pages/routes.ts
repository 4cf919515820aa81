import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../../core/errors.ts'
import { orderFeed } from '../../core/feed/order.ts'
import { tagNamed } from '../../core/finding/tag.ts'
import type { Video } from '../../core/wire/video.ts'
import { type AccountStore, isShown, presentAccount } from '../accounts/index.ts'
import type { Clock } from '../adapters/clock/index.ts'
import { type Asset, type BuiltPages, sourceArchive } from '../adapters/tree/index.ts'
import type { Slates } from '../feed/index.ts'
import { type FindingRooms, newestOfTag } from '../finding/index.ts'
import { wantsPage } from '../http/guard.ts'
import { documentHeaders, embedHeaders } from '../http/headers.ts'
import type { NetworkState, Networks } from '../http/networks.ts'
import { type ModerationStore, readCounts, readRules } from '../moderation/index.ts'
import { whatIsHeld } from '../register/index.ts'
import { type RetentionStore, readRuns } from '../retention/index.ts'
import { baseOf, clipAddress, type Head, headOfClip, headOfList } from '../sharing/index.ts'
import type { SocialStore } from '../social/index.ts'
import {
  type PublicVideo,
  presentVideo,
  publicPage,
  readCursor,
  sharedPicture,
  type VideoStore,
} from '../videos/index.ts'
import { documentOf, embedDocumentOf, languageOf } from './document.ts'
import { openPlain, type Plain } from './plain.ts'

export interface PageRooms {
  networks: Networks
  pages: BuiltPages | null
  slates: Slates
  videos: VideoStore
  accounts: AccountStore
  social: SocialStore
  moderation: ModerationStore
  finding: Pick<FindingRooms, 'store' | 'videos'>
  clock: Clock
  /** `https://…` of the shore, or null on loopback. */
  origin: string | null
  shoreName: string
  minimumAge: number
  /** After how many days the operator has clips deleted; null for never. */
  clipDays: number | null
  retention: RetentionStore
  version: string
  trial(): Promise<{ ready: number; of: number } | null>
}

/** What a page starts from. The browser's router reads it and asks for nothing it already has. */
interface PageState {
  missing?: boolean
  network?: NetworkState | undefined
  /** This network does not serve the page at this address. */
  isClosed?: boolean
  shore: { name: string; version: string; minimumAge?: number }
  trial?: { ready: number; of: number } | null
  feed?: { first: Video | null }
  video?: Video | null
  account?: unknown
  videos?: { items: Video[]; next: string | null }
}

interface Page {
  entry: string
  state: PageState
  plain?: Plain
  /** What the page says of itself; nothing where it is nobody's business but its reader's. */
  head?(page: Omit<Parameters<typeof headOfList>[0], 'image' | 'handle' | 'isIndexed'>): Head
  /** The program without a page in it. */
  isShell?: true
}

/** Clips that a page lists at once. */
const listed = 24

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function pageRoutes(
  app: FastifyInstance,
  rooms: PageRooms,
): { showWall(request: FastifyRequest, reply: FastifyReply): void } {
  const { pages, slates, videos, accounts } = rooms
  let archive: Promise<Buffer> | null = null

  const base = (): PageState => ({
    shore: { name: rooms.shoreName, version: rooms.version, minimumAge: rooms.minimumAge },
  })
  const openVideo = async (id: string): Promise<PublicVideo | null> =>
    uuidPattern.test(id) ? videos.openById(id) : null
  const plain = openPlain(rooms)

  app.get('/', { schema: { hide: true } }, async (request, reply) => {
    const { slate } = await slates.current()
    const ordered = orderFeed(slate.entries)
    // The first clip plays before anybody can be asked: it is one that needs no asking.
    const first = ordered.find(({ isSensitive }) => !isSensitive) ?? null
    const trial = first ? undefined : await rooms.trial()
    return send(request, reply, {
      entry: 'feed/FeedPage.tsx',
      state: { ...base(), feed: { first }, ...(trial === undefined ? {} : { trial }) },
      plain: { clips: { items: ordered.filter(clip => clip !== first).slice(0, listed), next: null } },
      head: page => headOfList({ ...page, image: first?.poster ?? null, handle: null, isIndexed: true }),
    })
  })

  app.get('/:handle', { schema: { hide: true } }, async (request, reply) => {
    const { handle } = request.params as { handle: string }
    const row = handle.startsWith('@') ? await accounts.byHandle(handle.slice(1)) : null
    if (!row || !isShown(row)) return notFound(request, reply)
    const after = readCursor((request.query as { after?: string }).after)
    const [counts, rows] = await Promise.all([
      accounts.countsOf(row.id),
      videos.publicPage({ handle: row.handle, after }, listed + 1),
    ])
    const account = presentAccount(row, counts, rooms.clock.now())
    // What leads elsewhere is not found through a page of somebody who came today.
    const isLeading = account.linksWait && [...account.links, ...account.products, account.contact].some(Boolean)
    const isIndexed = row.is_indexed && row.newcomer === null && !isLeading
    const image = rows.map(sharedPicture).find(picture => picture !== null) ?? null
    return send(request, reply, {
      entry: 'accounts/ProfilePage.tsx',
      state: { ...base(), account, videos: publicPage(rows, listed) },
      plain: {},
      head: page => headOfList({ ...page, image, handle: row.handle, isIndexed }),
    })
  })

  app.get('/:handle/record', { schema: { hide: true } }, async (request, reply) => {
    const { handle } = request.params as { handle: string }
    const row = handle.startsWith('@') ? await accounts.byHandle(handle.slice(1)) : null
    if (!row || !isShown(row)) return notFound(request, reply)
    return send(request, reply, { entry: 'institutions/RecordPage.tsx', state: base() })
  })

  app.get('/:handle/video/:id', { schema: { hide: true } }, async (request, reply) => {
    const { handle, id } = request.params as { handle: string; id: string }
    const row = handle.startsWith('@') ? await openVideo(id) : null
    if (!row) return notFound(request, reply)
    // One clip has one address; a handle that was mistyped or has changed leads to it.
    if (row.handle !== handle.slice(1)) return reply.redirect(clipAddress(row.handle, id), 301)
    const { before } = request.query as { before?: string }
    const video = presentVideo(row)
    const around = await plain.around(row, before !== undefined && uuidPattern.test(before) ? before : null)
    return send(request, reply, {
      entry: 'feed/FeedPage.tsx',
      state: { ...base(), video },
      plain: around,
      head: page =>
        headOfClip({
          ...page,
          video,
          image: sharedPicture(row),
          transcript: around.transcript,
          // Who has the address of an unlisted clip may look; nobody is led to it.
          isIndexed: row.is_indexed && row.visibility === 'public',
        }),
    })
  })

  app.get('/embed/:id', { schema: { hide: true } }, async (request, reply) => {
    if (!pages) throw refuse('page.not-built')
    const { id } = request.params as { id: string }
    const row = await openVideo(id)
    // What is not here says so inside the frame, and the same whether it is gone, or not for everybody.
    if (!row) reply.code(404)
    const { language } = spokenIn(request)
    const video = row && presentVideo(row)
    const page = pages.render({ url: `/embed/${id}`, language, state: { ...base(), video, missing: !row } })
    const canonical = row && baseOf(rooms.origin, request) + clipAddress(row.handle, row.id)
    reply.removeHeader('X-Frame-Options').headers({
      ...embedHeaders(pages.embed),
      'Cache-Control': 'no-cache',
      Vary: 'Accept-Language',
    })
    return reply.type('text/html; charset=utf-8').send(embedDocumentOf({ language, page, ...pages.embed, canonical }))
  })

  app.get('/explore', { schema: { hide: true } }, async (request, reply) => {
    const after = readCursor((request.query as { after?: string }).after)
    const clips = publicPage(await videos.publicPage({ after }, listed + 1), listed)
    return send(request, reply, {
      entry: 'feed/ExplorePage.tsx',
      state: base(),
      plain: { clips },
      head: page => {
        const pictured = clips.items.find(({ isSensitive }) => !isSensitive)
        return headOfList({ ...page, image: pictured?.poster ?? null, handle: null, isIndexed: true })
      },
    })
  })

  app.get('/tag/:tag', { schema: { hide: true } }, async (request, reply) => {
    const tag = tagNamed((request.params as { tag: string }).tag)
    if (tag === null) return notFound(request, reply)
    const clips = await newestOfTag(rooms.finding, tag, (request.query as { after?: string }).after, listed)
    return send(request, reply, {
      entry: 'finding/TagPage.tsx',
      state: base(),
      plain: { tag, clips },
      head: page =>
        headOfList({
          ...page,
          // One tag has one address, however it is written; where no clip has it, there is nothing to be led to.
          path: `/tag/${encodeURIComponent(tag)}`,
          image: clips.items.find(({ isSensitive }) => !isSensitive)?.poster ?? null,
          handle: null,
          isIndexed: clips.items.length > 0,
        }),
    })
  })

  app.get('/rules', { schema: { hide: true } }, async (request, reply) =>
    send(request, reply, {
      entry: 'moderation/RulesPage.tsx',
      state: base(),
      plain: { rules: await readRules(rooms.moderation) },
    }),
  )
  app.get('/transparency', { schema: { hide: true } }, async (request, reply) =>
    send(request, reply, {
      entry: 'moderation/NumbersPage.tsx',
      state: base(),
      plain: { counts: await readCounts(rooms.moderation, rooms.clock.now()) },
    }),
  )
  app.get('/what-we-hold', { schema: { hide: true } }, async (request, reply) =>
    send(request, reply, {
      entry: 'register/WhatWeHoldPage.tsx',
      state: base(),
      plain: { held: whatIsHeld(rooms.clipDays), runs: await readRuns(rooms.retention) },
    }),
  )

  for (const [path, entry] of [
    ['/following', 'feed/FeedPage.tsx'],
    ['/followers', 'accounts/FollowersPage.tsx'],
    ['/inbox', 'notices/InboxPage.tsx'],
    ['/search', 'finding/SearchPage.tsx'],
    ['/sound/:id', 'finding/SoundPage.tsx'],
    ['/create', 'create/CreatePage.tsx'],
    ['/posts', 'create/PostsPage.tsx'],
    ['/posts/drafts', 'create/PostsPage.tsx'],
    ['/posts/scheduled', 'create/PostsPage.tsx'],
    ['/posts/statistics', 'create/StatisticsPage.tsx'],
    ['/posts/:id/statistics', 'create/StatisticsPage.tsx'],
    ['/posts/:id', 'create/EditPage.tsx'],
    ['/join', 'accounts/JoinPage.tsx'],
    ['/sign-in', 'accounts/SignInPage.tsx'],
    ['/recover', 'accounts/RecoverPage.tsx'],
    ['/settings', 'accounts/SettingsPage.tsx'],
    ['/settings/profile', 'accounts/EditProfilePage.tsx'],
    ['/settings/people', 'accounts/PeoplePage.tsx'],
    ['/settings/leaving', 'leaving/LeavingPage.tsx'],
    ['/erased', 'leaving/ErasedPage.tsx'],
    ['/settings/viewing', 'accounts/ViewingPage.tsx'],
    ['/settings/data', 'archive/DataPage.tsx'],
    ['/settings/held', 'register/HeldPage.tsx'],
    ['/settings/requests', 'moderation/RequestsPage.tsx'],
    ['/interests', 'interests/InterestsPage.tsx'],
    ['/saved', 'accounts/SavedPage.tsx'],
    ['/decisions', 'moderation/DecisionsPage.tsx'],
    ['/about', 'shell/AboutPage.tsx'],
    ['/api/docs', 'shell/ApiPage.tsx'],
    ['/institutions', 'institutions/InstitutionsPages.tsx'],
    ['/institutions/:handle', 'institutions/InstitutionsPages.tsx'],
    ['/institutions/:handle/propose', 'institutions/InstitutionsPages.tsx'],
    ['/institutions/:handle/proposals/:id', 'institutions/InstitutionsPages.tsx'],
    ['/institutions/:handle/overview', 'institutions/InstitutionsPages.tsx'],
    ['/institutions/:handle/digests/:number', 'institutions/InstitutionsPages.tsx'],
    ['/institutions/:handle/statistics', 'institutions/InstitutionsPages.tsx'],
    ['/institutions/:handle/statistics/:id', 'institutions/InstitutionsPages.tsx'],
    ['/station', 'institutions/StationPage.tsx'],
    ['/operate', 'operate/ConsolePage.tsx'],
    ['/operate/:part', 'operate/ConsolePage.tsx'],
  ] as const) {
    app.get(path, { schema: { hide: true } }, async (request, reply) => send(request, reply, { entry, state: base() }))
  }

  // What a device without a network opens: the program, and no page in it.
  app.get('/shell', { schema: { hide: true } }, async (request, reply) =>
    send(request, reply, { entry: 'feed/FeedPage.tsx', state: base(), isShell: true }),
  )

  app.get('/source.tar.gz', { schema: { hide: true } }, async (_request, reply) => {
    archive ??= sourceArchive()
    return reply
      .type('application/gzip')
      .header('Content-Disposition', `attachment; filename="onshore-${rooms.version}.tar.gz"`)
      .send(await archive)
  })

  app.get('/assets/*', { schema: { hide: true } }, async (request, reply) =>
    sendAsset(request, reply, request.url.split('?')[0]!, 'public, max-age=31536000, immutable'),
  )
  for (const path of ['/favicon.svg', '/manifest.webmanifest', '/icons/*'] as const) {
    app.get(path, { schema: { hide: true } }, async (request, reply) =>
      sendAsset(request, reply, request.url.split('?')[0]!, 'public, max-age=3600'),
    )
  }
  app.get('/worker.js', { schema: { hide: true } }, async (request, reply) =>
    sendAsset(request, reply, '/worker.js', 'no-cache'),
  )
  app.setNotFoundHandler((request, reply) => notFound(request, reply))
  return { showWall }

  async function notFound(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    if (!wantsPage(request)) throw refuse('page.not-found')
    reply.code(404)
    return send(request, reply, { entry: 'shell/NotFoundPage.tsx', state: { ...base(), missing: true } })
  }

  /** In place of a page: that this network does not serve it, who decides that, and what can be done. */
  function showWall(request: FastifyRequest, reply: FastifyReply): void {
    reply.code(403)
    send(request, reply, { entry: 'shell/ClosedPage.tsx', state: { ...base(), isClosed: true } })
  }

  function sendAsset(request: FastifyRequest, reply: FastifyReply, path: string, caching: string): FastifyReply {
    const asset: Asset | undefined = pages?.assets.get(path)
    if (!asset) throw refuse('page.not-found')
    reply.headers({
      'Cache-Control': caching,
      ETag: asset.etag,
      Vary: 'Accept-Encoding',
      'Cross-Origin-Resource-Policy': 'same-origin',
    })
    if (request.headers['if-none-match'] === asset.etag) return reply.code(304).send()
    const mayCompress = asset.brotli && /\bbr\b/.test(request.headers['accept-encoding'] ?? '')
    if (mayCompress) reply.header('Content-Encoding', 'br')
    return reply.type(asset.mediaType).send(mayCompress ? asset.brotli : asset.body)
  }

  function send(
    request: FastifyRequest,
    reply: FastifyReply,
    { entry, state, plain, head, isShell }: Page,
  ): FastifyReply {
    if (!pages) throw refuse('page.not-built')
    const { language, asked } = spokenIn(request)
    const path = request.url.split('?')[0]!
    state.network = rooms.networks.stateFor(request)
    const page = pages.render({ url: isShell ? '/' : path, language, state, plain: plain ?? {}, asked })
    if (isShell) page.html = page.plain = ''
    const { title, description } = page
    const about = { base: baseOf(rooms.origin, request), path, shore: rooms.shoreName, language, asked }
    reply.headers({
      ...documentHeaders(rooms.origin !== null),
      'Cache-Control': 'no-cache',
      Vary: 'Accept-Language',
    })
    return reply.type('text/html; charset=utf-8').send(
      documentOf({
        language,
        page,
        files: pages.headOf(entry, language),
        state,
        head: head?.({ ...about, title, description }) ?? null,
      }),
    )
  }
}

/** One address for every language: the browser's own preference, unless the address asks for one by `?lang=`. */
function spokenIn(request: FastifyRequest): { language: 'en' | 'fr'; asked: 'en' | 'fr' | null } {
  const { lang } = request.query as { lang?: unknown }
  const asked = lang === 'en' || lang === 'fr' ? lang : null
  return { language: asked ?? languageOf(request.headers['accept-language']), asked }
}
