/**
 * What a domain itself shows: the lines of one file, or of a TXT record; and what is handed to it, as a POST or a mail. It is reached under
 * an address that anybody may have named, so it goes to no address that is not public, follows no redirection, and takes neither much nor long.
 */
import { Resolver } from 'node:dns/promises'
import { request as plainRequest } from 'node:http'
import { request } from 'node:https'
import { BlockList, type LookupFunction } from 'node:net'
import { createTransport } from 'nodemailer'
import { type DomainFaultKind, domainFault } from '../../../core/institutions/domain-fault.ts'
import { institutionLimits } from '../../../core/institutions/limits.ts'

export interface Domains {
  /** The text of the file at `https://DOMAIN/…`. Rejects with `DomainFault`. */
  file(address: string): Promise<string>
  /** TXT records of a name. Rejects with `DomainFault`. */
  txt(name: string): Promise<string[]>
  /** Hands JSON to an `https` address; taken is what is answered with 2xx. Rejects with `DomainFault`. */
  post(address: string, body: string, headers: Readonly<Record<string, string>>): Promise<void>
  /** Hands a mail to a mail server, `host` or `host:port`, by SMTP under TLS (RFC 3207, RFC 8314). Rejects with `DomainFault`. */
  mail(server: string, mail: Mail): Promise<void>
}

export interface Mail {
  from: string
  to: string
  subject: string
  text: string
}

export class DomainFault extends Error {
  override name = 'DomainFault'
}

// IANA's registries of special-purpose addresses: none of them is a place where an institution shows anything.
// One list for each family: a mapped prefix in one list would stand for every IPv4 address.
const [special4, special6] = [new BlockList(), new BlockList()]
for (const [net, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
  ] as const),
  ...([
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
  ] as const),
  ...([
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 3],
  ] as const),
] as const)
  special4.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ...([
    ['::', 96],
    ['::ffff:0:0', 96],
    ['64:ff9b::', 96],
    ['64:ff9b:1::', 48],
    ['100::', 64],
    ['2001::', 23],
  ] as const),
  ...([
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
    ['5f00::', 16],
    ['fc00::', 7],
    ['fe80::', 10],
    ['fec0::', 10],
    ['ff00::', 8],
  ] as const),
] as const)
  special6.addSubnet(net, bits, 'ipv6')

export const isPublicAddress = (address: string, family: number): boolean =>
  family === 6 ? !special6.check(address, 'ipv6') : !special4.check(address, 'ipv4')

const most = { bytes: 4096, ms: 5000, handMs: institutionLimits.handOverMs }

interface Wish {
  /** Name servers in place of the machine's own, as `address:port`. */
  servers?: readonly string[]
  /** Which addresses it goes to; the product gives no other than public ones. */
  mayReach?(address: string, family: number): boolean
  /** Where a file is fetched, for its address; the product fetches it there. */
  at?(address: string): string
  /** Where a mail server is; the product asks for it there, and for TLS. */
  mailAt?(server: MailServer): MailServer
}

interface MailServer {
  host: string
  port: number
  isPlain: boolean
}

export function openDomains({
  servers,
  mayReach = isPublicAddress,
  at = address => address,
  mailAt = server => server,
}: Wish = {}): Domains {
  const resolver = new Resolver({ timeout: most.ms, tries: 1 })
  if (servers) resolver.setServers(servers)
  // Resolved once, and connected to what was looked at: an answer that changes in between leads nowhere (DNS rebinding).
  const lookup: LookupFunction = (hostname, { all }, done) => {
    addressesOf(resolver, hostname).then(
      found => {
        const reachable = found.filter(({ address, family }) => mayReach(address, family))
        if (reachable.length === 0) done(new DomainFault(domainFault('noAddress', hostname)), '')
        else if (all) done(null, reachable)
        else done(null, reachable[0]!.address, reachable[0]!.family)
      },
      error => done(error, ''),
    )
  }
  return {
    file: address => fetchText(new URL(at(address)), lookup),
    post: (address, body, headers) => hand(new URL(at(address)), body, headers, lookup),
    async mail(server, mail) {
      const [host = '', port = '25'] = server.split(':')
      const there = mailAt({ host, port: Number(port), isPlain: false })
      const [found] = (await addressesOf(resolver, there.host)).filter(one => mayReach(one.address, one.family))
      if (!found) throw new DomainFault(domainFault('noAddress', host))
      await sendMail(there, found.address, mail)
    },
    async txt(name) {
      try {
        return (await resolver.resolveTxt(name)).slice(0, 50).map(parts => parts.join(''))
      } catch (error) {
        throw new DomainFault(domainFault('noRecord', name), { cause: error })
      }
    },
  }
}

