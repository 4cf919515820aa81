/** The embed's whole program: a tap on the poster plays the clip. It stores nothing and asks for nothing else. */
import css from './player/player.module.css'

const video = document.querySelector('video')
// The body is the document's, and not of the page that was rendered into it.
document.body.classList.add(css['document'] ?? '')
document.querySelector('button')?.addEventListener('click', event => {
  if (!video) return
  document.querySelector('img')?.remove()
  ;(event.currentTarget as HTMLElement).remove()
  video.hidden = false
  video.controls = true
  void video.play()
  video.focus()
})
