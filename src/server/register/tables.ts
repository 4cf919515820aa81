import { columnsOf, type Entry, type Table } from '../../core/register/entry.ts'
import { archiveTables } from '../archive/index.ts'
import { slateTables } from '../feed/index.ts'
import { institutionTables } from '../institutions/index.ts'
import { leavingTables } from '../leaving/index.ts'
import { moderationTables } from '../moderation/index.ts'
import { noticeTables } from '../notices/index.ts'
import { entryTables, profileTables } from './accounts.ts'
import { clipTables } from './clips.ts'
import { findingTables, shoreTables } from './shore.ts'
import { conversationTables, peopleTables } from './social.ts'

/** Tables of the shore's own schema, by name; in the order in which a person is shown them. */
export const tables: Readonly<Record<string, Table>> = {
  ...profileTables,
  ...archiveTables,
  ...leavingTables,
  ...entryTables,
  ...clipTables,
  ...peopleTables,
  ...conversationTables,
  ...noticeTables,
  ...findingTables,
  ...slateTables,
  ...institutionTables,
  ...moderationTables,
  ...shoreTables,
}

/** Their columns, by `table.column`. */
export const columns: Readonly<Record<string, Entry>> = columnsOf(tables)