async function addressesOf(resolver: Resolver, hostname: string): Promise<{ address: string; family: number }[]> {
  const [four, six] = await Promise.all([
    resolver.resolve4(hostname).catch(() => []),
    resolver.resolve6(hostname).catch(() => []),
  ])
  return [...four.map(address => ({ address, family: 4 })), ...six.map(address => ({ address, family: 6 }))]
}

/** The connection goes to the address that was looked at; the certificate is the name's. */
async function sendMail({ host, port, isPlain }: MailServer, address: string, mail: Mail): Promise<void> {
  const times = {
    connectionTimeout: most.handMs,
    greetingTimeout: most.handMs,
    socketTimeout: most.handMs,
  }
  const transport = createTransport({
    ...times,
    ...{ host: address, port, name: 'onshore', secure: port === 465, disableFileAccess: true, disableUrlAccess: true },
    ...(isPlain ? { ignoreTLS: true } : { requireTLS: true, tls: { servername: host } }),
  })
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('it takes too long')), most.handMs)
  try {
    await Promise.race([transport.sendMail({ ...mail, headers: { 'Auto-Submitted': 'auto-generated' } }), late.promise])
  } catch (error) {
    throw new DomainFault(domainFault('noMail', host), { cause: error })
  } finally {
    clearTimeout(timer)
    transport.close()
  }
}

/** What is answered is not read: taken or not is all there is to know. */
function hand(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  lookup: LookupFunction,
): Promise<void> {
  const ask = url.protocol === 'https:' ? request : plainRequest
  return new Promise((resolve, reject) => {
    const fail = (kind: DomainFaultKind, { n, cause }: { n?: number; cause?: unknown } = {}) =>
      reject(new DomainFault(domainFault(kind, url.host, n), { cause }))
    const asking = ask(
      url,
      {
        ...{ method: 'POST', lookup, signal: AbortSignal.timeout(most.handMs) },
        headers: {
          'User-Agent': 'Onshore',
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          ...headers,
        },
      },
      reply => {
        const status = reply.statusCode ?? 0
        reply.destroy()
        if (status >= 200 && status < 300) resolve()
        else fail('answers', { n: status })
      },
    )
    asking.on('error', error => (error instanceof DomainFault ? reject(error) : fail('silent', { cause: error })))
    asking.end(body)
  })
}

function fetchText(url: URL, lookup: LookupFunction): Promise<string> {
  const ask = url.protocol === 'https:' ? request : plainRequest
  return new Promise((resolve, reject) => {
    const fail = (kind: DomainFaultKind, { n, cause }: { n?: number; cause?: unknown } = {}) =>
      reject(new DomainFault(domainFault(kind, url.host, n), { cause }))
    const asking = ask(
      url,
      { lookup, signal: AbortSignal.timeout(most.ms), headers: { 'User-Agent': 'Onshore', Accept: 'text/plain' } },
      reply => {
        if (reply.statusCode !== 200) {
          reply.destroy()
          return fail('answers', { n: reply.statusCode ?? 0 })
        }
        let text = ''
        reply.setEncoding('utf8')
        reply.on('data', (part: string) => {
          text += part
          if (text.length > most.bytes) {
            reply.destroy()
            fail('tooLong', { n: most.bytes })
          }
        })
        reply.on('end', () => resolve(text))
        reply.on('error', error => fail('brokeOff', { cause: error }))
      },
    )
    asking.on('error', error => (error instanceof DomainFault ? reject(error) : fail('silent', { cause: error })))
    asking.end()
  })
}
