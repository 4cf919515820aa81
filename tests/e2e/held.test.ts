import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { retentionStore } from '../../src/server/retention/index.ts'
import { desktop, openBrowser, openPage, signInAs } from '../harness/browser.ts'
import { hasChromium } from '../harness/clips.ts'
import { openShore } from '../harness/shore.ts'

const pictures = join(import.meta.dirname, '../out/screens')
describe.skipIf(!hasChromium)(`what the shore holds${hasChromium ? '' : ' [chromium]'}`, () => {
  let browser: Browser
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true })
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  it('is read by anybody, with and without JavaScript, and by a person as their own rows', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'], isIdle: true })
    const alice = shore.people['alice']!
    await alice.ask('PUT', '/api/accounts/bob/follow')
    await alice.ask('PATCH', '/api/account', { bio: 'Films by the sea.' })
    await retentionStore(shore.db).keepRun('session', new Date(), 3)
    const shoot = async (page: import('playwright-core').Page, name: string) =>
      writeFileSync(join(pictures, `held-${name}.png`), await page.screenshot())

    const plain = await openPage(browser, shore.url, { javaScriptEnabled: false, locale: 'fr-CA' })
    await plain.page.goto('/what-we-hold')
    await plain.page.getByRole('heading', { name: 'Ce que nous gardons', level: 1 }).waitFor()
    // Words inside `noscript` are not found by their text.
    const sessions = plain.page.locator('#entry details:nth-of-type(3)')
    await sessions.locator('summary').click()
    expect(await sessions.textContent()).toContain('Vérifie le cookie de session')
    expect(await plain.page.locator('#clean-up').textContent()).toContain('3 effacés en tout')
    await shoot(plain.page, 'plain-fr')
    await plain.context.close()

    const { page, context, errors } = await openPage(browser, shore.url)
    await signInAs(context, shore.url, alice)
    await page.goto('/about')
    await page.locator('main a[href="/what-we-hold"]').click()
    await page.getByRole('heading', { name: 'Signing in' }).waitFor()
    await shoot(page, 'phone')
    await page.getByText('Signed-in devices').click()
    await page.getByText('Checks the session cookie').waitFor()
    await page.getByText('Signed-in devices').scrollIntoViewIfNeeded()
    await shoot(page, 'phone-open')
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)

    await page.getByRole('link', { name: 'See your own' }).click()
    await page.getByRole('heading', { name: 'What we hold about you' }).waitFor()
    await page.getByText('Account and profile').click()
    await page.getByText('Films by the sea.').waitFor()
    await page.getByText('kept, never shown').waitFor()
    await shoot(page, 'own-phone')
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await shoot(page, 'own-320')
    await page.setViewportSize(desktop)
    await page.emulateMedia({ colorScheme: 'dark' })
    await shoot(page, 'own-desktop-dark')
    await page.goto('/what-we-hold')
    await page.getByText('Signed-in devices').click()
    await shoot(page, 'desktop-dark')
    expect(errors).toEqual([])
    await context.close()
  })
})
