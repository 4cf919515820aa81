/** What videos and uploads are refused; part of the one table in `core/errors.ts`. */
export const videoRefusals = {
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
  'video.removed-before': {
    status: 422,
    en: 'A moderator has removed this same file under the rule “{en}”, and that decision stands. If the clip was yours, appeal under Settings, Decisions and reports: the file is accepted again once the appeal is won. If it was not, and you hold the decision to be wrong, write to whoever runs this shore; “About” says how.',
    fr: 'La modération a retiré ce même fichier selon la règle « {fr} », et cette décision tient. Si le clip était le vôtre, contestez-la sous Réglages, Décisions et signalements : le fichier est de nouveau accepté une fois le recours gagné. Sinon, si vous jugez la décision fausse, écrivez à qui exploite ce rivage ; « À propos » dit comment.',
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
  'video.posted': {
    status: 409,
    en: 'This clip is posted already, so it has no draft any more. Change the clip itself.',
    fr: 'Ce clip est déjà publié et n’a donc plus de brouillon. Modifiez le clip lui-même.',
  },
  'video.shown': {
    status: 409,
    en: 'This clip is shown already, so no moment can be chosen for it any more.',
    fr: 'Ce clip est déjà visible : il n’est plus possible de choisir un moment.',
  },
  'video.not-scheduled': {
    status: 409,
    en: 'This clip does not wait for a moment: it is a draft, or it is shown already.',
    fr: 'Ce clip n’attend aucun moment : c’est un brouillon, ou il est déjà visible.',
  },
  'video.publish-soon': {
    status: 422,
    en: 'A clip is scheduled at least {seconds} seconds ahead; {got} is sooner or over. Choose a later moment, or post it now.',
    fr: 'Un clip se programme au moins {seconds} secondes à l’avance ; {got} est plus proche ou déjà passé. Choisissez un moment plus tard, ou publiez maintenant.',
  },
  'video.publish-far': {
    status: 422,
    en: 'A clip is scheduled at most {days} days ahead; {got} is later. Choose an earlier moment.',
    fr: 'Un clip se programme au plus {days} jours à l’avance ; {got} est plus tard. Choisissez un moment plus proche.',
  },
  'video.end-first': {
    status: 422,
    en: 'The clip would delete itself before it is shown. Choose an end after {got}.',
    fr: 'Le clip se supprimerait avant d’être visible. Choisissez une fin après {got}.',
  },
  'video.end-past': {
    status: 422,
    en: 'The moment at which the clip deletes itself is over already: {got}. Choose a later one.',
    fr: 'Le moment où le clip se supprime est déjà passé : {got}. Choisissez-en un plus tard.',
  },
  'sound.not-found': {
    status: 404,
    en: 'This sound is not here any more: no public clip has it.',
    fr: 'Ce son n’est plus ici : aucun clip public ne l’a.',
  },
  'sound.no-leave': {
    status: 403,
    en: 'Whoever made this sound does not let others use it. Choose another one, or post the clip with its own.',
    fr: 'La personne qui a fait ce son ne laisse pas les autres s’en servir. Choisissez-en un autre, ou publiez le clip avec le sien.',
  },
  'sound.gone': {
    status: 410,
    en: 'The sound was taken away before the clip was made with it. Send the clip once more, with another sound or its own.',
    fr: 'Le son a été retiré avant que le clip soit fait avec lui. Envoyez le clip encore une fois, avec un autre son ou le sien.',
  },
} as const

/** What is refused of clips inside other pages, and of saving them. */
export const embedRefusals = {
  'embed.no-clip': {
    status: 404,
    en: 'No clip of this shore that anyone may see is at the address in “url”.',
    fr: 'L’adresse donnée dans « url » n’est celle d’aucun clip visible par tous sur ce rivage.',
  },
  'embed.format': {
    status: 501,
    en: 'oEmbed is answered in JSON here, and not as {got}.',
    fr: 'Ici, oEmbed répond en JSON, et non en {got}.',
  },
  'video.no-download': {
    status: 403,
    en: 'Whoever made this clip does not offer it for saving. It plays here as often as you like.',
    fr: 'L’auteur de ce clip ne le propose pas à l’enregistrement. Vous pouvez le revoir ici autant de fois que vous le souhaitez.',
  },
} as const
