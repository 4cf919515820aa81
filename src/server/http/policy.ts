/**
 * Who may do what: the one table. A route cannot be registered without its row, and `guard.ts` enforces the row before the
 * route's own code runs.
 *
 * `kind` says which of the two kinds of paths it is. `page`, `public` and `media` ignore credentials and answer everyone alike.
 * `own` reads what belongs to the account; `staff` reads what a role needs, and names no clip; `act` changes something. An identity and a public clip meet in acts only.
 */
/** `staff` is an operator or a moderator. `watcher`: the clip’s author; of a clip for followers, who follows them as well. */
export type Who = 'anyone' | 'account' | 'owner' | 'watcher' | 'operator' | 'moderator' | 'staff'
export type Kind = 'page' | 'public' | 'media' | 'own' | 'act' | 'staff'
export type Scope = 'read' | 'post'
export type Limit = 'guess' | 'ceremony' | 'join' | 'upload' | 'act' | 'none'

export interface Row {
  readonly who: Who
  readonly kind: Kind
  /** What a personal access token must be allowed, or null where a token cannot do it at all. */
  readonly scope: Scope | null
  readonly limit: Limit
  /** Whether the person must have shown within the last ten minutes that it is them (OWASP ASVS 5.0, 7.5.3). */
  readonly isSensitive?: true
}

const open = (kind: 'page' | 'public' | 'media'): Row => ({ who: 'anyone', kind, scope: null, limit: 'none' })
const own = (who: 'account' | 'owner' | 'watcher', scope: Scope | null = 'read'): Row => ({
  who,
  kind: 'own',
  scope,
  limit: 'none',
})
const act = (who: Who, limit: Limit, scope: Scope | null): Row => ({ who, kind: 'act', scope, limit })
const sensitive = (limit: Limit): Row => ({ ...act('account', limit, null), isSensitive: true })
const staff = (who: 'operator' | 'moderator' | 'staff'): Row => ({ who, kind: 'staff', scope: null, limit: 'act' })
const staffAct = (who: 'operator' | 'moderator'): Row => ({ ...act(who, 'act', null), isSensitive: true })

