import type { ArchivePart } from '../../core/archive/parts.ts'
import { opened, openOne, type Self, wordsIn } from '../keys/index.ts'
import type { ArrivalRow, ItemRow, SealedArrival, SealedItem } from './arrivals-store.ts'
import type { Row } from './contents-store.ts'

/** What is sealed in the rows of a part, by its name there. */
const sealedIn: Partial<Record<ArchivePart, { name: string; column: string }>> = {
  videos: { name: 'fileName', column: 'videos.file_name' },
  collections: { name: 'name', column: 'collections.name' },
  muted: { name: 'what', column: 'muted.what' },
  tags: { name: 'tag', column: 'followed_tags.tag' },
  sessions: { name: 'label', column: 'sessions.label' },
  passkeys: { name: 'name', column: 'passkeys.name' },
  tokens: { name: 'name', column: 'tokens.name' },
}

/** Rows of an archive, what is sealed of them opened. What cannot be opened any more is empty. */
export async function openRows(self: Self, part: ArchivePart, rows: Row[]): Promise<Row[]> {
  const sealed = sealedIn[part]
  const open = sealed
    ? (await opened(self, sealed.column, sealed.name, rows as Record<string, string>[])).map(row => ({
        ...row,
        [sealed.name]: row[sealed.name] ?? '',
      }))
    : rows
  if (part !== 'videos') return open
  const drafts = open.map(row => (row['draft'] as { words: string } | null)?.words ?? null)
  const words = await opened(
    self,
    'drafts.words',
    'words',
    drafts.map(one => ({ words: one })),
  )
  return open.map((row, n) => {
    const said = words[n]!.words
    return { ...row, draft: said === null ? null : { ...(row['draft'] as object), words: JSON.parse(said) as unknown } }
  })
}

export async function openAccount(self: Self, account: Row): Promise<Row> {
  const settings = account['settings'] as { blockedWords: string }
  const blockedWords = settings.blockedWords && (await openOne(self, 'accounts.blocked_words', settings.blockedWords))
  return { ...account, settings: { ...settings, blockedWords: blockedWords ? wordsIn(blockedWords) : [] } }
}

/** An archive that is brought, as its person and its job read it. */
export async function openArrivalRow(self: Self, row: SealedArrival): Promise<ArrivalRow> {
  const [[fileName], [cameFrom], [proof]] = await Promise.all([
    self.open('arrivals.file_name', [row.file_name]),
    row.came_from ? self.open('arrivals.came_from', [row.came_from]) : [row.came_from],
    row.proof ? self.open('arrivals.proof', [row.proof]) : [null],
  ])
  return {
    ...row,
    file_name: fileName ?? '',
    came_from: cameFrom ?? null,
    proof: proof ? (JSON.parse(proof) as Record<string, unknown>) : null,
  }
}

/** Items of it. One whose key is lost says nothing, and is not brought. */
export async function openItems(self: Self, rows: readonly SealedItem[]): Promise<ItemRow[]> {
  const [origins, words] = await Promise.all([
    opened(self, 'arriving_items.origin', 'origin', rows),
    opened(self, 'arriving_items.words', 'words', rows),
  ])
  return rows.map((row, n) => {
    const said = words[n]!.words
    return {
      ...row,
      origin: origins[n]!.origin ?? '',
      words: said === null ? {} : (JSON.parse(said) as Record<string, unknown>),
    }
  })
}
