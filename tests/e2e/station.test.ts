import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, openBrowser, openPage, plugIn, signInAs, visit } from '../harness/browser.ts'
import { clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import { approve, type DomainHost, foundInstitution, openDomainHost } from '../harness/institution.ts'
import { lookAt, pictures } from '../harness/looks.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')

describe.skipIf(missing !== '')(`a posting station${missing === '' ? '' : ` [${missing}]`}`, () => {
  let browser: Browser
  let shore: TestShore
  let host: DomainHost
  let stewards: Awaited<ReturnType<typeof foundInstitution>>
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true })
    host = await openDomainHost()
    shore = await openShore({ domains: host.domains })
    stewards = await foundInstitution(shore, host)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await shore?.[Symbol.asyncDispose]()
    await host?.[Symbol.asyncDispose]()
  })

  it('is made ready under its own name, proposed by its code, and posts what others approve', async () => {
    const { ben, cleo, dan, handle } = stewards
    // The device, under the name that the station has of its own.
    const station = await openPage(browser, shore.url.replace('localhost', 'station.localhost'))
    const { page } = station
    const look = (name: string) =>
      lookAt(page, `station-${name}`, async () => {
        await visit(page, '/station')
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.waitForLoadState('networkidle')
      })
    await plugIn(station.context, page)
    await visit(page, '/station')
    await look('closed')
    await visit(page, '/station')
    await page.getByLabel('What this device is called').fill('Press office')
    await page.getByRole('button', { name: 'Make it ready' }).click()
    const shown = page.locator('output')
    await shown.waitFor()
    const code = (await shown.textContent())!
    expect(code).toMatch(/^\w{4}-\w{4}-\w{4}$/)
    await look('waiting')
    await visit(page, '/station')

    // A steward proposes it from their own browser; two others sign.
    const own = await openPage(browser, shore.url)
    await signInAs(own.context, shore.url, dan.person)
    await visit(own.page, `/institutions/${handle}/propose?act=station`)
    await own.page.getByLabel('The code that the device shows').fill(code)
    await own.page.getByRole('button', { name: 'Propose it', exact: true }).click()
    await own.page.getByText('The device “Press office” may propose clips').waitFor()
    const waiting = async () => (await cleo.person.ask('GET', `/api/institutions/${handle}/proposals`)).body.items[0]
    for (const one of [ben, cleo]) await approve(one, handle, await waiting())

    // The page changes by itself.
    await page.getByText('@ministry').waitFor()
    const file = clip('web.mp4')
    await page.locator('input[type=file]').first().setInputFiles(file)
    await page.getByLabel('Caption').fill('From the street')
    await page.getByText('The file is ready to be proposed.').waitFor({ timeout: 60_000 })
    writeFileSync(join(pictures, 'station-details-phone.png'), await page.screenshot({ fullPage: true }))
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Propose it', exact: true }).click()
    await page.getByText('waits for others').waitFor()
    const proposal = await waiting()
    expect(proposal).toMatchObject({ act: 'publish', proposedBy: 'dan', what: { station: 'Press office' } })
    for (const one of [ben, cleo]) await approve(one, handle, proposal)
    expect((await shore.guest().ask('GET', `/public/videos/${proposal.clip.id}`)).status).toBe(200)
    await page.reload()
    await page.getByText('published').waitFor()
    await look('open')
    await visit(page, '/station')

    // Nothing leads anywhere, nothing was asked of the device, and no path of an account or a feed was asked for.
    expect(await page.locator('a[href]:not([href="#main"])').count()).toBe(0)
    expect(await page.evaluate(() => (window as unknown as { asked: string[] }).asked)).toEqual([])
    const paths = new Set(station.requests.map(({ path }) => path.replace(/[0-9a-f-]{36}/, ':id')))
    expect(
      [...paths].filter(
        path => !/^\/(station|assets\/|api\/station|favicon|icons\/|manifest|worker\.js|shell)/.test(path),
      ),
    ).toEqual([])
    expect(station.errors).toEqual([])

    // Closed, it opens by its passkey; ended by who may, it does not.
    await page.getByRole('button', { name: 'Close this device' }).click()
    await page.getByRole('button', { name: 'Open with this device’s passkey' }).click()
    await page.getByText('@ministry').waitFor()
    const theirs = await openPage(browser, shore.url)
    await signInAs(theirs.context, shore.url, ben.person)
    await visit(theirs.page, `/institutions/${handle}`)
    await theirs.page.getByRole('heading', { name: 'Posting stations' }).scrollIntoViewIfNeeded()
    writeFileSync(join(pictures, 'station-listed-phone.png'), await theirs.page.screenshot({ fullPage: true }))
    await theirs.page.getByRole('button', { name: 'End “Press office”' }).click()
    await theirs.page.getByText('Ended. It can send nothing more.').waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Open with this device’s passkey' }).waitFor()
    await page.getByRole('button', { name: 'Open with this device’s passkey' }).click()
    await page.getByRole('alert').waitFor()
  })
})
