/** What each operation of the API is for, in French; the English sentence stands beside its route. */
export const summariesFr: Readonly<Record<string, string>> = {
  'GET /.well-known/onshore.json': 'La déclaration de l’exploitant',
  'GET /.well-known/webauthn': 'Les adresses qui partagent les clés d’accès du rivage (WebAuthn niveau 3, § 5.11)',
  'GET /api/archive': 'Où en est l’archive de tout ce qui est au compte',
  'POST /api/archive':
    'Demander une archive de tout ce qui est au compte, à la place de la précédente ; elle se prépare en arrière-plan',
  'DELETE /api/archive': 'Annuler l’archive, prête ou non',
  'GET /api/archive/file': 'L’archive elle-même, un tar, ou un tar dans age ; par plages d’octets',
  'POST /api/arrivals': 'Envoyer l’archive d’un compte, pour emménager (tus 1.0)',
  'HEAD /api/arrivals/{id}': 'Envoyer ou reprendre une archive que l’on apporte (tus 1.0)',
  'PATCH /api/arrivals/{id}': 'Envoyer ou reprendre une archive que l’on apporte (tus 1.0)',
  'GET /api/arrival': 'Où en est l’archive que le compte apporte',
  'POST /api/arrival/passphrase': 'La phrase de passe d’une archive chiffrée ; elle sert aussitôt et n’est pas gardée',
  'POST /api/arrival/again': 'Continuer une archive arrêtée, une fois passé ce qui l’arrêtait',
  'DELETE /api/arrival': 'Arrêter la reprise ; les clips déjà arrivés restent',
  'GET /api/move': 'Où le compte a déménagé, avec le code pour le nouveau rivage, et d’où il vient',
  'PUT /api/move': 'Dire publiquement où le compte a déménagé ; ses abonnés l’apprennent',
  'DELETE /api/move': 'Retirer l’annonce du déménagement',
  'POST /api/move/confirmation':
    'Montrer par le code de l’ancien rivage que le compte y était ; rien n’est demandé à ce rivage',
  'GET /public/declarations': 'Ce que l’exploitant a déclaré, et depuis quand',
  'GET /api/health': 'Si le rivage fonctionne',
  'GET /api/ready': 'S’il faut envoyer des demandes ici : 200, ou 503 tant qu’un stockage est absent',
  'GET /public/slate': 'La sélection du moment : des candidats et leurs traits publics, les mêmes octets pour tous',
  'GET /public/erasures/{code}': 'Le reçu signé d’un effacement, pour qui en a le code',
  'GET /public/slates':
    'La tête de la dernière sélection signée : ses sujets et ses paquets de candidats ; les mêmes octets pour tous',
  'GET /public/slates/{hash}': 'Un paquet de candidats, ou la tête d’une sélection antérieure, par son SHA-256',
  'GET /public/videos':
    'Les clips publics, du plus récent au plus ancien ; avec `ids`, jusqu’à 50 de ceux que tout le monde peut voir, dans cet ordre',
  'GET /public/videos/{id}': 'Un clip public ou non répertorié',
  'GET /public/accounts/{handle}': 'Un compte, tel que chacun peut le voir',
  'GET /public/accounts/{handle}/videos': 'Les clips publics d’un compte, du plus récent au plus ancien',
  'GET /public/videos/{id}/download': 'Un clip, en fichier à garder, si son auteur le propose',
  'GET /public/oembed':
    'Comment montrer un clip dans une autre page (oEmbed 1.0) ; `url` est comparée aux adresses de ce rivage, jamais ouverte',
  'GET /public/accounts/{handle}/feed.atom':
    'Les clips publics d’un compte en fil Atom (RFC 4287), du plus récent au plus ancien',
  'GET /public/search':
    'Des clips, des personnes et des mots-clés d’après des mots ; les sous-titres aussi, sans égard aux accents ni aux petites fautes',
  'GET /public/tags/{tag}': 'Un mot-clé, et combien de clips publics le portent',
  'GET /public/tags/{tag}/videos': 'Les clips publics d’un mot-clé, du plus récent au plus ancien, ou les plus aimés',
  'GET /public/sounds/{id}': 'Un son que portent des clips publics',
  'GET /public/sounds/{id}/videos': 'Les clips publics qui ont un son, du plus récent au plus ancien',
  'GET /public/topics':
    'De quoi on parle ici : les mots-clés les plus employés, chacun avec une image ; les mêmes pour tous',
  'GET /public/rules': 'Les règles de ce rivage, et ce qu’elles disaient avant',
  'GET /public/moderation': 'Signalements, décisions et recours, en nombres par mois ; personne n’est nommé',
  'GET /public/what-we-hold':
    'Tout ce que ce rivage garde : à quoi cela sert, qui le voit, combien de temps, et ce qu’en fait l’effacement',
  'GET /public/retention':
    'Ce qui a été effacé parce que son temps était venu, par règle : la dernière fois, combien alors, et combien en tout',
  'GET /api/held': 'Combien de lignes de chaque table sont au compte',
  'GET /api/held/{table}':
    'Les lignes d’une table qui sont au compte, de la plus récente à la plus ancienne ; ce qui est secret est nommé et jamais montré',
  'POST /api/reports': 'Signaler un clip, un commentaire ou un compte, connecté ou non',
  'POST /api/reports/outcome': 'Ce qu’est devenu un signalement envoyé sans connexion, par son code',
  'GET /api/reports': 'Ce que le compte a signalé, et ce qui en est advenu, du plus récent au plus ancien',
  'GET /api/decisions':
    'Ce qui a été décidé du compte et de ce qui est à lui, avec les motifs, du plus récent au plus ancien',
  'GET /api/requests':
    'Ce que le compte a demandé à un humain, pour quand est la réponse, et les réponses, de la plus récente à la plus ancienne',
  'POST /api/requests':
    'Demander à un humain : corriger quelque chose, retirer une étiquette, ne plus utiliser quelque chose, ou autre chose',
  'DELETE /api/requests/{id}': 'Retirer ce que l’on a demandé',
  'POST /api/requests/{id}/words': 'En dire davantage quand un humain le demande',
  'POST /api/requests/{id}/appeal': 'Contester une réponse qui refuse ; quelqu’un d’autre répond',
  'GET /api/moderate/requests':
    'Ce que l’on demande à un humain et qui attend une réponse, d’abord ce qui est dû en premier',
  'POST /api/moderate/requests/{id}/decision':
    'Répondre à une demande ; une opposition reconnue fondée retire l’étiquette',
  'POST /api/decisions/{id}/appeal': 'Contester une décision ; une autre personne de la modération en décide',
  'GET /api/moderate/cases': 'Les cas qui attendent une décision, les plus graves d’abord',
  'POST /api/moderate/cases': 'Ouvrir un cas d’après ce que l’on a trouvé soi-même',
  'PUT /api/moderate/cases/{id}/taken': 'Prendre un cas : ce dont il s’agit est montré à partir de là',
  'DELETE /api/moderate/cases/{id}/taken': 'Rendre un cas à la file',
  'GET /api/moderate/cases/{id}': 'Un cas que l’on a pris',
  'GET /api/moderate/cases/{id}/media/{hash}': 'Un fichier d’un clip dont on décide le cas ; plages d’octets',
  'POST /api/moderate/cases/{id}/decision':
    'Décider d’un cas, par une règle et avec un motif ; la personne concernée et qui a signalé en sont informées',
  'GET /api/moderate/appeals': 'Les recours qui attendent',
  'GET /api/moderate/appeals/{id}': 'Un recours, pour quelqu’un d’autre que qui a décidé d’abord',
  'POST /api/moderate/appeals/{id}/decision': 'Trancher un recours : la décision tient ou est annulée',
  'PUT /api/operate/rules/{code}': 'Publier une règle, en d’autres mots ou nouvelle ; ce qu’elle disait reste lisible',
  'POST /api/operate/rules/{code}/end': 'Mettre fin à une règle ; ce qui a été décidé par elle tient',
  'GET /api/tags': 'Tous les mots-clés que le compte suit',
  'PUT /api/tags/{tag}/follow': 'Suivre un mot-clé',
  'DELETE /api/tags/{tag}/follow': 'Ne plus suivre un mot-clé',
  'GET /public/suggestions': 'Les mots-clés et les personnes qui commencent par ce qui est tapé',
  'GET /media/{hash}': 'Un fichier d’un clip public ou non répertorié ; plages d’octets',
  'POST /api/accounts': 'Ouvrir un compte ; les codes de secours sont montrés une seule fois',
  'PATCH /api/account':
    'Changer ce que le compte dit de lui, ce que les autres en voient, et qui peut le suivre sans demander',
  'POST /api/accounts/passkey-options': 'Ce qu’il faut au navigateur pour créer la clé d’accès d’un nouveau compte',
  'POST /api/accounts/passkey':
    'Ouvrir un compte par une clé d’accès créée pour son pseudo ; les codes de secours sont montrés une seule fois',
  'POST /api/session': 'Se connecter',
  'GET /api/session': 'Qui fait la demande',
  'DELETE /api/session': 'Se déconnecter',
  'POST /api/session/passkey-options': 'Ce qu’il faut au navigateur pour se connecter par une clé d’accès',
  'POST /api/session/passkey': 'Se connecter par une clé d’accès',
  'POST /api/session/proof-options':
    'Ce qu’il faut au navigateur pour montrer par une clé d’accès que c’est toujours la même personne ; vide si le compte n’en a pas',
  'POST /api/session/proof':
    'Montrer encore une fois que c’est bien vous, par la phrase de passe ; les actes sensibles passent pendant dix minutes',
  'POST /api/session/proof/passkey':
    'Montrer encore une fois que c’est bien vous, par une clé d’accès ; les actes sensibles passent pendant dix minutes',
  'POST /api/recovery':
    'Choisir une nouvelle phrase de passe par un code de secours ; toutes les sessions se terminent',
  'GET /api/sessions': 'Les sessions du compte',
  'DELETE /api/sessions': 'Se déconnecter partout ; les jetons d’accès se terminent aussi',
  'DELETE /api/sessions/{id}': 'Terminer une session',
  'PUT /api/passphrase':
    'Choisir ou changer la phrase de passe ; les autres sessions et tous les jetons se terminent, et les clés d’accès si on le demande',
  'POST /api/recovery-codes': 'De nouveaux codes de secours ; les anciens ne valent plus',
  'GET /api/passkeys': 'Les clés d’accès du compte',
  'POST /api/passkeys/options': 'Ce qu’il faut au navigateur pour créer une clé d’accès de plus',
  'POST /api/passkeys': 'Ajouter une clé d’accès',
  'DELETE /api/passkeys/{id}': 'Retirer une clé d’accès, sauf si c’est la seule entrée',
  'GET /api/tokens': 'Les jetons d’accès du compte, sans leurs secrets',
  'POST /api/tokens': 'Créer un jeton d’accès ; son secret est montré une seule fois',
  'DELETE /api/tokens/{id}': 'Terminer un jeton d’accès',
  'POST /api/uploads': 'Commencer un envoi (tus 1.0)',
  'PATCH /api/uploads/{id}': 'Envoyer, reprendre ou abandonner un envoi (tus 1.0)',
  'DELETE /api/uploads/{id}': 'Envoyer, reprendre ou abandonner un envoi (tus 1.0)',
  'PUT /api/account/age': 'Dire que l’on a atteint l’âge d’un compte ouvert ; rien ne s’ouvre de soi-même',
  'GET /api/account/leaving': 'Si le compte est en train de partir, et quand il sera effacé',
  'PUT /api/account/leaving': 'Partir : le compte est caché aussitôt, et effacé partout après quatorze jours',
  'POST /api/videos/{id}/erasure': 'Supprimer un clip, avec un reçu signé de ce qui a disparu',
  'POST /api/comments/{id}/erasure':
    'Supprimer un commentaire à soi, ou sur un clip à soi, avec ses réponses et un reçu signé',
  'DELETE /api/account/leaving': 'Rester finalement ; tout se montre de nouveau comme avant',
  'PUT /api/account/avatar':
    'Poser l’image du compte : 256 lignes de 256 pixels de trois octets (rouge, vert, bleu), depuis le haut à gauche, en base64',
  'DELETE /api/account/avatar': 'Retirer l’image du compte',
  'GET /public/avatars/{hash}': 'L’image d’un compte, en WebP',
  'GET /public/accounts/{handle}/follows': 'Qui un compte suit, là où les deux le montrent',
  'GET /public/accounts/{handle}/followers': 'Qui suit un compte, là où les deux le montrent',
  'GET /api/protection': 'Ce que le compte fait des nouveaux venus et des attaques en nombre, et jusqu’à quand',
  'PATCH /api/protection':
    'Retenir les commentaires des comptes récents ; limiter le compte pour quelques heures à ceux qui le suivent déjà',
  'GET /api/operate/newcomers': 'Qui attend d’entrer',
  'POST /api/operate/newcomers/{handle}': 'Laisser entrer un compte qui attend, ou non',
  'GET /api/operate/invites': 'Les invitations, sans leurs codes',
  'POST /api/operate/invites': 'Créer un code d’invitation ; il est montré une seule fois',
  'POST /api/operate/invites/{id}/end': 'Mettre fin à une invitation',
  'GET /api/blocks': 'Les comptes que celui-ci bloque',
  'PUT /api/accounts/{handle}/block': 'Bloquer un compte',
  'DELETE /api/accounts/{handle}/block': 'Ne plus bloquer un compte',
  'GET /api/mutes': 'Les comptes que celui-ci masque',
  'PUT /api/accounts/{handle}/mute': 'Masquer un compte',
  'DELETE /api/accounts/{handle}/mute': 'Ne plus masquer un compte',
  'GET /api/videos':
    'Les clips du compte dans tous leurs états, du plus récent au plus ancien ; avec `part`, ce qui est publié, les brouillons, ou ce qui est programmé',
  'GET /api/videos/{id}': 'Un clip du compte',
  'POST /api/videos/{id}/post':
    'Publier un clip : ses mots, qui peut le voir, et à quel moment. Possible pendant que le fichier voyage encore',
  'PUT /api/videos/{id}/draft': 'Garder les mots d’un clip pas encore publié, tels qu’ils sont saisis',
  'DELETE /api/videos/{id}/schedule': 'Reprendre un clip qui attend son moment : il redevient un brouillon',
  'PATCH /api/videos/{id}':
    'Changer les mots ou la visibilité d’un clip publié, ou le moment où il est montré ; null le montre aussitôt',
  'DELETE /api/videos/{id}': 'Supprimer un clip',
  'PUT /api/videos/{id}/captions/{language}': 'Poser les sous-titres d’une langue, en WebVTT ou SubRip',
  'DELETE /api/videos/{id}/captions/{language}': 'Retirer les sous-titres d’une langue',
  'GET /api/videos/{id}/media/{hash}': 'Un fichier d’un de ses clips, ou d’un clip pour les abonnés ; plages d’octets',
  'GET /api/changes':
    'Ce que deviennent les clips et la boîte de réception du compte, à mesure (événements envoyés par le serveur)',
  'GET /api/notices':
    'La boîte de réception du compte, du plus récent au plus ancien ; une ligne à laquelle quelque chose s’ajoute passe devant',
  'GET /api/notices/unread': 'Combien de lignes de la boîte de réception ont du nouveau ; 100 veut dire « plus de 99 »',
  'PUT /api/notices/seen': 'Ce qui s’est passé jusqu’à un moment a été vu ; personne ne l’apprend',
  'GET /api/notices/choices': 'Ce dont le compte ne veut pas être averti',
  'PUT /api/notices/choices': 'Choisir de quoi ne pas être averti ; ce qui en est là est oublié',
  'GET /api/statistics':
    'Les j’aime, commentaires, enregistrements et abonnements du compte par jour, et ses clips qui en ont le plus',
  'GET /api/videos/{id}/statistics': 'Les j’aime, commentaires et enregistrements d’un de ses clips par jour',
  'GET /api/storage': 'Ce qu’occupent les clips du compte, et ce qu’ils peuvent occuper',
  'GET /api/following/videos':
    'Les clips de toutes les personnes suivies, et ce qu’elles relaient, du plus récent au plus ancien ; avec `handle`, ce que l’une d’elles montre à ses seuls abonnés',
  'GET /api/following/videos/{id}': 'Un clip réservé aux abonnés',
  'GET /api/likes': 'Tous les clips que le compte aime',
  'GET /api/saves': 'Tous les clips que le compte a enregistrés, et ses collections',
  'PUT /api/videos/{id}/save': 'Enregistrer un clip pour y revenir',
  'DELETE /api/videos/{id}/save': 'Ne plus enregistrer un clip',
  'PUT /api/saves/{id}': 'Ranger un clip enregistré dans une collection, ou dans aucune',
  'POST /api/collections': 'Créer une collection',
  'PATCH /api/collections/{id}': 'Donner un autre nom à une collection',
  'DELETE /api/collections/{id}': 'Supprimer une collection ; ce qu’elle contenait reste enregistré',
  'GET /api/reposts': 'Tous les clips que le compte a relayés',
  'PUT /api/videos/{id}/repost': 'Relayer un clip public à ceux qui suivent le compte',
  'DELETE /api/videos/{id}/repost': 'Reprendre un relais',
  'GET /public/accounts/{handle}/likes':
    'Les clips publics qu’un compte aime, là où il le montre ; du plus récent au plus ancien',
  'GET /public/accounts/{handle}/reposts': 'Les clips publics qu’un compte a relayés, du plus récent au plus ancien',
  'PATCH /api/comments/{id}': 'Changer les mots d’un de ses commentaires, pendant quinze minutes',
  'GET /api/videos/{id}/comments/held':
    'Les commentaires d’un de ses clips qui attendent une approbation, du plus ancien au plus récent',
  'PUT /api/comments/{id}/approval': 'Laisser tout le monde voir un commentaire qui attend',
  'PUT /api/videos/{id}/pin': 'Mettre en premier un commentaire d’un de ses clips, ou aucun',
  'GET /api/muted': 'Les mots-clés, les sons et les mots dont le compte ne veut rien voir',
  'PUT /api/muted': 'Masquer un mot-clé, un son ou un mot, ou ne plus le masquer',
  'GET /api/blocked-words': 'Les mots qui retiennent les commentaires de ses clips',
  'PUT /api/blocked-words': 'Choisir les mots qui retiennent les commentaires de ses clips',
  'PUT /api/videos/{id}/like': 'Aimer un clip',
  'DELETE /api/videos/{id}/like': 'Ne plus aimer un clip',
  'GET /public/videos/{id}/comments':
    'Les commentaires d’un clip, du plus récent au plus ancien ; avec `replyTo`, les réponses à l’un d’eux, de la plus ancienne à la plus récente',
  'GET /api/following/videos/{id}/comments': 'Les commentaires d’un clip réservé aux abonnés',
  'POST /api/videos/{id}/comments': 'Commenter un clip, ou répondre à un commentaire',
  'DELETE /api/comments/{id}': 'Supprimer un commentaire à soi, ou sous un clip à soi, avec ses réponses',
  'GET /api/follows': 'Toutes les personnes que le compte suit',
  'GET /api/followers': 'Qui suit le compte, et qui demande à le suivre',
  'PUT /api/accounts/{handle}/follow': 'Suivre un compte ; s’il est fermé, on lui demande d’abord',
  'DELETE /api/accounts/{handle}/follow': 'Ne plus suivre un compte',
  'PUT /api/followers/{handle}': 'Accepter un abonné',
  'DELETE /api/followers/{handle}': 'Retirer un abonné, ou refuser une demande',
  'POST /api/operator': 'Prendre la charge de l’exploitation par le code que la machine a affiché',
  'GET /api/operate/status': 'L’état du rivage',
  'GET /api/operate/accounts': 'Les comptes, d’après le début de leur pseudo : rôle, clips, octets',
  'POST /api/operate/accounts': 'Créer un compte ; sa phrase de passe est montrée une seule fois',
  'PUT /api/operate/accounts/{handle}/quota': 'Limiter ce que peuvent occuper les clips d’un compte',
  'POST /api/operate/accounts/{handle}/sign-out':
    'Terminer toutes les sessions et tous les jetons d’un compte où un autre pourrait être entré',
  'GET /api/operate/tokens': 'Les jetons d’accès d’un compte, sans leurs noms',
  'POST /api/operate/accounts/{handle}/end-token': 'Terminer un jeton d’accès d’un compte',
  'POST /api/operate/roles': 'Donner un rôle, ou le retirer',
  'GET /api/operate/jobs': 'Ce qui attend, et ce qui a été abandonné',
  'POST /api/operate/videos/{id}/retry': 'Retenter un clip abandonné par une faute du rivage',
  'GET /api/operate/storage': 'Où sont les octets',
  'POST /api/operate/storage/sweep': 'Enlever les objets qui n’appartiennent à aucun clip',
  'GET /api/operate/acts': 'Ce que le personnel a fait, du plus récent au plus ancien',
  'GET /api/institutions': 'Les institutions pour lesquelles on agit, ou pour lesquelles on est sollicité',
  'POST /api/institutions':
    'Commencer une institution : son nom, son domaine et ses mandataires ; qui appelle en est responsable',
  'GET /api/institutions/{handle}': 'Une institution telle que ses mandataires la voient',
  'DELETE /api/institutions/{handle}': 'Mettre fin à ce que l’on a commencé, avant que ce soit confirmé',
  'POST /api/institutions/{handle}/proof':
    'Chercher la preuve sur le domaine : dans un fichier ou dans un enregistrement TXT',
  'POST /api/institutions/{handle}/seat-options':
    'Ce qu’il faut à un navigateur pour signer le siège que l’on vous propose',
  'POST /api/institutions/{handle}/seat':
    'Prendre le siège que l’on vous propose, par une signature de sa clé d’accès, qui lui est dès lors liée',
  'DELETE /api/institutions/{handle}/seat':
    'Quitter une institution, ou refuser d’agir pour elle ; ce que l’on avait proposé est nul aussitôt',
  'GET /public/institutions/{handle}':
    'La carte de mandat : qui répond d’un compte officiel, par rôle, et combien doivent approuver quoi',
  'GET /public/institutions/{handle}/record':
    'Ce qu’un compte officiel a fait, en un registre signé auquel on ne fait qu’ajouter, à partir d’un numéro',
  'GET /api/institutions/{handle}/videos/{id}':
    'Les mots d’un clip de l’institution, pour qui veut en proposer d’autres',
  'GET /api/institutions/{handle}/proposals':
    'Ce qui attend une décision, ou en a eu une ; du plus récent au plus ancien',
  'POST /api/institutions/{handle}/proposals': 'Proposer un acte de l’institution ; rien n’en change plus ensuite',
  'GET /api/institutions/{handle}/proposals/{id}': 'Une proposition',
  'DELETE /api/institutions/{handle}/proposals/{id}': 'Retirer ce que l’on a proposé',
  'POST /api/institutions/{handle}/proposals/{id}/approval-options':
    'Ce qu’il faut à un navigateur pour approuver : le défi est le SHA-256 de la proposition',
  'POST /api/institutions/{handle}/proposals/{id}/approval':
    'Approuver par la signature d’une clé d’accès sur le SHA-256 de la proposition ; au quorum, elle prend effet, une fois',
  'DELETE /api/institutions/{handle}/proposals/{id}/approval':
    'Retirer une approbation, pour de bon, tant que la proposition n’a pas pris effet',
  'POST /api/institutions/{handle}/proposals/{id}/acknowledgement-options':
    'Ce qu’il faut à un navigateur pour confirmer que des avis d’une proposition n’ont pas été remis',
  'POST /api/institutions/{handle}/proposals/{id}/acknowledgement':
    'Confirmer, par une clé d’accès du responsable ou de l’adjoint, que des avis n’ont pas été remis ; la proposition continue',
  'POST /api/institutions/{handle}/glasses/{id}/review':
    'Examiner ce qui a été fait derrière une vitre brisée ; par un mandataire qui n’y a pas pris part',
  'GET /api/institutions/{handle}/proposals/{id}/media/{hash}':
    'Un fichier d’un clip proposé, pour les mandataires ; par plages d’octets',
  'GET /api/institutions/{handle}/overview':
    'Qui peut agir, ce qui s’est passé depuis le dernier résumé, ce qui attend et ce qui a échoué, en ce moment',
  'GET /api/institutions/{handle}/digests':
    'Les résumés hebdomadaires tels qu’ils ont été signés, chacun avec l’empreinte du précédent, à partir d’un numéro',
  'GET /api/institutions/{handle}/digests/{number}':
    'Un résumé hebdomadaire tel qu’il a été signé, et les sels qui ouvrent qui s’y trouve',
  'GET /api/institutions/{handle}/statistics':
    'Pour ses mandataires : les j’aime, commentaires, enregistrements et abonnements de l’institution par jour, et ses clips qui en ont le plus',
  'GET /api/institutions/{handle}/videos/{id}/statistics':
    'Pour ses mandataires : les j’aime, commentaires et enregistrements d’un clip de l’institution par jour',
  'GET /api/institutions/{handle}/stations': 'Les appareils qui publient pour une institution',
  'DELETE /api/institutions/{handle}/stations/{id}':
    'Mettre fin à un appareil, aussitôt : par son mandataire, ou par qui peut approuver',
  'POST /api/station/options': 'Ce qu’il faut à un navigateur pour préparer un appareil',
  'POST /api/station': 'Préparer un appareil : il montre un code, par lequel un mandataire le propose',
  'POST /api/station/open-options': 'Ce qu’il faut à un navigateur pour ouvrir un appareil par sa clé d’accès',
  'POST /api/station/open': 'Ouvrir un appareil par sa clé d’accès',
  'GET /api/station': 'L’appareil qui demande',
  'DELETE /api/station/open': 'Fermer l’appareil jusqu’à ce que sa clé d’accès serve de nouveau',
  'POST /api/station/uploads': 'Commencer un envoi (tus 1.0)',
  'PATCH /api/station/uploads/{id}': 'Envoyer, reprendre ou abandonner un envoi (tus 1.0)',
  'DELETE /api/station/uploads/{id}': 'Envoyer, reprendre ou abandonner un envoi (tus 1.0)',
  'GET /api/station/clips/{id}': 'Un clip envoyé depuis cet appareil',
  'POST /api/station/posts': 'Proposer de publier un clip envoyé depuis cet appareil',
  'GET /api/operate/institutions':
    'Les institutions, d’abord celles qui attendent d’être confirmées ; les noms réservés',
  'POST /api/operate/institutions/{handle}':
    'Confirmer qu’une institution est bien celle qu’elle dit être, ou non : alors ce qui était commencé prend fin',
  'POST /api/operate/names': 'Réserver un nom à une institution qui n’a pas de compte',
  'POST /api/operate/names/{handle}/end': 'Libérer un nom réservé',
}
