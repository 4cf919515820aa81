import { forAccount, open, secret, table } from '../../core/register/entry.ts'

const ofClip = { by: 'video_id', of: 'videos.id' }
const unnamed = { erasure: 'kept without the person' } as const

/** What search reads. */
export const findingTables = {
  video_words: table(
    {
      title: ['Words by which a clip is found', 'Mots par lesquels un clip est trouvé'],
      group: 'finding',
      kept: 'listed',
      ownedBy: [ofClip],
    },
    {
      video_id: open('which public clip is found by these words', 'quel clip public est trouvé par ces mots'),
      published_at: open('orders what is found', 'met en ordre ce qui est trouvé'),
      duration_ms: open('narrows a search by length', 'restreint une recherche par durée'),
      language: open('narrows a search by language', 'restreint une recherche par langue'),
      has_captions: open('narrows a search to captioned clips', 'restreint une recherche aux clips sous-titrés'),
      words: open(
        'the words of caption, description and captions, in their stems',
        'les mots de la légende, de la description et des sous-titres, réduits à leur racine',
      ),
    },
  ),
  video_tags: table(
    {
      title: ['Tags by which a clip is found', 'Mots-clés par lesquels un clip est trouvé'],
      group: 'finding',
      kept: 'listed',
      ownedBy: [ofClip],
    },
    {
      tag: open('a tag of a public clip', 'un mot-clé d’un clip public'),
      video_id: open('which public clip has the tag', 'quel clip public porte le mot-clé'),
      published_at: open('orders the clips of a tag', 'met en ordre les clips d’un mot-clé'),
    },
  ),
  account_words: table(
    {
      title: ['Words by which an account is found', 'Mots par lesquels un compte est trouvé'],
      group: 'finding',
      kept: 'account',
      ownedBy: ['account_id'],
    },
    {
      account_id: open('which account is found by these words', 'quel compte est trouvé par ces mots'),
      handle: open('finds a handle by how it begins', 'trouve un pseudo par son début'),
      words: open('the words of handle and name', 'les mots du pseudo et du nom'),
    },
  ),
  tags: table(
    { title: ['Tags in use', 'Mots-clés employés'], group: 'finding', kept: 'word', erasure: 'not personal' },
    {
      tag: open('a tag that is in use', 'un mot-clé employé'),
      folded: open('finds a tag by how it begins', 'trouve un mot-clé par son début'),
      videos: open(
        'how many public clips had it when it was last counted',
        'combien de clips publics le portaient au dernier compte',
      ),
    },
  ),
  words: table(
    { title: ['Words in use', 'Mots employés'], group: 'finding', kept: 'word', erasure: 'not personal' },
    {
      word: forAccount(
        'a word that people here use, to mend a mistyped search; names nobody and no clip',
        'un mot employé ici, pour corriger une recherche mal tapée ; ne désigne personne ni aucun clip',
      ),
      grams: forAccount('its letters by threes', 'ses lettres trois par trois'),
    },
  ),
}

/** What the shore keeps of itself, and of who runs it. */
export const shoreTables = {
  declarations: table(
    {
      title: ['Declarations of the operator', 'Déclarations de l’exploitant'],
      group: 'shore',
      kept: 'shore',
      erasure: 'not personal',
    },
    {
      id: open('names a declaration', 'désigne une déclaration'),
      at: open('says since when the operator declares it', 'dit depuis quand l’exploitant la fait'),
      document: open(
        'what the operator declares: who they are, and where every store is',
        'ce que l’exploitant déclare : qui il est, et où est chaque stockage',
      ),
    },
  ),
  invites: table(
    { title: ['Invitations', 'Invitations'], group: 'shore', kept: 'invite', erasure: 'not personal' },
    {
      id: forAccount('names an invitation in the console', 'désigne une invitation dans la console'),
      code_hash: secret('checks an invitation', 'vérifie une invitation'),
      made_at: forAccount('orders invitations', 'met en ordre les invitations'),
      ends_at: forAccount('ends the invitation', 'met fin à l’invitation'),
      uses: forAccount('bounds how many accounts it opens', 'borne combien de comptes elle ouvre'),
      used: forAccount(
        'counts how many it has opened, never which',
        'compte combien elle en a ouvert, jamais lesquels',
      ),
    },
  ),
  operator_codes: table(
    {
      title: ['Code of the first operator', 'Code du premier exploitant'],
      group: 'shore',
      kept: 'code',
      erasure: 'not personal',
    },
    {
      code_hash: secret('makes an account an operator, once', 'fait d’un compte un exploitant, une fois'),
      created_at: secret('says how old the code is', 'dit l’âge du code'),
    },
  ),
  staff_acts: table(
    {
      title: ['Log of staff', 'Journal du personnel'],
      group: 'shore',
      kept: 'shore',
      ownedBy: ['actor_id'],
      names: ['subject'],
    },
    {
      id: forAccount('names and orders an act of staff', 'désigne un acte du personnel et le met en ordre', {
        erasure: 'not personal',
      }),
      at: forAccount('says when it was', 'dit quand c’était', { erasure: 'not personal' }),
      actor_id: forAccount(
        'which account with a role acted; staff answer for what they do',
        'quel compte avec un rôle a agi ; le personnel répond de ses actes',
        unnamed,
      ),
      role: forAccount('in which role', 'dans quel rôle', { erasure: 'not personal' }),
      act: forAccount('what was done', 'ce qui a été fait', { erasure: 'not personal' }),
      subject: forAccount('the handle or clip that it was done to', 'le pseudo ou le clip que cela visait', unnamed),
      why: forAccount('the reason given', 'le motif donné', unnamed),
      outcome: forAccount('whether it was carried out', 'si cela a été fait', { erasure: 'not personal' }),
      begun_id: forAccount('joins an outcome to its act', 'relie une issue à son acte', { erasure: 'not personal' }),
    },
  ),
  retention_runs: table(
    {
      title: ['The clean-up', 'Le nettoyage'],
      group: 'shore',
      kept: 'shore',
      erasure: 'not personal',
    },
    {
      rule: open('which rule of retention was carried out', 'quelle règle de conservation a été appliquée'),
      at: open('when it was carried out last', 'quand elle l’a été pour la dernière fois'),
      ended: open('how much it ended then, as a number', 'combien elle a effacé alors, en nombre'),
      total: open('how much it has ended in all, as a number', 'combien elle a effacé en tout, en nombre'),
    },
  ),
  advisories: table(
    { title: ['Security advisories', 'Avis de sécurité'], group: 'shore', kept: 'next', erasure: 'not personal' },
    {
      is_current: forAccount('there is one at a time', 'il n’y en a qu’un à la fois'),
      document: forAccount(
        'security advisories as they were signed',
        'les avis de sécurité tels qu’ils ont été signés',
      ),
      checked_at: forAccount('when they were asked for last', 'quand ils ont été demandés pour la dernière fois'),
      fault: forAccount('why they could not be believed', 'pourquoi ils n’ont pas pu être crus'),
    },
  ),
}
