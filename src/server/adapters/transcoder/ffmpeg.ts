/** The system's ffmpeg (5.1 or newer, with libx264 and aac) as an engine. */
import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { refuse } from '../../../core/errors.ts'
import type { Probe } from '../../../core/videos/probe.ts'
import { asDrawn, mostFramesPerSecond } from '../../../core/videos/renditions.ts'
import { runConfined } from './child.ts'
import { probeFrom } from './ffprobe-reply.ts'
import { pictureGraph, soundFilters, storyboardFilters } from './graph.ts'
import {
  demuxers,
  EngineDied,
  hasDied,
  type RenderOutput,
  type RenderRun,
  type Run,
  soundRate,
  type Transcoder,
  timeLimits,
} from './index.ts'
import { progressFrom } from './progress.ts'
import type { Sandbox } from './sandbox.ts'
import { unreadable } from './unreadable.ts'

const memory = 6_000_000_000
// Nothing but plain files: a playlist inside a file cannot make the engine open anything else.
const careful = ['-hide_banner', '-nostdin', '-protocol_whitelist', 'file,pipe', '-format_whitelist', demuxers]
const raw = ['-f', 'rawvideo', '-fps_mode', 'passthrough']
/** What encoders and editors write between the pictures (H.264 SEI, unit type 6): makes, settings, anything at all. */
const withoutNotes = 'filter_units=remove_types=6'
const nowhere = ['-f', 'null', '-']
const untold = ['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact']
const exact = [...untold, '-flags:v', '+bitexact', '-flags:a', '+bitexact']
const bare = [...exact, '-movflags', '+faststart', '-f', 'mp4']

/** Version of a usable ffmpeg at `path`, or null: too old, or without the encoders that are needed. */
export function ffmpegVersion(path: string): string | null {
  // Asked for its encoders, it names its version first.
  const { stdout, stderr } = spawnSync(path, ['-encoders'], { encoding: 'utf8' })
  const version = stderr?.match(/ffmpeg version (?:n)?(\d+)\.(\d+)(\S*)/)
  if (!version || Number(version[1]) < 5 || (Number(version[1]) === 5 && Number(version[2]) < 1)) return null
  if (!/ libx264 /.test(stdout) || !/ aac /.test(stdout)) return null
  return `${version[1]}.${version[2]}${/^\.\d+/.exec(version[3] ?? '')?.[0] ?? ''}`
}