export const policy: Readonly<Record<string, Row>> = {
  'GET /': open('page'),
  'GET /:handle': open('page'),
  'GET /:handle/video/:id': open('page'),
  'GET /embed/:id': open('page'),
  'GET /explore': open('page'),
  'GET /shell': open('page'),
  'GET /worker.js': open('page'),
  'GET /icons/*': open('page'),
  'GET /create': open('page'),
  'GET /posts': open('page'),
  'GET /posts/:id': open('page'),
  'GET /following': open('page'),
  'GET /followers': open('page'),
  'GET /join': open('page'),
  'GET /sign-in': open('page'),
  'GET /recover': open('page'),
  'GET /settings': open('page'),
  'GET /about': open('page'),
  'GET /operate': open('page'),
  'GET /operate/:part': open('page'),
  'GET /source.tar.gz': open('page'),
  'GET /assets/*': open('page'),
  'GET /manifest.webmanifest': open('page'),
  'GET /favicon.svg': open('page'),
  'GET /robots.txt': open('page'),
  'GET /.well-known/onshore.json': open('public'),
  'GET /.well-known/webauthn': open('public'),
  'GET /public/declarations': open('public'),
  'GET /api/docs': open('page'),
  'GET /api/health': open('public'),
  'GET /api/ready': open('public'),
  'GET /api/openapi.json': open('public'),
  'GET /public/slate': open('public'),
  'GET /public/videos': open('public'),
  'GET /public/videos/:id': open('public'),
  'GET /public/videos/:id/comments': open('public'),
  'GET /public/accounts/:handle': open('public'),
  'GET /public/accounts/:handle/videos': open('public'),
  'GET /media/:hash': open('media'),

  'POST /api/accounts': act('anyone', 'join', null),
  'POST /api/session': act('anyone', 'guess', null),
  'POST /api/recovery': act('anyone', 'guess', null),
  'GET /api/session': { who: 'anyone', kind: 'own', scope: 'read', limit: 'none' },
  'DELETE /api/session': act('account', 'none', null),
  'GET /api/sessions': own('account', null),
  'DELETE /api/sessions': act('account', 'none', null),
  'DELETE /api/sessions/:id': act('account', 'none', null),
  'POST /api/session/proof': act('account', 'guess', null),
  'POST /api/session/proof/passkey': act('account', 'guess', null),
  'PUT /api/passphrase': sensitive('guess'),
  'POST /api/recovery-codes': sensitive('act'),
  'POST /api/accounts/passkey': act('anyone', 'join', null),
  'POST /api/accounts/passkey-options': act('anyone', 'join', null),
  'POST /api/session/passkey-options': act('anyone', 'ceremony', null),
  'POST /api/session/passkey': act('anyone', 'guess', null),
  'POST /api/session/proof-options': act('account', 'act', null),
  'PATCH /api/account': act('account', 'act', null),
  'GET /api/passkeys': own('account', null),
  'POST /api/passkeys/options': sensitive('act'),
  'POST /api/passkeys': sensitive('act'),
  'DELETE /api/passkeys/:id': sensitive('act'),
  'GET /api/tokens': own('account', null),
  'POST /api/tokens': sensitive('act'),
  'DELETE /api/tokens/:id': act('account', 'act', null),

  'OPTIONS /api/uploads': { who: 'anyone', kind: 'own', scope: null, limit: 'none' },
  'POST /api/uploads': act('account', 'upload', 'post'),
  'HEAD /api/uploads/:id': own('owner', 'post'),
  'PATCH /api/uploads/:id': act('owner', 'none', 'post'),
  'DELETE /api/uploads/:id': act('owner', 'act', 'post'),

  'GET /api/videos': own('account'),
  'GET /api/changes': own('account'),
  'GET /api/videos/:id': own('owner'),
  'POST /api/videos/:id/post': act('owner', 'act', 'post'),
  'PATCH /api/videos/:id': act('owner', 'act', 'post'),
  'DELETE /api/videos/:id': act('owner', 'act', 'post'),
  'PUT /api/videos/:id/captions/:language': act('owner', 'act', 'post'),
  'DELETE /api/videos/:id/captions/:language': act('owner', 'act', 'post'),
  'GET /api/videos/:id/media/:hash': own('watcher'),
  'GET /api/following/videos': own('account'),
  'GET /api/following/videos/:id': own('watcher'),
  'GET /api/likes': own('account'),
  'PUT /api/videos/:id/like': act('account', 'act', 'post'),
  'DELETE /api/videos/:id/like': act('account', 'act', 'post'),
  'GET /api/storage': own('account'),
  'POST /api/operator': { ...act('account', 'guess', null), isSensitive: true },
  'GET /api/operate/status': staff('operator'),
  'GET /api/operate/accounts': staff('operator'),
  'POST /api/operate/accounts': staffAct('operator'),
  'PUT /api/operate/accounts/:handle/quota': staffAct('operator'),
  'POST /api/operate/accounts/:handle/sign-out': staffAct('operator'),
  'GET /api/operate/tokens': staff('operator'),
  'POST /api/operate/accounts/:handle/end-token': staffAct('operator'),
  'POST /api/operate/roles': staffAct('operator'),
  'GET /api/operate/jobs': staff('operator'),
  'POST /api/operate/videos/:id/retry': staffAct('operator'),
  'GET /api/operate/storage': staff('operator'),
  'POST /api/operate/storage/sweep': staffAct('operator'),
  'GET /api/operate/acts': staff('staff'),
  'GET /api/following/videos/:id/comments': own('watcher'),
  'POST /api/videos/:id/comments': act('account', 'act', 'post'),
  'DELETE /api/comments/:id': act('account', 'act', 'post'),
  'GET /api/follows': own('account'),
  'GET /api/followers': own('account'),
  'PUT /api/accounts/:handle/follow': act('account', 'act', 'post'),
  'DELETE /api/accounts/:handle/follow': act('account', 'act', 'post'),
  'PUT /api/followers/:handle': act('account', 'act', 'post'),
  'DELETE /api/followers/:handle': act('account', 'act', 'post'),
}
