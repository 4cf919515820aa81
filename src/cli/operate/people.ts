import { joiningLimits } from '../../core/accounts/joining.ts'
import { accountLimits } from '../../core/accounts/limits.ts'
import { refuse } from '../../core/errors.ts'
import { operatorRooms } from '../../server/operator.ts'
import { say } from '../words.ts'
import { megabytes, print, quotaWords, required, tell, whyOf } from './told.ts'
import type { Values } from './values.ts'

/** `operate account add|list|sign-out|suspend|restore|quota`. */
export async function accountCommand([what, ...rest]: string[], values: Values): Promise<void> {
  await using rooms = operatorRooms(values.data)
  const { staff, moderation } = rooms
  switch (what) {
    case 'add': {
      const made = await staff.addAccount('machine', required(rest[0], 'HANDLE'), whyOf(values))
      const { account, passphrase, recoveryCodes } = made
      const lines = [say('accountMade', { handle: account.handle }), passphrase]
      return tell(values, { ...account, passphrase, recoveryCodes }, lines)
    }
    case 'list': {
      const rows = await staff.accounts(rest[0] ?? '', 1000)
      const lines = rows.map(row =>
        say('accountLine', {
          handle: row.handle,
          role: row.role ?? '–',
          videos: row.videos,
          megabytes: megabytes(row.bytes),
          quota: quotaWords(row.quota_bytes),
        }),
      )
      return tell(values, rows, lines)
    }
    case 'sign-out': {
      const handle = required(rest[0], 'HANDLE')
      await staff.signOut('machine', handle, whyOf(values))
      return tell(values, { handle }, [say('signedOut', { handle })])
    }
    case 'suspend':
    case 'restore': {
      const handle = required(rest[0], 'HANDLE')
      // The machine decides as a moderator does: by a published rule, and with a reason that the person reads.
      const decision = { measure: what, rule: required(values.rule, '--rule'), reason: whyOf(values) } as const
      await moderation.decideOnAccount(handle, decision)
      return tell(values, { handle }, [say(what === 'suspend' ? 'suspended' : 'shownAgain', { handle })])
    }
    case 'quota': {
      const [handle, words] = [required(rest[0], 'HANDLE'), required(rest[1], 'MB')]
      const bytes = words === 'none' ? null : Number(words) * 1e6
      if (bytes !== null && !(Number.isSafeInteger(bytes) && bytes >= 0))
        throw refuse('command.argument', { where: 'MB', expected: '0–10000000, none', got: words })
      await staff.setQuota('machine', handle, bytes, whyOf(values))
      return tell(values, { handle, bytes }, [say('quotaSet', { handle, quota: quotaWords(bytes) })])
    }
    default:
      throw refuse('command.unknown', { got: `operate account ${what ?? ''}` })
  }
}

/** `operate role give|take`. */
export async function roleCommand([what, handle, role]: string[], values: Values): Promise<void> {
  if (what !== 'give' && what !== 'take') throw refuse('command.unknown', { got: `operate role ${what ?? ''}` })
  const who = required(handle, 'HANDLE')
  if (what === 'give' && role !== 'operator' && role !== 'moderator')
    throw refuse('command.argument', { where: 'ROLE', expected: 'operator, moderator', got: role ?? '–' })
  await using rooms = operatorRooms(values.data)
  if (what === 'take') {
    await rooms.staff.take('machine', who, whyOf(values))
    return tell(values, { handle: who, role: null }, [say('roleTaken', { handle: who })])
  }
  await rooms.staff.grant('machine', who, role as 'operator' | 'moderator', whyOf(values))
  tell(values, { handle: who, role }, [say('roleGiven', { handle: who, role: role! })])
}

/** `operate code`. */
export async function codeCommand(_: string[], values: Values): Promise<void> {
  await using rooms = operatorRooms(values.data)
  const code = await rooms.staff.makeCode(whyOf(values))
  tell(values, { code }, [say('codeMade'), code])
}

const bounded = (where: string, given: string | undefined, standard: number, most: number): number => {
  const n = given === undefined ? standard : Number(given)
  if (!Number.isInteger(n) || n < 1 || n > most)
    throw refuse('command.argument', { where, expected: `1–${most}`, got: given ?? '' })
  return n
}

/** `operate invite`, `operate invite list`. */
export async function inviteCommand([what]: string[], values: Values): Promise<void> {
  if (what !== undefined && what !== 'list') throw refuse('command.unknown', { got: `operate invite ${what}` })
  const uses = bounded('--count', values.count, 1, joiningLimits.invitedAtOnce)
  const days = bounded('--days', values.days, 14, joiningLimits.inviteDays)
  await using rooms = operatorRooms(values.data)
  if (what === 'list') {
    const invites = await rooms.staff.invites(1000)
    const lines = invites.map(({ id, uses, used, endsAt }) =>
      say('inviteLine', { id, used, uses, day: endsAt.slice(0, 10) }),
    )
    return tell(values, invites, lines)
  }
  const made = await rooms.staff.makeInvite('machine', { uses, days }, whyOf(values))
  tell(values, made, [say('inviteMade', { n: uses, day: made.endsAt.slice(0, 10) }), made.code])
}

/** `operate token HANDLE`, `operate token list|end HANDLE`. */
export async function tokenCommand(rest: string[], values: Values): Promise<void> {
  await using rooms = operatorRooms(values.data)
  // A handle may be called list; then nothing follows it.
  if (rest.length > 1 && rest[0] === 'list') {
    const tokens = await rooms.staff.tokensOf(rest[1]!)
    const lines = tokens.map(({ id, scopes, expiresAt }) =>
      say('tokenLine', { id, scopes: scopes.join(', '), day: expiresAt.slice(0, 10) }),
    )
    return tell(values, tokens, lines)
  }
  if (rest.length > 1 && rest[0] === 'end') {
    const id = required(rest[2], 'ID')
    await rooms.staff.endToken('machine', rest[1]!, id, whyOf(values))
    return tell(values, { id }, [say('tokenEnded')])
  }
  const { scope = 'post', days, name = '' } = values
  if (scope !== 'post' && scope !== 'read')
    throw refuse('command.argument', { where: '--scope', expected: 'post, read', got: scope })
  const life = days === undefined ? accountLimits.standardTokenDays : Number(days)
  if (!Number.isInteger(life) || life < 1 || life > accountLimits.maxTokenDays)
    throw refuse('command.argument', { where: '--days', expected: `1–${accountLimits.maxTokenDays}`, got: days ?? '' })
  const made = await rooms.staff.addToken(required(rest[0], 'HANDLE'), { scope, name, days: life }, whyOf(values))
  if (values.json) return print(JSON.stringify(made))
  print(say('tokenMade', { handle: made.handle, scope, day: made.expiresAt.slice(0, 10) }))
  print(made.token)
}
