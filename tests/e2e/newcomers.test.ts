import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/server/adapters/clock/index.ts'
import { makeOperatorCode, staffStore } from '../../src/server/staff/index.ts'
import { axeFindings, desktop, openBrowser, openPage, signInAs, visit } from '../harness/browser.ts'
import { hasChromium } from '../harness/clips.ts'
import { type Person, passphrase } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const pictures = join(import.meta.dirname, '../out/screens')
const shoot = async (page: Page, name: string) =>
  writeFileSync(join(pictures, `newcomers-${name}.png`), await page.screenshot({ fullPage: true }))

async function operatorOf(shore: TestShore, handle: string, words?: string): Promise<Person> {
  const one = shore.guest()
  expect((await one.ask('POST', '/api/accounts', { handle, passphrase, words })).status).toBe(201)
  one.handle = handle
  const code = await makeOperatorCode(staffStore(shore.db), systemClock)
  expect((await one.ask('POST', '/api/operator', { code })).status).toBe(200)
  return one
}
async function fillIn(page: Page, handle: string, names: { handle: RegExp; age: string; passphrase: RegExp }) {
  await page.getByLabel(names.handle).fill(handle)
  await page.getByRole('radio', { name: names.age }).check()
  await page.getByLabel(names.passphrase).fill(passphrase)
}
const english = { handle: /^Handle/, age: '16 or older', passphrase: /^Passphrase/ }
const french = { handle: /^Pseudo/, age: '16 ans ou plus', passphrase: /^Phrase de passe/ }

