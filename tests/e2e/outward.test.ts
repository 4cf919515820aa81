import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, desktop, openBrowser, openPage, phone, signInAs, visit } from '../harness/browser.ts'
import { clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const pictures = join(import.meta.dirname, '../out/screens')
const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')
const webvtt = 'WEBVTT\n\n00:00:00.000 --> 00:00:02.500\nThe ferry leaves at six\n'

const shoot = async (page: Page, name: string, fullPage = false) =>
  writeFileSync(join(pictures, `${name}.png`), await page.screenshot({ fullPage }))

const someClips = async (shore: TestShore): Promise<string> => {
  const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
  await alice.post(clip('tall.mp4'), { caption: 'Low water, #boats resting on the sand', visibility: 'public' })
  const { id } = await alice.post(clip('web.mp4'), {
    caption: 'Six in the morning, first #ferry of the day\nand nobody on deck yet',
    visibility: 'public',
  })
  await alice.ask('PUT', `/api/videos/${id}/captions/en`, { text: webvtt })
  const said = await bob.ask('POST', `/api/videos/${id}/comments`, { text: 'Which pier is this?' })
  await alice.ask('POST', `/api/videos/${id}/comments`, { text: 'The old one', replyTo: said.body.id })
  await bob.ask('PUT', `/api/videos/${id}/like`)
  return id
}

/** Somebody else's pages, on an origin of their own. */
async function openElsewhere(bodies: Record<string, string>) {
  const server = createServer((request, reply) =>
    reply.setHeader('content-type', 'text/html').end(
      `<!doctype html><title>A page</title><body style="margin:40px;font:18px Georgia"><h1>Elsewhere</h1>
      <script>window.said=[];addEventListener('message',event=>said.push(event.data))</script>${bodies[request.url!] ?? ''}`,
    ),
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

describe.skipIf(missing !== '')(`going out, in a browser${missing && ` [${missing}]`}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
    mkdirSync(pictures, { recursive: true })
  })
  afterAll(() => browser?.close())

  it('without JavaScript a clip plays with its captions, is read with what was said, and leads on', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const id = await someClips(shore)
    for (const [viewport, scheme, locale, name] of [
      [phone, 'light', 'en-US', 'phone'],
      [desktop, 'dark', 'fr-CA', 'desktop-dark-fr'],
      [{ width: 320, height: 640 }, 'light', 'fr-CA', '320-fr'],
    ] as const) {
      const { page, context, errors, requests } = await openPage(browser, shore.url, {
        javaScriptEnabled: false,
        viewport,
        locale,
        colorScheme: scheme,
      })
      await page.goto(`/@alice/video/${id}`)
      await page.locator('#plain video[controls]').waitFor()
      await shoot(page, `plain-clip-${name}`, true)
      expect(await page.locator('#app').isVisible()).toBe(false)
      await page.locator('#plain summary').click()
      await page.locator('#plain details p', { hasText: 'The ferry leaves at six' }).waitFor()
      // The browser's own player, worked by the keyboard.
      await page.locator('#plain video').focus()
      await page.keyboard.press('Space')
      await expect.poll(() => requests.filter(({ path }) => path.startsWith('/media/')).length).toBeGreaterThan(3)
      await page.locator('#plain a[rel=author]').click()
      await page.locator('#plain h1', { hasText: 'alice' }).waitFor()
      await shoot(page, `plain-profile-${name}`, true)
      await page.locator('#plain a', { hasText: 'Low water' }).click()
      await page.locator('#plain h1', { hasText: 'Low water' }).waitFor()
      await page.goBack()
      await page.goBack()
      await page.locator('#plain h1 a', { hasText: '#ferry' }).click()
      await page.locator('#plain h1', { hasText: '#ferry' }).waitFor()
      await page.locator('#plain a', { hasText: 'Six in the morning' }).waitFor()
      expect(await page.locator('#plain li').count()).toBe(1)
      await shoot(page, `plain-tag-${name}`, true)
      await page.goto('/tag/never_used')
      await page.locator('#plain p', { hasText: '#never_used' }).waitFor()
      expect((await page.goto('/tag/no%20tag'))?.status()).toBe(404)
      expect(await page.title()).not.toContain('#')
      await page.locator('nav a:visible', { hasText: /^(Explore|Explorer)$/ }).click()
      await page.locator('#plain h1', { hasText: /^(Explore|Explorer)$/ }).waitFor()
      await shoot(page, `plain-explore-${name}`)
      await page.goto('/')
      await shoot(page, `plain-feed-${name}`)
      await page.goto('/settings')
      await shoot(page, `plain-settings-${name}`)
      expect(requests.filter(({ isKnown, origin }) => isKnown || origin !== shore.url)).toEqual([])
      expect(errors).toEqual([])
      await context.close()
    }
  })

  it('the share sheet gives everybody the same link, a code that plays in a page, a code for cameras, and the file where it is offered', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const id = await someClips(shore)
    const links: string[] = []
    for (const [who, viewport, scheme, locale, name] of [
      ['guest', phone, 'light', 'en-US', 'phone'],
      ['alice', desktop, 'dark', 'fr-CA', 'desktop-dark-fr'],
      ['bob', { width: 320, height: 640 }, 'dark', 'fr-CA', '320-dark-fr'],
    ] as const) {
      const { page, context, errors, requests } = await openPage(browser, shore.url, {
        viewport,
        locale,
        colorScheme: scheme,
        permissions: ['clipboard-write'],
        acceptDownloads: true,
      })
      // No page of the shore may read the clipboard: what is written is looked at on its way.
      await context.addInitScript(() => {
        const real = navigator.clipboard.writeText.bind(navigator.clipboard)
        Object.assign(window, { copied: [] })
        navigator.clipboard.writeText = text => {
          ;(window as unknown as { copied: string[] }).copied.push(text)
          return real(text)
        }
      })
      if (who !== 'guest') await signInAs(context, shore.url, shore.people[who]!)
      await visit(page, `/@alice/video/${id}`)
      const article = page.locator('article[data-place="0"]')
      await article.getByRole('button', { name: /^(Share|Partager)$/ }).click()
      const sheet = page.getByRole('dialog')
      await sheet.getByRole('button', { name: /^(Copy link|Copier le lien)$/ }).click()
      await page
        .getByText(/The link is copied|Le lien est copié/)
        .first()
        .waitFor()
      links.push(...(await page.evaluate(() => (window as unknown as { copied: string[] }).copied)))
      await shoot(page, `share-${name}`)
      expect(await axeFindings(page)).toEqual([])
      await sheet.getByRole('button', { name: /^(QR code|Code QR)$/ }).click()
      await sheet.locator('svg[role=img] path').waitFor()
      await shoot(page, `share-qr-${name}`)
      await sheet.getByRole('button', { name: /^(Embed in a page|Intégrer dans une page)$/ }).click()
      const code = await sheet.locator('textarea').inputValue()
      links.push(code)
      await shoot(page, `share-embed-${name}`)
      expect(await axeFindings(page)).toEqual([])
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        sheet.getByRole('link', { name: /Save as a file|Enregistrer le fichier/ }).click(),
      ])
      expect(file.suggestedFilename()).toBe('alice-Six-in-the-morning-first-ferry-of-the-day.mp4')
      expect(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)).toBe(false)
      await page.keyboard.press('Escape')
      // The sheet takes its step of history along.
      await expect
        .poll(() => page.evaluate(() => (history.state as { sheet?: boolean } | null)?.sheet === true))
        .toBe(false)
      await visit(page, '/@alice')
      await page.getByRole('button', { name: /^(Share|Partager)$/ }).click()
      await sheet.getByRole('link', { name: /Atom/ }).waitFor()
      await shoot(page, `share-profile-${name}`)
      // Nothing is told of it.
      expect(requests.filter(({ method }) => method !== 'GET')).toEqual([])
      expect(errors).toEqual([])
      await context.close()
    }
    expect(new Set(links)).toEqual(new Set([`${shore.url}/@alice/video/${id}`, links[1]]))
  })

  it('the embed plays in any page without an origin of its own, with captions and keys, and tells its shape; any other page is framed nowhere', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const id = await someClips(shore)
    const oembed = await fetch(
      `${shore.url}/public/oembed?url=${encodeURIComponent(`${shore.url}/@alice/video/${id}`)}`,
    )
    const { html } = (await oembed.json()) as { html: string }
    const { page, context, errors, requests } = await openPage(browser, shore.url, { viewport: desktop })
    await using elsewhere = await openElsewhere({
      '/embed': html,
      '/page': `<iframe src="${shore.url}/@alice" title="no"></iframe>`,
    })
    await page.goto(`${elsewhere.url}/embed`)
    const frame = page.frameLocator('iframe')
    await frame.getByRole('button', { name: 'Play' }).waitFor()
    expect(await page.evaluate(() => (window as unknown as { said: object[] }).said)).toEqual([
      { type: 'onshore:size', id, width: 360, height: 640 },
    ])
    // A poster until it is asked for: whatever comes, has come when it is shown and nothing is on its way.
    const poster = frame.locator('img')
    await expect.poll(() => poster.evaluate((one: HTMLImageElement) => one.complete && one.naturalWidth > 0)).toBe(true)
    await page.waitForLoadState('networkidle')
    const asked = () => requests.flatMap(({ path }) => (path.startsWith('/media/') ? [path] : []))
    await expect.poll(asked).toEqual([new URL(await poster.evaluate((one: HTMLImageElement) => one.src)).pathname])
    expect(await frame.locator('video').evaluate((one: HTMLVideoElement) => one.networkState)).not.toBe(2)
    await shoot(page, 'embed-poster-desktop')
    await frame.getByRole('button', { name: 'Play' }).press('Enter')
    const video = frame.locator('video')
    await expect.poll(() => video.evaluate((one: HTMLVideoElement) => one.currentTime)).toBeGreaterThan(0.3)
    expect(await video.evaluate((one: HTMLVideoElement) => one.muted)).toBe(false)
    await expect
      .poll(() => video.evaluate((one: HTMLVideoElement) => (one.textTracks[0]?.activeCues?.[0] as VTTCue)?.text))
      .toBe('The ferry leaves at six')
    await shoot(page, 'embed-playing-desktop')
    await video.press('m')
    expect(await video.evaluate((one: HTMLVideoElement) => one.muted)).toBe(true)
    await video.press('c')
    expect(await video.evaluate((one: HTMLVideoElement) => one.textTracks[0]?.mode)).toBe('disabled')
    await video.press('k')
    expect(await video.evaluate((one: HTMLVideoElement) => one.paused)).toBe(true)
    expect(await video.evaluate(() => self.origin)).toBe('null')
    expect(requests.filter(({ isKnown }) => isKnown)).toEqual([])
    expect(await context.cookies()).toEqual([])
    expect(errors).toEqual([])
    const [opened] = await Promise.all([context.waitForEvent('page'), frame.getByRole('link').click()])
    await opened.waitForURL(`${shore.url}/@alice/video/${id}`)
    await opened.close()

    // The control: the embed above was framed; a page of the shore is not.
    await page.goto(`${elsewhere.url}/page`)
    await expect.poll(() => errors.some(error => /frame-ancestors|X-Frame-Options/i.test(error))).toBe(true)
    expect(page.frames().some(one => one.url().startsWith(shore.url))).toBe(false)

    // By itself, small, gone, and without JavaScript.
    await page.setViewportSize({ width: 320, height: 568 })
    await page.goto(`/embed/${id}`)
    // The clip's own page was open beside it: what that page keeps on the device is not the embed's.
    await page.evaluate(() => localStorage.clear())
    await page.reload()
    await shoot(page, 'embed-320')
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, ''])
    await page.goto('/embed/01a202db-d443-7362-8150-b6f8c39285f9')
    await page.getByRole('heading', { name: 'This clip is not here' }).waitFor()
    await shoot(page, 'embed-gone')
    await context.close()
    const plain = await openPage(browser, shore.url, { javaScriptEnabled: false, locale: 'fr-CA' })
    await plain.page.goto(`/embed/${id}`)
    await plain.page.locator('video[controls]').waitFor()
    await shoot(plain.page, 'embed-plain-fr')
    await plain.context.close()

    // One document under 15 kB, with its program and its styles in it.
    const whole = await (await fetch(`${shore.url}/embed/${id}`)).text()
    expect(whole.match(/<(?:script|link)[^>]*(?:src|stylesheet)/g)).toBeNull()
    expect(brotliCompressSync(whole).length).toBeLessThan(15_000)
    expect(whole.length).toBeLessThan(15_000)
  })
})
