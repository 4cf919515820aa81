/**
 * The data register: of every column and every kind of object, what class it is, why it is kept, how long, and what erasure
 * does to it. What is not in it may not be stored; a test compares it with the live database and fails on any difference.
 */

/**
 * public: anyone may read it. account: the person and the shore's programs. private: the person only, by the self door.
 * secret: nobody reads it back; it is compared or used.
 */
export type DataClass = 'public' | 'account' | 'private' | 'secret'

export interface Entry {
  class: DataClass
  purpose: string
  retention: string
  erasure: 'deleted' | 'kept without the person' | 'not personal'
}

const entry = (
  dataClass: DataClass,
  purpose: string,
  retention: string,
  erasure: Entry['erasure'] = 'deleted',
): Entry => ({
  class: dataClass,
  purpose,
  retention,
  erasure,
})
const account = 'as long as the account'
const clip = 'as long as the clip'

/** `table.column`, tables of the shore's own schema. */
export const columns: Readonly<Record<string, Entry>> = {
  'accounts.id': entry('public', 'names the account in other tables and addresses', account),
  'accounts.handle': entry('public', 'the name people type and read', account),
  'accounts.skeleton': entry('account', 'finds handles that look alike (UTS #39)', account),
  'accounts.name': entry('public', 'the name shown beside the handle', account),
  'accounts.passphrase_hash': entry('secret', 'checks the passphrase (argon2id)', account),
  'accounts.generated': entry('public', 'marks accounts of the trial shore', account, 'not personal'),
  'accounts.is_closed': entry('public', 'says whether followers need leave', account),
  'accounts.quota_bytes': entry('account', 'bounds what the account’s clips may take', account),
  'accounts.created_at': entry('public', 'says since when the account exists', account),
  'recovery_codes.account_id': entry('secret', 'whose recovery code it is', account),
  'recovery_codes.code_hash': entry('secret', 'checks a recovery code', account),
  'recovery_codes.used_at': entry('private', 'a code opens the account once', account),
  'sessions.id': entry('private', 'names a session in its owner’s list', '90 days after last use'),
  'sessions.account_id': entry('private', 'whose session it is', '90 days after last use'),
  'sessions.token_hash': entry('secret', 'checks the session cookie', '90 days after last use'),
  'sessions.label': entry(
    'private',
    'browser and system families, so people know their own sessions',
    '90 days after last use',
  ),
  'sessions.created_at': entry('private', 'shown in the list of sessions', '90 days after last use'),
  'sessions.last_used_at': entry(
    'private',
    'shown in the list, to the hour; ends sessions nobody uses',
    '90 days after last use',
  ),
  'sessions.verified_at': entry(
    'private',
    'lets sensitive acts through for ten minutes after the person showed that it is them',
    'ten minutes, then ignored and removed with the next clean-up',
  ),
  'passkeys.id': entry('private', 'names a passkey in its owner’s list', account),
  'passkeys.account_id': entry('private', 'whose passkey it is', account),
  'passkeys.credential_id': entry('secret', 'finds the passkey that a browser offers', account),
  'passkeys.public_key': entry('secret', 'checks the passkey’s signature', account),
  'passkeys.counter': entry('secret', 'notices a copied passkey', account),
  'passkeys.transports': entry('private', 'tells a browser how to reach the passkey', account),
  'passkeys.name': entry(
    'private',
    'browser and system families where it was made, or the name its owner gave it',
    account,
  ),
  'passkeys.created_at': entry('private', 'shown in the list of passkeys', account),
  'passkeys.last_used_at': entry('private', 'shown in the list, to the day', account),
  'challenges.hash': entry('secret', 'a passkey answers a challenge once', 'five minutes'),
  'challenges.purpose': entry('secret', 'an answer counts for what was asked', 'five minutes'),
  'challenges.account_id': entry('secret', 'an answer counts for who asked', 'five minutes'),
  'challenges.session_id': entry('secret', 'an answer counts in the session that asked', 'five minutes'),
  'challenges.handle': entry('secret', 'the handle that a new account was promised', 'five minutes'),
  'challenges.expires_at': entry('secret', 'ends the challenge', 'five minutes'),
  'tokens.id': entry('private', 'names an access token', account),
  'tokens.account_id': entry('private', 'whose token it is', account),
  'tokens.token_hash': entry('secret', 'checks the token', account),
  'tokens.scopes': entry('private', 'what the token may do', account),
  'tokens.created_at': entry('private', 'says how old the token is', account),
  'tokens.name': entry('private', 'tells tokens apart in their owner’s list', account),
  'tokens.expires_at': entry('private', 'ends the token', 'until it has ended'),
  'tokens.last_used_at': entry('private', 'shown in the list, to the day', account),
  'videos.id': entry('public', 'names the clip', clip),
  'videos.account_id': entry('public', 'whose clip it is', clip),
  'videos.state': entry('account', 'how far the file has come', clip),
  'videos.visibility': entry('account', 'who may see the clip', clip),
  'videos.caption': entry('public', 'the author’s words', clip),
  'videos.tags': entry('public', 'the tags in the caption', clip),
  'videos.language': entry('public', 'the language the author named', clip),
  'videos.file_name': entry(
    'private',
    'lets the author tell uploads apart',
    'until the file is ready or refused and 7 days more',
  ),
  'videos.bytes': entry('private', 'size of the file as sent; shows progress, holds the limit', clip),
  'videos.generated': entry('public', 'marks clips made by the shore’s own program', clip, 'not personal'),
  'videos.refusal': entry('private', 'tells the author why a file was refused', clip),
  'videos.progress': entry('private', 'shows the author how far checking is', clip),
  'videos.duration_ms': entry('public', 'shown and used by the player', clip),
  'videos.width': entry('public', 'lays out the player', clip),
  'videos.height': entry('public', 'lays out the player', clip),
  'videos.thumbhash': entry('public', 'a blurred stand-in while the poster loads', clip),
  'videos.storyboard_frames': entry('public', 'previews while scrubbing', clip),
  'videos.storyboard_every_ms': entry('public', 'previews while scrubbing', clip),
  'videos.created_at': entry('account', 'orders the author’s list; ends unfinished uploads', clip),
  'videos.uploaded_at': entry('private', 'ends drafts that are never posted', clip),
  'videos.posted_at': entry('account', 'the author’s decision to show the clip', clip),
  'videos.published_at': entry('public', 'orders feeds', clip),
  'videos.finished_at': entry('private', 'tells the author that every rendition is there', clip),
  'videos.ladder_fault': entry('private', 'tells the author why not every rendition could be made', clip),
  'videos.engine_deaths': entry('account', 'a file that ends the transcoder three times is refused', clip),
  'videos.cover_ms': entry('account', 'the moment that the author chose as cover', clip),
  'videos.alt': entry('public', 'the author’s description of what is to be seen', clip),
  'videos.ai_made': entry('public', 'the author’s word that the clip was made or changed by AI', clip),
  'videos.paid': entry('public', 'the author’s word that the clip was paid for', clip),
  'videos.ends_at': entry('account', 'the moment at which the author lets the clip delete itself', clip),
  'videos.likes': entry('public', 'the count shown', clip, 'kept without the person'),
  'videos.comments': entry('public', 'the count shown', clip, 'kept without the person'),
  'videos.comments_from': entry('public', 'whom the author lets comment', clip),
  'video_files.video_id': entry('public', 'which clip the file belongs to', clip),
  'video_files.role': entry('public', 'rendition, replaced rendition, poster, storyboard or captions', clip),
  'video_files.hash': entry('public', 'the address of the file', clip),
  'video_files.media_type': entry('public', 'tells the browser what the file is', clip),
  'video_files.bytes': entry('public', 'lets the player choose', clip),
  'video_files.width': entry('public', 'lets the player choose', clip),
  'video_files.height': entry('public', 'lets the player choose', clip),
  'video_files.bits_per_second': entry('public', 'lets the player choose', clip),
  'video_files.second_ends': entry('public', 'sends a clip no faster than it is watched', clip),
  'video_files.language': entry('public', 'the language of captions', clip),
  'declarations.id': entry('public', 'names a declaration', 'as long as the shore', 'not personal'),
  'declarations.at': entry(
    'public',
    'says since when the operator declares it',
    'as long as the shore',
    'not personal',
  ),
  'declarations.document': entry(
    'public',
    'what the operator declares: who they are, and where every store is',
    'as long as the shore',
    'not personal',
  ),
  'likes.account_id': entry('private', 'whose like it is; shown to nobody else', 'until it is taken back'),
  'likes.video_id': entry('private', 'which clip was liked', 'until it is taken back'),
  'likes.created_at': entry('private', 'orders the person’s own list', 'until it is taken back'),
  'roles.account_id': entry('account', 'who operates or moderates the shore', 'as long as the role'),
  'roles.role': entry('account', 'which of the two it is', 'as long as the role'),
  'roles.since': entry('account', 'says since when', 'as long as the role'),
  'operator_codes.code_hash': entry(
    'secret',
    'makes an account an operator, once',
    'a day, or until it is used or replaced',
    'not personal',
  ),
  'operator_codes.created_at': entry(
    'secret',
    'says how old the code is',
    'a day, or until it is used or replaced',
    'not personal',
  ),
  'staff_acts.id': entry('account', 'names and orders an act of staff', 'as long as the shore', 'not personal'),
  'staff_acts.at': entry('account', 'says when it was', 'as long as the shore', 'not personal'),
  'staff_acts.actor_id': entry(
    'account',
    'which account with a role acted; staff answer for what they do',
    'as long as the shore',
    'kept without the person',
  ),
  'staff_acts.role': entry('account', 'in which role', 'as long as the shore', 'not personal'),
  'staff_acts.act': entry('account', 'what was done', 'as long as the shore', 'not personal'),
  'staff_acts.subject': entry(
    'account',
    'the handle or clip that it was done to',
    'as long as the shore',
    'kept without the person',
  ),
  'staff_acts.why': entry('account', 'the reason given', 'as long as the shore', 'kept without the person'),
  'staff_acts.outcome': entry('account', 'whether it was carried out', 'as long as the shore', 'not personal'),
  'staff_acts.begun_id': entry('account', 'joins an outcome to its act', 'as long as the shore', 'not personal'),
  'advisories.is_current': entry('account', 'there is one', 'as long as the shore', 'not personal'),
  'advisories.document': entry('account', 'security advisories as they were signed', 'until the next', 'not personal'),
  'advisories.checked_at': entry('account', 'when they were asked for last', 'until the next', 'not personal'),
  'advisories.fault': entry('account', 'why they could not be believed', 'until the next', 'not personal'),
  'comments.id': entry('public', 'names and orders a comment', 'until its writer or the clip’s author deletes it'),
  'comments.video_id': entry('public', 'which clip it is about', 'until its writer or the clip’s author deletes it'),
  'comments.account_id': entry('public', 'who wrote it', 'until its writer or the clip’s author deletes it'),
  'comments.parent_id': entry('public', 'what it replies to', 'until its writer or the clip’s author deletes it'),
  'comments.text': entry('public', 'the words', 'until its writer or the clip’s author deletes it'),
  'comments.created_at': entry('public', 'says when', 'until its writer or the clip’s author deletes it'),
  'comments.replies': entry('public', 'the count shown', 'until its writer or the clip’s author deletes it'),
  'follows.account_id': entry('account', 'who follows; shown to the two of them', 'until either ends it'),
  'follows.followed_id': entry('account', 'who is followed; shown to the two of them', 'until either ends it'),
  'follows.created_at': entry('private', 'orders the person’s own list', 'until either ends it'),
  'follows.accepted_at': entry('account', 'says whether a closed account has given leave', 'until either ends it'),
}

