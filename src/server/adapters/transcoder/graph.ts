/** The filters of both engines, in FFmpeg's graph language: one text, so that the two cannot differ by it. */
import type { RenditionPlan, StillsPlan, Treatment } from '../../../core/videos/renditions.ts'

/** Pictures come from `source` (`[0:v:0]`, or a label and filters of the engine's own); renditions end in `[v0]`, `[v1]` …, a storyboard in `[frames]`. */
export function pictureGraph(
  source: string,
  outputs: readonly RenditionPlan[],
  treatment: Treatment,
  storyboard: StillsPlan | null,
): string {
  const largest = outputs.reduce((most, one) => (one.width > most.width ? one : most))
  const before = [
    ...(treatment.isInterlaced ? ['bwdif=mode=send_frame:deint=interlaced'] : []),
    ...(treatment.isHdr ? [toBt709(largest)] : []),
  ]
  // Each is made from the next larger one: a small picture costs no reading of a large one.
  const steps = [...outputs.entries()].sort(([, a], [, b]) => b.width - a.width)
  const chains = steps.map(([index, { width, height }], step) => {
    const next = steps[step + 1]
    const ends = next ? `,split=2[v${index}][s${next[0]}]` : `[v${index}]`
    return `[s${index}]scale=${width}:${height}:flags=bicubic,setsar=1,format=yuv420p${ends}`
  })
  if (storyboard) chains.push(`[sf]${storyboardFilters(storyboard)}[frames]`)
  const first = `[s${steps[0]![0]}]`
  const ways = storyboard ? `split=2${first}[sf]` : `null${first}`
  return [`${source}${[...before, ways].join(',')}`, ...chains].join(';')
}

/** One frame for each moment, the last one held to the end. */
export function storyboardFilters({ frame, frames, everyMs }: StillsPlan): string {
  return `setpts=PTS-STARTPTS,tpad=stop_mode=clone:stop_duration=${(frames * everyMs) / 1000},fps=${1000 / everyMs}:start_time=0,scale=${frame.width}:${frame.height},format=rgb24`
}

// Mapped at the size of the largest rendition: in floating point, a picture of 4096 would cost eight times as much.
// 203 cd/m2 is diffuse white (ITU-R BT.2408), 1000 the peak that phones write for: said here, as engines guess it differently.
const toBt709 = ({ width, height }: RenditionPlan): string =>
  [
    `zscale=w=${width}:h=${height}:t=linear:npl=203`,
    'format=gbrpf32le',
    'zscale=p=bt709',
    'tonemap=hable:desat=0:peak=4.93',
    'zscale=t=bt709:m=bt709:r=tv',
    'format=yuv420p',
  ].join(',')

/** 48 kHz stereo without gaps, as loud as the treatment says, its peaks held below -1 dB. */
export function soundFilters({ gainDb }: Pick<Treatment, 'gainDb'>): string {
  const level = gainDb === 0 ? '' : `,volume=${gainDb}dB${gainDb > 0 ? ',alimiter=limit=0.89:level=false' : ''}`
  // The limiter works in double precision, and an encoder is given what it was opened for.
  const format = 'aformat=sample_fmts=fltp:sample_rates=48000:channel_layouts=stereo'
  return `aresample=48000:async=1:first_pts=0,${format}${level}${level && `,${format}`}`
}
