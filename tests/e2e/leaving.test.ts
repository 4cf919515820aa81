import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openArchives } from '../../src/server/adapters/folder/archives.ts'
import { slateKey } from '../../src/server/adapters/folder/index.ts'
import { openUploads } from '../../src/server/adapters/folder/uploads.ts'
import { eraseDue, leavingStore } from '../../src/server/leaving/index.ts'
import { axeFindings, desktop, openBrowser, openPage, signInAs, visit } from '../harness/browser.ts'
import { hasChromium } from '../harness/clips.ts'
import { passphrase } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'

const pictures = join(import.meta.dirname, '../out/screens')

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(300)
  writeFileSync(join(pictures, `${name}.png`), await page.screenshot())
  expect(await axeFindings(page), name).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), name).toBeLessThanOrEqual(0)
}

describe.skipIf(!hasChromium)(`leaving, in a browser${hasChromium ? '' : ' [chromium]'}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
    mkdirSync(pictures, { recursive: true })
  })
  afterAll(() => browser?.close())

  it('is asked for twice, can be taken back, and leads to a receipt in words', async () => {
    let aheadMs = 0
    const clock = { now: () => new Date(Date.now() + aheadMs) }
    await using shore = await openShore({ people: ['alice'], isIdle: true, clock })
    const alice = shore.people['alice']!
    const { page, context, errors } = await openPage(browser, shore.url)
    await signInAs(context, shore.url, alice)
    await shore.db.updateTable('sessions').set({ verified_at: null }).execute()
    await visit(page, '/settings')
    await page.getByRole('link', { name: 'Leave' }).click()
    await page.getByText('not switched off, erased').waitFor()
    await shoot(page, 'leaving-phone')
    const ask = () => page.getByRole('button', { name: 'Erase my account' }).click()
    await ask()
    // Whatever closes the question but the one button changes nothing.
    await shoot(page, 'leaving-ask-phone')
    await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click()
    expect((await alice.ask('GET', '/api/account/leaving')).body.leavesAt).toBe(null)
    await ask()
    await page.getByRole('dialog').getByRole('button', { name: 'Hide it now' }).click()
    await page.getByLabel('Passphrase').fill(passphrase)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('heading', { name: 'This account is erased on' }).waitFor()
    const code = (await page.locator('strong').textContent())!
    await shoot(page, 'leaving-asked-phone')
    await page.setViewportSize({ width: 320, height: 640 })
    await shoot(page, 'leaving-asked-320')
    await page.getByRole('button', { name: 'Stay after all' }).click()
    await page.getByText('Your account stays, as it was.').waitFor()
    expect((await shore.guest().ask('GET', '/public/accounts/alice')).status).toBe(200)
    expect(errors).toEqual([])
    await context.close()
    // A code of a wish that was taken back opens nothing.
    expect((await shore.guest().ask('GET', `/public/erasures/${code}`)).status).toBe(404)

    await alice.ask('POST', '/api/session', { handle: 'alice', passphrase })
    const again = (await alice.ask('PUT', '/api/account/leaving')).body.code
    aheadMs = 15 * 86_400_000
    const rooms = {
      store: leavingStore(shore.db),
      keys: shore.keys,
      videos: shore.videos,
      clock,
      key: slateKey(shore.folder),
    }
    const files = {
      uploads: openUploads(join(shore.folder, 'uploads')),
      archiveFiles: openArchives(join(shore.folder, 'archives')),
    }
    expect(await eraseDue({ ...rooms, ...files, shoreName: 'Onshore', backupDays: 35 })).toBe(1)
    const guest = await openPage(browser, shore.url, { locale: 'fr-CA', colorScheme: 'dark' })
    await visit(guest.page, `/erased#${again}`)
    await guest.page.getByRole('button', { name: 'Montrer le reçu' }).click()
    await guest.page.getByRole('heading', { name: 'Effacé de Onshore le' }).waitFor()
    await shoot(guest.page, 'erased-phone-dark-fr')
    await guest.page.setViewportSize(desktop)
    await shoot(guest.page, 'erased-desktop-dark-fr')
    expect(guest.errors).toEqual([])
    await guest.context.close()
  })
})
