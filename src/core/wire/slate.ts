import * as z from 'zod/mini'
import { instant } from './page.ts'
import { video } from './video.ts'

/**
 * A batch of candidates with public features, byte-identical for everybody who asks. The order is made on the device.
 * The reply's `Slate-Signature` header is the base64 Ed25519 signature of exactly the body bytes (RFC 8032).
 */
export const slate = z.object({
  shore: z.string(),
  madeAt: instant,
  entries: z.array(video),
  /** The hash of the newest slate that devices rank (`/public/slates/:hash`); null while there is none. */
  ranked: z.nullable(z.string()),
})
export type Slate = z.infer<typeof slate>
