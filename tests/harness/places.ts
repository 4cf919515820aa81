/** Where a clip can be seen, and who may see it there: the policy of relations between people, as tables that a test walks. */
/** Who asks. `author` is the clip's own; the others by what stands between the two. */
export const viewers = [
  'guest',
  'stranger',
  'follower',
  'asking',
  'blocked',
  'blocking',
  'suspended',
  'operator',
  'moderator',
  'author',
] as const
export type Viewer = (typeof viewers)[number]
export const visibilities = ['public', 'unlisted', 'followers', 'private', 'draft', 'scheduled'] as const
export type Kind = (typeof visibilities)[number]

export interface PlacedClip {
  id: string
  kind: Kind
  word: string
  /** Hashes of its files, and where its author finds them. */
  files: string[]
}

/** What anyone may see at its address, and what stands in lists. */
export const isOpen = (kind: Kind) => kind === 'public' || kind === 'unlisted'
export const isListed = (kind: Kind) => kind === 'public'

/** Every derivative of a clip that has an address of its own: what a viewer gets there. */
export const places: [
  name: string,
  path: (clip: PlacedClip, shoreUrl: string) => string,
  mayRead: (kind: Kind, viewer: Viewer) => boolean,
][] = [
  ['GET /public/videos/:id', ({ id }) => `/public/videos/${id}`, isOpen],
  ['GET /public/videos/:id/comments', ({ id }) => `/public/videos/${id}/comments`, isOpen],
  ['GET /public/videos/:id/download', ({ id }) => `/public/videos/${id}/download`, isOpen],
  ['GET /:handle/video/:id', ({ id }) => `/@author/video/${id}`, isOpen],
  ['GET /public/sounds/:id', ({ id }) => `/public/sounds/${id}`, isListed],
  ['GET /embed/:id', ({ id }) => `/embed/${id}`, isOpen],
  ['GET /media/:hash', ({ files }) => `/media/${files[0]}`, isOpen],
  [
    'GET /public/oembed',
    ({ id }, shoreUrl) => `/public/oembed?url=${encodeURIComponent(`${shoreUrl}/@author/video/${id}`)}`,
    isOpen,
  ],
  ['GET /api/videos/:id/statistics', ({ id }) => `/api/videos/${id}/statistics`, (_, viewer) => viewer === 'author'],
  ['GET /api/videos/:id', ({ id }) => `/api/videos/${id}`, (_, viewer) => viewer === 'author'],
  [
    'GET /api/videos/:id/comments/held',
    ({ id }) => `/api/videos/${id}/comments/held`,
    (_, viewer) => viewer === 'author',
  ],
  [
    'GET /api/videos/:id/media/:hash',
    ({ id, files }) => `/api/videos/${id}/media/${files[0]}`,
    (kind, viewer) => viewer === 'author' || (kind === 'followers' && viewer === 'follower'),
  ],
  ...(['', '/comments'] as const).map(
    end =>
      [
        `GET /api/following/videos/:id${end}`,
        ({ id }: PlacedClip) => `/api/following/videos/${id}${end}`,
        (kind: Kind, viewer: Viewer) =>
          // Its author reads what is shown, and what is not shown under their own addresses.
          (viewer === 'author' && (end === '/comments' || (kind !== 'draft' && kind !== 'scheduled'))) ||
          (viewer === 'follower' && kind === 'followers'),
      ] as [string, (clip: PlacedClip, shoreUrl: string) => string, (kind: Kind, viewer: Viewer) => boolean],
  ),
]

