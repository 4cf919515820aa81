/** Who acts for an institution, each under an own account: one officer who answers for it, one deputy, and any number of the others. */
export const stewardRoles = ['officer', 'deputy', 'approver', 'publisher', 'analyst'] as const
export type StewardRole = (typeof stewardRoles)[number]

/** Roles whose signature can count. */
export const approvingRoles = ['officer', 'deputy', 'approver'] as const
export type ApprovingRole = (typeof approvingRoles)[number]

export const mayPropose = (role: StewardRole): boolean => role !== 'analyst'

/** A place in an institution. It counts from when its holder signed for it, by the passkeys that were bound to it then. */
export interface Seat {
  readonly accountId: string
  readonly role: StewardRole
  readonly isTaken: boolean
  readonly passkeyIds: readonly string[]
}
