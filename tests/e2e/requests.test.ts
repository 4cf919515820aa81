import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { staffStore } from '../../src/server/staff/index.ts'
import { axeFindings, desktop, openBrowser, openPage, phone, signInAs, visit } from '../harness/browser.ts'
import { hasChromium } from '../harness/clips.ts'
import { openShore } from '../harness/shore.ts'

const pictures = join(import.meta.dirname, '../out/screens')

describe.skipIf(!hasChromium)(`asking a human${hasChromium ? '' : ' [chromium]'}`, () => {
  let browser: Browser
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true })
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  it('goes from what is held to a question, its answer, and a second look', async () => {
    await using shore = await openShore({
      people: ['alice', 'mona'],
      isIdle: true,
      environment: { ONSHORE_AUTHORITY: 'Commission d’accès à l’information, cai.gouv.qc.ca' },
    })
    const { alice, mona } = shore.people as Record<string, import('../harness/person.ts').Person>
    const { id } = await shore.db
      .selectFrom('accounts')
      .select('id')
      .where('handle', '=', 'mona')
      .executeTakeFirstOrThrow()
    await staffStore(shore.db).grant(id, 'moderator', new Date())
    const { page, context, errors } = await openPage(browser, shore.url)
    await signInAs(context, shore.url, alice!)
    const shoot = async (name: string) =>
      writeFileSync(join(pictures, `requests-${name}.png`), await page.screenshot({ fullPage: true }))

    // What is held says where it is changed; a human can be asked about the row.
    await visit(page, '/settings/held')
    await page.getByText('Account and profile').click()
    await page.getByText('A handle stays').waitFor()
    expect(await page.getByRole('link', { name: 'Change it there' }).first().getAttribute('href')).toMatch(
      /^\/settings/,
    )
    await shoot('held')
    await page.getByRole('link', { name: /^Ask a human.*Account and profile/ }).click()
    await page.getByLabel('What it is about').selectOption('accounts.created_at')
    await page.getByText('It says what happened').waitFor()
    await page.getByLabel('Correct it').check()
    await page.getByLabel('In your words').fill('I joined in May.')
    expect(await axeFindings(page)).toEqual([])
    await shoot('form')
    await page.getByRole('button', { name: 'Ask a human' }).click()
    await page.getByText('It waits for a human').waitFor()
    await shoot('waiting')

    // From a clip, its labels stand first; one that is nobody’s is refused in words.
    await visit(page, `/settings/requests?about=videos.measure&id=${crypto.randomUUID()}`)
    const about = page.getByLabel('What it is about')
    expect(await about.inputValue()).toBe('videos.measure')
    expect(await about.locator('optgroup').first().getAttribute('label')).toBe('Labels the shore sets')
    await page.getByText('People decided it: you appeal there').waitFor()
    await about.selectOption('features')
    await page.getByLabel('Take a label away').check()
    await page.getByLabel('In your words').fill('It is wrong.')
    await page.getByRole('button', { name: 'Ask a human' }).click()
    await page.getByText('This is nothing that is held of you here.').waitFor()

    const console = await openPage(browser, shore.url, { viewport: desktop })
    await signInAs(console.context, shore.url, mona!)
    await visit(console.page, '/operate/requests')
    await console.page.getByText('I joined in May.').waitFor()
    await console.page.getByText('Answer', { exact: true }).click()
    await console.page.getByLabel('Decline').check()
    await console.page.getByLabel(/The person reads it/).fill('The first clip is of June.')
    expect(await axeFindings(console.page)).toEqual([])
    writeFileSync(join(pictures, 'requests-console.png'), await console.page.screenshot())
    await console.page.getByRole('button', { name: 'Send the answer' }).click()
    await console.page.getByText('Nobody waits for an answer.').waitFor()
    expect(console.errors).toEqual([])
    await console.context.close()

    await visit(page, '/inbox')
    await page.getByRole('link', { name: /was declined/ }).click()
    await page.getByText('The first clip is of June.').waitFor()
    await page.getByText('cai.gouv.qc.ca').waitFor()
    await page.getByText('Ask for a second look').click()
    await page.getByLabel('Why the decision is wrong').fill('Look again.')
    await page.getByRole('button', { name: 'Send the appeal' }).click()
    await page.getByRole('heading', { name: 'Second look' }).waitFor()
    await page.evaluate(() => localStorage.setItem('onshore.language', '"fr"'))
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize(desktop)
    await visit(page, '/settings/requests')
    await page.getByText('Attend un humain').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shoot('fr-desktop-dark')
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await page.setViewportSize(phone)
    await shoot('fr-phone-dark')
    expect(errors).toEqual([])
    await context.close()
  })
})
