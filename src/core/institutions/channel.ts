/** Where an institution is told outside of the shore: nowhere but at the domain that it has proven. */
import { refuse } from '../errors.ts'
import { type ChannelWay, isAtDomain } from './telling.ts'

// Everything that runs this has it (WHATWG URL); core is checked without the types of any of them.
declare const URL: {
  parse(text: string): {
    protocol: string
    hostname: string
    username: string
    password: string
    hash: string
    href: string
  } | null
}

export interface Channel {
  readonly way: ChannelWay
  /** An https address, or a mailbox (RFC 5321 §4.1.2, without quotes). */
  readonly address: string
  /** The mail server, `host` or `host:port`; null for an https address. */
  readonly server: string | null
}

const mailPorts = [25, 465, 587]

/** Refuses `institution.channel` for what is not at the domain, not under TLS, or nothing of the kind. */
export function cleanChannel({ way, address, server }: Channel, domain: string): Channel {
  const given = address.trim()
  const no = () => refuse('institution.channel', { domain, got: server ? `${given} ${server}` : given })
  if (way === 'webhook') {
    const url = URL.parse(given)
    const isPlain = url?.username === '' && url.password === '' && url.hash === ''
    if (url?.protocol !== 'https:' || !isPlain || !isAtDomain(url.hostname, domain)) throw no()
    return { way, address: url.href, server: null }
  }
  const [, host = ''] = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([a-z0-9.-]+)$/i.exec(given) ?? []
  const [, name = '', port = '25'] = /^([a-z0-9.-]+?)(?::(\d{1,5}))?$/i.exec(server?.trim() ?? '') ?? []
  const isOurs = isAtDomain(host.toLowerCase(), domain) && isAtDomain(name.toLowerCase(), domain)
  if (!isOurs || !mailPorts.includes(Number(port))) throw no()
  return { way, address: given, server: `${name.toLowerCase()}:${Number(port)}` }
}
