import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  axeFindings,
  desktop,
  framesShown,
  moved,
  openBrowser,
  openPage,
  phone,
  signInAs,
  visit,
} from '../harness/browser.ts'
import { clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import { Person, passphrase } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const pictures = join(import.meta.dirname, '../out/screens')
const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')
const noon = '2026-05-04T12:00:00'
const late = '2026-05-04T23:00:00'
const minutes = (n: number) => n * 60_000

const shoot = async (page: Page, name: string) =>
  writeFileSync(join(pictures, `${name}.png`), await page.screenshot({ fullPage: false }))

/** The same page in either language, theme and shape, looked at and measured. */
async function look(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const [shape, size] of Object.entries({ phone, desktop })) {
      await page.setViewportSize(size)
      await shoot(page, `calm-${name}-${shape}-${colorScheme}`)
    }
    expect(await axeFindings(page), `${name} ${colorScheme}`).toEqual([])
  }
  await page.setViewportSize({ width: 320, height: 640 })
  await shoot(page, `calm-${name}-320`)
  await page.setViewportSize(phone)
}

async function withTeen(): Promise<{ shore: TestShore; teen: Person }> {
  const shore = await openShore({ people: ['author'] })
  const author = shore.people['author']!
  await author.post(clip('web.mp4'), { caption: 'The harbour at dawn', visibility: 'public' })
  await author.post(clip('silent.mp4'), { caption: 'The pier at noon', visibility: 'public' })
  const teen = new Person(shore.url)
  await teen.ask('POST', '/api/accounts', { handle: 'teen', passphrase, age: 'young' })
  return { shore, teen }
}
const isPaused = (page: Page) => page.evaluate(() => [...document.querySelectorAll('video')].every(one => one.paused))
const kept = (page: Page, key: string) => page.evaluate(name => localStorage.getItem(`onshore.${name}`), key)

