import * as z from 'zod/mini'
import { instant } from './page.ts'

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
