/** One plausible value for each schema of the API, so that every operation is shown as it is used. */

export interface Schema {
  type?: string | string[]
  format?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minimum?: number
  default?: unknown
  additionalProperties?: boolean | Schema
}

// What a field of this name holds, where the schema alone would say “string”.
const byName: Readonly<Record<string, unknown>> = {
  handle: 'marie',
  name: 'Marie',
  passphrase: 'four unrelated plain words',
  newPassphrase: 'four other plain words',
  code: 'K7Q2-9MXW-4T0B-J3ND',
  caption: 'First light over the harbour #shore',
  language: 'en',
  tags: ['shore'],
  alt: 'A pier at dawn, seen from the water',
  text: 'WEBVTT\n\n00:00.000 --> 00:02.000\nGood morning.',
  label: 'Firefox, Linux',
  fileName: 'harbour.mp4',
  url: '/media/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  poster: '/media/60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
  page: '/@marie/video/019acf2e-7b1c-7d3a-9b5e-0f4c2d6a8e10',
  thumbhash: '3OcRJYB4d3h/iIeHeEh3eIhw+j2w',
  token: 'onshore_5Yx0p3Qm8v2uWkz7TjRfLc1HdNbGsEaOiUyXrVqMwPo',
  scopes: ['post', 'read'],
  width: 1080,
  height: 1920,
  durationMs: 15_000,
  bytes: 4_200_000,
  bitsPerSecond: 2_240_000,
  why: 'The class of 2027 posts its films',
  megabytes: 500,
  jurisdiction: 'CA-QC',
  operator: 'Example Association',
  owner: 'Its members',
  law: 'Law of Québec and Canada',
  authority: 'Commission d’accès à l’information du Québec, cai.gouv.qc.ca',
  version: '0.1.0',
  next: null,
  what: 'shore',
}

/** A value that the schema allows. `isBody`: what a request has to say, and no more. */
export function exampleOf(
  schema: Schema,
  { isBody = false, name = '' }: { isBody?: boolean; name?: string } = {},
): unknown {
  const types = [schema.type ?? []].flat()
  if (Object.hasOwn(byName, name) && fits(byName[name], schema)) return byName[name]
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf)
    return exampleOf(schema.anyOf.find(({ type }) => type !== 'null') ?? schema.anyOf[0]!, { isBody, name })
  if (types.includes('object')) {
    const required = new Set(schema.required)
    return Object.fromEntries(
      Object.entries(schema.properties ?? {})
        .filter(([key]) => !isBody || required.has(key))
        .map(([key, inside]) => [key, exampleOf(inside, { isBody, name: key })]),
    )
  }
  if (types.includes('array')) return schema.items ? [exampleOf(schema.items, { isBody, name })] : []
  if (types.includes('integer') || types.includes('number')) return Math.max(1, Math.min(schema.minimum ?? 1, 1000))
  if (types.includes('boolean')) return false
  if (schema.format === 'uuid') return '019acf2e-7b1c-7d3a-9b5e-0f4c2d6a8e10'
  if (schema.format === 'date-time') return '2026-11-26T09:30:00.000Z'
  return types.includes('null') ? null : 'words'
}

function fits(value: unknown, schema: Schema): boolean {
  const types = [schema.type ?? [], ...(schema.anyOf ?? []).map(({ type }) => type ?? [])].flat()
  if (schema.enum) return schema.enum.includes(value)
  if (value === null) return types.includes('null')
  if (Array.isArray(value)) return types.includes('array')
  return types.includes(typeof value === 'number' ? 'integer' : typeof value)
}
