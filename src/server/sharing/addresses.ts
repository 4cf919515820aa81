import type { FastifyRequest } from 'fastify'
import { fullAddressOf, isNarrow } from '../http/networks.ts'

/** How links to this shore begin: its origin, or on loopback the address that was asked; under every name they lead to the full one. */
export function baseOf(origin: string | null, request: FastifyRequest): string {
  const { host, network } = request
  if (isNarrow(network)) return fullAddressOf(origin, request)
  return origin ?? `http://${/^[\w.:[\]-]{1,255}$/.test(host) ? host : 'localhost'}`
}

export const profileAddress = (handle: string): string => `/@${encodeURIComponent(handle)}`
export const clipAddress = (handle: string, id: string): string => `${profileAddress(handle)}/video/${id}`
export const embedAddress = (id: string): string => `/embed/${id}`
export const feedAddress = (handle: string): string => `/public/accounts/${encodeURIComponent(handle)}/feed.atom`

/** The clip that an address of this shore names: its page or its embed; null for any other address. */
export function clipNamedBy(address: string, base: string): string | null {
  const url = URL.parse(address)
  const here = URL.parse(base)
  if (!url || !here || url.host !== here.host || !/^https?:$/.test(url.protocol)) return null
  if (url.username !== '' || url.password !== '') return null
  return (
    /^\/(?:(?:@|%40)[^/]+\/video|embed)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/.exec(url.pathname)?.[1] ??
    null
  )
}
