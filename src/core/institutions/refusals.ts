/** What institutions and their stewards are refused; part of the one table in `core/errors.ts`. */
export const institutionRefusals = {
  'station.missing': {
    status: 401,
    en: 'This device is no open posting station. Unlock it with its passkey, or make it ready first.',
    fr: 'Cet appareil n’est pas un poste de publication ouvert. Déverrouillez-le avec sa clé d’accès, ou préparez-le d’abord.',
  },
  'station.waiting': {
    status: 403,
    en: 'This device is not enrolled yet. A steward proposes it by its code, and others approve.',
    fr: 'Cet appareil n’est pas encore inscrit. Un mandataire le propose par son code, et d’autres approuvent.',
  },
  'station.code': {
    status: 422,
    en: 'No device that waits shows the code “{got}”. A code is good for an hour; make the device ready again.',
    fr: 'Aucun appareil en attente ne montre le code « {got} ». Un code est valable une heure ; préparez l’appareil de nouveau.',
  },
  'station.most': {
    status: 409,
    en: 'There are {limit} posting stations already. End one first.',
    fr: 'Il y a déjà {limit} postes de publication. Mettez d’abord fin à l’un d’eux.',
  },
  'station.busy': {
    status: 503,
    en: 'Too many devices wait to be enrolled on this shore at the moment. Try again in an hour.',
    fr: 'Trop d’appareils attendent d’être inscrits sur ce rivage en ce moment. Réessayez dans une heure.',
  },
  'station.name': {
    status: 422,
    en: 'A device has a name of 1 to {limit} characters; this one has {got}.',
    fr: 'Un appareil porte un nom de 1 à {limit} caractères ; celui-ci en compte {got}.',
  },
  'station.not-found': {
    status: 404,
    en: 'This institution has no such posting station, or you may not end it.',
    fr: 'Cette institution n’a pas ce poste de publication, ou vous ne pouvez pas y mettre fin.',
  },
  'institution.not-found': {
    status: 404,
    en: 'There is no institution @{handle} here, or you are no steward of it.',
    fr: 'Il n’y a pas d’institution @{handle} ici, ou vous n’en êtes pas mandataire.',
  },
  'institution.role': {
    status: 403,
    en: 'This belongs to another role in this institution. It needs: {expected}.',
    fr: 'Ceci relève d’un autre rôle dans cette institution. Il faut : {expected}.',
  },
  'institution.domain': {
    status: 422,
    en: '“{got}” is no domain. Write it like ministry.example, without https:// and without a path.',
    fr: '« {got} » n’est pas un domaine. Écrivez-le comme ministere.example, sans https:// et sans chemin.',
  },
  'institution.name': {
    status: 422,
    en: 'An institution has a name of 1 to {limit} characters; this one has {got}.',
    fr: 'Une institution porte un nom de 1 à {limit} caractères ; celui-ci en compte {got}.',
  },
  'institution.name-taken': {
    status: 409,
    en: '@{handle} is the handle of an institution, looks like one, or is kept for one.',
    fr: '@{handle} est l’identifiant d’une institution, y ressemble, ou lui est réservé.',
  },
  'institution.foundings': {
    status: 409,
    en: 'You have begun {got} institutions that are not confirmed yet. End one first.',
    fr: 'Vous avez commencé {got} institutions qui ne sont pas encore confirmées. Terminez-en d’abord une.',
  },
  'institution.not-confirmed': {
    status: 409,
    en: 'This institution is not confirmed yet: its domain is to be proven, its stewards are to sign, and the operator is to confirm it.',
    fr: 'Cette institution n’est pas encore confirmée : son domaine doit être prouvé, ses mandataires doivent signer et l’exploitant doit la confirmer.',
  },
  'institution.confirmed': {
    status: 409,
    en: 'This institution is confirmed already. From now on its stewards decide.',
    fr: 'Cette institution est déjà confirmée. Désormais, ses mandataires décident.',
  },
  'institution.stewards': {
    status: 422,
    en: 'An institution needs one officer, one deputy, and at least {expected} accounts that may approve, each of another person; {got} have signed for their seat.',
    fr: 'Une institution a besoin d’un responsable, d’un adjoint et d’au moins {expected} comptes qui peuvent approuver, chacun d’une autre personne ; {got} ont signé pour leur siège.',
  },
  'institution.attest': {
    status: 422,
    en: 'Say that the stewards are different people, each with an account and a passkey of their own. It is recorded that you said so.',
    fr: 'Déclarez que les mandataires sont des personnes différentes, chacune avec son propre compte et sa propre clé d’accès. Il est consigné que vous l’avez déclaré.',
  },
  'institution.unproven': {
    status: 409,
    en: 'The domain {domain} does not show the proof: {got}. Publish the line, then try again.',
    fr: 'Le domaine {domain} ne montre pas la preuve : {got}. Publiez la ligne, puis réessayez.',
  },
  'institution.mandate': {
    status: 422,
    en: 'The rule for “{act}” needs {expected} who may approve, so that one may propose; there are {got}. It asks for at least one approval, within 1 to 720 hours.',
    fr: 'La règle pour « {act} » demande {expected} personnes qui peuvent approuver, pour que l’une puisse proposer ; il y en a {got}. Elle exige au moins une approbation, en 1 à 720 heures.',
  },
  'institution.dormant': {
    status: 409,
    en: 'This account sleeps. It has to be reactivated first, and its officer is told of it.',
    fr: 'Ce compte est en sommeil. Il faut d’abord le réactiver, et son responsable en est informé.',
  },
  'institution.paid': {
    status: 422,
    en: 'Institutions of this class cannot buy reach: a clip of theirs is not paid for.',
    fr: 'Les institutions de cette catégorie ne peuvent pas acheter d’audience : leurs clips ne sont pas rémunérés.',
  },
  'institution.channel': {
    status: 422,
    en: '“{got}” is no place to be told at. Give an https address, or a mailbox and its mail server (port 25, 465 or 587), all at {domain}.',
    fr: '« {got} » n’est pas un endroit où être informé. Donnez une adresse https, ou une boîte aux lettres et son serveur de courrier (port 25, 465 ou 587), le tout sous {domain}.',
  },
  'proposal.why': {
    status: 422,
    en: 'This needs a reason. Say in a sentence why, for those who decide and those who are told.',
    fr: 'Ceci demande un motif. Dites en une phrase pourquoi, pour ceux qui décident et ceux qui en sont informés.',
  },
  'proposal.advisories': {
    status: 409,
    en: 'Security advisories concern this shore: {expected}. Read them and say so, then propose it anew.',
    fr: 'Des avis de sécurité concernent ce rivage : {expected}. Lisez-les et dites-le, puis proposez-le de nouveau.',
  },
  'proposal.told': {
    status: 409,
    en: 'There is nothing here for you to acknowledge: every notice was handed over, or it is for the officer or the deputy, whoever of them did not propose it.',
    fr: 'Il n’y a rien ici que vous ayez à confirmer : chaque avis a été remis, ou cela revient au responsable ou à l’adjoint qui n’a pas fait la proposition.',
  },
  'glass.needless': {
    status: 409,
    en: 'The mandate asks for no more than two people here. There is no glass to break.',
    fr: 'Le mandat ne demande pas plus de deux personnes ici. Il n’y a pas de vitre à briser.',
  },
  'glass.unreviewed': {
    status: 409,
    en: 'The glass was broken before, and nobody has reviewed that yet. Review it first.',
    fr: 'La vitre a déjà été brisée, et personne ne l’a encore examiné. Faites-le d’abord.',
  },
  'glass.moment': {
    status: 422,
    en: 'Behind a broken glass a clip is published at once or not at all.',
    fr: 'Derrière une vitre brisée, un clip est publié aussitôt ou pas du tout.',
  },
  'glass.among': {
    status: 403,
    en: 'You broke this glass, or acted behind it. Somebody else has to review it.',
    fr: 'Vous avez brisé cette vitre, ou agi derrière elle. Quelqu’un d’autre doit l’examiner.',
  },
  'glass.not-found': {
    status: 404,
    en: 'There is no broken glass here to review.',
    fr: 'Il n’y a pas ici de vitre brisée à examiner.',
  },
  'institution.alone': {
    status: 409,
    en: '@{handle} is the account of an institution: no single account acts for it, nor does whoever runs the shore. Its stewards connect a program.',
    fr: '@{handle} est le compte d’une institution : aucun compte n’agit seul pour elle, pas même celui de l’exploitant du rivage. Ses mandataires y connectent un programme.',
  },
  'steward.passkey': {
    status: 409,
    en: '@{handle} has no passkey yet. A steward signs by a passkey; one is made in the settings.',
    fr: '@{handle} n’a pas encore de clé d’accès. Un mandataire signe par une clé d’accès ; on la crée dans les réglages.',
  },
  'steward.seated': {
    status: 409,
    en: '@{handle} has a seat in this institution already. One account has one seat.',
    fr: '@{handle} a déjà un siège dans cette institution. Un compte n’a qu’un siège.',
  },
  'steward.most': {
    status: 409,
    en: 'An institution has at most {limit} stewards, one officer and one deputy.',
    fr: 'Une institution a au plus {limit} mandataires, un responsable et un adjoint.',
  },
  'steward.not-found': {
    status: 404,
    en: '@{handle} has no seat in this institution.',
    fr: '@{handle} n’a pas de siège dans cette institution.',
  },
  'steward.signed': {
    status: 409,
    en: 'This seat was signed for already, or is not offered any more.',
    fr: 'Ce siège a déjà été signé, ou n’est plus proposé.',
  },
  'steward.unbound': {
    status: 403,
    en: 'This passkey is not bound to your seat. Sign by the one you took the seat with, or bind this one by it first.',
    fr: 'Cette clé d’accès n’est pas liée à votre siège. Signez avec celle par laquelle vous l’avez pris, ou liez d’abord celle-ci par elle.',
  },
  'digest.not-found': {
    status: 404,
    en: 'Digest {number} is not there: it was not made yet, or its time is over.',
    fr: 'Le résumé {number} n’existe pas : il n’est pas encore fait, ou son temps est passé.',
  },
  'proposal.not-found': {
    status: 404,
    en: 'That proposal is not there.',
    fr: 'Cette proposition n’existe pas.',
  },
  'proposal.own': {
    status: 403,
    en: 'You proposed this yourself. Others have to approve it.',
    fr: 'Vous avez proposé cela vous-même. D’autres doivent l’approuver.',
  },
  'proposal.twice': {
    status: 409,
    en: 'Your approval is there already, or you took it back. One account approves once.',
    fr: 'Votre approbation est déjà là, ou vous l’avez retirée. Un compte approuve une fois.',
  },
  'proposal.changed': {
    status: 409,
    en: 'This proposal is not what it was: something it rests on has changed. It is void; propose it anew.',
    fr: 'Cette proposition n’est plus ce qu’elle était : ce sur quoi elle repose a changé. Elle est nulle ; proposez-la de nouveau.',
  },
  'proposal.over': {
    status: 409,
    en: 'This proposal does not wait any more: it was {got}.',
    fr: 'Cette proposition n’attend plus : {got}.',
  },
  'proposal.most': {
    status: 409,
    en: 'At most {limit} proposals of an institution wait at once. Decide some first.',
    fr: 'Au plus {limit} propositions d’une institution attendent à la fois. Décidez-en d’abord.',
  },
  'proposal.clip': {
    status: 409,
    en: 'This clip cannot be proposed: it has to be a draft of your own that is ready, or a clip that the institution shows.',
    fr: 'Ce clip ne peut pas être proposé : il doit être un brouillon à vous, prêt, ou un clip que l’institution montre.',
  },
  'proposal.same': {
    status: 409,
    en: 'Nothing would change.',
    fr: 'Rien ne changerait.',
  },
  'proposal.reason': {
    status: 422,
    en: 'Say in at most {limit} characters why, for those who decide.',
    fr: 'Dites en {limit} caractères au plus pourquoi, pour ceux qui décident.',
  },
} as const
