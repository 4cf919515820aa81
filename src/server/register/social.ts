import { forAccount, open, own, sealed, table } from '../../core/register/entry.ts'

const ownList = ['orders the person’s own list', 'met en ordre la liste de la personne'] as const

/** Whom a person follows, blocks and mutes. */
export const peopleTables = {
  follows: table(
    { title: ['Follows', 'Abonnements'], group: 'people', kept: 'tie', ownedBy: ['account_id', 'followed_id'] },
    {
      account_id: forAccount('who follows; shown to the two of them', 'qui suit ; montré aux deux'),
      followed_id: forAccount('who is followed; shown to the two of them', 'qui est suivi ; montré aux deux'),
      created_at: own(...ownList),
      accepted_at: forAccount('says whether a closed account has given leave', 'dit si un compte fermé a accepté'),
    },
  ),
  blocks: table(
    {
      title: ['Blocked people', 'Personnes bloquées'],
      group: 'people',
      kept: 'taken',
      ownedBy: ['account_id'],
      names: ['other_id'],
    },
    {
      account_id: own('who blocks; shown to nobody else', 'qui bloque ; montré à personne d’autre'),
      other_id: own('who is blocked', 'qui est bloqué'),
      created_at: own(...ownList),
    },
  ),
  mutes: table(
    {
      title: ['Muted people', 'Personnes masquées'],
      group: 'people',
      kept: 'taken',
      ownedBy: ['account_id'],
      names: ['other_id'],
    },
    {
      account_id: own('who mutes; shown to nobody else', 'qui masque ; montré à personne d’autre'),
      other_id: own('who is muted', 'qui est masqué'),
      created_at: own(...ownList),
    },
  ),
  followed_tags: table(
    { title: ['Followed tags', 'Mots-clés suivis'], group: 'people', kept: 'taken', ownedBy: ['account_id'] },
    {
      account_id: own('who follows the tag; shown to nobody else', 'qui suit le mot-clé ; montré à personne d’autre'),
      tag: sealed('which tag is followed', 'quel mot-clé est suivi'),
      created_at: own(...ownList),
    },
  ),
  muted: table(
    {
      title: ['Muted tags, sounds and words', 'Mots-clés, sons et mots masqués'],
      group: 'people',
      kept: 'taken',
      ownedBy: ['account_id'],
    },
    {
      account_id: own(
        'who wants to see nothing of it; shown to nobody else',
        'qui ne veut rien en voir ; montré à personne d’autre',
      ),
      kind: own('whether it is a tag, a sound or a word', 'si c’est un mot-clé, un son ou un mot'),
      what: sealed(
        'what is not shown to the person, by their own device',
        'ce que son propre appareil ne montre pas à la personne',
      ),
      created_at: own(...ownList),
    },
  ),
}

/** What a person says to clips, and keeps of them. */
export const conversationTables = {
  likes: table(
    { title: ['Likes', 'J’aime'], group: 'conversation', kept: 'taken', ownedBy: ['account_id'] },
    {
      account_id: own('whose like it is; shown to nobody else', 'de qui est le j’aime ; montré à personne d’autre'),
      video_id: own('which clip was liked', 'quel clip est aimé'),
      created_at: own(...ownList),
    },
  ),
  comments: table(
    { title: ['Comments', 'Commentaires'], group: 'conversation', kept: 'comment', ownedBy: ['account_id'] },
    {
      id: open('names and orders a comment', 'désigne un commentaire et le met en ordre'),
      video_id: open('which clip it is about', 'de quel clip il parle'),
      account_id: open('who wrote it', 'qui l’a écrit'),
      parent_id: open('what it replies to', 'à quoi il répond'),
      text: open('the words', 'les mots écrits'),
      created_at: open('says when', 'dit quand'),
      replies: open('the count shown', 'le nombre montré'),
      edited_at: open('says that the words were changed', 'dit que les mots ont été changés'),
      held: forAccount('waits for the clip’s author', 'attend l’auteur du clip'),
      withheld: forAccount(
        'a decision about it or its writer keeps it from being shown',
        'une décision à son sujet, ou sur qui l’a écrit, empêche de le montrer',
      ),
      measure: forAccount('what a decision makes of the comment', 'ce qu’une décision fait du commentaire', {
        kept: 'decision',
      }),
    },
  ),
  mentions: table(
    { title: ['Mentions', 'Mentions'], group: 'conversation', kept: 'mention', ownedBy: ['account_id'] },
    {
      account_id: open(
        'who is named in words that anyone may read',
        'qui est nommé dans des mots que tout le monde peut lire',
      ),
      video_id: open('at which clip', 'sous quel clip'),
      comment_id: open(
        'in which comment; in the caption where there is none',
        'dans quel commentaire ; dans la légende s’il n’y en a pas',
      ),
      created_at: open('says when', 'dit quand'),
    },
  ),
  saves: table(
    { title: ['Saved clips', 'Clips enregistrés'], group: 'conversation', kept: 'taken', ownedBy: ['account_id'] },
    {
      account_id: own(
        'whose saved clip it is; shown to nobody else',
        'qui a enregistré le clip ; montré à personne d’autre',
      ),
      video_id: own('which clip was saved', 'quel clip est enregistré'),
      collection_id: own('in which collection', 'dans quelle collection'),
      created_at: own(
        'orders the person’s own list; counted by day for the author',
        'met en ordre la liste de la personne ; compté par jour pour l’auteur',
      ),
    },
  ),
  collections: table(
    { title: ['Collections', 'Collections'], group: 'conversation', kept: 'collection', ownedBy: ['account_id'] },
    {
      id: own('names a collection of saved clips', 'désigne une collection de clips enregistrés'),
      account_id: own('whose collection it is', 'de qui est la collection'),
      name: sealed('what its owner calls it', 'le nom que la personne lui donne'),
      created_at: own('orders its owner’s list', 'met en ordre la liste de la personne'),
    },
  ),
  reposts: table(
    { title: ['Clips passed on', 'Clips relayés'], group: 'conversation', kept: 'taken', ownedBy: ['account_id'] },
    {
      account_id: open('who passes the clip on', 'qui relaie le clip'),
      video_id: open('which clip is passed on', 'quel clip est relayé'),
      created_at: open('orders feeds', 'met en ordre les fils'),
    },
  ),
}
