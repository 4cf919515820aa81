import { spawnSync } from 'node:child_process'

/** The same browser without windows of its own, which costs less. */
export const headlessShell = 'chromium-headless-shell'

/** Those of these programs that answer when they are asked for their version. */
export function programsHere(): string {
  const asked = { ffmpeg: '-version', chromium: '--version', [headlessShell]: '--version' }
  return Object.entries(asked)
    .filter(([program, argument]) => spawnSync(program, [argument], { stdio: 'ignore' }).status === 0)
    .map(([program]) => program)
    .join(' ')
}

/** As they were found at the start of a run. */
export const programs: readonly string[] = (process.env['TEST_PROGRAMS'] ?? programsHere()).split(' ')
