/**
 * The embed's whole program. A tap on the poster, or a key, plays the clip with sound; its size is told to the page around it. It
 * stores nothing, asks for nothing else, and listens to nobody.
 */
import css from './player/embed.module.css'

const seekSeconds = 5

const around = document.querySelector('main')
const video = document.querySelector('video')
const button = document.querySelector('button')
/** In front of a sensitive clip: a key does not go past it. */
const cover = document.querySelector<HTMLElement>('[data-cover]')
// The body is the document's, and not of the page that was rendered into it.
document.body.classList.add(css['document'] ?? '')

function play(): void {
  if (!video) return
  const poster = document.querySelector('img')
  if (poster) video.poster = poster.src
  poster?.remove()
  button?.remove()
  cover?.remove()
  // Nothing but the poster is asked for before somebody wants to watch.
  const spoken = video.querySelector<HTMLTrackElement>('track[data-spoken=true]')
  if (spoken) spoken.track.mode = 'showing'
  video.hidden = false
  video.controls = true
  // What is played in, is played in: a browser that wants another touch shows its own button.
  void video.play().catch(() => undefined)
  video.focus()
}

const keys: Record<string, (clip: HTMLVideoElement) => unknown> = {
  k: clip => (clip.hidden ? (cover ? button?.focus() : play()) : clip.paused ? clip.play() : clip.pause()),
  m: clip => (clip.muted = !clip.muted),
  f: clip => (document.fullscreenElement ? document.exitFullscreen() : clip.requestFullscreen?.()),
  c(clip) {
    const shown = [...clip.textTracks].find(track => track.mode === 'showing')
    const next = shown ?? clip.textTracks[0]
    if (next) next.mode = shown ? 'disabled' : 'showing'
  },
  ArrowLeft: clip => (clip.currentTime -= seekSeconds),
  ArrowRight: clip => (clip.currentTime += seekSeconds),
}

button?.addEventListener('click', play)
document.addEventListener('keydown', event => {
  if (!video || event.metaKey || event.altKey || event.ctrlKey || event.defaultPrevented) return
  // The browser's own controls answer to arrows themselves.
  if (event.target === video && event.key.startsWith('Arrow')) return
  const act = keys[event.key]
  if (!act) return
  event.preventDefault()
  act(video)
})

/** The clip's shape, for a page that wants to give it room. There is nothing in it that the page does not know. */
const { width, height } = around?.dataset ?? {}
if (parent !== window && width && height)
  parent.postMessage(
    { type: 'onshore:size', id: location.pathname.split('/').at(-1), width: Number(width), height: Number(height) },
    '*',
  )
