/** What officer and deputy are told of, by which ways, and the words of it. A notice names no person but by role. */
import type { ProposedAct } from './mandate.ts'
import { reminders } from './reminding.ts'

/** The inbox of the shore, and one place outside of it that the institution declares, at its own domain. */
export const channelWays = ['webhook', 'mail'] as const
export type ChannelWay = (typeof channelWays)[number]

/** `none` where no place outside was declared: that is a failure too. */
export const toldWays = ['inbox', ...channelWays, 'none'] as const
export type ToldWay = (typeof toldWays)[number]

/** Acts of stewardship: who may act, by what rule, and how anybody would know. What is said in the institution's name is not among them. */
export const toldActs: readonly ProposedAct[] = [
  'seat',
  'unseat',
  'officer',
  'mandate',
  'deactivate',
  'reactivate',
  'connect',
  'channel',
  'glass',
  'station',
]

/** Nothing comes of these while a notice of theirs was not handed over and nobody has acknowledged that. */
export const actsThatWaitForNotice: readonly ProposedAct[] = ['reactivate']

/** `made`: it was proposed. `done`: it has taken effect. */
export const toldSteps = ['made', 'done'] as const
export type ToldStep = (typeof toldSteps)[number]

/** What a line of the inbox tells stewards of: a step, that their signature is still wanted, or the week. */
export const noticedSteps = [...toldSteps, ...reminders, 'digest'] as const
export type NoticedStep = (typeof noticedSteps)[number]

export interface Told {
  readonly schema: 'onshore notice 1'
  /** The same for every try: whoever gets it twice was told once. */
  readonly id: string
  readonly shore: string
  readonly institution: string
  readonly act: ProposedAct
  readonly step: ToldStep
  /** SHA-256 of the proposal, hex. */
  readonly proposal: string
  /** The role of who proposed it; nobody by name. */
  readonly by: string
  /** ISO 8601. */
  readonly at: string
  /** Where stewards read and decide it. */
  readonly address: string
}

/** A host at a domain: the domain itself, or below it. */
export const isAtDomain = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`)

const actWords: Record<ProposedAct, readonly [en: string, fr: string]> = {
  publish: ['publish a clip', 'publier un clip'],
  edit: ['change a clip', 'modifier un clip'],
  delete: ['delete a clip', 'supprimer un clip'],
  comment: ['comment', 'commenter'],
  profile: ['change the profile', 'modifier le profil'],
  seat: ['seat a steward', 'donner un siège à un mandataire'],
  unseat: ['take a steward’s seat', 'retirer le siège d’un mandataire'],
  officer: ['change the officer', 'changer de responsable'],
  mandate: ['change the mandate', 'modifier le mandat'],
  deactivate: ['put the account to sleep', 'mettre le compte en sommeil'],
  reactivate: ['wake the account', 'réveiller le compte'],
  connect: ['connect a program', 'connecter un programme'],
  channel: ['change where you are told', 'changer l’endroit où vous êtes informé'],
  glass: [
    'break the glass: two people decide for half an hour',
    'briser la vitre : deux personnes décident pendant une demi-heure',
  ],
  station: ['enrol a posting station', 'inscrire un poste de publication'],
}

/** The notice as a mail: subject and text, both languages in one, because nobody knows which the mailbox reads. */
export function mailOf(told: Told): { subject: string; text: string } {
  const [en, fr] = actWords[told.act]
  const isMade = told.step === 'made'
  return {
    subject: `@${told.institution}: ${en} / ${fr}`,
    text: [
      isMade
        ? `It was proposed for @${told.institution} on ${told.shore}: ${en}.`
        : `This took effect for @${told.institution} on ${told.shore}: ${en}.`,
      `By: ${told.by}. At: ${told.at}. SHA-256: ${told.proposal}`,
      told.address,
      '',
      isMade
        ? `Proposition pour @${told.institution} sur ${told.shore} : ${fr}.`
        : `Ceci a pris effet pour @${told.institution} sur ${told.shore} : ${fr}.`,
      `Par : ${told.by}. Le : ${told.at}. SHA-256 : ${told.proposal}`,
      told.address,
      '',
    ].join('\n'),
  }
}
