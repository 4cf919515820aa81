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
