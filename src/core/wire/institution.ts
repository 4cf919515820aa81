import * as z from 'zod/mini'
import { allInstitutionClasses } from '../institutions/classes.ts'
import { institutionLimits } from '../institutions/limits.ts'
import { acts, glassActs, presets, proposedActs } from '../institutions/mandate.ts'
import { approvingRoles, stewardRoles } from '../institutions/stewards.ts'
import { channelWays, toldSteps, toldWays } from '../institutions/telling.ts'
import { leafKinds } from '../ledger/leaf.ts'
import { instant, page, uuid } from './page.ts'
import { passkeyUse } from './passkey.ts'
import { advisory } from './shore.ts'
import { posting, postingWish, video } from './video.ts'

const handle = z.string().check(z.minLength(1), z.maxLength(100))
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/))
const reason = z.string().check(z.trim(), z.maxLength(2000))
const why = z.string().check(z.trim(), z.minLength(1), z.maxLength(500))
const kind = z.enum(allInstitutionClasses as [(typeof allInstitutionClasses)[number]])
const role = z.enum(stewardRoles)
const proofWays = ['file', 'dns'] as const
const way = z.enum(proofWays)

const rule = z.object({
  approvals: z.int().check(z.gte(0), z.lte(100)),
  from: z.readonly(z.array(z.enum(approvingRoles)).check(z.maxLength(3))),
  withinHours: z.int().check(z.gte(0), z.lte(100_000)),
})
const mandateSchema = z.object({
  rules: z.object(Object.fromEntries(acts.map(act => [act, rule])) as Record<(typeof acts)[number], typeof rule>),
  shows: z.enum(['rule', 'roles', 'reasons']),
})

/** Where the officer is told beside the inbox: an https address, or a mailbox and the mail server that takes its mail, all at the institution's domain. */
const channel = z.object({
  way: z.enum(channelWays),
  address: z.string().check(z.minLength(1), z.maxLength(institutionLimits.maxAddressCharacters)),
  server: z._default(z.nullable(z.string().check(z.maxLength(institutionLimits.maxAddressCharacters))), null),
})
const glass = z.object({
  id: uuid,
  act: z.enum(glassActs),
  brokenAt: instant,
  until: instant,
  isReviewed: z.boolean(),
  /** It was not reviewed in time. */
  isOverdue: z.boolean(),
})

/** Somebody who is asked to act for an institution. */
const offered = z.object({ handle, role })
export const foundingWish = z.object({
  handle,
  name: z.string().check(z.maxLength(1000)),
  domain: z.string().check(z.maxLength(1000)),
  kind,
  /** Everybody beside the founder, who is its officer. */
  stewards: z.array(offered).check(z.maxLength(institutionLimits.maxStewards)),
  preset: z._default(z.enum(Object.keys(presets) as [keyof typeof presets]), 'two-of-three'),
  /** The founder says that no two of these accounts are one person; it is recorded that they did. */
  areDifferentPeople: z.boolean(),
})
export type FoundingWish = z.infer<typeof foundingWish>
export const proofWish = z.object({ way })
export const handleParams = z.object({ handle: z.string() })
export const withProposal = z.object({ handle: z.string(), id: uuid })

const seat = z.object({
  handle: z.string(),
  name: z.string(),
  role,
  since: z.nullable(instant),
  hasPasskey: z.boolean(),
})
/** What one's own institutions are: those one acts for, and those one is asked to. */
export const ownInstitutions = z.object({
  items: z.array(
    z.object({
      handle: z.string(),
      name: z.string(),
      state: z.enum(['founding', 'active', 'dormant']),
      role,
      isTaken: z.boolean(),
      waiting: z.int(),
    }),
  ),
})
export type OwnInstitution = z.infer<typeof ownInstitutions>['items'][number]

/** An institution as those who act for it see it. */
export const institution = z.object({
  id: uuid,
  handle: z.string(),
  name: z.string(),
  domain: z.string(),
  kind,
  state: z.enum(['founding', 'active', 'dormant']),
  mandate: mandateSchema,
  stewards: z.array(seat),
  /** The caller's own seat. */
  role,
  isTaken: z.boolean(),
  /** The line that the domain shows, and where: as a file, or as a TXT record. */
  proof: z.object({
    line: z.string(),
    file: z.string(),
    name: z.string(),
    provenAt: z.nullable(instant),
    fault: z.nullable(z.string()),
  }),
  channel: z.nullable(z.extend(channel, { setAt: instant })),
  /** Open, or not reviewed yet; the newest first. */
  glasses: z.array(glass),
  /** Security advisories that concern the shore: to be read before an account is woken. */
  advisories: z.array(advisory),
})
export type Institution = z.infer<typeof institution>

