/** What reporters, people concerned and moderators are refused; part of the one table in `core/errors.ts`. */
export const moderationRefusals = {
  'report.subject': {
    status: 404,
    en: 'What you want to report is not there any more, or not for you to see.',
    fr: 'Ce que vous voulez signaler n’est plus là, ou ne vous est pas montré.',
  },
  'report.own': {
    status: 409,
    en: 'This is your own: you can change or delete it yourself.',
    fr: 'Ceci est à vous : vous pouvez le modifier ou le supprimer vous-même.',
  },
  'report.words': {
    status: 422,
    en: 'With this reason, say in a sentence what is wrong.',
    fr: 'Pour ce motif, dites en une phrase ce qui ne va pas.',
  },
  'report.code': {
    status: 404,
    en: 'No report has this code. It was shown once, when the report was sent, and is kept for half a year after the decision.',
    fr: 'Aucun signalement ne porte ce code. Il a été affiché une fois, à l’envoi, et se garde six mois après la décision.',
  },
  'case.not-found': {
    status: 404,
    en: 'There is no such case for you.',
    fr: 'Il n’y a pas de tel cas pour vous.',
  },
  'case.decided': {
    status: 409,
    en: 'This case was decided meanwhile.',
    fr: 'Ce cas a été décidé entre-temps.',
  },
  'case.gone': {
    status: 409,
    en: 'What this case is about was deleted by its owner; the case is closed.',
    fr: 'L’objet de ce cas a été supprimé par son propriétaire ; le cas est clos.',
  },
  'case.taken': {
    status: 409,
    en: 'Another moderator is looking at this case.',
    fr: 'Une autre personne de la modération examine ce cas.',
  },
  'case.not-taken': {
    status: 409,
    en: 'Take the case first: what belongs to it is shown to whoever decides it, and to nobody else.',
    fr: 'Prenez d’abord le cas : ce qui s’y rapporte n’est montré qu’à qui en décide.',
  },
  'case.own': {
    status: 403,
    en: 'This case is about you, or you reported it yourself: somebody else has to decide it.',
    fr: 'Ce cas vous concerne, ou vous l’avez signalé vous-même : quelqu’un d’autre doit en décider.',
  },
  'case.staff': {
    status: 409,
    en: '@{handle} has a role here. An operator takes the role first; then the account can be decided on.',
    fr: '@{handle} a un rôle ici. L’exploitation retire d’abord le rôle ; on pourra ensuite décider du compte.',
  },
  'case.measure': {
    status: 422,
    en: 'This cannot be decided here: it should be one of {expected}, and came as {got}.',
    fr: 'Cela ne peut pas être décidé ici : il faudrait {expected}, et c’est {got}.',
  },
  'case.until': {
    status: 422,
    en: 'An account is restricted for 1 to {limit} days.',
    fr: 'Un compte est restreint pour 1 à {limit} jours.',
  },
  'case.rule': {
    status: 422,
    en: 'This rule is not in force. Every decision names one of the published rules.',
    fr: 'Cette règle n’est pas en vigueur. Toute décision cite une des règles publiées.',
  },
  'case.reason': {
    status: 422,
    en: 'Say in a sentence of at most {limit} characters why. The person concerned reads it.',
    fr: 'Dites pourquoi en une phrase de {limit} caractères au plus. La personne concernée la lit.',
  },
  'appeal.not-found': {
    status: 404,
    en: 'There is no such decision for you to appeal against.',
    fr: 'Il n’y a pas de telle décision que vous puissiez contester.',
  },
  'appeal.there': {
    status: 409,
    en: 'You have appealed against this decision already. Another moderator decides it.',
    fr: 'Vous avez déjà contesté cette décision. Une autre personne de la modération en décide.',
  },
  'appeal.late': {
    status: 409,
    en: 'A decision can be appealed against for {days} days; this one is older.',
    fr: 'Une décision peut être contestée pendant {days} jours ; celle-ci est plus ancienne.',
  },
  'appeal.same': {
    status: 403,
    en: 'Whoever decided first does not decide the appeal. Somebody else has to.',
    fr: 'Qui a décidé d’abord ne décide pas du recours. Ce doit être quelqu’un d’autre.',
  },
  'appeal.decided': {
    status: 409,
    en: 'This appeal was decided meanwhile.',
    fr: 'Ce recours a été tranché entre-temps.',
  },
  'asked.not-found': {
    status: 404,
    en: 'There is no such request for you, or it was answered or taken back meanwhile.',
    fr: 'Il n’y a pas de telle demande pour vous, ou elle a été traitée ou retirée entre-temps.',
  },
  'asked.about': {
    status: 422,
    en: 'This is nothing that is held of you here. Choose something of the list, or “something else”, and say it in words.',
    fr: 'Ce n’est rien qui soit gardé ici de vous. Choisissez dans la liste, ou « autre chose », et dites-le en mots.',
  },
  'asked.words': {
    status: 422,
    en: 'Say in words what is wrong and what should be done, in at most {limit} characters.',
    fr: 'Dites en mots ce qui ne va pas et ce qu’il faudrait faire, en {limit} caractères au plus.',
  },
  'asked.there': {
    status: 409,
    en: 'You have asked about this already, and it waits for an answer. You can take it back and ask anew.',
    fr: 'Vous avez déjà fait une demande à ce sujet, et elle attend une réponse. Vous pouvez la retirer et en faire une autre.',
  },
  'asked.most': {
    status: 409,
    en: 'At most {limit} requests wait at once. Wait for an answer, or take one back.',
    fr: 'Au plus {limit} demandes attendent à la fois. Attendez une réponse, ou retirez-en une.',
  },
  'asked.appealed': {
    status: 409,
    en: 'You have appealed against this answer already, or asked about the same again.',
    fr: 'Vous avez déjà contesté cette réponse, ou refait une demande à ce sujet.',
  },
  'asked.answered': {
    status: 409,
    en: 'This was answered, taken back or asked more about meanwhile.',
    fr: 'Cette demande a été traitée, retirée ou renvoyée avec une question entre-temps.',
  },
  'asked.same': {
    status: 403,
    en: 'Whoever answered first, or made the decision that this is about, does not answer. Somebody else has to.',
    fr: 'Qui a répondu d’abord, ou pris la décision dont il s’agit, ne répond pas. Ce doit être quelqu’un d’autre.',
  },
  'asked.outcome': {
    status: 422,
    en: 'Only an objection can be upheld. Of what else is asked: corrected, declined, or more is asked.',
    fr: 'Seule une opposition peut être reconnue fondée. Pour le reste : corrigé, refusé, ou une question.',
  },
  'account.restricted': {
    status: 403,
    en: 'A moderator has restricted this account until {until}: nothing new can be shown until then. Settings, Decisions and reports says why and how to appeal.',
    fr: 'La modération a restreint ce compte jusqu’au {until} : rien de nouveau ne peut être montré d’ici là. Réglages, Décisions et signalements dit pourquoi et comment contester.',
  },
  'rule.most': {
    status: 409,
    en: 'A shore has at most {limit} rules; end one first.',
    fr: 'Un rivage a au plus {limit} règles ; mettez-en d’abord une fin.',
  },
  'rule.words': {
    status: 422,
    en: 'A rule needs a title and a text in English and in French.',
    fr: 'Une règle a besoin d’un titre et d’un texte, en anglais et en français.',
  },
  'rule.last': {
    status: 409,
    en: 'The last rule cannot end: nothing could be decided without one.',
    fr: 'La dernière règle ne peut pas prendre fin : sans règle, rien ne pourrait être décidé.',
  },
} as const
