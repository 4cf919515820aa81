import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { keepSession } from '../db/index.ts'
import type { Change, Changes, Hearer } from './index.ts'

const echoEveryMs = 2000
/** Without a word for so long, nothing is believed to be heard. */
const deafAfterMs = 5000

/** By LISTEN and NOTIFY (PostgreSQL): listens on one connection of the pool from the first hearer on, and again after the database was away. */
export function openChanges(pool: pg.Pool): Changes {
  const hearers = new Map<string, Set<Hearer>>()
  /** A word of one's own that has to come back: a connection that died in silence, or a pooler in between, brings none. */
  const echo = randomUUID()
  let heardAtMs = Number.NEGATIVE_INFINITY
  const isHearing = () => performance.now() - heardAtMs < deafAfterMs
  const sayEcho = () => pool.query("select pg_notify('shown', $1)", [echo]).catch(() => undefined)
  let wasHearing = false
  const shownHearers = new Set<(account: string | null) => void>()
  const listen = (client: pg.PoolClient) => {
    client.on('notification', ({ channel, payload }) => {
      if (channel === 'shown' && payload === echo) {
        heardAtMs = performance.now()
        return
      }
      if (channel === 'shown') {
        for (const hearer of shownHearers) hearer(payload ?? null)
        return
      }
      const change = changeIn(payload)
      for (const hearer of (change && hearers.get(change.account)) ?? []) hearer(change)
    })
    return client.query('listen changes; listen shown').then(() => sayEcho())
  }
  const tellMissed = () => {
    for (const hearer of shownHearers) hearer(null)
  }
  const again = () => {
    for (const all of hearers.values()) for (const hearer of all) hearer(null)
    tellMissed()
  }
  const session = keepSession(pool, listen, again, () => {
    heardAtMs = Number.NEGATIVE_INFINITY
    tellMissed()
  })
  const echoing = setInterval(() => {
    if (wasHearing && !isHearing()) tellMissed()
    wasHearing = isHearing()
    if (shownHearers.size > 0) void sayEcho()
  }, echoEveryMs)
  echoing.unref()
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
      shownHearers.add(hearer)
      // Where the database is away, the session comes back by itself and tells that something was missed.
      await session.client().catch(() => undefined)
      return () => void shownHearers.delete(hearer)
    },
    isHearing,
    close() {
      clearInterval(echoing)
      session.close()
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
