import type { Run } from './index.ts'

/** Reads `out_time_us=…` lines, which both engines write, as a part of the whole. */
export function progressFrom(run: Run): (line: string) => void {
  return line => {
    const microseconds = /^out_time_us=(\d+)/.exec(line)?.[1]
    if (microseconds && run.durationMs && run.onProgress)
      run.onProgress(Math.min(1, Number(microseconds) / 1000 / run.durationMs))
  }
}
