import { cleanJoiningWords, type JoiningMode } from '../../core/accounts/joining.ts'
import type { Proof } from '../../core/accounts/work.ts'
import { refuse } from '../../core/errors.ts'
import { boundOf } from '../../core/register/retentions.ts'
import type { Clock } from '../adapters/clock/index.ts'
import type { Gate } from './gate.ts'
import type { Admission } from './joining-store.ts'
import { hashSecret, plainCode } from './secrets.ts'
import type { AccountStore } from './store.ts'

/** What a newcomer brings along, by how the shore is joined. */
export interface Brought {
  invite?: string | undefined
  words?: string | undefined
  proof?: Proof | undefined
}

export interface Joining {
  /** What the mode asks for, looked at before anything is worked on. Refuses `join.invite`, `join.words`. */
  admission(brought: Brought): Promise<Admission>
  /** Opens the account behind the gate. Refuses `join.proof`. */
  open: Gate['pass']
}

export interface JoiningRooms {
  store: AccountStore
  clock: Clock
  mode: JoiningMode
  gate: Gate
}

export function openJoining({ store, clock, mode, gate }: JoiningRooms): Joining {
  return {
    async admission({ invite, words }) {
      const inviteHash = mode === 'invite' ? hashSecret(plainCode(invite ?? '')) : null
      if (inviteHash !== null && !(await store.isInvite(inviteHash, clock.now()))) throw refuse('join.invite')
      return { inviteHash, words: mode === 'approval' ? cleanJoiningWords(words) : null }
    },
    open: gate.pass,
  }
}

const dayMs = 86_400_000

/** Refuses `account.refused` for an account that was not let in, with the reason and the days that are left to read it. */
export async function requireAdmitted(store: AccountStore, clock: Clock, accountId: string): Promise<void> {
  const refusal = await store.refusalOf(accountId)
  if (!refusal) return
  const leftMs = refusal.at.getTime() + boundOf('waiting') - clock.now().getTime()
  throw refuse('account.refused', { why: refusal.why, days: Math.max(1, Math.ceil(leftMs / dayMs)) })
}
