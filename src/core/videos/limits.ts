/** What a clip may be. Declared once; the form, the server, the probe and the command line all read this. */
export const videoLimits = {
  maxDurationMs: 180_000,
  /** Containers round up, so a clip cut at exactly three minutes is still one. */
  durationToleranceMs: 500,
  maxBytes: 500_000_000,
  maxSidePx: 4096,
  maxFramesPerSecond: 240,
  maxCaptionCharacters: 2200,
  maxAltCharacters: 1000,
  maxCaptionsBytes: 200_000,
  maxTags: 30,
  maxTagCharacters: 50,
  maxUnfinishedUploads: 20,
  /** An upload that was never finished is swept after this long. */
  unfinishedKeptMs: 48 * 3_600_000,
  /** A draft is swept when it was not changed for this long. */
  draftKeptMs: 30 * 24 * 3_600_000,
  fileNameKeptMs: 7 * 24 * 3_600_000,
  /** How soon, and how far ahead, a clip may be scheduled. */
  minScheduledMs: 60_000,
  maxScheduledMs: 365 * 24 * 3_600_000,
} as const

/** What the file picker offers; the probe decides. */
export const acceptedFiles = 'video/mp4,video/quicktime,video/webm,video/x-matroska,.mp4,.mov,.m4v,.webm,.mkv'

export const pictureCodecs = ['h264', 'hevc', 'vp8', 'vp9', 'av1', 'mpeg4'] as const
