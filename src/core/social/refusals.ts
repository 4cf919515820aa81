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
} as const
