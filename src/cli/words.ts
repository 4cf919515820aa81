/** What the command line says when it does not refuse, in English and in French, by the language of the terminal. */
const sentences = {
  help: {
    en: `Usage: npx --no-install onshore <command> [--help]

  serve [--port 8080] [--data DIR] [--trial]   run a shore on this machine
  post FILE --server URL --token T             upload a clip; --caption, --visibility, --wait, --json
  operate account add HANDLE [--data DIR]      make an account; its one-time passphrase is the last line
  operate token HANDLE --scope post            make an access token; it is the last line
  backup FILE --recipient KEY [--data DIR]     write the running shore into one encrypted file
  restore FILE --identity KEYFILE --data DIR   make a shore from such a file, where there is none
  config                                       list every key of the configuration
  audit feed SESSION --server URL              make the orders of a session again, bit for bit

Exit: 0 done, 2 refused with a sentence, 1 a bug.`,
    fr: `Usage : npx --no-install onshore <commande> [--help]

  serve [--port 8080] [--data DOSSIER] [--trial]   faire tourner un rivage sur cette machine
  post FICHIER --server URL --token J              envoyer un clip ; --caption, --visibility, --wait, --json
  operate account add PSEUDO [--data DOSSIER]      créer un compte ; sa phrase de passe à usage unique est la dernière ligne
  operate token PSEUDO --scope post                créer un jeton d’accès ; c’est la dernière ligne
  backup FICHIER --recipient CLÉ [--data DOSSIER]  écrire le rivage en marche dans un seul fichier chiffré
  restore FICHIER --identity FICHIER-CLÉ           refaire un rivage de ce fichier, là où il n’y en a pas
  config                                           énumérer les clés de la configuration
  audit feed SESSION --server URL                  refaire les ordres d’une session, bit pour bit

Sortie : 0 fait, 2 refusé avec une phrase, 1 un défaut.`,
  },
  serveHelp: {
    en: 'onshore serve [--port N] [--data DIR] [--trial | --no-demo] [--role api|worker]\nRuns a shore until Ctrl-C. --trial draws the trial clips; --no-demo leaves them out.\n--role adds one process to a shore that runs: worker checks and renders clips, api answers requests.',
    fr: 'onshore serve [--port N] [--data DOSSIER] [--trial | --no-demo] [--role api|worker]\nFait tourner un rivage jusqu’à Ctrl-C. --trial dessine les clips d’essai ; --no-demo les omet.\n--role ajoute un processus à un rivage qui tourne : worker vérifie et convertit les clips, api répond aux demandes.',
  },
  backupHelp: {
    en: 'onshore backup key [--json]\nonshore backup FILE --recipient KEY [--data DIR] [--json]\nMakes a key pair; writes the running shore, as it is at one moment, into a file that only the key’s owner opens.\nKeep the AGE-SECRET-KEY line away from the shore: without it the file cannot be read, with it everything can.',
    fr: 'onshore backup key [--json]\nonshore backup FICHIER --recipient CLÉ [--data DOSSIER] [--json]\nCrée une paire de clés ; écrit le rivage en marche, tel qu’il est à un instant, dans un fichier que seul le détenteur de la clé ouvre.\nGardez la ligne AGE-SECRET-KEY loin du rivage : sans elle le fichier est illisible, avec elle tout se lit.',
  },
  restoreHelp: {
    en: 'onshore restore FILE --identity KEYFILE [--keys FILE] [--data DIR] [--json]\nMakes a shore from a backup, in a folder and a database that hold nothing yet. Every byte is compared by its hash. --keys is the newest file of operate key save: with it, what is encrypted can be read, and what was erased since is erased again.',
    fr: 'onshore restore FICHIER --identity FICHIER-CLÉ [--keys FICHIER] [--data DOSSIER] [--json]\nRefait un rivage d’une sauvegarde, dans un dossier et une base de données vides. Chaque octet est comparé par son empreinte. --keys est le dernier fichier de operate key save : avec lui, ce qui est chiffré peut être lu, et ce qui a été effacé depuis l’est de nouveau.',
  },
  backupKey: {
    en: 'The first line reads backups: keep it away from the shore. The second one writes them: give it to --recipient.',
    fr: 'La première ligne lit les sauvegardes : gardez-la loin du rivage. La seconde les écrit : donnez-la à --recipient.',
  },
  backingUp: { en: '{done} of {of} objects', fr: '{done} objets sur {of}' },
  restoring: { en: '{done} files', fr: '{done} fichiers' },
  backedUp: {
    en: 'The shore as it was at {at} is in {file}: {n} files, {gone} deleted meanwhile.',
    fr: 'Le rivage tel qu’il était à {at} est dans {file} : {n} fichiers, {gone} supprimés entre-temps.',
  },
  restoredErased: {
    en: '{n} accounts were erased after this backup was made. They are hidden, and are erased again by the clean-up once the shore runs.',
    fr: '{n} comptes ont été effacés après cette sauvegarde. Ils sont cachés, et seront de nouveau effacés par le nettoyage dès que le rivage tournera.',
  },
  restoredWithoutKeys: {
    en: 'No keys came along: what was encrypted for people cannot be read, and accounts that were erased since are back. If you have a file of keys, restore again with --keys FILE.',
    fr: 'Aucune clé n’est venue avec : ce qui était chiffré pour les personnes ne peut pas être lu, et des comptes effacés depuis sont revenus. Si vous avez un fichier de clés, restaurez de nouveau avec --keys FICHIER.',
  },
  restored: {
    en: 'The shore of {at} is back: {n} files, each compared by its hash. Start it with serve.',
    fr: 'Le rivage du {at} est de retour : {n} fichiers, chacun comparé par son empreinte. Lancez-le avec serve.',
  },
  auditHelp: {
    en: `onshore audit feed SESSION --server URL [--key BASE64] [--json]
Makes every order of a saved session again: the same slates, the same seed, the same order, bit for bit. SESSION is the file that
“My interests” saves. Slates are fetched from the shore by their hash; each is compared with it, and with the signature of the
shore’s key: the one it declares, or the one given with --key. Nothing of the session is sent.`,
    fr: `onshore audit feed SESSION --server URL [--key BASE64] [--json]
Refait chaque ordre d’une session enregistrée : mêmes sélections, même graine, même ordre, bit pour bit. SESSION est le fichier
qu’enregistre « Mes intérêts ». Les sélections sont demandées au rivage par leur empreinte ; chacune lui est comparée, ainsi qu’à la
signature par la clé du rivage : celle qu’il déclare, ou celle que donne --key. Rien de la session n’est envoyé.`,
  },
  sameOrders: {
    en: '{n} orders on {slates} slates, made again bit for bit.',
    fr: '{n} ordres sur {slates} sélections, refaits bit pour bit.',
  },
  postHelp: {
    en: 'onshore post FILE --server URL --token T [--caption WORDS] [--language en] [--visibility public|unlisted|followers|private] [--wait] [--json]\nUploads by tus and posts. With --wait it ends when the clip plays, or refuses in words.',
    fr: 'onshore post FICHIER --server URL --token J [--caption MOTS] [--language fr] [--visibility public|unlisted|followers|private] [--wait] [--json]\nEnvoie par tus et publie. Avec --wait, se termine quand le clip est lisible, ou refuse avec une phrase.',
  },
  operateHelp: {
    en: `onshore operate …, on the shore’s own machine, while the shore runs; --data DIR names its folder
  account add HANDLE              make an account; its one-time passphrase is the last line
  account list [BEGINNING]        accounts, with what their clips take
  account sign-out HANDLE         end every session and token of an account that somebody else may be in
  account suspend HANDLE --rule CODE   show an account, its clips and comments nowhere, by a rule of the shore; restore shows them again
  account quota HANDLE MB|none    bound what its clips may take
  role give HANDLE operator|moderator, role take HANDLE
  code                            a code that makes one account an operator, in its console
  token HANDLE --scope post|read [--days 90] [--name WORDS]     make an access token; it is the last line
  token list HANDLE, token end HANDLE ID
  invite [--count 1] [--days 14]  a code that opens so many accounts where joining asks for one; it is the last line
  invite list                     invitations, and how often each was used
  video retry ID                  try a clip again that was given up for a fault of the shore
  jobs                            what waits, and what was given up
  storage [sweep|rewrite]         where the bytes are; sweep removes what belongs to no clip, rewrite what tables keep of deleted rows
  declare                         what is declared, and what this configuration would change
  status                          how the shore is
  log                             what staff did, newest first
  retention                       what is past its time, and what was deleted for it
  assessment [--language fr]      an assessment of the impact on privacy, to complete, as Markdown
  key status                      where the keys of accounts stand, and the shares of the shore’s key
  key rotate                      a new key for the shore; nothing else changes
  key shares 5 --need 3           the shore’s key in five lines, of which any three give it back
  key open                        put the shore’s key back: its shares on the standard input, a line each
  key save FILE                   the keys of accounts into one file, in place of the former; no backup has them
  breach STORES [--real] [--at TIME]   what could be read in database,objects,uploads,backup,folder,keys,logs; whose; who must be told by when. A drill unless --real
Each act is kept with its reason (--why WORDS). --json where a program reads.`,
    fr: `onshore operate …, sur la machine du rivage, pendant qu’il fonctionne ; --data DOSSIER désigne son dossier
  account add PSEUDO              créer un compte ; sa phrase de passe à usage unique est la dernière ligne
  account list [DÉBUT]            les comptes, et ce qu’occupent leurs clips
  account sign-out PSEUDO         terminer toutes les sessions et tous les jetons d’un compte où un autre pourrait être entré
  account suspend PSEUDO --rule CODE   ne plus montrer nulle part un compte, ses clips et commentaires, par une règle du rivage ; restore les montre de nouveau
  account quota PSEUDO MO|none    limiter ce que ses clips peuvent occuper
  role give PSEUDO operator|moderator, role take PSEUDO
  code                            un code qui donne à un compte la charge de l’exploitation, dans sa console
  token PSEUDO --scope post|read [--days 90] [--name MOTS]      créer un jeton d’accès ; c’est la dernière ligne
  token list PSEUDO, token end PSEUDO ID
  invite [--count 1] [--days 14]  un code qui ouvre autant de comptes là où il en faut un pour s’inscrire ; c’est la dernière ligne
  invite list                     les invitations, et combien de fois chacune a servi
  video retry ID                  retenter un clip abandonné par une faute du rivage
  jobs                            ce qui attend, et ce qui a été abandonné
  storage [sweep|rewrite]         où sont les octets ; sweep enlève ce qui n’appartient à aucun clip, rewrite ce que les tables gardent des lignes effacées
  declare                         ce qui est déclaré, et ce que cette configuration changerait
  status                          l’état du rivage
  log                             ce que le personnel a fait, du plus récent au plus ancien
  retention                       ce dont le temps est passé, et ce qui a été effacé pour cela
  assessment [--language en]      une évaluation des facteurs relatifs à la vie privée, à compléter, en Markdown
  key status                      où en sont les clés des comptes, et les parts de celle du rivage
  key rotate                      une clé nouvelle pour le rivage ; rien d’autre ne change
  key shares 5 --need 3           la clé du rivage en cinq lignes, dont trois suffisent à la rendre
  key open                        remettre la clé du rivage : ses parts sur l’entrée standard, une par ligne
  key save FICHIER                les clés des comptes en un fichier, à la place du précédent ; aucune sauvegarde ne les a
  breach STOCKAGES [--real] [--at HEURE]   ce qui a pu être lu dans database,objects,uploads,backup,folder,keys,logs ; à qui ; qui informer et quand. Un exercice sauf avec --real
Chaque acte est conservé avec son motif (--why MOTS). --json là où un programme lit.`,
  },
  startData: { en: 'Data in {folder}', fr: 'Données dans {folder}' },
  startDatabase: { en: 'Starting the database…', fr: 'Démarrage de la base de données…' },
  startDatabaseFirst: { en: 'Making the database (once)…', fr: 'Création de la base de données (une seule fois)…' },
  startPages: { en: 'Building the pages…', fr: 'Construction des pages…' },
  databaseAway: {
    en: 'The database at {host} does not answer; waiting for it…',
    fr: 'La base de données à {host} ne répond pas ; attente…',
  },
  databaseEnded: {
    en: 'The database ended unexpectedly; the shore stops. What was acknowledged is kept: start it again.',
    fr: 'La base de données s’est arrêtée de façon inattendue ; le rivage s’arrête. Ce qui a été confirmé est conservé : redémarrez-le.',
  },
  operatorCode: {
    en: 'No operator yet. Open an account, then {address}/operate, and enter: {code}',
    fr: 'Pas encore d’exploitant. Ouvrez un compte, puis {address}/operate, et entrez : {code}',
  },
  codeMade: {
    en: 'A code that makes one account an operator, once. Any earlier one has ended:',
    fr: 'Un code qui donne à un compte, une seule fois, la charge de l’exploitation. Tout code antérieur est caduc :',
  },
  accountLine: {
    en: '@{handle} {role} {videos} clips, {megabytes} MB, {quota}',
    fr: '@{handle} {role} {videos} clips, {megabytes} Mo, {quota}',
  },
  noQuota: { en: 'no bound', fr: 'sans limite' },
  signedOut: {
    en: 'Every session and token of @{handle} has ended.',
    fr: 'Toutes les sessions et tous les jetons de @{handle} sont terminés.',
  },
  suspended: {
    en: '@{handle} is shown nowhere now.',
    fr: '@{handle} n’est plus montré nulle part.',
  },
  shownAgain: {
    en: '@{handle} is shown again.',
    fr: '@{handle} est de nouveau montré.',
  },
  quotaSet: {
    en: 'The clips of @{handle} may take: {quota}.',
    fr: 'Les clips de @{handle} peuvent occuper : {quota}.',
  },
  roleGiven: { en: '@{handle} is {role} now.', fr: '@{handle} est maintenant {role}.' },
  roleTaken: { en: '@{handle} has no role any more.', fr: '@{handle} n’a plus de rôle.' },
  tokenLine: { en: '{id} {scopes} until {day}', fr: '{id} {scopes} jusqu’au {day}' },
  inviteLine: { en: '{id} {used} of {uses} until {day}', fr: '{id} {used} sur {uses} jusqu’au {day}' },
  inviteMade: {
    en: 'This code opens accounts here, {n} in all, until {day}. It is shown once:',
    fr: 'Ce code ouvre des comptes ici, {n} en tout, jusqu’au {day}. Il n’est montré qu’une fois :',
  },
  tokenEnded: { en: 'The token has ended.', fr: 'Le jeton est terminé.' },
  retried: { en: '{id} is being worked on again.', fr: '{id} est de nouveau en traitement.' },
  storageLine: { en: '{megabytes} MB in {files} files: {kind}', fr: '{megabytes} Mo en {files} fichiers : {kind}' },
  storageOrphans: {
    en: '{megabytes} MB in {files} files belong to no clip. operate storage sweep removes them.',
    fr: '{megabytes} Mo en {files} fichiers n’appartiennent à aucun clip. operate storage sweep les enlève.',
  },
  storageMissing: {
    en: '{n} files of clips are not in the store: restore them from a backup.',
    fr: '{n} fichiers de clips manquent au stockage : restaurez-les d’une sauvegarde.',
  },
  storageFree: { en: '{megabytes} MB are free.', fr: '{megabytes} Mo sont libres.' },
  storageRewritten: {
    en: '{n} tables were rewritten; nothing that was deleted from them is in their files any more.',
    fr: '{n} tables ont été réécrites ; rien de ce qui en a été effacé n’est plus dans leurs fichiers.',
  },
  storageSwept: { en: '{n} files removed, {megabytes} MB.', fr: '{n} fichiers enlevés, {megabytes} Mo.' },
  declaredSince: { en: 'Declared since {at}:', fr: 'Déclaré depuis le {at} :' },
  declaredSame: {
    en: 'The configuration here declares the same.',
    fr: 'La configuration d’ici déclare la même chose.',
  },
  declaredOther: {
    en: 'The configuration here would declare something else at the next start, in: {where}',
    fr: 'La configuration d’ici déclarerait autre chose au prochain démarrage, pour : {where}',
  },
  statusLine: {
    en: 'Onshore {version}, tables as of {migration}. {accounts} accounts, {operators} operators, {moderators} moderators. Objects: {objects}.',
    fr: 'Onshore {version}, tables de {migration}. {accounts} comptes, {operators} exploitants, {moderators} modérateurs. Objets : {objects}.',
  },
  statusVideos: { en: '{n} clips: {state}', fr: '{n} clips : {state}' },
  'advisories.off': { en: 'Security advisories are not asked for.', fr: 'Les avis de sécurité ne sont pas demandés.' },
  'advisories.waiting': {
    en: 'Security advisories have not been asked for yet.',
    fr: 'Les avis de sécurité n’ont pas encore été demandés.',
  },
  'advisories.checked': { en: 'Security advisories as of {at}:', fr: 'Avis de sécurité au {at} :' },
  'advisories.stale': {
    en: 'The security advisories of {at} have run out; a newer feed should be there.',
    fr: 'Les avis de sécurité du {at} sont périmés ; un flux plus récent devrait exister.',
  },
  'advisories.failed': {
    en: 'The security advisories could not be believed at {at}: {fault}.',
    fr: 'Les avis de sécurité n’ont pas pu être crus à {at} : {fault}.',
  },
  advisoryLine: {
    en: '{id} ({severity}), mended in {fixedIn}: {words}',
    fr: '{id} ({severity}), corrigé dans {fixedIn} : {words}',
  },
  logLine: { en: '{at} {by} {act} {subject} ({outcome}): {why}', fr: '{at} {by} {act} {subject} ({outcome}) : {why}' },
  keyStatus: {
    en: 'Key {keyId} wraps the keys of {accounts} accounts; {destroyed} were destroyed with theirs.',
    fr: 'La clé {keyId} enveloppe celles de {accounts} comptes ; {destroyed} ont été détruites avec le leur.',
  },
  keyDoors: {
    en: 'Self door: open to each account for itself. Staff door: shut.',
    fr: 'Porte de soi : ouverte à chaque compte pour lui-même. Porte du personnel : fermée.',
  },
  keyLocked: {
    en: 'The shore’s key is not here: nothing that is encrypted can be read. Put it back with operate key open.',
    fr: 'La clé du rivage n’est pas là : rien de ce qui est chiffré ne peut être lu. Remettez-la par operate key open.',
  },
  keyNoShares: {
    en: 'No shares of it were ever made: if this disk is lost, so is everything that is encrypted. operate key shares 5 --need 3',
    fr: 'Aucune part n’en a été faite : si ce disque est perdu, tout ce qui est chiffré l’est aussi. operate key shares 5 --need 3',
  },
  keyHasShares: {
    en: 'Shares: {need} of {of}, made at {at}.',
    fr: 'Parts : {need} sur {of}, faites à {at}.',
  },
  keyOldShares: {
    en: 'The shares of {at} are of an earlier key: make new ones with operate key shares.',
    fr: 'Les parts de {at} sont d’une clé antérieure : faites-en de nouvelles par operate key shares.',
  },
  keyRotated: {
    en: 'The shore has a new key, which wraps the keys of {n} accounts. Shares of the former open nothing any more.',
    fr: 'Le rivage a une clé nouvelle, qui enveloppe celles de {n} comptes. Les parts de l’ancienne n’ouvrent plus rien.',
  },
  keyShares: {
    en: 'Give each line to somebody else, on paper. Any {need} of the {of} put the key back; fewer tell nothing. They are shown once.',
    fr: 'Donnez chaque ligne à une personne différente, sur papier. {need} des {of} rendent la clé ; moins ne disent rien. Elles ne sont montrées qu’une fois.',
  },
  keyOpened: {
    en: 'The shore’s key {keyId} is here again.',
    fr: 'La clé {keyId} du rivage est de nouveau là.',
  },
  keySaved: {
    en: 'The keys of {n} accounts are in {file}. Only the shore’s key opens them. Keep this one file and none before it: an erased account lives on in an older one.',
    fr: 'Les clés de {n} comptes sont dans {file}. Seule la clé du rivage les ouvre. Gardez ce fichier-ci et aucun d’avant : un compte effacé survit dans un plus ancien.',
  },
  retentionLine: {
    en: '{rule}: {due} due; at {at} {ended} ended, {total} in all ({says})',
    fr: '{rule} : {due} à effacer ; à {at}, {ended} effacés, {total} en tout ({says})',
  },
  retentionDone: { en: 'Nothing is past its time.', fr: 'Rien n’a passé son temps.' },
  retentionDue: {
    en: 'What is due is ended by the worker: within a minute, an hour or a day, by its rule.',
    fr: 'Ce qui est à effacer l’est par le processus de travail : dans la minute, l’heure ou le jour, selon la règle.',
  },
  workerReady: { en: 'One more worker is at work.', fr: 'Un processus de plus est au travail.' },
  jobsWaiting: { en: '{n} waiting: {task}', fr: '{n} en attente : {task}' },
  jobsNone: { en: 'Nothing is waiting.', fr: 'Rien n’est en attente.' },
  jobDead: { en: '{id} by @{handle}: {code}', fr: '{id} de @{handle} : {code}' },
  jobsDead: {
    en: 'Given up after every attempt, for a fault of the shore:',
    fr: 'Abandonnés après toutes les tentatives, par une faute du rivage :',
  },
  ready: { en: 'Onshore is ready at {address}', fr: 'Onshore est prêt à l’adresse {address}' },
  stopHint: { en: 'Press Ctrl-C to stop.', fr: 'Ctrl-C pour arrêter.' },
  engine: { en: 'Media by {engine}, sandbox: {sandbox}.', fr: 'Médias par {engine}, bac à sable : {sandbox}.' },
  noSandbox: {
    en: 'No sandbox here: media runs under limits only. Enough for a trial on this machine. apt install bubblewrap adds one.',
    fr: 'Pas de bac à sable ici : les médias tournent sous de simples limites. Suffisant pour un essai sur cette machine. apt install bubblewrap en ajoute un.',
  },
  ffmpegHint: {
    en: 'apt install ffmpeg makes media about 1.5 times cheaper.',
    fr: 'apt install ffmpeg rend les médias environ 1,5 fois moins coûteux.',
  },
  drawing: { en: 'Drawing the trial clips: {ready} of {of}', fr: 'Dessin des clips d’essai : {ready} sur {of}' },
  drawn: { en: 'All {of} trial clips are ready.', fr: 'Les {of} clips d’essai sont prêts.' },
  stopping: { en: 'Stopping…', fr: 'Arrêt…' },
  stopped: { en: 'Stopped. Everything is kept.', fr: 'Arrêté. Tout est conservé.' },
  sending: { en: 'Sending {done} of {all} MB', fr: 'Envoi : {done} Mo sur {all}' },
  checking: { en: 'Checking…', fr: 'Vérification…' },
  accountMade: {
    en: 'The account @{handle} is made. Its one-time passphrase:',
    fr: 'Le compte @{handle} est créé. Sa phrase de passe à usage unique :',
  },
  tokenMade: {
    en: 'A token for @{handle}, scope {scope}, until {day}. It is shown once:',
    fr: 'Un jeton pour @{handle}, portée {scope}, jusqu’au {day}. Il n’est montré qu’une fois :',
  },
} as const

/** French where the terminal's locale says so (POSIX: LC_ALL, then LC_MESSAGES, then LANG). */
export function languageOfTerminal(environment: Record<string, string | undefined> = process.env): 'en' | 'fr' {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || ''
  return locale.startsWith('fr') ? 'fr' : 'en'
}

export function say(
  id: keyof typeof sentences,
  facts: Record<string, string | number> = {},
  language = languageOfTerminal(),
): string {
  return sentences[id][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole))
}
