import type pg from 'pg'
import { openSession, type Session } from '../db/index.ts'
import type { Change, Changes, Hearer } from './index.ts'

const againAfterMs = 1000

/** By LISTEN and NOTIFY (PostgreSQL): listens on one connection of the pool from the first hearer on, and again after the database was away. */
export function openChanges(pool: pg.Pool): Changes {
  const hearers = new Map<string, Set<Hearer>>()
  let listening: Promise<Session> | null = null
  let isClosed = false

  const listen = async (): Promise<Session> => {
    const session = await openSession(pool, () => {
      listening = null
      if (!isClosed) setTimeout(again, againAfterMs)
    })
    session.client.on('notification', ({ payload }) => {
      const change = JSON.parse(payload ?? '{}') as Change
      for (const hearer of hearers.get(change.account) ?? []) hearer(change)
    })
    await session.client.query('listen changes')
    return session
  }
  const start = (): Promise<Session> => {
    listening ??= listen().catch(error => {
      listening = null
      throw error
    })
    return listening
  }
  const again = (): void => {
    if (isClosed || hearers.size === 0) return
    start().then(
      () => {
        for (const all of hearers.values()) for (const hearer of all) hearer(null)
      },
      () => setTimeout(again, againAfterMs),
    )
  }
  return {
    async hear(account, hearer) {
      await start()
      const all = hearers.get(account) ?? new Set()
      hearers.set(account, all.add(hearer))
      return () => {
        all.delete(hearer)
        if (all.size === 0 && hearers.get(account) === all) hearers.delete(account)
      }
    },
    close() {
      isClosed = true
      void listening?.then(({ end }) => end()).catch(() => undefined)
    },
  }
}
