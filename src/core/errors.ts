/**
 * The one table of refusals: everything Onshore declines to do, and how it says so in English and in French.
 * A refusal is expected and loses nothing. Whatever is not in this table is a bug, and is never dressed up as a refusal.
 */

interface Words {
  /** HTTP status that `server/http/problem.ts` answers with (RFC 9110 §15). */
  readonly status: number
  readonly en: string
  readonly fr: string
}

export const refusals = {
  'request.invalid': {
    status: 400,
    en: 'The request was not understood: {where} should be {expected}.',
    fr: 'La demande n’a pas été comprise : {where} devrait être {expected}.',
  },
  'request.cross-site': {
    status: 403,
    en: 'This act has to come from a page of this shore, not from {got}.',
    fr: 'Cet acte doit venir d’une page de ce rivage, et non de {got}.',
  },
  'request.too-large': {
    status: 413,
    en: 'The request is larger than the {limit} bytes that are accepted here.',
    fr: 'La demande dépasse les {limit} octets acceptés ici.',
  },
  'request.too-many': {
    status: 429,
    en: 'Too many attempts. Wait {seconds} seconds, then try again; nothing was lost.',
    fr: 'Trop d’essais. Attendez {seconds} secondes, puis réessayez ; rien n’a été perdu.',
  },
  'page.not-found': {
    status: 404,
    en: 'There is nothing at this address.',
    fr: 'Il n’y a rien à cette adresse.',
  },
  'page.not-built': {
    status: 503,
    en: 'The pages of this shore are not built yet. Run npm start, which builds them.',
    fr: 'Les pages de ce rivage ne sont pas encore construites. Lancez npm start, qui les construit.',
  },
  'session.missing': {
    status: 401,
    en: 'Sign in first. This act belongs to an account.',
    fr: 'Connectez-vous d’abord. Cet acte appartient à un compte.',
  },
  'session.not-found': {
    status: 404,
    en: 'That session is not one of yours, or has already ended.',
    fr: 'Cette session n’est pas l’une des vôtres, ou elle est déjà terminée.',
  },
  'token.scope': {
    status: 403,
    en: 'This token may {got}; this act needs the scope {expected}.',
    fr: 'Ce jeton permet {got} ; cet acte exige la portée {expected}.',
  },
  'token.act': {
    status: 403,
    en: 'A token cannot do this. Sign in with the passphrase instead.',
    fr: 'Un jeton ne permet pas cet acte. Connectez-vous plutôt avec la phrase de passe.',
  },
  'account.handle-length': {
    status: 422,
    en: 'A handle has {min} to {max} characters; this one has {got}.',
    fr: 'Un pseudo compte de {min} à {max} caractères ; celui-ci en compte {got}.',
  },
  'account.handle-characters': {
    status: 422,
    en: 'A handle is made of letters and digits, with single dots, hyphens or underscores between them. “{got}” cannot be used here.',
    fr: 'Un pseudo se compose de lettres et de chiffres, séparés au besoin par un point, un trait d’union ou un tiret bas. « {got} » ne peut pas servir ici.',
  },
  'account.handle-mixed': {
    status: 422,
    en: 'A handle keeps to one script. This one mixes {got}.',
    fr: 'Un pseudo garde une seule écriture. Celui-ci mélange {got}.',
  },
  'account.handle-taken': {
    status: 409,
    en: 'The handle “{handle}” is taken, or looks too much like one that is. Choose another.',
    fr: 'Le pseudo « {handle} » est pris, ou ressemble trop à un pseudo qui l’est. Choisissez-en un autre.',
  },
  'account.handle-reserved': {
    status: 409,
    en: 'The handle “{handle}” is kept for the shore itself. Choose another.',
    fr: 'Le pseudo « {handle} » est réservé au rivage lui-même. Choisissez-en un autre.',
  },
  'account.passphrase-length': {
    status: 422,
    en: 'A passphrase has {min} to {max} characters; this one has {got}. Four unrelated words work well.',
    fr: 'Une phrase de passe compte de {min} à {max} caractères ; celle-ci en compte {got}. Quatre mots sans lien conviennent bien.',
  },
  'account.passphrase-common': {
    status: 422,
    en: 'This passphrase is among the first that a stranger would try. Choose another.',
    fr: 'Cette phrase de passe est parmi les premières qu’un inconnu essaierait. Choisissez-en une autre.',
  },
  'account.sign-in-failed': {
    status: 401,
    en: 'That handle and passphrase do not match. Nothing was changed.',
    fr: 'Ce pseudo et cette phrase de passe ne correspondent pas. Rien n’a été changé.',
  },
  'account.recovery-failed': {
    status: 401,
    en: 'This handle and recovery code do not belong together, or the code was used before.',
    fr: 'Ce pseudo et ce code de secours ne vont pas ensemble, ou le code a déjà servi.',
  },
  'account.not-found': {
    status: 404,
    en: 'No account here has the handle “{handle}”.',
    fr: 'Aucun compte ici n’a le pseudo « {handle} ».',
  },
  'video.not-found': {
    status: 404,
    en: 'This clip is not here. It may have been deleted, or it is not public.',
    fr: 'Ce clip n’est pas ici. Il a peut-être été supprimé, ou il n’est pas public.',
  },
  'video.not-posted': {
    status: 409,
    en: 'This clip has not been posted yet.',
    fr: 'Ce clip n’a pas encore été publié.',
  },
  'video.caption-length': {
    status: 422,
    en: 'A caption has at most {limit} characters; this one has {got}. Your clip and your words are kept.',
    fr: 'Une légende compte au plus {limit} caractères ; celle-ci en compte {got}. Votre clip et vos mots sont gardés.',
  },
  'video.tags': {
    status: 422,
    en: 'A clip carries at most {limit} tags of {length} characters; this one has {got}.',
    fr: 'Un clip porte au plus {limit} mots-clés de {length} caractères ; celui-ci en a {got}.',
  },
  'video.too-large': {
    status: 413,
    en: 'A clip has at most {limit} MB; this file has {got} MB.',
    fr: 'Un clip pèse au plus {limit} Mo ; ce fichier en pèse {got}.',
  },
  'video.size-missing': {
    status: 400,
    en: 'The size of the file has to be said before it is sent, in the Upload-Length header.',
    fr: 'La taille du fichier doit être annoncée avant l’envoi, dans l’en-tête Upload-Length.',
  },
  'video.empty': {
    status: 422,
    en: 'The file is empty (0 bytes). Choose another.',
    fr: 'Le fichier est vide (0 octet). Choisissez-en un autre.',
  },
  'video.too-long': {
    status: 422,
    en: 'A clip lasts at most {limit} seconds; this one lasts {got}. Shorten it and post again.',
    fr: 'Un clip dure au plus {limit} secondes ; celui-ci en dure {got}. Raccourcissez-le et publiez de nouveau.',
  },
  'video.too-big-picture': {
    status: 422,
    en: 'The longest side of a clip has at most {limit} pixels; this one has {got}.',
    fr: 'Le plus long côté d’un clip compte au plus {limit} pixels ; celui-ci en compte {got}.',
  },
  'video.too-many-pictures': {
    status: 422,
    en: 'A clip shows at most {limit} pictures a second; this one has {got}.',
    fr: 'Un clip montre au plus {limit} images par seconde ; celui-ci en a {got}.',
  },
  'video.no-picture': {
    status: 422,
    en: 'The file has sound but no moving picture. A clip needs both, or a picture alone.',
    fr: 'Le fichier a du son mais pas d’image animée. Un clip a besoin des deux, ou de l’image seule.',
  },
  'video.still': {
    status: 422,
    en: 'The file holds a single still picture. A clip needs pictures that move.',
    fr: 'Le fichier ne contient qu’une image fixe. Un clip a besoin d’images qui bougent.',
  },
  'video.not-a-video': {
    status: 422,
    en: 'The file is not a video that can be read: MP4, MOV or WebM was expected, {got} came.',
    fr: 'Le fichier n’est pas une vidéo lisible : MP4, MOV ou WebM était attendu, {got} est arrivé.',
  },
  'video.unreadable': {
    status: 422,
    en: 'The file ({bytes} bytes) is not a video that can be read, or it was cut short. MP4, MOV or WebM is expected.',
    fr: 'Le fichier ({bytes} octets) n’est pas une vidéo lisible, ou il est tronqué. MP4, MOV ou WebM est attendu.',
  },
  'video.codec': {
    status: 422,
    en: 'The picture is stored as {got}, which is not accepted. {expected} are.',
    fr: 'L’image est enregistrée en {got}, ce qui n’est pas accepté. {expected} le sont.',
  },
  'video.damaged': {
    status: 422,
    en: 'The file is damaged or cut short: it stops making sense after {got} seconds. Export it again and post it anew.',
    fr: 'Le fichier est abîmé ou tronqué : il n’est plus lisible après {got} secondes. Exportez-le de nouveau et publiez-le.',
  },
  'video.took-too-long': {
    status: 422,
    en: 'Checking this file took longer than {limit} seconds and was stopped. Export it again in a simpler form.',
    fr: 'La vérification de ce fichier a dépassé {limit} secondes et a été arrêtée. Exportez-le sous une forme plus simple.',
  },
  'video.not-processed': {
    status: 500,
    en: 'We could not process this clip; the fault is ours. The file is kept: post it again later.',
    fr: 'Nous n’avons pas pu traiter ce clip ; la faute est la nôtre. Le fichier est gardé : publiez-le de nouveau plus tard.',
  },
  'video.ends-engine': {
    status: 422,
    en: 'This file ended the program that reads it {got} times. It is not tried again.',
    fr: 'Ce fichier a interrompu {got} fois le programme qui le lit. Il ne sera plus essayé.',
  },
  'captions.unreadable': {
    status: 422,
    en: 'Line {line} of the captions should be two times, such as 00:01.000 --> 00:04.000. It says “{got}”.',
    fr: 'La ligne {line} des sous-titres devrait donner deux moments, comme 00:01.000 --> 00:04.000. On y lit « {got} ».',
  },
  'captions.backwards': {
    status: 422,
    en: 'Line {line} of the captions ends before it begins: “{got}”.',
    fr: 'La ligne {line} des sous-titres finit avant de commencer : « {got} ».',
  },
  'captions.empty': {
    status: 422,
    en: 'There are no captions in this file. A WebVTT or SubRip file was expected; it begins with “{got}”.',
    fr: 'Il n’y a pas de sous-titres dans ce fichier. Un fichier WebVTT ou SubRip était attendu ; il commence par « {got} ».',
  },
  'captions.too-long': {
    status: 413,
    en: 'The captions have {got} characters; {limit} are allowed.',
    fr: 'Les sous-titres ont {got} caractères ; {limit} sont permis.',
  },
  'captions.too-many': {
    status: 422,
    en: 'There are {got} captions; {limit} are allowed.',
    fr: 'Il y a {got} sous-titres ; {limit} sont permis.',
  },
  'captions.not-ready': {
    status: 409,
    en: 'Captions can be added once the file is there; it is still {got}.',
    fr: 'Les sous-titres peuvent être ajoutés quand le fichier est arrivé ; il est encore en cours ({got}).',
  },
  'video.interrupted': {
    status: 410,
    en: 'The upload was never finished and was removed after {hours} hours. Post the file again.',
    fr: 'L’envoi n’a jamais été terminé et a été retiré après {hours} heures. Publiez de nouveau le fichier.',
  },
  'upload.offset': {
    status: 409,
    en: 'This part does not follow what was received: it starts at byte {got}, byte {expected} was expected. Ask where to resume, then go on.',
    fr: 'Cette partie ne suit pas ce qui a été reçu : elle commence à l’octet {got}, l’octet {expected} était attendu. Demandez où reprendre, puis continuez.',
  },
  'upload.not-found': {
    status: 404,
    en: 'This upload is not here any more, or belongs to another account. Choose the file again.',
    fr: 'Cet envoi n’est plus ici, ou appartient à un autre compte. Choisissez de nouveau le fichier.',
  },
  'upload.finished': {
    status: 409,
    en: 'This upload is complete already; there is nothing more to send.',
    fr: 'Cet envoi est déjà complet ; il n’y a plus rien à envoyer.',
  },
  'upload.protocol': {
    status: 400,
    en: 'The upload was not understood: {got} Uploads follow tus 1.0.',
    fr: 'L’envoi n’a pas été compris : {got} Les envois suivent tus 1.0.',
  },
  'upload.too-many': {
    status: 409,
    en: 'There are {got} unfinished uploads on this account; {limit} are the most. Finish or delete one first.',
    fr: 'Il y a {got} envois inachevés sur ce compte ; {limit} au plus sont permis. Terminez-en ou supprimez-en un d’abord.',
  },
  'shore.disk-full': {
    status: 507,
    en: 'This shore has no room left for the file ({expected} MB needed, {got} MB free). Nothing of yours was lost; tell the operator.',
    fr: 'Ce rivage n’a plus de place pour le fichier ({expected} Mo nécessaires, {got} Mo libres). Rien n’est perdu ; prévenez l’exploitant.',
  },
  'shore.in-use': {
    status: 409,
    en: 'Another Onshore (process {pid}) already runs on the folder {folder}. Stop it first, or choose another folder with --data.',
    fr: 'Un autre Onshore (processus {pid}) utilise déjà le dossier {folder}. Arrêtez-le d’abord, ou choisissez un autre dossier avec --data.',
  },
  'shore.not-running': {
    status: 409,
    en: 'No shore runs on the folder {folder}. Start it with npm start, then run this command again.',
    fr: 'Aucun rivage ne fonctionne sur le dossier {folder}. Démarrez-le avec npm start, puis relancez cette commande.',
  },
  'shore.port-taken': {
    status: 409,
    en: 'Port {port} is in use by another program. Choose another with --port.',
    fr: 'Le port {port} est utilisé par un autre programme. Choisissez-en un autre avec --port.',
  },
  'shore.no-sandbox': {
    status: 500,
    en: 'A shore with ONSHORE_ORIGIN needs a sandbox for media: install bubblewrap, or allow user namespaces.',
    fr: 'Un rivage avec ONSHORE_ORIGIN a besoin d’un bac à sable pour les médias : installez bubblewrap, ou autorisez les espaces de noms d’utilisateur.',
  },
  'shore.engine-broken': {
    status: 500,
    en: 'The transcoder {got} does not get an honest file through its sandbox. Install ffmpeg 5.1 or newer, or look at the line above.',
    fr: 'Le transcodeur {got} ne fait pas passer un fichier honnête dans son bac à sable. Installez ffmpeg 5.1 ou plus récent, ou lisez la ligne ci-dessus.',
  },
  'shore.sandbox-leaks': {
    status: 500,
    en: 'The sandbox for media lets out what it should hold ({got}). A shore with ONSHORE_ORIGIN does not start like this: install bubblewrap.',
    fr: 'Le bac à sable des médias laisse sortir ce qu’il devrait retenir ({got}). Un rivage avec ONSHORE_ORIGIN ne démarre pas ainsi : installez bubblewrap.',
  },
  'shore.no-engine': {
    status: 500,
    en: 'Neither ffmpeg 5.1 (with libx264 and aac) nor the node-av package is there. Install one: apt install ffmpeg, or npm install.',
    fr: 'Ni ffmpeg 5.1 (avec libx264 et aac) ni le paquet node-av ne sont présents. Installez l’un des deux : apt install ffmpeg, ou npm install.',
  },
  'shore.config': {
    status: 500,
    en: 'The configuration cannot be used: {faults}',
    fr: 'La configuration ne peut pas servir : {faults}',
  },
  'shore.database': {
    status: 500,
    en: 'The database did not start: {got}',
    fr: 'La base de données n’a pas démarré : {got}',
  },
  'shore.no-database': {
    status: 503,
    en: 'This shore cannot reach its database at the moment. Try again in a few seconds; nothing was lost.',
    fr: 'Ce rivage ne peut pas joindre sa base de données en ce moment. Réessayez dans quelques secondes ; rien n’a été perdu.',
  },
  'shore.stopping': {
    status: 503,
    en: 'This shore is restarting. Try again in a few seconds; nothing was lost.',
    fr: 'Ce rivage redémarre. Réessayez dans quelques secondes ; rien n’a été perdu.',
  },
  'command.unknown': {
    status: 400,
    en: 'There is no command “{got}”. Run onshore --help for the list.',
    fr: 'La commande « {got} » n’existe pas. Lancez onshore --help pour la liste.',
  },
  'command.argument': {
    status: 400,
    en: '{where} should be {expected}; {got} came.',
    fr: '{where} devrait être {expected} ; {got} est arrivé.',
  },
  'command.file': {
    status: 400,
    en: 'The file {file} cannot be read.',
    fr: 'Le fichier {file} ne peut pas être lu.',
  },
  'command.unreachable': {
    status: 502,
    en: 'The shore at {server} does not answer ({got}).',
    fr: 'Le rivage à {server} ne répond pas ({got}).',
  },
} as const satisfies Record<string, Words>

export type RefusalCode = keyof typeof refusals
export type RefusalParams = Readonly<Record<string, string | number>>

/** An expected "no", with the code that names it and the facts that fill its sentence. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: RefusalCode
  readonly params: RefusalParams
  constructor(code: RefusalCode, params: RefusalParams = {}) {
    super(sentence(code, params, 'en'))
    this.code = code
    this.params = params
  }
  get status(): number {
    return refusals[this.code].status
  }
}

/** Makes the refusal to throw: `throw refuse('video.too-long', { got, limit })`. */
export function refuse(code: RefusalCode, params: RefusalParams = {}): Refusal {
  return new Refusal(code, params)
}

export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(refusals, code)
}

/** The sentence of a refusal in one language, its `{facts}` filled in. */
export function sentence(code: RefusalCode, params: RefusalParams, language: 'en' | 'fr'): string {
  return refusals[code][language].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name]
    return value === undefined ? whole : String(value)
  })
}
