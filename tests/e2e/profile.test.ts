import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, desktop, openBrowser, openPage, phone, signInAs, visit } from '../harness/browser.ts'
import { clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'

const pictures = join(import.meta.dirname, '../out/screens')
const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')
const narrow = { width: 320, height: 640 }

/** A picture of the screen, which nothing may stick out of and in which axe finds nothing. */
async function shoot(page: Page, name: string): Promise<void> {
  // What rises or fades has come to rest.
  await page.waitForTimeout(300)
  writeFileSync(join(pictures, `${name}.png`), await page.screenshot({ fullPage: false }))
  expect(await axeFindings(page), name).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), name).toBeLessThanOrEqual(0)
}

type People = Record<'alice' | 'bob' | 'carol', Person>
const people = ['alice', 'bob', 'carol'] as const

describe.skipIf(missing !== '')(`a profile and what is kept in a browser${missing && ` [${missing}]`}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
    mkdirSync(pictures, { recursive: true })
  })
  afterAll(() => browser?.close())

  it('is made with a picture of which pixels alone are sent, and with links that follow nobody', async () => {
    await using shore = await openShore({ people })
    const { alice, bob, carol } = shore.people as People
    // Links of an account that is younger than a day lead nowhere yet.
    const created_at = new Date(Date.now() - 2 * 86_400_000)
    await shore.db.updateTable('accounts').set({ created_at }).execute()
    const { id } = await alice.post(clip('web.mp4'), { caption: 'Bread from four o’clock', visibility: 'public' })
    await bob.ask('PUT', `/api/videos/${id}/repost`)
    await bob.ask('PUT', `/api/videos/${id}/like`)
    await bob.ask('PATCH', '/api/account', { showsLikes: true, showsTies: true })
    await bob.ask('PUT', '/api/accounts/alice/follow')
    await carol.ask('PUT', '/api/accounts/bob/follow')
    const photo = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#2a7f8f' } })
      .withExif({ IFD0: { Artist: 'secret-artist', ImageDescription: 'secret-place' } })
      .jpeg()
      .toBuffer()

    const hers = await openPage(browser, shore.url)
    const { page } = hers
    await signInAs(hers.context, shore.url, alice)
    await visit(page, '/settings/profile')
    const sent: string[] = []
    page.on('request', request => {
      if (request.method() !== 'GET') sent.push(`${request.url()} ${request.postData() ?? ''}`)
    })
    await page
      .getByLabel('Choose a picture')
      .setInputFiles({ name: 'secret-name.jpg', mimeType: 'image/jpeg', buffer: photo })
    await page.getByRole('button', { name: 'Remove the picture' }).waitFor()
    expect(sent).toHaveLength(1)
    const [address, words] = sent[0]!.split(' ')
    expect(address).toBe(`${shore.url}/api/account/avatar`)
    const { pixels, ...rest } = JSON.parse(words!) as { pixels: string }
    expect(rest).toEqual({})
    const bytes = Buffer.from(pixels, 'base64')
    expect(bytes.length).toBe(256 * 256 * 3)
    expect(bytes.includes('secret')).toBe(false)

    await page.getByLabel('Name', { exact: true }).fill('Harbour Bakery')
    await page.getByLabel('A few words about you').fill('Bread from four in the morning.\nOrders with @bob.')
    await page.getByRole('button', { name: 'Add a link' }).click()
    await page.keyboard.type('Our week')
    await page.getByLabel('Address').fill('example.org/week?utm_source=onshore&day=1&fbclid=abc')
    await page.getByLabel('This is a business').check()
    await page.getByLabel(/How you are reached/).fill('bread@example.org')
    await page.getByRole('button', { name: 'Add a product' }).click()
    await page.keyboard.type('Sourdough, 1 kg')
    await page.getByLabel('Address').last().fill('https://shop.example.org/sourdough?utm_campaign=x')
    await shoot(page, 'profile-edit-phone')
    await page.setViewportSize(desktop)
    await shoot(page, 'profile-edit-desktop')
    await page.setViewportSize(narrow)
    await shoot(page, 'profile-edit-320')
    await page.setViewportSize(phone)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Harbour Bakery' }).waitFor()
    await shoot(page, 'profile-own-phone')

    for (const [name, options, contact] of [
      ['phone-dark-fr', { colorScheme: 'dark', locale: 'fr-CA' }, 'Contacter'],
      ['desktop', { viewport: desktop }, 'Contact'],
      ['320-fr', { viewport: narrow, locale: 'fr-CA' }, 'Contacter'],
    ] as const) {
      const guest = await openPage(browser, shore.url, options)
      await visit(guest.page, '/@alice')
      await guest.page.getByRole('heading', { name: 'Harbour Bakery' }).waitFor()
      const links = await guest.page
        .locator('main a[target="_blank"]')
        .evaluateAll(all => (all as HTMLAnchorElement[]).map(({ href, rel }) => ({ href, rel })))
      expect(links).toEqual([
        { href: 'https://example.org/week?day=1', rel: 'noopener noreferrer nofollow ugc' },
        { href: 'https://shop.example.org/sourdough', rel: 'noopener noreferrer nofollow ugc' },
      ])
      expect(await guest.page.getByRole('link', { name: contact }).getAttribute('href')).toBe(
        'mailto:bread@example.org',
      )
      const face = guest.page.locator('main header img')
      await expect.poll(() => face.evaluate(one => (one as HTMLImageElement).naturalWidth)).toBe(256)
      // Nobody is listed where it was not chosen.
      expect(await guest.page.locator('main header [aria-haspopup="dialog"]').count()).toBe(2)
      await shoot(guest.page, `profile-${name}`)
      expect(guest.requests.filter(({ isKnown }) => isKnown)).toEqual([])

      await guest.page.getByRole('link', { name: '@bob' }).click()
      await guest.page.getByRole('heading', { name: 'bob' }).waitFor()
      for (const tab of [/^(Passed on|Relayés)$/, /^(Liked|Aimés)$/]) {
        await guest.page.getByRole('radio', { name: tab }).check()
        await guest.page.getByRole('link', { name: /Bread from four/ }).waitFor()
      }
      await shoot(guest.page, `profile-liked-${name}`)
      await guest.page.getByRole('button', { name: /^1 (follower|abonné)$/ }).click()
      await guest.page.getByRole('dialog').waitFor()
      // Carol follows, and does not show it.
      await guest.page.getByText(/^(None|Aucun)\.$/).waitFor()
      await guest.page.keyboard.press('Escape')
      await carol.ask('PATCH', '/api/account', { showsTies: true })
      expect((await shore.guest().ask('GET', '/public/accounts/bob/followers')).body.items).toHaveLength(1)
      await guest.page.getByRole('button', { name: /^1 (follower|abonné)$/ }).click()
      await shoot(guest.page, `profile-followers-${name}`)
      // A way out of a sheet is one step back.
      await guest.page.getByRole('dialog').getByRole('link', { name: /carol/ }).click()
      await guest.page.getByRole('heading', { name: 'carol' }).waitFor()
      await guest.page.goBack()
      await guest.page.getByRole('heading', { name: 'bob' }).waitFor()
      await guest.page.goBack()
      await guest.page.getByRole('heading', { name: 'Harbour Bakery' }).waitFor()
      await carol.ask('PATCH', '/api/account', { showsTies: false })
      expect((await shore.guest().ask('GET', '/public/accounts/bob/followers')).body.items).toHaveLength(0)
      expect(guest.errors).toEqual([])
      await guest.context.close()
    }
    expect(hers.errors).toEqual([])
    await hers.context.close()
  })

  it('keeps saved clips on a guest’s device, carries them in, and sorts them into collections', async () => {
    await using shore = await openShore({ people })
    const { alice, bob } = shore.people as People
    const first = await alice.post(clip('web.mp4'), { caption: 'First light', visibility: 'public' })
    const second = await alice.post(clip('square.mp4'), { caption: 'Mending nets', visibility: 'public' })

    const { page, context, requests, errors } = await openPage(browser, shore.url)
    await visit(page, `/@alice/video/${first.id}`)
    await page.getByRole('button', { name: /^Save/ }).first().click()
    await page.getByRole('button', { name: /^Save/, pressed: true }).first().waitFor()
    await visit(page, `/@alice/video/${second.id}`)
    await page.keyboard.press('s')
    await page.getByRole('button', { name: /^Save/, pressed: true }).first().waitFor()
    await visit(page, '/saved')
    await page.getByRole('link', { name: /Mending nets/ }).waitFor()
    await page.getByRole('link', { name: /First light/ }).waitFor()
    await shoot(page, 'saved-guest-phone')
    expect(requests.filter(({ isKnown, method }) => isKnown || method !== 'GET')).toEqual([])
    expect((await shore.guest().ask('GET', `/public/videos/${first.id}`)).body.saves).toBe(0)

    await signInAs(context, shore.url, bob)
    await visit(page, '/saved')
    const own = async () => (await bob.ask('GET', '/api/saves')).body
    await expect.poll(async () => (await own()).items.length).toBe(2)
    await page.reload()
    await page.getByLabel('Name', { exact: true }).fill('Harbour')
    await page.getByRole('button', { name: 'Make a collection' }).click()
    await page.getByRole('radio', { name: 'Harbour' }).waitFor()
    await page.getByText('Put clips into collections').click()
    await page.getByLabel('Collection of “Mending nets”').selectOption('Harbour')
    await expect
      .poll(async () => (await own()).items.filter((one: { collection: string | null }) => one.collection).length)
      .toBe(1)
    await page.getByRole('radio', { name: 'Harbour' }).check()
    await page.getByRole('link', { name: /Mending nets/ }).waitFor()
    expect(await page.getByRole('link', { name: /First light/ }).count()).toBe(0)
    await shoot(page, 'saved-collection-phone')
    await page.getByLabel('Name', { exact: true }).fill('Boats and everything that has to do with the harbour')
    await page.getByRole('button', { name: 'Rename' }).click()
    await page.getByRole('radio', { name: /^Boats and/ }).waitFor()
    await page.setViewportSize(narrow)
    await shoot(page, 'saved-collection-320')
    await page.setViewportSize(desktop)
    await page.emulateMedia({ colorScheme: 'dark' })
    await shoot(page, 'saved-collection-desktop-dark')
    await page.getByRole('button', { name: 'Delete the collection' }).click()
    await page.getByRole('link', { name: /First light/ }).waitFor()
    expect(await own()).toMatchObject({ items: [{ collection: null }, { collection: null }], collections: [] })
    expect(errors).toEqual([])
    await context.close()
  })

  it('holds comments by choice and by word, shows what the author approves, pins one, and lets words be changed', async () => {
    await using shore = await openShore({ people })
    const { alice, bob } = shore.people as People
    const { id } = await alice.post(clip('web.mp4'), { caption: 'Ask me', visibility: 'public' })
    const hers = await openPage(browser, shore.url)
    await signInAs(hers.context, shore.url, alice)
    await visit(hers.page, '/settings/people')
    await hers.page.getByLabel('One word or phrase to a line').fill('buy now')
    await hers.page.getByRole('button', { name: 'Save' }).click()
    await hers.page.getByText('The words are saved').waitFor()
    await shoot(hers.page, 'settings-people-phone')

    const his = await openPage(browser, shore.url)
    await signInAs(his.context, shore.url, bob)
    await visit(his.page, `/@alice/video/${id}`)
    await his.page.keyboard.press('c')
    const sayIt = async (text: string) => {
      await his.page.getByLabel('Your comment').fill(text)
      await his.page.getByRole('button', { name: 'Send' }).click()
      await his.page.getByText(text, { exact: true }).waitFor()
    }
    await sayIt('B\u00fcy now: bollards')
    await his.page.getByText('Waits for the author’s approval. Nobody else sees it yet.').waitFor()
    await his.page.getByRole('button', { name: 'Delete @bob' }).click()
    await sayIt('Is that the east quay? Thanks')
    await his.page.getByRole('button', { name: 'Edit @bob' }).click()
    await his.page.getByLabel('The words of the comment').fill('Is that the east quay, @carol?')
    await his.page.getByRole('button', { name: 'Save', exact: true }).click()
    await his.page.getByText('edited').waitFor()
    expect(await his.page.getByRole('dialog').getByRole('link', { name: '@carol' }).getAttribute('href')).toBe(
      '/@carol',
    )
    await shoot(his.page, 'comments-edited-phone')

    await visit(hers.page, `/posts/${id}`)
    await hers.page.getByLabel('Approve comments first').check()
    await hers.page.getByLabel('Hide the numbers').check()
    await hers.page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect.poll(async () => (await alice.ask('GET', `/api/videos/${id}`)).body.commentsHeld).toBe(true)
    await sayIt('And when was it?')
    await his.page.getByText('Waits for the author’s approval').waitFor()
    await shoot(his.page, 'comments-waiting-phone')
    expect((await shore.guest().ask('GET', `/public/videos/${id}/comments`)).body.items).toHaveLength(1)

    await visit(hers.page, `/@alice/video/${id}`)
    await hers.page.keyboard.press('c')
    await hers.page.getByText('1 comment waits for you').waitFor()
    await shoot(hers.page, 'comments-held-phone')
    await hers.page.setViewportSize(narrow)
    await shoot(hers.page, 'comments-held-320')
    await hers.page.setViewportSize(desktop)
    await hers.page.emulateMedia({ colorScheme: 'dark' })
    await shoot(hers.page, 'comments-held-desktop-dark')
    await hers.page.getByRole('button', { name: 'Approve @bob' }).click()
    await hers.page.getByText('1 comment waits for you').waitFor({ state: 'detached' })
    await hers.page.getByText('And when was it?').waitFor()
    await hers.page.getByRole('button', { name: 'Pin @bob' }).last().click()
    await hers.page.getByText('Pinned by the author').waitFor()
    expect(
      (await shore.guest().ask('GET', `/public/videos/${id}/comments`)).body.items.map(
        ({ text, isPinned }: { text: string; isPinned: boolean }) => [text, isPinned],
      ),
    ).toEqual([
      ['Is that the east quay, @carol?', true],
      ['And when was it?', false],
    ])
    await shoot(hers.page, 'comments-pinned-desktop-dark')

    const guest = await openPage(browser, shore.url, { viewport: narrow, locale: 'fr-CA' })
    await visit(guest.page, `/@alice/video/${id}`)
    // The author shows nobody how many; the signs keep their names.
    await guest.page.getByRole('button', { name: 'Commentaires', exact: true }).click()
    await guest.page.getByRole('heading', { name: 'Commentaires', exact: true }).waitFor()
    await guest.page.getByText('Épinglé par l’auteur').waitFor()
    await shoot(guest.page, 'comments-320-fr')
    for (const { errors, context } of [hers, his, guest]) {
      expect(errors).toEqual([])
      await context.close()
    }
  })

  it('passes a clip on to followers, and hides at once whom the viewer mutes or blocks', async () => {
    await using shore = await openShore({ people })
    const { alice, bob, carol } = shore.people as People
    const { id } = await alice.post(clip('web.mp4'), { caption: 'First light', visibility: 'public' })
    await alice.ask('POST', `/api/videos/${id}/comments`, { text: 'Ask me' })
    await carol.ask('PUT', '/api/accounts/bob/follow')

    const his = await openPage(browser, shore.url)
    await signInAs(his.context, shore.url, bob)
    await visit(his.page, `/@alice/video/${id}`)
    await his.page.keyboard.press('o')
    await his.page.getByRole('dialog').waitFor()
    await shoot(his.page, 'clip-menu-phone')
    await his.page.getByRole('button', { name: 'Pass on to those who follow me' }).click()
    await his.page.getByText('Passed on to those who follow you').waitFor()

    const hers = await openPage(browser, shore.url, { locale: 'fr-CA' })
    await signInAs(hers.context, shore.url, carol)
    await visit(hers.page, '/following')
    const passed = hers.page.getByRole('link', { name: 'Relayé par @bob' })
    await passed.filter({ visible: true }).waitFor()
    await shoot(hers.page, 'following-passed-on-phone-fr')
    await hers.page.setViewportSize(desktop)
    await passed.filter({ visible: true }).waitFor()
    await shoot(hers.page, 'following-passed-on-desktop-fr')
    await hers.page.setViewportSize(narrow)
    await shoot(hers.page, 'following-passed-on-320-fr')
    await hers.page.setViewportSize(phone)

    await bob.post(clip('square.mp4'), { caption: 'Mending nets', visibility: 'public' })
    // What is muted leaves the feed, Explore and the comments, and nobody is told.
    await hers.page.keyboard.press('o')
    await hers.page.getByRole('button', { name: 'Masquer @alice' }).click()
    await hers.page.getByText(/@alice est masqué/).waitFor()
    await hers.page.getByRole('article', { name: '@alice' }).waitFor({ state: 'detached' })
    await shoot(hers.page, 'following-muted-phone-fr')
    await hers.page.getByRole('navigation').getByRole('link', { name: 'Explorer' }).first().click()
    await hers.page.getByRole('link', { name: /Mending nets/ }).waitFor()
    expect(await hers.page.getByRole('link', { name: /First light/ }).count()).toBe(0)
    await visit(hers.page, `/@alice/video/${id}`)
    await hers.page.keyboard.press('c')
    await hers.page.getByText('Aucun commentaire pour l’instant.').waitFor()
    await hers.page.keyboard.press('Escape')
    // The sheet's step of the history is left a moment after it; it would take another page along.
    await hers.page.waitForFunction(() => !(history.state as { sheet?: boolean } | null)?.sheet)

    await visit(hers.page, '/@bob')
    await hers.page.getByRole('button', { name: 'Autres actions concernant @bob' }).click()
    await shoot(hers.page, 'profile-more-phone-fr')
    await hers.page.getByRole('button', { name: /^Bloquer/ }).click()
    await hers.page.getByText('Vous avez bloqué ce compte.').waitFor()
    await shoot(hers.page, 'profile-blocked-phone-fr')
    expect((await bob.ask('PUT', '/api/accounts/carol/follow')).status).toBe(403)

    await visit(hers.page, '/settings/people')
    await hers.page.getByRole('button', { name: 'Débloquer @bob' }).scrollIntoViewIfNeeded()
    await shoot(hers.page, 'settings-people-walls-phone-fr')
    await hers.page.setViewportSize(narrow)
    await shoot(hers.page, 'settings-people-walls-320-fr')
    await hers.page.getByRole('button', { name: 'Débloquer @bob' }).click()
    await hers.page.getByRole('button', { name: 'Ne plus masquer @alice' }).click()
    await expect.poll(() => hers.page.getByText('Aucun.').count()).toBe(2)
    await hers.page.getByRole('navigation').getByRole('link', { name: 'Explorer' }).first().click()
    await hers.page.getByRole('link', { name: /First light/ }).waitFor()
    for (const { errors, context } of [hers, his]) {
      expect(errors).toEqual([])
      await context.close()
    }
  })
})
