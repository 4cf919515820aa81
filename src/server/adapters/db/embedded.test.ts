import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, it, vi } from 'vitest'
import { startEmbedded, waysIn } from './embedded.ts'
import { openPool } from './index.ts'

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

  it('is stopped in the same breath as what asked it, and nobody reads of a lost connection', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'onshore-pg-'))
    const database = await startEmbedded(folder)
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    try {
      expect(await cut(database.url, false)).toBe(1)
      expect(await cut(database.url, true)).toBe(0)
    } finally {
      said.mockRestore()
      await database.stop()
      rmSync(folder, { recursive: true, force: true })
    }

    /** How many lines are written of a connection that the database cuts, by whether its pool was ended before. */
    async function cut(url: string, isEnded: boolean): Promise<number> {
      const pool = openPool(url, 1)
      const client = await pool.connect()
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
      const isOver = new Promise(resolve => client.once('end', resolve))
      client.release()
      said.mockClear()
      // It is held until both have come: the goodbye and the signal, of which it sees to the signal first.
      process.kill(rows[0]!.pid, 'SIGSTOP')
      if (isEnded) await pool.end()
      process.kill(rows[0]!.pid, 'SIGTERM')
      process.kill(rows[0]!.pid, 'SIGCONT')
      await isOver
      if (!isEnded) await pool.end()
      return said.mock.calls.filter(([line]) => String(line).includes('database connection lost')).length
    }
  })
})
