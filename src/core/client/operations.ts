/** Made from the API document by `npm run docs`; a test fails when the two differ. */
import type * as z from 'zod/mini'
import type {
  account,
  accountChange,
  newToken,
  ownSessions,
  ownTokens,
  passphraseChange,
  proof,
  recovery,
  recoveryCodes,
  session,
  signedUp,
  signIn,
  tokenWish,
} from '../wire/account.ts'
import type { ceremony, ownPasskeys } from '../wire/passkey.ts'
import type { declaration, declarations, health } from '../wire/shore.ts'
import type { slate } from '../wire/slate.ts'
import type { comment, commentWish, followed, follows, tie } from '../wire/social.ts'
import type {
  onlyWhy,
  ownStorage,
  quotaWish,
  roleClaim,
  roleWish,
  shoreStatus,
  staffAccountMade,
  staffAccounts,
  staffAccountWish,
  staffJobs,
  staffLog,
  staffTokens,
  storageUse,
  swept,
  tokenEnd,
} from '../wire/staff.ts'
import type { captionsFile, liked, likes, ownVideo, posting, postingChange, video } from '../wire/video.ts'

export interface Operations {
  /** The operator’s declaration. */
  'GET /.well-known/onshore.json': { reply: z.output<typeof declaration> }
  /** The addresses that share the shore’s passkeys (WebAuthn Level 3 §5.11). */
  'GET /.well-known/webauthn': { reply: { origins: string[] } }
  /** Change what the account says about itself, and who may follow it without asking. */
  'PATCH /api/account': { body: z.input<typeof accountChange>; reply: z.output<typeof account> }
  /** Open an account; recovery codes are shown once. */
  'POST /api/accounts': { body: z.input<typeof signIn>; reply: z.output<typeof signedUp> }
  /** Open an account by a passkey that was made for its handle; recovery codes are shown once. */
  'POST /api/accounts/passkey': {
    body: {
      id: string
      rawId: string
      type: 'public-key'
      response: { clientDataJSON: string; attestationObject: string; transports?: string[] | undefined }
    }
    reply: z.output<typeof signedUp>
  }
  /** What a browser needs to make the passkey of a new account. */
  'POST /api/accounts/passkey-options': { body: { handle: string }; reply: z.output<typeof ceremony> }
  /** Follow an account; a closed one is asked first. */
  'PUT /api/accounts/{handle}/follow': { path: { handle: string }; reply: z.output<typeof followed> }
  /** Follow an account no more. */
  'DELETE /api/accounts/{handle}/follow': { path: { handle: string }; reply: z.output<typeof followed> }
  /** What becomes of the account’s own clips, as it happens (server-sent events). */
  'GET /api/changes': { reply: null }
  /** Delete a comment of one’s own, or on one’s own clip, with its replies. */
  'DELETE /api/comments/{id}': { path: { id: string }; reply: null }
  /** Who follows the account, and who asks to. */
  'GET /api/followers': {
    query?: { cursor?: string | undefined; limit?: number | undefined }
    reply: { items: z.output<typeof tie>[]; next: string | null }
  }
  /** Give leave to follow. */
  'PUT /api/followers/{handle}': { path: { handle: string }; reply: z.output<typeof followed> }
  /** Take a follower away, or decline who asks. */
  'DELETE /api/followers/{handle}': { path: { handle: string }; reply: z.output<typeof followed> }
  /** Clips of everybody the account follows, newest first; with `handle`, what one of them shows to followers alone. */
  'GET /api/following/videos': {
    query?: { cursor?: string | undefined; limit?: number | undefined; handle?: string | undefined }
    reply: { items: z.output<typeof video>[]; next: string | null }
  }
  /** One clip that is for followers. */
  'GET /api/following/videos/{id}': { path: { id: string }; reply: z.output<typeof video> }
  /** Comments on a clip that is for followers. */
  'GET /api/following/videos/{id}/comments': {
    path: { id: string }
    query?: { cursor?: string | undefined; limit?: number | undefined; replyTo?: string | undefined }
    reply: { items: z.output<typeof comment>[]; next: string | null }
  }
  /** Everybody the account follows. */
  'GET /api/follows': { reply: z.output<typeof follows> }
  /** Whether the shore works. */
  'GET /api/health': { reply: z.output<typeof health> }
  /** Every clip the account likes. */
  'GET /api/likes': { reply: z.output<typeof likes> }
  /** Accounts by the beginning of their handle: role, clips, bytes. */
  'GET /api/operate/accounts': { query?: { handle?: string | undefined }; reply: z.output<typeof staffAccounts> }
  /** Make an account; its passphrase is shown once. */
  'POST /api/operate/accounts': { body: z.input<typeof staffAccountWish>; reply: z.output<typeof staffAccountMade> }
  /** End one access token of an account. */
  'POST /api/operate/accounts/{handle}/end-token': {
    path: { handle: string }
    body: z.input<typeof tokenEnd>
    reply: null
  }
  /** Bound what an account’s clips may take. */
  'PUT /api/operate/accounts/{handle}/quota': { path: { handle: string }; body: z.input<typeof quotaWish>; reply: null }
  /** End every session and token of an account that somebody else may be in. */
  'POST /api/operate/accounts/{handle}/sign-out': {
    path: { handle: string }
    body: z.input<typeof onlyWhy>
    reply: null
  }
  /** What staff did, newest first. */
  'GET /api/operate/acts': {
    query?: { cursor?: string | undefined; limit?: number | undefined }
    reply: z.output<typeof staffLog>
  }
  /** What waits, and what was given up. */
  'GET /api/operate/jobs': { reply: z.output<typeof staffJobs> }
  /** Give a role, or take it. */
  'POST /api/operate/roles': { body: z.input<typeof roleWish>; reply: null }
  /** How the shore is. */
  'GET /api/operate/status': { reply: z.output<typeof shoreStatus> }
  /** Where the bytes are. */
  'GET /api/operate/storage': { reply: z.output<typeof storageUse> }
  /** Remove objects that no clip uses. */
  'POST /api/operate/storage/sweep': { body: z.input<typeof onlyWhy>; reply: z.output<typeof swept> }
  /** Access tokens of an account, without what they are called. */
  'GET /api/operate/tokens': { query: { handle: string }; reply: z.output<typeof staffTokens> }
  /** Try a clip again that was given up for a fault of the shore. */
  'POST /api/operate/videos/{id}/retry': { path: { id: string }; body: z.input<typeof onlyWhy>; reply: null }
  /** Become an operator by the code that the machine printed. */
  'POST /api/operator': { body: z.input<typeof roleClaim>; reply: z.output<typeof session> }
  /** The account’s passkeys. */
  'GET /api/passkeys': { reply: z.output<typeof ownPasskeys> }
  /** Add a passkey. */
  'POST /api/passkeys': {
    body: {
      id: string
      rawId: string
      type: 'public-key'
      response: { clientDataJSON: string; attestationObject: string; transports?: string[] | undefined }
    }
    reply: z.output<typeof ownPasskeys>
  }
  /** What a browser needs to make one more passkey. */
  'POST /api/passkeys/options': { reply: z.output<typeof ceremony> }
  /** Remove a passkey, unless it is the only way in. */
  'DELETE /api/passkeys/{id}': { path: { id: string }; reply: null }
  /** Set or change the passphrase; every other session ends, every token, and every passkey where asked. */
  'PUT /api/passphrase': { body: z.input<typeof passphraseChange>; reply: null }
  /** Whether requests should be sent here: 200, or 503 while a store is away. */
  'GET /api/ready': { reply: null }
  /** Set a new passphrase by a recovery code; every session ends. */
  'POST /api/recovery': { body: z.input<typeof recovery>; reply: z.output<typeof session> }
  /** New recovery codes; the old ones stop working. */
  'POST /api/recovery-codes': { reply: z.output<typeof recoveryCodes> }
  /** Sign in. */
  'POST /api/session': { body: z.input<typeof signIn>; reply: z.output<typeof session> }
  /** Who the caller is. */
  'GET /api/session': { reply: z.output<typeof session> }
  /** Sign out. */
  'DELETE /api/session': { reply: null }
  /** Sign in by a passkey. */
  'POST /api/session/passkey': {
    body: {
      id: string
      rawId: string
      type: 'public-key'
      response: {
        clientDataJSON: string
        authenticatorData: string
        signature: string
        userHandle?: string | null | undefined
      }
    }
    reply: z.output<typeof session>
  }
  /** What a browser needs to sign in by any passkey it holds. */
  'POST /api/session/passkey-options': { reply: z.output<typeof ceremony> }
  /** Show once more that it is you, by the passphrase; sensitive acts are let through for ten minutes. */
  'POST /api/session/proof': { body: z.input<typeof proof>; reply: null }
  /** What a browser needs to show by a passkey that it is still the same person; empty where the account has none. */
  'POST /api/session/proof-options': { reply: { hasPassphrase: boolean; passkey: z.output<typeof ceremony> | null } }
  /** Show once more that it is you, by a passkey; sensitive acts are let through for ten minutes. */
  'POST /api/session/proof/passkey': {
    body: {
      id: string
      rawId: string
      type: 'public-key'
      response: {
        clientDataJSON: string
        authenticatorData: string
        signature: string
        userHandle?: string | null | undefined
      }
    }
    reply: null
  }
  /** The account’s sessions. */
  'GET /api/sessions': { reply: z.output<typeof ownSessions> }
  /** Sign out everywhere; access tokens end too. */
  'DELETE /api/sessions': { reply: null }
  /** End one session. */
  'DELETE /api/sessions/{id}': { path: { id: string }; reply: null }
  /** What the account’s clips take, and may take. */
  'GET /api/storage': { reply: z.output<typeof ownStorage> }
  /** The account’s access tokens, without their secrets. */
  'GET /api/tokens': { reply: z.output<typeof ownTokens> }
  /** Make an access token; its secret is shown once. */
  'POST /api/tokens': { body: z.input<typeof tokenWish>; reply: z.output<typeof newToken> }
  /** End one access token. */
  'DELETE /api/tokens/{id}': { path: { id: string }; reply: null }
  /** Start an upload (tus 1.0). */
  'POST /api/uploads': { reply: null }
  /** Send, resume or abandon an upload (tus 1.0). */
  'PATCH /api/uploads/{id}': { path: { id: string }; reply: null }
  /** Send, resume or abandon an upload (tus 1.0). */
  'DELETE /api/uploads/{id}': { path: { id: string }; reply: null }
  /** The account’s own clips in every state, newest first. */
  'GET /api/videos': {
    query?: { cursor?: string | undefined; limit?: number | undefined }
    reply: { items: z.output<typeof ownVideo>[]; next: string | null }
  }
  /** One of the account’s own clips. */
  'GET /api/videos/{id}': { path: { id: string }; reply: z.output<typeof ownVideo> }
  /** Change words or visibility of a posted clip. */
  'PATCH /api/videos/{id}': {
    path: { id: string }
    body: z.input<typeof postingChange>
    reply: z.output<typeof ownVideo>
  }
  /** Delete a clip. */
  'DELETE /api/videos/{id}': { path: { id: string }; reply: null }
  /** Set the captions of one language, from WebVTT or SubRip. */
  'PUT /api/videos/{id}/captions/{language}': {
    path: { id: string; language: string }
    body: z.input<typeof captionsFile>
    reply: z.output<typeof ownVideo>
  }
  /** Take away the captions of one language. */
  'DELETE /api/videos/{id}/captions/{language}': {
    path: { id: string; language: string }
    reply: z.output<typeof ownVideo>
  }
  /** Comment on a clip, or reply to a comment on it. */
  'POST /api/videos/{id}/comments': {
    path: { id: string }
    body: z.input<typeof commentWish>
    reply: z.output<typeof comment>
  }
  /** Like a clip. */
  'PUT /api/videos/{id}/like': { path: { id: string }; reply: z.output<typeof liked> }
  /** Take a like back. */
  'DELETE /api/videos/{id}/like': { path: { id: string }; reply: z.output<typeof liked> }
  /** A file of one’s own clip, or of a clip for followers; byte ranges. */
  'GET /api/videos/{id}/media/{hash}': { path: { id: string; hash: string }; reply: null }
  /** Post a clip: its words, and who may see it. Allowed while the file still travels. */
  'POST /api/videos/{id}/post': {
    path: { id: string }
    body: z.input<typeof posting>
    reply: z.output<typeof ownVideo>
  }
  /** A file of a public or unlisted clip; byte ranges. */
  'GET /media/{hash}': { path: { hash: string }; reply: null }
  /** An account, as anyone may see it. */
  'GET /public/accounts/{handle}': { path: { handle: string }; reply: z.output<typeof account> }
  /** An account’s public clips, newest first. */
  'GET /public/accounts/{handle}/videos': {
    path: { handle: string }
    query?: { cursor?: string | undefined; limit?: number | undefined }
    reply: { items: z.output<typeof video>[]; next: string | null }
  }
  /** What the operator has declared, and since when. */
  'GET /public/declarations': { reply: z.output<typeof declarations> }
  /** The current slate: candidates with public features, the same bytes for everybody. */
  'GET /public/slate': { reply: z.output<typeof slate> }
  /** Public clips, newest first. */
  'GET /public/videos': {
    query?: { cursor?: string | undefined; limit?: number | undefined }
    reply: { items: z.output<typeof video>[]; next: string | null }
  }
  /** One clip, public or unlisted. */
  'GET /public/videos/{id}': { path: { id: string }; reply: z.output<typeof video> }
  /** Comments on a clip, newest first; with `replyTo`, the replies to one, oldest first. */
  'GET /public/videos/{id}/comments': {
    path: { id: string }
    query?: { cursor?: string | undefined; limit?: number | undefined; replyTo?: string | undefined }
    reply: { items: z.output<typeof comment>[]; next: string | null }
  }
}
