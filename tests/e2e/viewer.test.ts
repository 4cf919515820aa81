import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OwnVideo } from '../../src/core/wire/video.ts'
import { axeFindings, desktop, framesShown, openBrowser, openPage, phone, signInAs, visit } from '../harness/browser.ts'
import { type ClipName, clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const pictures = join(import.meta.dirname, '../out/screens')
const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')

const shoot = async (page: Page, name: string) => {
  // Pictures and colours of a grid come a moment after its words.
  await page.waitForLoadState('networkidle')
  writeFileSync(join(pictures, `${name}.png`), await page.screenshot({ fullPage: false }))
}

async function post(who: Person, file: ClipName, words: object): Promise<OwnVideo> {
  const { id } = await who.post(clip(file))
  return (await who.ask<OwnVideo>('PATCH', `/api/videos/${id}`, words)).body
}
const filesOf = ({ video }: OwnVideo): string[] => [video!.poster, ...video!.renditions.map(({ url }) => url)]

async function withClips(): Promise<{ shore: TestShore; alice: Person; harbour: OwnVideo; wound: OwnVideo }> {
  const shore = await openShore({ people: ['alice', 'bob'] })
  const alice = shore.people['alice']!
  const harbour = await post(alice, 'web.mp4', { caption: 'The harbour at dawn #sea' })
  const wound = await post(alice, 'rotated.mp4', { caption: 'A dressing, step by step #care', isSensitive: true })
  return { shore, alice, harbour, wound }
}

describe.skipIf(missing !== '')(`what a viewer wants to see${missing && ` [${missing}]`}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
    mkdirSync(pictures, { recursive: true })
  })
  afterAll(() => browser?.close())

  it('covers a sensitive clip, of which nothing is fetched, until it is asked for: once, or always', async () => {
    const { shore, harbour, wound } = await withClips()
    await using _ = shore
    const { page, requests, errors, context } = await openPage(browser, shore.url)
    const asked = () => requests.filter(({ path }) => filesOf(wound).includes(path))
    await visit(page, '/')
    await page.getByRole('article', { name: /harbour/ }).waitFor()
    await framesShown(page, 2)
    await page.keyboard.press('j')
    await page.getByRole('heading', { name: 'Sensitive clip' }).waitFor()
    await page.waitForTimeout(2500)
    expect(asked()).toEqual([])
    expect(await axeFindings(page)).toEqual([])
    await shoot(page, 'sensitive-phone')
    await page.setViewportSize({ width: 320, height: 640 })
    await shoot(page, 'sensitive-320')
    await page.setViewportSize(desktop)
    await shoot(page, 'sensitive-desktop')
    await page.setViewportSize(phone)

    await visit(page, '/explore')
    await page.getByRole('link', { name: /A dressing/ }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('link', { name: /A dressing/ }).hover()
    await page.waitForTimeout(500)
    expect(asked()).toEqual([])
    await shoot(page, 'sensitive-explore-phone')
    await page.getByRole('link', { name: /A dressing/ }).click()
    await page.getByRole('button', { name: 'Show this one' }).click()
    const times = await framesShown(page, 3)
    expect(times.at(-1)).toBeGreaterThan(times[0]!)
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('ARTICLE')
    // It was for this one and this visit.
    await visit(page, `/@alice/video/${wound.id}`)
    await page.getByRole('button', { name: 'Always show them' }).click()
    await page.getByText('Sensitive clips are shown.').waitFor()
    await framesShown(page, 2)
    await visit(page, `/@alice/video/${wound.id}`)
    await framesShown(page, 2)
    await visit(page, '/settings/viewing')
    const always = page.getByLabel('Show sensitive clips without asking')
    expect(await always.isChecked()).toBe(true)
    expect(await axeFindings(page)).toEqual([])
    await shoot(page, 'viewing-phone')
    await always.uncheck()
    await visit(page, `/@alice/video/${wound.id}`)
    await page.getByRole('heading', { name: 'Sensitive clip' }).waitFor()
    expect(requests.filter(({ isKnown }) => isKnown)).toEqual([])
    expect(harbour.isSensitive).toBe(false)
    expect(errors).toEqual([])
    await context.close()

    const dark = await openPage(browser, shore.url, { locale: 'fr-CA', colorScheme: 'dark', viewport: desktop })
    await visit(dark.page, `/@alice/video/${wound.id}`)
    await dark.page.getByRole('button', { name: 'Montrer celui-ci' }).waitFor()
    await shoot(dark.page, 'sensitive-desktop-dark-fr')
    await visit(dark.page, '/@alice')
    await dark.page.getByRole('link', { name: /A dressing/ }).waitFor()
    expect(await axeFindings(dark.page)).toEqual([])
    await shoot(dark.page, 'sensitive-profile-desktop-dark-fr')
    await visit(dark.page, '/settings/viewing')
    await shoot(dark.page, 'viewing-desktop-dark-fr')
    expect(dark.errors).toEqual([])
    await dark.context.close()
  })

  it('covers it in other people’s pages and without JavaScript as well', async () => {
    const { shore, wound } = await withClips()
    await using _ = shore
    const embed = await openPage(browser, shore.url, { viewport: { width: 360, height: 640 } })
    await embed.page.goto(`/embed/${wound.id}`)
    await embed.page.getByText('Sensitive clip').waitFor()
    await embed.page.keyboard.press('k')
    await embed.page.waitForTimeout(400)
    expect(embed.requests.filter(({ path }) => filesOf(wound).includes(path))).toEqual([])
    expect(await axeFindings(embed.page)).toEqual([])
    await shoot(embed.page, 'sensitive-embed')
    await embed.page.getByRole('button', { name: 'Show this one' }).click()
    await framesShown(embed.page, 2)
    expect(embed.errors).toEqual([])
    await embed.context.close()

    const plain = await openPage(browser, shore.url, { javaScriptEnabled: false, locale: 'fr-CA' })
    await plain.page.goto(`/@alice/video/${wound.id}`)
    const video = plain.page.locator('details video')
    expect(await video.isVisible()).toBe(false)
    await shoot(plain.page, 'sensitive-plain-fr')
    await plain.page.locator('details summary').click()
    expect(await video.isVisible()).toBe(true)
    await plain.page.goto('/@alice')
    await shoot(plain.page, 'sensitive-plain-profile-fr')
    expect(plain.requests.filter(({ path }) => path === wound.video!.poster).length).toBeLessThan(2)
    await plain.page.goto(`/embed/${wound.id}`)
    await plain.page.locator('details summary').click()
    expect(await plain.page.locator('details video').isVisible()).toBe(true)
    await plain.context.close()
  })

  it('brings nothing sensitive to somebody under 16, and offers no “always”', async () => {
    const { shore, wound } = await withClips()
    await using _ = shore
    await shore.db
      .updateTable('accounts')
      .set({ is_young: true, is_closed: true })
      .where('handle', '=', 'bob')
      .execute()
    const { page, errors, context } = await openPage(browser, shore.url)
    await page.addInitScript(() => localStorage.setItem('onshore.shows-sensitive', 'true'))
    await signInAs(context, shore.url, shore.people['bob']!)
    await visit(page, '/')
    await page.getByRole('article', { name: /harbour/ }).waitFor()
    await expect.poll(() => page.getByRole('article').count()).toBe(1)
    await visit(page, `/@alice/video/${wound.id}`)
    await page.getByRole('button', { name: 'Show this one' }).waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Always show them' }).count()).toBe(0)
    await visit(page, '/settings/viewing')
    await page.getByText('Your account says under 16: sensitive').waitFor()
    expect(await page.getByLabel('Show sensitive clips without asking').count()).toBe(0)
    expect(errors).toEqual([])
    await context.close()
  })

  it('mutes a tag, a sound and words, everywhere at once, and takes each back', async () => {
    const { shore, alice, harbour } = await withClips()
    await using _ = shore
    const bob = shore.people['bob']!
    await post(bob, 'square.mp4', { caption: 'My own boat #sea' })
    await post(alice, 'cinema.mp4', { caption: 'Bread, slowly #bread', aiMade: true })
    const { body: mine } = await bob.ask('GET', '/api/videos')
    for (const text of ['Spoiler: it sinks', 'Well sailed'])
      await alice.ask('POST', `/api/videos/${mine.items[0].id}/comments`, { text })

    const { page, errors, context, requests } = await openPage(browser, shore.url)
    await signInAs(context, shore.url, bob)
    await visit(page, `/@alice/video/${harbour.id}`)
    await page.keyboard.press('o')
    await page.getByText('Mute a tag or the sound').click()
    await page.getByRole('button', { name: 'Mute #sea' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shoot(page, 'mute-menu-phone')
    await page.getByRole('button', { name: 'Mute #sea' }).click()
    await page.getByText('Muted. “Other people”').waitFor()

    await visit(page, '/explore')
    await page.getByText('1 clip is left out here').waitFor()
    expect(await page.getByRole('link', { name: /harbour/ }).count()).toBe(0)
    await page.getByRole('link', { name: /My own boat/ }).waitFor()
    await shoot(page, 'mute-explore-phone')
    await visit(page, '/tag/sea')
    await page.getByRole('button', { name: 'Muted', exact: true }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await shoot(page, 'mute-tag-phone')
    await visit(page, '/search?q=harbour&kind=clips')
    await page.getByText('1 clip is left out here').waitFor()

    await visit(page, '/settings/people')
    await page.getByLabel('A word or a phrase').fill('SPOILER')
    await page.getByRole('button', { name: 'Mute', exact: true }).click()
    await page.getByRole('list', { name: 'Muted words' }).getByText('spoiler').first().waitFor()
    await page.getByLabel('A word or a phrase').fill('\u200b')
    await page.getByRole('button', { name: 'Mute', exact: true }).click()
    await page.getByText('A muted word or phrase has 1 to 60 characters').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('heading', { name: 'Muted words' }).scrollIntoViewIfNeeded()
    await shoot(page, 'muted-phone')

    await visit(page, `/@bob/video/${mine.items[0].id}`)
    await page.keyboard.press('c')
    await page.getByText('Well sailed').waitFor()
    expect(await page.getByText('it sinks').count()).toBe(0)
    await visit(page, '/inbox')
    await page.getByText('Well sailed').waitFor()
    expect(await page.getByText('it sinks').count()).toBe(0)

    await visit(page, '/settings/people')
    await page.getByRole('button', { name: 'Unmute sea' }).click()
    await expect.poll(async () => (await bob.ask('GET', '/api/muted')).body.items.length).toBe(1)
    await visit(page, `/sound/${harbour.id}`)
    await page.getByRole('button', { name: 'Mute', exact: true }).click()
    await page.getByText('1 clip is left out here').waitFor()
    await shoot(page, 'mute-sound-phone')
    // No request that says who it is names what is not wanted.
    expect(requests.filter(({ path, isKnown }) => isKnown && /sea|spoiler/.test(path))).toEqual([])
    expect(errors).toEqual([])
    await context.close()

    const dark = await openPage(browser, shore.url, { locale: 'fr-CA', colorScheme: 'dark', viewport: desktop })
    await signInAs(dark.context, shore.url, bob)
    await visit(dark.page, '/settings/people')
    await dark.page.getByText('Son original').waitFor()
    await dark.page.getByRole('heading', { name: 'Mots masqués' }).scrollIntoViewIfNeeded()
    expect(await axeFindings(dark.page)).toEqual([])
    await shoot(dark.page, 'muted-desktop-dark-fr')
    await dark.context.close()
  })

  it('keeps a guest’s choices on the device, and carries what is muted into an account', async () => {
    const { shore, alice } = await withClips()
    await using _ = shore
    await post(alice, 'cinema.mp4', { caption: 'Bread, slowly #bread', aiMade: true })
    await post(alice, 'square.mp4', { caption: 'A mug to buy', paid: true })
    const { page, errors, context, requests } = await openPage(browser, shore.url)
    await visit(page, '/settings/viewing')
    await page.getByLabel('Hide clips made or changed with AI').check()
    await page.getByLabel('Hide paid clips').check()
    await visit(page, '/tag/sea')
    await page.getByRole('button', { name: 'Mute', exact: true }).click()
    await page.getByText('1 clip is left out here').waitFor()
    await visit(page, '/explore')
    await page.getByText('3 clips are left out here').waitFor()
    await visit(page, '/@alice')
    for (const name of [/Bread/, /A mug/, /harbour/]) await page.getByRole('link', { name }).waitFor()
    await visit(page, '/')
    await expect.poll(() => page.getByRole('article').count()).toBe(1)
    expect(requests.filter(({ isKnown }) => isKnown)).toEqual([])
    await visit(page, '/join')
    await page.getByLabel('Handle').fill('carol')
    await page.getByLabel('Passphrase').fill('four unrelated plain words')
    await page.getByLabel('16 or older').check()
    await page.getByRole('button', { name: 'Open an account', exact: true }).click()
    await page.getByRole('heading', { name: 'Welcome, @carol' }).waitFor()
    await expect
      .poll(async () => (await shore.db.selectFrom('muted').select(['kind', 'what']).execute()).length)
      .toBe(1)
    expect(errors).toEqual([])
    await context.close()
  })

  it('hides sensitive clips and comments altogether on a shared device, until its passphrase is typed', async () => {
    const { shore, harbour, wound } = await withClips()
    await using _ = shore
    await shore.people['bob']!.ask('POST', `/api/videos/${harbour.id}/comments`, { text: 'Lovely light' })
    const { page, errors, context } = await openPage(browser, shore.url)
    await visit(page, '/settings/viewing')
    const typed = page.getByLabel('Passphrase of restricted mode')
    const again = page.getByLabel('The same passphrase again')
    const on = page.getByRole('button', { name: 'Switch restricted mode on' })
    for (const [first, second, said] of [
      ['short', 'short', 'needs 6 characters or more'],
      ['a longer one', 'another one', 'The two passphrases differ'],
    ] as const) {
      await typed.fill(first)
      await again.fill(second)
      await on.click()
      await page.getByText(said).waitFor()
    }
    await typed.fill('tide tables')
    await again.fill('tide tables')
    await on.click()
    await page.getByText('Restricted mode is on.', { exact: true }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('heading', { name: 'Restricted mode' }).scrollIntoViewIfNeeded()
    await shoot(page, 'restricted-phone')

    for (const path of ['/explore', '/@alice', '/search?q=dressing&kind=clips']) {
      await visit(page, path)
      await page.getByText('1 clip is left out here').waitFor()
      expect(await page.getByRole('link', { name: /A dressing/ }).count()).toBe(0)
    }
    await visit(page, `/@alice/video/${wound.id}`)
    await page.getByText('Restricted mode is on: sensitive clips are not shown').waitFor()
    expect(await page.getByRole('button', { name: /Show this one|Always show them/ }).count()).toBe(0)
    expect(await axeFindings(page)).toEqual([])
    await shoot(page, 'restricted-clip-phone')
    await visit(page, `/@alice/video/${harbour.id}`)
    await framesShown(page, 2)
    expect(await page.getByRole('button', { name: /^Comments/ }).count()).toBe(0)
    await page.keyboard.press('c')
    await page.getByText('comments are not shown on this device').waitFor()
    expect(await page.getByText('Lovely light').count()).toBe(0)

    await visit(page, '/settings/viewing')
    const off = page.getByRole('button', { name: 'Switch restricted mode off' })
    await typed.fill('guessed')
    await off.click()
    await page.getByText('That is not the passphrase').waitFor()
    await page.getByText('The next try is in').waitFor()
    expect(await off.isDisabled()).toBe(true)
    await shoot(page, 'restricted-wrong-phone')
    await typed.fill('tide tables')
    await expect.poll(() => off.isEnabled()).toBe(true)
    await off.click()
    await on.waitFor()
    await visit(page, `/@alice/video/${wound.id}`)
    await page.getByRole('button', { name: 'Show this one' }).waitFor()
    expect(errors).toEqual([])
    await context.close()
  })
})
