import { type Entry, entry } from './register-entry.ts'

const waiting = 'until the account is let in, or 7 days after it was refused'
const invite = 'until 30 days after its end'

/** What is kept of those who wait to be let in, and of invitations. */
export const newcomerColumns: Readonly<Record<string, Entry>> = {
  'newcomers.account_id': entry('account', 'whose account waits to be let in', waiting),
  'newcomers.words': entry('account', 'what the person wrote to be let in, for moderators and operators', waiting),
  'newcomers.asked_at': entry('account', 'orders who waits', waiting),
  'newcomers.refused_at': entry('account', 'removes an account that was not let in', waiting),
  'newcomers.refused_why': entry('account', 'tells the person why their account was not let in', waiting),
  'invites.id': entry('account', 'names an invitation in the console', invite, 'not personal'),
  'invites.code_hash': entry('secret', 'checks an invitation', invite, 'not personal'),
  'invites.made_at': entry('account', 'orders invitations', invite, 'not personal'),
  'invites.ends_at': entry('account', 'ends the invitation', invite, 'not personal'),
  'invites.uses': entry('account', 'bounds how many accounts it opens', invite, 'not personal'),
  'invites.used': entry('account', 'counts how many it has opened, never which', invite, 'not personal'),
}
