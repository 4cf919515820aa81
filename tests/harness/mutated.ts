/** Files that were mutated at random, by zzuf: the same seed gives the same file. */
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { drawn, makeClip, x264, x265 } from './clips.ts'

export const hasZzuf = spawnSync('zzuf', ['--version'], { stdio: 'ignore' }).status === 0

/** Small clips of every container and most codecs, for mutation. */
export function seeds(): string[] {
  const picture = drawn('testsrc2=s=96x160:r=12:d=1', 'sine=d=1')
  return [
    makeClip('seed.mp4', [...picture, ...x264, '-c:a', 'aac']),
    makeClip('seed.mov', [...picture, ...x265, '-c:a', 'pcm_s16le']),
    makeClip('seed.webm', [...picture, '-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libvorbis']),
    makeClip('seed.mkv', [...picture, '-c:v', 'libvpx-vp9', '-cpu-used', '8', '-c:a', 'libopus']),
  ]
}

/** One of the files with 0.05 % to 5 % of its bits turned over. */
export function mutate(files: readonly string[], seed: number): { source: Buffer; bytes: Buffer } {
  const source = readFileSync(files[seed % files.length]!)
  const ratio = [0.0005, 0.002, 0.01, 0.05][Math.floor(seed / files.length) % 4]!
  const bytes = execFileSync('zzuf', ['-s', String(seed), '-r', String(ratio)], { input: source, maxBuffer: 1 << 26 })
  return { source, bytes }
}
