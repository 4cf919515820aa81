import * as z from 'zod/mini'

/** One page of a list, newest first. `next` is an opaque cursor for the page after it, null at the end. */
export const page = <T extends z.core.$ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.nullable(z.string()) })

export const pageQuery = z.object({
  cursor: z.optional(z.string().check(z.maxLength(200))),
  limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(100)), 24),
})

export const uuid = z.uuid()
export const instant = z.iso.datetime()
