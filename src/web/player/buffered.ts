/** A clip that waits is prepared with this much of it. */
const preparedSeconds = 2

/** Seconds that have arrived past the moment shown; the rest of the clip counts as all that could come. */
export function aheadOf(video: HTMLVideoElement): number {
  const at = video.currentTime
  for (let i = 0; i < video.buffered.length; i++) {
    const end = video.buffered.end(i)
    if (video.buffered.start(i) <= at + 0.1 && end >= at) return end >= video.duration - 0.3 ? Infinity : end - at
  }
  return 0
}

/** A clip that waits has its first seconds, or all that its browser fetches ahead of a play. */
export function isPrepared(video: HTMLVideoElement): boolean {
  return (
    aheadOf(video) >= preparedSeconds ||
    (video.networkState === HTMLMediaElement.NETWORK_IDLE && video.readyState >= HTMLMediaElement.HAVE_METADATA)
  )
}
