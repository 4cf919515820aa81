/** What an operator owes to law, written from what the shore knows of itself: an assessment of the impact on privacy, and what a breach means. It decides nothing and sends nothing. */
export { type AssessedShore, writeAssessment } from './assessment.ts'
export { type BreachReport, type BrokenShore, reportBreach } from './breach.ts'
export { type Exposable, exposable } from './exposable.ts'
