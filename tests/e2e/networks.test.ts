import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, desktop, openBrowser, openPage, phone, visit } from '../harness/browser.ts'
import { clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const pictures = join(import.meta.dirname, '../out/screens')
const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')
const under = (name: string, { port }: TestShore) => `http://${name}.localhost:${port}`
/** Closes the sheet; keys act on the clip again once it is gone, and its step of the history with it. */
const close = async (page: Page) => {
  await page.keyboard.press('Escape')
  await page.waitForFunction(() => !document.querySelector('dialog[open]') && history.state?.sheet !== true)
}
const acts = (page: Page) => page.getByRole('button', { name: /^(Like|Save)\s*\d*$|^Follow/ })

describe.skipIf(missing !== '')(`a managed network in a browser${missing && ` [${missing}]`}`, () => {
  let browser: Browser
  let shore: TestShore
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true })
    browser = await openBrowser()
    shore = await openShore({ people: ['alice'] })
    const { alice } = shore.people as Record<string, import('../harness/person.ts').Person>
    for (const caption of ['Morning #ferry', 'The harbour at noon'])
      await alice!.post(clip('web.mp4'), { caption, visibility: 'public' })
  })
  afterAll(async () => {
    await shore?.[Symbol.asyncDispose]()
    await browser?.close()
  })
  const shoot = async (page: Page, name: string) =>
    writeFileSync(join(pictures, `networks-${name}.png`), await page.screenshot())

  it('lets people watch: the feed plays, nothing in it acts, and what would need an account says why it is not here', {
    timeout: 120_000,
  }, async () => {
    const { page, context, requests, errors } = await openPage(browser, under('view', shore))
    await visit(page, '/')
    await page.waitForFunction(() => [...document.querySelectorAll('video')].some(one => one.currentTime > 0.1))
    expect(await acts(page).count()).toBe(0)
    // The control: under the full name the same clip has its buttons.
    const whole = await openPage(browser, shore.url)
    await visit(whole.page, '/')
    await whole.page.waitForFunction(() => document.querySelectorAll('article').length > 1)
    expect(await acts(whole.page).count()).toBeGreaterThanOrEqual(3)
    await whole.context.close()

    const nav = page.getByRole('navigation', { name: 'Main navigation' })
    expect(await nav.getByRole('link').filter({ visible: true }).allTextContents()).toEqual([
      'Feed',
      'Explore',
      'Search',
      'View only',
      'About',
    ])
    expect(await axeFindings(page)).toEqual([])
    await shoot(page, 'feed-phone-en')
    // Keys and taps do not act either.
    await page.keyboard.press('l')
    await page.keyboard.press('s')
    await page.mouse.dblclick(150, 300)
    await page.keyboard.press('c')
    await page.getByRole('dialog').getByRole('link', { name: 'View only' }).waitFor()
    await close(page)
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByText('Next clip').first().waitFor()
    expect(
      await page
        .getByRole('dialog')
        .getByRole('row', { name: /^(Like|Save)/ })
        .count(),
    ).toBe(0)
    await close(page)
    await page.keyboard.press('e')
    // What is passed on is the address that works everywhere.
    expect(await page.getByRole('dialog').getByLabel('Link', { exact: true }).inputValue()).toMatch(
      new RegExp(`^${shore.url}/@alice/video/`),
    )
    await close(page)
    await page.keyboard.press('o')
    await page.getByRole('dialog').getByText('Why this clip').waitFor()
    expect(await page.getByRole('dialog').getByText('Report').count()).toBe(0)
    await close(page)
    expect(await page.evaluate(() => localStorage.getItem('onshore.likes'))).toBe('[]')

    await nav.getByRole('link', { name: 'View only' }).click()
    await page.getByRole('heading', { name: 'This network lets you watch' }).waitFor()
    expect(await page.getByText(shore.url).count()).toBe(1)
    expect(await axeFindings(page)).toEqual([])
    await shoot(page, 'closed-phone-en')
    // Opened by its address, and by a link, it is the same page.
    for (const path of ['/settings', '/inbox', '/create', '/institutions', '/operate', '/posts/statistics']) {
      await visit(page, path)
      await page.getByRole('heading', { name: 'This network lets you watch' }).waitFor()
      expect(await page.title(), path).toContain('This network lets you watch')
    }
    await page.getByRole('link', { name: 'Back to the feed' }).click()
    await page.waitForFunction(() => document.querySelectorAll('article').length > 1)
    for (const path of [
      '/explore',
      '/search?q=ferry',
      '/@alice',
      '/tag/ferry',
      '/about',
      '/interests',
      '/settings/viewing',
    ]) {
      await visit(page, path)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      expect(await acts(page).count(), path).toBe(0)
      expect(await axeFindings(page), path).toEqual([])
    }
    // Nobody was asked who they are, nothing was sent but readings, nothing was set, nothing came from elsewhere.
    expect(requests.filter(({ path }) => path.startsWith('/api/') && path !== '/api/health')).toEqual([])
    expect(requests.filter(({ method }) => method !== 'GET')).toEqual([])
    expect(new Set(requests.map(({ origin }) => origin))).toEqual(new Set([under('view', shore)]))
    expect(await context.cookies()).toEqual([])
    expect(await page.evaluate(() => (window as unknown as { asked: string[] }).asked)).toEqual([])
    expect(errors).toEqual([])
    await context.close()
  })

  it('looks the same on a phone and on a desktop, in both languages and themes', { timeout: 120_000 }, async () => {
    for (const [width, viewport] of [
      ['phone', phone],
      ['desktop', desktop],
    ] as const)
      for (const locale of ['en-US', 'fr-CA'])
        for (const colorScheme of ['light', 'dark'] as const) {
          const { page, context, errors } = await openPage(browser, under('view', shore), {
            viewport,
            locale,
            colorScheme,
          })
          const name = `${width}-${locale.slice(0, 2)}-${colorScheme}`
          await visit(page, '/')
          await page.waitForFunction(() => [...document.querySelectorAll('video')].some(one => one.currentTime > 0.1))
          expect(await axeFindings(page), name).toEqual([])
          await shoot(page, `feed-${name}`)
          await visit(page, '/settings')
          await page.getByRole('heading', { level: 1 }).waitFor()
          expect(await axeFindings(page), name).toEqual([])
          await shoot(page, `closed-${name}`)
          if (width === 'phone') {
            await page.setViewportSize({ width: 320, height: 640 })
            expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
            await shoot(page, `closed-320-${name}`)
          }
          expect(errors).toEqual([])
          await context.close()
        }
  })

  it('under the station’s name: neither feed nor way around, in either language', async () => {
    const { page, context, requests, errors } = await openPage(browser, under('station', shore), { locale: 'fr-CA' })
    await visit(page, '/explore')
    await page.getByRole('heading', { name: 'Seul le poste de publication fonctionne ici' }).waitFor()
    expect(await page.getByRole('navigation').getByRole('listitem').count()).toBe(0)
    expect(await axeFindings(page)).toEqual([])
    await shoot(page, 'station-phone-fr')
    await page.goto('/')
    expect(new URL(page.url()).pathname).toBe('/station')
    expect(requests.filter(({ path }) => /^\/(api|public|media)\//.test(path))).toEqual([])
    expect(errors).toEqual([])
    await context.close()
  })
})
