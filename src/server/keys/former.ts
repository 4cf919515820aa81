import { type FormerStore, sealedColumns } from './former-store.ts'
import type { Keys } from './questions.ts'

const atOnce = 200

/** Seals what was written before there were keys; how much that was. Goes on where it was cut off. */
export async function sealFormer(store: FormerStore, keys: Keys): Promise<number> {
  let done = 0
  for (const column of Object.keys(sealedColumns)) {
    const seal = (accountId: string, words: readonly string[]) => keys.sealAll(accountId, column, words)
    for (;;) {
      const some = await store.sealSome(column, seal, atOnce)
      done += some
      if (some < atOnce) break
    }
  }
  return done
}
