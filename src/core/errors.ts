/**
 * The one table of refusals: everything Onshore declines to do, and how it says so in English and in French.
 * A refusal is expected and loses nothing. Whatever is not in this table is a bug, and is never dressed up as a refusal.
 */

import { accountRefusals } from './accounts/refusals.ts'
import { archiveRefusals } from './archive/refusals.ts'
import { feedRefusals } from './feed/refusals.ts'
import { findingRefusals } from './finding/refusals.ts'
import { domainFaultIn } from './institutions/domain-fault.ts'
import { institutionRefusals } from './institutions/refusals.ts'
import { keysRefusals } from './keys/refusals.ts'
import { leavingRefusals } from './leaving/refusals.ts'
import { moderationRefusals } from './moderation/refusals.ts'
import { socialRefusals } from './social/refusals.ts'
import { staffRefusals } from './staff/refusals.ts'
import { embedRefusals, videoRefusals } from './videos/refusals.ts'

interface Words {
  /** HTTP status that `server/http/problem.ts` answers with (RFC 9110 §15). */
  readonly status: number
  readonly en: string
  readonly fr: string
}

export const refusals = {
  ...accountRefusals,
  ...archiveRefusals,
  ...feedRefusals,
  ...findingRefusals,
  ...institutionRefusals,
  ...keysRefusals,
  ...leavingRefusals,
  ...moderationRefusals,
  ...socialRefusals,
  ...staffRefusals,
  ...videoRefusals,
  ...embedRefusals,
  'request.invalid': {
    status: 400,
    en: 'The request was not understood: {where} should be {expected}.',
    fr: 'La demande n’a pas été comprise : {where} devrait être {expected}.',
  },
  'request.cross-site': {
    status: 403,
    en: 'This act has to come from a page of this shore, not from {got}.',
    fr: 'Cet acte doit venir d’une page de ce rivage, et non de {got}.',
  },
  'request.too-large': {
    status: 413,
    en: 'The request is larger than the {limit} bytes that are accepted here.',
    fr: 'La demande dépasse les {limit} octets acceptés ici.',
  },
  'request.too-many': {
    status: 429,
    en: 'Too many attempts. Wait {seconds} seconds, then try again; nothing was lost.',
    fr: 'Trop d’essais. Attendez {seconds} secondes, puis réessayez ; rien n’a été perdu.',
  },
  'network.view-only': {
    status: 403,
    en: 'This network lets people watch, and do nothing else here. Whoever runs the network decides that, not this shore. On another network, everything is at {address}.',
    fr: 'Ce réseau permet de regarder, et rien d’autre ici. C’est qui gère le réseau qui en décide, et non ce rivage. Sur un autre réseau, tout est à l’adresse {address}.',
  },
  'network.station': {
    status: 403,
    en: 'Under this name the posting station of an institution works, and nothing else. Whoever runs the network decides that, not this shore. On another network, everything is at {address}.',
    fr: 'Sous ce nom fonctionne le poste de publication d’une institution, et rien d’autre. C’est qui gère le réseau qui en décide, et non ce rivage. Sur un autre réseau, tout est à l’adresse {address}.',
  },
  'page.not-found': {
    status: 404,
    en: 'There is nothing at this address.',
    fr: 'Il n’y a rien à cette adresse.',
  },
  'page.not-built': {
    status: 503,
    en: 'The pages of this shore are not built yet. Run npm start, which builds them.',
    fr: 'Les pages de ce rivage ne sont pas encore construites. Lancez npm start, qui les construit.',
  },
  'shore.disk-full': {
    status: 507,
    en: 'This shore has no room left for the file ({expected} MB needed, {got} MB free). Nothing of yours was lost; tell the operator.',
    fr: 'Ce rivage n’a plus de place pour le fichier ({expected} Mo nécessaires, {got} Mo libres). Rien n’est perdu ; prévenez l’exploitant.',
  },
  'shore.in-use': {
    status: 409,
    en: 'Another Onshore (process {pid}) already runs on the folder {folder}. Stop it first, or choose another folder with --data.',
    fr: 'Un autre Onshore (processus {pid}) utilise déjà le dossier {folder}. Arrêtez-le d’abord, ou choisissez un autre dossier avec --data.',
  },
  'shore.not-running': {
    status: 409,
    en: 'No shore runs on the folder {folder}. Start it with npm start, then run this command again.',
    fr: 'Aucun rivage ne fonctionne sur le dossier {folder}. Démarrez-le avec npm start, puis relancez cette commande.',
  },
  'shore.port-taken': {
    status: 409,
    en: 'Port {port} is in use by another program. Choose another with --port.',
    fr: 'Le port {port} est utilisé par un autre programme. Choisissez-en un autre avec --port.',
  },
  'shore.newer': {
    status: 500,
    en: 'The database was brought to {got} by a newer Onshore; this one knows it up to {expected}. Start the newer version. Nothing was changed.',
    fr: 'La base de données a été portée à {got} par un Onshore plus récent ; celui-ci la connaît jusqu’à {expected}. Lancez la version plus récente. Rien n’a été changé.',
  },
  'shore.no-sandbox': {
    status: 500,
    en: 'A shore with ONSHORE_ORIGIN needs a sandbox for media: install bubblewrap, or allow user namespaces.',
    fr: 'Un rivage avec ONSHORE_ORIGIN a besoin d’un bac à sable pour les médias : installez bubblewrap, ou autorisez les espaces de noms d’utilisateur.',
  },
  'shore.engine-broken': {
    status: 500,
    en: 'The transcoder {got} does not get an honest file through its sandbox. Install ffmpeg 5.1 or newer, or look at the line above.',
    fr: 'Le transcodeur {got} ne fait pas passer un fichier honnête dans son bac à sable. Installez ffmpeg 5.1 ou plus récent, ou lisez la ligne ci-dessus.',
  },
  'shore.sandbox-leaks': {
    status: 500,
    en: 'The sandbox for media lets out what it should hold ({got}). A shore with ONSHORE_ORIGIN does not start like this: install bubblewrap.',
    fr: 'Le bac à sable des médias laisse sortir ce qu’il devrait retenir ({got}). Un rivage avec ONSHORE_ORIGIN ne démarre pas ainsi : installez bubblewrap.',
  },
  'shore.no-engine': {
    status: 500,
    en: 'Neither ffmpeg 5.1 (with libx264 and aac) nor the node-av package is there. Install one: apt install ffmpeg, or npm install.',
    fr: 'Ni ffmpeg 5.1 (avec libx264 et aac) ni le paquet node-av ne sont présents. Installez l’un des deux : apt install ffmpeg, ou npm install.',
  },
  'backup.damaged': {
    status: 422,
    en: 'This is no whole backup that this key opens ({got}). Nothing was restored.',
    fr: 'Ce n’est pas une sauvegarde entière que cette clé ouvre ({got}). Rien n’a été restauré.',
  },
  'backup.newer': {
    status: 422,
    en: 'This backup was made by Onshore {got}, which is newer than this one. Bring this one up to date first.',
    fr: 'Cette sauvegarde vient d’Onshore {got}, plus récent que celui-ci. Mettez d’abord celui-ci à jour.',
  },
  'backup.key': {
    status: 422,
    en: 'That is no key for backups. “onshore backup key” makes one.',
    fr: 'Ce n’est pas une clé de sauvegarde. « onshore backup key » en crée une.',
  },
  'backup.objects-missing': {
    status: 503,
    en: '{n} of {of} objects are not where the shore keeps them, though clips have them. This would be no backup; nothing was written.',
    fr: '{n} objets sur {of} manquent là où le rivage les garde, alors que des clips les ont. Ce ne serait pas une sauvegarde ; rien n’a été écrit.',
  },
  'backup.unfinished': {
    status: 503,
    en: 'A restore into {where} was begun and not finished. Run restore again; it begins anew.',
    fr: 'Une restauration dans {where} a commencé sans finir. Relancez restore ; il recommence de zéro.',
  },
  'backup.not-empty': {
    status: 409,
    en: '{where} holds something already. A backup is restored where nothing is.',
    fr: '{where} contient déjà quelque chose. Une sauvegarde se restaure là où il n’y a rien.',
  },
  'shore.undeclared': {
    status: 503,
    en: 'The {what} at {host} is not declared. Declare where it is: ONSHORE_STORES={what}={host}@{jurisdiction}',
    fr: 'Le lieu « {host} » ({what}) n’est pas déclaré. Déclarez où il se trouve : ONSHORE_STORES={what}={host}@{jurisdiction}',
  },
  'shore.elsewhere': {
    status: 503,
    en: 'The {what} at {host} is declared in {got}, and this shore in {expected}. A shore keeps nothing elsewhere.',
    fr: 'Le lieu « {host} » ({what}) est déclaré en {got}, et ce rivage en {expected}. Un rivage ne garde rien ailleurs.',
  },
  'shore.no-store': {
    status: 503,
    en: 'The shore’s object store does not answer right now. Try again in a moment; nothing was lost.',
    fr: 'Le stockage du rivage ne répond pas pour l’instant. Réessayez dans un moment ; rien n’a été perdu.',
  },
  'shore.config': {
    status: 500,
    en: 'The configuration cannot be used: {faults}',
    fr: 'La configuration ne peut pas servir : {faults}',
  },
  'shore.database': {
    status: 500,
    en: 'The database did not start: {got}',
    fr: 'La base de données n’a pas démarré : {got}',
  },
  'shore.no-database': {
    status: 503,
    en: 'This shore cannot reach its database at the moment. Try again in a few seconds; nothing was lost.',
    fr: 'Ce rivage ne peut pas joindre sa base de données en ce moment. Réessayez dans quelques secondes ; rien n’a été perdu.',
  },
  'shore.stopping': {
    status: 503,
    en: 'This shore is restarting. Try again in a few seconds; nothing was lost.',
    fr: 'Ce rivage redémarre. Réessayez dans quelques secondes ; rien n’a été perdu.',
  },
  'command.unknown': {
    status: 400,
    en: 'There is no command “{got}”. Run onshore --help for the list.',
    fr: 'La commande « {got} » n’existe pas. Lancez onshore --help pour la liste.',
  },
  'command.argument': {
    status: 400,
    en: '{where} should be {expected}; {got} came.',
    fr: '{where} devrait être {expected} ; {got} est arrivé.',
  },
  'command.file': {
    status: 400,
    en: 'The file {file} cannot be read.',
    fr: 'Le fichier {file} ne peut pas être lu.',
  },
  'command.unreachable': {
    status: 502,
    en: 'The shore at {server} does not answer ({got}).',
    fr: 'Le rivage à {server} ne répond pas ({got}).',
  },
} as const satisfies Record<string, Words>

export type RefusalCode = keyof typeof refusals
export type RefusalParams = Readonly<Record<string, string | number>>

/** An expected "no", with the code that names it and the facts that fill its sentence. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: RefusalCode
  readonly params: RefusalParams
  constructor(code: RefusalCode, params: RefusalParams = {}) {
    super(sentence(code, params, 'en'))
    this.code = code
    this.params = params
  }
  get status(): number {
    return refusals[this.code].status
  }
}

/** Makes the refusal to throw: `throw refuse('video.too-long', { got, limit })`. */
export function refuse(code: RefusalCode, params: RefusalParams = {}): Refusal {
  return new Refusal(code, params)
}

export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(refusals, code)
}

/** The sentence of a refusal in one language, its `{facts}` filled in. */
export function sentence(code: RefusalCode, params: RefusalParams, language: 'en' | 'fr'): string {
  return refusals[code][language].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name]
    if (value === undefined) return whole
    return code === 'institution.unproven' ? domainFaultIn(language, String(value)) : String(value)
  })
}
