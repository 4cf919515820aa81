import { spawnSync } from 'node:child_process'
import { refuse } from '../../../core/errors.ts'
import { ffmpegTranscoder, ffmpegVersion } from './ffmpeg.ts'
import type { Transcoder } from './index.ts'
import { nodeAvTranscoder, nodeAvVersion } from './node-av.ts'
import { proveSandbox } from './prove.ts'
import { sandboxOf, strongest } from './sandbox.ts'

/**
 * The engine of this machine: the ffmpeg named in the configuration, the one on the PATH, else node-av. Refuses
 * `shore.no-engine`; refuses `shore.no-sandbox` where walls are required and only limits are to be had.
 */
export function chooseTranscoder(options: { ffmpeg: string | null; mustConfine: boolean }): Transcoder {
  const sandbox = strongest()
  if (options.mustConfine && sandbox.kind === 'prlimit') throw refuse('shore.no-sandbox')
  const path = options.ffmpeg ?? onPath('ffmpeg')
  const version = path && ffmpegVersion(path)
  if (path && version) return ffmpegTranscoder(path, version, sandbox)
  const nodeAv = nodeAvVersion()
  if (nodeAv) return nodeAvTranscoder(nodeAv, sandbox)
  throw refuse('shore.no-engine')
}

/**
 * Tries the engine and its sandbox with an honest file and with attacks. Refuses `shore.engine-broken`; refuses
 * `shore.sandbox-leaks` where walls are required. Resolves with what got out, which a trial says aloud.
 */
export async function requireProof(engine: Transcoder, mustConfine: boolean): Promise<string[]> {
  const { isWorking, escaped } = await proveSandbox(engine, sandboxOf(engine.sandbox))
  if (!isWorking) throw refuse('shore.engine-broken', { got: engine.engine })
  if (mustConfine && escaped.length > 0) throw refuse('shore.sandbox-leaks', { got: escaped.join(', ') })
  return escaped
}

function onPath(program: string): string | null {
  return spawnSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).stdout.trim() || null
}
