/**
 * The numbers ranking hangs on, all of them, published as they stand: a change of one is a release and gets a new version. None
 * was trained on anybody's log of watching. They were chosen by hand and tried in the simulator of `bench/ranking`, which keeps to the
 * base rates that KuaiRand published: how often, how long, and nothing of any clip or person.
 */
export interface Weights {
  readonly version: number
  /** How near two clips are, by the cosine of their features: none below `from`, whole from `to` on. */
  readonly fine: { readonly from: number; readonly to: number }
  readonly coarse: { readonly from: number; readonly to: number }
  readonly watch: {
    /** Half of what is watched of a long clip, by the prior: a clip of this length is watched to its half. */
    readonly halfMs: number
    /** A watch counts no more lengths than this, so that a clip that was left running says little more than one that was finished. */
    readonly mostLengths: number
    /** What a viewer of whom nothing is known gives a clip, and how many watches that belief is worth. */
    readonly pace: number
    readonly paceWeight: number
    /** What public quality explains of a watch. */
    readonly quality: number
    /** From how many clips on that ended by themselves, one after the other, a watch counts less. */
    readonly idleAfter: number
  }
  /** What an act is worth, in the unit of watches: a deviation from what this viewer gives most clips. */
  readonly acts: {
    readonly like: number
    readonly save: number
    readonly comment: number
    readonly share: number
    readonly follow: number
    readonly less: number
    /** The share of clips liked at which a like is worth half. */
    readonly generous: number
  }
  readonly forget: {
    readonly halfTurns: number
    /** What of a watch outlives the session it was in. */
    readonly lasting: number
    readonly halfDays: number
    readonly lessHalfDays: number
    readonly pickHalfTurns: number
  }
  readonly score: {
    /** A watch this far above what is usual speaks neither for nor against. */
    readonly fineMiddle: number
    readonly fine: number
    /** As many near watches say half of what they could. */
    readonly fineFull: number
    readonly coarseMiddle: number
    readonly coarse: number
    readonly coarseFull: number
    readonly coarseMost: number
    readonly less: number
    readonly creator: number
    readonly sound: number
    readonly topic: number
    readonly tallyFull: number
    readonly followed: number
    readonly language: number
    readonly quality: number
    readonly unknownQuality: number
    readonly fresh: number
    readonly unknown: number
    readonly pick: number
    readonly length: number
    readonly slider: number
  }
  readonly explore: {
    /** One place in so many is kept for what is least known, once interests are found. */
    readonly every: { readonly less: number; readonly usual: number; readonly more: number }
    readonly unknown: number
    readonly quality: number
    /** Interests are found when so many of the last `window` watches were well above what is usual. */
    readonly window: number
    readonly found: number
    readonly above: number
  }
  readonly spacing: {
    readonly creator: number
    readonly sound: number
    readonly near: number
    readonly nearCosine: number
    readonly topicWindow: number
    readonly topicMost: number
  }
}

export const weights: Weights = {
  version: 1,
  fine: { from: 0.5, to: 0.68 },
  coarse: { from: 0.2, to: 0.42 },
  watch: { halfMs: 6000, mostLengths: 3, pace: -0.3, paceWeight: 12, quality: 1, idleAfter: 8 },
  acts: { like: 1, save: 1.2, comment: 1, share: 1.4, follow: 1.5, less: -3, generous: 0.25 },
  forget: { halfTurns: 120, lasting: 0.3, halfDays: 14, lessHalfDays: 90, pickHalfTurns: 80 },
  score: {
    fineMiddle: 0.75,
    fine: 1.3,
    fineFull: 20,
    coarseMiddle: 0.25,
    coarse: 0.7,
    coarseFull: 40,
    coarseMost: 3,
    less: 10,
    creator: 0.5,
    sound: 0.2,
    topic: 0.3,
    tallyFull: 4,
    followed: 1,
    language: 0.5,
    quality: 1.2,
    unknownQuality: 0.5,
    fresh: 0.1,
    unknown: 0.1,
    pick: 4,
    length: 1,
    slider: 4,
  },
  explore: {
    every: { less: 15, usual: 8, more: 5 },
    unknown: 2,
    quality: 2,
    window: 10,
    found: 3,
    above: 0.8,
  },
  spacing: { creator: 8, sound: 4, near: 8, nearCosine: 0.9, topicWindow: 20, topicMost: 8 },
}
