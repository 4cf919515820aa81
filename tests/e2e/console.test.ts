import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/server/adapters/clock/index.ts'
import { makeOperatorCode, staffStore } from '../../src/server/staff/index.ts'
import { axeFindings, desktop, openBrowser, openPage, phone, signInAs, visit } from '../harness/browser.ts'
import { clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import { passphrase } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'

const pictures = join(import.meta.dirname, '../out/screens')
const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')

describe.skipIf(missing !== '')(`the console${missing && ` [${missing}]`}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
    mkdirSync(pictures, { recursive: true })
  })
  afterAll(() => browser?.close())

  it('is opened by the machine’s code, acts with a reason and a proof, and shows what was done', async () => {
    await using shore = await openShore({ people: ['opal', 'eve'] })
    await shore.people['eve']!.post(clip('web.mp4'), { visibility: 'private' })
    const code = await makeOperatorCode(staffStore(shore.db), systemClock)
    const { page, context, errors } = await openPage(browser, shore.url)
    await signInAs(context, shore.url, shore.people['opal']!)
    const shoot = async (name: string) =>
      writeFileSync(join(pictures, `console-${name}.png`), await page.screenshot({ fullPage: true }))
    await visit(page, '/operate')
    await page.getByLabel('The code of the machine').fill('wrong')
    await page.getByRole('button', { name: 'Become an operator' }).click()
    await page.getByText('This code is not valid').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shoot('claim-phone')
    await page.getByLabel('The code of the machine').fill(code.toLowerCase())
    await page.getByRole('button', { name: 'Become an operator' }).click()
    await page.getByText('You operate this shore now.').waitFor()
    await page.getByText('2 accounts').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shoot('status-phone')

    await page.getByRole('link', { name: 'Accounts' }).click()
    await page.getByText('@eve').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shoot('accounts-phone')
    await shore.db
      .updateTable('sessions')
      .set({ verified_at: new Date(0) })
      .execute()
    await page.getByRole('listitem').filter({ hasText: '@eve' }).getByRole('button', { name: 'Set the room' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel(/^MB that its clips/).fill('300')
    await sheet.getByLabel(/^Why/).fill('A school with many classes')
    await shoot('act-phone')
    await sheet.getByRole('button', { name: 'Do it, and write it down' }).click()
    await page.getByRole('heading', { name: 'Is it you?' }).waitFor()
    await page.getByRole('dialog').last().getByLabel('Passphrase').fill(passphrase)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText(/at most 300 MB/).waitFor()
    await page.getByRole('listitem').filter({ hasText: '@eve' }).getByRole('button', { name: 'Tokens' }).click()
    await page.getByText('No access token.').waitFor()

    await page.setViewportSize(desktop)
    await page.emulateMedia({ colorScheme: 'dark' })
    await visit(page, '/operate/storage')
    await page.getByText('Renditions').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shoot('storage-desktop-dark')
    await visit(page, '/operate/jobs')
    await page.getByText('No clip was given up.').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.evaluate(() => localStorage.setItem('onshore.language', '"fr"'))
    await visit(page, '/operate/log')
    await page.getByText('a fixé la place de').waitFor()
    await page.getByText('A school with many classes').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shoot('log-desktop-dark-fr')
    await visit(page, '/operate/accounts')
    await page.getByText('@eve').waitFor()
    await shoot('accounts-desktop-dark-fr')
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await shoot('accounts-320-dark-fr')
    expect(errors).toEqual([])
    await context.close()
  })

  it('stands beside the public API’s own page, read from the document, in both languages', async () => {
    await using shore = await openShore({ isIdle: true })
    const { page, context, errors, requests } = await openPage(browser, shore.url, { viewport: desktop })
    await visit(page, '/api/docs')
    await page.getByText('/public/videos/{id}').first().click()
    await page.locator('details[open] pre').first().waitFor()
    expect(await axeFindings(page)).toEqual([])
    writeFileSync(join(pictures, 'api-desktop.png'), await page.screenshot())
    await page.setViewportSize(phone)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.evaluate(() => localStorage.setItem('onshore.language', '"fr"'))
    await visit(page, '/api/docs')
    await page.getByText('Aimer un clip', { exact: true }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    writeFileSync(join(pictures, 'api-phone-dark-fr.png'), await page.screenshot())
    // Its own origin, and nothing that says who reads it.
    expect(requests.filter(({ origin }) => origin !== shore.url)).toEqual([])
    expect(errors).toEqual([])
    await context.close()
  })

  it('is nothing for whoever has no role', async () => {
    await using shore = await openShore({ people: ['eve'], isIdle: true })
    const { page, context, requests } = await openPage(browser, shore.url, { viewport: phone })
    await visit(page, '/operate')
    await page.getByText('The console belongs to who operates this shore').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await signInAs(context, shore.url, shore.people['eve']!)
    await visit(page, '/operate/accounts')
    await page.getByRole('heading', { name: 'Become an operator' }).waitFor()
    expect(requests.filter(({ path }) => path.startsWith('/api/operate'))).toEqual([])
    await context.close()
  })
})
