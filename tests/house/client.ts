/**
 * Writes `src/core/client/operations.ts` from the API document: what each operation takes and answers. Where a part of a schema
 * is one of those in `core/wire`, its own name stands there. `npm run docs` runs it; a test fails when the file is another.
 */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toJSONSchema } from 'zod'
import type * as zod from 'zod/mini'
import { type ApiDocument, describeApi } from './describe-api.ts'

const root = join(import.meta.dirname, '../..')
const clientFile = join(root, 'src/core/client/operations.ts')

interface Schema {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: boolean | Schema
  [key: string]: unknown
}

/** The same text for schemas that allow the same. */
function canonical(schema: unknown): string {
  return JSON.stringify(schema, (key, value: unknown) => {
    if (key === '$schema' || key === 'example' || key === 'additionalProperties') return undefined
    if (value !== null && typeof value === 'object' && !Array.isArray(value))
      return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    return value
  })
}

/** Schemas of `core/wire` by what they allow; of several that allow the same, the first. Small ones say more as they are. */
async function namedSchemas(io: 'input' | 'output'): Promise<Map<string, { file: string; name: string }>> {
  const found = new Map<string, { file: string; name: string }>()
  for (const file of readdirSync(join(root, 'src/core/wire')).sort()) {
    const exported = (await import(join(root, 'src/core/wire', file))) as Record<string, unknown>
    for (const [name, schema] of Object.entries(exported).sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (!schema || typeof schema !== 'object' || !('_zod' in schema)) continue
      const json = toJSONSchema(schema as zod.ZodMiniType, {
        target: 'draft-2020-12',
        io,
        unrepresentable: 'any',
      }) as Schema
      if (json.type !== 'object' || Object.keys(json.properties ?? {}).length === 0) continue
      const key = canonical(json)
      if (!found.has(key)) found.set(key, { file, name })
    }
  }
  return found
}

const quoted = (value: unknown): string => JSON.stringify(value).replaceAll('"', "'")
// As the formatter sorts imports.
const byLetters = (a: string, b: string) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)

export async function clientOf(document: ApiDocument): Promise<string> {
  const named = { input: await namedSchemas('input'), output: await namedSchemas('output') }
  const used = new Map<string, Set<string>>()
  const typeOf = (schema: Schema, io: 'input' | 'output'): string => {
    const known = named[io].get(canonical(schema))
    if (known) {
      used.set(known.file, (used.get(known.file) ?? new Set()).add(known.name))
      return `z.${io === 'input' ? 'input' : 'output'}<typeof ${known.name}>`
    }
    if (schema.const !== undefined) return quoted(schema.const)
    if (schema.enum) return schema.enum.map(quoted).join(' | ')
    if (schema.anyOf) return schema.anyOf.map(one => typeOf(one, io)).join(' | ')
    const types = [schema.type ?? []].flat()
    if (types.length > 1) return types.map(type => typeOf({ ...schema, type }, io)).join(' | ')
    switch (types[0]) {
      case 'object': {
        const required = new Set(schema.required)
        const fields = Object.entries(schema.properties ?? {}).map(([name, inside]) =>
          required.has(name) ? `${name}: ${typeOf(inside, io)}` : `${name}?: ${typeOf(inside, io)} | undefined`,
        )
        const others = schema.additionalProperties
        const rest = typeof others === 'object' ? typeOf(others, io) : 'unknown'
        return fields.length > 0 ? `{ ${fields.join('; ')} }` : `Record<string, ${rest}>`
      }
      case 'array': {
        const inside = typeOf(schema.items ?? {}, io)
        return inside.includes(' | ') ? `(${inside})[]` : `${inside}[]`
      }
      case 'integer':
      case 'number':
        return 'number'
      case 'string':
      case 'boolean':
      case 'null':
        return types[0]
      default:
        return 'unknown'
    }
  }
  const lines: string[] = []
  for (const [path, methods] of Object.entries(document.paths).sort(([a], [b]) => (a < b ? -1 : 1)))
    for (const [method, { parameters = [], requestBody, responses = {}, summary }] of Object.entries(methods)) {
      const part = (place: 'path' | 'query') => {
        const own = parameters.filter(parameter => parameter.in === place)
        if (own.length === 0) return []
        const isOptional = own.every(({ required }) => !required)
        const fields = own.map(({ name, required, schema }) =>
          required
            ? `${name}: ${typeOf(schema as Schema, 'input')}`
            : `${name}?: ${typeOf(schema as Schema, 'input')} | undefined`,
        )
        return [`${place}${isOptional ? '?' : ''}: { ${fields.join('; ')} }`]
      }
      const body = requestBody?.content['application/json']?.schema
      const good = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1]
      const reply = good?.content?.['application/json']?.schema
      const parts = [
        ...part('path'),
        ...part('query'),
        ...(body ? [`body: ${typeOf(body as Schema, 'input')}`] : []),
        `reply: ${reply ? typeOf(reply as Schema, 'output') : good?.content ? 'unknown' : 'null'}`,
      ]
      lines.push(`  /** ${summary}. */`, `  '${method.toUpperCase()} ${path}': { ${parts.join('; ')} }`)
    }
  const imports = [...used]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, names]) => `import type { ${[...names].sort(byLetters).join(', ')} } from '../wire/${file}'`)
  return [
    '/** Made from the API document by `npm run docs`; a test fails when the two differ. */',
    "import type * as z from 'zod/mini'",
    ...imports,
    '',
    'export interface Operations {',
    ...lines,
    '}',
    '',
  ].join('\n')
}

if (process.argv[1] === import.meta.filename) writeFileSync(clientFile, await clientOf(await describeApi()))
