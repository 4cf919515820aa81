/**
 * Which of a shore's three networks a request is for, decided here and nowhere else: by the name it was asked under. Whoever
 * runs an office, a school or a ministry lets its machines find one of the names; what is served under it follows from this
 * and from the policy table. It keeps nobody from a name that their network lets them find.
 */
import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { policy, type Row } from './policy.ts'

export type Network = 'full' | 'view' | 'station'

/** What a page knows of the network it is on, where that is not the full one. */
export interface NetworkState {
  name: Exclude<Network, 'full'>
  /** Where everything is served. */
  address: string
  /** Pages that are not here, as patterns. */
  closed: readonly string[]
}

export interface Networks {
  /** Null where a request names more than one host. */
  of(request: FastifyRequest): Network | null
  /** The code of the refusal that such a network answers such a row with; null where the row is served. */
  bars(network: Network, row: Row | undefined): 'network.view-only' | 'network.station' | null
  /** Where everything is served. */
  fullAddress(request: FastifyRequest): string
  stateFor(request: FastifyRequest): NetworkState | undefined
}

type Names = Pick<Config, 'origin' | 'viewHost' | 'stationHost'>

/** The three names; null for one that there is none of. */
export function namesOf({ origin, viewHost, stationHost }: Names): Record<Network, string | null> {
  const full = origin === null ? 'localhost' : new URL(origin).hostname
  const named = (chosen: string | null, standard: string) =>
    chosen === 'none' ? null : (chosen ?? `${standard}.${full}`)
  return { full, view: named(viewHost, 'view'), station: named(stationHost, 'station') }
}

export function openNetworks(config: Names): Networks {
  const names = namesOf(config)
  const byName = new Map<string, Network>()
  if (names.station) byName.set(names.station, 'station')
  if (names.view) byName.set(names.view, 'view')
  const closed = Object.entries(policy)
    .filter(([, { isForAccount }]) => isForAccount)
    .map(([name]) => name.slice('GET '.length))
  const { origin } = config
  let last: { authority: string; network: Network } = { authority: '', network: 'full' }
  return {
    of(request) {
      const authority = authorityOf(request)
      if (authority === null) return null
      // Nearly all requests are for the name that the one before was for.
      if (authority !== last.authority) last = { authority, network: byName.get(hostNamed(authority)) ?? 'full' }
      return last.network
    },
    bars(network, row) {
      if (network === 'full') return null
      if (network === 'station') return row?.isForStation ? null : 'network.station'
      const isOpen =
        !row || ((row.kind === 'page' || row.kind === 'public' || row.kind === 'media') && !row.isForAccount)
      return isOpen ? null : 'network.view-only'
    },
    fullAddress: request => fullAddressOf(origin, request),
    stateFor(request) {
      const { network } = request
      if (!isNarrow(network)) return undefined
      return { name: network, address: fullAddressOf(origin, request), closed: network === 'view' ? closed : [] }
    },
  }
}

export const isNarrow = (network: Network): network is Exclude<Network, 'full'> =>
  network === 'view' || network === 'station'

/** Where everything is served: the shore's address, and in a trial this machine at the port that was asked. */
export const fullAddressOf = (origin: string | null, { headers }: FastifyRequest): string =>
  origin ?? `http://localhost${/:\d{1,5}$/.exec(headers.host ?? '')?.[0] ?? ''}`

/**
 * The host that a request is for. A target in absolute form goes before the Host header, and two that differ are answered by
 * neither (RFC 9112 §3.2, §3.2.2). `X-Forwarded-Host` is what somebody says, and is not read.
 */
function authorityOf({ raw }: FastifyRequest): string | null {
  let host: string | undefined
  for (let at = 0; at < raw.rawHeaders.length; at += 2) {
    const name = raw.rawHeaders[at]!
    if (name.length !== 4 || name.toLowerCase() !== 'host') continue
    if (host !== undefined) return null
    host = raw.rawHeaders[at + 1]!
  }
  const target = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(raw.url ?? '')?.[1]
  if (target === undefined) return host ?? ''
  if (host !== undefined && hostNamed(host) !== hostNamed(target)) return null
  return target
}

/** A host's name as DNS sees it: without port, in lower case, without the root's dot. */
export const hostNamed = (authority: string): string =>
  (URL.parse(`http://${authority}`)?.hostname ?? '').replace(/\.+$/, '')
