/** What a search is refused; part of the one table in `core/errors.ts`. */
export const findingRefusals = {
  'search.empty': {
    status: 422,
    en: 'There is nothing to look for yet: type at least one letter or digit.',
    fr: 'Il n’y a encore rien à chercher : tapez au moins une lettre ou un chiffre.',
  },
  'search.too-long': {
    status: 422,
    en: 'A search has at most {limit} characters; this one has {got}.',
    fr: 'Une recherche compte au plus {limit} caractères ; celle-ci en compte {got}.',
  },
  'search.too-many': {
    status: 422,
    en: 'A search has at most {limit} words; this one has {got}. Keep the ones that matter.',
    fr: 'Une recherche compte au plus {limit} mots ; celle-ci en compte {got}. Gardez ceux qui comptent.',
  },
  'search.slow': {
    status: 503,
    en: 'This search took too long and was stopped. Try rarer words.',
    fr: 'Cette recherche a duré trop longtemps et a été arrêtée. Essayez des mots plus rares.',
  },
  'search.busy': {
    status: 503,
    en: 'Too many people search at this moment. Try again in a second; nothing was lost.',
    fr: 'Trop de personnes cherchent en ce moment. Réessayez dans une seconde ; rien n’a été perdu.',
  },
  'tag.none': {
    status: 404,
    en: '“{got}” is no tag: a tag has letters, digits and underscores, and at least one letter.',
    fr: '« {got} » n’est pas un mot-clé : il se compose de lettres, de chiffres et de tirets bas, avec au moins une lettre.',
  },
  'tag.most': {
    status: 409,
    en: 'An account follows at most {limit} tags. Stop following one first.',
    fr: 'Un compte suit au plus {limit} mots-clés. Cessez d’abord d’en suivre un.',
  },
} as const