describe.skipIf(!hasChromium)(`newcomers in a browser${hasChromium ? '' : ' [chromium]'}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
    mkdirSync(pictures, { recursive: true })
  })
  afterAll(() => browser?.close())

  it('limit mode is one switch that says when it ends, and a follower is taken away', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'], isIdle: true })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    await bob.ask('PUT', '/api/accounts/alice/follow')
    const hers = await openPage(browser, shore.url)
    await signInAs(hers.context, shore.url, alice)
    const { page } = hers
    await visit(page, '/settings/people')
    await page.getByRole('checkbox', { name: 'Hold comments of new accounts' }).check()
    await page.getByRole('radio', { name: '24 hours' }).check()
    await page.getByRole('checkbox', { name: 'Limit mode' }).click()
    await page.getByText(/Limit mode is on\. It ends on/).waitFor()
    await page.getByRole('heading', { name: 'Newcomers and pile-ons' }).scrollIntoViewIfNeeded()
    await shoot(page, 'limit-phone')
    expect(await axeFindings(page)).toEqual([])
    const state = async () => (await alice.ask('GET', '/api/protection')).body
    expect(await state()).toMatchObject({ holdsNewcomers: true, limitedUntil: expect.any(String) })
    await visit(page, '/@alice')
    await page.getByText(/Limit mode is on\. It ends on/).waitFor()
    await shoot(page, 'limit-profile-phone')
    expect(await axeFindings(page)).toEqual([])
    await visit(page, '/followers')
    await page.getByRole('button', { name: /Take away/ }).click()
    await page.getByText('Nobody follows you yet.').waitFor()
    expect((await alice.ask('GET', '/api/followers')).body.items).toEqual([])
    await hers.context.close()

    const again = await openPage(browser, shore.url, { viewport: desktop, locale: 'fr-CA', colorScheme: 'dark' })
    await signInAs(again.context, shore.url, alice)
    await visit(again.page, '/settings/people')
    await again.page.getByText(/Le mode limité est activé/).waitFor()
    await shoot(again.page, 'limit-desktop-dark-fr')
    expect(await axeFindings(again.page)).toEqual([])
    await again.page.getByRole('checkbox', { name: 'Mode limité' }).click()
    await expect.poll(async () => (await state()).limitedUntil).toBeNull()
    expect([...hers.errors, ...again.errors]).toEqual([])
    await again.context.close()
  })

  it('joining while very many come does the work by itself, and says so', async () => {
    await using shore = await openShore({ people: ['alice'], isIdle: true, environment: { ONSHORE_JOIN_RATE: '1' } })
    const guest = await openPage(browser, shore.url, { locale: 'fr-CA' })
    const { page } = guest
    await visit(page, '/join')
    await fillIn(page, 'dora', french)
    await page.evaluate(() => {
      const seen: string[] = []
      Object.assign(window, { seen })
      new MutationObserver(() => seen.push(document.querySelector('main')?.textContent ?? '')).observe(document.body, {
        childList: true,
        subtree: true,
      })
    })
    await page.getByRole('button', { name: 'Ouvrir un compte', exact: true }).click()
    await page.getByRole('heading', { name: /Bienvenue/ }).waitFor({ timeout: 60_000 })
    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen.join(' '))
    expect(seen).toContain('De très nombreux comptes s’ouvrent')
    expect(guest.errors).toEqual([])
    expect((await shore.guest().ask('GET', '/public/accounts/dora')).status).toBe(200)
    await guest.context.close()
  })

  it('an operator makes an invitation, and it opens an account', async () => {
    await using shore = await openShore({ isIdle: true })
    const olga = await operatorOf(shore, 'olga')
    await using invited = await openShore({ isIdle: true, environment: { ONSHORE_JOINING: 'invite' } })
    const guest = await openPage(browser, invited.url)
    await visit(guest.page, '/join')
    await guest.page.getByText('joined by invitation').waitFor()
    await fillIn(guest.page, 'dora', english)
    await guest.page.getByLabel('Invitation code').fill('AAAA-BBBB-CCCC-DDDD')
    await guest.page.getByRole('button', { name: 'Open an account', exact: true }).click()
    await guest.page.getByText('This code is not valid').waitFor()
    await shoot(guest.page, 'invite-phone')
    expect(await axeFindings(guest.page)).toEqual([])
    expect(guest.errors).toEqual([])
    await guest.context.close()

    const console = await openPage(browser, shore.url, { viewport: desktop })
    await signInAs(console.context, shore.url, olga)
    await visit(console.page, '/operate/newcomers')
    await console.page.getByLabel('How many accounts it opens').fill('3')
    await console.page.getByLabel(/Why|reason/i).fill('for the film club')
    await console.page.getByRole('button', { name: 'Make an invitation' }).click()
    await console.page.getByText('This code is shown once').waitFor()
    const code = await console.page.locator('output').textContent()
    expect(code).toMatch(/^(\w{4}-){3}\w{4}$/)
    await console.page.getByText('0 of 3 accounts opened').waitFor()
    await shoot(console.page, 'invitations-desktop')
    expect(await axeFindings(console.page)).toEqual([])
    expect(console.errors).toEqual([])
    await console.context.close()
  })

  it('who joins with somebody’s leave waits, and is let in from the console', async () => {
    await using shore = await openShore({ isIdle: true, environment: { ONSHORE_JOINING: 'approval' } })
    const olga = await operatorOf(shore, 'olga', 'I run this shore.')
    const guest = await openPage(browser, shore.url, { locale: 'fr-CA' })
    const { page } = guest
    await visit(page, '/join')
    await page.getByText('Quelqu’un de ce rivage lit qui arrive').waitFor()
    await fillIn(page, 'dora', french)
    await page.getByLabel(/Qui vous êtes/).fill('Je filme les oiseaux de la côte.')
    await shoot(page, 'approval-phone-fr')
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Ouvrir un compte', exact: true }).click()
    await page.getByText('Votre compte attend').first().waitFor()
    await shoot(page, 'waits-phone-fr')
    await visit(page, '/settings')
    await page.getByText('Votre compte attend').first().waitFor()
    expect(await axeFindings(page)).toEqual([])
    await visit(page, '/@olga')
    await page.getByRole('button', { name: 'Suivre' }).click()
    await page.getByText('Votre compte attend').first().waitFor()

    const console = await openPage(browser, shore.url, { viewport: desktop, colorScheme: 'dark' })
    await signInAs(console.context, shore.url, olga)
    await visit(console.page, '/operate/newcomers')
    await console.page.getByText('Je filme les oiseaux de la côte.').waitFor()
    await console.page.getByText('1 account waits').waitFor()
    await shoot(console.page, 'console-desktop-dark')
    expect(await axeFindings(console.page)).toEqual([])
    await console.page.getByRole('button', { name: /^Let in/ }).click()
    const sheet = console.page.getByRole('dialog')
    await sheet.getByLabel(/Why|reason/i).fill('a person of the coast')
    await sheet.locator('button[type=submit]').click()
    await console.page.getByText('Nobody waits.').waitFor()
    await visit(page, '/settings')
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.getByText('Votre compte attend').count()).toBe(0)
    expect([...guest.errors, ...console.errors]).toEqual([])
    for (const { context } of [guest, console]) await context.close()
  })
})
