export interface Rule {
  code: string
  title: { en: string; fr: string }
  text: { en: string; fr: string }
}

/** The rules that a shore begins with; its operator rewrites them. */
export const firstRules: readonly Rule[] = [
  {
    code: 'children',
    title: { en: 'Children are safe here', fr: 'Les enfants sont en sécurité ici' },
    text: {
      en: 'Nothing may show, seek or praise the sexual abuse of children, or make children the object of it. It is removed at once and told to the authorities where the law asks for it.',
      fr: 'Rien ne doit montrer, rechercher ou vanter l’abus sexuel d’enfants, ni en faire l’objet. C’est retiré aussitôt et signalé aux autorités là où la loi le demande.',
    },
  },
  {
    code: 'consent',
    title: { en: 'Intimate images only with consent', fr: 'Des images intimes seulement avec accord' },
    text: {
      en: 'Nobody is shown naked or in an intimate moment who has not agreed to it, whether the images are real, altered or made up. Nudity is marked as sensitive.',
      fr: 'Personne n’est montré nu ou dans un moment intime sans l’avoir accepté, que les images soient vraies, modifiées ou inventées. La nudité est marquée comme sensible.',
    },
  },
  {
    code: 'violence',
    title: { en: 'No violence, no calls to it', fr: 'Ni violence, ni appel à la violence' },
    text: {
      en: 'Threats, calls to violence and praise of it are removed. What documents violence for others to know of it may stay, marked as sensitive.',
      fr: 'Les menaces, les appels à la violence et son apologie sont retirés. Ce qui documente une violence pour la faire connaître peut rester, marqué comme sensible.',
    },
  },
  {
    code: 'self-harm',
    title: { en: 'No harm to oneself', fr: 'Pas de mal à soi-même' },
    text: {
      en: 'Nothing may lead others to hurt themselves, to starve or to die. Speaking of one’s own experience is welcome.',
      fr: 'Rien ne doit amener autrui à se blesser, à se priver de manger ou à mourir. Parler de ce que l’on a vécu est bienvenu.',
    },
  },
  {
    code: 'respect',
    title: { en: 'No hate, no harassment', fr: 'Ni haine, ni harcèlement' },
    text: {
      en: 'Nobody is attacked for what they are, followed about, mobbed, or exposed with details of their private life.',
      fr: 'Personne n’est attaqué pour ce qu’il est, poursuivi, pris en meute, ni exposé par des détails de sa vie privée.',
    },
  },
  {
    code: 'honest',
    title: { en: 'Say who you are and what it is', fr: 'Dire qui l’on est et ce que c’est' },
    text: {
      en: 'No account pretends to be somebody else. What AI made and what was paid for is marked. Made-up facts that endanger health, safety or a vote are removed.',
      fr: 'Aucun compte ne se fait passer pour autrui. Ce qui est fait par IA ou payé est signalé. Les faits inventés qui mettent en danger la santé, la sécurité ou un scrutin sont retirés.',
    },
  },
  {
    code: 'age',
    title: { en: 'Old enough for an account', fr: 'En âge d’avoir un compte' },
    text: {
      en: 'Accounts are for people of the age that this shore asks for when joining. Watching is open to everybody.',
      fr: 'Un compte est réservé à qui a l’âge demandé à l’inscription sur ce rivage. Regarder est ouvert à tous.',
    },
  },
  {
    code: 'spam',
    title: { en: 'No spam, no fraud', fr: 'Ni pourriel, ni fraude' },
    text: {
      en: 'No floods of the same thing, no bought or exchanged following, no tricks to take money, passwords or data.',
      fr: 'Pas de répétition en masse, pas d’abonnements achetés ou échangés, pas de ruse pour prendre de l’argent, des mots de passe ou des données.',
    },
  },
  {
    code: 'rights',
    title: { en: 'Respect the rights of others', fr: 'Respecter les droits d’autrui' },
    text: {
      en: 'Post what you made or may use. Whoever holds the rights says so in a report, and both sides are heard.',
      fr: 'Publiez ce que vous avez fait ou pouvez utiliser. Le titulaire des droits le dit par un signalement, et les deux parties sont entendues.',
    },
  },
  {
    code: 'law',
    title: { en: 'The law of this shore', fr: 'La loi de ce rivage' },
    text: {
      en: 'What the law of the declared jurisdiction forbids is removed; the statement of reasons names the provision.',
      fr: 'Ce que la loi de la juridiction déclarée interdit est retiré ; l’exposé des motifs cite la disposition.',
    },
  },
]
