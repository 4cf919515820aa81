import { forAccount, open, own, sealed, table } from '../../core/register/entry.ts'

const ofClip = { by: 'video_id', of: 'videos.id' }
const playerSize = ['lays out the player', 'donne sa forme au lecteur'] as const
const forScrubbing = ['previews while scrubbing', 'les aperçus en parcourant le clip'] as const
const forChoice = ['lets the player choose', 'laisse le lecteur choisir'] as const
const shownCount = ['the count shown', 'le nombre montré'] as const
const unnamed = { erasure: 'kept without the person' } as const

/** Clips, their files, and what their authors say of them. */
export const clipTables = {
  videos: table(
    { title: ['Clips', 'Clips'], group: 'clips', kept: 'clip', ownedBy: ['account_id'] },
    {
      id: open('names the clip', 'désigne le clip'),
      account_id: open('whose clip it is', 'de qui est le clip'),
      state: forAccount('how far the file has come', 'où en est le fichier', { kept: 'upload' }),
      visibility: forAccount('who may see the clip', 'qui peut voir le clip'),
      caption: open('the author’s words', 'les mots de l’auteur'),
      tags: open('the tags in the caption', 'les mots-clés de la légende'),
      language: open('the language the author named', 'la langue que l’auteur a indiquée'),
      file_name: sealed('lets the author tell uploads apart', 'permet à l’auteur de distinguer ses envois', {
        kept: 'name',
      }),
      bytes: own(
        'size of the file as sent; shows progress, holds the limit',
        'la taille du fichier envoyé ; montre l’avancée, tient la limite',
      ),
      generated: open(
        'marks clips made by the shore’s own program',
        'marque les clips faits par le programme du rivage lui-même',
        { erasure: 'not personal' },
      ),
      refusal: own('tells the author why a file was refused', 'dit à l’auteur pourquoi un fichier a été refusé'),
      progress: own('shows the author how far checking is', 'montre à l’auteur où en est le contrôle'),
      duration_ms: open('shown and used by the player', 'montré, et utilisé par le lecteur'),
      width: open(...playerSize),
      height: open(...playerSize),
      thumbhash: open('a blurred stand-in while the poster loads', 'une image floue en attendant l’affiche'),
      storyboard_frames: open(...forScrubbing),
      storyboard_every_ms: open(...forScrubbing),
      created_at: forAccount(
        'orders the author’s list; ends unfinished uploads',
        'met en ordre la liste de l’auteur ; met fin aux envois inachevés',
      ),
      uploaded_at: own('ends drafts that nobody changes', 'met fin aux brouillons que personne ne modifie'),
      posted_at: forAccount('the author’s decision to show the clip', 'la décision de l’auteur de montrer le clip'),
      publish_at: own(
        'the moment that the author chose for the clip to be shown',
        'le moment que l’auteur a choisi pour montrer le clip',
        { kept: 'scheduled' },
      ),
      first_shown_at: open(
        'when a clip was first shown, at the shore that it came from',
        'quand un clip a d’abord été montré, au rivage d’où il vient',
      ),
      published_at: open('orders feeds', 'met en ordre les fils'),
      measure: forAccount('what a decision makes of the clip', 'ce qu’une décision fait du clip', { kept: 'decision' }),
      chosen_visibility: forAccount(
        'whom the author lets see the clip, where a decision narrows it',
        'à qui l’auteur laisse voir le clip, là où une décision le restreint',
        { kept: 'decision' },
      ),
      file_hash: forAccount(
        'knows the same file again where a decision has removed it',
        'reconnaît le même fichier là où une décision l’a retiré',
      ),
      withheld_at: forAccount(
        'when a clip was shown that is not shown because of a decision, to show it again after',
        'quand a été montré un clip qu’une décision cache, pour le remontrer ensuite',
      ),
      finished_at: own(
        'tells the author that every rendition is there',
        'dit à l’auteur que toutes les versions sont là',
      ),
      ladder_fault: own(
        'tells the author why not every rendition could be made',
        'dit à l’auteur pourquoi toutes les versions n’ont pas pu être faites',
      ),
      engine_deaths: forAccount(
        'a file that ends the transcoder three times is refused',
        'un fichier qui arrête trois fois le transcodeur est refusé',
      ),
      cover_ms: forAccount(
        'the moment that the author chose as cover',
        'le moment choisi par l’auteur comme couverture',
      ),
      alt: open('the author’s description of what is to be seen', 'la description par l’auteur de ce que l’on voit'),
      ai_made: open(
        'the author’s word that the clip was made or changed by AI',
        'la parole de l’auteur que le clip a été fait ou changé par une IA',
      ),
      paid: open('the author’s word that the clip was paid for', 'la parole de l’auteur que le clip a été payé'),
      sensitive: open(
        'the author’s word that not everybody wants to see it',
        'la parole de l’auteur que tout le monde ne veut pas le voir',
      ),
      ends_at: forAccount(
        'the moment at which the author lets the clip delete itself',
        'le moment où l’auteur laisse le clip s’effacer',
        { kept: 'ending' },
      ),
      likes: open(...shownCount, unnamed),
      comments: open(...shownCount, unnamed),
      saves: open(...shownCount, unnamed),
      reposts: open(...shownCount, unnamed),
      sound_id: open('which clip the sound was first heard in', 'dans quel clip le son a d’abord été entendu'),
      sound_reuse: open(
        'says whether the author lets others use the sound',
        'dit si l’auteur laisse d’autres utiliser le son',
      ),
      downloads: open(
        'says whether the author offers the clip for saving',
        'dit si l’auteur propose le clip à télécharger',
      ),
      comments_from: open('whom the author lets comment', 'qui l’auteur laisse commenter'),
      comments_held: forAccount(
        'the author’s wish to see comments before others do',
        'le souhait de l’auteur de voir les commentaires avant les autres',
      ),
      hides_counts: open(
        'the author’s wish that nobody sees the counts',
        'le souhait de l’auteur de cacher les nombres',
      ),
      pinned_comment_id: open('the comment that the author put first', 'le commentaire que l’auteur a mis en premier'),
    },
  ),
  video_files: table(
    { title: ['Files of clips', 'Fichiers des clips'], group: 'clips', kept: 'clip', ownedBy: [ofClip] },
    {
      video_id: open('which clip the file belongs to', 'à quel clip est le fichier'),
      role: open(
        'rendition, replaced rendition, poster, storyboard or captions',
        'version, version remplacée, affiche, planche d’aperçus ou sous-titres',
      ),
      hash: open('the address of the file', 'l’adresse du fichier'),
      media_type: open('tells the browser what the file is', 'dit au navigateur ce qu’est le fichier'),
      bytes: open(...forChoice),
      width: open(...forChoice),
      height: open(...forChoice),
      bits_per_second: open(...forChoice),
      second_ends: open(
        'sends a clip no faster than it is watched',
        'envoie un clip pas plus vite qu’il n’est regardé',
      ),
      language: open('the language of captions', 'la langue des sous-titres'),
      spoken: open(
        'the words of captions, so that a clip is found by what is said in it',
        'les mots des sous-titres, pour trouver un clip par ce qui s’y dit',
      ),
    },
  ),
  drafts: table(
    { title: ['Words of drafts', 'Mots des brouillons'], group: 'clips', kept: 'draft', ownedBy: [ofClip] },
    {
      video_id: own('which clip the draft is of', 'de quel clip est le brouillon'),
      words: sealed(
        'what its author has typed of a clip that is not posted yet',
        'ce que l’auteur a saisi d’un clip pas encore publié',
      ),
      changed_at: own('says until when the draft is kept', 'dit jusqu’à quand le brouillon est gardé'),
    },
  ),
  video_prints: table(
    { title: ['Prints of clips', 'Empreintes des clips'], group: 'clips', kept: 'clip', ownedBy: [ofClip] },
    {
      video_id: forAccount('which clip the picture is of', 'de quel clip est l’image'),
      at_ms: forAccount('which moment of the clip it is', 'quel moment du clip c’est'),
      print: forAccount(
        'knows the same picture again, and nobody in it',
        'reconnaît la même image, et personne dedans',
      ),
    },
  ),
}
