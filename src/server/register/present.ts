import type { Entry } from '../../core/register/entry.ts'
import { classes, erasures, type Group, groups } from '../../core/register/groups.ts'
import { type Retention, retentions } from '../../core/register/retentions.ts'
import type { HeldFact, HeldPart, WhatWeHold } from '../../core/wire/register.ts'
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
    clipDays,
  }
}

const keysOf = <T extends string>(of: Readonly<Record<T, unknown>>): T[] => Object.keys(of) as T[]

function partsOf(id: Group): HeldPart[] {
  const rows = Object.entries(tables)
    .filter(([, { group }]) => group === id)
    .map(([name, { title, ownedBy, columns }]): HeldPart => {
      const facts = Object.entries(columns).map(([column, entry]) => factOf(column, entry))
      return { name, kind: 'table', title, isPersonal: ownedBy.length > 0, facts }
    })
  const files = Object.entries(objects)
    .filter(([, { group }]) => group === id)
    .map(([name, kept]): HeldPart => {
      const isPersonal = kept.erasure !== 'not personal'
      return { name, kind: 'files', title: kept.title, isPersonal, facts: [factOf(name, kept)] }
    })
  return [...rows, ...files]
}

const factOf = (name: string, { class: of, purpose, retention, erasure }: Entry): HeldFact => ({
  name,
  class: of,
  purpose,
  retention,
  erasure,
})
