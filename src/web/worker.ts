/**
 * The service worker: it keeps the shell, so that the program opens without a network. Pages come from the network and fall
 * back to the shell; media, acts and public data never pass through here.
 */
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { NetworkOnly } from 'workbox-strategies'

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void
  /** Tells the browser to go past the worker, where it can be told (Service Workers, static routing). */
  addRoutes?(rules: object[]): Promise<void>
}

interface Scope {
  registration: { navigationPreload?: { enable(): Promise<void> } }
  skipWaiting(): Promise<void>
  addEventListener(name: 'install' | 'activate', act: (event: Waiting) => void): void
  addEventListener(name: 'message', act: (event: MessageEvent) => void): void
}
const scope = self as unknown as Scope

/** Written in by the build: every file of the shell, and the address of the document without a page in it. */
declare const SHELL_FILES: { url: string; revision: string | null }[]

const past = ['/media/*', '/api/*', '/public/*']

cleanupOutdatedCaches()
precacheAndRoute(SHELL_FILES)

const network = new NetworkOnly()
registerRoute(
  new NavigationRoute(
    async options => {
      try {
        return await network.handle(options)
      } catch (error) {
        const shell = await matchPrecache('/shell')
        if (!shell) throw error
        return shell
      }
    },
    {
      denylist: [
        /^\/(media|api|public|assets|icons|embed|\.well-known)\//,
        /^\/(source\.tar\.gz|worker\.js|favicon\.svg|manifest\.webmanifest|robots\.txt)$/,
      ],
    },
  ),
)

scope.addEventListener('install', event => {
  const rules = past.map(pathname => ({ condition: { urlPattern: { pathname } }, source: 'network' }))
  if (event.addRoutes) event.waitUntil(event.addRoutes(rules).catch(() => undefined))
})
scope.addEventListener('activate', event => {
  if (scope.registration.navigationPreload) event.waitUntil(scope.registration.navigationPreload.enable())
})
// The page says when: never while something plays.
scope.addEventListener('message', event => {
  if (event.data === 'take-over') void scope.skipWaiting()
})
