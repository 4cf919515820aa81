/** Video files as phones, recorders and mischief make them, by the system's ffmpeg; made once per process. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'clips-'))
const made = new Map<string, string>()

const has = (program: string, ...args: string[]): boolean => spawnSync(program, args, { stdio: 'ignore' }).status === 0
export const hasFfmpeg = has('ffmpeg', '-version')
export const hasChromium = has('chromium', '--version')
export const isRoot = process.getuid?.() === 0

const picture = (size: string, seconds: number, rate = 30) => [
  '-f',
  'lavfi',
  '-i',
  `testsrc2=s=${size}:r=${rate}:d=${seconds}`,
]
const sound = (seconds: number) => ['-f', 'lavfi', '-i', `sine=frequency=330:d=${seconds}:sample_rate=48000`]
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '60']
const aac = ['-c:a', 'aac', '-ac', '2']

const recipes = {
  'web.mp4': [...picture('360x640', 3), ...sound(3), ...h264, ...aac, '-movflags', '+faststart'],
  'tall.mp4': [...picture('1080x1920', 15), ...sound(15), ...h264, '-b:v', '8M', ...aac],
  'rotated.mp4': [...picture('640x360', 2), ...sound(2), ...h264, ...aac],
  'recorded.webm': [
    ...picture('360x640', 2),
    ...sound(2),
    '-c:v',
    'libvpx',
    '-deadline',
    'realtime',
    '-b:v',
    '500k',
    '-c:a',
    'libopus',
  ],
  'silent.mp4': [...picture('360x640', 2), ...h264],
  'sound.mp4': [...sound(2), ...aac],
  'located.mov': [
    ...picture('360x640', 2),
    ...sound(2),
    ...sound(2),
    '-map',
    '0:v',
    '-map',
    '1:a',
    '-map',
    '2:a',
    ...h264,
    ...aac,
    '-metadata',
    'com.apple.quicktime.location.ISO6709=+45.5017-073.5673/',
    '-metadata',
    'make=Telephone',
    '-metadata',
    'title=My title',
    '-metadata:s:v',
    'handler_name=Handler of mine',
    '-movflags',
    'use_metadata_tags',
  ],
  'tenbit.mp4': [
    ...picture('360x640', 1),
    '-c:v',
    'libx265',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv420p10le',
    '-x265-params',
    'log-level=error',
  ],
  'long.mp4': [...picture('64x64', 200, 2), '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
  'wide.mp4': [...picture('4200x64', 1, 5), '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
  'one.mp4': [...picture('360x640', 0.03), ...h264],
  'phone.mov': [
    ...picture('1920x1080', 3),
    ...sound(3),
    '-c:v',
    'libx265',
    '-preset',
    'ultrafast',
    '-tag:v',
    'hvc1',
    '-x265-params',
    'log-level=error',
    '-pix_fmt',
    'yuv420p',
    ...aac,
    '-metadata',
    'com.apple.quicktime.location.ISO6709=+45.5017-073.5673+030/',
    '-f',
    'mov',
    '-movflags',
    'use_metadata_tags',
  ],
} as const satisfies Record<string, readonly string[]>

export type ClipName = keyof typeof recipes

export function clip(name: ClipName): string {
  const known = made.get(name)
  if (known) return known
  const file = join(folder, name)
  // The display matrix can only be set while copying, so a turned clip takes two steps.
  const recipe = recipes[name]
  run([...(name === 'rotated.mp4' ? [...recipe, `${file}.flat.mp4`] : [...recipe, file])])
  if (name === 'rotated.mp4') {
    run(['-i', `${file}.flat.mp4`, '-c', 'copy', '-metadata:s:v:0', 'rotate=90', file])
  }
  made.set(name, file)
  return file
}

export function fileOf(name: string, bytes: string | Uint8Array): string {
  const file = join(folder, name)
  writeFileSync(file, bytes)
  return file
}

function run(args: readonly string[]): void {
  const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-y', ...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`ffmpeg could not make a test clip: ${stderr}`)
}
