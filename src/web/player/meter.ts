/**
 * Measures on this device what the player needs to know of the network and of itself: how fast bytes come, how soon a clip
 * moves after a swipe, where it stalled, what was fetched and never watched. Nothing of it is kept or sent.
 */

/**
 * The shore sends the rest of a clip at the clip's own pace, so an average would measure the shore. The line shows itself in the
 * fastest stretch of each load: the start, which comes at once. Kept for the last few loads.
 */
const peaks: number[] = []
const mostPeaks = 6
const stretchMs = 120
/** Less than this in a stretch says more about latency than about the line. */
const leastBits = 200_000

let stretchBits = 0
let stretchFrom: number | null = null
const loading = new Set<HTMLVideoElement>()

export interface Load {
  bitsPerSecond: number
  /** Seconds of the clip that have arrived. */
  fetched: number
  /** Seconds of the clip that were shown. */
  watched: number
}

export const stats = {
  /** Milliseconds from the end of a gesture to the first moving frame. */
  swipes: [] as number[],
  stalls: 0,
  fetchedBytes: 0,
  watchedBytes: 0,
}

/** Follows one element: `loadOf` gives what it holds now. */
export function watchLoading(video: HTMLVideoElement, loadOf: () => Load | null): void {
  const stop = () => {
    hear(video, loadOf())
    // A small file is all there before anything of it is decoded: its seconds are counted when they are known.
    if (video.networkState === HTMLMediaElement.NETWORK_IDLE && video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA)
      return
    loading.delete(video)
    if (loading.size > 0) return
    endStretch(performance.now(), 20)
    stretchFrom = null
  }
  video.addEventListener('loadstart', () => {
    stretchFrom ??= performance.now()
    peaks.push(0)
    if (peaks.length > mostPeaks) peaks.shift()
    loading.add(video)
  })
  video.addEventListener('progress', () => {
    hear(video, loadOf())
    loading.add(video)
    stretchFrom ??= performance.now()
  })
  for (const event of ['loadeddata', 'canplaythrough'] as const) {
    video.addEventListener(event, () => {
      if (video.networkState === HTMLMediaElement.NETWORK_IDLE) stop()
      else hear(video, loadOf())
    })
  }
  for (const event of ['suspend', 'abort', 'error', 'emptied'] as const) video.addEventListener(event, stop)
}

function hear(video: HTMLVideoElement, load: Load | null): void {
  if (!load) return
  let seconds = 0
  for (let i = 0; i < video.buffered.length; i++) seconds += video.buffered.end(i) - video.buffered.start(i)
  if (stretchFrom !== null) stretchBits += Math.max(0, seconds - load.fetched) * load.bitsPerSecond
  load.fetched = Math.max(load.fetched, seconds)
  endStretch(performance.now(), stretchMs)
}

function endStretch(now: number, leastMs: number): void {
  if (stretchFrom === null || now - stretchFrom < leastMs) return
  if (stretchBits >= leastBits && peaks.length > 0)
    peaks[peaks.length - 1] = Math.max(peaks.at(-1)!, (stretchBits * 1000) / (now - stretchFrom))
  stretchBits = 0
  stretchFrom = now
}

/** Bits per second that the line has shown in the last loads, or null before enough has arrived to tell. */
export function throughput(): number | null {
  const shown = peaks.filter(peak => peak > 0).sort((a, b) => a - b)
  return shown[Math.floor(shown.length / 2)] ?? null
}

/** A clip leaves its element: what it cost is added up. */
export function settle(load: Load | null): void {
  if (!load) return
  stats.fetchedBytes += (load.fetched * load.bitsPerSecond) / 8
  stats.watchedBytes += (Math.min(load.watched, load.fetched) * load.bitsPerSecond) / 8
}

let gestureAt: number | null = null
let movesFrom: ReturnType<typeof setTimeout> | undefined

/** A gesture that may bring another clip has ended now. */
export function gestureEnded(at = performance.now()): void {
  gestureAt = at
  clearTimeout(movesFrom)
  // A gesture that moved to no other clip is no swipe.
  movesFrom = setTimeout(() => (gestureAt = null), 1500)
}

/** The clip of this element has just become the current one: waits for its first frame that moves. */
export function timeSwipe(video: HTMLVideoElement): void {
  const from = gestureAt
  if (from === null || !('requestVideoFrameCallback' in video)) return
  gestureAt = null
  const source = video.currentSrc
  const stood = video.currentTime
  const onFrame = (now: number, { mediaTime }: VideoFrameCallbackMetadata) => {
    if (video.currentSrc !== source || now - from > 10_000) return
    if (mediaTime > stood) {
      stats.swipes.push(now - from)
      if (stats.swipes.length > 200) stats.swipes.shift()
    } else video.requestVideoFrameCallback(onFrame)
  }
  video.requestVideoFrameCallback(onFrame)
}