describe.skipIf(missing !== '')(`a calm device${missing && ` [${missing}]`}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
    mkdirSync(pictures, { recursive: true })
  })
  afterAll(() => browser?.close())
  const open = async (shore: TestShore, who: Person | null, at: string, options: BrowserContextOptions = {}) => {
    const opened = await openPage(browser, shore.url, { timezoneId: 'America/Toronto', ...options })
    if (who) await signInAs(opened.context, shore.url, who)
    await opened.page.clock.install({ time: new Date(`${at}-04:00`) })
    return opened
  }

  it('rests after an hour for somebody under 16, goes on when they say so, asks again, and begins anew with the day', async () => {
    const { shore, teen } = await withTeen()
    await using _ = shore
    const { page, context, errors, requests } = await open(shore, teen, noon)
    await visit(page, '/')
    await framesShown(page, 2)
    await page.clock.runFor(minutes(30))
    expect(await page.getByRole('heading', { name: /minutes of clips today/ }).count()).toBe(0)
    // What is paused is not watched.
    await page.keyboard.press(' ')
    await page.clock.runFor(minutes(40))
    expect(await page.getByRole('heading', { name: /minutes of clips today/ }).count()).toBe(0)
    await page.keyboard.press(' ')
    await page.clock.runFor(minutes(31))
    await page.getByRole('heading', { name: '60 minutes of clips today' }).waitFor()
    await expect.poll(() => isPaused(page)).toBe(true)
    await page.keyboard.press('j')
    await page.keyboard.press('l')
    await page.keyboard.press(' ')
    expect(await isPaused(page)).toBe(true)
    await look(page, 'limit-en')
    // Opened anew it rests still.
    await visit(page, '/')
    await page.getByRole('button', { name: 'Go on for 15 minutes' }).click()
    await framesShown(page, 2)
    await page.clock.runFor(minutes(16))
    await page.getByRole('heading', { name: '75 minutes of clips today' }).waitFor()
    // Before midnight it is quiet, after it the count is new.
    await page.clock.runFor(minutes(60 * 11))
    await page.getByRole('heading', { name: /minutes of clips today/ }).waitFor({ state: 'detached' })
    expect(JSON.parse((await kept(page, 'watched'))!).ms).toBeGreaterThanOrEqual(minutes(75))
    // The time is told to nobody.
    expect(requests.filter(({ path }) => /watch|calm|limit/.test(path) && !/assets/.test(path))).toEqual([])
    expect(errors).toEqual([])
    await context.close()
  })

  it('counts nothing for anybody else until they set a limit, which they take away again', async () => {
    const { shore } = await withTeen()
    await using _ = shore
    const { page, context, errors } = await open(shore, null, noon, { locale: 'fr-CA' })
    await visit(page, '/')
    await framesShown(page, 2)
    await page.clock.runFor(minutes(90))
    expect(await page.getByRole('heading', { name: /de clips aujourd/ }).count()).toBe(0)
    expect(JSON.parse((await kept(page, 'watched'))!).ms).toBe(0)
    await visit(page, '/settings/viewing')
    const daily = page.getByLabel('Des clips par jour, au plus')
    expect(await daily.inputValue()).toBe('')
    await daily.selectOption({ label: '15 minutes' })
    await daily.scrollIntoViewIfNeeded()
    await page.mouse.wheel(0, 300)
    await look(page, 'settings-fr')
    await page.locator('nav a[href="/"]').last().click()
    await framesShown(page, 2)
    await page.clock.runFor(minutes(16))
    await page.getByRole('heading', { name: '15 minutes de clips aujourd’hui' }).waitFor()
    await look(page, 'limit-fr')
    await page.getByRole('link', { name: 'Changer la limite' }).click()
    await page.getByText('Regardé ici aujourd’hui').waitFor()
    await page.getByLabel('Des clips par jour, au plus').selectOption({ label: 'Pas de limite' })
    await page.locator('nav a[href="/"]').last().click()
    await framesShown(page, 2)
    expect(errors).toEqual([])
    await context.close()
  })

  it('starts nothing by itself at night for somebody under 16, and asks once more before it is switched off', async () => {
    const { shore, teen } = await withTeen()
    await using _ = shore
    const { page, context, errors } = await open(shore, teen, '2026-05-04T21:58:00')
    await visit(page, '/')
    await framesShown(page, 2)
    await page.clock.runFor(minutes(3))
    await page.getByText('Quiet until 07:00').waitFor()
    await expect.poll(() => isPaused(page)).toBe(true)
    // Opened at night, not even the first clip starts; and it starts when it is asked to.
    const early = page.waitForFunction(() => document.querySelector('video') !== null)
    await page.goto('/')
    await early
    expect(await isPaused(page)).toBe(true)
    await page.waitForSelector('#app[data-hydrated]')
    await page.getByText('Quiet until 07:00').waitFor()
    await page.waitForTimeout(800)
    expect(await isPaused(page)).toBe(true)
    await look(page, 'night-en')
    await page.keyboard.press(' ')
    await framesShown(page, 2)
    await page.keyboard.press('j')
    await expect.poll(() => isPaused(page)).toBe(true)
    await page.getByRole('button', { name: 'Close this line' }).click()
    await page.getByText('Quiet until 07:00').waitFor({ state: 'detached' })

    await visit(page, '/settings/viewing')
    const quiet = page.getByLabel('Keep quiet hours')
    expect(await quiet.isChecked()).toBe(true)
    expect(await page.getByLabel('Clips a day, at most').locator('option').first().textContent()).toBe('15 minutes')
    await quiet.scrollIntoViewIfNeeded()
    await look(page, 'settings-en')
    await quiet.click()
    await page.getByRole('dialog', { name: 'Switch quiet hours off?' }).waitFor()
    await moved(page)
    await shoot(page, 'calm-once-more-phone')
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Keep them' }).click()
    expect(await quiet.isChecked()).toBe(true)
    await quiet.click()
    await page.getByRole('button', { name: 'Switch them off' }).click()
    await expect.poll(() => quiet.isChecked()).toBe(false)
    await visit(page, '/')
    await framesShown(page, 2)
    expect(await page.getByText('Quiet until').count()).toBe(0)
    // By seven it would be over in any case.
    await visit(page, '/settings/viewing')
    await quiet.click()
    await visit(page, '/')
    await page.getByText('Quiet until 07:00').waitFor()
    await page.clock.runFor(minutes(9 * 60))
    await page.getByText('Quiet until 07:00').waitFor({ state: 'detached' })
    expect(errors).toEqual([])
    await context.close()
  })

  it('plays at night for everybody else, and is quiet for whoever wants it so', async () => {
    const { shore } = await withTeen()
    await using _ = shore
    const { page, context, errors } = await open(shore, null, late, { locale: 'fr-CA' })
    await visit(page, '/')
    await framesShown(page, 2)
    await visit(page, '/settings/viewing')
    await page.getByLabel('Garder des heures calmes').check()
    await visit(page, '/')
    await page.getByText('Calme jusqu’à 07:00').waitFor()
    expect(await isPaused(page)).toBe(true)
    await look(page, 'night-fr')
    expect(errors).toEqual([])
    await context.close()
  })

  it('says at joining whose word the age is and what is kept, and on the settings what was said', async () => {
    const { shore, teen } = await withTeen()
    await using _ = shore
    for (const [locale, word, said] of [
      ['fr-CA', 'C’est votre parole', 'Votre âge, selon votre parole : moins de 16'],
      ['en-CA', 'Your own word: nobody checks it.', 'Your age, by your own word: under 16.'],
    ] as const) {
      const guest = await open(shore, null, noon, { locale })
      await visit(guest.page, '/join')
      await guest.page.getByText(word).waitFor()
      await guest.page.getByRole('radio').first().scrollIntoViewIfNeeded()
      await look(guest.page, `join-${locale.slice(0, 2)}`)
      await guest.context.close()
      const { page, context, errors } = await open(shore, teen, noon, { locale })
      await visit(page, '/settings')
      await page.getByText(said).scrollIntoViewIfNeeded()
      await shoot(page, `calm-account-${locale.slice(0, 2)}`)
      await page.getByRole('button', { name: /^(I am 16 or older now|J’ai maintenant 16 ans ou plus)$/ }).click()
      const sheet = page.getByRole('dialog')
      await moved(page)
      await shoot(page, `calm-grown-${locale.slice(0, 2)}`)
      expect(await axeFindings(page)).toEqual([])
      // In French it is taken back first, and nothing has changed.
      await sheet.getByRole('button', { name: /^(Yes, I am|Ne rien changer)$/ }).click()
      await page.getByText(locale === 'fr-CA' ? said : 'Your age, by your own word: 16 or older.').waitFor()
      expect(errors).toEqual([])
      await context.close()
    }
  })

  it('asks somebody under 16 once more before a clip is for everybody', async () => {
    const { shore, teen } = await withTeen()
    await using _ = shore
    const { id } = await teen.post(clip('silent.mp4'), { caption: 'Mine' })
    const { page, context, errors } = await open(shore, teen, noon)
    await visit(page, `/posts/${id}`)
    const followers = page.getByRole('radio', { name: 'Followers' })
    const everybody = page.getByRole('radio').first()
    expect(await followers.isChecked()).toBe(true)
    await everybody.click()
    await page.getByRole('dialog', { name: 'Show it to everybody?' }).waitFor()
    await moved(page)
    await shoot(page, 'calm-open-phone')
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect.poll(() => followers.isChecked()).toBe(true)
    await everybody.click()
    await page.getByRole('button', { name: 'Show it', exact: true }).click()
    await expect.poll(() => everybody.isChecked()).toBe(true)
    expect(errors).toEqual([])
    await context.close()
  })
})
