import { type Entry, entry } from '../register-entry.ts'

const account = 'as long as the account'
const clip = 'as long as the clip'
const made = 'until 7 days after it was made, or until it is taken back'
const brought = 'until 7 days after it ended, or until it is taken back'

const own = (purpose: string, retention: string): Entry => entry('private', purpose, retention)

/** What is kept of archives of accounts, and of moving; part of the register. */
export const archiveColumns: Readonly<Record<string, Entry>> = {
  'archives.account_id': own('whose archive it is', made),
  'archives.id': own('names the archive’s file', made),
  'archives.state': own('says whether the archive is there', made),
  'archives.asked_at': own('says when it was asked for', made),
  'archives.is_sealed': own('says whether a passphrase opens it', made),
  'archives.seal': entry(
    'secret',
    'encrypts the archive to a passphrase that is not kept',
    'until the archive is written',
  ),
  'archives.of_bytes': own('shows progress, bounds the disk', made),
  'archives.done_bytes': own('shows progress', made),
  'archives.bytes': own('shows its size', made),
  'archives.sha256': own('lets the person see that what they have is whole', made),
  'archives.ends_at': own('ends the archive', made),
  'accounts.moved_to': entry('public', 'where the person says that they have moved to', account),
  'accounts.moved_at': entry('public', 'says since when', account),
  'accounts.moved_from': entry('public', 'where the account was before, as its former shore confirmed it', account),
  'videos.first_shown_at': entry('public', 'when a clip was first shown, at the shore that it came from', clip),
  'arrivals.account_id': own('who brings an archive', brought),
  'arrivals.id': own('names the archive’s file', brought),
  'arrivals.state': own('shows how far it has come', brought),
  'arrivals.file_name': own('tells the person which file it was', brought),
  'arrivals.bytes': own('shows progress, bounds the disk', brought),
  'arrivals.begun_at': own('ends what nobody finishes', brought),
  'arrivals.visibility': own('who may see clips of which the archive does not say it', brought),
  'arrivals.file_key': entry('secret', 'opens an encrypted archive without its passphrase', 'until it is opened'),
  'arrivals.came_from': own('says which account of which shore it is of', brought),
  'arrivals.proof': own('says whether the former shore confirmed the move', brought),
  'arrivals.fault': own('says why it was refused', brought),
  'arrivals.ended_at': own('says when it was done', brought),
  'arriving_items.arrival_id': own('which archive it came in', brought),
  'arriving_items.place': own('orders what is brought', brought),
  'arriving_items.kind': own('says what is brought', brought),
  'arriving_items.origin': own('knows again what was brought before', brought),
  'arriving_items.words': own('what the archive says of it', brought),
  'arriving_items.state': own('shows how far it has come', brought),
  'arriving_items.video_id': own('which clip it became', brought),
  'arriving_items.fault': own('says why it was not brought', brought),
  'arrived.account_id': own('whose clip it is', clip),
  'arrived.origin': own('where it came from, so that it comes once', clip),
  'arrived.video_id': own('which clip it became', clip),
}

/** Files that lie on the disk. */
export const archiveObjects: Readonly<Record<string, Entry>> = {
  archives: own(
    'archives of accounts that were asked for, or that somebody brings',
    'until 7 days after it was made or brought, or until it is taken back',
  ),
}
