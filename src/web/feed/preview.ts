import type { Video } from '../../core/wire/video.ts'

/** One element for every preview of a grid: muted, the smallest rendition, gone as soon as nobody looks. */
let video: HTMLVideoElement | null = null

export function previewIn(cell: HTMLElement, clip: Video): void {
  if (!video) {
    video = document.createElement('video')
    video.muted = true
    video.loop = true
    video.playsInline = true
    video.tabIndex = -1
    video.setAttribute('aria-hidden', 'true')
    video.disableRemotePlayback = true
  }
  video.src = clip.renditions[0]?.url ?? ''
  cell.append(video)
  void video.play().catch(() => undefined)
}

export function stopPreview(): void {
  if (!video?.isConnected) return
  video.pause()
  video.removeAttribute('src')
  video.load()
  video.remove()
}
