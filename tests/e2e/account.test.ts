import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, desktop, openBrowser, openPage, phone, plugIn, visit } from '../harness/browser.ts'
import { hasChromium } from '../harness/clips.ts'
import { passphrase } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const pictures = join(import.meta.dirname, '../out/screens')

const asIfLater = (shore: TestShore) =>
  shore.db
    .updateTable('sessions')
    .set({ verified_at: new Date(Date.now() - 3_600_000) })
    .execute()

describe.skipIf(!hasChromium)(`an account in a browser${hasChromium ? '' : ' [chromium]'}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
    mkdirSync(pictures, { recursive: true })
  })
  afterAll(() => browser?.close())

  it('is joined with a passkey, signed in to with it, and asks for it before what matters', {
    timeout: 120_000,
  }, async () => {
    await using shore = await openShore({ isIdle: true })
    const { page, context, errors } = await openPage(browser, shore.url)
    await plugIn(context, page)
    await visit(page, '/join')
    await page.getByLabel('Handle').fill('Marie')
    await page.getByLabel('16 or older').check()
    await page.getByRole('button', { name: 'Join with a passkey' }).click()
    await page.getByRole('heading', { name: 'Welcome, @marie' }).waitFor()
    await visit(page, '/settings')
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.waitForURL('**/')

    await visit(page, '/sign-in')
    // The browser offers the passkey by itself under the field; where it does not, the button asks for it.
    const button = page.getByRole('button', { name: 'Sign in with a passkey' })
    await Promise.race([page.waitForURL(`${shore.url}/`), button.click().catch(() => undefined)])
    await page.waitForURL(`${shore.url}/`)

    await asIfLater(shore)
    await visit(page, '/settings')
    await page.getByLabel('What is it for?').fill('My scheduler')
    await page.getByRole('button', { name: 'Make a token' }).click()
    await page.getByRole('heading', { name: 'Is it you?' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    writeFileSync(join(pictures, 'proof-phone.png'), await page.screenshot())
    // Whoever closes the sheet has changed nothing.
    await page.getByRole('button', { name: 'Not now' }).click()
    await page.getByText('No passkey was used. Nothing was changed.').waitFor()
    await page.getByRole('button', { name: 'Make a token' }).click()
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.getByText('This is the token. It is shown once.').waitFor()
    const token = await page.locator('output').textContent()
    const reply = await fetch(`${shore.url}/api/videos`, { headers: { authorization: `Bearer ${token}` } })
    expect(reply.status).toBe(200)
    expect(await axeFindings(page)).toEqual([])
    writeFileSync(join(pictures, 'settings-token-phone.png'), await page.screenshot({ fullPage: true }))
    expect(errors).toEqual([])
  })

  it('gains and loses passkeys beside its passphrase, in both languages and themes', { timeout: 120_000 }, async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true })
    const looks = { viewport: desktop, locale: 'fr-CA', colorScheme: 'dark' } as const
    const { page, context, errors } = await openPage(browser, shore.url, looks)
    await plugIn(context, page)
    await visit(page, '/sign-in')
    expect(await axeFindings(page)).toEqual([])
    writeFileSync(join(pictures, 'sign-in-passkey-desktop-dark-fr.png'), await page.screenshot())
    await page.getByLabel('Pseudo').fill('alice')
    await page.getByLabel('Phrase de passe').fill(passphrase)
    await page.getByRole('button', { name: 'Se connecter', exact: true }).click()
    await page.waitForURL(`${shore.url}/`)
    await asIfLater(shore)
    await visit(page, '/settings')
    await page.getByText('Ce compte n’a pas encore de clé d’accès.').waitFor()
    await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
    await page.getByRole('heading', { name: /Est-ce bien vous/ }).waitFor()
    await page.getByRole('dialog').getByLabel('Phrase de passe').fill(passphrase)
    await page.getByRole('button', { name: 'Continuer' }).click()
    await page.getByText('Chromium, Linux').nth(1).waitFor()
    expect(await axeFindings(page)).toEqual([])
    writeFileSync(join(pictures, 'settings-passkeys-desktop-dark-fr.png'), await page.screenshot({ fullPage: true }))
    await page.setViewportSize(phone)
    writeFileSync(join(pictures, 'settings-passkeys-phone-dark-fr.png'), await page.screenshot({ fullPage: true }))
    await page.getByRole('button', { name: 'Retirer' }).click()
    await page.getByText('Ce compte n’a pas encore de clé d’accès.').waitFor()
    expect(errors).toEqual([])
  })
})
