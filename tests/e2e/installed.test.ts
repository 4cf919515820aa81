import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { framesShown, openBrowser, openPage, visit } from '../harness/browser.ts'
import { clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import { openShore } from '../harness/shore.ts'

const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')

/** The worker is registered when the first clip has had its time, and takes care of the next page. */
async function installed(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.reload()
  await page.waitForSelector('#app[data-hydrated]')
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
}

describe.skipIf(missing !== '')(`on a device that keeps the shell${missing && ` [${missing}]`}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser({ isWhole: true })
  })
  afterAll(() => browser?.close())

  it('without a network the program opens, and plays the clips the viewer chose to keep; none is kept unasked', {
    timeout: 90_000,
  }, async () => {
    await using shore = await openShore({ people: ['ada'] })
    for (const caption of ['one', 'two'])
      await shore.people['ada']!.post(clip('web.mp4'), { visibility: 'public', caption })
    const { page, context } = await openPage(browser, shore.url)
    await visit(page, '/')
    await framesShown(page, 3)
    await installed(page)
    await page.waitForTimeout(2500)
    await context.setOffline(true)
    await page.goto('/')
    await page.getByRole('heading', { name: 'The feed did not arrive' }).waitFor()
    await page.getByRole('link', { name: 'Explore' }).click()
    await page.getByRole('heading', { name: 'Explore' }).waitFor()

    await context.setOffline(false)
    await visit(page, '/settings')
    await page.getByLabel(/Keep the last three clips/).check()
    await visit(page, '/')
    await framesShown(page, 3)
    await expect.poll(() => page.evaluate(() => caches.has('onshore-kept-clips'))).toBe(true)
    await page.waitForTimeout(500)
    await context.setOffline(true)
    await page.goto('/')
    await page.getByText('You are offline. This clip is kept on this device.').waitFor()
    expect(new Set(await framesShown(page, 6)).size).toBeGreaterThan(3)

    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByLabel(/Keep the last three clips/).uncheck()
    await expect.poll(() => page.evaluate(() => caches.has('onshore-kept-clips'))).toBe(false)
    await context.close()
  })

  it('media, acts and public data never pass through the worker; pages fall back on it', {
    timeout: 60_000,
  }, async () => {
    await using shore = await openShore({ people: ['ada'] })
    await shore.people['ada']!.post(clip('web.mp4'), { visibility: 'public', caption: 'one' })
    const { page, context } = await openPage(browser, shore.url)
    await visit(page, '/')
    await installed(page)
    const through = new Map<string, boolean>()
    page.on('response', reply => through.set(new URL(reply.url()).pathname, reply.fromServiceWorker()))
    await page.reload()
    await framesShown(page, 5)
    await page.waitForTimeout(500)
    const kinds = (kind: string) => [...through].filter(([path]) => path.startsWith(kind))
    for (const kind of ['/media/', '/public/', '/api/']) {
      expect(kinds(kind).length, kind).toBeGreaterThan(0)
      for (const [path, isThrough] of kinds(kind)) expect(isThrough, path).toBe(false)
    }
    // The control: what the worker does keep comes from it.
    expect(kinds('/assets/').some(([, isThrough]) => isThrough)).toBe(true)
    await context.close()
  })

  it('a new version says so once nothing plays, and reloads when it is asked to', { timeout: 60_000 }, async () => {
    await using shore = await openShore({ people: ['ada'] })
    await shore.people['ada']!.post(clip('web.mp4'), { visibility: 'public', caption: 'one' })
    const { page, context } = await openPage(browser, shore.url)
    await visit(page, '/')
    await installed(page)
    await framesShown(page, 3)
    // The page's own side of the worker is loaded late.
    await page.waitForTimeout(4500)
    const assets = shore.pages.assets as Map<string, { mediaType: string; body: Buffer; brotli: null; etag: string }>
    const body = Buffer.concat([assets.get('/worker.js')!.body, Buffer.from('\n// another version\n')])
    assets.set('/worker.js', { mediaType: 'text/javascript', body, brotli: null, etag: '"another"' })
    await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())!.update()))
    await page.waitForFunction(async () => Boolean((await navigator.serviceWorker.getRegistration())!.waiting))
    await page.waitForTimeout(1500)
    const notice = page.getByText('A new version of this page is ready.')
    expect(await notice.count()).toBe(0)
    await page.keyboard.press(' ')
    await notice.waitFor()
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Reload' }).click()])
    await framesShown(page, 3)
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.waiting)).toBe(null)
    await context.close()
  })

  it('the manifest and its icons are there, and a device may install the page', async () => {
    await using shore = await openShore({ isIdle: true })
    const manifest = (await (await fetch(`${shore.url}/manifest.webmanifest`)).json()) as {
      icons: { src: string; sizes: string; type: string; purpose: string }[]
    }
    expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true)
    for (const { src, type } of manifest.icons) {
      const reply = await fetch(shore.url + src)
      expect([src, reply.status, reply.headers.get('content-type')]).toEqual([src, 200, type])
      await reply.arrayBuffer()
    }
    const page = await browser.newPage()
    await page.goto(shore.url)
    const cdp = await page.context().newCDPSession(page)
    const { installabilityErrors } = (await cdp.send('Page.getInstallabilityErrors')) as {
      installabilityErrors: { errorId: string }[]
    }
    // A browser window that keeps nothing can install nothing; there is no other objection.
    expect(installabilityErrors.map(({ errorId }) => errorId).filter(id => id !== 'in-incognito')).toEqual([])
    await page.close()
  })
})
