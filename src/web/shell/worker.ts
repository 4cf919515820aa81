/** The page's side of the service worker: it is registered late, and a new version waits until nothing plays. */
import type { I18n } from '@lingui/core'
import { deck } from '../player/deck.ts'
import { uploadsUnderWay } from './busy.ts'
import { savesData } from './device.ts'
import { notify } from './notice.tsx'
import { scriptAddress } from './script-address.ts'

const address = '/worker.js'

export async function openWorker(words: () => I18n): Promise<void> {
  // Keeping the shell costs a hundred kilobytes or so, once a version.
  if (!('serviceWorker' in navigator) || savesData.peek()) return
  const wasControlled = navigator.serviceWorker.controller !== null
  const registration = await navigator.serviceWorker
    .register(scriptAddress('onshore-worker', address), { updateViaCache: 'none' })
    .catch(() => null)
  if (!registration) return
  const offer = (worker: ServiceWorker) => {
    whenQuiet(() => {
      const say = words()
      notify(say._('update.ready'), {
        label: say._('update.reload'),
        act() {
          navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
          worker.postMessage('take-over')
        },
      })
    })
  }
  const watch = (worker: ServiceWorker | null) =>
    worker?.addEventListener('statechange', () => {
      // The first worker of all replaces nothing.
      if (worker.state === 'installed' && wasControlled) offer(worker)
    })
  if (registration.waiting && wasControlled) offer(registration.waiting)
  watch(registration.installing)
  registration.addEventListener('updatefound', () => watch(registration.installing))
}

/** Nothing plays and nothing is being sent. */
function whenQuiet(act: () => void): void {
  const isBusy = () => (deck.isPlaying && !document.hidden) || uploadsUnderWay.value > 0
  const timer = setInterval(() => {
    if (isBusy()) return
    clearInterval(timer)
    act()
  }, 500)
}
