/** What a bare ffmpeg makes of a clip, and how near another file comes to it. No part of it knows the product. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

function ffmpeg(args: readonly string[]): string {
  const { status, stderr } = spawnSync('ffmpeg', ['-hide_banner', '-y', ...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`ffmpeg: ${stderr.slice(-500)}`)
  return stderr
}

const folder = mkdtempSync(join(tmpdir(), 'judge-'))
const references = new Map<string, string>()

/** One rendition by the command that a handbook would give; the same for every engine, so made once. `before` are filters that the kind of file needs. */
export function reference(
  input: string,
  output: string,
  size: { width: number; height: number },
  before: string,
): void {
  const filters = `${before}scale=${size.width}:${size.height}:flags=bicubic,setsar=1,format=yuv420p`
  const picture = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-fps_mode', 'vfr', '-fpsmax', '60']
  const args = ['-i', input, '-map', '0:v:0', '-map', '0:a:0?', '-vf', filters, ...picture, '-c:a', 'aac', '-ac', '2']
  const key = args.join(' ')
  if (!references.has(key)) {
    const made = join(folder, `${references.size}.mp4`)
    ffmpeg([...args, made])
    references.set(key, made)
  }
  copyFileSync(references.get(key)!, output)
}

/** Mean structural similarity of the pictures of two files, 0 to 1, picture by picture in their order. */
export function ssim(one: string, other: string): number {
  const graph = '[0:v]settb=1/1000,setpts=N[a];[1:v]settb=1/1000,setpts=N[b];[a][b]ssim'
  return Number(/SSIM .*All:([\d.]+)/.exec(ffmpeg(['-i', one, '-i', other, '-lavfi', graph, '-f', 'null', '-']))?.[1])
}

/** Integrated loudness in LUFS (EBU R128). */
export function lufsOf(file: string): number {
  const said = ffmpeg(['-nostats', '-i', file, '-map', '0:a:0', '-af', 'ebur128=framelog=verbose', '-f', 'null', '-'])
  return Number(/Integrated loudness:\s+I:\s+(-?[\d.]+) LUFS/.exec(said)?.[1])
}

/** What the container and its streams say beside what is needed to play: keys of tags, names of chapters, other streams. */
export function tracesOf(file: string): string[] {
  const args = ['-v', 'error', '-show_format', '-show_streams', '-show_chapters', '-of', 'json', file]
  const { stdout } = spawnSync('ffprobe', args, { encoding: 'utf8' })
  const { format, streams, chapters } = JSON.parse(stdout) as {
    format: { tags?: Record<string, string> }
    streams: { codec_type: string; tags?: Record<string, string> }[]
    chapters: unknown[]
  }
  const needed = new Set(['major_brand', 'minor_version', 'compatible_brands', 'language', 'vendor_id'])
  const standard = new Set(['VideoHandler', 'SoundHandler', 'Lavc libx264'])
  const tags = [format.tags, ...streams.map(({ tags }) => tags)].flatMap(tags => Object.entries(tags ?? {}))
  return [
    ...tags.filter(([key, value]) => !needed.has(key) && !standard.has(value)).map(([key, value]) => `${key}=${value}`),
    ...streams.filter(({ codec_type }) => !['video', 'audio'].includes(codec_type)).map(stream => stream.codec_type),
    ...chapters.map(() => 'chapter'),
  ]
}
