import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { Person } from './person.ts'
import { headlessShell, programs } from './programs.ts'

/**
 * Debian's Chromium, without the network of its own. Its engine in the shell without windows, where that is here; `isWhole`, the browser
 * that people have.
 */
export async function openBrowser({ isWhole = false } = {}): Promise<Browser> {
  const program = !isWhole && programs.includes(headlessShell) ? headlessShell : 'chromium'
  const browser = await chromium.launch({
    executablePath: `/usr/bin/${program}`,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
    ],
  })
  if (isWhole) wholes.add(browser)
  return browser
}
const wholes = new WeakSet<Browser>()

export const phone = { width: 390, height: 844 }
export const desktop = { width: 1440, height: 900 }

export interface Watched {
  page: Page
  context: BrowserContext
  /** Requests as `METHOD path`, with whether they carried the session. */
  requests: { method: string; path: string; isKnown: boolean; origin: string }[]
  errors: string[]
}

/**
 * A page that remembers every request it made and every fault it reported. The service worker is there in the whole browser, and where
 * `options` ask for it: once it is ready it answers, in the place of a route that a test has set.
 */
export async function openPage(
  browser: Browser,
  base: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Watched> {
  const serviceWorkers = wholes.has(browser) ? 'allow' : 'block'
  const plain = { viewport: phone, locale: 'en-US', baseURL: base, serviceWorkers } as const
  const context = await browser.newContext({ ...plain, ...options })
  // Calls that would ask for a permission of the device are trapped; the test of them reads the list.
  await context.addInitScript(() => {
    const asked: string[] = []
    Object.assign(window, { asked })
    const trap = (owner: object | undefined, name: string) => {
      if (!owner) return
      const real = (owner as Record<string, unknown>)[name] as (...args: unknown[]) => unknown
      if (typeof real !== 'function') return
      Object.defineProperty(owner, name, {
        value(...args: unknown[]) {
          asked.push(name)
          return real.apply(owner, args)
        },
      })
    }
    trap(navigator.mediaDevices, 'getUserMedia')
    trap(navigator.geolocation, 'getCurrentPosition')
    trap(navigator.geolocation, 'watchPosition')
    trap(navigator.permissions, 'query')
    trap(navigator.clipboard, 'readText')
    trap(navigator.clipboard, 'read')
    if ('Notification' in window) trap(Notification, 'requestPermission')
  })
  const page = await context.newPage()
  const watched: Watched = { page, context, requests: [], errors: [] }
  page.on('request', request => {
    const url = new URL(request.url())
    if (!/^https?:/.test(url.protocol)) return
    void request.allHeaders().then(
      headers =>
        watched.requests.push({
          method: request.method(),
          path: url.pathname,
          origin: url.origin,
          isKnown: Boolean(headers['cookie'] || headers['authorization']),
        }),
      () => undefined,
    )
  })
  page.on('pageerror', error => watched.errors.push(String(error.stack)))
  page.on('console', message => {
    if (message.type() === 'error' && !/Permissions-Policy|Failed to load resource/.test(message.text()))
      watched.errors.push(message.text())
  })
  return watched
}

/** Signs a browser in by the cookie of somebody who has joined already. */
export async function signInAs(context: BrowserContext, base: string, { cookie }: Person): Promise<void> {
  const [name, value] = cookie!.split('=') as [string, string]
  const { hostname: domain } = new URL(base)
  await context.addCookies([{ name, value, domain, path: '/api', httpOnly: true, secure: true, sameSite: 'Strict' }])
}

/** Goes to a page and waits until the program has taken it over. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.waitForSelector('#app[data-hydrated]')
}

/** Presented frames of the video on the screen, by requestVideoFrameCallback: `count` of them, with the time each shows. */
export async function framesShown(page: Page, count: number): Promise<number[]> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('video')].some(
      one => one.getBoundingClientRect().top < innerHeight / 2 && one.getBoundingClientRect().bottom > innerHeight / 2,
    ),
  )
  return page.evaluate(
    wanted =>
      new Promise<number[]>((resolve, reject) => {
        const middle = innerHeight / 2
        const video = [...document.querySelectorAll('video')].find(
          one => one.getBoundingClientRect().top < middle && one.getBoundingClientRect().bottom > middle,
        )
        if (!video) return reject(new Error('no video is on the screen'))
        const times: number[] = []
        const next = () =>
          video.requestVideoFrameCallback((_now, { mediaTime }) => {
            times.push(mediaTime)
            if (times.length >= wanted) resolve(times)
            else next()
          })
        next()
        setTimeout(
          () =>
            reject(new Error(`${times.length} frames of ${wanted}; paused ${video.paused}, ready ${video.readyState}`)),
          15_000,
        )
      }),
    count,
  )
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Whatever moves on the page and ends has ended: a sheet on its way up is pale, and nobody reads it there. */
export const moved = (page: Page): Promise<unknown> =>
  page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter(one => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map(one => one.finished.catch(() => undefined)),
    ),
  )

/** What axe-core finds against WCAG 2.2 A and AA, as short lines. */
export async function axeFindings(page: Page): Promise<string[]> {
  await moved(page)
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(({ html }) => html.slice(0, 140))
          .join(' | ')}`,
    )
  })
}

/** Chromium's own authenticator for tests, as a phone has one: it verifies its person and keeps what it makes. */
export async function plugIn(context: BrowserContext, page: Page): Promise<void> {
  const client = await context.newCDPSession(page)
  await client.send('WebAuthn.enable')
  await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}
