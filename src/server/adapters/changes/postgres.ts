import type pg from 'pg'
import { openSession, type Session } from '../db/index.ts'
import type { Change, Changes, Hearer } from './index.ts'

const againAfterMs = 1000

/** By LISTEN and NOTIFY (PostgreSQL): listens on one connection of the pool from the first hearer on, and again after the database was away. */
export function openChanges(pool: pg.Pool): Changes {
  const hearers = new Map<string, Set<Hearer>>()
  let listening: Promise<Session> | null = null
  let isClosed = false

  const listen = async (onEnd: () => void): Promise<Session> => {
    const session = await openSession(pool, onEnd)
    session.client.on('notification', ({ payload }) => {
      const change = changeIn(payload)
      for (const hearer of (change && hearers.get(change.account)) ?? []) hearer(change)
    })
    try {
      await session.client.query('listen changes')
    } catch (error) {
      session.end()
      throw error
    }
    return session
  }
  const start = (): Promise<Session> => {
    if (listening) return listening
    const forget = () => {
      if (listening !== opening) return
      listening = null
      if (!isClosed) setTimeout(again, againAfterMs)
    }
    const opening = listen(forget)
    opening.catch(forget)
    listening = opening
    return opening
  }
  const again = (): void => {
    if (isClosed || hearers.size === 0) return
    start().then(
      () => {
        for (const all of hearers.values()) for (const hearer of all) hearer(null)
      },
      () => undefined,
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

/** What a note of the database says; null where it is none of this shore's. */
function changeIn(payload: string | undefined): Change | null {
  try {
    return JSON.parse(payload ?? '') as Change
  } catch {
    return null
  }
}
