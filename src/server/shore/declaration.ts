/** What the operator declares, and the refusal to run on a store that is not in it. A declaration, not a measurement. */
import type * as z from 'zod/mini'
import { refuse } from '../../core/errors.ts'
import type { declaration } from '../../core/wire/shore.ts'
import type { Config } from '../config.ts'

export type Declaration = z.infer<typeof declaration>
type StoreKind = 'database' | 'objects' | 'backup'

interface Place {
  what: string
  host: string
  jurisdiction: string
}

const placeIn = (entry: string): Place => {
  const [, what, host, jurisdiction] = /^(\w+)=(.+)@([^@]+)$/.exec(entry)!
  return { what: what!, host: host!, jurisdiction: jurisdiction! }
}
const partyIn = (entry: string) => {
  const [, name, jurisdiction] = /^(.+)@([^@]+)$/.exec(entry)!
  return { name: name!, jurisdiction: jurisdiction! }
}

/** CA-QC lies within CA; CA does not lie within CA-QC. */
const liesWithin = (place: string, shore: string): boolean => place === shore || place.startsWith(`${shore}-`)

/**
 * Where a database's or an object store's address leads: its host, or this machine for a Unix socket. A `host` among the
 * parameters wins, as it does for the driver. Refuses `shore.config` without repeating an address that may hold a passphrase.
 */
export function hostOf(address: string): string {
  const url = URL.parse(address)
  const host = url?.searchParams.get('host') ?? url?.host
  if (!url || !host) throw refuse('shore.config', { faults: 'an address of a store should name its host' })
  if (host.startsWith('/')) return 'localhost'
  return url.searchParams.has('host') && url.port ? `${host}:${url.port}` : host
}

/**
 * Refuses `shore.undeclared` for a store that the operator has not declared, and `shore.elsewhere` for one that is declared
 * outside the shore's jurisdiction. What lies on this machine's own disk is where the shore is.
 */
function requireDeclared(config: Config, what: StoreKind, host: string): void {
  const places = config.stores.map(placeIn)
  const found = places.find(place => place.what === what && place.host === host)
  if (!found) throw refuse('shore.undeclared', { what, host, jurisdiction: config.jurisdiction })
  if (!liesWithin(found.jurisdiction, config.jurisdiction))
    throw refuse('shore.elsewhere', { what, host, got: found.jurisdiction, expected: config.jurisdiction })
}

/** Every store that the configuration names is declared, and lies within the jurisdiction. Refuses `shore.undeclared`, `shore.elsewhere`. */
export function requireDeclaredStores(config: Config): void {
  if (config.databaseUrl) requireDeclared(config, 'database', hostOf(config.databaseUrl))
  if (config.s3Endpoint) requireDeclared(config, 'objects', hostOf(config.s3Endpoint))
  // What is declared and not used would be used one day: it lies within as well.
  for (const { what, host } of config.stores.map(placeIn)) requireDeclared(config, what as StoreKind, host)
}

/** What the configuration says of the operator and of whoever works for them: the part of a declaration that is no technology. */
export function declarationOf(config: Config) {
  return {
    name: config.name,
    jurisdiction: config.jurisdiction,
    operator: config.operator,
    owner: config.owner,
    controlledBy: config.controlledBy.map(partyIn),
    law: config.law,
    authority: config.authority,
    processors: config.processors.map(partyIn),
    outbound: [
      ...(config.advisories === null ? [] : [{ host: hostOf(config.advisories), what: 'advisories' }]),
      // Which domains these are stands on the cards of institutions; each is read as any browser would read it.
      { host: '*', what: 'institutions' },
    ],
  }
}

export function declare(
  config: Config,
  { version, slateKey, isDatabaseEmbedded }: { version: string; slateKey: string; isDatabaseEmbedded: boolean },
): Declaration {
  const { jurisdiction } = config
  const places = config.stores.map(placeIn)
  const store = (what: StoreKind, technology: string, isHere: boolean) =>
    isHere
      ? [{ what, technology, jurisdiction }]
      : places
          .filter(place => place.what === what)
          .map(place => ({ what, technology, host: place.host, jurisdiction: place.jurisdiction }))
  return {
    ...declarationOf(config),
    software: { name: 'Onshore', version, source: '/source.tar.gz' },
    stores: [
      ...store('database', isDatabaseEmbedded ? 'postgresql-embedded' : 'postgresql-by-address', isDatabaseEmbedded),
      ...store('objects', config.s3Endpoint ? 's3' : 'local-files', config.s3Endpoint === null),
      ...store('backup', 'backup', false),
    ],
    slateKey,
  }
}
