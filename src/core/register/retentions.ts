import { joiningLimits } from '../accounts/joining.ts'
import { archiveLimits } from '../archive/limits.ts'
import { digestKeptMs } from '../institutions/digest.ts'
import { institutionLimits } from '../institutions/limits.ts'
import { pagesGoneMs, receiptKeptMs } from '../leaving/receipt.ts'
import { moderationLimits } from '../moderation/categories.ts'
import { noticeLimits } from '../notices/kinds.ts'
import { videoLimits } from '../videos/limits.ts'

/** A sentence in both languages of the shore. */
export interface Sentence {
  en: string
  fr: string
}

/** How long something is kept. `boundMs`: the age, milliseconds, at which a job ends it; where there is none, an act ends it. */
export interface Retention extends Sentence {
  boundMs?: number
}

const rule = (en: string, fr: string, boundMs?: number): Retention =>
  boundMs === undefined ? { en, fr } : { en, fr, boundMs }

const dayMs = 86_400_000
const hourMs = 3_600_000
const minuteMs = 60_000

/** How long anything is kept: every entry of the register names one of these rules. */
export const retentions = {
  account: rule('as long as the account', 'aussi longtemps que le compte'),
  replaced: rule('until it is replaced or removed', 'jusqu’à ce qu’elle soit remplacée ou retirée'),
  waiting: rule(
    'until the account is let in, or 7 days after it was refused',
    'jusqu’à ce que le compte soit admis, ou 7 jours après son refus',
    joiningLimits.refusedForDays * dayMs,
  ),
  archive: rule(
    'until 7 days after it was made, or until it is taken back',
    'jusqu’à 7 jours après sa préparation, ou jusqu’à ce qu’elle soit retirée',
    archiveLimits.keptMs,
  ),
  written: rule('until the archive is written', 'jusqu’à ce que l’archive soit écrite'),
  brought: rule(
    'until 7 days after it ended, or until it is taken back',
    'jusqu’à 7 jours après sa fin, ou jusqu’à ce qu’elle soit retirée',
    7 * dayMs,
  ),
  opened: rule('until the archive is opened', 'jusqu’à ce que l’archive soit ouverte'),
  invite: rule('until 30 days after the invitation ends', 'jusqu’à 30 jours après la fin de l’invitation', 30 * dayMs),
  session: rule('90 days after the last use', '90 jours après la dernière utilisation', 90 * dayMs),
  verified: rule(
    'ten minutes, then ignored and removed with the next clean-up',
    'dix minutes, puis sans effet et effacé au nettoyage suivant',
    10 * minuteMs,
  ),
  challenge: rule('five minutes', 'cinq minutes', 5 * minuteMs),
  token: rule('until it ends, as its owner chose', 'jusqu’à sa fin, que son titulaire a choisie', 0),
  code: rule('a day, or until it is used or replaced', 'un jour, ou jusqu’à son usage ou son remplacement', dayMs),
  leaving: rule(
    'until the account is erased, fourteen days after it was asked for, or stays',
    'jusqu’à ce que le compte soit effacé, quatorze jours après la demande, ou reste',
    0,
  ),
  pages: rule(
    'until its tables are rewritten, at most 30 days after a row has gone',
    'jusqu’à la réécriture de ses tables, au plus 30 jours après le départ d’une ligne',
    pagesGoneMs,
  ),
  gone: rule(
    'a year after the key was destroyed; an older backup is not restored',
    'un an après la destruction de la clé ; une sauvegarde plus ancienne n’est pas restaurée',
    receiptKeptMs,
  ),
  erasure: rule('a year after the erasure', 'un an après l’effacement', receiptKeptMs),
  role: rule('as long as the role', 'aussi longtemps que le rôle'),
  taken: rule('until it is taken back', 'jusqu’à ce que la personne le retire'),
  tie: rule('until either of the two ends it', 'jusqu’à ce que l’un des deux y mette fin'),
  collection: rule('until its owner deletes it', 'jusqu’à ce que la personne la supprime'),
  clip: rule('as long as the clip', 'aussi longtemps que le clip'),
  upload: rule(
    'as long as the clip; an upload that stopped is given up after 48 hours',
    'aussi longtemps que le clip ; un envoi interrompu est abandonné après 48 heures',
    videoLimits.unfinishedKeptMs,
  ),
  name: rule(
    'until 7 days after the upload; of a draft, as long as the draft',
    'jusqu’à 7 jours après l’envoi ; pour un brouillon, aussi longtemps que lui',
    videoLimits.fileNameKeptMs,
  ),
  draft: rule(
    'until it is posted, or 30 days after its last change',
    'jusqu’à sa publication, ou 30 jours après sa dernière modification',
    videoLimits.draftKeptMs,
  ),
  scheduled: rule('until the clip is shown', 'jusqu’à ce que le clip soit montré'),
  ending: rule(
    'until the moment that the author chose, or half a year after a decision that removed it; the clip goes with it',
    'jusqu’au moment que l’auteur a choisi, ou six mois après la décision qui l’a retiré ; le clip part avec lui',
    0,
  ),
  listed: rule('while anyone may list the clip', 'tant que le clip peut être trouvé par tout le monde'),
  word: rule(
    'until a day after nothing public has it any more',
    'jusqu’à un jour après que plus rien de public ne le contient',
    dayMs,
  ),
  comment: rule(
    'until its writer or the clip’s author deletes it',
    'jusqu’à ce que la personne qui l’a écrit ou l’auteur du clip le supprime',
  ),
  mention: rule('as long as the words it is in', 'aussi longtemps que les mots où elle se trouve'),
  notice: rule(
    '90 days, the newest 2,000 of an account; until what it tells of is taken back',
    '90 jours, les 2 000 plus récents d’un compte ; jusqu’à ce que disparaisse ce dont il parle',
    noticeLimits.keptMs,
  ),
  decision: rule('as long as the decision stands', 'tant que la décision tient'),
  removal: rule(
    'as long as the decision that removed the clip stands',
    'tant que tient la décision qui a retiré le clip',
  ),
  concerned: rule(
    'as long as the account it concerns, then without the person',
    'aussi longtemps que le compte concerné, puis sans la personne',
  ),
  looked: rule('until it is decided or given back', 'jusqu’à ce que le cas soit décidé ou rendu'),
  report: rule(
    'half a year after its case was decided, then a number without words or person',
    'six mois après la décision de son cas, puis un nombre sans mots ni personne',
    moderationLimits.reportKeptMs,
  ),
  request: rule(
    'a year after it was answered or taken back, then a number without words or person',
    'un an après la réponse ou le retrait, puis un nombre sans mots ni personne',
    365 * dayMs,
  ),
  pack: rule('30 days, then forgotten; the newest stays', '30 jours, puis oublié ; le plus récent reste', 30 * dayMs),
  next: rule('until the next one', 'jusqu’au suivant'),
  seat: rule('as long as the seat', 'aussi longtemps que le siège'),
  station: rule(
    'as long as the seat it posts for; a device that was not enrolled: until its code ends',
    'aussi longtemps que le siège pour lequel il publie ; un appareil non inscrit : jusqu’à la fin de son code',
    0,
  ),
  institution: rule('as long as the institution', 'aussi longtemps que l’institution'),
  founding: rule(
    'as long as the institution; begun and not confirmed: 30 days',
    'aussi longtemps que l’institution ; commencée et non confirmée : 30 jours',
    institutionLimits.foundingKeptMs,
  ),
  digest: rule(
    '53 weeks; the newest stays as long as the institution',
    '53 semaines ; le plus récent reste aussi longtemps que l’institution',
    digestKeptMs,
  ),
  shore: rule('as long as the shore', 'aussi longtemps que le rivage'),
  job: rule('until the job is done', 'jusqu’à ce que la tâche soit faite'),
  sent: rule(
    'until the clip is ready or refused; unfinished: 48 hours; given up for a fault of the shore: 7 days',
    'jusqu’à ce que le clip soit prêt ou refusé ; inachevé : 48 heures ; abandonné par une faute du rivage : 7 jours',
    videoLimits.fileNameKeptMs,
  ),
  object: rule(
    'until an hour after the last clip that uses it is gone',
    'jusqu’à une heure après la disparition du dernier clip qui l’utilise',
    hourMs,
  ),
  check: rule('until the check ends', 'jusqu’à la fin du contrôle'),
  running: rule('while the shore runs', 'tant que le rivage tourne'),
} as const satisfies Record<string, Retention>

export type RetentionId = keyof typeof retentions

/** A rule's bound. A bound of 0 counts from a moment that is written in the row itself. */
export function boundOf(id: RetentionId): number {
  const { boundMs }: Retention = retentions[id]
  if (boundMs === undefined) throw new Error(`no time bounds ${id}`)
  return boundMs
}

/** Rules that time ends, and not an act. */
export const bounded = (Object.keys(retentions) as RetentionId[]).filter(id => 'boundMs' in retentions[id])
