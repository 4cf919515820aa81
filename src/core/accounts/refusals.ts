/** What accounts, sessions, passkeys and tokens are refused; part of the one table in `core/errors.ts`. */
export const accountRefusals = {
  'session.missing': {
    status: 401,
    en: 'Sign in first. This act belongs to an account.',
    fr: 'Connectez-vous d’abord. Cet acte appartient à un compte.',
  },
  'session.not-found': {
    status: 404,
    en: 'That session is not one of yours, or has already ended.',
    fr: 'Cette session n’est pas l’une des vôtres, ou elle est déjà terminée.',
  },
  'session.step-up': {
    status: 403,
    en: 'Show once more that it is you: with your passkey or your passphrase. Then this act is carried out.',
    fr: 'Montrez encore une fois que c’est bien vous, avec votre clé d’accès ou votre phrase de passe. L’acte sera alors accompli.',
  },
  'passkey.failed': {
    status: 401,
    en: 'This passkey does not open the door here. Try again; nothing was changed.',
    fr: 'Cette clé d’accès n’ouvre pas la porte ici. Réessayez ; rien n’a été changé.',
  },
  'passkey.known': {
    status: 409,
    en: 'This passkey is already in use here. Choose another, or keep the one you have.',
    fr: 'Cette clé d’accès sert déjà ici. Choisissez-en une autre, ou gardez celle que vous avez.',
  },
  'passkey.last': {
    status: 409,
    en: 'This passkey is the only way into the account. Set a passphrase or add another passkey first.',
    fr: 'Cette clé d’accès est la seule entrée du compte. Choisissez d’abord une phrase de passe ou ajoutez une autre clé.',
  },
  'passkey.most': {
    status: 409,
    en: 'An account has at most {limit} passkeys. Remove one that you no longer use.',
    fr: 'Un compte a au plus {limit} clés d’accès. Retirez-en une qui ne vous sert plus.',
  },
  'passkey.not-found': {
    status: 404,
    en: 'That passkey is not one of yours, or is already removed.',
    fr: 'Cette clé d’accès n’est pas l’une des vôtres, ou elle est déjà retirée.',
  },
  'token.not-found': {
    status: 404,
    en: 'That token is not one of yours, or has already ended.',
    fr: 'Ce jeton n’est pas l’un des vôtres, ou il est déjà terminé.',
  },
  'token.most': {
    status: 409,
    en: 'An account has at most {limit} access tokens. End one that you no longer use.',
    fr: 'Un compte a au plus {limit} jetons d’accès. Terminez-en un qui ne vous sert plus.',
  },
  'token.scope': {
    status: 403,
    en: 'This token may {got}; this act needs the scope {expected}.',
    fr: 'Ce jeton permet {got} ; cet acte exige la portée {expected}.',
  },
  'token.act': {
    status: 403,
    en: 'A token cannot do this. Sign in instead.',
    fr: 'Un jeton ne permet pas cet acte. Connectez-vous plutôt.',
  },
  'account.handle-length': {
    status: 422,
    en: 'A handle has {min} to {max} characters; this one has {got}.',
    fr: 'Un pseudo compte de {min} à {max} caractères ; celui-ci en compte {got}.',
  },
  'account.handle-characters': {
    status: 422,
    en: 'A handle is made of letters and digits, with single dots, hyphens or underscores between them. “{got}” cannot be used here.',
    fr: 'Un pseudo se compose de lettres et de chiffres, séparés au besoin par un point, un trait d’union ou un tiret bas. « {got} » ne peut pas servir ici.',
  },
  'account.handle-mixed': {
    status: 422,
    en: 'A handle keeps to one script. This one mixes {got}.',
    fr: 'Un pseudo garde une seule écriture. Celui-ci mélange {got}.',
  },
  'account.handle-taken': {
    status: 409,
    en: 'The handle “{handle}” is taken, or looks too much like one that is. Choose another.',
    fr: 'Le pseudo « {handle} » est pris, ou ressemble trop à un pseudo qui l’est. Choisissez-en un autre.',
  },
  'account.handle-reserved': {
    status: 409,
    en: 'The handle “{handle}” is kept for the shore itself. Choose another.',
    fr: 'Le pseudo « {handle} » est réservé au rivage lui-même. Choisissez-en un autre.',
  },
  'account.passphrase-length': {
    status: 422,
    en: 'A passphrase has {min} to {max} characters; this one has {got}. Four unrelated words work well.',
    fr: 'Une phrase de passe compte de {min} à {max} caractères ; celle-ci en compte {got}. Quatre mots sans lien conviennent bien.',
  },
  'account.passphrase-common': {
    status: 422,
    en: 'This passphrase is among the first that a stranger would try. Choose another.',
    fr: 'Cette phrase de passe est parmi les premières qu’un inconnu essaierait. Choisissez-en une autre.',
  },
  'account.sign-in-failed': {
    status: 401,
    en: 'That handle and passphrase do not match. Nothing was changed.',
    fr: 'Ce pseudo et cette phrase de passe ne correspondent pas. Rien n’a été changé.',
  },
  'account.recovery-failed': {
    status: 401,
    en: 'This handle and recovery code do not belong together, or the code was used before.',
    fr: 'Ce pseudo et ce code de secours ne vont pas ensemble, ou le code a déjà servi.',
  },
  'account.not-found': {
    status: 404,
    en: 'No account here has the handle “{handle}”.',
    fr: 'Aucun compte ici n’a le pseudo « {handle} ».',
  },
} as const
