/** When those who may still sign a proposal are reminded of it: at half of its time, and at the last tenth. */
export const reminders = ['half', 'last'] as const
export type Reminder = (typeof reminders)[number]

/** The reminder that is due, of those not sent yet; where both are, the last one alone. Null where none is, or its time is over. */
export function reminderDue(
  { proposedAt, expiresAt, sent }: { proposedAt: Date; expiresAt: Date; sent: number },
  now: Date,
): Reminder | null {
  const left = expiresAt.getTime() - now.getTime()
  const all = expiresAt.getTime() - proposedAt.getTime()
  if (left < 0) return null
  if (left * 10 <= all) return sent < 2 ? 'last' : null
  return left * 2 <= all && sent < 1 ? 'half' : null
}
