import * as z from 'zod/mini'
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
  stores: z.array(
    z.object({ what: z.string(), technology: z.string(), host: z.optional(z.string()), jurisdiction: z.string() }),
  ),
  processors: z.array(party),
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
  /** Clips of the trial shore that are ready, of how many; null where there is no trial. */
  trial: z.nullable(z.object({ ready: z.int(), of: z.int() })),
})
export type Health = z.infer<typeof health>
