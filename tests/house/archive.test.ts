import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { archiveDocuments, archiveSchema } from '../../src/core/archive/format.ts'
import { leftOut, taken } from '../../src/server/archive/taken.ts'
import { columns } from '../../src/server/register/index.ts'

const docs = join(import.meta.dirname, '../../docs/archive')

interface Schema {
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
}

/** Whether a schema has a field, `a.b` being one inside another, whatever lists are between. */
function has(schema: Schema | undefined, path: readonly string[]): boolean {
  if (!schema) return false
  if (schema.items) return has(schema.items, path)
  if (schema.anyOf) return schema.anyOf.some(one => has(one, path))
  const [first, ...rest] = path
  if (first === undefined) return true
  return first in (schema.properties ?? {}) && has(schema.properties?.[first], rest)
}

const inCamelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** Personal columns of a register that an archive would neither hold nor name with a reason. */
function forgotten(register: Readonly<Record<string, { erasure: string }>>): string[] {
  return Object.entries(register)
    .filter(([, { erasure }]) => erasure !== 'not personal')
    .map(([name]) => name)
    .filter(name => {
      const [table, column] = name.split('.') as [string, string]
      if (leftOut[name] || leftOut[table]) return false
      const into = taken[table]
      if (!into) return true
      const schema = archiveSchema(into.part) as Schema
      const list = schema.properties?.['items'] ?? schema
      return !has(list, (into.as?.[column] ?? inCamelCase(column)).split('.'))
    })
}

describe('the archive of an account', () => {
  it('holds every personal column of the register, or says why it does not', () => {
    expect(forgotten(columns)).toEqual([])
  })

  it('is seen to forget a table and a column that nobody thought of', () => {
    const entry = { erasure: 'deleted' }
    expect(forgotten({ ...columns, 'diaries.entry': entry, 'accounts.birth_date': entry })).toEqual([
      'diaries.entry',
      'accounts.birth_date',
    ])
  })

  it('leaves out nothing that is not there, and gives a reason for each', () => {
    const tables = new Set(Object.keys(columns).map(name => name.split('.')[0]!))
    for (const [name, why] of Object.entries(leftOut)) {
      expect(columns[name] !== undefined || tables.has(name), name).toBe(true)
      expect(why.length, name).toBeGreaterThan(8)
    }
    for (const table of Object.keys(taken)) expect(tables.has(table), table).toBe(true)
  })

  it('is documented by the schemas that lie in it', () => {
    for (const name of archiveDocuments) {
      const file = join(docs, `${name}.schema.json`)
      expect(existsSync(file), `${file}: run npm run docs`).toBe(true)
      expect(JSON.parse(readFileSync(file, 'utf8')), name).toEqual(JSON.parse(JSON.stringify(archiveSchema(name))))
    }
    expect(readdirSync(docs).filter(name => name.endsWith('.json'))).toHaveLength(archiveDocuments.length)
  })
})