const upkeep = entry(
  'account',
  'upkeep of the database and its queue; holds clip ids and no words of a person',
  'jobs: until done',
  'not personal',
)

/** Whole tables that a library keeps for itself. */
export const upkeepTables: Readonly<Record<string, Entry>> = {
  'public.kysely_migration': upkeep,
  'public.kysely_migration_lock': upkeep,
  'graphile_worker._private_job_queues': upkeep,
  'graphile_worker._private_jobs': upkeep,
  'graphile_worker._private_known_crontabs': upkeep,
  'graphile_worker._private_tasks': upkeep,
  'graphile_worker.migrations': upkeep,
}

/** What is stored outside the database, by folder or kind. */
export const objects: Readonly<Record<string, Entry>> = {
  uploads: entry(
    'private',
    'the file as it was sent; never served, removed once checked',
    'until ready or refused; unfinished: 48 hours; never posted: 7 days',
  ),
  blobs: entry(
    'public',
    'renditions, posters, storyboards and captions',
    'until an hour after the last clip that uses them is gone',
  ),
  compiled: entry('account', 'the shore’s own program as it was compiled', 'as long as the shore', 'not personal'),
  work: entry('private', 'a clip while it is being checked', 'until the check ends'),
  'slate-key.pem': entry('secret', 'signs slates', 'as long as the shore', 'not personal'),
  'run.json': entry(
    'secret',
    'tells commands on this machine where the running shore is',
    'while the shore runs',
    'not personal',
  ),
  'postgres.log': entry(
    'account',
    'faults of the database, without statements',
    'as long as the shore',
    'not personal',
  ),
}
