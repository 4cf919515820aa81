import { forAccount, own, secret, table } from '../../core/register/entry.ts'

/** What is kept of those who leave, and of those who left. */
export const leavingTables = {
  departures: table(
    { title: ['Leaving', 'Le départ'], group: 'profile', kept: 'leaving', ownedBy: ['account_id'] },
    {
      account_id: own('whose account is leaving', 'quel compte est en train de partir'),
      code_hash: secret('opens the receipt once the account is gone', 'ouvre le reçu une fois le compte disparu'),
      asked_at: own('when the person asked to leave', 'quand la personne a demandé à partir'),
      leaves_at: own('when the account is erased', 'quand le compte sera effacé'),
      census: own(
        'what there was to erase, counted before the first of it was erased',
        'ce qu’il y avait à effacer, compté avant le premier effacement',
      ),
    },
  ),
  erasures: table(
    {
      title: ['Receipts of erasures', 'Les reçus d’effacement'],
      group: 'shore',
      kept: 'erasure',
      erasure: 'not personal',
    },
    {
      code_hash: secret(
        'opens a receipt to whoever asked for the erasure',
        'ouvre un reçu à qui a demandé l’effacement',
      ),
      erased_at: forAccount('ends the receipt', 'met fin au reçu'),
      document: forAccount(
        'the receipt: counts and dates, without a name',
        'le reçu : des nombres et des dates, sans nom',
      ),
    },
  ),
}
