import type { Sentence } from '../../core/register/retentions.ts'
import type { OwnedStore } from './owned-store.ts'
import { tables } from './tables.ts'

/** A table or a `table.column` of which people are shown rows of their own; null where there is none of this name. */
function placeOf(about: string) {
  const [name = '', column] = about.split('.')
  const table = Object.hasOwn(tables, name) ? tables[name]! : null
  if (!table || table.ownedBy.length === 0 || about.split('.').length > 2) return null
  if (column !== undefined && !Object.hasOwn(table.columns, column)) return null
  return { name, title: table.title, purpose: column === undefined ? null : table.columns[column]!.purpose }
}

/** What a person can ask about: whatever the register shows them, by its name there. */
export const placesOf = (store: OwnedStore) => ({
  titleOf(about: string): Sentence | null {
    const place = placeOf(about)
    if (!place) return null
    const { title, purpose } = place
    if (!purpose) return title
    return { en: `${title.en}: ${purpose.en}`, fr: `${title.fr}\u00a0: ${purpose.fr}` }
  },
  owns: async (about: string, id: string, accountId: string): Promise<boolean> => {
    const place = placeOf(about)
    return place !== null && store.owns(place.name, id, accountId)
  },
})
