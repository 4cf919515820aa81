import type { Sentence } from '../../core/register/retentions.ts'

/** A right, where it is used; `route` is what this version answers where that is true, and `without` asks the operator where it does not. */
interface Right {
  right: Sentence
  where: Sentence
  route: RegExp | null
  without?: Sentence
}

export const rights: readonly Right[] = [
  {
    right: { en: 'To be informed', fr: 'Être informé' },
    where: {
      en: '/what-we-hold, without signing in, in both languages, made from the register.',
      fr: '/what-we-hold, sans connexion, dans les deux langues, faite d’après le registre.',
    },
    route: /^GET \/what-we-hold$/,
    without: { en: 'How people are informed of what is held.', fr: 'Comment les personnes savent ce qui est gardé.' },
  },
  {
    right: { en: 'Access', fr: 'Accès' },
    where: { en: '/settings/held, row by row, at once.', fr: '/settings/held, ligne par ligne, aussitôt.' },
    route: /^GET \/api\/held$/,
    without: {
      en: 'How a person sees what is held about them.',
      fr: 'Comment une personne voit ce qui est gardé d’elle.',
    },
  },
  {
    right: { en: 'Rectification', fr: 'Rectification' },
    where: {
      en: 'the person’s own pages; the register names the one for each thing that is held, and says why where there is none.',
      fr: 'les pages de la personne ; le registre nomme celle de chaque chose gardée, et dit pourquoi là où il n’y en a pas.',
    },
    route: null,
  },
  {
    right: { en: 'To object, to restrict, to reach a human', fr: 'S’opposer, limiter, joindre un humain' },
    where: {
      en: '/settings/requests: answered within 30 days with a reason; another person answers an appeal.',
      fr: '/settings/requests : réponse motivée dans les 30 jours ; une autre personne répond à un recours.',
    },
    route: /^POST \/api\/requests$/,
    without: {
      en: 'How a person objects to what a program or the shore says of them, has its use restricted, and reaches a human (GDPR, articles 18, 21 and 22; Québec Act, section 12.1).',
      fr: 'Comment une personne s’oppose à ce qu’un programme ou le rivage dit d’elle, en fait limiter l’usage et joint un humain (RGPD, articles 18, 21 et 22 ; loi québécoise, article 12.1).',
    },
  },
  {
    right: { en: 'Portability', fr: 'Portabilité' },
    where: { en: '/settings/data, one documented archive.', fr: '/settings/data, une archive documentée.' },
    route: /^GET \/settings\/data$/,
    without: {
      en: 'How a person is given what is theirs in a structured, commonly used form (GDPR, article 20; Québec Act, section 27).',
      fr: 'Comment une personne reçoit ce qui est à elle sous une forme structurée et courante (RGPD, article 20 ; loi québécoise, article 27).',
    },
  },
  {
    right: { en: 'Erasure', fr: 'Effacement' },
    where: {
      en: 'the person’s own settings; a clip, a comment, a like or a follow where it is.',
      fr: 'les réglages de la personne ; un clip, un commentaire, un j’aime ou un abonnement là où il est.',
    },
    route: /^PUT \/api\/account\/leaving$/,
    without: {
      en: 'How a whole account is erased on request, by when, and from which copies (GDPR, article 17; Québec Act, sections 23 and 28.1). Single clips, comments, likes and follows are deleted by the person.',
      fr: 'Comment un compte entier est effacé sur demande, dans quel délai, et dans quelles copies (RGPD, article 17 ; loi québécoise, articles 23 et 28.1). Clips, commentaires, j’aime et abonnements sont effacés par la personne, un à un.',
    },
  },
  {
    right: { en: 'To contest a decision', fr: 'Contester une décision' },
    where: {
      en: '/decisions: reasons, the rule, and an appeal that somebody else decides.',
      fr: '/decisions : les motifs, la règle, et un recours que quelqu’un d’autre tranche.',
    },
    route: null,
  },
]

