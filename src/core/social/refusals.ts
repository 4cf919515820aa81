/** What people's ties are refused; part of the one table in `core/errors.ts`. */
export const socialRefusals = {
  'follow.self': {
    status: 409,
    en: 'Your own clips are yours already; there is no need to follow yourself.',
    fr: 'Vos propres clips sont déjà les vôtres ; inutile de vous suivre vous-même.',
  },
  'follow.most': {
    status: 409,
    en: 'An account follows at most {limit} others. Stop following one first.',
    fr: 'Un compte en suit au plus {limit} autres. Cessez d’abord d’en suivre un.',
  },
  'follow.not-found': {
    status: 404,
    en: '@{handle} does not follow you, and has not asked to.',
    fr: '@{handle} ne vous suit pas et ne l’a pas demandé.',
  },
  'follow.hidden': {
    status: 404,
    en: '@{handle} does not show these to others.',
    fr: '@{handle} ne les montre pas aux autres.',
  },
  'wall.self': {
    status: 409,
    en: 'You cannot block or mute yourself.',
    fr: 'Vous ne pouvez ni vous bloquer ni vous masquer vous-même.',
  },
  'wall.most': {
    status: 409,
    en: 'An account blocks or mutes at most {limit} others. Let one go first.',
    fr: 'Un compte en bloque ou en masque au plus {limit} autres. Libérez-en d’abord un.',
  },
  'muted.most': {
    status: 409,
    en: 'At most {limit} tags, sounds and words are muted at once. Take one back first.',
    fr: 'On masque au plus {limit} mots-clés, sons et mots à la fois. Retirez-en d’abord un.',
  },
  'muted.word': {
    status: 422,
    en: 'A muted word or phrase has 1 to {limit} characters that can be seen; this one has {got}.',
    fr: 'Un mot ou une expression à masquer compte de 1 à {limit} caractères visibles ; celui-ci en compte {got}.',
  },
  'wall.blocked': {
    status: 403,
    en: 'This account does not take this from you.',
    fr: 'Ce compte n’accepte pas cela de vous.',
  },
  'wall.blocking': {
    status: 409,
    en: 'You have blocked this account. Block it no more first.',
    fr: 'Vous avez bloqué ce compte. Débloquez-le d’abord.',
  },
  'comment.empty': {
    status: 422,
    en: 'The comment says nothing yet.',
    fr: 'Le commentaire ne dit encore rien.',
  },
  'comment.too-long': {
    status: 422,
    en: 'A comment has at most {limit} characters; this one has {got}.',
    fr: 'Un commentaire compte au plus {limit} caractères ; celui-ci en compte {got}.',
  },
  'comment.not-found': {
    status: 404,
    en: 'That comment is not there, or is not yours to delete.',
    fr: 'Ce commentaire n’est pas là, ou ce n’est pas à vous de le supprimer.',
  },
  'comment.words': {
    status: 422,
    en: 'There is room for {limit} words of at most {length} characters; these are {got}.',
    fr: 'Il y a place pour {limit} mots d’au plus {length} caractères ; ceux-ci sont {got}.',
  },
  'comment.edit-late': {
    status: 409,
    en: 'The words of a comment can be changed for {minutes} minutes. Delete it and write another.',
    fr: 'Les mots d’un commentaire peuvent être changés pendant {minutes} minutes. Supprimez-le et écrivez-en un autre.',
  },
  'comment.not-held': {
    status: 404,
    en: 'That comment does not wait for you.',
    fr: 'Ce commentaire ne vous attend pas.',
  },
  'repost.self': {
    status: 409,
    en: 'This clip is yours; those who follow you see it already.',
    fr: 'Ce clip est le vôtre ; ceux qui vous suivent le voient déjà.',
  },
  'repost.young': {
    status: 403,
    en: 'What somebody under {limit} posts is passed on only by those who follow them.',
    fr: 'Ce que publie une personne de moins de {limit} ans n’est relayé que par ceux qui la suivent.',
  },
  'save.not-found': {
    status: 404,
    en: 'This clip is not among those you saved, or the collection is not there.',
    fr: 'Ce clip n’est pas parmi ceux que vous avez enregistrés, ou la collection n’existe pas.',
  },
  'collection.name': {
    status: 422,
    en: 'A collection has a name of 1 to {limit} characters; this one has {got}.',
    fr: 'Une collection porte un nom de 1 à {limit} caractères ; celui-ci en compte {got}.',
  },
  'collection.most': {
    status: 409,
    en: 'An account has at most {limit} collections. Delete one first.',
    fr: 'Un compte a au plus {limit} collections. Supprimez-en d’abord une.',
  },
  'collection.not-found': {
    status: 404,
    en: 'That collection is not one of yours.',
    fr: 'Cette collection n’est pas l’une des vôtres.',
  },
  'likes.hidden': {
    status: 404,
    en: '@{handle} does not show what it likes, or is not here.',
    fr: '@{handle} ne montre pas ce qu’il aime, ou n’est pas ici.',
  },
  'limit.account': {
    status: 403,
    en: 'For now, this account takes this only from those who have followed it for a while. Try again later.',
    fr: 'Pour l’instant, ce compte n’accepte cela que des personnes qui le suivent depuis quelque temps. Réessayez plus tard.',
  },
  'limit.mention': {
    status: 403,
    en: 'For now, @{handle} can be named only by those who have followed it for a while. Take the @ away, or try again later.',
    fr: 'Pour l’instant, @{handle} ne peut être nommé que par les personnes qui le suivent depuis quelque temps. Retirez l’@, ou réessayez plus tard.',
  },
  'comment.off': {
    status: 403,
    en: 'The author has switched comments off for this clip.',
    fr: 'L’auteur a désactivé les commentaires de ce clip.',
  },
  'comment.followers': {
    status: 403,
    en: 'Only those who follow the author may comment on this clip.',
    fr: 'Seules les personnes qui suivent l’auteur peuvent commenter ce clip.',
  },
} as const
