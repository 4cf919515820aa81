/** What is refused of slates; part of the one table in `core/errors.ts`. */
export const feedRefusals = {
  'slate.none': {
    status: 404,
    en: 'This shore has not made a slate yet. It makes the first within a minute of its start.',
    fr: 'Ce rivage n’a pas encore fait de sélection. Il fait la première dans la minute qui suit son démarrage.',
  },
  'slate.not-found': {
    status: 404,
    en: 'No pack and no slate of that hash is here. They are kept for {days} days.',
    fr: 'Aucun paquet et aucune sélection de cette empreinte n’est ici. Ils sont gardés {days} jours.',
  },
  'audit.session': {
    status: 422,
    en: 'This is no saved session, or one that was changed: {got}.',
    fr: 'Ce n’est pas une session enregistrée, ou elle a été modifiée : {got}.',
  },
  'audit.slate': {
    status: 422,
    en: 'The slate {hash} does not hold: {got}.',
    fr: 'La sélection {hash} ne tient pas : {got}.',
  },
  'audit.other': {
    status: 422,
    en: 'After {n} orders that are the same, step {step} is another ({why}): {was} was written down, {is} came.',
    fr: 'Après {n} ordres identiques, l’étape {step} diffère ({why}) : {was} était écrit, {is} est venu.',
  },
} as const
