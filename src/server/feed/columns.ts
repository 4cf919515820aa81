import { forAccount, open, table } from '../../core/register/entry.ts'

/** What is kept of slates, and of what clips are like; part of the register. */
export const slateTables = {
  features: table(
    {
      title: ['What clips are like', 'Traits des clips'],
      group: 'finding',
      kept: 'clip',
      ownedBy: [{ by: 'video_id', of: 'videos.id' }],
    },
    {
      video_id: open('which clip it is like', 'de quel clip ce sont les traits'),
      version: open('says which way of looking made it', 'dit quelle manière de regarder les a faits'),
      picture: open(
        'what the pictures of a clip are like: colour, edges; nobody is recognized',
        'à quoi ressemblent les images d’un clip : couleurs, contours ; personne n’est reconnu',
      ),
      sound: open('what its sound is like: loudness by pitch', 'à quoi ressemble son son : force par hauteur'),
      pace: open('how fast it is cut, and how much moves', 'à quel rythme il est monté, et combien cela bouge'),
      company: open(
        'which clips are liked and passed on by the same people, of acts that are public',
        'quels clips sont aimés et relayés par les mêmes personnes, d’après des actes publics',
      ),
      given: open(
        'what a program of the operator’s says of it instead',
        'ce qu’un programme de l’exploitant en dit à la place',
      ),
      objected_at: forAccount(
        'since when nothing of it is looked for, because its author objected',
        'depuis quand plus rien n’en est cherché, parce que son auteur s’y est opposé',
      ),
    },
  ),
  slates: table(
    { title: ['Slates of the feed', 'Sélections du fil'], group: 'finding', kept: 'shore', erasure: 'not personal' },
    {
      number: open('orders slates', 'met en ordre les sélections'),
      made_at: open('says when a slate was made', 'dit quand une sélection a été faite'),
      hash: open('proves which slate everybody was given', 'prouve quelle sélection chacun a reçue'),
      previous: open('chains a slate to the one before it', 'relie une sélection à la précédente'),
      signature: open('says that the shore made the slate', 'dit que le rivage a fait la sélection'),
      body: open(
        'the head of a slate: its topics and its packs',
        'la tête d’une sélection : ses sujets et ses paquets',
        { kept: 'pack' },
      ),
    },
  ),
  slate_packs: table(
    { title: ['Packs of slates', 'Paquets des sélections'], group: 'finding', kept: 'pack', erasure: 'not personal' },
    {
      number: open('which slate has the pack', 'quelle sélection a le paquet'),
      place: open('orders the packs of a slate', 'met en ordre les paquets d’une sélection'),
      hash: open(
        'the address of a pack: public clips with their public counts',
        'l’adresse d’un paquet : des clips publics et leurs nombres publics',
      ),
    },
  ),
}
