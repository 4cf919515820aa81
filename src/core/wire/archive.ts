import * as z from 'zod/mini'
import { instant, uuid } from './page.ts'

/** An archive of everything of an account: asked for, being made, or there to be downloaded. */
const ownArchive = z.object({
  state: z.enum(['waiting', 'making', 'ready', 'failed']),
  askedAt: instant,
  /** Whether only a passphrase opens it. */
  isSealed: z.boolean(),
  /** 0 to 1, by bytes. */
  progress: z.number(),
  /** About how large it will be, bytes; how large it is, once it is there. */
  bytes: z.int(),
  /** Until when it can be downloaded. */
  until: z.nullable(instant),
  /** SHA-256 of the file, hex, once it is there. */
  sha256: z.nullable(z.string()),
})
export type OwnArchive = z.infer<typeof ownArchive>
/** `archive` is null where none was asked for. */
export const archiveNow = z.object({ archive: z.nullable(ownArchive) })
/** `passphrase`: encrypts the archive; null leaves it readable to whoever has the file. */
export const archiveWish = z.object({ passphrase: z._default(z.nullable(z.string().check(z.maxLength(1024))), null) })

const fault = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
/** An archive that the account brings: on its way, waiting for its passphrase, being brought, or ended. */
const ownArrival = z.object({
  id: uuid,
  state: z.enum(['arriving', 'sealed', 'opening', 'bringing', 'done', 'refused']),
  fileName: z.string(),
  bytes: z.int(),
  received: z.int(),
  /** The profile that it is of, by its own word; null where it does not say. */
  cameFrom: z.nullable(z.string()),
  /** What it holds, and how much of that is dealt with: brought, there before, or not brought. */
  of: z.int(),
  done: z.int(),
  there: z.int(),
  refused: z.int(),
  /** Why it was stopped as a whole: a code of the table of refusals and its facts. */
  fault: z.nullable(fault),
  /** What was not brought, and why; the first hundred. */
  notBrought: z.array(z.object({ name: z.string(), fault })),
  endedAt: z.nullable(instant),
})
export type OwnArrival = z.infer<typeof ownArrival>
export const arrivalNow = z.object({ arrival: z.nullable(ownArrival) })
export const arrivalPassphrase = z.object({ passphrase: z.string().check(z.minLength(1), z.maxLength(1024)) })

/** Where the account has moved to, with the code that confirms it at the new shore; where it came from, once confirmed. */
export const move = z.object({
  movedTo: z.nullable(z.string()),
  movedFrom: z.nullable(z.string()),
  code: z.nullable(z.string()),
})
export type Move = z.infer<typeof move>
export const moveWish = z.object({ to: z.string().check(z.maxLength(1000)) })
export const moveCode = z.object({ code: z.string().check(z.maxLength(6000)) })
