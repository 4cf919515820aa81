/** What the key process declines to do. */
export const keysRefusals = {
  'keys.away': {
    status: 503,
    en: 'The process that keeps the keys does not answer. What is encrypted cannot be read now; nothing was lost. Try again in a minute.',
    fr: 'Le processus qui garde les clés ne répond pas. Ce qui est chiffré ne peut pas être lu maintenant ; rien n’a été perdu. Réessayez dans une minute.',
  },
  'keys.locked': {
    status: 503,
    en: 'The shore’s key is not here. What is encrypted can be read again once its operator has put the key back from its shares (onshore operate key open); everything else works.',
    fr: 'La clé du rivage n’est pas là. Ce qui est chiffré pourra être lu quand son exploitant aura remis la clé à partir de ses parts (onshore operate key open) ; tout le reste fonctionne.',
  },
  'keys.not-self': {
    status: 403,
    en: 'What is encrypted for a person opens to that person alone, while they are signed in.',
    fr: 'Ce qui est chiffré pour une personne ne s’ouvre qu’à elle, tant qu’elle est connectée.',
  },
  'keys.staff-door': {
    status: 403,
    en: 'The staff door is shut: there is no way yet to name a case for it that the person can see.',
    fr: 'La porte du personnel est fermée : il n’existe pas encore de moyen de nommer pour elle un cas que la personne puisse voir.',
  },
  'keys.not-leaving': {
    status: 409,
    en: 'The key of an account is destroyed with the account, and this one is here and is not being erased.',
    fr: 'La clé d’un compte est détruite avec lui, et celui-ci est là et n’est pas en cours d’effacement.',
  },
  'keys.destroyed': {
    status: 410,
    en: 'The key of this account was destroyed with it.',
    fr: 'La clé de ce compte a été détruite avec lui.',
  },
  'keys.other-shore': {
    status: 409,
    en: '{got} of {limit} keys belong to no account of this database. Nothing was destroyed: these seem to be the keys of another shore.',
    fr: '{got} clés sur {limit} n’appartiennent à aucun compte de cette base de données. Rien n’a été détruit : ces clés semblent celles d’un autre rivage.',
  },
  'keys.damaged': {
    status: 500,
    en: 'The file {got} in the folder of keys is not a key. Put it back from the shares, or from a copy.',
    fr: 'Le fichier {got} du dossier des clés n’est pas une clé. Remettez-le à partir des parts, ou d’une copie.',
  },
  'keys.share': {
    status: 400,
    en: 'Share {place} was not understood: a share begins with onshore-share-1 and has no character missing.',
    fr: 'La part {place} n’a pas été comprise : une part commence par onshore-share-1 et il n’y manque aucun caractère.',
  },
  'keys.shares': {
    status: 400,
    en: 'Needed are {expected} different shares of one key; given were {got}.',
    fr: 'Il faut {expected} parts différentes d’une même clé ; en voici {got}.',
  },
  'keys.share-count': {
    status: 400,
    en: 'A key is split into 2 to 16 shares, of which 2 or more are needed, and no more than there are.',
    fr: 'Une clé se partage en 2 à 16 parts, dont il faut au moins 2, et pas plus qu’il n’y en a.',
  },
  'keys.there': {
    status: 409,
    en: 'The shore has its key already, and it is another one than these shares hold. Nothing was changed.',
    fr: 'Le rivage a déjà sa clé, et ce n’est pas celle de ces parts. Rien n’a été changé.',
  },
  'keys.file': {
    status: 400,
    en: 'This is not a file of keys that “onshore operate key save” wrote, or it is damaged: {got}.',
    fr: 'Ce n’est pas un fichier de clés écrit par « onshore operate key save », ou il est endommagé : {got}.',
  },
} as const
