/**
 * The trial shore: clips that the shore draws itself, so that a first visit has something to watch. Everything it makes is
 * marked as generated, and belongs to accounts nobody can sign in to.
 */
export { drawJob } from './draw-clip.ts'
export { planTrial, trialProgress } from './plan.ts'
