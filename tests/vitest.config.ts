import { defineConfig } from 'vitest/config'
import { LongestFirst } from './harness/order.ts'

export default defineConfig({
  test: {
    root: `${import.meta.dirname}/..`,
    include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
    globalSetup: ['tests/harness/once.ts'],
    setupFiles: ['tests/harness/second-go.ts'],
    reporters: [
      'default',
      ['json', { outputFile: process.env['TEST_REPORT'] ?? 'tests/out/report.json' }],
      './tests/harness/skips.ts',
    ],
    // Against hanging for ever; how fast anything is, is the benches' matter, and a shared machine may be slow for minutes.
    testTimeout: 180_000,
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 120_000,
    // Whatever waits for a browser or an engine uses no core: three keep two of them busy.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    pool: 'forks',
    // To load the product anew for every file is a twentieth of a whole run. What a test changes for its process, it changes back.
    isolate: false,
  },
})
