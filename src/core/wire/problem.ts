import * as z from 'zod/mini'

/** A refusal as it travels: RFC 9457 problem details, with the code and facts that a client translates by. */
const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  params: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
  /** Names the log line of a bug; refusals have none. */
  incident: z.optional(z.string()),
})
export type Problem = z.infer<typeof problem>
