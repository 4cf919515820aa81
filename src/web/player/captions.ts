import type { Video } from '../../core/wire/video.ts'

/**
 * Captions are read by the browser's own WebVTT parser and drawn by the page, so that a viewer's size and colours hold in
 * every browser and the words never lie under the buttons. One `<track>` an element, in the viewer's language or else the first.
 */
export function setCaptions(
  video: HTMLVideoElement,
  captions: Video['captions'],
  language: string,
  isWanted: boolean,
  onCues: () => void,
): void {
  const chosen = captions.find(caption => caption.language === language) ?? captions[0]
  let track = video.querySelector('track')
  if (track && track.getAttribute('src') !== chosen?.url) {
    track.remove()
    track = null
  }
  if (!chosen) return
  if (!track) {
    track = document.createElement('track')
    track.kind = 'captions'
    track.srclang = chosen.language
    track.label = chosen.language
    track.src = chosen.url
    track.track.addEventListener('cuechange', onCues)
    video.append(track)
  }
  track.track.mode = isWanted ? 'hidden' : 'disabled'
}

/** What is said at this moment, each cue as the parser made it (text, bold, italics; never a script). */
export function cuesNow(video: HTMLVideoElement): { language: string; lines: DocumentFragment[] } | null {
  const track = video.querySelector('track')
  const active = track?.track.mode === 'hidden' ? track.track.activeCues : null
  if (!track || !active || active.length === 0) return null
  return { language: track.srclang, lines: [...active].map(cue => (cue as VTTCue).getCueAsHTML()) }
}
