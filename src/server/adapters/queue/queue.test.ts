import pg from 'pg'
import { describe, expect, inject, it } from 'vitest'
import { openPool } from '../db/index.ts'
import { migrateQueue, runQueue } from './index.ts'

async function ownPool(name: string): Promise<pg.Pool> {
  const url = inject('databaseUrl')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const pool = openPool(url.replace('/postgres?', `/${name}?`))
  await migrateQueue(pool)
  return pool
}

const jobsOf = async (pool: pg.Pool) => (await pool.query('select attempts, locked_by from graphile_worker.jobs')).rows

describe('the queue', () => {
  it('runs a job again at once after a stop in its middle, and does not count the stop', async () => {
    const pool = await ownPool(`q_stop_${process.pid}`)
    await pool.query(`select graphile_worker.add_job('slow', '{}'::json, max_attempts => 1)`)
    const begun = Promise.withResolvers<void>()
    const first = await runQueue(
      pool,
      {
        slow: (_payload, { signal }) =>
          new Promise((_resolve, reject) => {
            begun.resolve()
            signal.addEventListener('abort', () => reject(new Error('stopped')))
          }),
      },
      1,
    )
    await begun.promise
    await first.stop()
    expect(await jobsOf(pool)).toMatchObject([{ attempts: 0, locked_by: null }])
    const done = Promise.withResolvers<boolean>()
    const second = await runQueue(pool, { slow: async (_payload, { isLast }) => done.resolve(isLast) }, 1)
    expect(await done.promise).toBe(true)
    await expect.poll(() => jobsOf(pool)).toEqual([])
    await second.stop()
    await pool.end()
  })

  it('takes up a job that a killed worker held, however often it was killed', async () => {
    const pool = await ownPool(`q_kill_${process.pid}`)
    await pool.query(`select graphile_worker.add_job('held', '{}'::json, max_attempts => 2)`)
    for (let kill = 0; kill < 4; kill++) {
      // What a worker leaves that was killed with the job in its hands.
      await pool.query(
        `update graphile_worker._private_jobs set locked_by = 'dead', locked_at = now(), attempts = attempts + 1`,
      )
      const done = Promise.withResolvers<number>()
      const queue = await runQueue(pool, { held: async (_payload, { attempt }) => done.resolve(attempt) }, 1)
      expect(await done.promise).toBe(1)
      await expect.poll(() => jobsOf(pool)).toEqual([])
      await queue.stop()
      await pool.query(`select graphile_worker.add_job('held', '{}'::json, max_attempts => 2)`)
    }
    await pool.end()
  })
})
