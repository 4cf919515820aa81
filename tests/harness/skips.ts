import type { Reporter, TestModule } from 'vitest/node'

/** Names every test that was skipped and what was missing, and every one that passed at its second go only, and ends with the counts that a machine can read. */
export default class Skips implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 }
    const skipped: string[] = []
    const again: string[] = []
    for (const module of modules) {
      // A file that cannot even be loaded has no tests to count.
      if (module.state() === 'failed' && [...module.children.allTests()].length === 0) counts.failed++
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (test.diagnostic()?.flaky) again.push(`  ${test.fullName}`)
        if (state === 'passed' || state === 'failed') counts[state]++
        else {
          counts.skipped++
          skipped.push(`  ${test.fullName}`)
        }
      }
    }
    if (skipped.length > 0)
      process.stdout.write(`\nSkipped, for lack of what stands in brackets:\n${skipped.join('\n')}\n`)
    if (again.length > 0)
      process.stdout.write(`\nPassed at the second go only, and to be mended:\n${again.join('\n')}\n`)
    process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`)
  }
}
