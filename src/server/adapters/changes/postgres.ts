import type pg from 'pg'
import { keepSession } from '../db/index.ts'
import type { Change, Changes, Hearer } from './index.ts'

/** By LISTEN and NOTIFY (PostgreSQL): listens on one connection of the pool from the first hearer on, and again after the database was away. */
export function openChanges(pool: pg.Pool): Changes {
  const hearers = new Map<string, Set<Hearer>>()
  let isHearing = false
  const shownHearers = new Set<(account: string | null) => void>()
  const listen = (client: pg.PoolClient) => {
    client.on('notification', ({ channel, payload }) => {
      if (channel === 'shown') {
        for (const hearer of shownHearers) hearer(payload ?? null)
        return
      }
      const change = changeIn(payload)
      for (const hearer of (change && hearers.get(change.account)) ?? []) hearer(change)
    })
    return client.query('listen changes; listen shown').then(() => {
      isHearing = true
    })
  }
  const tellMissed = () => {
    for (const hearer of shownHearers) hearer(null)
  }
  const again = () => {
    for (const all of hearers.values()) for (const hearer of all) hearer(null)
    tellMissed()
  }
  const session = keepSession(pool, listen, again, () => {
    isHearing = false
    tellMissed()
  })
  return {
    async hear(account, hearer) {
      await session.client()
      const all = hearers.get(account) ?? new Set()
      hearers.set(account, all.add(hearer))
      return () => {
        all.delete(hearer)
        if (all.size === 0 && hearers.get(account) === all) hearers.delete(account)
      }
    },
    async hearShown(hearer) {
      await session.client()
      shownHearers.add(hearer)
      return () => void shownHearers.delete(hearer)
    },
    isHearing: () => isHearing,
    close: () => session.close(),
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
