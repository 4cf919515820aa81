import { own, sealed, secret, table } from '../../core/register/entry.ts'

const progress = ['shows progress, bounds the disk', 'montre l’avancée, borne le disque'] as const

/** What is kept of archives of accounts, and of moving; part of the register. */
export const archiveTables = {
  archives: table(
    {
      title: ['Downloads of one’s data', 'Téléchargements de ses données'],
      group: 'profile',
      kept: 'archive',
      ownedBy: ['account_id'],
    },
    {
      account_id: own('whose archive it is', 'de qui est l’archive'),
      id: own('names the archive’s file', 'désigne le fichier de l’archive'),
      state: own('says whether the archive is there', 'dit si l’archive est là'),
      asked_at: own('says when it was asked for', 'dit quand elle a été demandée'),
      is_sealed: own('says whether a passphrase opens it', 'dit si une phrase de passe l’ouvre'),
      seal: secret(
        'encrypts the archive to a passphrase that is not kept',
        'chiffre l’archive pour une phrase de passe qui n’est pas gardée',
        { kept: 'written' },
      ),
      ticket: secret(
        'opens to the archive what is encrypted for the person, while it is made',
        'ouvre à l’archive ce qui est chiffré pour la personne, tant qu’elle est préparée',
        { kept: 'written' },
      ),
      of_bytes: own(...progress),
      done_bytes: own('shows progress', 'montre l’avancée'),
      bytes: own('shows its size', 'montre sa taille'),
      sha256: own(
        'lets the person see that what they have is whole',
        'laisse la personne voir que ce qu’elle a est entier',
      ),
      ends_at: own('ends the archive', 'met fin à l’archive'),
    },
  ),
  arrivals: table(
    {
      title: ['Archives brought here', 'Archives apportées ici'],
      group: 'profile',
      kept: 'brought',
      ownedBy: ['account_id'],
    },
    {
      account_id: own('who brings an archive', 'qui apporte une archive'),
      id: own('names the archive’s file', 'désigne le fichier de l’archive'),
      state: own('shows how far it has come', 'montre où elle en est'),
      file_name: sealed('tells the person which file it was', 'dit à la personne quel fichier c’était'),
      bytes: own(...progress),
      begun_at: own('ends what nobody finishes', 'met fin à ce que personne n’achève'),
      visibility: own(
        'who may see clips of which the archive does not say it',
        'qui peut voir les clips dont l’archive ne le dit pas',
      ),
      file_key: secret(
        'opens an encrypted archive without its passphrase',
        'ouvre une archive chiffrée sans sa phrase de passe',
        { kept: 'opened' },
      ),
      ticket: secret(
        'opens what is encrypted of the archive, while it is brought',
        'ouvre ce qui est chiffré de l’archive, tant qu’elle arrive',
      ),
      came_from: sealed('says which account of which shore it is of', 'dit de quel compte de quel rivage elle est'),
      proof: sealed(
        'says whether the former shore confirmed the move',
        'dit si l’ancien rivage a confirmé le déménagement',
      ),
      fault: own('says why it was refused', 'dit pourquoi elle a été refusée'),
      ended_at: own('says when it was done', 'dit quand ce fut fait'),
    },
  ),
  arriving_items: table(
    {
      title: ['What an archive brings', 'Ce qu’apporte une archive'],
      group: 'profile',
      kept: 'brought',
      ownedBy: [{ by: 'arrival_id', of: 'arrivals.id' }],
    },
    {
      arrival_id: own('which archive it came in', 'dans quelle archive c’est venu'),
      place: own('orders what is brought', 'met en ordre ce qui est apporté'),
      kind: own('says what is brought', 'dit ce qui est apporté'),
      origin: sealed('knows again what was brought before', 'reconnaît ce qui a déjà été apporté'),
      words: sealed('what the archive says of it', 'ce qu’en dit l’archive'),
      state: own('shows how far it has come', 'montre où cela en est'),
      video_id: own('which clip it became', 'quel clip c’est devenu'),
      fault: own('says why it was not brought', 'dit pourquoi ce n’est pas venu'),
    },
  ),
  arrived: table(
    {
      title: ['Clips brought from elsewhere', 'Clips venus d’ailleurs'],
      group: 'clips',
      kept: 'clip',
      ownedBy: ['account_id'],
    },
    {
      account_id: own('whose clip it is', 'de qui est le clip'),
      origin: sealed('where it came from, so that it comes once', 'd’où il vient, pour qu’il ne vienne qu’une fois'),
      video_id: own('which clip it became', 'quel clip c’est devenu'),
    },
  ),
}
