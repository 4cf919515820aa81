import { forAccount, open, secret, table } from '../../core/register/entry.ts'

const notPersonal = { erasure: 'not personal' } as const
const ofInstitution = ['which institution it belongs to', 'à quelle institution cela appartient'] as const

/** What institutions store; part of the register. */
export const institutionTables = {
  institutions: table(
    {
      title: ['Institutions', 'Institutions'],
      group: 'institutions',
      kept: 'institution',
      names: ['founder_id'],
      ownedBy: ['account_id'],
    },
    {
      id: open('names an institution and its record', 'désigne une institution et son registre', notPersonal),
      account_id: open('its account, which nobody can sign in to', 'son compte, auquel personne ne peut se connecter'),
      founder_id: forAccount(
        'who began it, to let them end it',
        'qui l’a commencée, pour lui permettre d’y mettre fin',
      ),
      handle: open('its address', 'son adresse', notPersonal),
      skeleton: forAccount('finds handles that look alike', 'trouve les identifiants qui se ressemblent', notPersonal),
      name: open('what it is called', 'comment elle s’appelle', notPersonal),
      domain: open('the domain that shows the proof', 'le domaine qui montre la preuve', notPersonal),
      kind: open('its class, and so its limits', 'sa catégorie, et donc ses limites', notPersonal),
      state: open('whether it is begun, acts, or sleeps', 'si elle commence, agit ou dort', notPersonal),
      mandate: open('how many must approve what', 'combien doivent approuver quoi', notPersonal),
      mandate_number: open('which mandate it is by now', 'de quel mandat il s’agit désormais', notPersonal),
      code: forAccount('the proof that the domain shows', 'la preuve que le domaine montre', notPersonal),
      begun_at: forAccount('when it was begun', 'quand elle a été commencée', { ...notPersonal, kept: 'founding' }),
      confirmed_at: open('when the operator confirmed it', 'quand l’exploitant l’a confirmée', notPersonal),
      proven_at: open(
        'when the domain last showed the proof',
        'quand le domaine a montré la preuve pour la dernière fois',
        notPersonal,
      ),
      proven_by: open('how the domain shows it', 'comment le domaine la montre', notPersonal),
      looked_at: forAccount(
        'when the domain was last looked at',
        'quand le domaine a été consulté pour la dernière fois',
        notPersonal,
      ),
      fault: forAccount('why the proof was not found', 'pourquoi la preuve n’a pas été trouvée', notPersonal),
      used_at: forAccount(
        'the day of its last act: unused for 90 days, it sleeps',
        'le jour de son dernier acte : inutilisée pendant 90 jours, elle dort',
        notPersonal,
      ),
    },
  ),
  stewards: table(
    {
      title: ['Seats in institutions', 'Sièges dans des institutions'],
      group: 'institutions',
      kept: 'seat',
      ownedBy: ['account_id'],
    },
    {
      institution_id: forAccount(...ofInstitution),
      account_id: forAccount('who has the seat', 'qui a le siège'),
      role: forAccount('what the seat may do', 'ce que le siège permet'),
      invited_at: forAccount('when the seat was offered', 'quand le siège a été proposé'),
      seated_at: forAccount('when it was signed for', 'quand il a été signé'),
    },
  ),
  steward_passkeys: table(
    {
      title: ['Passkeys of seats', 'Clés d’accès des sièges'],
      group: 'institutions',
      kept: 'seat',
      ownedBy: ['account_id'],
    },
    {
      institution_id: forAccount(...ofInstitution),
      account_id: forAccount('whose seat it is', 'de qui est le siège'),
      passkey_id: forAccount('which passkey signs for the seat', 'quelle clé d’accès signe pour le siège'),
    },
  ),
  proposals: table(
    {
      title: ['Proposals', 'Propositions'],
      group: 'institutions',
      kept: 'institution',
      ownedBy: ['proposed_by'],
      erasure: 'kept without the person',
    },
    {
      id: forAccount('names a proposal', 'désigne une proposition'),
      institution_id: forAccount(...ofInstitution),
      act: forAccount('what kind of act it is', 'de quel genre d’acte il s’agit'),
      what: forAccount('what it would do, whole', 'ce qu’elle ferait, en entier'),
      video_id: forAccount('the clip it is about', 'le clip dont il s’agit'),
      hash: forAccount('what approvals sign', 'ce que les approbations signent'),
      mandate_number: forAccount('the mandate it is under', 'le mandat dont elle relève'),
      rule: forAccount('how many must approve it', 'combien doivent l’approuver'),
      reason: forAccount('why, for those who decide', 'pourquoi, pour ceux qui décident'),
      proposed_by: forAccount('who proposed it, and cannot approve it', 'qui l’a proposée et ne peut pas l’approuver'),
      proposed_at: forAccount('when it was proposed', 'quand elle a été proposée'),
      expires_at: forAccount('until when it can be approved', 'jusqu’à quand elle peut être approuvée'),
      state: forAccount('what has become of it', 'ce qu’elle est devenue'),
      due_at: forAccount('when what was agreed takes effect', 'quand ce qui est convenu prend effet'),
      ended_at: forAccount('when it ended', 'quand elle a pris fin'),
      ended: forAccount('why nothing came of it', 'pourquoi rien n’en est sorti'),
      glass_id: forAccount('the glass it was proposed behind', 'la vitre derrière laquelle elle a été proposée'),
      reminded: forAccount('how often it was reminded of', 'combien de fois elle a été rappelée'),
    },
  ),
  approvals: table(
    { title: ['Approvals', 'Approbations'], group: 'institutions', kept: 'institution', ownedBy: ['account_id'] },
    {
      proposal_id: forAccount('what was approved', 'ce qui a été approuvé'),
      account_id: forAccount('who approved, once', 'qui a approuvé, une fois'),
      passkey_id: forAccount('by which passkey', 'par quelle clé d’accès'),
      hash: forAccount('what was signed', 'ce qui a été signé'),
      at: forAccount('when it was signed', 'quand cela a été signé'),
      taken_back_at: forAccount('when it was taken back', 'quand elle a été retirée'),
      evidence: forAccount(
        'the signature itself, to verify it again',
        'la signature elle-même, pour la vérifier de nouveau',
      ),
    },
  ),
  channels: table(
    {
      title: ['Where institutions are told', 'Où les institutions sont informées'],
      group: 'institutions',
      kept: 'institution',
      erasure: 'not personal',
    },
    {
      institution_id: forAccount(...ofInstitution),
      way: forAccount('whether it is an address or a mailbox', 's’il s’agit d’une adresse ou d’une boîte aux lettres'),
      address: forAccount('where its officer is told', 'où son responsable est informé'),
      server: forAccount('the mail server of the mailbox', 'le serveur de courrier de la boîte'),
      set_at: forAccount('since when', 'depuis quand'),
    },
  ),
  handovers: table(
    {
      title: ['Notices to officers', 'Avis aux responsables'],
      group: 'institutions',
      kept: 'institution',
      ownedBy: ['acknowledged_by'],
      erasure: 'kept without the person',
    },
    {
      id: forAccount('names a notice', 'désigne un avis'),
      institution_id: forAccount(...ofInstitution),
      proposal_id: forAccount('what it tells of', 'ce dont il informe'),
      digest_number: forAccount('the digest that it hands over', 'le résumé qu’il remet', { kept: 'digest' }),
      step: forAccount('whether it was proposed or took effect', 'si cela a été proposé ou a pris effet'),
      way: forAccount('by which way', 'par quelle voie'),
      begun_at: forAccount('when it was to be told', 'quand il fallait en informer'),
      handed_at: forAccount('when it was handed over', 'quand il a été remis'),
      fault: forAccount('why it was not', 'pourquoi il ne l’a pas été'),
      acknowledged_at: forAccount('when that was acknowledged', 'quand cela a été confirmé'),
      acknowledged_by: forAccount('who acknowledged it', 'qui l’a confirmé'),
    },
  ),
  glasses: table(
    {
      title: ['Broken glasses', 'Vitres brisées'],
      group: 'institutions',
      kept: 'institution',
      ownedBy: ['reviewed_by'],
      erasure: 'kept without the person',
    },
    {
      proposal_id: forAccount('which proposal broke it', 'quelle proposition l’a brisée'),
      institution_id: forAccount(...ofInstitution),
      act: open('for which kind of act', 'pour quel genre d’acte'),
      broken_at: open('when it was broken', 'quand elle a été brisée'),
      until: open('until when two people were enough', 'jusqu’à quand deux personnes suffisaient'),
      reviewed_at: open('when it was reviewed', 'quand elle a été examinée'),
      reviewed_by: forAccount('who reviewed it', 'qui l’a examinée'),
      review: forAccount('what the review says', 'ce que dit l’examen'),
      overdue_at: open('when the review was overdue', 'quand l’examen était en retard'),
    },
  ),
  stations: table(
    {
      title: ['Posting stations', 'Postes de publication'],
      group: 'institutions',
      kept: 'station',
      ownedBy: ['account_id'],
    },
    {
      id: forAccount('names a device', 'désigne un appareil'),
      name: forAccount('what whoever made it ready calls it', 'comment l’appelle qui l’a préparé'),
      code: forAccount(
        'what the device shows until it is enrolled',
        'ce que montre l’appareil jusqu’à son inscription',
      ),
      credential_id: secret('finds its passkey', 'trouve sa clé d’accès'),
      public_key: secret('checks its passkey', 'vérifie sa clé d’accès'),
      counter: secret('notices a copied passkey', 'remarque une clé d’accès copiée'),
      open_hash: secret('knows its cookie again', 'reconnaît son témoin'),
      open_until: secret('until when it is open', 'jusqu’à quand il est ouvert'),
      waits_until: forAccount('until when it can be enrolled', 'jusqu’à quand il peut être inscrit'),
      institution_id: forAccount('which institution it posts for', 'pour quelle institution il publie'),
      account_id: forAccount('in whose name it proposes', 'au nom de qui il propose'),
      enrolled_at: forAccount('since when', 'depuis quand'),
      used_at: forAccount('the day it was last opened', 'le jour de sa dernière ouverture'),
    },
  ),
  station_clips: table(
    {
      title: ['Clips from posting stations', 'Clips venus de postes de publication'],
      group: 'institutions',
      kept: 'clip',
      erasure: 'not personal',
    },
    {
      video_id: forAccount('which clip', 'quel clip'),
      station_id: forAccount('from which device', 'de quel appareil'),
    },
  ),
  record_leaves: table(
    {
      title: ['Records of institutions', 'Registres des institutions'],
      group: 'institutions',
      kept: 'shore',
      erasure: 'not personal',
    },
    {
      record: open('whose record it is', 'de qui est le registre'),
      number: open('the entry’s place in it', 'la place de l’entrée'),
      leaf: open('the entry, which names nobody', 'l’entrée, qui ne nomme personne'),
      signature: open('shows that the shore wrote it', 'montre que le rivage l’a écrite'),
    },
  ),
  record_salts: table(
    {
      title: ['Salts of records', 'Sels des registres'],
      group: 'institutions',
      kept: 'account',
      ownedBy: ['account_id'],
    },
    {
      record: forAccount('whose record it is', 'de qui est le registre'),
      number: forAccount('which entry', 'quelle entrée'),
      what: forAccount('what the person is in it', 'ce que la personne y est'),
      account_id: forAccount('whom the entry stands for', 'qui l’entrée représente'),
      salt: secret(
        'opens what the entry says of the person; once erased, nothing does',
        'ouvre ce que l’entrée dit de la personne ; effacé, plus rien ne l’ouvre',
      ),
    },
  ),
  digests: table(
    {
      title: ['Weekly digests of institutions', 'Résumés hebdomadaires des institutions'],
      group: 'institutions',
      kept: 'digest',
      erasure: 'not personal',
    },
    {
      institution_id: forAccount(...ofInstitution),
      number: forAccount('its place among them: a gap is seen', 'sa place parmi eux : un manque se voit'),
      until: forAccount('until when it tells', 'jusqu’à quand il raconte'),
      entries: forAccount('where the next one begins', 'où commence le suivant'),
      hash: forAccount('what the next one follows', 'ce que suit le suivant'),
      body: forAccount(
        'who can act by role, what happened, waits and failed; it names nobody',
        'qui peut agir par rôle, ce qui s’est passé, attend et a échoué ; il ne nomme personne',
      ),
      signature: forAccount('shows that the shore wrote it', 'montre que le rivage l’a écrit'),
    },
  ),
  digest_salts: table(
    {
      title: ['Salts of weekly digests', 'Sels des résumés hebdomadaires'],
      group: 'institutions',
      kept: 'digest',
      ownedBy: ['account_id'],
    },
    {
      institution_id: forAccount(...ofInstitution),
      number: forAccount('which digest', 'quel résumé'),
      what: forAccount('which seat in it', 'quel siège dans ce résumé'),
      account_id: forAccount('who had the seat', 'qui avait le siège'),
      salt: secret(
        'opens to officer and deputy who it was; once erased, nothing does',
        'ouvre au responsable et à l’adjoint qui c’était ; effacé, plus rien ne l’ouvre',
      ),
    },
  ),
  kept_names: table(
    {
      title: ['Names kept for institutions', 'Noms réservés à des institutions'],
      group: 'institutions',
      kept: 'taken',
      erasure: 'not personal',
    },
    {
      skeleton: forAccount('finds handles that look alike', 'trouve les identifiants qui se ressemblent'),
      name: forAccount('the name as the operator wrote it', 'le nom tel que l’exploitant l’a écrit'),
      at: forAccount('since when it is kept', 'depuis quand il est réservé'),
    },
  ),
}
