import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { startEmbedded, waysIn } from './embedded.ts'

describe('the embedded database', () => {
  for (const way of waysIn(process.getuid?.() === 0)) {
    it(`starts, keeps what was written, and starts again (${way.name})`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'onshore-pg-'))
      try {
        for (const round of [0, 1]) {
          const database = await startEmbedded(folder, [way])
          const client = new pg.Client({ connectionString: database.url })
          await client.connect()
          if (round === 0) await client.query('create table kept as select 7 as seven')
          expect((await client.query('select seven from kept')).rows).toEqual([{ seven: 7 }])
          expect((await client.query('show listen_addresses')).rows[0].listen_addresses).toBe('')
          await client.end()
          await database.stop()
        }
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    })
  }
})
