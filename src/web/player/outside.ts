/** What the device shows and does while a clip plays: its name on the lock screen, its media keys, a screen that stays on. */
import type { Video } from '../../core/wire/video.ts'
import { deck } from './deck.ts'

let lock: WakeLockSentinel | null = null
let turn: Promise<void> = Promise.resolve()

/** A screen that stays on while something plays, and no longer; a browser may refuse, and the clip plays on. One step at a time. */
export function keepAwake(): void {
  turn = turn.then(async () => {
    const isWanted = deck.isPlaying && !document.hidden
    if (!isWanted) await lock?.release().catch(() => undefined)
    if (!isWanted) lock = null
    else if ((!lock || lock.released) && 'wakeLock' in navigator)
      lock = await navigator.wakeLock.request('screen').catch(() => null)
  })
}

export function announce(clip: Video, go: (step: number) => void): void {
  if (!('mediaSession' in navigator)) return
  navigator.mediaSession.metadata = new MediaMetadata({
    title: clip.caption.split('\n')[0] || `@${clip.author.handle}`,
    artist: `@${clip.author.handle}`,
    artwork: [{ src: clip.poster, type: 'image/webp' }],
  })
  const handlers: [MediaSessionAction, () => void][] = [
    ['play', () => void deck.play()],
    ['pause', () => deck.pause()],
    ['nexttrack', () => go(1)],
    ['previoustrack', () => go(-1)],
    ['seekbackward', () => deck.seek(deck.at - 5)],
    ['seekforward', () => deck.seek(deck.at + 5)],
  ]
  for (const [name, act] of handlers) navigator.mediaSession.setActionHandler(name, act)
}
