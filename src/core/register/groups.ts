import type { Sentence } from './retentions.ts'

/** What is held, as a person recognizes it; in the order in which it is shown. */
export const groups = {
  profile: { en: 'Profile', fr: 'Profil' },
  entry: { en: 'Signing in', fr: 'Connexion' },
  clips: { en: 'Clips', fr: 'Clips' },
  people: { en: 'Following, blocking and muting', fr: 'Suivre, bloquer et masquer' },
  conversation: { en: 'Likes, comments and saved clips', fr: 'J’aime, commentaires et clips enregistrés' },
  notices: { en: 'Inbox', fr: 'Boîte de réception' },
  finding: { en: 'Feed and search', fr: 'Fil et recherche' },
  institutions: { en: 'Acting for institutions', fr: 'Agir pour des institutions' },
  safety: { en: 'Reports and decisions', fr: 'Signalements et décisions' },
  shore: { en: 'The shore itself', fr: 'Le rivage lui-même' },
} as const satisfies Record<string, Sentence>

export type Group = keyof typeof groups

/**
 * Who can see what is of a class. public: anyone may read it. account: the person and the shore's programs. private: the person
 * only. sealed: the person only, by the self door of the key process. secret: nobody reads it back; it is compared or used.
 */
export const classes = {
  public: {
    title: { en: 'Anyone', fr: 'Tout le monde' },
    means: { en: 'shown to whoever asks, signed in or not', fr: 'montré à qui le demande, avec ou sans compte' },
  },
  account: {
    title: { en: 'The person and the shore', fr: 'La personne et le rivage' },
    means: {
      en: 'shown to the person, and used by the shore’s programs; by its staff where the purpose says so',
      fr: 'montré à la personne, et utilisé par les programmes du rivage ; par son personnel là où le but le dit',
    },
  },
  private: {
    title: { en: 'The person alone', fr: 'La personne seule' },
    means: {
      en: 'shown to the person and to nobody else; to who decides a case, where the purpose says so',
      fr: 'montré à la personne et à personne d’autre ; à qui décide d’un cas, là où le but le dit',
    },
  },
  sealed: {
    title: { en: 'The person alone, encrypted', fr: 'La personne seule, chiffré' },
    means: {
      en: 'encrypted under a key of the person’s own, which a process apart keeps; it opens to the person while they are signed in, and is destroyed with the account',
      fr: 'chiffré sous une clé propre à la personne, que garde un processus à part ; elle ne s’ouvre qu’à la personne connectée, et est détruite avec le compte',
    },
  },
  secret: {
    title: { en: 'Nobody', fr: 'Personne' },
    means: {
      en: 'compared or used by programs, never shown, not even to the person',
      fr: 'comparé ou utilisé par des programmes, jamais montré, pas même à la personne',
    },
  },
} as const satisfies Record<string, { title: Sentence; means: Sentence }>

export type DataClass = keyof typeof classes

/** What becomes of something when its account is erased. */
export const erasures = {
  deleted: { en: 'Deleted', fr: 'Effacé' },
  'kept without the person': { en: 'Kept without the person', fr: 'Gardé sans la personne' },
  'not personal': { en: 'Says nothing of a person', fr: 'Ne dit rien d’une personne' },
} as const satisfies Record<string, Sentence>

export type Erasure = keyof typeof erasures
