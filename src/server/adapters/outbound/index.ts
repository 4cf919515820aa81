/**
 * The one way out of the process: to hosts that the operator has named, and nowhere else. It follows no redirection, carries no
 * cookie and says nothing of the shore; what it brings back is bounded in bytes and time.
 */

export interface Outbound {
  /** Whom it may reach, for the shore's declaration. */
  readonly hosts: readonly string[]
  /** The body of a successful GET. Rejects with `OutboundFault`. */
  get(address: string, most: { bytes: number; ms: number }): Promise<Buffer>
}

export class OutboundFault extends Error {
  override name = 'OutboundFault'
}

const isLoopback = (hostname: string): boolean => /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)

export function openOutbound(addresses: readonly string[]): Outbound {
  const origins = new Set(addresses.map(address => new URL(address).origin))
  return {
    hosts: [...origins].map(origin => new URL(origin).host),
    async get(address, { bytes, ms }) {
      const url = new URL(address)
      if (!origins.has(url.origin)) throw new OutboundFault(`${url.host} is not a host that was named`)
      if (url.protocol !== 'https:' && !isLoopback(url.hostname))
        throw new OutboundFault(`${url.host} is not asked over https`)
      let reply: Response
      try {
        reply = await fetch(url, {
          redirect: 'error',
          credentials: 'omit',
          headers: { 'User-Agent': 'Onshore', Accept: '*/*' },
          signal: AbortSignal.timeout(ms),
        })
      } catch (error) {
        throw new OutboundFault(`${url.host} does not answer`, { cause: error })
      }
      if (!reply.ok) {
        await reply.body?.cancel()
        throw new OutboundFault(`${url.host} answers ${reply.status}`)
      }
      const parts: Uint8Array[] = []
      let length = 0
      try {
        for await (const part of reply.body ?? []) {
          length += part.length
          if (length > bytes) throw new OutboundFault(`${url.host} sends more than ${bytes} bytes`)
          parts.push(part)
        }
      } catch (error) {
        throw error instanceof OutboundFault ? error : new OutboundFault(`${url.host} broke off`, { cause: error })
      }
      return Buffer.concat(parts)
    },
  }
}
