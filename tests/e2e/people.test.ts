import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, desktop, framesShown, openBrowser, openPage, phone, signInAs, visit } from '../harness/browser.ts'
import { clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'

const pictures = join(import.meta.dirname, '../out/screens')
const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')

const shoot = async (page: Page, name: string) =>
  writeFileSync(join(pictures, `${name}.png`), await page.screenshot({ fullPage: false }))

describe.skipIf(missing !== '')(`people in a browser${missing && ` [${missing}]`}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
    mkdirSync(pictures, { recursive: true })
  })
  afterAll(() => browser?.close())

  it('ask a closed account, are let in, and watch what is for followers, which is nowhere for anybody else', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    await alice.ask('PATCH', '/api/account', { isClosed: true })
    const { id } = await alice.post(clip('web.mp4'), { caption: 'Only for some', visibility: 'followers' })

    const his = await openPage(browser, shore.url)
    await signInAs(his.context, shore.url, bob)
    await visit(his.page, `/@alice/video/${id}`)
    await his.page.getByRole('heading', { name: 'This clip is gone' }).waitFor()
    await visit(his.page, '/@alice')
    await his.page.getByRole('button', { name: 'Follow' }).click()
    await his.page.getByRole('button', { name: 'Asked' }).waitFor()
    await shoot(his.page, 'profile-closed-phone')
    expect(await axeFindings(his.page)).toEqual([])

    const hers = await openPage(browser, shore.url, { viewport: desktop, locale: 'fr-CA', colorScheme: 'dark' })
    await signInAs(hers.context, shore.url, alice)
    await visit(hers.page, '/followers')
    await hers.page.getByText('Demande à vous suivre').waitFor()
    await shoot(hers.page, 'followers-desktop-dark-fr')
    expect(await axeFindings(hers.page)).toEqual([])
    await hers.page.getByRole('button', { name: 'Accepter' }).click()
    await hers.page.getByText('Depuis le').waitFor()

    await visit(his.page, '/following')
    await his.page.getByRole('feed').getByText('For followers').waitFor()
    const times = await framesShown(his.page, 3)
    expect(times.at(-1)).toBeGreaterThan(times[0]!)
    expect(await axeFindings(his.page)).toEqual([])
    await shoot(his.page, 'following-phone')
    await his.page.setViewportSize(desktop)
    await shoot(his.page, 'following-desktop')
    await his.page.setViewportSize({ width: 320, height: 640 })
    await shoot(his.page, 'following-320')
    await his.page.setViewportSize(phone)
    await visit(his.page, `/@alice/video/${id}`)
    await his.page.getByRole('feed').getByText('For followers').waitFor()
    await visit(his.page, '/@alice')
    await his.page.getByRole('link', { name: /Only for some/ }).waitFor()

    const guest = await openPage(browser, shore.url, { locale: 'fr-CA' })
    await visit(guest.page, `/@alice/video/${id}`)
    await guest.page.getByRole('heading', { name: 'Rien ici' }).waitFor()
    await visit(guest.page, '/following')
    await guest.page.getByRole('heading', { name: 'Vous ne suivez encore personne' }).waitFor()
    await shoot(guest.page, 'following-nobody-phone-fr')
    expect(await axeFindings(guest.page)).toEqual([])
    for (const { errors } of [his, hers, guest]) expect(errors).toEqual([])
    for (const { context } of [his, hers, guest]) await context.close()
  })

  it('say something below a clip, answer, and take it back, in both languages', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    const { id } = await alice.post(clip('web.mp4'), { caption: 'Ask me', visibility: 'public' })
    const said = await bob.ask('POST', `/api/videos/${id}/comments`, { text: 'How was it made?' })
    for (const n of [1, 2, 3])
      await bob.ask('POST', `/api/videos/${id}/comments`, {
        text: `Another question, number ${n}, with enough words to need a second line`,
      })
    await alice.ask('POST', `/api/videos/${id}/comments`, { text: 'With a phone', replyTo: said.body.id })

    // A guest reads, and the requests say nothing of who.
    const guest = await openPage(browser, shore.url, { locale: 'fr-CA', colorScheme: 'dark' })
    await visit(guest.page, `/@alice/video/${id}`)
    await guest.page.getByRole('button', { name: 'Commentaires 5' }).click()
    await guest.page.getByRole('button', { name: 'Voir la réponse' }).click()
    await guest.page.getByText('With a phone').waitFor()
    await guest.page.getByText('Connectez-vous pour dire quelque chose.').waitFor()
    expect(await axeFindings(guest.page)).toEqual([])
    await shoot(guest.page, 'comments-phone-dark-fr')
    expect(guest.requests.filter(({ isKnown }) => isKnown)).toEqual([])

    const his = await openPage(browser, shore.url)
    await signInAs(his.context, shore.url, bob)
    await visit(his.page, `/@alice/video/${id}`)
    await his.page.keyboard.press('c')
    await his.page.getByLabel('Your comment').fill('<img src=x onerror=alert(1)> hello')
    await his.page.getByRole('button', { name: 'Send' }).click()
    await his.page.getByText('<img src=x onerror=alert(1)> hello').waitFor()
    await his.page.getByRole('heading', { name: '6 comments' }).waitFor()
    await his.page.getByRole('button', { name: 'Reply @bob' }).last().click()
    await his.page.getByLabel('Your reply to @bob').fill('Thanks')
    await shoot(his.page, 'comments-phone')
    await his.page.getByRole('button', { name: 'Send' }).click()
    await his.page.getByText('Thanks').waitFor()
    expect(await axeFindings(his.page)).toEqual([])
    await his.page.setViewportSize(desktop)
    await shoot(his.page, 'comments-desktop')
    await his.page.getByRole('button', { name: 'Delete @bob' }).first().click()
    await his.page.getByText('The comment is deleted').waitFor()
    expect((await shore.guest().ask('GET', `/public/videos/${id}`)).body.comments).toBe(6)
    for (const { errors, context } of [guest, his]) {
      expect(errors).toEqual([])
      await context.close()
    }
  })

  it('follow without an account, on the device alone, and carry it in when they join', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const alice = shore.people['alice']!
    await alice.post(clip('web.mp4'), { caption: 'For everybody', visibility: 'public' })
    const { page, requests, errors, context } = await openPage(browser, shore.url)
    await visit(page, '/')
    await page.getByRole('button', { name: 'Follow @alice' }).click()
    await page.getByRole('button', { name: 'Following @alice' }).waitFor()
    await page.getByRole('link', { name: 'Following', exact: true }).click()
    await page.getByRole('heading', { name: 'Following' }).waitFor()
    await framesShown(page, 2)
    expect(requests.filter(({ isKnown }) => isKnown)).toEqual([])
    expect((await shore.guest().ask('GET', '/public/accounts/alice')).body.followers).toBe(0)
    await visit(page, '/join')
    await page.getByLabel('Handle').fill('bob')
    await page.getByLabel('Passphrase').fill('four unrelated plain words')
    await page.getByLabel('16 or older').check()
    await page.getByRole('button', { name: 'Open an account', exact: true }).click()
    await page.getByRole('heading', { name: 'Welcome, @bob' }).waitFor()
    await expect.poll(async () => (await shore.guest().ask('GET', '/public/accounts/alice')).body.followers).toBe(1)
    expect(errors).toEqual([])
    await context.close()
  })
})
