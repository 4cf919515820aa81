/** The embed's whole program: a tap on the poster plays the clip. It stores nothing and asks for nothing else. */
import './ui/tokens.css'
import './ui/ui.module.css'
import './player/player.module.css'

const video = document.querySelector('video')
document.querySelector('button')?.addEventListener('click', event => {
  if (!video) return
  document.querySelector('img')?.remove()
  ;(event.currentTarget as HTMLElement).remove()
  video.hidden = false
  video.controls = true
  void video.play()
  video.focus()
})
