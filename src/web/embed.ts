/** The embed's whole program: a tap on the poster plays the clip. It stores nothing and asks for nothing else. */
import './ui/tokens.css'
import css from './player/player.module.css'

const video = document.querySelector('video')
// Named, so that the build keeps the embed's styles with it.
document.body.classList.add(css.document ?? '')
document.querySelector('button')?.addEventListener('click', event => {
  if (!video) return
  document.querySelector('img')?.remove()
  ;(event.currentTarget as HTMLElement).remove()
  video.hidden = false
  video.controls = true
  void video.play()
  video.focus()
})
