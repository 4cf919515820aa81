import { refuse } from '../errors.ts'
import { isVisible, lengthOf, plainText } from '../text.ts'
import { accountLimits } from './limits.ts'

// Everything that runs this has it (WHATWG URL); core is checked without the types of any of them.
declare const URL: {
  parse(text: string): {
    readonly href: string
    readonly protocol: string
    readonly username: string
    readonly password: string
    readonly hostname: string
    readonly searchParams: { keys(): Iterable<string>; delete(name: string): void }
  } | null
}

/** A place elsewhere: what it is called, and its address. */
export interface WebLink {
  title: string
  url: string
}

// What follows a person across sites and does nothing for who reads the page.
const tracking =
  /^(utm_.*|fbclid|gclid|gbraid|wbraid|dclid|msclkid|ttclid|twclid|yclid|igshid?|li_fat_id|mc_[ce]id|_hs(enc|mi)|vero_id|wickedid|oly_(enc|anon)_id|s_cid|mkt_tok|ref_src|si)$/i

/** The name shown beside the handle, one line; an empty one becomes the handle. Refuses `account.name-length`. */
export function cleanName(raw: string, handle: string): string {
  const name = plainText(raw, 0).replace(/\s+/g, ' ')
  const { maxNameCharacters: limit } = accountLimits
  if (lengthOf(name) > limit) throw refuse('account.name-length', { got: lengthOf(name), limit })
  return isVisible(name) ? name : handle
}

/** What a person says about themselves, at most two line breaks in a row. Refuses `account.bio-length`. */
export function cleanBio(raw: string): string {
  const bio = plainText(raw, 2)
  const { maxBioCharacters: limit } = accountLimits
  if (lengthOf(bio) > limit) throw refuse('account.bio-length', { got: lengthOf(bio), limit })
  return bio
}

/**
 * An address on the web as it is kept: https, no name or passphrase in it, no parameter that follows people. Without a scheme it
 * is taken to be https. Refuses `account.link`.
 */
export function cleanAddress(raw: string): string {
  const text = plainText(raw, 0)
  const url = URL.parse(
    /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w.-]+:\d+(\/|$)/.test(text) ? text : `https://${text}`,
  )
  const isAddress =
    url !== null &&
    url.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    url.hostname.includes('.')
  if (!isAddress || url.href.length > accountLimits.maxAddressCharacters)
    throw refuse('account.link', { got: text.slice(0, 80), limit: accountLimits.maxAddressCharacters })
  for (const name of [...url.searchParams.keys()]) if (tracking.test(name)) url.searchParams.delete(name)
  return url.href
}

/** Links or products in the person's order; one without a title is called by its host. Refuses `account.links`, `account.link`. */
export function cleanLinks(raw: readonly WebLink[], limit: number): WebLink[] {
  if (raw.length > limit) throw refuse('account.links', { got: raw.length, limit })
  return raw.map(link => {
    const url = cleanAddress(link.url)
    const title = [...plainText(link.title, 0)].slice(0, accountLimits.maxTitleCharacters).join('').trim()
    return { title: isVisible(title) ? title : (URL.parse(url)?.hostname ?? url), url }
  })
}

/** How a business is reached: an e-mail address, a telephone number, or an address on the web; empty for none. Refuses `account.contact`. */
export function cleanContact(raw: string): string {
  const text = plainText(raw, 0)
  if (text === '') return ''
  if (
    /^[^\s@<>"(),:;[\]\\?&]{1,64}@[^\s@<>"(),:;[\]\\?&]+\.[^\s@<>"(),:;[\]\\?&]{2,}$/u.test(text) &&
    text.length <= 254
  )
    return text
  if (/^\+?[\d ()./-]{5,30}$/.test(text)) return text.replace(/\s+/g, ' ')
  try {
    return cleanAddress(text)
  } catch {
    throw refuse('account.contact', { got: text.slice(0, 80) })
  }
}

/** Where a contact button leads: `mailto:`, `tel:` or `https:`. */
export const contactAddress = (contact: string): string =>
  contact.includes('://')
    ? contact
    : contact.includes('@')
      ? `mailto:${contact}`
      : `tel:${contact.replace(/[^\d+]/g, '')}`
