import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../src/server/adapters/db/index.ts'
import { axeFindings, desktop, openBrowser, openPage, phone, signInAs, visit } from '../harness/browser.ts'
import { clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'

const pictures = join(import.meta.dirname, '../out/screens')
const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')
const shoot = async (page: Page, name: string) =>
  writeFileSync(join(pictures, `${name}.png`), await page.screenshot({ fullPage: false }))

type People = Record<'alice' | 'bob' | 'carol' | 'dan', Person>

describe.skipIf(missing !== '')(`the inbox in a browser${missing && ` [${missing}]`}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
    mkdirSync(pictures, { recursive: true })
  })
  afterAll(() => browser?.close())

  it('counts beside every page as it happens, tells in lines, and lets in who asks right there', async () => {
    await using shore = await openShore({ people: ['alice', 'bob', 'carol', 'dan'] })
    const { alice, bob, carol, dan } = shore.people as People
    const { id } = await alice.post(clip('web.mp4'), { caption: 'First light over the harbour', visibility: 'public' })
    await sql`update accounts set name = '<img src=x onerror=alert(1)>' where handle = 'dan'`.execute(shore.db)
    await alice.ask('PATCH', '/api/account', { isClosed: true })
    for (const who of [bob, carol, dan]) await who.ask('PUT', `/api/videos/${id}/like`)

    const hers = await openPage(browser, shore.url)
    await signInAs(hers.context, shore.url, alice)
    await visit(hers.page, '/explore')
    const item = hers.page.getByRole('link', { name: 'Inbox , 2 new' })
    await item.waitFor()
    await shoot(hers.page, 'inbox-badge-phone')
    await bob.ask('POST', `/api/videos/${id}/comments`, { text: 'How did you find that light?' })
    await hers.page.getByRole('link', { name: 'Inbox , 3 new' }).waitFor()
    await carol.ask('PUT', '/api/accounts/alice/follow')
    await hers.page.getByRole('link', { name: 'Inbox , 4 new' }).click()

    await hers.page.getByRole('heading', { name: 'New' }).waitFor()
    await hers.page.getByText('⁨<img src=x onerror=alert(1)>⁩ and 2 others').waitFor()
    await hers.page.getByText('“How did you find that light?”').waitFor()
    await hers.page.getByRole('link', { name: 'Inbox', exact: true }).waitFor()
    expect(await axeFindings(hers.page)).toEqual([])
    await shoot(hers.page, 'inbox-phone')
    await hers.page.getByRole('button', { name: 'Accept @carol' }).click()
    await hers.page.getByText('@carol follows you now').waitFor()
    await hers.page.getByText('asks to follow you').waitFor({ state: 'detached' })

    // While it is open, what happens comes by itself; by the keyboard as well.
    await carol.ask('POST', `/api/videos/${id}/comments`, { text: 'And where?' })
    await hers.page.getByText('⁨carol⁩ and ⁨bob⁩').waitFor()
    await hers.page.getByRole('radio', { name: 'Comments' }).check()
    await hers.page.getByText('<img src=x').waitFor({ state: 'detached' })
    await hers.page.getByRole('radio', { name: 'Comments' }).press('ArrowRight')
    await hers.page.getByText('and 2 others').waitFor()
    await hers.page.setViewportSize({ width: 320, height: 640 })
    await hers.page.getByRole('radio', { name: 'All' }).check()
    await hers.page.getByText('“And where?”').waitFor()
    await shoot(hers.page, 'inbox-320')
    expect(
      await hers.page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
    ).toBe(true)
    await hers.page.getByRole('link', { name: /commented on your clip/ }).press('Enter')
    await hers.page.waitForURL(`**/@alice/video/${id}`)
    expect(hers.errors).toEqual([])

    // Nobody else's page learns any of it, and nothing in a request names what was read.
    expect(hers.requests.filter(({ path }) => path.startsWith('/api/notices')).map(({ path }) => path)).not.toContain(
      id,
    )

    const french = await openPage(browser, shore.url, { viewport: desktop, locale: 'fr-CA', colorScheme: 'dark' })
    await signInAs(french.context, shore.url, alice)
    await dan.ask('PUT', '/api/accounts/alice/follow')
    await visit(french.page, '/inbox')
    await french.page.getByText('demande à vous suivre').waitFor()
    await french.page.getByRole('button', { name: 'Choix' }).click()
    await french.page.getByLabel('Garder des heures calmes').check()
    await french.page.getByLabel('Les « j’aime » de vos clips').waitFor()
    expect(await axeFindings(french.page)).toEqual([])
    await shoot(french.page, 'inbox-choices-desktop-dark-fr')
    await french.page.getByRole('button', { name: 'Choix' }).click()
    await shoot(french.page, 'inbox-desktop-dark-fr')
    expect(french.errors).toEqual([])
    for (const { context } of [hers, french]) await context.close()
  })

  it('is quiet when its person says so, and has everything when it is opened', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const { alice, bob } = shore.people as People
    const { id } = await alice.post(clip('web.mp4'), { caption: 'Night', visibility: 'public' })
    const { page, context, requests, errors } = await openPage(browser, shore.url)
    await context.addInitScript(() => localStorage.setItem('onshore.quiet-hours', '{"from":0,"to":0}'))
    await signInAs(context, shore.url, alice)
    await visit(page, '/inbox')
    await page.getByText('Quiet hours until 00:00').waitFor()
    await page.getByText('Your clip is ready').waitFor()
    await bob.ask('PUT', `/api/videos/${id}/like`)
    await page.waitForTimeout(1500)
    expect(requests.filter(({ path }) => path === '/api/changes')).toEqual([])
    expect(await page.getByText('liked your clip').count()).toBe(0)
    await page.getByRole('link', { name: 'Inbox', exact: true }).click()
    await page.getByText('liked your clip').waitFor()
    await shoot(page, 'inbox-quiet-phone')
    expect(await axeFindings(page)).toEqual([])
    expect(errors).toEqual([])
    await context.close()
  })

  it('invites a guest, says when there is nothing, and when the shore does not answer', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const guest = await openPage(browser, shore.url, { locale: 'fr-CA' })
    await visit(guest.page, '/inbox')
    await guest.page.getByText('Avec un compte').waitFor()
    await shoot(guest.page, 'inbox-guest-phone-fr')
    expect(await axeFindings(guest.page)).toEqual([])
    expect(guest.requests.filter(({ path }) => path === '/api/changes')).toEqual([])

    const hers = await openPage(browser, shore.url, { viewport: phone, colorScheme: 'dark' })
    await signInAs(hers.context, shore.url, shore.people['alice']!)
    await hers.page.route('**/api/notices?*', route => route.abort())
    await visit(hers.page, '/inbox')
    await hers.page.getByRole('alert').waitFor()
    await shoot(hers.page, 'inbox-offline-phone-dark')
    expect(await axeFindings(hers.page)).toEqual([])
    await hers.page.unroute('**/api/notices?*')
    await hers.page.getByRole('button', { name: 'Try again' }).click()
    await hers.page.getByText('Nothing yet').waitFor()
    await shoot(hers.page, 'inbox-empty-phone-dark')
    expect(await axeFindings(hers.page)).toEqual([])
    for (const { context } of [guest, hers]) await context.close()
  })
})
