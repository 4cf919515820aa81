import { forAccount, open, own, table } from '../../core/register/entry.ts'

const ofDecision = { by: 'decision_id', of: 'decisions.id' }
const unnamed = { erasure: 'kept without the person' } as const
const nearPrints = ['finds prints that are nearly the same', 'trouve les empreintes presque pareilles'] as const
const inEnglish = ['the rule in English', 'la règle en anglais'] as const
const inFrench = ['the rule in French', 'la règle en français'] as const
const forgotten = { kept: 'report' } as const

/** What moderation stores; part of the register. */
export const moderationTables = {
  reports: table(
    { title: ['Reports', 'Signalements'], group: 'safety', kept: 'concerned', ownedBy: ['account_id'] },
    {
      id: own('names a report', 'désigne un signalement', forgotten),
      case_id: forAccount('which case it belongs to', 'à quel cas il appartient'),
      account_id: own(
        'who reported, to tell them; shown to nobody else, moderators included',
        'qui a signalé, pour l’informer ; montré à personne d’autre, la modération comprise',
        forgotten,
      ),
      category: forAccount(
        'what is wrong, of a list; counted in public',
        'ce qui ne va pas, d’une liste ; compté en public',
        unnamed,
      ),
      words: own(
        'what the reporter says, for who decides',
        'ce que dit la personne qui signale, pour qui décide',
        forgotten,
      ),
      created_at: forAccount('when it was reported', 'quand cela a été signalé', unnamed),
      code_hash: own(
        'lets a guest ask what became of their report',
        'laisse quelqu’un sans compte demander ce qu’est devenu son signalement',
        forgotten,
      ),
    },
  ),
  cases: table(
    {
      title: ['Cases', 'Cas'],
      group: 'safety',
      kept: 'concerned',
      ownedBy: ['account_id'],
      names: ['taken_by'],
      shownOnce: 'closed_at',
    },
    {
      id: forAccount('names a case', 'désigne un cas'),
      kind: forAccount(
        'what it is about: a clip, a comment, an account',
        'de quoi il s’agit : un clip, un commentaire, un compte',
      ),
      subject_id: forAccount('which one it is about', 'duquel il s’agit'),
      account_id: forAccount('whom it concerns', 'qui il concerne', unnamed),
      found_by: forAccount('whether it was reported or found', 'si cela a été signalé ou trouvé'),
      is_grave: forAccount(
        'puts it before others, with a day to decide',
        'le met avant les autres, avec un jour pour décider',
      ),
      opened_at: forAccount('when it began', 'quand il a commencé'),
      due_at: forAccount('by when it is to be decided', 'pour quand il doit être décidé'),
      taken_by: forAccount('which moderator looks at it', 'qui, de la modération, le regarde', { kept: 'looked' }),
      taken_at: forAccount('gives back what nobody looks at any more', 'rend ce que plus personne ne regarde', {
        kept: 'looked',
      }),
      state: forAccount('whether it waits', 's’il attend'),
      closed_at: forAccount('when it ended', 'quand il s’est terminé'),
    },
  ),
  decisions: table(
    {
      title: ['Decisions', 'Décisions'],
      group: 'safety',
      kept: 'concerned',
      ownedBy: [{ by: 'case_id', of: 'cases.id' }],
      names: ['by_id'],
    },
    {
      id: forAccount('names a decision', 'désigne une décision'),
      case_id: forAccount('which case it decides', 'quel cas elle décide'),
      at: forAccount('when it was decided', 'quand cela a été décidé'),
      by_id: forAccount(
        'who decided, so that somebody else decides an appeal',
        'qui a décidé, pour que quelqu’un d’autre tranche un recours',
        unnamed,
      ),
      measure: forAccount('what was decided', 'ce qui a été décidé'),
      rule_id: forAccount(
        'the rule it was decided by, in its words of that day',
        'la règle appliquée, dans ses mots de ce jour-là',
      ),
      reason: forAccount('why, as the person concerned reads it', 'pourquoi, tel que le lit la personne concernée'),
      until: forAccount('when it ends by itself', 'quand elle prend fin d’elle-même'),
      appeal_id: forAccount('which appeal it answers', 'à quel recours elle répond'),
    },
  ),
  appeals: table(
    {
      title: ['Appeals', 'Recours'],
      group: 'safety',
      kept: 'concerned',
      ownedBy: ['account_id'],
      names: ['decided_by'],
    },
    {
      id: forAccount('names an appeal', 'désigne un recours'),
      decision_id: forAccount('which decision it is against', 'contre quelle décision il est'),
      account_id: forAccount('who appeals, to tell them', 'qui fait le recours, pour l’informer', unnamed),
      words: own('what the person says, for who decides', 'ce que dit la personne, pour qui décide'),
      created_at: forAccount('when it was made', 'quand il a été fait'),
      due_at: forAccount('by when it is to be decided', 'pour quand il doit être tranché'),
      decided_at: forAccount('when it was decided', 'quand il a été tranché'),
      decided_by: forAccount('who decided it', 'qui l’a tranché', unnamed),
      outcome: forAccount('whether the decision stands', 'si la décision tient'),
      reason: forAccount('why, as the person reads it', 'pourquoi, tel que le lit la personne'),
    },
  ),
  requests: table(
    {
      title: ['Asked of a human', 'Demandes à un humain'],
      group: 'safety',
      kept: 'request',
      ownedBy: ['account_id'],
      names: ['answered_by'],
    },
    {
      id: forAccount('names a request', 'désigne une demande', unnamed),
      account_id: forAccount('who asks, to answer them', 'qui demande, pour lui répondre', unnamed),
      about: forAccount(
        'which part of what is held it is about; counted nowhere',
        'de quelle partie de ce qui est gardé il s’agit ; compté nulle part',
        unnamed,
      ),
      subject_id: forAccount('which clip, comment or row it is about', 'de quel clip, commentaire ou ligne il s’agit'),
      wish: forAccount('what is asked for, of a list', 'ce qui est demandé, d’une liste', unnamed),
      words: forAccount('what the person says, for who answers', 'ce que dit la personne, pour qui répond'),
      created_at: forAccount('when it was asked', 'quand cela a été demandé', unnamed),
      due_at: forAccount('by when it is to be answered', 'pour quand il faut répondre', unnamed),
      state: forAccount('whether it waits, and for whom', 'si cela attend, et qui', unnamed),
      changed_at: forAccount(
        'when it was answered, taken back, or more was asked',
        'quand on a répondu, retiré la demande ou demandé davantage',
        unnamed,
      ),
      answered_by: forAccount(
        'who answered, so that somebody else answers an appeal',
        'qui a répondu, pour que quelqu’un d’autre réponde à un recours',
        unnamed,
      ),
      outcome: forAccount('what it came to; counted in public', 'ce qu’il en est advenu ; compté en public', unnamed),
      reason: forAccount('the answer, as the person reads it', 'la réponse, telle que la lit la personne'),
      appeal_of: forAccount('which answer it appeals against', 'contre quelle réponse elle fait recours', unnamed),
    },
  ),
  resemblances: table(
    {
      title: ['Resemblance to removed clips', 'Ressemblance avec des clips retirés'],
      group: 'safety',
      kept: 'concerned',
      ownedBy: [{ by: 'case_id', of: 'cases.id' }],
    },
    {
      case_id: forAccount('which case the comparison has opened', 'quel cas la comparaison a ouvert'),
      decision_id: forAccount(
        'which removal the clip resembles, for who decides',
        'à quel retrait le clip ressemble, pour qui décide',
      ),
      frames: forAccount('how many of its pictures were found again', 'combien de ses images ont été retrouvées'),
      of_frames: forAccount('of how many', 'sur combien'),
    },
  ),
  removed_files: table(
    {
      title: ['Removed files', 'Fichiers retirés'],
      group: 'safety',
      kept: 'removal',
      ownedBy: [ofDecision],
      ...unnamed,
    },
    {
      video_id: forAccount(
        'which clip was removed, whether it is still there or not',
        'quel clip a été retiré, qu’il soit encore là ou non',
      ),
      decision_id: forAccount('by which decision', 'par quelle décision'),
      file_hash: forAccount(
        'refuses the same file with the reasons of that decision',
        'refuse le même fichier avec les motifs de cette décision',
      ),
    },
  ),
  removed_prints: table(
    {
      title: ['Prints of removed clips', 'Empreintes de clips retirés'],
      group: 'safety',
      kept: 'removal',
      ownedBy: [{ by: 'video_id', of: 'removed_files.video_id' }],
      ...unnamed,
    },
    {
      video_id: forAccount('which clip the picture was of', 'de quel clip était l’image'),
      at_ms: forAccount('which moment of the clip it was', 'quel moment du clip c’était'),
      print: forAccount(
        'brings what resembles it before a moderator',
        'amène devant la modération ce qui lui ressemble',
      ),
      quarter_1: forAccount(...nearPrints),
      quarter_2: forAccount(...nearPrints),
      quarter_3: forAccount(...nearPrints),
      quarter_4: forAccount(...nearPrints),
    },
  ),
  rules: table(
    { title: ['Rules', 'Règles'], group: 'safety', kept: 'shore', erasure: 'not personal' },
    {
      id: open('names a rule in its words of one time', 'désigne une règle dans ses mots d’un moment'),
      code: open('names a rule whatever its words', 'désigne une règle quels que soient ses mots'),
      place: open('orders the rules', 'met en ordre les règles'),
      title_en: open(...inEnglish),
      title_fr: open(...inFrench),
      text_en: open(...inEnglish),
      text_fr: open(...inFrench),
      since: open('says from when the rule was in force', 'dit depuis quand la règle valait'),
      until: open('says until when the rule was in force', 'dit jusqu’à quand la règle a valu'),
    },
  ),
}