export function ffmpegTranscoder(path: string, version: string, sandbox: Sandbox): Transcoder {
  const ffprobe = path.replace(/ffmpeg$/, 'ffprobe')
  const programs = path.startsWith('/usr/') ? [] : [path, ffprobe]

  async function convert(
    args: readonly string[],
    input: string,
    output: string,
    seconds: number,
    run: RenderRun,
    more: readonly string[] = [],
  ): Promise<void> {
    const { code, stderr } = await runConfined(
      sandbox,
      [path, ...careful, '-v', 'error', '-xerror', '-y', '-progress', 'pipe:1', ...args],
      { read: [...new Set([...programs, input, ...more])], write: dirname(output), seconds, memory },
      { signal: run.signal, onLine: progressFrom(run), isPatient: run.isPatient },
    )
    if (code !== 0) throw failure(code, stderr)
  }

  const probe = async (input: string, run: Run = {}): Promise<Probe> => {
    const { code, stdout, stderr } = await runConfined(
      sandbox,
      [
        ffprobe,
        '-hide_banner',
        '-v',
        'error',
        '-protocol_whitelist',
        'file',
        '-format_whitelist',
        demuxers,
        '-show_entries',
        probeEntries,
        '-of',
        'json',
        input,
      ],
      { read: [...programs, input], write: null, seconds: timeLimits.probe, memory },
      { signal: run.signal },
    )
    if (hasDied(code)) throw failure(code, stderr)
    if (code !== 0) throw await unreadable(input)
    return probeFrom(JSON.parse(stdout))
  }

  return {
    engine: `ffmpeg ${version}`,
    sandbox: sandbox.kind,

    probe,
    probeAll: (inputs, run) => Promise.all(inputs.map(input => probe(input, run))),

    async remux(input, output, run = {}) {
      await convert(
        ['-i', input, '-map', '0:v:0', '-map', '0:a:0?', '-c', 'copy', '-bsf:v', withoutNotes, ...bare, output],
        input,
        output,
        timeLimits.remux,
        run,
      )
    },

    async dub(input, sound, output, { ms, container }, run = {}) {
      const ending = container === 'mp4' ? bare : [...exact, '-f', container]
      const args = ['-i', input, '-i', sound, '-map', '0:v:0', '-map', '1:a:0', '-c', 'copy', '-t', String(ms / 1000)]
      await convert([...args, ...ending, output], input, output, timeLimits.remux, run, [sound])
    },

    async listen(input, run = {}) {
      const { code, stderr } = await runConfined(
        sandbox,
        [
          path,
          ...careful,
          '-v',
          'info',
          '-nostats',
          '-i',
          input,
          '-map',
          '0:a:0',
          '-af',
          'ebur128=framelog=verbose',
          ...nowhere,
        ],
        { read: [...programs, input], write: null, seconds: timeLimits.listen, memory },
        { signal: run.signal },
      )
      // Sound that does not decode is not the last word: the picture decides whether there is a clip.
      const lufs = Number(/Integrated loudness:\s+I:\s+(-?[\d.]+) LUFS/.exec(stderr)?.[1] ?? Number.NaN)
      return code === 0 && Number.isFinite(lufs) ? lufs : null
    },

    async hear(input, output, run = {}) {
      const plain = ['-ac', '1', '-ar', String(soundRate), '-c:a', 'pcm_s16le', '-f', 's16le']
      await convert(['-i', input, '-map', '0:a:0', ...plain, output], input, output, timeLimits.listen, run)
    },

    async render(input, outputs, treatment, run = {}) {
      const { storyboard } = run
      const sounds = treatment.hasSound ? [`[0:a:0]${soundFilters(treatment)}[a]`] : []
      const args = [
        '-i',
        input,
        '-filter_complex',
        [pictureGraph('[0:v:0]', outputs, treatment, storyboard?.plan ?? null), ...sounds].join(';'),
        ...encode(outputs, treatment.hasSound),
        ...(storyboard
          ? ['-map', '[frames]', '-frames:v', String(storyboard.plan.frames), ...raw, storyboard.file]
          : []),
      ]
      await convert(['-err_detect', 'explode', ...args], input, outputs[0]!.file, timeLimits.render, run)
    },

    async still(input, atMs, { width, height }, output, run = {}) {
      // Decoded from the keyframe before it.
      const args = ['-ss', String(Math.max(0, atMs - 500) / 1000), '-i', input, '-map', '0:v:0']
      const nearest = `trim=start=${atMs < 500 ? atMs / 1000 : 0.5},scale=${width}:${height}:flags=bicubic,format=rgb24`
      await convert([...args, '-vf', nearest, '-frames:v', '1', ...raw, output], input, output, timeLimits.stills, run)
    },

    async stills(input, plan, outputs, run = {}) {
      const graph = [
        '[0:v:0]split=2[p][s]',
        `[p]scale=${plan.poster.width}:${plan.poster.height}:flags=bicubic,format=rgb24[poster]`,
        // Each moment shows the last keyframe before it.
        `[s]${storyboardFilters(plan)}[frames]`,
      ].join(';')
      const args = ['-err_detect', 'explode', '-skip_frame', 'nokey', '-i', input, '-filter_complex', graph]
      const poster = ['-map', '[poster]', '-frames:v', '1', ...raw, outputs.poster]
      const storyboard = ['-map', '[frames]', '-frames:v', String(plan.frames), ...raw, outputs.storyboard]
      await convert([...args, ...poster, ...storyboard], input, outputs.poster, timeLimits.stills, run)
    },

    async draw(frames, drawing, outputs, run = {}) {
      const { code, stderr } = await runConfined(
        sandbox,
        [
          path,
          '-hide_banner',
          '-v',
          'error',
          '-xerror',
          '-y',
          '-progress',
          'pipe:1',
          '-f',
          'rawvideo',
          '-pixel_format',
          'rgb24',
          '-video_size',
          `${drawing.width}x${drawing.height}`,
          '-framerate',
          String(drawing.framesPerSecond),
          '-i',
          'pipe:0',
          '-i',
          drawing.sound,
          '-filter_complex',
          [pictureGraph('[0:v:0]', outputs, asDrawn, null), `[1:a:0]${soundFilters(asDrawn)}[a]`].join(';'),
          ...encode(outputs, true),
        ],
        { read: [...programs, drawing.sound], write: dirname(outputs[0]!.file), seconds: timeLimits.draw, memory },
        { signal: run.signal, onLine: progressFrom(run), input: frames },
      )
      if (code !== 0) throw failure(code, stderr)
    },
  }
}

const probeEntries = [
  'format=format_name,duration,bit_rate',
  'stream=index,codec_type,codec_name,profile,level,pix_fmt,width,height,avg_frame_rate,sample_aspect_ratio,color_transfer,field_order,duration,sample_rate,channels:stream_disposition=attached_pic:stream_tags=DURATION:stream_side_data=rotation',
  'packet=stream_index,pts_time,duration_time,size,flags',
].join(':')

/** Each picture encoded for its own file, and the sound once for all of them (FFmpeg's `tee` muxer). */
function encode(outputs: readonly RenderOutput[], hasSound: boolean): string[] {
  const rate = ({ maxBitsPerSecond, level }: RenderOutput, index: number) => [
    ...['-map', `[v${index}]`, `-level:v:${index}`, level],
    ...[`-maxrate:v:${index}`, String(maxBitsPerSecond), `-bufsize:v:${index}`, String(maxBitsPerSecond * 2)],
  ]
  const file = ({ file }: RenderOutput, index: number) =>
    `[select=\\'v:${index}${hasSound ? ',a' : ''}\\':f=mp4:movflags=+faststart]${file.replace(/[\\'|]/g, '\\$&')}`
  return [
    ...outputs.flatMap(rate),
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-profile:v', 'high'],
    ...['-fps_mode', 'vfr', '-fpsmax', String(mostFramesPerSecond), '-force_key_frames', 'expr:gte(t,n_forced*2)'],
    ...(hasSound ? ['-map', '[a]', '-c:a', 'aac', '-b:a', '128k'] : []),
    ...[...untold, '-flags:v', '+bitexact+global_header', '-flags:a', '+bitexact+global_header'],
    ...['-f', 'tee', outputs.map(file).join('|')],
  ]
}

/** A decoder's complaint is the file's fault; an engine that could not work (no room, killed by a limit) is ours. */
function failure(code: number | null, stderr: string): Error {
  const said = `ffmpeg ended with ${code}: ${stderr.slice(-400)}`
  if (/No space left|Cannot allocate/i.test(stderr)) return new Error(said)
  if (hasDied(code) || /Killed/.test(stderr)) return new EngineDied(said)
  return refuse('video.damaged', { got: 0 })
}
