import { spawnSync } from 'node:child_process'

/** Those of these programs that answer when they are asked for their version. */
export function programsHere(): string {
  const asked = { ffmpeg: '-version', chromium: '--version' }
  return Object.entries(asked)
    .filter(([program, argument]) => spawnSync(program, [argument], { stdio: 'ignore' }).status === 0)
    .map(([program]) => program)
    .join(' ')
}
