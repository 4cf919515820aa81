import type { Sentence } from './retentions.ts'

/** How something that is held is corrected: where its person does it, or why nobody does. A human can be asked of everything. */
export interface Correction extends Sentence {
  /** The page where the person changes it themselves; null where there is none. */
  page: string | null
}

const at = (page: string, en: string, fr: string): Correction => ({ page, en, fr })
const nowhere = (en: string, fr: string): Correction => ({ page: null, en, fr })

/** Every way of correcting; what the register says of a table or a column is one of these. */
export const corrections = {
  profile: at('/settings/profile', 'You change it in your profile', 'Vous le modifiez dans votre profil'),
  settings: at('/settings', 'You change it in your settings', 'Vous le modifiez dans vos réglages'),
  people: at(
    '/settings/people',
    'You change it among your choices about people',
    'Vous le modifiez parmi vos choix sur les personnes',
  ),
  followers: at('/followers', 'You change it in your list of followers', 'Vous le modifiez dans votre liste d’abonnés'),
  viewing: at('/settings/viewing', 'You change it in what you watch', 'Vous le modifiez dans ce que vous regardez'),
  clips: at(
    '/posts',
    'You change it on the clip itself, or delete the clip',
    'Vous le modifiez sur le clip, ou effacez le clip',
  ),
  drafts: at('/posts/drafts', 'You change it in your drafts', 'Vous le modifiez dans vos brouillons'),
  saved: at('/saved', 'You change it in your saved clips', 'Vous le modifiez dans vos clips enregistrés'),
  inbox: at('/inbox', 'You choose in your inbox what is told', 'Vous choisissez dans votre boîte ce qui est dit'),
  data: at('/settings/data', 'You take it back under your data', 'Vous le retirez dans vos données'),
  leaving: at('/settings/leaving', 'You take it back by staying', 'Vous le retirez en restant'),
  decided: at(
    '/decisions',
    'People decided it: you appeal there',
    'Des personnes en ont décidé : vous le contestez là',
  ),
  asked: at('/settings/requests', 'You take it back, or say more, there', 'Vous la retirez ou la complétez là'),
  inPlace: nowhere(
    'You change or take it back where it stands: at the clip, the tag or the account',
    'Vous le modifiez ou le retirez là où il se trouve : au clip, au mot-clé ou au compte',
  ),
  handle: nowhere(
    'A handle stays, so that its addresses go on leading to you',
    'Un pseudo reste, pour que ses adresses mènent toujours à vous',
  ),
  theirs: nowhere(
    'Somebody else said it, and they change it',
    'Quelqu’un d’autre l’a dit, et c’est lui qui le modifie',
  ),
  name: nowhere(
    'It names the row and says nothing of you, so it does not change',
    'Cela désigne la ligne et ne dit rien de vous, donc ne change pas',
  ),
  made: nowhere(
    'Programs make it from your clips and words, and it changes with them',
    'Des programmes le font à partir de vos clips et de vos mots, et cela change avec eux',
  ),
  fact: nowhere(
    'It says what happened and when, and is not written over',
    'Cela dit ce qui s’est passé et quand, et ne se réécrit pas',
  ),
  secret: at(
    '/settings',
    'It is never shown; you replace it in your settings',
    'Ce n’est jamais montré ; vous le remplacez dans vos réglages',
  ),
  seats: nowhere(
    'Those who act for the institution change it together',
    'Celles et ceux qui agissent pour l’institution le modifient ensemble',
  ),
  staff: nowhere(
    'Operators or moderators set it, and they change it',
    'L’exploitation ou la modération le fixe, et le modifie',
  ),
} as const satisfies Record<string, Correction>

export type CorrectionId = keyof typeof corrections
