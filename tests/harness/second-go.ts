import { expect, vi } from 'vitest'

// A browser, an engine, or a server and its database, on a machine that stands still for seconds, may miss what a person would have seen.
// Such a test has a second go; an attack has none. The run names it at its end (skips.ts): it is a fault to be found, not a pass to be
// glad of. Files share a process, so each one says whether it has it.
const isPatient = /\/tests\/(api|e2e|live|media)\//.test(expect.getState().testPath ?? '')
vi.setConfig({ retry: isPatient ? 1 : 0 } as never)
