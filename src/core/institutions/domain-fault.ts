/** What was wrong with a domain, or with a place of it: kept as it was found, in English, and read in the reader's language. */
const faults = {
  noAddress: ['has no public address', 'n’a pas d’adresse publique'],
  noRecord: ['has no TXT record', 'n’a pas d’enregistrement TXT'],
  noMail: ['does not take the mail', 'n’accepte pas le courrier'],
  silent: ['does not answer', 'ne répond pas'],
  answers: ['answers {n}', 'répond {n}'],
  tooLong: ['sends more than {n} characters', 'envoie plus de {n} caractères'],
  brokeOff: ['broke off', 's’est interrompu'],
  otherLine: ['the file has another line', 'le fichier porte une autre ligne'],
  noLine: ['no record has the line', 'aucun enregistrement ne porte la ligne'],
} as const satisfies Record<string, readonly [en: string, fr: string]>
export type DomainFaultKind = keyof typeof faults

/** `of`: the host that it is said of, empty where it speaks for itself; `n`: a number in it. */
export const domainFault = (kind: DomainFaultKind, of = '', n = 0): string =>
  `${of} ${faults[kind][0].replace('{n}', String(n))}`.trim()

/** A fault that was kept, in a language; what is none of these stays as it is. */
export function domainFaultIn(language: 'en' | 'fr', kept: string): string {
  if (language === 'en') return kept
  for (const [en, fr] of Object.values(faults)) {
    const found = new RegExp(`^((?:\\S+ )?)${en.replace('{n}', '(\\d+)')}$`).exec(kept)
    if (found) return found[1] + fr.replace('{n}', found[2] ?? '')
  }
  return kept
}
