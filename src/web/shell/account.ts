import { signal } from '@preact/signals'
import type { Session } from '../../core/wire/account.ts'

export type Account = NonNullable<Session['account']>

/** Who is signed in on this page. Undefined until the server has said; null for a guest. */
export const account = signal<Account | null | undefined>(undefined)
