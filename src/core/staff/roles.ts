/** What staff may be. An operator runs the shore, a moderator decides on clips and accounts; nobody is both. */
export const staffRoles = ['operator', 'moderator'] as const
export type StaffRole = (typeof staffRoles)[number]

/** Acts of staff, as the log names them. */
export const staffActs = [
  'account.add',
  'account.sign-out',
  'account.quota',
  'account.suspend',
  'account.restore',
  'role.claim',
  'role.grant',
  'role.take',
  'code.make',
  'token.add',
  'token.end',
  'newcomer.let-in',
  'newcomer.refuse',
  'invite.make',
  'invite.end',
  'video.retry',
  'storage.sweep',
  'storage.rewrite',
  'case.open',
  'case.take',
  'case.decide',
  'appeal.decide',
  'request.decide',
  'rule.set',
  'rule.end',
  'key.rotate',
  'key.shares',
  'key.save',
  'institution.confirm',
  'institution.refuse',
  'name.keep',
  'name.let-go',
] as const
export type StaffAct = (typeof staffActs)[number]

export const staffLimits = { maxWhyCharacters: 500 } as const
