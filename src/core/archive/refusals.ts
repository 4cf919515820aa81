/** What people are refused about their archives; part of the one table in `core/errors.ts`. */
export const archiveRefusals = {
  'archive.being-made': {
    status: 409,
    en: 'Your archive is being made. Wait until it is there, or take it back first.',
    fr: 'Votre archive est en préparation. Attendez qu’elle soit prête, ou annulez-la d’abord.',
  },
  'archive.not-there': {
    status: 404,
    en: 'There is no archive to download. Ask for one; it is kept for {days} days.',
    fr: 'Il n’y a pas d’archive à télécharger. Demandez-en une ; elle est gardée {days} jours.',
  },
  'archive.passphrase': {
    status: 422,
    en: 'A passphrase for an archive has {min} to {max} characters; this one has {got}.',
    fr: 'La phrase de passe d’une archive compte de {min} à {max} caractères ; celle-ci en compte {got}.',
  },
  'move.address': {
    status: 422,
    en: 'That is no address of a profile; one looks like https://shore.example/@name. This came: {got}',
    fr: 'Ce n’est pas l’adresse d’un profil ; elle ressemble à https://rivage.example/@nom. Ceci est arrivé : {got}',
  },
  'move.self': {
    status: 409,
    en: 'That is the address of this very account. Give the one at the other shore.',
    fr: 'C’est l’adresse de ce compte-ci. Donnez celle de l’autre rivage.',
  },
  'move.code': {
    status: 422,
    en: 'This is no code of a move, or it was changed on its way. Copy it anew at your former shore, under “Your data”.',
    fr: 'Ce n’est pas un code de déménagement, ou il a été modifié en chemin. Copiez-le de nouveau sur votre ancien rivage, dans « Vos données ».',
  },
  'move.other': {
    status: 422,
    en: 'This code is for {got}; this account is {expected}. State that address at your former shore.',
    fr: 'Ce code est pour {got} ; ce compte est {expected}. Indiquez cette adresse sur votre ancien rivage.',
  },
  'move.archive': {
    status: 409,
    en: 'This code is not of the account whose archive you have brought. Bring that archive first.',
    fr: 'Ce code n’est pas celui du compte dont vous avez apporté l’archive. Apportez d’abord cette archive.',
  },
  'arrival.under-way': {
    status: 409,
    en: 'An archive of yours is being brought already. Wait until it is done, or end it first.',
    fr: 'Une de vos archives est déjà en cours de reprise. Attendez qu’elle soit finie, ou arrêtez-la d’abord.',
  },
  'arrival.not-there': {
    status: 404,
    en: 'No archive of yours is being brought.',
    fr: 'Aucune de vos archives n’est en cours de reprise.',
  },
  'arrival.too-large': {
    status: 413,
    en: 'An archive may have {limit} MB here; this one has {got} MB.',
    fr: 'Une archive peut compter ici {limit} Mo ; celle-ci en compte {got}.',
  },
  'arrival.too-much': {
    status: 422,
    en: 'This archive unpacks to more than it may: {what}. Nothing of it was brought.',
    fr: 'Cette archive contient plus qu’elle ne peut : {what}. Rien n’en a été repris.',
  },
  'arrival.unknown': {
    status: 422,
    en: 'This is no archive that is known here: a file that “Download my data” of a shore has made, or the ZIP of an archive with JSON from another network. Nothing was brought.',
    fr: 'Ce n’est pas une archive connue ici : un fichier issu de « Télécharger mes données » d’un rivage, ou le ZIP d’une archive en JSON d’un autre réseau. Rien n’a été repris.',
  },
  'arrival.damaged': {
    status: 422,
    en: 'This archive is damaged or was changed ({got}). Download it once more where it is from; nothing was brought.',
    fr: 'Cette archive est abîmée ou a été modifiée ({got}). Téléchargez-la de nouveau d’où elle vient ; rien n’a été repris.',
  },
  'arrival.hostile': {
    status: 422,
    en: 'This archive holds what no archive of an account holds ({got}). Nothing of it was brought.',
    fr: 'Cette archive contient ce qu’aucune archive de compte ne contient ({got}). Rien n’en a été repris.',
  },
  'arrival.no-media': {
    status: 422,
    en: 'This archive lists clips, and holds none as a file. A shore fetches nothing from elsewhere: ask there for the archive with its media.',
    fr: 'Cette archive énumère des clips et n’en contient aucun en fichier. Un rivage ne va rien chercher ailleurs : demandez là-bas l’archive avec ses médias.',
  },
  'arrival.newer': {
    status: 422,
    en: 'This archive has the format {got}, which this shore does not know yet; it knows {expected}. Nothing was brought.',
    fr: 'Cette archive a le format {got}, que ce rivage ne connaît pas encore ; il connaît {expected}. Rien n’a été repris.',
  },
  'arrival.passphrase': {
    status: 422,
    en: 'This passphrase does not open the archive.',
    fr: 'Cette phrase de passe n’ouvre pas l’archive.',
  },
  'arrival.words': {
    status: 422,
    en: 'What the archive says of this clip is not understood.',
    fr: 'Ce que l’archive dit de ce clip n’est pas compris.',
  },
  'arrival.no-file': {
    status: 422,
    en: 'The archive has no file of this clip.',
    fr: 'L’archive ne contient aucun fichier de ce clip.',
  },
  'arrival.not-brought': {
    status: 500,
    en: 'The archive could not be brought, for a fault of the shore. What came stays; go on, or tell the operator.',
    fr: 'L’archive n’a pas pu être reprise, par une faute du rivage. Ce qui est arrivé reste ; continuez, ou prévenez l’exploitant.',
  },
} as const
