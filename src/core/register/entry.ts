/**
 * How the register says what is stored: a table with its group, the ways from its rows to the account that they are about, and
 * its columns. Pure; the tables themselves are in `server/register/` and in the `columns.ts` of large rooms.
 */
import type { DataClass, Erasure, Group } from './groups.ts'
import type { RetentionId, Sentence } from './retentions.ts'

/** What the register says of a column, or of a kind of object. */
export interface Entry {
  class: DataClass
  purpose: Sentence
  retention: RetentionId
  erasure: Erasure
}

/**
 * From a row to the account whose it is: its column `by` holds an account's id; or, with `of` (`table.column`), a value of that
 * column, and belongs to whom that row belongs.
 */
export interface OwnerPath {
  by: string
  of?: string
}

export interface Table {
  title: Sentence
  group: Group
  /** A row belongs to every account that a path leads to. Empty where nothing in the table is about a person. */
  ownedBy: readonly OwnerPath[]
  /** Columns that may name somebody else; where they are not private, as who decided of staff, they are not shown to its owner. */
  names: readonly string[]
  /** Its owner is shown a row once this column has a value. */
  shownOnce: string | null
  columns: Readonly<Record<string, Entry>>
}

type Tables = Readonly<Record<string, Table>>

/** An entry of which the table says the rest. */
type Said = Omit<Entry, 'retention'> & { retention: RetentionId | null }

type Wish = { kept?: RetentionId; erasure?: Erasure }

const say =
  (dataClass: DataClass) =>
  (en: string, fr: string, { kept, erasure = 'deleted' }: Wish = {}): Said => ({
    class: dataClass,
    purpose: { en, fr },
    retention: kept ?? null,
    erasure,
  })

/** Entries by class: a purpose in English and French, and what differs from the rest of the table. */
export const open = say('public')
export const forAccount = say('account')
export const own = say('private')
export const sealed = say('sealed')
export const secret = say('secret')

/** A table of a group whose columns are kept by the rule `kept` where they do not say another; its title in English and French. */
export function table(
  {
    title: [en, fr],
    group,
    kept,
    ownedBy = [],
    names = [],
    shownOnce = null,
    erasure,
  }: {
    title: readonly [en: string, fr: string]
    group: Group
    kept: RetentionId
    ownedBy?: readonly (string | OwnerPath)[]
    names?: readonly string[]
    shownOnce?: string | null
    /** What erasure does to all of it, where it does not delete it. */
    erasure?: Erasure
  },
  columns: Readonly<Record<string, Said>>,
): Table {
  return {
    title: { en, fr },
    group,
    ownedBy: ownedBy.map(path => (typeof path === 'string' ? { by: path } : path)),
    names,
    shownOnce,
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, said]) => [
        name,
        { ...said, retention: said.retention ?? kept, ...(erasure ? { erasure } : {}) },
      ]),
    ),
  }
}

/** Every column of some tables, by `table.column`. */
export const columnsOf = (tables: Tables): Readonly<Record<string, Entry>> =>
  Object.fromEntries(
    Object.entries(tables).flatMap(([name, { columns }]) =>
      Object.entries(columns).map(([column, entry]) => [`${name}.${column}`, entry]),
    ),
  )
