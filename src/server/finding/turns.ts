import { refuse } from '../../core/errors.ts'

const atOnce = 4
const mostWaiting = 200

/** Lets a few in at a time, so that whoever searches leaves connections of the database to everybody else. Refuses `search.busy`. */
export function openTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let free = atOnce
  const waiting: (() => void)[] = []
  return async work => {
    if (free === 0 && waiting.length >= mostWaiting) throw refuse('search.busy')
    if (free > 0) free--
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