/** The stewardship card: what anybody may know of who answers for an account. */
export const stewardshipCard = z.object({
  handle: z.string(),
  name: z.string(),
  domain: z.string(),
  kind,
  isDormant: z.boolean(),
  /** When the domain last showed the proof; `isProven` is false once it has not for a week. */
  isProven: z.boolean(),
  provenAt: instant,
  confirmedAt: instant,
  /** How many act for it, by role; nobody by name. */
  roles: z.array(z.object({ role, count: z.int() })),
  mandate: mandateSchema,
  /** Glasses that are open, or not reviewed yet: two people may do, or have done, what else asks for more. */
  glasses: z.array(z.omit(glass, { id: true })),
  limits: z.object({ mayBuyReach: z.boolean(), mayRaiseFunds: z.boolean(), marksPaid: z.boolean() }),
  /** The last entry of its record. */
  last: z.object({ number: z.int(), kind: z.enum(leafKinds), at: instant }),
})
export type StewardshipCard = z.infer<typeof stewardshipCard>

const leaf = z.object({
  schema: z.literal('onshore leaf 1'),
  kind: z.enum(leafKinds),
  at: instant,
  record: uuid,
  number: z.int(),
  previous: z.nullable(hash),
  facts: z.record(z.string(), z.any()),
  commitments: z.record(z.string(), hash),
})
/** The record from its beginning on, entries as they were signed; `key` is the shore's public key, raw, base64. */
export const institutionRecord = z.object({
  record: uuid,
  key: z.string(),
  items: z.array(z.object({ leaf, signature: z.string() })),
  next: z.nullable(z.int()),
})
export const recordQuery = z.object({ from: z._default(z.coerce.number().check(z.int(), z.gte(0)), 0) })

const profileWish = z.object({
  name: z.optional(z.string().check(z.maxLength(1000))),
  bio: z.optional(z.string().check(z.maxLength(5000))),
  links: z.optional(
    z
      .array(
        z.object({
          title: z._default(z.string().check(z.maxLength(1000)), ''),
          url: z.string().check(z.maxLength(4000)),
        }),
      )
      .check(z.maxLength(100)),
  ),
  contact: z.optional(z.string().check(z.maxLength(1000))),
  products: z.optional(
    z
      .array(
        z.object({
          title: z._default(z.string().check(z.maxLength(1000)), ''),
          url: z.string().check(z.maxLength(4000)),
        }),
      )
      .check(z.maxLength(100)),
  ),
})

/** A clip of the institution with its words, for whoever wants to propose others. */
export const institutionClip = z.object({ id: uuid, words: posting })
export const withClip = z.object({ handle: z.string(), id: uuid })

/** What is proposed, by act. */
export const proposalWish = z.object({
  reason: z._default(reason, ''),
  what: z.discriminatedUnion('act', [
    z.object({ act: z.literal('publish'), video: uuid, words: postingWish }),
    z.object({ act: z.literal('edit'), video: uuid, words: postingWish }),
    z.object({ act: z.literal('delete'), video: uuid }),
    /** Below a clip of anybody, in the institution's name. */
    z.object({
      act: z.literal('comment'),
      clip: uuid,
      text: z.string().check(z.maxLength(20_000)),
      replyTo: z._default(z.nullable(uuid), null),
    }),
    z.extend(profileWish, { act: z.literal('profile') }),
    z.object({ act: z.literal('seat'), handle, role, isDifferentPerson: z.boolean() }),
    z.object({ act: z.literal('unseat'), handle }),
    z.object({ act: z.literal('officer'), handle }),
    z.object({ act: z.literal('mandate'), mandate: mandateSchema }),
    z.object({ act: z.literal('deactivate') }),
    z.object({
      act: z.literal('reactivate'),
      /** SHA-256 of the assessment, and who was asked for it. */
      assessment: hash,
      consulted: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)),
      hasReadAdvisories: z.literal(true),
      /** The security advisories of the shore that were read, by id: all that concern it. */
      advisories: z._default(z.array(z.string().check(z.maxLength(100))).check(z.maxLength(200)), []),
    }),
    z.object({ act: z.literal('channel'), channel: z.nullable(channel) }),
    z.object({ act: z.literal('glass'), opens: z.enum(glassActs) }),
    /** The code that the device shows. */
    z.object({ act: z.literal('station'), code: z.string().check(z.minLength(1), z.maxLength(40)) }),
    z.object({
      act: z.literal('connect'),
      name: z.string().check(z.trim(), z.minLength(1), z.maxLength(60)),
      /** SHA-256 of the secret, which whoever connects the program has made and keeps. */
      tokenHash: hash,
      days: z.int().check(z.gte(1), z.lte(institutionLimits.maxTokenDays)),
    }),
  ]),
})
export type ProposalWish = z.infer<typeof proposalWish>

