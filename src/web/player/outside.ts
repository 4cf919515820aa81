/** What the device shows and does while a clip plays: its name on the lock screen, its media keys, a screen that stays on. */
import type { Video } from '../../core/wire/video.ts'
import { deck } from './deck.ts'

let lock: WakeLockSentinel | null = null

/** Asked for while something plays, and given back; a browser may refuse, and the clip plays on. */
export async function keepAwake(isPlaying: boolean): Promise<void> {
  if (!isPlaying || document.hidden) {
    const held = lock
    lock = null
    await held?.release().catch(() => undefined)
  } else if (!lock && 'wakeLock' in navigator) {
    lock = await navigator.wakeLock.request('screen').catch(() => null)
    lock?.addEventListener('release', () => (lock = null))
    if (!deck.isPlaying) await keepAwake(false)
  }
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
