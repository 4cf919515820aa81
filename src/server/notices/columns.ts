import { own, table } from '../../core/register/entry.ts'

/** What an inbox stores; part of the register. */
export const noticeTables = {
  notices: table(
    {
      title: ['Lines of the inbox', 'Lignes de la boîte de réception'],
      group: 'notices',
      kept: 'notice',
      ownedBy: ['account_id'],
      names: ['subject_id'],
    },
    {
      id: own('names a line of the inbox', 'désigne une ligne de la boîte de réception'),
      account_id: own(
        'whose inbox it is in; shown to nobody else',
        'dans quelle boîte elle est ; montré à personne d’autre',
      ),
      kind: own('what has happened', 'ce qui s’est passé'),
      subject_id: own('which clip, comment or account it is about', 'quel clip, commentaire ou compte elle concerne'),
      since: own('the day that a line is about', 'le jour dont parle une ligne'),
      video_id: own('ends the line with its clip', 'met fin à la ligne avec son clip'),
      words: own('says which clip it was that is gone', 'dit quel était le clip disparu'),
      at: own(
        'when the newest of it happened; orders the inbox',
        'quand le plus récent s’est passé ; met en ordre la boîte',
      ),
      seen_until: own(
        'until when the person has seen it; nobody is told',
        'jusqu’à quand la personne l’a vue ; personne ne l’apprend',
      ),
    },
  ),
  notice_choices: table(
    {
      title: ['What not to be told', 'Ce dont ne pas être averti'],
      group: 'notices',
      kept: 'account',
      ownedBy: ['account_id'],
    },
    {
      account_id: own('whose choice it is', 'de qui est le choix'),
      unwanted: own('what the person does not want to be told', 'ce dont la personne ne veut pas être avertie'),
    },
  ),
}
