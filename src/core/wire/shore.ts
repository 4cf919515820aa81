import * as z from 'zod/mini'
import { joiningModes } from '../accounts/joining.ts'
import { severities } from '../shore/advisories.ts'
import { instant } from './page.ts'

const party = z.object({ name: z.string(), jurisdiction: z.string() })

/** The operator's declaration at `/.well-known/onshore.json`. A declaration, not a measurement. */
export const declaration = z.object({
  name: z.string(),
  software: z.object({ name: z.string(), version: z.string(), source: z.string() }),
  jurisdiction: z.string(),
  operator: z.string(),
  owner: z.string(),
  controlledBy: z.array(party),
  law: z.string(),
  /** Where people may complain about what is done with their data; empty where it is not declared. */
  authority: z._default(z.string(), ''),
  stores: z.array(
    z.object({ what: z.string(), technology: z.string(), host: z.optional(z.string()), jurisdiction: z.string() }),
  ),
  processors: z.array(party),
  /** Hosts outside that the shore's programs may reach, and for what; no other. */
  outbound: z.array(z.object({ host: z.string(), what: z.string() })),
  /** Base64 of the raw 32-byte Ed25519 public key that slates are signed with. */
  slateKey: z.string(),
})

/** Every declaration that this shore has made, the newest first, without the version of its software. */
export const declarations = z.object({
  items: z.array(z.object({ at: instant, declaration: z.omit(declaration, { software: true }) })),
})

export const health = z.object({
  status: z.enum(['ok', 'starting']),
  at: instant,
  version: z.string(),
  database: z.enum(['ok', 'unreachable']),
  objects: z.enum(['ok', 'unreachable']),
  engine: z.string(),
  sandbox: z.string(),
  /** How accounts are opened here. */
  joining: z.enum(joiningModes),
  /** Whoever is younger, by their own word, watches and has no account. */
  minimumAge: z.int(),
  /** Clips of the trial shore that are ready, of how many; null where there is no trial. */
  trial: z.nullable(z.object({ ready: z.int(), of: z.int() })),
})
export type Health = z.infer<typeof health>

export const advisory = z.object({
  id: z.string().check(z.maxLength(100)),
  severity: z.enum(severities),
  /** The first version that is not concerned. */
  fixedIn: z.string().check(z.regex(/^\d+\.\d+\.\d+$/), z.maxLength(40)),
  en: z.string().check(z.maxLength(4000)),
  fr: z.string().check(z.maxLength(4000)),
})
/** A feed of security advisories, as its signature covers it; see docs/operate/advisories.md. */
export const advisoryFeed = z.object({
  issuedAt: instant,
  validUntil: instant,
  advisories: z.array(advisory).check(z.maxLength(1000)),
})
export type AdvisoryFeed = z.infer<typeof advisoryFeed>

export const advisories = z.object({
  /** `waiting`: turned on and not asked for yet. `stale`: the last feed has run out. */
  state: z.enum(['off', 'waiting', 'checked', 'stale', 'failed']),
  checkedAt: z.nullable(instant),
  fault: z.nullable(z.string()),
  /** Those that this version has not mended. */
  items: z.array(advisory),
})
export type Advisories = z.infer<typeof advisories>
