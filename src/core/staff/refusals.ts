/** What staff are refused; part of the one table in `core/errors.ts`. */
export const staffRefusals = {
  'staff.role': {
    status: 403,
    en: 'This belongs to another role. It needs: {expected}.',
    fr: 'Ceci relève d’un autre rôle. Il faut : {expected}.',
  },
  'staff.code': {
    status: 403,
    en: 'This code is not valid, or was used before. On the shore’s machine, onshore operate code prints a new one.',
    fr: 'Ce code n’est pas valable, ou a déjà servi. Sur la machine du rivage, onshore operate code en affiche un nouveau.',
  },
  'staff.no-newcomer': {
    status: 404,
    en: '@{handle} does not wait to be let in. Somebody else may have decided just now.',
    fr: '@{handle} n’attend pas d’entrer. Quelqu’un d’autre vient peut-être de décider.',
  },
  'staff.no-invite': {
    status: 404,
    en: 'This invitation is not there, or has ended.',
    fr: 'Cette invitation n’existe pas, ou a pris fin.',
  },
  'staff.role-held': {
    status: 409,
    en: '@{handle} is {got} already. One account has one role: take it first.',
    fr: '@{handle} est déjà {got}. Un compte n’a qu’un rôle : retirez-le d’abord.',
  },
  'staff.no-role': {
    status: 404,
    en: '@{handle} has no role here.',
    fr: '@{handle} n’a pas de rôle ici.',
  },
  'staff.last-operator': {
    status: 409,
    en: '@{handle} is the only operator. Name another one first.',
    fr: '@{handle} est la seule personne chargée de l’exploitation. Nommez-en d’abord une autre.',
  },
  'staff.why': {
    status: 422,
    en: 'Every act of staff is kept with its reason: say in a sentence why.',
    fr: 'Chaque acte du personnel est conservé avec son motif : dites en une phrase pourquoi.',
  },
  'video.original-gone': {
    status: 409,
    en: 'The file as it was sent is not kept any more, so the clip cannot be worked on again.',
    fr: 'Le fichier tel qu’il a été envoyé n’est plus conservé ; le clip ne peut donc pas être retravaillé.',
  },
  'video.not-given-up': {
    status: 409,
    en: 'This clip was not given up: nothing about it is to be tried again.',
    fr: 'Ce clip n’a pas été abandonné : il n’y a rien à retenter.',
  },
  'staff.suspended': {
    status: 409,
    en: '@{handle} is suspended already.',
    fr: '@{handle} est déjà suspendu.',
  },
  'staff.not-suspended': {
    status: 409,
    en: '@{handle} is not suspended.',
    fr: '@{handle} n’est pas suspendu.',
  },
  'storage.quota': {
    status: 413,
    en: 'Your clips may take {limit} MB on this shore and take {used} MB; this file would be {expected} MB more. Delete a clip, or ask the operator for room.',
    fr: 'Vos clips peuvent occuper {limit} Mo sur ce rivage et en occupent {used} ; ce fichier en prendrait {expected} de plus. Supprimez un clip, ou demandez de la place à l’exploitant.',
  },
} as const
