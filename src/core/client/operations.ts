/** Made from the API document by `npm run docs`; a test fails when the two differ. */
import type * as z from 'zod/mini'
import type {
  account,
  accountChange,
  avatarWish,
  joining,
  newToken,
  ownSessions,
  ownTokens,
  passphraseChange,
  person,
  proof,
  recovery,
  recoveryCodes,
  session,
  signedUp,
  signIn,
  signUp,
  tokenWish,
} from '../wire/account.ts'
import type { archiveNow, archiveWish, arrivalNow, move, moveCode, moveWish } from '../wire/archive.ts'
import type { overview } from '../wire/digest.ts'
import type { followedTags, found, suggestions, tag, tagFollowed, topics } from '../wire/finding.ts'
import type {
  foundingWish,
  glassReview,
  institution,
  institutionClip,
  institutionDecision,
  nameKept,
  ownInstitutions,
  proofWish,
  proposal,
  proposals,
  staffInstitutions,
  stewardshipCard,
} from '../wire/institution.ts'
import type { leaving, left } from '../wire/leaving.ts'
import type {
  appealDecision,
  appealed,
  appealQueue,
  appealWish,
  caseOpened,
  caseQueue,
  decisionWish,
  findWish,
  guestReport,
  moderationAppeal,
  moderationCase,
  moderationCounts,
  ownReports,
  reportCode,
  reported,
  reportWish,
  rules,
  ruleWish,
  statements,
} from '../wire/moderation.ts'
import type { notice, noticeChoices, noticesSeen, unread } from '../wire/notice.ts'
import type { ceremony, ownPasskeys } from '../wire/passkey.ts'
import type { cleanUp, heldCounts, heldRows, whatWeHold } from '../wire/register.ts'
import type { ownRequests, requestAnswer, requestMade, requestQueue, requestToMake } from '../wire/requests.ts'
import type { declaration, declarations, health } from '../wire/shore.ts'
import type { slate } from '../wire/slate.ts'
import type { slateTopic } from '../wire/slates.ts'
import type {
  blockedWords,
  collection,
  collectionWish,
  comment,
  commentChange,
  commentWish,
  followed,
  follows,
  mutedList,
  muting,
  pin,
  protection,
  protectionChange,
  saved,
  savedPlace,
  tie,
  walled,
} from '../wire/social.ts'
import type {
  inviteMade,
  invites,
  inviteWish,
  newcomerDecision,
  newcomers,
  onlyWhy,
  ownStorage,
  quotaWish,
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
import type { station, stationClip, stationPost, stationPosted, stations } from '../wire/station.ts'
import type { accountStatistics, videoStatistics } from '../wire/statistics.ts'
import type {
  captionsFile,
  counted,
  followedVideo,
  ids,
  ownVideo,
  postingChange,
  postingWish,
  sound,
  video,
} from '../wire/video.ts'

export interface Operations {
  /** The operator’s declaration. */
  'GET /.well-known/onshore.json': { reply: z.output<typeof declaration> }
  /** The addresses that share the shore’s passkeys (WebAuthn Level 3 §5.11). */
  'GET /.well-known/webauthn': { reply: { origins: string[] } }
  /** Change what the account says about itself, what others see of it, and who may follow it without asking. */
  'PATCH /api/account': { body: z.input<typeof accountChange>; reply: z.output<typeof account> }
  /** Say that one has reached the age of an open account; nothing opens by itself. */
  'PUT /api/account/age': { body: { age: 'older' }; reply: z.output<typeof account> }
  /** Set the account’s picture: 256 rows of 256 pixels, three bytes each (red, green, blue), from top left, as base64. */
  'PUT /api/account/avatar': { body: z.input<typeof avatarWish>; reply: z.output<typeof account> }
  /** Take the account’s picture away. */
  'DELETE /api/account/avatar': { reply: z.output<typeof account> }
  /** Whether the account is leaving, and when. */
  'GET /api/account/leaving': { reply: z.output<typeof leaving> }
  /** Leave: the account is hidden at once, and erased everywhere after fourteen days. */
  'PUT /api/account/leaving': { reply: z.output<typeof left> }
  /** Stay after all; everything is shown again as it was. */
  'DELETE /api/account/leaving': { reply: null }
  /** Open an account; recovery codes are shown once. */
  'POST /api/accounts': { body: z.input<typeof signUp>; reply: z.output<typeof signedUp> }
  /** Open an account by a passkey that was made for its handle; recovery codes are shown once. */
  'POST /api/accounts/passkey': {
    body: {
      id: string
      rawId: string
      type: 'public-key'
      response: { clientDataJSON: string; attestationObject: string; transports?: string[] | undefined }
      age?: 'under' | 'young' | 'older' | undefined
      invite?: string | undefined
      words?: string | undefined
      proof?: { challenge: string; answer: string } | undefined
    }
    reply: z.output<typeof signedUp>
  }
  /** What a browser needs to make the passkey of a new account. */
  'POST /api/accounts/passkey-options': { body: z.input<typeof joining>; reply: z.output<typeof ceremony> }
  /** Block an account. */
  'PUT /api/accounts/{handle}/block': { path: { handle: string }; reply: null }
  /** Block an account no more. */
  'DELETE /api/accounts/{handle}/block': { path: { handle: string }; reply: null }
  /** Follow an account; a closed one is asked first. */
  'PUT /api/accounts/{handle}/follow': { path: { handle: string }; reply: z.output<typeof followed> }
  /** Follow an account no more. */
  'DELETE /api/accounts/{handle}/follow': { path: { handle: string }; reply: z.output<typeof followed> }
  /** Mute an account. */
  'PUT /api/accounts/{handle}/mute': { path: { handle: string }; reply: null }
  /** Mute an account no more. */
  'DELETE /api/accounts/{handle}/mute': { path: { handle: string }; reply: null }
  /** How far the archive of everything of the account is. */
  'GET /api/archive': { reply: z.output<typeof archiveNow> }
  /** Ask for an archive of everything of the account, in place of the one there was; it is made in the background. */
  'POST /api/archive': { body: z.input<typeof archiveWish>; reply: z.output<typeof archiveNow> }
  /** Take the archive back, made or not. */
  'DELETE /api/archive': { reply: z.output<typeof archiveNow> }
  /** The archive itself, a tar, or a tar inside age; byte ranges. */
  'GET /api/archive/file': { reply: null }
  /** How far the archive that the account brings is. */
  'GET /api/arrival': { reply: z.output<typeof arrivalNow> }
  /** End what is being brought; clips that have come stay. */
  'DELETE /api/arrival': { reply: z.output<typeof arrivalNow> }
  /** Go on with an archive that was stopped, once what stopped it has passed. */
  'POST /api/arrival/again': { reply: z.output<typeof arrivalNow> }
  /** The passphrase of an encrypted archive; it is used at once and not kept. */
  'POST /api/arrival/passphrase': { body: z.input<typeof proof>; reply: z.output<typeof arrivalNow> }
  /** Send an archive of an account, to move in (tus 1.0). */
  'POST /api/arrivals': { reply: null }
  /** Send or resume an archive that is being brought (tus 1.0). */
  'PATCH /api/arrivals/{id}': { path: { id: string }; reply: null }
  /** Words that hold comments on one’s own clips. */
  'GET /api/blocked-words': { reply: z.output<typeof blockedWords> }
  /** Set the words that hold comments on one’s own clips. */
  'PUT /api/blocked-words': { body: z.input<typeof blockedWords>; reply: z.output<typeof blockedWords> }
  /** Accounts that this one blocks. */
  'GET /api/blocks': { reply: z.output<typeof walled> }
  /** What becomes of the account’s own clips and inbox, as it happens (server-sent events). */
  'GET /api/changes': { reply: null }
  /** Make a collection. */
  'POST /api/collections': { body: z.input<typeof collectionWish>; reply: z.output<typeof collection> }
  /** Give a collection another name. */
  'PATCH /api/collections/{id}': {
    path: { id: string }
    body: z.input<typeof collectionWish>
    reply: z.output<typeof collection>
  }
  /** Delete a collection; what was in it stays saved. */
  'DELETE /api/collections/{id}': { path: { id: string }; reply: null }
  /** Delete a comment of one’s own, or on one’s own clip, with its replies. */
  'DELETE /api/comments/{id}': { path: { id: string }; reply: null }
  /** Change the words of a comment of one’s own, within fifteen minutes. */
  'PATCH /api/comments/{id}': {
    path: { id: string }
    body: z.input<typeof commentChange>
    reply: z.output<typeof comment>
  }
  /** Let everybody see a comment that waits. */
  'PUT /api/comments/{id}/approval': { path: { id: string }; reply: null }
  /** Delete a comment of one’s own, or on one’s own clip, with its replies and a signed receipt. */
  'POST /api/comments/{id}/erasure': {
    path: { id: string }
    reply: {
      receipt: {
        version: 1
        shore: string
        what: 'account' | 'video' | 'comment'
        askedAt: string
        erasedAt: string
        erased: Record<string, number>
        kept: { what: 'cases' | 'log'; count: number; until: string | null }[]
        copies: {
          keys?: string | undefined
          pages?: string | undefined
          files: string
          search: string
          slates: string
          backups: string
        }
      }
      key: string
      signature: string
    }
  }
  /** What was decided about the account and what is its own, with reasons, newest first. */
  'GET /api/decisions': {
    query?: { cursor?: string | undefined; limit?: number | undefined }
    reply: z.output<typeof statements>
  }
  /** Appeal against a decision; another moderator decides. */
  'POST /api/decisions/{id}/appeal': {
    path: { id: string }
    body: z.input<typeof appealWish>
    reply: z.output<typeof appealed>
  }
  /** Who follows the account, and who asks to. */
  'GET /api/followers': {
    query?: { cursor?: string | undefined; limit?: number | undefined }
    reply: { items: z.output<typeof tie>[]; next: string | null }
  }
  /** Give leave to follow. */
  'PUT /api/followers/{handle}': { path: { handle: string }; reply: z.output<typeof followed> }
  /** Take a follower away, or decline who asks. */
  'DELETE /api/followers/{handle}': { path: { handle: string }; reply: z.output<typeof followed> }
  /** Clips of everybody the account follows, and what they pass on, newest first; with `handle`, what one of them shows to followers alone. */
  'GET /api/following/videos': {
    query?: { cursor?: string | undefined; limit?: number | undefined; handle?: string | undefined }
    reply: { items: z.output<typeof followedVideo>[]; next: string | null }
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
  /** How many rows of each table are the account’s own. */
  'GET /api/held': { reply: z.output<typeof heldCounts> }
  /** Rows of one table that are the account’s own, the newest first; what is secret is named and never shown. */
  'GET /api/held/{table}': {
    path: { table: string }
    query?: { cursor?: string | undefined }
    reply: z.output<typeof heldRows>
  }
  /** Institutions that one acts for, or is asked to. */
  'GET /api/institutions': { reply: z.output<typeof ownInstitutions> }
  /** Begin an institution: its name, domain and stewards; the caller is its officer. */
  'POST /api/institutions': { body: z.input<typeof foundingWish>; reply: z.output<typeof institution> }
  /** An institution as its stewards see it. */
  'GET /api/institutions/{handle}': { path: { handle: string }; reply: z.output<typeof institution> }
  /** End what one has begun, before it is confirmed. */
  'DELETE /api/institutions/{handle}': { path: { handle: string }; reply: null }
  /** The weekly digests as they were signed, each with the hash of the one before, from a number on. */
  'GET /api/institutions/{handle}/digests': {
    path: { handle: string }
    query?: { from?: number | undefined }
    reply: {
      key: string
      items: {
        digest: {
          schema: 'onshore digest 1'
          shore: string
          institution: string
          number: number
          canAct: {
            role: 'officer' | 'deputy' | 'approver' | 'publisher' | 'analyst'
            since: string
            passkeys: number
            steward: string
          }[]
          from: string
          until: string
          happened: {
            number: number
            kind:
              | 'institution.founded'
              | 'institution.domain'
              | 'institution.asleep'
              | 'steward.seated'
              | 'steward.left'
              | 'proposal.made'
              | 'proposal.ended'
              | 'act.publish'
              | 'act.edit'
              | 'act.delete'
              | 'act.comment'
              | 'act.profile'
              | 'act.seat'
              | 'act.unseat'
              | 'act.officer'
              | 'act.mandate'
              | 'act.deactivate'
              | 'act.reactivate'
              | 'act.connect'
              | 'act.channel'
              | 'act.glass'
              | 'act.station'
              | 'glass.reviewed'
              | 'glass.overdue'
              | 'notice.failed'
              | 'notice.acknowledged'
              | 'station.ended'
            at: string
            hash: string
          }[]
          entries: number
          waits: {
            act:
              | 'publish'
              | 'edit'
              | 'delete'
              | 'comment'
              | 'profile'
              | 'seat'
              | 'unseat'
              | 'officer'
              | 'mandate'
              | 'deactivate'
              | 'reactivate'
              | 'connect'
              | 'channel'
              | 'glass'
              | 'station'
            proposal: string
            by: 'officer' | 'deputy' | 'approver' | 'publisher' | 'analyst' | null
            rule: { approvals: number; from: ('officer' | 'deputy' | 'approver')[]; withinHours: number }
            signatures: number
            expires: string
            due: string | null
          }[]
          failed: {
            notices: {
              act:
                | 'publish'
                | 'edit'
                | 'delete'
                | 'comment'
                | 'profile'
                | 'seat'
                | 'unseat'
                | 'officer'
                | 'mandate'
                | 'deactivate'
                | 'reactivate'
                | 'connect'
                | 'channel'
                | 'glass'
                | 'station'
                | null
              proposal: string | null
              digest: number | null
              step: 'made' | 'done'
              way: 'inbox' | 'webhook' | 'mail' | 'none'
              at: string
              fault: string | null
              isAcknowledged: boolean
            }[]
            domain: { domain: string; since: string | null; fault: string } | null
            glasses: {
              act:
                | 'publish'
                | 'edit'
                | 'delete'
                | 'comment'
                | 'profile'
                | 'seat'
                | 'unseat'
                | 'officer'
                | 'mandate'
                | 'deactivate'
                | 'reactivate'
                | 'connect'
                | 'channel'
                | 'glass'
                | 'station'
              broken: string
              due: string
              isOverdue: boolean
            }[]
            ended: {
              act:
                | 'publish'
                | 'edit'
                | 'delete'
                | 'comment'
                | 'profile'
                | 'seat'
                | 'unseat'
                | 'officer'
                | 'mandate'
                | 'deactivate'
                | 'reactivate'
                | 'connect'
                | 'channel'
                | 'glass'
                | 'station'
              proposal: string
              state: 'stopped' | 'void' | 'expired'
              why: string
              at: string
            }[]
          }
          previous: string | null
        }
        signature: string
      }[]
      next: number | null
    }
  }
  /** One weekly digest as it was signed, and the salts that open who stands in it. */
  'GET /api/institutions/{handle}/digests/{number}': {
    path: { handle: string; number: number }
    reply: {
      digest: {
        schema: 'onshore digest 1'
        shore: string
        institution: string
        number: number
        canAct: {
          role: 'officer' | 'deputy' | 'approver' | 'publisher' | 'analyst'
          since: string
          passkeys: number
          steward: string
        }[]
        from: string
        until: string
        happened: {
          number: number
          kind:
            | 'institution.founded'
            | 'institution.domain'
            | 'institution.asleep'
            | 'steward.seated'
            | 'steward.left'
            | 'proposal.made'
            | 'proposal.ended'
            | 'act.publish'
            | 'act.edit'
            | 'act.delete'
            | 'act.comment'
            | 'act.profile'
            | 'act.seat'
            | 'act.unseat'
            | 'act.officer'
            | 'act.mandate'
            | 'act.deactivate'
            | 'act.reactivate'
            | 'act.connect'
            | 'act.channel'
            | 'act.glass'
            | 'act.station'
            | 'glass.reviewed'
            | 'glass.overdue'
            | 'notice.failed'
            | 'notice.acknowledged'
            | 'station.ended'
          at: string
          hash: string
        }[]
        entries: number
        waits: {
          act:
            | 'publish'
            | 'edit'
            | 'delete'
            | 'comment'
            | 'profile'
            | 'seat'
            | 'unseat'
            | 'officer'
            | 'mandate'
            | 'deactivate'
            | 'reactivate'
            | 'connect'
            | 'channel'
            | 'glass'
            | 'station'
          proposal: string
          by: 'officer' | 'deputy' | 'approver' | 'publisher' | 'analyst' | null
          rule: { approvals: number; from: ('officer' | 'deputy' | 'approver')[]; withinHours: number }
          signatures: number
          expires: string
          due: string | null
        }[]
        failed: {
          notices: {
            act:
              | 'publish'
              | 'edit'
              | 'delete'
              | 'comment'
              | 'profile'
              | 'seat'
              | 'unseat'
              | 'officer'
              | 'mandate'
              | 'deactivate'
              | 'reactivate'
              | 'connect'
              | 'channel'
              | 'glass'
              | 'station'
              | null
            proposal: string | null
            digest: number | null
            step: 'made' | 'done'
            way: 'inbox' | 'webhook' | 'mail' | 'none'
            at: string
            fault: string | null
            isAcknowledged: boolean
          }[]
          domain: { domain: string; since: string | null; fault: string } | null
          glasses: {
            act:
              | 'publish'
              | 'edit'
              | 'delete'
              | 'comment'
              | 'profile'
              | 'seat'
              | 'unseat'
              | 'officer'
              | 'mandate'
              | 'deactivate'
              | 'reactivate'
              | 'connect'
              | 'channel'
              | 'glass'
              | 'station'
            broken: string
            due: string
            isOverdue: boolean
          }[]
          ended: {
            act:
              | 'publish'
              | 'edit'
              | 'delete'
              | 'comment'
              | 'profile'
              | 'seat'
              | 'unseat'
              | 'officer'
              | 'mandate'
              | 'deactivate'
              | 'reactivate'
              | 'connect'
              | 'channel'
              | 'glass'
              | 'station'
            proposal: string
            state: 'stopped' | 'void' | 'expired'
            why: string
            at: string
          }[]
        }
        previous: string | null
      }
      signature: string
      key: string
      people: { what: string; handle: string; salt: string }[]
    }
  }
  /** Review what was done behind a broken glass; by a steward who had no part in it. */
  'POST /api/institutions/{handle}/glasses/{id}/review': {
    path: { handle: string; id: string }
    body: z.input<typeof glassReview>
    reply: null
  }
  /** Who can act, what happened since the last digest, what waits and what failed, as of now. */
  'GET /api/institutions/{handle}/overview': { path: { handle: string }; reply: z.output<typeof overview> }
  /** Look at the domain for the proof: at a file, or at a TXT record. */
  'POST /api/institutions/{handle}/proof': {
    path: { handle: string }
    body: z.input<typeof proofWish>
    reply: z.output<typeof institution>
  }
  /** What waits to be decided, or was; newest first. */
  'GET /api/institutions/{handle}/proposals': {
    path: { handle: string }
    query?: { part?: 'waiting' | 'ended' | undefined; cursor?: string | undefined }
    reply: z.output<typeof proposals>
  }
  /** Propose an act of the institution; from here on nothing of it changes. */
  'POST /api/institutions/{handle}/proposals': {
    path: { handle: string }
    body: { reason?: string | undefined; what: unknown }
    reply: z.output<typeof proposal>
  }
  /** A proposal. */
  'GET /api/institutions/{handle}/proposals/{id}': {
    path: { handle: string; id: string }
    reply: z.output<typeof proposal>
  }
  /** Withdraw what one has proposed. */
  'DELETE /api/institutions/{handle}/proposals/{id}': {
    path: { handle: string; id: string }
    reply: z.output<typeof proposal>
  }
  /** Acknowledge, by a passkey of the officer or the deputy, that notices were not handed over; the proposal goes on. */
  'POST /api/institutions/{handle}/proposals/{id}/acknowledgement': {
    path: { handle: string; id: string }
    body: {
      failed: string[]
      use: {
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
    }
    reply: z.output<typeof proposal>
  }
  /** What a browser needs to acknowledge that notices of a proposal were not handed over. */
  'POST /api/institutions/{handle}/proposals/{id}/acknowledgement-options': {
    path: { handle: string; id: string }
    reply: z.output<typeof ceremony>
  }
  /** Approve by a passkey’s signature over the proposal’s SHA-256; at the quorum it takes effect, once. */
  'POST /api/institutions/{handle}/proposals/{id}/approval': {
    path: { handle: string; id: string }
    body: {
      hash: string
      use: {
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
    }
    reply: z.output<typeof proposal>
  }
  /** Take an approval back, for good, while the proposal has not taken effect. */
  'DELETE /api/institutions/{handle}/proposals/{id}/approval': {
    path: { handle: string; id: string }
    reply: z.output<typeof proposal>
  }
  /** What a browser needs to approve: the challenge is the proposal’s SHA-256. */
  'POST /api/institutions/{handle}/proposals/{id}/approval-options': {
    path: { handle: string; id: string }
    reply: z.output<typeof ceremony>
  }
  /** A file of a clip that is proposed, for stewards; byte ranges. */
  'GET /api/institutions/{handle}/proposals/{id}/media/{hash}': {
    path: { handle: string; id: string; hash: string }
    reply: null
  }
  /** Take the seat that one is offered, by a signature of one’s passkey, which is bound to it from then on. */
  'POST /api/institutions/{handle}/seat': {
    path: { handle: string }
    body: {
      use: {
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
    }
    reply: z.output<typeof institution>
  }
  /** Leave an institution, or decline to act for it; what one had proposed is void at once. */
  'DELETE /api/institutions/{handle}/seat': { path: { handle: string }; reply: null }
  /** What a browser needs to sign for the seat that one is offered. */
  'POST /api/institutions/{handle}/seat-options': { path: { handle: string }; reply: z.output<typeof ceremony> }
  /** Devices that post for an institution. */
  'GET /api/institutions/{handle}/stations': { path: { handle: string }; reply: z.output<typeof stations> }
  /** End a device, at once: by its steward, or by who may approve. */
  'DELETE /api/institutions/{handle}/stations/{id}': { path: { handle: string; id: string }; reply: null }
  /** For its stewards: likes, comments, saves and follows of the institution by day, and its clips with the most of them. */
  'GET /api/institutions/{handle}/statistics': {
    path: { handle: string }
    query?: { range?: '7' | '28' | '90' | 'all' | undefined; offset?: number | undefined }
    reply: z.output<typeof accountStatistics>
  }
  /** The words of a clip of the institution, for whoever wants to propose others. */
  'GET /api/institutions/{handle}/videos/{id}': {
    path: { handle: string; id: string }
    reply: z.output<typeof institutionClip>
  }
  /** For its stewards: likes, comments and saves of one of the institution’s clips by day. */
  'GET /api/institutions/{handle}/videos/{id}/statistics': {
    path: { handle: string; id: string }
    query?: { range?: '7' | '28' | '90' | 'all' | undefined; offset?: number | undefined }
    reply: z.output<typeof videoStatistics>
  }
  /** Every clip the account likes. */
  'GET /api/likes': { reply: z.output<typeof ids> }
  /** Appeals that wait. */
  'GET /api/moderate/appeals': {
    query?: { cursor?: string | undefined; limit?: number | undefined }
    reply: z.output<typeof appealQueue>
  }
  /** An appeal, for somebody else than who decided first. */
  'GET /api/moderate/appeals/{id}': { path: { id: string }; reply: z.output<typeof moderationAppeal> }
  /** Decide an appeal: the decision stands or is overturned. */
  'POST /api/moderate/appeals/{id}/decision': {
    path: { id: string }
    body: z.input<typeof appealDecision>
    reply: null
  }
  /** Cases that wait for a decision, the grave ones first. */
  'GET /api/moderate/cases': {
    query?: { cursor?: string | undefined; limit?: number | undefined }
    reply: z.output<typeof caseQueue>
  }
  /** Open a case by what one found oneself. */
  'POST /api/moderate/cases': { body: z.input<typeof findWish>; reply: z.output<typeof caseOpened> }
  /** A case that the caller has taken. */
  'GET /api/moderate/cases/{id}': { path: { id: string }; reply: z.output<typeof moderationCase> }
  /** Decide a case, by a rule and with a reason; the person concerned and who reported are told. */
  'POST /api/moderate/cases/{id}/decision': { path: { id: string }; body: z.input<typeof decisionWish>; reply: null }
  /** A file of a clip whose case the caller decides; byte ranges. */
  'GET /api/moderate/cases/{id}/media/{hash}': { path: { id: string; hash: string }; reply: null }
  /** Take a case: what it is about is shown from here on. */
  'PUT /api/moderate/cases/{id}/taken': { path: { id: string }; reply: null }
  /** Give a case back to the queue. */
  'DELETE /api/moderate/cases/{id}/taken': { path: { id: string }; reply: null }
  /** What people ask of a human and nobody has answered, what is due first, first. */
  'GET /api/moderate/requests': {
    query?: { cursor?: string | undefined; limit?: number | undefined }
    reply: z.output<typeof requestQueue>
  }
  /** Answer what somebody asks; an objection that is upheld takes the label away. */
  'POST /api/moderate/requests/{id}/decision': {
    path: { id: string }
    body: z.input<typeof requestAnswer>
    reply: null
  }
  /** Where the account has moved to, with the code for the new shore, and where it came from. */
  'GET /api/move': { reply: z.output<typeof move> }
  /** Say in public where the account has moved to; whoever follows it is told. */
  'PUT /api/move': { body: z.input<typeof moveWish>; reply: z.output<typeof move> }
  /** Take back that the account has moved. */
  'DELETE /api/move': { reply: z.output<typeof move> }
  /** Show by the code of the former shore that the account was there; nothing is asked of that shore. */
  'POST /api/move/confirmation': { body: z.input<typeof moveCode>; reply: z.output<typeof move> }
  /** Tags, sounds and words that the account wants to see nothing of. */
  'GET /api/muted': { reply: z.output<typeof mutedList> }
  /** Mute a tag, a sound or a word, or mute it no more. */
  'PUT /api/muted': { body: z.input<typeof muting>; reply: null }
  /** Accounts that this one mutes. */
  'GET /api/mutes': { reply: z.output<typeof walled> }
  /** The account’s inbox, newest first; a line that something is added to moves to the front. */
  'GET /api/notices': {
    query?: {
      cursor?: string | undefined
      limit?: number | undefined
      tab?: 'all' | 'comments' | 'likes' | 'followers' | undefined
    }
    reply: { items: z.output<typeof notice>[]; next: string | null }
  }
  /** What the account does not want to be told of. */
  'GET /api/notices/choices': { reply: z.output<typeof noticeChoices> }
  /** Choose what not to be told of; what is there of it is forgotten. */
  'PUT /api/notices/choices': { body: z.input<typeof noticeChoices>; reply: z.output<typeof noticeChoices> }
  /** What happened until a moment has been seen; nobody is told. */
  'PUT /api/notices/seen': { body: z.input<typeof noticesSeen>; reply: z.output<typeof unread> }
  /** How many lines of the inbox have something unseen; 100 says “more than 99”. */
  'GET /api/notices/unread': { reply: z.output<typeof unread> }
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
  /** Institutions, those that wait to be confirmed first; names that are kept. */
  'GET /api/operate/institutions': { reply: z.output<typeof staffInstitutions> }
  /** Confirm that an institution is who it says, or that it is not: then what was begun ends. */
  'POST /api/operate/institutions/{handle}': {
    path: { handle: string }
    body: z.input<typeof institutionDecision>
    reply: null
  }
  /** Invitations, without their codes. */
  'GET /api/operate/invites': { reply: z.output<typeof invites> }
  /** Make an invitation code; it is shown once. */
  'POST /api/operate/invites': { body: z.input<typeof inviteWish>; reply: z.output<typeof inviteMade> }
  /** End an invitation. */
  'POST /api/operate/invites/{id}/end': { path: { id: string }; body: z.input<typeof onlyWhy>; reply: null }
  /** What waits, and what was given up. */
  'GET /api/operate/jobs': { reply: z.output<typeof staffJobs> }
  /** Keep a name for an institution that has no account. */
  'POST /api/operate/names': { body: z.input<typeof nameKept>; reply: null }
  /** Let a name go that was kept. */
  'POST /api/operate/names/{handle}/end': { path: { handle: string }; body: z.input<typeof onlyWhy>; reply: null }
  /** Who waits to be let in. */
  'GET /api/operate/newcomers': { reply: z.output<typeof newcomers> }
  /** Let an account in that waits, or not. */
  'POST /api/operate/newcomers/{handle}': {
    path: { handle: string }
    body: z.input<typeof newcomerDecision>
    reply: null
  }
  /** Give a role, or take it. */
  'POST /api/operate/roles': { body: z.input<typeof roleWish>; reply: null }
  /** Publish a rule, in other words or as a new one; what it said stays to be read. */
  'PUT /api/operate/rules/{code}': { path: { code: string }; body: z.input<typeof ruleWish>; reply: null }
  /** End a rule; what was decided by it stands. */
  'POST /api/operate/rules/{code}/end': { path: { code: string }; body: z.input<typeof onlyWhy>; reply: null }
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
  'POST /api/operator': { body: z.input<typeof reportCode>; reply: z.output<typeof session> }
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
  /** What the account does about newcomers and pile-ons, and when that ends. */
  'GET /api/protection': { reply: z.output<typeof protection> }
  /** Hold comments of new accounts; limit the account for some hours to those who follow it already. */
  'PATCH /api/protection': { body: z.input<typeof protectionChange>; reply: z.output<typeof protection> }
  /** Whether requests should be sent here: 200, or 503 while a store is away. */
  'GET /api/ready': { reply: null }
  /** Set a new passphrase by a recovery code; every session ends. */
  'POST /api/recovery': { body: z.input<typeof recovery>; reply: z.output<typeof session> }
  /** New recovery codes; the old ones stop working. */
  'POST /api/recovery-codes': { reply: z.output<typeof recoveryCodes> }
  /** Report a clip, a comment or an account, signed in or not. */
  'POST /api/reports': { body: z.input<typeof reportWish>; reply: z.output<typeof reported> }
  /** What the account reported, and what became of it, newest first. */
  'GET /api/reports': {
    query?: { cursor?: string | undefined; limit?: number | undefined }
    reply: z.output<typeof ownReports>
  }
  /** What became of a report that was sent signed out, by its code. */
  'POST /api/reports/outcome': { body: z.input<typeof reportCode>; reply: z.output<typeof guestReport> }
  /** Every clip the account has passed on. */
  'GET /api/reposts': { reply: z.output<typeof ids> }
  /** What the account asked of a human, by when it is answered, and the answers, newest first. */
  'GET /api/requests': {
    query?: { cursor?: string | undefined; limit?: number | undefined }
    reply: z.output<typeof ownRequests>
  }
  /** Ask a human: to correct something, to take a label away, to use something no further, or else. */
  'POST /api/requests': { body: z.input<typeof requestToMake>; reply: z.output<typeof requestMade> }
  /** Take back what one asked. */
  'DELETE /api/requests/{id}': { path: { id: string }; reply: null }
  /** Appeal against an answer that declined; somebody else answers. */
  'POST /api/requests/{id}/appeal': {
    path: { id: string }
    body: z.input<typeof appealWish>
    reply: z.output<typeof requestMade>
  }
  /** Say more where a human asked for it. */
  'POST /api/requests/{id}/words': { path: { id: string }; body: z.input<typeof appealWish>; reply: null }
  /** Every clip the account has saved, and its collections. */
  'GET /api/saves': { reply: z.output<typeof saved> }
  /** Put a saved clip into a collection, or into none. */
  'PUT /api/saves/{id}': { path: { id: string }; body: z.input<typeof savedPlace>; reply: null }
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
  /** Make a device ready: it shows a code, and a steward proposes it by that. */
  'POST /api/station': {
    body: {
      name: string
      passkey: {
        id: string
        rawId: string
        type: 'public-key'
        response: { clientDataJSON: string; attestationObject: string; transports?: string[] | undefined }
      }
    }
    reply: z.output<typeof station>
  }
  /** The device that asks. */
  'GET /api/station': { reply: z.output<typeof station> }
  /** A clip that was sent from this device. */
  'GET /api/station/clips/{id}': { path: { id: string }; reply: z.output<typeof stationClip> }
  /** Open a device by its passkey. */
  'POST /api/station/open': {
    body: {
      use: {
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
    }
    reply: z.output<typeof station>
  }
  /** Close the device until its passkey is used again. */
  'DELETE /api/station/open': { reply: null }
  /** What a browser needs to open a device by its passkey. */
  'POST /api/station/open-options': { reply: z.output<typeof ceremony> }
  /** What a browser needs to make a device ready. */
  'POST /api/station/options': { reply: z.output<typeof ceremony> }
  /** Propose to publish a clip that was sent from this device. */
  'POST /api/station/posts': { body: z.input<typeof stationPost>; reply: z.output<typeof stationPosted> }
  /** Start an upload (tus 1.0). */
  'POST /api/station/uploads': { reply: null }
  /** Send, resume or abandon an upload (tus 1.0). */
  'PATCH /api/station/uploads/{id}': { path: { id: string }; reply: null }
  /** Send, resume or abandon an upload (tus 1.0). */
  'DELETE /api/station/uploads/{id}': { path: { id: string }; reply: null }
  /** Likes, comments, saves and follows of the account by day, and its clips with the most of them. */
  'GET /api/statistics': {
    query?: { range?: '7' | '28' | '90' | 'all' | undefined; offset?: number | undefined }
    reply: z.output<typeof accountStatistics>
  }
  /** What the account’s clips take, and may take. */
  'GET /api/storage': { reply: z.output<typeof ownStorage> }
  /** Every tag the account follows. */
  'GET /api/tags': { reply: z.output<typeof followedTags> }
  /** Follow a tag. */
  'PUT /api/tags/{tag}/follow': { path: { tag: string }; reply: z.output<typeof tagFollowed> }
  /** No longer follow a tag. */
  'DELETE /api/tags/{tag}/follow': { path: { tag: string }; reply: z.output<typeof tagFollowed> }
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
  /** The account’s own clips in every state, newest first; with `part`, what is posted, drafts, or what is scheduled. */
  'GET /api/videos': {
    query?: {
      cursor?: string | undefined
      limit?: number | undefined
      part?: 'posted' | 'drafts' | 'scheduled' | undefined
    }
    reply: { items: z.output<typeof ownVideo>[]; next: string | null }
  }
  /** One of the account’s own clips. */
  'GET /api/videos/{id}': { path: { id: string }; reply: z.output<typeof ownVideo> }
  /** Change words or visibility of a posted clip, or the moment at which it is shown; null shows it at once. */
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
  /** Comments on one’s own clip that wait for approval, oldest first. */
  'GET /api/videos/{id}/comments/held': {
    path: { id: string }
    query?: { cursor?: string | undefined; limit?: number | undefined }
    reply: { items: z.output<typeof comment>[]; next: string | null }
  }
  /** Keep the words of a clip that is not posted yet, as they are typed. */
  'PUT /api/videos/{id}/draft': {
    path: { id: string }
    body: z.input<typeof postingWish>
    reply: z.output<typeof ownVideo>
  }
  /** Delete a clip, with a signed receipt of what is gone. */
  'POST /api/videos/{id}/erasure': {
    path: { id: string }
    reply: {
      receipt: {
        version: 1
        shore: string
        what: 'account' | 'video' | 'comment'
        askedAt: string
        erasedAt: string
        erased: Record<string, number>
        kept: { what: 'cases' | 'log'; count: number; until: string | null }[]
        copies: {
          keys?: string | undefined
          pages?: string | undefined
          files: string
          search: string
          slates: string
          backups: string
        }
      }
      key: string
      signature: string
    }
  }
  /** Like a clip. */
  'PUT /api/videos/{id}/like': { path: { id: string }; reply: z.output<typeof counted> }
  /** Take a like back. */
  'DELETE /api/videos/{id}/like': { path: { id: string }; reply: z.output<typeof counted> }
  /** A file of one’s own clip, or of a clip for followers; byte ranges. */
  'GET /api/videos/{id}/media/{hash}': { path: { id: string; hash: string }; reply: null }
  /** Put one comment of one’s own clip first, or none. */
  'PUT /api/videos/{id}/pin': { path: { id: string }; body: z.input<typeof pin>; reply: null }
  /** Post a clip: its words, who may see it, and at which moment. Allowed while the file still travels. */
  'POST /api/videos/{id}/post': {
    path: { id: string }
    body: z.input<typeof postingWish>
    reply: z.output<typeof ownVideo>
  }
  /** Pass a public clip on to one’s followers. */
  'PUT /api/videos/{id}/repost': { path: { id: string }; reply: z.output<typeof counted> }
  /** Take a repost back. */
  'DELETE /api/videos/{id}/repost': { path: { id: string }; reply: z.output<typeof counted> }
  /** Save a clip to come back to. */
  'PUT /api/videos/{id}/save': { path: { id: string }; reply: z.output<typeof counted> }
  /** Save a clip no more. */
  'DELETE /api/videos/{id}/save': { path: { id: string }; reply: z.output<typeof counted> }
  /** Take back a clip that waits for its moment: it is a draft again. */
  'DELETE /api/videos/{id}/schedule': { path: { id: string }; reply: z.output<typeof ownVideo> }
  /** Likes, comments and saves of one of the account’s own clips by day. */
  'GET /api/videos/{id}/statistics': {
    path: { id: string }
    query?: { range?: '7' | '28' | '90' | 'all' | undefined; offset?: number | undefined }
    reply: z.output<typeof videoStatistics>
  }
  /** A file of a public or unlisted clip; byte ranges. */
  'GET /media/{hash}': { path: { hash: string }; reply: null }
  /** An account, as anyone may see it. */
  'GET /public/accounts/{handle}': { path: { handle: string }; reply: z.output<typeof account> }
  /** An account’s public clips as an Atom feed (RFC 4287), newest first. */
  'GET /public/accounts/{handle}/feed.atom': {
    path: { handle: string }
    query?: { cursor?: string | undefined }
    reply: null
  }
  /** Who follows an account, where both show it. */
  'GET /public/accounts/{handle}/followers': {
    path: { handle: string }
    query?: { cursor?: string | undefined; limit?: number | undefined }
    reply: { items: z.output<typeof person>[]; next: string | null }
  }
  /** Whom an account follows, where both show it. */
  'GET /public/accounts/{handle}/follows': {
    path: { handle: string }
    query?: { cursor?: string | undefined; limit?: number | undefined }
    reply: { items: z.output<typeof person>[]; next: string | null }
  }
  /** Public clips that an account likes, where it shows that; newest first. */
  'GET /public/accounts/{handle}/likes': {
    path: { handle: string }
    query?: { cursor?: string | undefined; limit?: number | undefined }
    reply: { items: z.output<typeof video>[]; next: string | null }
  }
  /** Public clips that an account has passed on, newest first. */
  'GET /public/accounts/{handle}/reposts': {
    path: { handle: string }
    query?: { cursor?: string | undefined; limit?: number | undefined }
    reply: { items: z.output<typeof video>[]; next: string | null }
  }
  /** An account’s public clips, newest first. */
  'GET /public/accounts/{handle}/videos': {
    path: { handle: string }
    query?: { cursor?: string | undefined; limit?: number | undefined }
    reply: { items: z.output<typeof video>[]; next: string | null }
  }
  /** An account’s picture, WebP. */
  'GET /public/avatars/{hash}': { path: { hash: string }; reply: null }
  /** What the operator has declared, and since when. */
  'GET /public/declarations': { reply: z.output<typeof declarations> }
  /** The signed receipt of an erasure, for whoever has its code. */
  'GET /public/erasures/{code}': {
    path: { code: string }
    reply: {
      receipt: {
        version: 1
        shore: string
        what: 'account' | 'video' | 'comment'
        askedAt: string
        erasedAt: string
        erased: Record<string, number>
        kept: { what: 'cases' | 'log'; count: number; until: string | null }[]
        copies: {
          keys?: string | undefined
          pages?: string | undefined
          files: string
          search: string
          slates: string
          backups: string
        }
      }
      key: string
      signature: string
    }
  }
  /** The stewardship card: who answers for an official account, by role, and how many must approve what. */
  'GET /public/institutions/{handle}': { path: { handle: string }; reply: z.output<typeof stewardshipCard> }
  /** What an official account did, as a signed record that is only added to, from a number on. */
  'GET /public/institutions/{handle}/record': {
    path: { handle: string }
    query?: { from?: number | undefined }
    reply: {
      record: string
      key: string
      items: {
        leaf: {
          schema: 'onshore leaf 1'
          kind:
            | 'institution.founded'
            | 'institution.domain'
            | 'institution.asleep'
            | 'steward.seated'
            | 'steward.left'
            | 'proposal.made'
            | 'proposal.ended'
            | 'act.publish'
            | 'act.edit'
            | 'act.delete'
            | 'act.comment'
            | 'act.profile'
            | 'act.seat'
            | 'act.unseat'
            | 'act.officer'
            | 'act.mandate'
            | 'act.deactivate'
            | 'act.reactivate'
            | 'act.connect'
            | 'act.channel'
            | 'act.glass'
            | 'act.station'
            | 'glass.reviewed'
            | 'glass.overdue'
            | 'notice.failed'
            | 'notice.acknowledged'
            | 'station.ended'
          at: string
          record: string
          number: number
          previous: string | null
          facts: Record<string, unknown>
          commitments: Record<string, string>
        }
        signature: string
      }[]
      next: number | null
    }
  }
  /** Reports, decisions and appeals in counts by month; nobody is named. */
  'GET /public/moderation': { reply: z.output<typeof moderationCounts> }
  /** How to show a clip in another page (oEmbed 1.0); `url` is compared with this shore’s addresses, never fetched. */
  'GET /public/oembed': {
    query: { url: string; maxwidth?: number | undefined; maxheight?: number | undefined; format?: string | undefined }
    reply: {
      version: '1.0'
      type: 'video'
      title: string
      author_name: string
      author_url: string
      provider_name: string
      provider_url: string
      cache_age: number
      thumbnail_url?: string | undefined
      thumbnail_width?: number | undefined
      thumbnail_height?: number | undefined
      html: string
      width: number
      height: number
    }
  }
  /** What was deleted because its time had come, by rule: when last, how much then, and how much in all. */
  'GET /public/retention': { reply: z.output<typeof cleanUp> }
  /** The rules of this shore, and what they said before. */
  'GET /public/rules': { reply: z.output<typeof rules> }
  /** Clips, people, tags and sounds by words; captions are searched too, accents and small mistypings do not matter. */
  'GET /public/search': {
    query: {
      cursor?: string | undefined
      limit?: number | undefined
      q: string
      kind?: 'all' | 'clips' | 'people' | 'tags' | 'sounds' | undefined
      order?: 'best' | 'newest' | undefined
      length?: 'short' | 'medium' | 'long' | undefined
      language?: string | undefined
      captioned?: 'true' | undefined
    }
    reply: z.output<typeof found>
  }
  /** The current slate: candidates with public features, the same bytes for everybody. */
  'GET /public/slate': { reply: z.output<typeof slate> }
  /** The head of the newest signed slate: its topics and its packs of candidates, the same bytes for everybody. */
  'GET /public/slates': {
    reply: {
      version: 1
      shore: string
      number: number
      madeAt: string
      previous: string | null
      topics: z.output<typeof slateTopic>[]
      packs: { hash: string; count: number; bytes: number }[]
    }
  }
  /** A pack of candidates, or the head of an older slate, by its SHA-256. */
  'GET /public/slates/{hash}': { path: { hash: string }; reply: null }
  /** A sound that public clips have. */
  'GET /public/sounds/{id}': { path: { id: string }; reply: z.output<typeof sound> }
  /** Public clips that have a sound, newest first. */
  'GET /public/sounds/{id}/videos': {
    path: { id: string }
    query?: { cursor?: string | undefined; limit?: number | undefined }
    reply: { items: z.output<typeof video>[]; next: string | null }
  }
  /** Tags and people that begin with what was typed. */
  'GET /public/suggestions': { query: { q: string }; reply: z.output<typeof suggestions> }
  /** A tag, and how many public clips have it. */
  'GET /public/tags/{tag}': { path: { tag: string }; reply: z.output<typeof tag> }
  /** Public clips of a tag, newest first, or the most loved of them. */
  'GET /public/tags/{tag}/videos': {
    path: { tag: string }
    query?: { cursor?: string | undefined; limit?: number | undefined; order?: 'new' | 'loved' | undefined }
    reply: { items: z.output<typeof video>[]; next: string | null }
  }
  /** What people here post about: the tags most used, each with a picture; the same for everybody. */
  'GET /public/topics': { reply: z.output<typeof topics> }
  /** Public clips, newest first; with `ids`, those of up to 50 that are there for everybody, in that order. */
  'GET /public/videos': {
    query?: { cursor?: string | undefined; limit?: number | undefined; ids?: string | undefined }
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
  /** A clip as a file to keep, where its author offers it. */
  'GET /public/videos/{id}/download': { path: { id: string }; reply: null }
  /** Everything that this shore stores: what for, who can see it, how long, and what erasure does. */
  'GET /public/what-we-hold': { reply: z.output<typeof whatWeHold> }
}
