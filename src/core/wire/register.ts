import * as z from 'zod/mini'
import { type CorrectionId, corrections } from '../register/corrections.ts'
import { type DataClass, type Erasure, type Group, groups } from '../register/groups.ts'
import { type RetentionId, retentions } from '../register/retentions.ts'
import { instant, page } from './page.ts'

const names = <T extends string>(of: Readonly<Record<T, unknown>>): [T, ...T[]] => Object.keys(of) as [T, ...T[]]

const sentence = z.object({ en: z.string(), fr: z.string() })
const group = z.enum(names<Group>(groups))
const rule = z.enum(names<RetentionId>(retentions))
const dataClass = z.enum(['public', 'account', 'private', 'sealed', 'secret'] satisfies DataClass[])
const erasure = z.enum(['deleted', 'kept without the person', 'not personal'] satisfies Erasure[])

const correction = z.enum(names<CorrectionId>(corrections))

const heldFact = z.object({
  /** A column of its table, or the kind of a file. */
  name: z.string(),
  class: dataClass,
  purpose: sentence,
  /** A rule of `retentions`. */
  retention: rule,
  erasure,
  /** How it is corrected, where that differs from the rest of its part: one of `corrections`. */
  correction: z.nullable(correction),
})
export type HeldFact = z.infer<typeof heldFact>

const heldPart = z.object({
  /** A table of the database, or a kind of file beside it. */
  name: z.string(),
  kind: z.enum(['table', 'files']),
  title: sentence,
  /** Whether its rows belong to accounts. */
  isPersonal: z.boolean(),
  /** How its rows are corrected: one of `corrections`; null where nothing in it is anybody’s. */
  correction: z.nullable(correction),
  facts: z.array(heldFact),
})
export type HeldPart = z.infer<typeof heldPart>

/** Everything that the shore stores, by what a person recognizes: what it is for, who can see it, how long, and what erasure does. */
export const whatWeHold = z.object({
  groups: z.array(z.object({ id: group, title: sentence, parts: z.array(heldPart) })),
  classes: z.array(z.object({ id: dataClass, title: sentence, means: sentence })),
  erasures: z.array(z.object({ id: erasure, title: sentence })),
  /** `days`: the age at which a job ends it; null where an act does. */
  retentions: z.array(z.object({ id: rule, says: sentence, days: z.nullable(z.number()) })),
  /** `page`: where the person changes it themselves; null where there is none. A human can be asked of everything. */
  corrections: z.array(z.object({ id: correction, page: z.nullable(z.string()), says: sentence })),
  /** Clips older than this many days are deleted here; null where they stay. */
  clipDays: z.nullable(z.int()),
})
export type WhatWeHold = z.infer<typeof whatWeHold>

/** How many rows of each table are the account’s own. */
export const heldCounts = z.object({ items: z.array(z.object({ name: z.string(), rows: z.int() })) })

/**
 * Rows of one table that are the account’s own, the newest first. Bytes are `{ bytes }`, by their number; `hidden` names the
 * columns of which something is kept that is never shown.
 */
export const heldRows = page(z.object({ values: z.record(z.string(), z.unknown()), hidden: z.array(z.string()) }))
export type HeldRow = z.infer<typeof heldRows>['items'][number]

/** What the clean-up has ended, by rule of retention. Counts only. */
export const cleanUp = z.object({
  items: z.array(
    z.object({
      rule,
      lastAt: instant,
      /** What the last run ended, and all of them. */
      ended: z.int(),
      total: z.int(),
    }),
  ),
})
export type CleanUp = z.infer<typeof cleanUp>
