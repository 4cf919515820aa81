import { refuse } from '../errors.ts'
import { institutionLimits } from './limits.ts'

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** A domain as it is kept: lower case, in its ASCII form, at least two labels, no address of a network. Refuses `institution.domain`. */
export function prepareDomain(raw: string): string {
  const domain = raw.trim().toLowerCase().replace(/\.$/, '')
  const labels = domain.split('.')
  const isDomain =
    domain.length <= institutionLimits.maxDomainCharacters &&
    labels.length >= 2 &&
    labels.every(one => label.test(one)) &&
    !/^\d+$/.test(labels.at(-1)!)
  if (!isDomain) throw refuse('institution.domain', { got: raw.slice(0, 100) })
  return domain
}

/** Where the proof stands: a file, or a TXT record. */
export const proofFile = (domain: string): string => `https://${domain}/.well-known/onshore-institution.txt`
export const proofName = (domain: string): string => `_onshore-institution.${domain}`

/** The line that shows that whoever founds `handle` at this shore has the domain. */
export const proofLine = (handle: string, code: string): string => `onshore-institution=${handle} ${code}`

/** Whether one of the lines is the proof. */
export const holdsProof = (text: string, line: string): boolean => text.split(/\r?\n/).some(one => one.trim() === line)
