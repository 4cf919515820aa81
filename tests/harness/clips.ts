/** Video files as phones, recorders and mischief make them, by the system's ffmpeg; made once per run of the tests. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { programs } from './programs.ts'

const folder = mkdtempSync(join(process.env['TEST_CLIPS'] ?? tmpdir(), 'clips-'))
/** Where a run keeps what every file of it needs; a program that stands alone keeps its own. */
const kept = process.env['TEST_CLIPS'] ?? folder

export const hasFfmpeg = programs.includes('ffmpeg')
export const hasChromium = programs.includes('chromium')
export const isRoot = process.getuid?.() === 0

/** Inputs that ffmpeg draws itself, one for each graph. */
export const drawn = (...graphs: string[]): string[] => graphs.flatMap(graph => ['-f', 'lavfi', '-i', graph])
const picture = (size: string, seconds: number, rate = 30) => drawn(`testsrc2=s=${size}:r=${rate}:d=${seconds}`)
const sound = (seconds: number) => drawn(`sine=frequency=330:d=${seconds}:sample_rate=48000`)
/** Encoders, as quick as they are. */
export const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p']
export const x265 = ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=error']
const h264 = [...x264, '-g', '60']
const aac = ['-c:a', 'aac', '-ac', '2']

/** A picture of BT.709 as a phone would have written it: diffuse white at 203 cd/m2 (ITU-R BT.2408). */
const asHdr = (transfer: string) => [
  '-vf',
  `format=yuv420p,setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv,zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt2020:t=${transfer}:m=bt2020nc:r=tv:npl=203,format=yuv420p10le`,
]

/** One of each kind that phones, cameras and editors make: container, picture, sound. All of two seconds. */
const kinds = {
  'hevc-aac.mp4': [...picture('360x640', 2), ...sound(2), ...x265, '-pix_fmt', 'yuv420p', '-tag:v', 'hvc1', ...aac],
  'hevc-pcm.mov': [
    ...picture('640x360', 2),
    ...sound(2),
    ...x265,
    '-pix_fmt',
    'yuv420p',
    '-tag:v',
    'hvc1',
    '-c:a',
    'pcm_s16le',
  ],
  'hdr-pq.mp4': [
    ...picture('360x640', 2),
    ...sound(2),
    ...asHdr('smpte2084'),
    ...['-c:v', 'libx265', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le', '-tag:v', 'hvc1'],
    ...['-x265-params', 'log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:hdr10=1'],
    ...['-color_primaries', 'bt2020', '-color_trc', 'smpte2084', '-colorspace', 'bt2020nc'],
    ...aac,
  ],
  'hdr-hlg.mov': [
    ...picture('640x360', 2),
    ...sound(2),
    ...asHdr('arib-std-b67'),
    ...['-c:v', 'libx265', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le', '-tag:v', 'hvc1'],
    ...['-x265-params', 'log-level=error:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc'],
    ...['-color_primaries', 'bt2020', '-color_trc', 'arib-std-b67', '-colorspace', 'bt2020nc'],
    ...aac,
  ],
  'vp8-vorbis.webm': [
    ...picture('360x640', 2),
    ...sound(2),
    ...['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '900k', '-c:a', 'libvorbis'],
  ],
  'vp9-opus.webm': [
    ...picture('360x640', 2),
    ...sound(2),
    ...['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '900k', '-c:a', 'libopus'],
  ],
  'av1-opus.mkv': [
    ...picture('360x640', 2),
    ...sound(2),
    ...['-c:v', 'libsvtav1', '-preset', '12', '-svtav1-params', 'keyint=60', '-c:a', 'libopus'],
  ],
  'mpeg4-mp3.mp4': [...picture('640x480', 2), ...sound(2), ...['-c:v', 'mpeg4', '-q:v', '4', '-c:a', 'libmp3lame']],
  'surround.mkv': [...picture('640x360', 2), ...sound(2), ...x264, '-c:a', 'aac', '-ac', '6'],
  'silent.mov': [...picture('640x360', 2), ...x264],
  'square.mp4': [...picture('480x480', 2), ...sound(2), ...x264, ...aac],
  'cinema.mp4': [...picture('1280x360', 2), ...sound(2), ...x264, ...aac],
  'odd.mkv': [
    ...picture('363x641', 2),
    ...sound(2),
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv444p'],
    ...aac,
  ],
  'anamorphic.mp4': [...picture('360x576', 2), ...sound(2), ...['-vf', 'setsar=16/11'], ...x264, ...aac],
  'interlaced.mp4': [
    ...picture('720x576', 2, 50),
    ...sound(2),
    ...['-vf', 'interlace'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-flags', '+ildct+ilme'],
    ...aac,
  ],
  'fast.mp4': [...picture('360x640', 2, 120), ...sound(2), ...x264, ...aac],
  'variable.mp4': [
    ...picture('360x640', 2),
    ...sound(2),
    ...['-vf', "select='not(mod(n,3))+gt(t,1)'", '-fps_mode', 'vfr'],
    ...x264,
    ...aac,
  ],
  'chapters.mkv': [
    '-i',
    'CHAPTERS',
    ...picture('360x640', 2),
    ...sound(2),
    '-map_metadata',
    '0',
    '-map',
    '1:v',
    '-map',
    '2:a',
    ...x264,
    ...aac,
  ],
} as const satisfies Record<string, readonly string[]>

const recipes = {
  ...kinds,
  'web.mp4': [...picture('360x640', 3), ...sound(3), ...h264, ...aac, '-movflags', '+faststart'],
  'tall.mp4': [...picture('1080x1920', 15), ...sound(15), ...h264, '-b:v', '8M', ...aac],
  'slow.mp4': [...picture('360x640', 15), ...h264],
  'long-tall.mp4': [...picture('180x320', 12, 15), ...h264],
  'long-square.mp4': [...picture('320x320', 12, 15), ...h264],
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
export const everyKind = Object.keys(kinds) as (keyof typeof kinds)[]

const chapters =
  ';FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle=One\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=1000\nEND=2000\ntitle=Two\n'

export function clip(name: ClipName): string {
  const file = join(kept, name)
  if (existsSync(file)) return file
  const made = join(folder, name)
  // The display matrix can only be set while copying, so a turned clip takes two steps.
  const recipe: readonly string[] = recipes[name].map(part =>
    part === 'CHAPTERS' ? fileOf('chapters.txt', chapters) : part,
  )
  if (name === 'rotated.mp4') {
    const flat = join(folder, `flat-${name}`)
    run([...recipe, flat])
    run(['-i', flat, '-c', 'copy', '-metadata:s:v:0', 'rotate=90', made])
  } else run([...recipe, made])
  // Two files of the run may make it at once: whoever sees it sees it whole.
  renameSync(made, file)
  return file
}

/** A clip by the arguments of an ffmpeg, made anew each time. */
export function makeClip(name: string, args: readonly string[]): string {
  const file = join(folder, name)
  run([...args, file])
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
