import { accountLimits } from './limits.ts'

/** The person's own word, asked once: too young for an account, not old enough for an open one, or older. No finer is asked or kept. */
export const ages = ['under', 'young', 'older'] as const
export type Age = (typeof ages)[number]

/** What a shore asks. Where its minimum is the age from which accounts may be open, nobody is between the two. */
export const agesFrom = (minimumAge: number): readonly Age[] =>
  minimumAge < accountLimits.openAge ? ages : ages.filter(age => age !== 'young')

export const mayJoin = (age: Age, minimumAge: number): boolean => age !== 'under' && agesFrom(minimumAge).includes(age)
