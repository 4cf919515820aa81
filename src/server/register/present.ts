import { type Correction, type CorrectionId, corrections } from '../../core/register/corrections.ts'
import type { Entry } from '../../core/register/entry.ts'
import { classes, erasures, type Group, groups } from '../../core/register/groups.ts'
import { type Retention, retentions } from '../../core/register/retentions.ts'
import type { HeldFact, HeldPart, WhatWeHold } from '../../core/wire/register.ts'
import { correctionOf } from './corrections.ts'
import { objects } from './objects.ts'
import { tables } from './tables.ts'

const dayMs = 86_400_000

/** The register as anybody may read it. `clipDays`: after how many days the operator has clips deleted, or null. */
export function whatIsHeld(clipDays: number | null): WhatWeHold {
  return {
    groups: keysOf(groups).map(id => ({ id, title: groups[id], parts: partsOf(id) })),
    classes: keysOf(classes).map(id => ({ id, ...classes[id] })),
    erasures: keysOf(erasures).map(id => ({ id, title: erasures[id] })),
    retentions: keysOf(retentions).map(id => {
      const { en, fr, boundMs }: Retention = retentions[id]
      return { id, says: { en, fr }, days: boundMs ? boundMs / dayMs : null }
    }),
    corrections: keysOf(corrections).map(id => {
      const { page, en, fr }: Correction = corrections[id]
      return { id, page, says: { en, fr } }
    }),
    clipDays,
  }
}

const keysOf = <T extends string>(of: Readonly<Record<T, unknown>>): T[] => Object.keys(of) as T[]

function partsOf(id: Group): HeldPart[] {
  const rows = Object.entries(tables)
    .filter(([, { group }]) => group === id)
    .map(([name, { title, ownedBy, columns }]): HeldPart => {
      const isPersonal = ownedBy.length > 0
      const correction = isPersonal ? correctionOf(name) : null
      const facts = Object.entries(columns).map(([column, entry]) => {
        const own = isPersonal ? correctionOf(name, column) : null
        return factOf(column, entry, own === correction ? null : own)
      })
      return { name, kind: 'table', title, isPersonal, correction, facts }
    })
  const files = Object.entries(objects)
    .filter(([, { group }]) => group === id)
    .map(([name, kept]): HeldPart => {
      const isPersonal = kept.erasure !== 'not personal'
      return { name, kind: 'files', title: kept.title, isPersonal, correction: null, facts: [factOf(name, kept)] }
    })
  return [...rows, ...files]
}

const factOf = (
  name: string,
  { class: of, purpose, retention, erasure }: Entry,
  correction: CorrectionId | null = null,
): HeldFact => ({
  name,
  class: of,
  purpose,
  retention,
  erasure,
  correction,
})
