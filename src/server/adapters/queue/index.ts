/**
 * Work that outlives the process that asked for it: graphile-worker on the shore's own database. A job is added in the same
 * transaction as the change it belongs to (`addJob` in the database room); here jobs are only run.
 */
import { Logger, type Runner, run, runMigrations, type TaskList } from 'graphile-worker'
import type pg from 'pg'
import { keepSession } from '../db/index.ts'
import { log } from '../log/index.ts'

/** One kind of job. It may run more than once, so it must end the same way each time; a throw means: again later. */
export type Job<P> = (payload: P, run: { attempt: number; isLast: boolean; signal: AbortSignal }) => Promise<void>
// biome-ignore lint/suspicious/noExplicitAny: payloads are checked by each job; the queue only carries them.
export type Jobs = Record<string, Job<any>>

export interface Queue {
  /** Rejects when jobs are not run any more though nobody stopped it; its process should end, and be started anew. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

// Timings and ids only; a job's payload never reaches a log. What stops because the shore stops is no fault.
const quiet = (isStopping: () => boolean) =>
  new Logger(() => (level, message) => {
    if (level === 'error' && !isStopping()) log('queue', {}, message)
  })

export async function migrateQueue(pool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: pool, logger: quiet(() => false) })
}

/** How many jobs of each kind wait or run. */
export async function waitingJobs(pool: pg.Pool): Promise<{ task: string; n: number }[]> {
  const { rows } = await pool.query<{ task: string; n: number }>(`
    select task_identifier as task, count(*)::int as n from graphile_worker.jobs
    where run_at <= now() group by task_identifier order by 1`)
  return rows
}

/** Jobs that share so many places. What is long has places of its own, so that what is short never waits for it. */
export interface Lane {
  jobs: Jobs
  places: number
}

/** How often jobs of workers that have died are looked for. */
const freeEveryMs = 2000

/** Runs jobs until stopped. Any number of workers may run on one database; what a dead one held, another takes over within seconds. */
export async function runQueue(pool: pg.Pool, lanes: readonly Lane[]): Promise<Queue> {
  const alive = await holdJobs(pool)
  await freeAbandoned(pool)
  const stopping = new AbortController()
  // Jobs that were stopped with the shore: they start anew with it, and it is not counted against them.
  const interrupted: string[] = []
  const taskList: TaskList = {}
  for (const [name, job] of lanes.flatMap(({ jobs }) => Object.entries(jobs))) {
    taskList[name] = async (payload, { job: { id, attempts, max_attempts } }) => {
      await using _held = await alive.hold(id)
      try {
        await job(payload, { attempt: attempts, isLast: attempts >= max_attempts, signal: stopping.signal })
      } catch (error) {
        if (stopping.signal.aborted) interrupted.push(id)
        throw error
      }
    }
  }
  const runners: Runner[] = await Promise.all(
    lanes.map(({ jobs, places }) =>
      run({
        pgPool: pool,
        taskList: Object.fromEntries(Object.keys(jobs).map(name => [name, taskList[name]!])),
        concurrency: places,
        noHandleSignals: true,
        pollInterval: 1000,
        // A stop waits until it is written what became of each job.
        preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
        logger: quiet(() => stopping.signal.aborted),
      }),
    ),
  )
  const freeing = setInterval(
    () =>
      void alive
        .holdAgain()
        .then(() => freeAbandoned(pool))
        .catch(() => undefined),
    freeEveryMs,
  )
  // The library takes no more jobs once it could not write what became of one, and says so by an event alone.
  const { promise: ended, reject } = Promise.withResolvers<void>()
  const stopped = (cause: unknown) => {
    if (!stopping.signal.aborted) reject(new Error('the queue stopped by itself', { cause }))
  }
  for (const { promise, events } of runners) {
    events.on('pool:fatalError', ({ error }) => stopped(error))
    promise.then(() => stopped(null), stopped)
  }
  ended.catch(() => undefined)
  return {
    ended,
    async stop() {
      clearInterval(freeing)
      stopping.abort()
      await Promise.allSettled(runners.flatMap(runner => [runner.stop(), runner.promise]))
      alive.close()
      await pool.query(
        'update graphile_worker._private_jobs set attempts = greatest(attempts - 1, 0), run_at = now() where id = any($1::bigint[])',
        [interrupted],
      )
    },
  }
}

/**
 * A session of its own holds a lock for each job that runs here. It ends with this process, however that ends, and with it the
 * locks: so a job that is taken and not held is a dead worker's.
 */
async function holdJobs(pool: pg.Pool): Promise<Holder> {
  const held = new Map<string, number>()
  const session = keepSession(pool, async client => {
    // Somebody else's by now, or nobody's; two that do one job end the same way.
    for (const [id, times] of held)
      for (let i = 0; i < times; i++) await client.query(`select pg_try_advisory_lock(${nameOf('$1')})`, [id])
  })
  await session.client()
  let last: Promise<unknown> = Promise.resolve()
  /** One question after the other: the driver is to keep no line of its own any more. */
  const ask = (text: string, id: string): Promise<unknown> => {
    const asked = last.then(async () => (await session.client()).query(text, [id]))
    last = asked.catch(() => undefined)
    return asked
  }
  return {
    async hold(id) {
      await ask(`select pg_advisory_lock(${nameOf('$1')})`, id)
      held.set(id, (held.get(id) ?? 0) + 1)
      return {
        async [Symbol.asyncDispose]() {
          const times = held.get(id)! - 1
          if (times > 0) held.set(id, times)
          else held.delete(id)
          await ask(`select pg_advisory_unlock(${nameOf('$1')})`, id).catch(() => undefined)
        },
      }
    },
    async holdAgain() {
      await session.client()
    },
    close: () => session.close(),
  }
}

interface Holder {
  hold(id: string): Promise<AsyncDisposable>
  /** After the database was away: its own jobs are held again before anybody looks for dead workers' jobs. */
  holdAgain(): Promise<void>
  close(): void
}

const nameOf = (id: string): string => `hashtextextended('job ' || ${id}, 0)`

/**
 * A worker that was killed leaves its jobs locked for hours; whoever is there frees them. Being killed is not counted against
 * a job: engines run in processes of their own, so it was not the job that killed its worker.
 */
async function freeAbandoned(pool: pg.Pool): Promise<void> {
  // A job is taken a moment before it is held.
  const { rows } = await pool.query<{ locked_by: string }>(`
    update graphile_worker._private_jobs set attempts = greatest(attempts - 1, 0), run_at = now()
    where locked_at < now() - interval '1 second' and pg_try_advisory_xact_lock(${nameOf('id::text')})
    returning locked_by`)
  if (rows.length === 0) return
  await pool.query('select graphile_worker.force_unlock_workers($1::text[])', [rows.map(row => row.locked_by)])
}
