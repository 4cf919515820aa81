/**
 * Work that outlives the process that asked for it: graphile-worker on the shore's own database. A job is added in the same
 * transaction as the change it belongs to (`addJob` in the database room); here jobs are only run.
 */
import { Logger, type Runner, run, runMigrations, type TaskList } from 'graphile-worker'
import type pg from 'pg'

/** One kind of job. It may run more than once, so it must end the same way each time; a throw means: again later. */
export type Job<P> = (payload: P, run: { attempt: number; isLast: boolean; signal: AbortSignal }) => Promise<void>
// biome-ignore lint/suspicious/noExplicitAny: payloads are checked by each job; the queue only carries them.
export type Jobs = Record<string, Job<any>>

export interface Queue {
  stop(): Promise<void>
}

// Timings and ids only; a job's payload never reaches a log. What stops because the shore stops is no fault.
const quiet = (isStopping: () => boolean) =>
  new Logger(() => (level, message) => {
    if (level === 'error' && !isStopping()) process.stderr.write(`queue: ${message}\n`)
  })

export async function migrateQueue(pool: pg.Pool): Promise<void> {
  await runMigrations({ pgPool: pool, logger: quiet(() => false) })
}

/** Runs jobs until stopped. Call it only when no other worker of this shore runs: jobs a dead worker held are freed first. */
export async function runQueue(pool: pg.Pool, jobs: Jobs, concurrency: number): Promise<Queue> {
  await freeAbandoned(pool)
  const stopping = new AbortController()
  // Jobs that were stopped with the shore: they start anew with it, and it is not counted against them.
  const interrupted: string[] = []
  const taskList: TaskList = {}
  for (const [name, job] of Object.entries(jobs)) {
    taskList[name] = async (payload, { job: { id, attempts, max_attempts } }) => {
      try {
        await job(payload, { attempt: attempts, isLast: attempts >= max_attempts, signal: stopping.signal })
      } catch (error) {
        if (stopping.signal.aborted) interrupted.push(id)
        throw error
      }
    }
  }
  const runner: Runner = await run({
    pgPool: pool,
    taskList,
    concurrency,
    noHandleSignals: true,
    pollInterval: 1000,
    logger: quiet(() => stopping.signal.aborted),
  })
  return {
    async stop() {
      stopping.abort()
      await runner.stop()
      await pool.query(
        'update graphile_worker._private_jobs set attempts = greatest(attempts - 1, 0), run_at = now() where id = any($1::bigint[])',
        [interrupted],
      )
    },
  }
}

/**
 * A worker that was killed leaves its jobs locked for hours; whoever takes its place frees them at once. Being killed is not
 * counted against a job: engines run in processes of their own, so it was not the job that killed its worker.
 */
async function freeAbandoned(pool: pg.Pool): Promise<void> {
  await pool.query(`
    update graphile_worker._private_jobs set attempts = greatest(attempts - 1, 0), run_at = now() where locked_by is not null`)
  await pool.query(`
    select graphile_worker.force_unlock_workers(array_agg(distinct locked_by))
    from graphile_worker.jobs where locked_by is not null having count(*) > 0`)
}
