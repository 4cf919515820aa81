import type { CorrectionId } from '../../core/register/corrections.ts'
import { tables } from './tables.ts'

/** How rows of a table are corrected, and what differs by column. Every table with rows of people is here; a test says so. */
const byTable: Readonly<
  Record<string, CorrectionId | readonly [CorrectionId, Readonly<Record<string, CorrectionId>>]>
> = {
  accounts: [
    'profile',
    {
      handle: 'handle',
      is_closed: 'people',
      shows_ties: 'people',
      shows_likes: 'people',
      skeleton: 'made',
      passphrase_hash: 'secret',
      generated: 'fact',
      is_indexed: 'settings',
      quota_bytes: 'staff',
      is_young: 'settings',
      restricted_until: 'decided',
      suspended_at: 'decided',
      blocked_words: 'people',
      holds_newcomers: 'people',
      limited_since: 'people',
      limited_until: 'people',
      moved_to: 'data',
      moved_at: 'data',
      moved_from: 'data',
    },
  ],
  avatars: 'profile',
  newcomers: ['staff', { words: 'fact' }],
  roles: 'staff',
  archives: 'data',
  arrivals: 'data',
  arriving_items: 'data',
  arrived: 'fact',
  departures: 'leaving',
  passkeys: ['settings', { credential_id: 'secret', public_key: 'secret', counter: 'secret', transports: 'fact' }],
  recovery_codes: 'secret',
  sessions: 'settings',
  challenges: 'secret',
  tokens: 'settings',
  videos: [
    'clips',
    {
      state: 'fact',
      generated: 'fact',
      file_name: 'fact',
      refusal: 'fact',
      progress: 'fact',
      bytes: 'made',
      duration_ms: 'made',
      width: 'made',
      height: 'made',
      thumbhash: 'made',
      storyboard_frames: 'made',
      storyboard_every_ms: 'made',
      uploaded_at: 'fact',
      posted_at: 'fact',
      first_shown_at: 'fact',
      published_at: 'fact',
      measure: 'decided',
      chosen_visibility: 'decided',
      withheld_at: 'decided',
      file_hash: 'made',
      finished_at: 'fact',
      ladder_fault: 'fact',
      engine_deaths: 'fact',
      likes: 'made',
      comments: 'made',
      saves: 'made',
      reposts: 'made',
      sound_id: 'made',
    },
  ],
  video_files: ['made', { language: 'clips', spoken: 'clips' }],
  drafts: 'drafts',
  video_prints: 'made',
  follows: ['inPlace', { accepted_at: 'followers' }],
  blocks: 'people',
  mutes: 'people',
  followed_tags: 'inPlace',
  muted: 'viewing',
  likes: 'inPlace',
  comments: [
    'inPlace',
    { replies: 'made', edited_at: 'fact', held: 'theirs', withheld: 'decided', measure: 'decided' },
  ],
  mentions: 'theirs',
  saves: 'saved',
  collections: 'saved',
  reposts: 'inPlace',
  notices: 'fact',
  notice_choices: 'inbox',
  video_words: 'made',
  video_tags: 'made',
  account_words: 'made',
  features: 'made',
  slate_packs: 'made',
  reports: 'fact',
  cases: 'decided',
  decisions: 'decided',
  appeals: 'fact',
  requests: 'asked',
  resemblances: 'made',
  removed_files: 'decided',
  removed_prints: 'made',
  institutions: 'seats',
  stewards: 'seats',
  steward_passkeys: 'seats',
  proposals: 'seats',
  stations: 'seats',
  station_clips: 'fact',
  approvals: 'fact',
  handovers: 'fact',
  glasses: 'fact',
  record_salts: 'made',
  digest_salts: 'made',
  staff_acts: 'fact',
}

/** How a column of a table with rows of people is corrected; without a column, the table's rows as a rule. Null where nobody has said. */
export function correctionOf(table: string, column?: string): CorrectionId | null {
  const said = Object.hasOwn(byTable, table) ? byTable[table]! : null
  if (said === null) return null
  const [rows, columns] = typeof said === 'string' ? [said, {} as Readonly<Record<string, CorrectionId>>] : said
  if (column === undefined) return rows
  if (Object.hasOwn(columns, column)) return columns[column]!
  if (tables[table]!.columns[column]!.class === 'secret') return 'secret'
  // What names a row or whose it is, and the moment at which it came to be.
  if (/^id$|_id$|^hash$/.test(column)) return 'name'
  return /^(created_at|at|since)$/.test(column) ? 'fact' : rows
}

/** What is said of tables or columns that are not there. */
export const staleCorrections = (): string[] =>
  Object.entries(byTable).flatMap(([table, said]) =>
    tables[table] === undefined
      ? [table]
      : typeof said === 'string'
        ? []
        : Object.keys(said[1])
            .filter(column => tables[table]!.columns[column] === undefined)
            .map(column => `${table}.${column}`),
  )
