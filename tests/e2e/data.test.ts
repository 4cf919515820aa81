import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filesIn, headOf } from '../harness/archives.ts'
import { axeFindings, desktop, openBrowser, openPage, signInAs, visit } from '../harness/browser.ts'
import { hasChromium } from '../harness/clips.ts'
import { passphrase } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'

const pictures = join(import.meta.dirname, '../out/screens')

describe.skipIf(!hasChromium)(`the page of one’s data${hasChromium ? '' : ' [chromium]'}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
    mkdirSync(pictures, { recursive: true })
  })
  afterAll(() => browser?.close())

  it('asks who it is, prepares the archive, and gives it as a file', { timeout: 120_000 }, async () => {
    await using shore = await openShore({ people: ['alice'] })
    const { page, context, errors } = await openPage(browser, shore.url)
    await signInAs(context, shore.url, shore.people['alice']!)
    const shoot = async (name: string) =>
      writeFileSync(join(pictures, `data-${name}.png`), await page.screenshot({ fullPage: true }))
    await shore.db
      .updateTable('sessions')
      .set({ verified_at: new Date(0) })
      .execute()
    await visit(page, '/settings/data')
    await page.getByRole('button', { name: 'Prepare the archive' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shoot('ask-phone')
    await page.getByText('Only with a passphrase').click()
    await page.getByLabel('A passphrase for this archive').fill('too short')
    await page.getByText('Whoever has the file').click()
    await page.getByRole('button', { name: 'Prepare the archive' }).click()
    await page.getByRole('heading', { name: 'Is it you?' }).waitFor()
    await page.getByRole('dialog').last().getByLabel('Passphrase').fill(passphrase)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.locator('[data-archive=ready]').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shoot('ready-phone')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download', exact: true }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^onshore-alice-\d{4}-\d\d-\d\d\.tar$/)
    const parts: Buffer[] = []
    for await (const part of await download.createReadStream()) parts.push(part as Buffer)
    const archive = Buffer.concat(parts)
    expect(headOf(await filesIn(archive)).account.handle).toBe('alice')

    await page
      .getByLabel('Choose an archive')
      .setInputFiles({ name: 'mine.tar', mimeType: 'application/x-tar', buffer: archive })
    await page.locator('[data-arrival=done]').waitFor()
    await page
      .getByLabel('Choose an archive')
      .setInputFiles({ name: 'x.zip', mimeType: 'application/zip', buffer: Buffer.from('no') })
    await page.getByText('This is no archive that is known here').waitFor()
    await page.getByLabel('Your profile’s address at the new shore').fill('https://shore.example/@alice')
    await page.getByRole('button', { name: 'Say that I have moved' }).click()
    await page.getByText('Your profile says that you have moved to').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shoot('moved-phone')
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await visit(page, '/@alice')
    await page.getByText('https://shore.example/@alice').waitFor()
    await shoot('profile-narrow')

    await page.setViewportSize(desktop)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.evaluate(() => localStorage.setItem('onshore.language', '"fr"'))
    await visit(page, '/settings/data')
    await page.getByRole('button', { name: 'Supprimer l’archive' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shoot('ready-desktop-dark-fr')
    expect(errors).toEqual([])
  })
})
