const signatures: readonly (readonly [name: string, offset: number, bytes: string])[] = [
  ['JPEG', 0, '\xff\xd8\xff'],
  ['PNG', 0, '\x89PNG'],
  ['GIF', 0, 'GIF8'],
  ['WebP', 8, 'WEBP'],
  ['AVI', 8, 'AVI '],
  ['WAV', 8, 'WAVE'],
  ['M3U8', 0, '#EXTM3U'],
  ['FFCONCAT', 0, 'ffconcat'],
  ['MPD', 0, '<MPD'],
  ['XML', 0, '<?xml'],
  ['HTML', 0, '<!DOCTYPE'],
  ['SVG', 0, '<svg'],
  ['PDF', 0, '%PDF'],
  ['ZIP', 0, 'PK\x03\x04'],
  ['MP3', 0, 'ID3'],
  ['Ogg', 0, 'OggS'],
  ['FLAC', 0, 'fLaC'],
  ['FLV', 0, 'FLV'],
  ['HEIC', 4, 'ftypheic'],
  ['AVIF', 4, 'ftypavif'],
]

/** A short name for what a file's first bytes say it is, where that is not a video; null where they say nothing. */
export function sniff(head: Uint8Array): string | null {
  const text = String.fromCharCode(...head.subarray(0, 16))
  return signatures.find(([, offset, bytes]) => text.startsWith(bytes, offset))?.[0] ?? null
}