export const risks: readonly {
  title: Sentence
  reached: Sentence
  who: Sentence
  harm: Sentence
  against: Sentence
}[] = [
  {
    title: { en: 'Somebody reads what is not theirs', fr: 'Quelqu’un lit ce qui n’est pas à lui' },
    reached: {
      en: '{private} private columns, {account} of the account, {secret} secret; {public} are public anyway. Files of clips that are not public.',
      fr: '{private} colonnes privées, {account} du compte, {secret} secrètes ; {public} sont publiques de toute façon. Les fichiers des clips qui ne sont pas publics.',
    },
    who: {
      en: 'an outsider, another account, staff beyond their role, whoever holds a disk or a backup.',
      fr: 'quelqu’un du dehors, un autre compte, le personnel au-delà de son rôle, qui détient un disque ou une sauvegarde.',
    },
    harm: {
      en: 'being found out in what one likes, blocks, saves or reports; a report or an appeal in the hands of whom it concerns; harassment.',
      fr: 'voir révélé ce que l’on aime, bloque, enregistre ou signale ; un signalement ou un recours aux mains de qui il concerne ; du harcèlement.',
    },
    against: {
      en: 'one table of who may do what, enforced before any route runs; what opens an account kept as hashes or public keys; no network address, no viewing history; backups encrypted to a key that the shore does not have.',
      fr: 'une seule table de qui peut quoi, appliquée avant toute route ; ce qui ouvre un compte gardé en empreintes ou en clés publiques ; ni adresse réseau ni historique de visionnage ; des sauvegardes chiffrées pour une clé que le rivage n’a pas.',
    },
  },
  {
    title: { en: 'Something is changed that should not be', fr: 'Quelque chose est changé à tort' },
    reached: {
      en: 'clips, words, decisions, the log of staff.',
      fr: 'clips, mots, décisions, journal du personnel.',
    },
    who: {
      en: 'whoever takes over an account; staff; a fault.',
      fr: 'qui s’empare d’un compte ; le personnel ; un défaut.',
    },
    harm: {
      en: 'words put into somebody’s mouth; a decision that nobody made.',
      fr: 'des mots mis dans la bouche de quelqu’un ; une décision que personne n’a prise.',
    },
    against: {
      en: 'passkeys; a proof of the person before sensitive acts; an append-only log of staff; slates that are signed and chained; objects named by their content.',
      fr: 'des clés d’accès ; une preuve de la personne avant les actes sensibles ; un journal du personnel où rien ne se change ; des sélections signées et enchaînées ; des objets nommés par leur contenu.',
    },
  },
  {
    title: { en: 'Something is gone', fr: 'Quelque chose disparaît' },
    reached: { en: 'everything in the stores of part 2.', fr: 'tout ce qui est dans les stockages de la partie 2.' },
    who: { en: 'a fault, a fire, an intruder.', fr: 'une panne, un incendie, un intrus.' },
    harm: {
      en: 'the loss of one’s clips and ties; a report that is never answered.',
      fr: 'la perte de ses clips et de ses liens ; un signalement jamais traité.',
    },
    against: {
      en: 'nothing is acknowledged before it is durable; backup and restore in one command each, compared by hashes.',
      fr: 'rien n’est confirmé avant d’être durable ; sauvegarde et restauration en une commande chacune, comparées par empreintes.',
    },
  },
  {
    title: { en: 'People are watched or steered', fr: 'Des personnes sont observées ou orientées' },
    reached: { en: 'interests, which the device alone keeps.', fr: 'les intérêts, que l’appareil seul garde.' },
    who: { en: 'the operator, or whoever leans on them.', fr: 'l’exploitant, ou qui fait pression sur lui.' },
    harm: {
      en: 'a profile of what somebody watches; opinions that are shown or hidden on purpose.',
      fr: 'un profil de ce que quelqu’un regarde ; des opinions montrées ou cachées à dessein.',
    },
    against: {
      en: 'everybody is given the same signed slate, and orders it at home; the order can be made again bit for bit; rules and numbers of moderation are public.',
      fr: 'chacun reçoit la même sélection signée, et la met en ordre chez soi ; l’ordre se refait bit pour bit ; règles et nombres de la modération sont publics.',
    },
  },
]

export const measures: readonly Sentence[] = [
  {
    en: 'A register names every column; what is not in it fails a test, and a rule of retention bounds it.',
    fr: 'Un registre nomme chaque colonne ; ce qui n’y est pas fait échouer un test, et une règle de conservation le borne.',
  },
  {
    en: 'Passphrases by argon2id; session cookies, access tokens and recovery codes only as hashes.',
    fr: 'Phrases de passe par argon2id ; cookies de session, jetons d’accès et codes de secours seulement en empreintes.',
  },
  {
    en: 'Logs without addresses, accounts or words of a person; no third party is loaded by any page.',
    fr: 'Des journaux sans adresses, comptes ni mots d’une personne ; aucune page ne charge de tiers.',
  },
  {
    en: 'Files that are sent are decoded in a sandbox without network, and served only as they were made anew.',
    fr: 'Les fichiers envoyés sont décodés dans un bac à sable sans réseau, et servis seulement tels que refaits.',
  },
  {
    en: 'Places, device names and other metadata are left out of what is served.',
    fr: 'Lieux, noms d’appareils et autres métadonnées sont laissés hors de ce qui est servi.',
  },
  {
    en: 'Roles are two, nobody has both, and each act is written down with its reason before it is begun.',
    fr: 'Les rôles sont deux, personne n’a les deux, et chaque acte est écrit avec son motif avant d’être commencé.',
  },
]
