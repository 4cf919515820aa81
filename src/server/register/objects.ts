import type { Entry, OwnerPath } from '../../core/register/entry.ts'
import type { Group } from '../../core/register/groups.ts'
import type { Sentence } from '../../core/register/retentions.ts'

/** A kind of object outside the database. `ownedBy`: it is named by values of this column (`of`), and belongs to whom that row belongs. */
export interface KeptObject extends Entry {
  title: Sentence
  group: Group
  ownedBy: readonly OwnerPath[]
}

const upkeep: Entry = {
  class: 'account',
  purpose: {
    en: 'upkeep of the database and its queue; holds clip ids and no words of a person',
    fr: 'l’entretien de la base de données et de sa file ; garde des identifiants de clips et aucun mot d’une personne',
  },
  retention: 'job',
  erasure: 'not personal',
}

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
export const objects: Readonly<Record<string, KeptObject>> = {
  uploads: {
    title: { en: 'Sent files', fr: 'Fichiers envoyés' },
    class: 'private',
    group: 'clips',
    ownedBy: [{ by: 'name', of: 'videos.id' }],
    purpose: {
      en: 'the file as it was sent; never served, removed once checked',
      fr: 'le fichier tel qu’il a été envoyé ; jamais servi, enlevé une fois contrôlé',
    },
    retention: 'sent',
    erasure: 'deleted',
  },
  blobs: {
    title: { en: 'Files that are played', fr: 'Fichiers qui sont joués' },
    class: 'public',
    group: 'clips',
    ownedBy: [{ by: 'name', of: 'video_files.hash' }],
    purpose: {
      en: 'renditions, posters, storyboards and captions of clips',
      fr: 'les versions, affiches, planches d’aperçus et sous-titres des clips',
    },
    retention: 'object',
    erasure: 'deleted',
  },
  archives: {
    title: { en: 'Files of downloads', fr: 'Fichiers des téléchargements' },
    class: 'private',
    group: 'profile',
    ownedBy: [{ by: 'name', of: 'archives.id' }],
    purpose: {
      en: 'archives of accounts that were asked for, or that somebody brings',
      fr: 'les archives de comptes que l’on a demandées, ou que l’on apporte',
    },
    retention: 'archive',
    erasure: 'deleted',
  },
  packs: {
    title: { en: 'Packs of slates', fr: 'Paquets des sélections' },
    class: 'public',
    group: 'finding',
    ownedBy: [],
    purpose: {
      en: 'packs of slates, beside the files of clips: public clips with their public counts, the same for everybody',
      fr: 'les paquets des sélections, à côté des fichiers des clips : des clips publics et leurs nombres publics, les mêmes pour tous',
    },
    retention: 'pack',
    erasure: 'deleted',
  },
  work: {
    title: { en: 'Files being checked', fr: 'Fichiers en cours de contrôle' },
    class: 'private',
    group: 'clips',
    ownedBy: [],
    purpose: { en: 'a clip while it is being checked', fr: 'un clip pendant son contrôle' },
    retention: 'check',
    erasure: 'deleted',
  },
  compiled: {
    title: { en: 'Compiled program', fr: 'Programme compilé' },
    class: 'account',
    group: 'shore',
    ownedBy: [],
    purpose: {
      en: 'the shore’s own program as it was compiled, where its own folder cannot be written',
      fr: 'le programme du rivage, une fois compilé, quand son propre dossier ne peut être écrit',
    },
    retention: 'shore',
    erasure: 'not personal',
  },
  postgres: {
    title: { en: 'Files of the database', fr: 'Fichiers de la base de données' },
    class: 'secret',
    group: 'shore',
    ownedBy: [],
    purpose: {
      en: 'the tables above, as the database keeps them, and its log; bytes of rows that are gone stay in them for a while',
      fr: 'les tables ci-dessus, comme la base de données les garde, et son journal ; des octets de lignes disparues y restent un moment',
    },
    retention: 'pages',
    erasure: 'deleted',
  },
  keys: {
    title: { en: 'Keys', fr: 'Clés' },
    class: 'secret',
    group: 'shore',
    ownedBy: [{ by: 'name', of: 'accounts.id' }],
    purpose: {
      en: 'a key for each account, wrapped by the shore’s key: it opens what is encrypted for the person, and no backup takes it along',
      fr: 'une clé par compte, enveloppée par celle du rivage : elle ouvre ce qui est chiffré pour la personne, et aucune sauvegarde ne l’emporte',
    },
    retention: 'account',
    erasure: 'deleted',
  },
  gone: {
    title: { en: 'Marks of destroyed keys', fr: 'Marques des clés détruites' },
    class: 'secret',
    group: 'shore',
    ownedBy: [],
    purpose: {
      en: 'a hash among the keys for each account that was erased: a backup from before is restored without it',
      fr: 'une empreinte parmi les clés pour chaque compte effacé : une sauvegarde d’avant se restaure sans lui',
    },
    retention: 'gone',
    erasure: 'kept without the person',
  },
  'slate-key.pem': {
    title: { en: 'Key of slates', fr: 'Clé des sélections' },
    class: 'secret',
    group: 'shore',
    ownedBy: [],
    purpose: { en: 'signs slates', fr: 'signe les sélections' },
    retention: 'shore',
    erasure: 'not personal',
  },
  'run.json': {
    title: { en: 'Address of the running shore', fr: 'Adresse du rivage qui tourne' },
    class: 'secret',
    group: 'shore',
    ownedBy: [],
    purpose: {
      en: 'tells commands on this machine where the running shore is',
      fr: 'dit aux commandes de cette machine où est le rivage qui tourne',
    },
    retention: 'running',
    erasure: 'not personal',
  },
  'postgres.log': {
    title: { en: 'Log of the database', fr: 'Journal de la base de données' },
    class: 'account',
    group: 'shore',
    ownedBy: [],
    purpose: {
      en: 'faults of the database, without statements',
      fr: 'les fautes de la base de données, sans requêtes',
    },
    retention: 'shore',
    erasure: 'not personal',
  },
}
