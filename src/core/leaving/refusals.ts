/** What is refused of leaving; part of the one table in `core/errors.ts`. */
export const leavingRefusals = {
  'leaving.already': {
    status: 409,
    en: 'This account is leaving already. Its code was shown when you asked; you can stay, and ask again for another.',
    fr: 'Ce compte est déjà en train de partir. Son code vous a été montré à ce moment ; vous pouvez rester, puis redemander pour en avoir un autre.',
  },
  'leaving.not': {
    status: 409,
    en: 'This account is not leaving, or its erasure has begun.',
    fr: 'Ce compte ne part pas, ou son effacement a commencé.',
  },
  'leaving.staff': {
    status: 409,
    en: 'This account operates or moderates the shore. An operator takes the role back first.',
    fr: 'Ce compte exploite ou modère ce rivage. Un exploitant lui retire d’abord ce rôle.',
  },
  'leaving.no-receipt': {
    status: 404,
    en: 'No receipt has this code. It is there once the account is erased, and for a year from then.',
    fr: 'Aucun reçu n’a ce code. Il existe une fois le compte effacé, et pendant un an.',
  },
} as const
