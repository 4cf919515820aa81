/** What people are refused about their archives; part of the one table in `core/errors.ts`. */
export const archiveRefusals = {
  'archive.being-made': {
    status: 409,
    en: 'Your archive is being made. Wait until it is there, or take it back first.',
    fr: 'Votre archive est en préparation. Attendez qu’elle soit prête, ou annulez-la d’abord.',
  },
  'archive.not-there': {
    status: 404,
    en: 'There is no archive to download. Ask for one; it is kept for {days} days.',
    fr: 'Il n’y a pas d’archive à télécharger. Demandez-en une ; elle est gardée {days} jours.',
  },
  'archive.passphrase': {
    status: 422,
    en: 'A passphrase for an archive has {min} to {max} characters; this one has {got}.',
    fr: 'La phrase de passe d’une archive compte de {min} à {max} caractères ; celle-ci en compte {got}.',
  },
} as const
