import { forAccount, open, own, sealed, secret, table } from '../../core/register/entry.ts'

/** An account, and what it says about itself. */
export const profileTables = {
  accounts: table(
    { title: ['Account and profile', 'Compte et profil'], group: 'profile', kept: 'account', ownedBy: ['id'] },
    {
      id: open(
        'names the account in other tables and addresses',
        'désigne le compte dans les autres tables et les adresses',
      ),
      handle: open('the name people type and read', 'le pseudo que l’on tape et que l’on lit'),
      skeleton: forAccount(
        'finds handles that look alike (UTS #39)',
        'trouve les pseudos qui se ressemblent à l’œil (UTS #39)',
      ),
      name: open('the name shown beside the handle', 'le nom montré à côté du pseudo'),
      passphrase_hash: secret('checks the passphrase (argon2id)', 'vérifie la phrase de passe (argon2id)'),
      generated: open('marks accounts of the trial shore', 'marque les comptes du rivage d’essai', {
        erasure: 'not personal',
      }),
      is_closed: open('says whether followers need leave', 'dit si l’on doit demander pour suivre'),
      is_indexed: open(
        'asks search engines to leave the account and its clips out',
        'demande aux moteurs de recherche de laisser de côté le compte et ses clips',
      ),
      quota_bytes: forAccount('bounds what the account’s clips may take', 'borne ce que les clips du compte occupent'),
      bio: open('what the person says about themselves', 'ce que la personne dit d’elle-même'),
      links: open('places elsewhere that the person names', 'les adresses ailleurs que la personne donne'),
      is_business: open('says whether it is a business', 'dit si c’est une entreprise'),
      contact: open('how a business is reached, in its own words', 'comment joindre une entreprise, dans ses mots'),
      products: open('what a business offers, elsewhere', 'ce qu’une entreprise propose, ailleurs'),
      shows_ties: open(
        'whether others see whom the person follows and who follows them',
        'si les autres voient qui la personne suit et qui la suit',
      ),
      shows_likes: open('whether others see what the person likes', 'si les autres voient ce que la personne aime'),
      avatar_hash: open('the address of the person’s picture', 'l’adresse de l’image de la personne'),
      restricted_until: forAccount(
        'until when the account can show nothing new, by a decision',
        'jusqu’à quand le compte ne peut rien montrer de nouveau, par une décision',
      ),
      suspended_at: forAccount(
        'says since when the account is shown nowhere',
        'dit depuis quand le compte n’est montré nulle part',
      ),
      is_young: own(
        'the person’s own word that they are under 16, no finer, until they say otherwise; keeps their account closed and its device calm',
        'la parole de la personne qu’elle a moins de 16 ans, sans plus de détail, jusqu’à ce qu’elle dise autrement ; garde son compte fermé et son appareil calme',
      ),
      blocked_words: sealed(
        'holds comments with these words until the person has seen them',
        'retient les commentaires qui ont ces mots jusqu’à ce que la personne les ait vus',
      ),
      holds_newcomers: own(
        'holds comments of new accounts until the person has seen them',
        'retient les commentaires des comptes récents jusqu’à ce que la personne les ait vus',
      ),
      limited_since: own(
        'who followed before may still comment, mention and pass on',
        'qui suivait avant peut encore commenter, mentionner et relayer',
      ),
      limited_until: own('ends the limits that the person set', 'met fin aux limites que la personne a posées'),
      created_at: open('says since when the account exists', 'dit depuis quand le compte existe'),
      moved_to: open('where the person says that they have moved to', 'où la personne dit avoir déménagé'),
      moved_at: open('says since when', 'dit depuis quand'),
      moved_from: open(
        'where the account was before, as its former shore confirmed it',
        'où le compte était avant, tel que l’ancien rivage l’a confirmé',
      ),
    },
  ),
  avatars: table(
    { title: ['Profile picture', 'Image du profil'], group: 'profile', kept: 'replaced', ownedBy: ['account_id'] },
    {
      account_id: open('whose picture it is', 'de qui est l’image'),
      hash: open('the address of the picture', 'l’adresse de l’image'),
      picture: open('the picture, 256 pixels wide and high', 'l’image, 256 pixels de large et de haut'),
    },
  ),
  newcomers: table(
    {
      title: ['Waiting to be let in', 'L’attente d’être admis'],
      group: 'profile',
      kept: 'waiting',
      ownedBy: ['account_id'],
    },
    {
      account_id: forAccount('whose account waits to be let in', 'quel compte attend d’entrer'),
      words: forAccount(
        'what the person wrote to be let in, for moderators and operators',
        'ce que la personne a écrit pour entrer, pour la modération et l’exploitation',
      ),
      asked_at: forAccount('orders who waits', 'met en ordre qui attend'),
      refused_at: forAccount('removes an account that was not let in', 'enlève un compte qui n’a pas été admis'),
      refused_why: forAccount(
        'tells the person why their account was not let in',
        'dit à la personne pourquoi son compte n’a pas été admis',
      ),
    },
  ),
  roles: table(
    {
      title: ['Operators and moderators', 'Exploitation et modération'],
      group: 'profile',
      kept: 'role',
      ownedBy: ['account_id'],
    },
    {
      account_id: forAccount('who operates or moderates the shore', 'qui exploite ou modère le rivage'),
      role: forAccount('which of the two it is', 'lequel des deux'),
      since: forAccount('says since when', 'dit depuis quand'),
    },
  ),
}

