/** Kinds of institutions, and what each is kept from. The limits are published with the class, and a test holds the shore to them. */
export const institutionClasses = {
  government: { mayBuyReach: false, mayRaiseFunds: false, marksPaid: false },
  party: { mayBuyReach: false, mayRaiseFunds: false, marksPaid: false },
  candidate: { mayBuyReach: false, mayRaiseFunds: false, marksPaid: false },
  'public-body': { mayBuyReach: false, mayRaiseFunds: false, marksPaid: false },
  broadcaster: { mayBuyReach: true, mayRaiseFunds: false, marksPaid: true },
  business: { mayBuyReach: true, mayRaiseFunds: false, marksPaid: true },
  association: { mayBuyReach: true, mayRaiseFunds: true, marksPaid: true },
} as const

export type InstitutionClass = keyof typeof institutionClasses
export const allInstitutionClasses = Object.keys(institutionClasses) as InstitutionClass[]

/** A class that cannot buy reach has nothing to mark as paid: a clip of theirs that says it is paid for is refused. */
export const mayBePaid = (kind: InstitutionClass): boolean => institutionClasses[kind].marksPaid
