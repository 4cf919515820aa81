import * as z from 'zod/mini'
import { videoStates } from '../videos/state.ts'
import { proposalStates } from './institution.ts'
import { instant, uuid } from './page.ts'
import { newPasskey, passkeyUse } from './passkey.ts'
import { fault, postingWish } from './video.ts'

/** A device that is made ready: what it is called, and the passkey that it keeps. */
export const stationWish = z.object({ name: z.string().check(z.maxLength(1000)), passkey: newPasskey })
export const stationUse = z.object({ use: passkeyUse })

/** A device as it sees itself. */
export const station = z.object({
  id: uuid,
  name: z.string(),
  /** What a steward types to propose it, until it is enrolled. */
  code: z.nullable(z.string()),
  institution: z.nullable(z.object({ handle: z.string(), name: z.string(), mayBePaid: z.boolean() })),
  /** In whose name it proposes. */
  steward: z.nullable(z.string()),
  /** What was last proposed from here, newest first. */
  posts: z.array(z.object({ caption: z.string(), at: instant, state: z.enum(proposalStates) })),
})
export type Station = z.infer<typeof station>

/** A clip that was sent from the device. */
export const stationClip = z.object({ id: uuid, state: z.enum(videoStates), refusal: z.nullable(fault) })
export const stationPost = z.object({
  video: uuid,
  words: postingWish,
  reason: z._default(z.string().check(z.trim(), z.maxLength(2000)), ''),
})
/** Until when others may approve it. */
export const stationPosted = z.object({ expiresAt: instant })

/** Devices that post for an institution, as its stewards see them. */
export const stations = z.object({
  items: z.array(
    z.object({
      id: uuid,
      name: z.string(),
      steward: z.string(),
      enrolledAt: instant,
      /** To the day; null while it was never unlocked. */
      usedAt: z.nullable(instant),
      /** Whether the caller may end it. */
      mayEnd: z.boolean(),
    }),
  ),
})
export type Stations = z.infer<typeof stations>
