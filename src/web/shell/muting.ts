/** The act of muting, apart from what is muted: only who mutes needs the rules of what can be. */

import { refuse } from '../../core/errors.ts'
import { socialLimits } from '../../core/social/limits.ts'
import { cleanMuted } from '../../core/social/muted.ts'
import { account } from './account.ts'
import { call } from './api.ts'
import { guestMuted } from './device.ts'
import { accountMuted, isMuted, type Mute, muted } from './muted.ts'

/** Shown at once, taken back if the server refuses. A guest's stays on this device, under the same rules. */
export async function setMuted({ kind, what: raw, name }: Mute, wanted: boolean): Promise<void> {
  const what = cleanMuted(kind, raw)
  if (isMuted(kind, what) === wanted) return
  const before = muted.peek()
  if (wanted && before.length >= socialLimits.muted) throw refuse('muted.most', { limit: socialLimits.muted })
  const others = before.filter(one => one.kind !== kind || one.what !== what)
  const after = wanted ? [{ kind, what, name }, ...others] : others
  if (!account.peek()) {
    guestMuted.value = after
    return
  }
  accountMuted.value = after
  try {
    await call('PUT /api/muted', { body: { kind, what, isMuted: wanted } })
  } catch (error) {
    accountMuted.value = before
    throw error
  }
}
