import type { AccountStore } from '../accounts/index.ts'
import { openTrialAccount } from '../accounts/index.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { VideoStore } from '../videos/index.ts'
import { clips, creators } from './clips.ts'

/** A trial clip has the same id in every shore and at every start, so it is never drawn twice: UUIDv7 of a fixed day. */
export function trialId(number: number): string {
  return `019a0000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
}

/** Makes the trial's accounts and queues the clips that are not there yet, the first ones first. */
export async function planTrial({
  store,
  accounts,
  clock,
}: {
  store: VideoStore
  accounts: AccountStore
  clock: Clock
}): Promise<void> {
  for (const { handle, name } of creators) await openTrialAccount(accounts, clock, { handle, name })
  const there = new Set(await store.generatedIds())
  await store.queueGenerated(clips.map((_, number) => number).filter(number => !there.has(trialId(number))))
}

export async function trialProgress(store: VideoStore): Promise<{ ready: number; of: number }> {
  return { ready: (await store.generatedIds()).length, of: clips.length }
}
