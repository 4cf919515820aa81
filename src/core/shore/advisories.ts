/** Security advisories: which of them concern a version. Versions are Semantic Versioning 2.0.0 without pre-releases. */

/** Negative where `a` comes before `b`. Anything but three numbers counts as the oldest. */
export function compareVersions(a: string, b: string): number {
  const numbers = (version: string) => (/^(\d+)\.(\d+)\.(\d+)$/.exec(version) ?? [0, 0, 0, 0]).slice(1, 4).map(Number)
  const [left, right] = [numbers(a), numbers(b)]
  for (let place = 0; place < 3; place++) if (left[place] !== right[place]) return left[place]! - right[place]!
  return 0
}

/** Those that a version has not mended yet, the gravest first. */
export function concerning<A extends { fixedIn: string; severity: Severity }>(
  version: string,
  advisories: readonly A[],
): A[] {
  return advisories
    .filter(({ fixedIn }) => compareVersions(version, fixedIn) < 0)
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
}

export const severities = ['critical', 'high', 'medium', 'low'] as const
export type Severity = (typeof severities)[number]
