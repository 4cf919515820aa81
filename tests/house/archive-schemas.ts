/** Writes the schemas of an account's archive into `docs/archive/`. `npm run docs` runs it; a test fails when they differ. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { archiveDocuments, archiveSchema } from '../../src/core/archive/format.ts'

const docs = join(import.meta.dirname, '../../docs/archive')
mkdirSync(docs, { recursive: true })
for (const name of archiveDocuments)
  writeFileSync(join(docs, `${name}.schema.json`), `${JSON.stringify(archiveSchema(name), null, 2)}\n`)