export const proposalStates = ['waiting', 'agreed', 'done', 'stopped', 'void', 'withdrawn', 'expired'] as const
export type ProposalState = (typeof proposalStates)[number]

/** A proposal as stewards see it. */
export const proposal = z.object({
  id: uuid,
  act: z.enum(proposedActs),
  state: z.enum(proposalStates),
  /** Why it ended, where it did not take effect: a word. */
  ended: z.nullable(z.string()),
  reason: z.string(),
  proposedBy: z.nullable(z.string()),
  proposedAt: instant,
  expiresAt: instant,
  /** When it takes effect, once it is agreed. */
  dueAt: z.nullable(instant),
  hash,
  rule,
  approvals: z.array(z.object({ handle: z.string(), role: z.nullable(role), at: instant, counts: z.boolean() })),
  /** What it would do, and what is there now where there is something to compare. */
  what: z.record(z.string(), z.any()),
  now: z.nullable(z.record(z.string(), z.any())),
  /** The clip as it would be shown, its files where stewards may fetch them. */
  clip: z.nullable(video),
  sha256: z.nullable(hash),
  /** Whether it is done behind a broken glass: two people are enough. */
  isBehindGlass: z.boolean(),
  /** Whom it was told: `fault` is why it could not be, a word or what the other side answered. */
  told: z.array(
    z.object({
      id: uuid,
      way: z.enum(toldWays),
      step: z.enum(toldSteps),
      handedAt: z.nullable(instant),
      fault: z.nullable(z.string()),
      acknowledgedAt: z.nullable(instant),
    }),
  ),
  /** Whether it waits until a notice is handed over, or its failure acknowledged. */
  isHeldUp: z.boolean(),
  /** Whether the caller may acknowledge that. */
  mayAcknowledge: z.boolean(),
  /** The rest of what the hash is over, so that whoever signs can come to it by themselves. */
  fixed: z.object({
    proposedBy: z.nullable(uuid),
    mandate: z.int(),
    /** The glass that it is done behind. */
    glass: z.nullable(uuid),
    files: z.array(z.object({ role: z.string(), sha256: z.string() })),
  }),
  /** Whether the caller's approval would count now. */
  mayApprove: z.boolean(),
})
export type Proposal = z.infer<typeof proposal>
export const proposals = page(proposal)
export const proposalQuery = z.object({
  part: z._default(z.enum(['waiting', 'ended']), 'waiting'),
  cursor: z.optional(z.string().check(z.maxLength(200))),
})
/** A signature, and the hash that the signer was shown. */
export const approvalWish = z.object({ hash, use: passkeyUse })
/** A signature over what was not handed over, by the ids of it. */
export const acknowledgement = z.object({
  failed: z.array(uuid).check(z.minLength(1), z.maxLength(4)),
  use: passkeyUse,
})
export const withGlass = z.object({ handle: z.string(), id: uuid })
export const glassReview = z.object({ review: why })
export const seatSigned = z.object({ use: passkeyUse })

export const staffInstitutions = z.object({
  items: z.array(
    z.object({
      handle: z.string(),
      name: z.string(),
      domain: z.string(),
      kind,
      state: z.enum(['founding', 'active', 'dormant']),
      begunAt: instant,
      provenAt: z.nullable(instant),
      fault: z.nullable(z.string()),
      seats: z.int(),
      taken: z.int(),
      /** What keeps it from being confirmed: a code of the table of refusals, or null. */
      missing: z.nullable(z.string()),
    }),
  ),
  names: z.array(z.object({ name: z.string(), at: instant })),
})
export type StaffInstitutions = z.infer<typeof staffInstitutions>
export const institutionDecision = z.object({ isConfirmed: z.boolean(), why })
export const nameKept = z.object({ name: z.string().check(z.minLength(1), z.maxLength(100)), why })
