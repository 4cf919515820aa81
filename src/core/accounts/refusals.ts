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
  'account.name-length': {
    status: 422,
    en: 'A name has at most {limit} characters; this one has {got}.',
    fr: 'Un nom compte au plus {limit} caractères ; celui-ci en compte {got}.',
  },
  'account.bio-length': {
    status: 422,
    en: 'What you say about yourself has at most {limit} characters; this has {got}.',
    fr: 'Votre présentation compte au plus {limit} caractères ; celle-ci en compte {got}.',
  },
  'account.link': {
    status: 422,
    en: 'A link is an https address of at most {limit} characters, such as example.org/shop; “{got}” is none.',
    fr: 'Un lien est une adresse https d’au plus {limit} caractères, comme example.org/boutique ; « {got} » n’en est pas une.',
  },
  'account.links': {
    status: 422,
    en: 'There is room for {limit} links here; these are {got}.',
    fr: 'Il y a place ici pour {limit} liens ; ceux-ci sont {got}.',
  },
  'account.contact': {
    status: 422,
    en: 'A contact is an e-mail address, a telephone number or an https address; “{got}” is none.',
    fr: 'Un contact est une adresse électronique, un numéro de téléphone ou une adresse https ; « {got} » n’en est pas un.',
  },
  'account.avatar': {
    status: 422,
    en: 'A picture is {expected} bytes: 256 rows of 256 pixels of red, green and blue. These are {got}.',
    fr: 'Une image compte {expected} octets : 256 lignes de 256 pixels en rouge, vert et bleu. Ceux-ci sont {got}.',
  },
  'account.too-young': {
    status: 403,
    en: 'An account here is for people of {limit} and older. Watching is open to everybody, and nothing of you was kept.',
    fr: 'Un compte ici est ouvert à partir de {limit} ans. Regarder est ouvert à tout le monde, et rien de vous n’a été conservé.',
  },
  'account.young': {
    status: 403,
    en: 'Until {limit}, an account stays closed: who follows you asks first, your lists are yours, search engines leave it out, and it is no business.',
    fr: 'Jusqu’à {limit} ans, un compte reste fermé : qui veut vous suivre demande d’abord, vos listes sont à vous, les moteurs de recherche le laissent de côté, et ce n’est pas une entreprise.',
  },
  'account.waiting': {
    status: 403,
    en: 'Your account waits for somebody of this shore to let it in. Until then you can watch, and write your profile.',
    fr: 'Votre compte attend que quelqu’un de ce rivage le laisse entrer. D’ici là, vous pouvez regarder et rédiger votre profil.',
  },
  'account.refused': {
    status: 403,
    en: 'This shore did not let the account in. The reason that was given: {why} It is removed in {days} days.',
    fr: 'Ce rivage n’a pas laissé entrer le compte. Le motif donné : {why} Il sera supprimé dans {days} jours.',
  },
  'join.invite': {
    status: 403,
    en: 'An account here is opened by invitation. This code is not valid, was used up, or has ended; ask whoever gave it to you.',
    fr: 'Ici, un compte s’ouvre sur invitation. Ce code n’est pas valable, est épuisé ou a pris fin ; demandez à qui vous l’a donné.',
  },
  'join.words': {
    status: 422,
    en: 'Say in a sentence of at most {limit} characters who you are or why you come; this one has {got}.',
    fr: 'Dites en une phrase d’au plus {limit} caractères qui vous êtes ou pourquoi vous venez ; celle-ci en compte {got}.',
  },
  'join.proof': {
    status: 403,
    en: 'Very many accounts are being opened right now. Your device has to do some work first; the page to join does it by itself.',
    fr: 'De très nombreux comptes s’ouvrent en ce moment. Votre appareil doit d’abord faire un peu de travail ; la page d’inscription s’en charge.',
  },
  'account.leaving': {
    status: 403,
    en: 'This account is leaving, so nothing new can be shown. You can stay: Settings, Leave.',
    fr: 'Ce compte est en train de partir : rien de nouveau ne peut être montré. Vous pouvez rester : Réglages, Partir.',
  },
  'account.suspended': {
    status: 403,
    en: 'This account is suspended. You can read and download what is yours, and delete it; nothing new can be shown.',
    fr: 'Ce compte est suspendu. Vous pouvez lire et télécharger ce qui est à vous, et le supprimer ; rien de nouveau ne peut être montré.',
  },
} as const
