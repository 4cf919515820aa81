import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OwnVideo } from '../../src/core/wire/video.ts'
import { axeFindings, desktop, openBrowser, openPage, phone, visit } from '../harness/browser.ts'
import { clip, fileOf, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import { passphrase } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')
const pictures = join(import.meta.dirname, '../out/screens')

async function signIn(page: Page): Promise<void> {
  await visit(page, '/sign-in')
  await page.getByLabel('Handle').fill('alice')
  await page.getByLabel('Passphrase').fill(passphrase)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL('**/')
}

/** Sets a slider as a hand does. */
const slide = (page: Page, label: string | RegExp, value: number) =>
  page.getByLabel(label).evaluate((input: HTMLInputElement, to) => {
    input.value = String(to)
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }, value)

async function finished(shore: TestShore): Promise<OwnVideo> {
  const list = () => shore.people['alice']!.ask('GET', '/api/videos').then(({ body }) => body.items as OwnVideo[])
  await expect.poll(async () => (await list())[0]?.finishedAt ?? null, { timeout: 60_000 }).not.toBeNull()
  return (await list())[0]!
}

describe.skipIf(missing !== '')(`what a creator does to a clip${missing && ` [${missing}]`}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
    mkdirSync(pictures, { recursive: true })
  })
  afterAll(() => browser?.close())

  it('is cut, covered, captioned, described and labelled before it is posted, and all but the video is changed after', {
    timeout: 180_000,
  }, async () => {
    await using shore = await openShore({ people: ['alice'] })
    const { page, context, errors, requests } = await openPage(browser, shore.url)
    await signIn(page)
    await page.goto('/create')
    await page.locator('input[type=file]').first().setInputFiles(clip('tall.mp4'))
    await page.getByRole('heading', { name: 'Trim' }).waitFor()
    await slide(page, /^Start:/, 6300)
    await slide(page, /^End:/, 10_000)
    await page.getByRole('button', { name: /^Keep these 3\.7/ }).click()
    // Keyframes stand every two seconds: the cut begins at the one before.
    await page.getByText(/Kept from 6\.0 sec to 10\.0 sec/).waitFor()

    await page.getByLabel('Caption', { exact: true }).fill('Cut on the device')
    await page.getByLabel('What is to be seen').fill('A test picture that counts')
    await page.getByLabel('Made or changed with AI').check()
    await page.getByLabel('Paid content').check()
    await slide(page, 'Moment of the cover', 2000)
    await page.getByRole('button', { name: 'Add a line' }).click()
    await page.getByLabel('Line 1: words').fill('Written here')
    const wrong = fileOf('wrong.vtt', 'WEBVTT\n\n0:1 --> 0:2\nNo')
    await page.locator('input[accept*=vtt]').setInputFiles(wrong)
    await page.getByText('Line 3 of the captions should be two times').waitFor()
    expect(await page.getByLabel('Line 1: words').inputValue()).toBe('Written here')
    for (const [name, viewport] of [
      ['phone', phone],
      ['desktop', desktop],
    ] as const) {
      await page.setViewportSize(viewport)
      expect(await axeFindings(page), name).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), name).toBe(true)
      writeFileSync(join(pictures, `create-tools-${name}.png`), await page.screenshot({ fullPage: true }))
    }
    await page.getByRole('button', { name: 'Post', exact: true }).click()
    await page.locator('[data-state=ready]').waitFor({ timeout: 60_000 })

    const own = await finished(shore)
    expect(own.video!.durationMs).toBeGreaterThanOrEqual(3900)
    expect(own.video!.durationMs).toBeLessThanOrEqual(4100)
    expect(own).toMatchObject({ alt: 'A test picture that counts', aiMade: true, paid: true, coverMs: 2000 })
    expect(own.video!.renditions.map(({ width }) => width)).toEqual([360, 540, 720, 1080])
    // The whole file that was sent first is not there any more, and what was sent is smaller.
    expect((await shore.people['alice']!.ask('GET', '/api/videos')).body.items).toHaveLength(1)
    const captions = await (await fetch(shore.url + own.video!.captions[0]!.url)).text()
    expect(captions).toMatch(/^WEBVTT\n\n00:00:0\d\.\d00 --> 00:00:0\d\.\d00\nWritten here\n$/)

    const stranger = await openPage(browser, shore.url)
    await visit(stranger.page, own.page!)
    await stranger.page.getByText('Made or changed with AI').first().waitFor()
    await stranger.page.getByText('Paid content').first().waitFor()
    expect(await stranger.page.locator('video[data-clip]').first().getAttribute('aria-label')).toBe(
      'A test picture that counts',
    )
    writeFileSync(join(pictures, 'clip-labels-phone.png'), await stranger.page.screenshot())

    const cover = own.video!.poster
    await page.getByRole('link', { name: 'Edit', exact: true }).click()
    await page.getByRole('heading', { name: 'Edit a clip' }).waitFor()
    await page.getByLabel('Line 1: words').waitFor()
    expect(await page.getByLabel('Line 1: words').inputValue()).toBe('Written here')
    await page.getByLabel('Caption', { exact: true }).fill('Said anew')
    await page.getByLabel('Paid content').uncheck()
    await slide(page, 'Moment of the cover', 500)
    await page
      .locator('input[accept*=vtt]')
      .setInputFiles(fileOf('right.vtt', 'WEBVTT\n\n00:01.000 --> 00:02.000\n<i>From</i> a file'))
    await expect.poll(() => page.getByLabel('Line 1: words').inputValue()).toBe('From a file')
    expect(await axeFindings(page)).toEqual([])
    writeFileSync(join(pictures, 'edit-desktop.png'), await page.screenshot({ fullPage: true }))
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Said anew').waitFor()
    await expect.poll(async () => (await finished(shore)).video!.poster).not.toBe(cover)
    const after = await finished(shore)
    expect(after).toMatchObject({ caption: 'Said anew', paid: false, aiMade: true, coverMs: 500, visibility: 'public' })
    expect(await (await fetch(shore.url + after.video!.captions[0]!.url)).text()).toContain('From a file')
    expect(errors).toEqual([])
    expect(requests.filter(({ origin }) => origin !== shore.url)).toEqual([])
    await stranger.context.close()
    await context.close()
  })

  it('does it in French and in the dark as well, on a phone and on a desk', { timeout: 120_000 }, async () => {
    await using shore = await openShore({ people: ['alice'] })
    const posted = await shore.people['alice']!.post(clip('web.mp4'), { visibility: 'public', caption: 'À table !' })
    const { page, context, errors } = await openPage(browser, shore.url, { locale: 'fr-FR', colorScheme: 'dark' })
    await visit(page, '/about')
    await page.evaluate(
      words => fetch('/api/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: words }),
      JSON.stringify({ handle: 'alice', passphrase }),
    )
    const photograph = async (name: string) => {
      for (const [size, viewport] of [
        ['phone', phone],
        ['desktop', desktop],
      ] as const) {
        await page.setViewportSize(viewport)
        expect(await axeFindings(page), `${name} ${size}`).toEqual([])
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), `${name} ${size}`).toBe(true)
        writeFileSync(join(pictures, `${name}-${size}-dark-fr.png`), await page.screenshot({ fullPage: true }))
      }
    }
    await visit(page, `/posts/${posted.id}`)
    await page.getByRole('heading', { name: 'Couverture' }).waitFor()
    await photograph('edit')
    await visit(page, '/create')
    await page.locator('input[type=file]').first().setInputFiles(clip('tall.mp4'))
    await page.getByRole('heading', { name: 'Couper' }).waitFor()
    await slide(page, /^Début/, 6300)
    await page.getByRole('button', { name: /^Garder ces/ }).click()
    await page.getByText(/^Gardé de/).waitFor()
    await photograph('create-tools')
    expect(errors).toEqual([])
    await context.close()
  })
})
