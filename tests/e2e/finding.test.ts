import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findingStore } from '../../src/server/finding/index.ts'
import { axeFindings, desktop, openBrowser, openPage, phone, signInAs, visit } from '../harness/browser.ts'
import { clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'

const pictures = join(import.meta.dirname, '../out/screens')
const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')

const shoot = async (page: Page, name: string) =>
  writeFileSync(join(pictures, `${name}.png`), await page.screenshot({ fullPage: false }))

describe.skipIf(missing !== '')(`finding in a browser${missing && ` [${missing}]`}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
    mkdirSync(pictures, { recursive: true })
  })
  afterAll(() => browser?.close())

  it('goes from a few letters to clips, people and tags, by keys alone, without an account or a session', async () => {
    await using shore = await openShore({ people: ['harbourmaster', 'mireille', 'ana.lee'] })
    const { harbourmaster, mireille } = shore.people as Record<string, Person>
    for (const caption of [
      'First light over the harbour #harbour #dawn',
      'Gulls at the #harbour',
      'Mending nets in the harbour',
    ])
      await harbourmaster!.post(clip('web.mp4'), { caption, visibility: 'public' })
    await mireille!.post(clip('silent.mp4'), { caption: 'Le marché du matin #harbourfront', visibility: 'public' })

    const watched = await openPage(browser, shore.url)
    const { page, context, requests, errors } = watched
    await signInAs(context, shore.url, mireille!)
    await visit(page, '/explore')
    await page.getByRole('link', { name: 'Search clips, people and tags' }).click()
    const box = page.getByRole('combobox', { name: 'Search this shore' })
    await box.waitFor()
    await shoot(page, 'search-start-phone')
    expect(await axeFindings(page)).toEqual([])

    await box.pressSequentially('harb')
    const options = page.getByRole('option')
    await expect.poll(() => options.count()).toBe(3)
    expect(await box.getAttribute('aria-expanded')).toBe('true')
    await shoot(page, 'search-suggestions-phone')
    expect(await axeFindings(page)).toEqual([])
    await box.press('ArrowDown')
    await expect.poll(() => page.getByRole('option', { selected: true }).textContent()).toContain('harbour')
    await box.press('ArrowUp')
    await box.press('Escape')
    await expect.poll(() => options.count()).toBe(0)
    await box.press('Enter')

    await page.getByRole('heading', { name: 'Clips' }).waitFor()
    expect(new URL(page.url()).search).toBe('?q=harb')
    await page
      .getByRole('link', { name: /harbourmaster/ })
      .first()
      .waitFor()
    await shoot(page, 'search-all-phone')
    expect(await axeFindings(page)).toEqual([])
    await page.setViewportSize(desktop)
    await shoot(page, 'search-all-desktop')
    await page.setViewportSize({ width: 320, height: 640 })
    await shoot(page, 'search-all-320')
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wider).toBeLessThanOrEqual(0)
    await page.setViewportSize(phone)

    await page.getByRole('link', { name: 'People' }).click()
    await page
      .getByText('1 clip', { exact: false })
      .or(page.getByText('3 clips', { exact: false }))
      .first()
      .waitFor()
    await shoot(page, 'search-people-phone')
    await page.getByRole('link', { name: 'Tags' }).click()
    await page.getByRole('link', { name: /harbourfront/ }).waitFor()

    // A word that nobody here uses is mended, and that is said.
    await box.fill('habrour')
    await box.press('Enter')
    await page.getByRole('link', { name: 'All' }).click()
    await page.getByText('Here is what there is for “harbour”').waitFor()
    await shoot(page, 'search-mended-phone')

    await box.fill('zeppelin')
    await box.press('Enter')
    await page.getByRole('heading', { name: 'Nothing here for “zeppelin”' }).waitFor()
    await shoot(page, 'search-nothing-phone')
    expect(await axeFindings(page)).toEqual([])

    // What is narrowed to nothing offers the way back.
    await visit(page, '/search?q=harbour&kind=clips&length=long&captioned=true')
    await page.getByRole('link', { name: 'Search everything' }).click()
    await page.getByRole('heading', { name: 'Clips' }).waitFor()

    // Words of before stay on this device, and go when they are told to.
    await visit(page, '/search')
    await page.getByRole('heading', { name: 'Recent searches' }).waitFor()
    await shoot(page, 'search-recent-phone')
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Forget “zeppelin”' }).click()
    await page.getByRole('button', { name: 'Forget all' }).click()
    expect(await page.evaluate(() => localStorage.getItem('onshore.searches'))).toBe('[]')

    const searches = requests.filter(({ path }) => path.startsWith('/public/'))
    expect(searches.length).toBeGreaterThan(5)
    expect(searches.filter(({ isKnown }) => isKnown)).toEqual([])
    expect(requests.filter(({ path, isKnown }) => path === '/search' && isKnown)).toEqual([])
    expect(errors).toEqual([])
    await context.close()
  })

  it('speaks French, in the dark, on a desktop', async () => {
    await using shore = await openShore({ people: ['mireille', 'bob'] })
    const { mireille } = shore.people as Record<string, Person>
    for (const caption of ['Le marché du matin #marché', 'Les marchés de Noël #noël', 'Au marché aux fleurs'])
      await mireille!.post(clip('web.mp4'), { caption, visibility: 'public' })
    const { page, context, errors } = await openPage(browser, shore.url, {
      viewport: desktop,
      locale: 'fr-CA',
      colorScheme: 'dark',
    })
    await visit(page, '/search?q=marche')
    await page.getByRole('heading', { name: 'Clips' }).waitFor()
    await expect.poll(() => page.title()).toBe('marche – recherche')
    await page.getByRole('combobox', { name: 'Chercher' }).fill('mar')
    await page.getByRole('option').first().waitFor()
    await shoot(page, 'search-desktop-dark-fr')
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('combobox', { name: 'Chercher' }).press('Escape')
    await page.getByLabel('Ordre').selectOption('newest')
    await expect.poll(() => new URL(page.url()).search).toBe('?q=marche&order=newest')
    await shoot(page, 'search-newest-desktop-dark-fr')
    expect(errors).toEqual([])
    await context.close()
  })

  it('leads from a tag in a caption to its clips, follows it, and shows them among what one follows', async () => {
    await using shore = await openShore({ people: ['mireille', 'bob'] })
    const { mireille, bob } = shore.people as Record<string, Person>
    for (const caption of ['Low water #Tide', 'High water #tide #harbour', 'Nets #harbour'])
      await mireille!.post(clip('web.mp4'), { caption, visibility: 'public' })
    await findingStore(shore.db, shore.keys).countTags()

    const guest = await openPage(browser, shore.url)
    await visit(guest.page, '/explore')
    await guest.page.getByRole('heading', { name: 'Topics' }).waitFor()
    await guest.page
      .getByRole('link', { name: /#harbour/ })
      .first()
      .waitFor()
    await shoot(guest.page, 'explore-topics-phone')
    expect(await axeFindings(guest.page)).toEqual([])
    await guest.page.setViewportSize(desktop)
    await shoot(guest.page, 'explore-topics-desktop')
    await guest.page.setViewportSize(phone)
    await guest.page.getByRole('link', { name: /Low water/ }).click()
    await guest.page.locator('article[class*=current]').getByRole('link', { name: '#Tide' }).waitFor()
    await guest.page.waitForFunction(() => !('moving' in document.documentElement.dataset))
    await shoot(guest.page, 'tag-in-caption-phone')
    expect(await axeFindings(guest.page)).toEqual([])
    await guest.page.locator('article[class*=current]').getByRole('link', { name: '#Tide' }).click()
    await guest.page.getByRole('heading', { name: '#tide' }).waitFor()
    await guest.page.getByText('2 clips').waitFor()
    await guest.page.getByRole('link', { name: /High water/ }).waitFor()
    await guest.page.getByRole('button', { name: 'Follow this tag' }).click()
    await guest.page.getByRole('button', { name: 'Following' }).waitFor()
    await shoot(guest.page, 'tag-phone')
    expect(await axeFindings(guest.page)).toEqual([])
    await visit(guest.page, '/following')
    await guest.page.getByText('High water').first().waitFor()

    // Signed in, the guest's tags are the account's; nothing but acts has named one to the shore together with the session.
    await signInAs(guest.context, shore.url, bob!)
    await visit(guest.page, '/following')
    await guest.page.getByText('High water').first().waitFor()
    await expect.poll(async () => (await bob!.ask('GET', '/api/tags')).body.items).toEqual(['tide'])
    const known = guest.requests.filter(({ path, isKnown }) => isKnown && /tag|search/i.test(path))
    expect([...new Set(known.map(({ method, path }) => `${method} ${path}`))].sort()).toEqual([
      'GET /api/tags',
      'PUT /api/tags/tide/follow',
    ])
    await guest.page.setViewportSize(desktop)
    await visit(guest.page, '/tag/harbour')
    await guest.page.getByText('2 clips').waitFor()
    await guest.page.getByLabel('Most loved').check()
    await guest.page.getByRole('link', { name: /Nets/ }).waitFor()
    await shoot(guest.page, 'tag-desktop')
    await visit(guest.page, '/tag/never_used')
    await guest.page.getByText('No public clip here has #never_used yet.').waitFor()
    await shoot(guest.page, 'tag-empty-desktop')
    expect(guest.errors).toEqual([])
    await guest.context.close()
  })

  it('leads from a clip to its sound, plays it, and makes a clip with it where leave is given', async () => {
    await using shore = await openShore({ people: ['mireille', 'bob'] })
    const { mireille, bob } = shore.people as Record<string, Person>
    const { id } = await mireille!.post(clip('web.mp4'), { caption: 'With a sound', visibility: 'public' })
    const { page, context, errors } = await openPage(browser, shore.url)
    await signInAs(context, shore.url, bob!)
    await visit(page, `/@mireille/video/${id}`)
    await page.locator('article[class*=current]').getByRole('link', { name: 'Original sound – mireille' }).click()
    await page.getByRole('heading', { name: 'Original sound – mireille' }).waitFor()
    await page.getByRole('button', { name: 'Play the sound' }).click()
    await page.getByRole('button', { name: 'Pause the sound' }).waitFor()
    await page.waitForFunction(() => (document.querySelector('audio')?.currentTime ?? 0) > 0)
    await page.getByRole('button', { name: 'Pause the sound' }).click()
    expect(await axeFindings(page)).toEqual([])
    await shoot(page, 'sound-phone')
    await page.setViewportSize({ width: 320, height: 640 })
    await shoot(page, 'sound-320')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    await page.setViewportSize(phone)
    await page.getByRole('link', { name: 'Use this sound' }).click()
    await page.getByText(/This clip is made with the sound “Original sound – mireille”/).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shoot(page, 'sound-use-phone')
    await page.locator('input[type=file]').first().setInputFiles(clip('silent.mp4'))
    await page.getByRole('textbox', { name: 'Caption' }).fill('Made with it')
    await page.getByRole('button', { name: 'Post', exact: true }).click()
    const uses = async () => (await shore.guest().ask('GET', `/public/sounds/${id}/videos`)).body.items
    await expect.poll(async () => (await uses()).length, { timeout: 60_000 }).toBe(2)
    expect((await uses())[0].sound).toEqual({ id, title: 'mireille', author: 'mireille' })

    await mireille!.ask('PATCH', `/api/videos/${id}`, { soundReuse: false })
    const guest = await openPage(browser, shore.url, { locale: 'fr-CA', colorScheme: 'dark', viewport: desktop })
    await visit(guest.page, `/sound/${id}`)
    await guest.page.getByRole('heading', { name: 'Son original – mireille' }).waitFor()
    await guest.page.getByText('2 clips').waitFor()
    expect(await guest.page.getByRole('link', { name: 'Utiliser ce son' }).count()).toBe(0)
    expect(await axeFindings(guest.page)).toEqual([])
    await shoot(guest.page, 'sound-desktop-dark-fr')
    await visit(guest.page, '/search?q=mireille&kind=sounds')
    await guest.page.getByRole('link', { name: /Son original – mireille/ }).waitFor()
    await shoot(guest.page, 'search-sounds-desktop-dark-fr')
    for (const one of [{ errors, context }, guest]) {
      expect(one.errors).toEqual([])
      await one.context.close()
    }
  })
})
