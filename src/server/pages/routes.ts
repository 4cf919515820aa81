import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '../../core/errors.ts'
import { orderFeed } from '../../core/feed/order.ts'
import type { Video } from '../../core/wire/video.ts'
import { type AccountStore, presentAccount } from '../accounts/index.ts'
import { type Asset, type BuiltPages, sourceArchive } from '../adapters/tree/index.ts'
import type { Slates } from '../feed/index.ts'
import { documentHeaders } from '../http/headers.ts'
import { presentVideo, sharedPicture, type VideoStore } from '../videos/index.ts'
import { documentOf, languageOf } from './document.ts'

export interface PageRooms {
  pages: BuiltPages | null
  slates: Slates
  videos: VideoStore
  accounts: AccountStore
  /** `https://…` of the shore, or null on loopback. */
  origin: string | null
  shoreName: string
  version: string
  trial(): Promise<{ ready: number; of: number } | null>
}

/** What a page starts from. The browser's router reads it and asks for nothing it already has. */
interface PageState {
  missing?: boolean
  shore: { name: string; version: string }
  trial?: { ready: number; of: number } | null
  feed?: { first: Video | null }
  video?: Video | null
  account?: unknown
  videos?: { items: Video[]; next: string | null }
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function pageRoutes(app: FastifyInstance, rooms: PageRooms): void {
  const { pages, slates, videos, accounts } = rooms
  let archive: Promise<Buffer> | null = null

  const base = (): PageState => ({ shore: { name: rooms.shoreName, version: rooms.version } })
  const openVideo = async (id: string): Promise<{ video: Video; image: string | null } | null> => {
    const row = uuidPattern.test(id) ? await videos.openById(id) : null
    return row && { video: presentVideo(row), image: sharedPicture(row) }
  }

  app.get('/', { schema: { hide: true } }, async (request, reply) => {
    const { slate } = await slates.current()
    const [first = null] = orderFeed(slate.entries)
    const trial = first ? undefined : await rooms.trial()
    return send(
      request,
      reply,
      'feed/FeedPage.tsx',
      { ...base(), feed: { first }, ...(trial === undefined ? {} : { trial }) },
      { image: first?.poster ?? null },
    )
  })

  app.get('/:handle', { schema: { hide: true } }, async (request, reply) => {
    const { handle } = request.params as { handle: string }
    const row = handle.startsWith('@') ? await accounts.byHandle(handle.slice(1)) : null
    if (!row) return notFound(request, reply)
    const account = presentAccount(row, await accounts.countsOf(row.id))
    const rows = await videos.publicPage({ handle: row.handle, after: null }, 24)
    const items = rows.map(found => presentVideo(found))
    return send(
      request,
      reply,
      'accounts/ProfilePage.tsx',
      { ...base(), account, videos: { items, next: null } },
      { image: rows[0] ? sharedPicture(rows[0]) : null },
    )
  })

  app.get('/:handle/video/:id', { schema: { hide: true } }, async (request, reply) => {
    const { handle, id } = request.params as { handle: string; id: string }
    const found = handle.startsWith('@') ? await openVideo(id) : null
    if (!found) return notFound(request, reply)
    const { video, image } = found
    // One clip has one address; a handle that was mistyped or has changed leads to it.
    if (video.author.handle !== handle.slice(1))
      return reply.redirect(`/@${encodeURIComponent(video.author.handle)}/video/${id}`, 301)
    return send(request, reply, 'feed/FeedPage.tsx', { ...base(), video }, { image, video })
  })

  app.get('/embed/:id', { schema: { hide: true } }, async (request, reply) => {
    const found = await openVideo((request.params as { id: string }).id)
    if (!found) return notFound(request, reply)
    const { video, image } = found
    return send(request, reply, 'embed.ts', { ...base(), video }, { image }, 'embed')
  })

  for (const [path, entry] of [
    ['/following', 'feed/FeedPage.tsx'],
    ['/followers', 'accounts/FollowersPage.tsx'],
    ['/explore', 'feed/ExplorePage.tsx'],
    ['/create', 'create/CreatePage.tsx'],
    ['/posts', 'create/PostsPage.tsx'],
    ['/posts/:id', 'create/EditPage.tsx'],
    ['/join', 'accounts/JoinPage.tsx'],
    ['/sign-in', 'accounts/SignInPage.tsx'],
    ['/recover', 'accounts/RecoverPage.tsx'],
    ['/settings', 'accounts/SettingsPage.tsx'],
    ['/about', 'shell/AboutPage.tsx'],
    ['/api/docs', 'shell/ApiPage.tsx'],
    ['/operate', 'operate/ConsolePage.tsx'],
    ['/operate/:part', 'operate/ConsolePage.tsx'],
  ] as const) {
    app.get(path, { schema: { hide: true } }, async (request, reply) => send(request, reply, entry, base(), null))
  }

  // What a device without a network opens: the program, and no page in it.
  app.get('/shell', { schema: { hide: true } }, async (request, reply) =>
    send(request, reply, 'feed/FeedPage.tsx', base(), null, 'shell'),
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
  app.get('/robots.txt', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/plain').send('User-agent: *\nDisallow: /api/\n'),
  )

  app.setNotFoundHandler((request, reply) => notFound(request, reply))

  async function notFound(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
    if (!wantsPage || request.url.startsWith('/api/')) throw refuse('page.not-found')
    reply.code(404)
    return send(request, reply, 'shell/NotFoundPage.tsx', { ...base(), missing: true }, null)
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
    entry: string,
    state: PageState,
    share: { image: string | null; video?: Video } | null,
    kind: 'page' | 'embed' | 'shell' = 'page',
  ): FastifyReply {
    if (!pages) throw refuse('page.not-built')
    const language = languageOf(request.headers['accept-language'])
    const absolute = (path: string) => `${rooms.origin ?? `http://${request.host}`}${path}`
    const path = request.url.split('?')[0]!
    const page = pages.render({ url: kind === 'shell' ? '/' : path, language, state })
    if (kind === 'shell') page.html = ''
    const best = share?.video?.renditions.at(-1)
    const html = documentOf({
      language,
      page,
      head: pages.headOf(entry, language),
      state,
      canonical: share ? absolute(path) : null,
      share: share && {
        image: share.image ? absolute(share.image) : null,
        video: best ? { url: absolute(best.url), width: best.width, height: best.height } : null,
      },
      isEmbed: kind === 'embed',
    })
    reply.headers({
      ...documentHeaders({ mayBeFramed: kind === 'embed', isSecure: rooms.origin !== null }),
      'Cache-Control': 'no-cache',
      Vary: 'Accept-Language',
    })
    return reply.type('text/html; charset=utf-8').send(html)
  }
}
