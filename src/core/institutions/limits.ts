const hourMs = 3_600_000

export const institutionLimits = {
  maxNameCharacters: 80,
  maxDomainCharacters: 253,
  maxReasonCharacters: 500,
  maxStewards: 40,
  /** Without three who can approve, two of three is nobody's rule. */
  minApprovers: 3,
  maxApprovals: 10,
  minWithinHours: 1,
  maxWithinHours: 720,
  /** Proposals that wait at once. */
  maxWaiting: 100,
  /** Foundings that one account has begun and not ended. */
  maxFoundings: 3,
  /** What weakens the mandate takes effect so long after it was agreed: whoever signed can still take it back. */
  weakeningDelayMs: 24 * hourMs,
  reactivationDelayMs: 24 * hourMs,
  /** An account that nobody has acted for is frozen. */
  dormantAfterMs: 90 * 24 * hourMs,
  /** The domain is looked at again so often, and for so long it may not show the proof. */
  domainEveryMs: 24 * hourMs,
  domainPatienceMs: 7 * 24 * hourMs,
  /** A founding that nobody ends is forgotten. */
  foundingKeptMs: 30 * 24 * hourMs,
  maxTokenDays: 90,
  /** The officer is told within five seconds; a channel that has not taken a notice by then has failed. */
  handOverMs: 4000,
  /** Whatever keeps a notice from being handed over at all is a failure after this; a digest is tried again from then on. */
  handOverLateMs: 60_000,
  /** Until then: a digest that nobody came to hand over has failed. */
  digestLateMs: hourMs,
  maxAddressCharacters: 300,
  maxStations: 20,
  maxStationNameCharacters: 60,
  /** A device that was made ready is forgotten after this, unless it was proposed. */
  stationWaitsMs: hourMs,
  /** Devices that wait at once, on the whole shore. */
  maxStationsWaiting: 500,
  /** An enrolled device posts so long before its passkey is asked for again. */
  stationOpenMs: 12 * hourMs,
  glassMs: hourMs / 2,
  glassReviewMs: 7 * 24 * hourMs,
} as const
