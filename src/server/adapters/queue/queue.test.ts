import pg from 'pg'
import { describe, expect, inject, it } from 'vitest'
import { openPool } from '../db/index.ts'
import { type Jobs, type Lane, migrateQueue, runQueue } from './index.ts'

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

const one = (jobs: Jobs): Lane[] => [{ jobs, places: 1 }]

describe('the queue', () => {
  it('runs a job again at once after a stop in its middle, and does not count the stop', async () => {
    const pool = await ownPool(`q_stop_${process.pid}`)
    await pool.query(`select graphile_worker.add_job('slow', '{}'::json, max_attempts => 1)`)
    const begun = Promise.withResolvers<void>()
    const first = await runQueue(
      pool,
      one({
        slow: (_payload, { signal }) =>
          new Promise((_resolve, reject) => {
            begun.resolve()
            signal.addEventListener('abort', () => reject(new Error('stopped')))
          }),
      }),
    )
    await begun.promise
    await first.stop()
    expect(await jobsOf(pool)).toMatchObject([{ attempts: 0, locked_by: null }])
    const done = Promise.withResolvers<boolean>()
    const second = await runQueue(pool, one({ slow: async (_payload, { isLast }) => done.resolve(isLast) }))
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
        `update graphile_worker._private_jobs set locked_by = 'dead', locked_at = now() - interval '3 seconds', attempts = attempts + 1`,
      )
      const done = Promise.withResolvers<number>()
      const queue = await runQueue(pool, one({ held: async (_payload, { attempt }) => done.resolve(attempt) }))
      expect(await done.promise).toBe(1)
      await expect.poll(() => jobsOf(pool)).toEqual([])
      await queue.stop()
      await pool.query(`select graphile_worker.add_job('held', '{}'::json, max_attempts => 2)`)
    }
    await pool.end()
  })

  it('leaves a job alone that another worker holds, however long that takes', async () => {
    const pool = await ownPool(`q_two_${process.pid}`)
    const other = openPool(pool.options.connectionString!)
    await pool.query(`select graphile_worker.add_job('long', '{}'::json, max_attempts => 2)`)
    let runs = 0
    const end = Promise.withResolvers<void>()
    const jobs = {
      long: () => {
        runs++
        return end.promise
      },
    }
    const first = await runQueue(pool, one(jobs))
    await expect.poll(() => runs).toBe(1)
    const second = await runQueue(other, one(jobs))
    // Longer than either takes to look for jobs of the dead.
    await new Promise(resolve => setTimeout(resolve, 4500))
    expect([runs, (await jobsOf(pool))[0]!.attempts]).toEqual([1, 1])
    end.resolve()
    await expect.poll(() => jobsOf(pool)).toEqual([])
    await Promise.all([first.stop(), second.stop()])
    await Promise.all([pool.end(), other.end()])
  })

  it('keeps places for what is short while what is long fills its own', async () => {
    const pool = await ownPool(`q_lanes_${process.pid}`)
    const end = Promise.withResolvers<void>()
    const done = Promise.withResolvers<void>()
    for (const name of ['long', 'long', 'short'])
      await pool.query(`select graphile_worker.add_job('${name}', '{}'::json)`)
    const queue = await runQueue(pool, [
      { jobs: { short: async () => done.resolve() }, places: 1 },
      { jobs: { long: () => end.promise }, places: 1 },
    ])
    await done.promise
    end.resolve()
    await expect.poll(() => jobsOf(pool)).toEqual([])
    await queue.stop()
    await pool.end()
  })

  it('says when it runs no more jobs, because the database took no word of the last one', async () => {
    const name = `q_away_${process.pid}`
    const pool = await ownPool(name)
    await pool.query(`select graphile_worker.add_job('last', '{}'::json)`)
    const admin = new pg.Client({ connectionString: inject('databaseUrl') })
    await admin.connect()
    const queue = await runQueue(
      pool,
      one({
        async last() {
          await admin.query(`alter database ${name} allow_connections false`)
          await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
        },
      }),
    )
    await expect(queue.ended).rejects.toThrow('the queue stopped by itself')
    await admin.query(`alter database ${name} allow_connections true`)
    await queue.stop().catch(() => undefined)
    await pool.end()
    await admin.end()
  })
})
