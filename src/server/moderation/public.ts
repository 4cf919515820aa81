import type { ModerationCounts, Rules } from '../../core/wire/moderation.ts'
import { presentMonth, presentRule } from './present.ts'
import type { ModerationStore } from './store.ts'

const mostMonths = 24
const mostPast = 200

/** The rules in force in their order, and what was in force before. */
export async function readRules(store: ModerationStore): Promise<Rules> {
  const [items, past] = await Promise.all([store.rulesInForce(), store.rulesPast(mostPast)])
  return {
    items: items.map(presentRule),
    past: past.map(row => ({ ...presentRule(row), until: row.until!.toISOString() })),
  }
}

/** What was reported and decided, in numbers. */
export async function readCounts(store: ModerationStore, at: Date): Promise<ModerationCounts> {
  const [{ open, grave, late, nextGraveDueAt }, requests, months] = await Promise.all([
    store.waiting(at),
    store.requestsWaiting(at),
    store.months(at, mostMonths),
  ])
  return {
    at: at.toISOString(),
    open,
    graveOpen: grave,
    late,
    nextGraveDueAt: nextGraveDueAt?.toISOString() ?? null,
    requests,
    months: months.map(presentMonth),
  }
}