/** Lists in which a clip may stand. */
export const lists: [
  name: string,
  path: (clip: PlacedClip, shoreUrl: string) => string,
  mayStand: (kind: Kind, viewer: Viewer) => boolean,
][] = [
  ['GET /public/videos', ({ id }) => `/public/videos?ids=${id}`, isListed],
  ['GET /public/videos', () => '/public/videos', isListed],
  ['GET /public/sounds/:id/videos', ({ id }) => `/public/sounds/${id}/videos`, isListed],
  ['GET /public/slate', () => '/public/slate', isListed],
  ['GET /public/accounts/:handle/videos', () => '/public/accounts/author/videos', isListed],
  ['GET /public/accounts/:handle/feed.atom', () => '/public/accounts/author/feed.atom', isListed],
  ['GET /public/search', ({ word }) => `/public/search?q=${word}&kind=clips`, isListed],
  ['GET /public/tags/:tag/videos', ({ word }) => `/public/tags/${word}/videos`, isListed],
  ['GET /:handle', () => '/@author', isListed],
  ['GET /explore', () => '/explore', isListed],
  ['GET /tag/:tag', ({ word }) => `/tag/${word}`, isListed],
  ['GET /public/accounts/:handle/likes', () => '/public/accounts/follower/likes', isListed],
  [
    'GET /api/following/videos',
    () => '/api/following/videos',
    (kind, viewer) => viewer === 'follower' && (kind === 'public' || kind === 'followers'),
  ],
  [
    'GET /api/following/videos',
    () => '/api/following/videos?handle=author',
    (kind, viewer) => viewer === 'follower' && kind === 'followers',
  ],
  ['GET /api/videos', () => '/api/videos', (_, viewer) => viewer === 'author'],
]

/** Routes whose `:id` or `:hash` is of something else than a clip, or that staff alone have. */
export const notOfClips = new Set([
  // An archive that is brought has an id of its own.
  'HEAD /api/arrivals/:id',
  'PATCH /api/arrivals/:id',
  // Ids and public numbers of what was for everybody when a slate was made: tests/api/slates.test.ts.
  'GET /public/slates',
  'GET /public/slates/:hash',
  'GET /posts/:id',
  'GET /posts/:id/statistics',
  'GET /sound/:id',
  'GET /search',
  'GET /public/avatars/:hash',
  'GET /public/accounts/:handle/reposts',
  'DELETE /api/sessions/:id',
  'DELETE /api/passkeys/:id',
  'DELETE /api/tokens/:id',
  'GET /api/likes',
  'PUT /api/videos/:id/captions/:language',
  'POST /api/decisions/:id/appeal',
  'DELETE /api/requests/:id',
  'POST /api/requests/:id/words',
  'POST /api/requests/:id/appeal',
  'POST /api/moderate/requests/:id/decision',
  'POST /api/operate/invites/:id/end',
  // Staff's own way to a clip is walked in moderation.test.ts.
  'PUT /api/moderate/cases/:id/taken',
  'DELETE /api/moderate/cases/:id/taken',
  'GET /api/moderate/cases/:id',
  'GET /api/moderate/cases/:id/media/:hash',
  'POST /api/moderate/cases/:id/decision',
  'GET /api/moderate/appeals/:id',
  'POST /api/moderate/appeals/:id/decision',
  // A steward's own way to a clip that is proposed is walked in institutions.test.ts.
  // The page says nothing by itself: what it shows is fetched by whoever is signed in.
  'GET /institutions/:handle/proposals/:id',
  'GET /institutions/:handle/statistics/:id',
  // Counts of a clip of the institution’s own: tests/attack/institutions-digest.test.ts.
  'GET /api/institutions/:handle/videos/:id/statistics',
  'GET /api/institutions/:handle/videos/:id',
  'GET /api/institutions/:handle/proposals/:id',
  'DELETE /api/institutions/:handle/proposals/:id',
  'POST /api/institutions/:handle/proposals/:id/approval-options',
  'POST /api/institutions/:handle/proposals/:id/acknowledgement-options',
  'POST /api/institutions/:handle/proposals/:id/acknowledgement',
  'POST /api/institutions/:handle/glasses/:id/review',
  'GET /api/institutions/:handle/proposals/:id/media/:hash',
  'DELETE /api/institutions/:handle/stations/:id',
  // A device's own clips: tests/attack/stations.test.ts.
  'HEAD /api/station/uploads/:id',
  'PATCH /api/station/uploads/:id',
  'DELETE /api/station/uploads/:id',
  'GET /api/station/clips/:id',
])
