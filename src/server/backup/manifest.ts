import * as z from 'zod/mini'

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** The last file of a backup says what the others are; what it does not name, or names otherwise, is not restored. */
export const manifest = z.object({
  format: z.literal('onshore-backup/1'),
  version: z.string(),
  at: z.string(),
  /** Name of the last migration of the database. */
  migration: z.string(),
  tables: z.array(z.object({ table: z.string().check(z.regex(/^[a-z_]+$/)), rows: z.int() })),
  jobs: z.int(),
  /** Objects that a clip refers to and that were gone when their turn came: the clip was deleted meanwhile. */
  goneMeanwhile: z.array(hash),
  entries: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: hash })),
})
export type Manifest = z.infer<typeof manifest>