/** How a person enters their account. */
export const entryTables = {
  passkeys: table(
    { title: ['Passkeys', 'Clés d’accès'], group: 'entry', kept: 'account', ownedBy: ['account_id'] },
    {
      id: own('names a passkey in its owner’s list', 'désigne une clé d’accès dans la liste de la personne'),
      account_id: own('whose passkey it is', 'de qui est la clé d’accès'),
      credential_id: secret(
        'finds the passkey that a browser offers',
        'trouve la clé d’accès que présente un navigateur',
      ),
      public_key: secret('checks the passkey’s signature', 'vérifie la signature de la clé d’accès'),
      counter: secret('notices a copied passkey', 'remarque une clé d’accès copiée'),
      transports: own('tells a browser how to reach the passkey', 'dit au navigateur comment joindre la clé d’accès'),
      name: sealed(
        'browser and system families where it was made, or the name its owner gave it',
        'les familles du navigateur et du système où elle a été créée, ou le nom que la personne lui a donné',
      ),
      created_at: own('shown in the list of passkeys', 'montré dans la liste des clés d’accès'),
      last_used_at: own('shown in the list, to the day', 'montré dans la liste, au jour près'),
    },
  ),
  recovery_codes: table(
    { title: ['Recovery codes', 'Codes de secours'], group: 'entry', kept: 'account', ownedBy: ['account_id'] },
    {
      account_id: secret('whose recovery code it is', 'de qui est le code de secours'),
      code_hash: secret('checks a recovery code', 'vérifie un code de secours'),
      used_at: own('a code opens the account once', 'un code n’ouvre le compte qu’une fois'),
    },
  ),
  sessions: table(
    { title: ['Signed-in devices', 'Appareils connectés'], group: 'entry', kept: 'session', ownedBy: ['account_id'] },
    {
      id: own('names a session in its owner’s list', 'désigne une session dans la liste de la personne'),
      account_id: own('whose session it is', 'de qui est la session'),
      token_hash: secret('checks the session cookie', 'vérifie le cookie de session'),
      label: sealed(
        'browser and system families, so people know their own sessions',
        'les familles du navigateur et du système, pour reconnaître ses propres sessions',
      ),
      created_at: own('shown in the list of sessions', 'montré dans la liste des sessions'),
      last_used_at: own(
        'shown in the list, to the hour; ends sessions nobody uses',
        'montré dans la liste, à l’heure près ; met fin aux sessions que personne n’utilise',
      ),
      verified_at: own(
        'lets sensitive acts through for ten minutes after the person showed that it is them',
        'laisse passer les actes sensibles pendant dix minutes après que la personne a montré que c’est bien elle',
        { kept: 'verified' },
      ),
    },
  ),
  challenges: table(
    {
      title: ['Passkey sign-ins under way', 'Connexions par clé d’accès en cours'],
      group: 'entry',
      kept: 'challenge',
      ownedBy: ['account_id'],
    },
    {
      hash: secret('a passkey answers a challenge once', 'une clé d’accès ne répond qu’une fois à un défi'),
      purpose: secret('an answer counts for what was asked', 'une réponse vaut pour ce qui était demandé'),
      account_id: secret('an answer counts for who asked', 'une réponse vaut pour qui a demandé'),
      session_id: secret(
        'an answer counts in the session that asked',
        'une réponse vaut dans la session qui a demandé',
      ),
      handle: secret('the handle that a new account was promised', 'le pseudo promis à un nouveau compte'),
      expires_at: secret('ends the challenge', 'met fin au défi'),
    },
  ),
  tokens: table(
    { title: ['Access tokens', 'Jetons d’accès'], group: 'entry', kept: 'token', ownedBy: ['account_id'] },
    {
      id: own('names an access token', 'désigne un jeton d’accès'),
      account_id: own('whose token it is', 'de qui est le jeton'),
      token_hash: secret('checks the token', 'vérifie le jeton'),
      scopes: own('what the token may do', 'ce que le jeton peut faire'),
      created_at: own('says how old the token is', 'dit l’âge du jeton'),
      name: sealed('tells tokens apart in their owner’s list', 'distingue les jetons dans la liste de la personne'),
      expires_at: own('ends the token', 'met fin au jeton'),
      last_used_at: own('shown in the list, to the day', 'montré dans la liste, au jour près'),
    },
  ),
}
