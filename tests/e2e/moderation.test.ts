import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { staffStore } from '../../src/server/staff/index.ts'
import { axeFindings, desktop, moved, openBrowser, openPage, signInAs, visit } from '../harness/browser.ts'
import { clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'

const pictures = join(import.meta.dirname, '../out/screens')
const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')

/** A picture of the screen, which nothing may stick out of and in which axe finds nothing. */
async function shoot(page: Page, name: string): Promise<void> {
  await moved(page)
  writeFileSync(join(pictures, `moderation-${name}.png`), await page.screenshot())
  const sticksOut = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(sticksOut, name).toBeLessThanOrEqual(0)
  expect(await axeFindings(page), name).toEqual([])
}

describe.skipIf(missing !== '')(`moderation in a browser${missing && ` [${missing}]`}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
    mkdirSync(pictures, { recursive: true })
  })
  afterAll(() => browser?.close())

  it('goes from two reports over a decision by keyboard and an appeal in French back to the whole clip', {
    timeout: 240_000,
  }, async () => {
    const names = ['alice', 'bob', 'mona', 'milo'] as const
    await using shore = await openShore({ people: [...names] })
    const { alice, bob, mona, milo } = shore.people as Record<(typeof names)[number], Person>
    for (const handle of ['mona', 'milo']) {
      const { id } = await shore.db
        .selectFrom('accounts')
        .select('id')
        .where('handle', '=', handle)
        .executeTakeFirstOrThrow()
      await staffStore(shore.db).grant(id, 'moderator', new Date())
    }
    const { id } = await alice.post(clip('web.mp4'), { caption: 'The house on the corner', visibility: 'public' })
    const status = async () => (await shore.guest().ask('GET', `/public/videos/${id}`)).status

    // A guest, who gets a code.
    const guest = await openPage(browser, shore.url)
    await visit(guest.page, `/@alice/video/${id}`)
    await guest.page.keyboard.press('o')
    await guest.page.getByRole('button', { name: 'Report this clip' }).click()
    await guest.page.getByLabel('Harassment, or private details of somebody').check()
    await shoot(guest.page, 'report-phone')
    await guest.page.getByRole('button', { name: 'Send the report' }).click()
    const code = (await guest.page.getByRole('dialog').locator('output').textContent())!
    expect(code).toMatch(/^\w{4}(-\w{4}){3}$/)
    await shoot(guest.page, 'reported-phone')

    // Somebody with an account, who reports the profile and the clip; what is against the law needs words.
    const his = await openPage(browser, shore.url, { viewport: desktop })
    await signInAs(his.context, shore.url, bob)
    await visit(his.page, '/@alice')
    await his.page.getByRole('button', { name: 'More about @alice' }).click()
    await his.page.getByRole('button', { name: 'Report @alice' }).click()
    await his.page.getByLabel('Against the law').check()
    await his.page.getByLabel('Say in a sentence what is wrong').fill('Names where I live')
    await his.page.emulateMedia({ colorScheme: 'dark' })
    expect(await his.page.getByRole('button', { name: 'Open a case myself' }).count()).toBe(0)
    await shoot(his.page, 'report-desktop-dark')
    await his.page.keyboard.press('Escape')
    expect(
      (await bob.ask('POST', '/api/reports', { kind: 'video', id, category: 'harassment', words: 'My house' })).status,
    ).toBe(201)

    // The moderator, by keyboard alone.
    const hers = await openPage(browser, shore.url, { viewport: desktop })
    await signInAs(hers.context, shore.url, mona)
    await visit(hers.page, '/operate')
    await hers.page.getByText('1 wait, 0 of them grave, 0 past their time').waitFor()
    await shoot(hers.page, 'queue-desktop')
    await hers.page.keyboard.press('j')
    await hers.page.keyboard.press('Enter')
    await hers.page.getByText('My house').waitFor()
    await hers.page.getByText('The house on the corner').waitFor()
    await shoot(hers.page, 'case-desktop')
    expect(await hers.page.getByRole('main').textContent()).not.toContain('bob')
    // It plays, from an address of its own.
    await expect
      .poll(() => hers.page.locator('video').evaluate(video => (video as HTMLVideoElement).readyState))
      .toBeGreaterThan(0)
    await hers.page.keyboard.press('5')
    await hers.page.getByLabel('By which rule').selectOption('respect')
    await hers.page.getByLabel(/^Why, in a sentence/).fill('It shows where somebody lives.')
    await hers.page.getByRole('button', { name: 'Decide' }).press('Enter')
    await hers.page.getByText('Nothing waits.').waitFor()
    await expect.poll(status).toBe(404)
    await visit(hers.page, '/operate/log')
    await hers.page.getByText('decided the case').waitFor()

    // Whoever reported is told, by the code as well.
    await visit(guest.page, '/decisions')
    await guest.page.getByLabel('Code of the report').fill(code.toLowerCase())
    await guest.page.getByRole('button', { name: 'Look' }).click()
    await guest.page.getByText('It was removed').waitFor()
    await shoot(guest.page, 'outcome-phone')
    await visit(his.page, '/decisions')
    await his.page.getByText('It shows where somebody lives.').waitFor()

    // Its author, in French.
    const author = await openPage(browser, shore.url, { locale: 'fr-CA' })
    await signInAs(author.context, shore.url, alice)
    await visit(author.page, '/posts')
    await author.page.getByText('La modération l’a retiré').waitFor()
    expect(await author.page.getByText('Prêt', { exact: true }).count()).toBe(0)
    await shoot(author.page, 'removed-phone-fr')
    await visit(author.page, '/inbox')
    await author.page.getByRole('link', { name: /La modération a retiré/ }).click()
    await author.page.getByText('It shows where somebody lives.').waitFor()
    await author.page.getByText('La règle : Ni haine, ni harcèlement').click()
    await shoot(author.page, 'statement-phone-fr')
    await author.page.getByText('Demander un second examen').click()
    await author.page.getByLabel('Pourquoi la décision est erronée').fill('C’est ma propre maison.')
    await author.page.getByRole('button', { name: 'Envoyer le recours' }).click()
    await author.page.getByText(/Votre recours sera tranché avant le/).waitFor()
    await shoot(author.page, 'appealed-phone-fr')

    // Not by who decided first.
    await visit(hers.page, '/operate/appeals')
    await hers.page.getByText('You decided first: somebody else decides this.').waitFor()
    const second = await openPage(browser, shore.url, { locale: 'fr-CA' })
    await signInAs(second.context, shore.url, milo)
    await visit(second.page, '/operate/appeals')
    await second.page.getByRole('button', { name: 'Examiner' }).click()
    await second.page.getByText('C’est ma propre maison.').waitFor()
    await shoot(second.page, 'appeal-phone-fr')
    await second.page.getByLabel('Elle était erronée et est levée').check()
    await second.page.getByLabel(/^Pourquoi, en une phrase/).fill('C’est sa propre maison.')
    await second.page.getByRole('button', { name: 'Décider' }).click()
    await second.page.getByText('Aucun recours n’attend.').waitFor()
    await shoot(second.page, 'appeals-phone-fr')
    await expect.poll(status).toBe(200)

    await visit(guest.page, '/transparency')
    await guest.page.getByText('The decision was overturned').waitFor()
    await shoot(guest.page, 'numbers-phone')
    await visit(his.page, '/rules')
    await his.page.getByText('No hate, no harassment').waitFor()
    await shoot(his.page, 'rules-desktop-dark')
    for (const { errors, context } of [guest, his, hers, author, second]) {
      expect(errors).toEqual([])
      await context.close()
    }
  })

  it('decides one case after the other by keys, stays at what is only hidden, and opens what a moderator finds', {
    timeout: 240_000,
  }, async () => {
    await using shore = await openShore({ people: ['alice', 'bob', 'mona'] })
    const { alice, bob, mona } = shore.people as Record<'alice' | 'bob' | 'mona', Person>
    const account = await shore.db
      .selectFrom('accounts')
      .select('id')
      .where('handle', '=', 'mona')
      .executeTakeFirstOrThrow()
    await staffStore(shore.db).grant(account.id, 'moderator', new Date())
    const { id } = await alice.post(clip('web.mp4'), { caption: 'Fog over the bay', visibility: 'public' })
    const said = await bob.ask('POST', `/api/videos/${id}/comments`, { text: 'Go away' })
    await alice.ask('POST', '/api/reports', { kind: 'comment', id: said.body.id, category: 'harassment' })
    await alice.ask('POST', '/api/reports', { kind: 'account', id: 'bob', category: 'spam' })

    const { page, context, errors } = await openPage(browser, shore.url, { viewport: desktop })
    await signInAs(context, shore.url, mona)
    await visit(page, `/@alice/video/${id}`)
    await page.keyboard.press('o')
    await page.getByRole('button', { name: 'Report this clip' }).click()
    await page.getByRole('button', { name: 'Open a case myself' }).scrollIntoViewIfNeeded()
    await shoot(page, 'find-desktop')
    await page.getByRole('button', { name: 'Open a case myself' }).click()
    await page.getByText('3 wait, 0 of them grave, 0 past their time').waitFor()
    await page.getByText('The case waits in the queue').waitFor()
    expect(new URL(page.url()).pathname).toBe('/operate')
    await shoot(page, 'queue-found-desktop')

    // Hidden, and still to be decided.
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByText('Go away').waitFor()
    await page.keyboard.press('2')
    expect(await page.getByLabel('Hide for now').isChecked()).toBe(true)
    await page.getByLabel('By which rule').selectOption('respect')
    await page.getByLabel(/^Why, in a sentence/).click()
    await page.keyboard.type('It is the 1 thing he writes.')
    expect(await page.getByLabel('Hide for now').isChecked()).toBe(true)
    await page.getByRole('button', { name: 'Decide' }).press('Enter')
    await page.getByText('Hidden. The case stays open until you decide').waitFor()
    await page.getByText('hidden meanwhile').waitFor()
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0)
    await shoot(page, 'case-hidden-desktop')
    // A dialog has the keys to itself.
    await page.evaluate(() => {
      document.body.append(Object.assign(document.createElement('dialog'), { id: 'over', textContent: 'Over it' }))
      document.querySelector<HTMLDialogElement>('#over')!.showModal()
    })
    await page.keyboard.press('1')
    await page.keyboard.press('Escape')
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0)
    await page.getByText('Go away').waitFor()
    await page.keyboard.press('3')
    await page.getByRole('button', { name: 'Decide' }).press('Enter')

    // The next one is there by itself.
    await page.getByRole('heading', { name: 'An account', level: 2 }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByText('2 wait, 0 of them grave, 0 past their time').waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Cases that wait')

    // Without single letters the arrows are left.
    await page.evaluate(() => localStorage.setItem('onshore.letter-keys', 'false'))
    await visit(page, '/operate')
    await page.getByText('The arrows move, Enter takes, Esc gives back').waitFor()
    await page
      .getByRole('button', { name: /^Take and look/ })
      .first()
      .waitFor()
    await page.keyboard.press('j')
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'An account', level: 2 }).waitFor()
    await page.keyboard.press('1')
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0)
    expect(errors).toEqual([])
    await context.close()
  })

  it('lets the operator word the rules, at 320 pixels too', async () => {
    await using shore = await openShore({ people: ['opal'], isIdle: true })
    const { id } = await shore.db.selectFrom('accounts').select('id').executeTakeFirstOrThrow()
    await staffStore(shore.db).grant(id, 'operator', new Date())
    const { page, context, errors } = await openPage(browser, shore.url, { viewport: { width: 320, height: 640 } })
    await signInAs(context, shore.url, shore.people['opal']!)
    await visit(page, '/operate/rules')
    await page.getByRole('button', { name: 'Change the words No spam, no fraud' }).click()
    await page.getByLabel('Title in English').first().fill('No floods, no fraud')
    await page.getByLabel(/^Why/).first().fill('Plainer')
    await shoot(page, 'rules-320')
    await page.getByRole('button', { name: 'Publish' }).first().click()
    await page.getByRole('heading', { name: 'No floods, no fraud' }).waitFor()
    const { items, past } = (await shore.guest().ask('GET', '/public/rules')).body
    expect(items.find(({ code }: { code: string }) => code === 'spam').title.en).toBe('No floods, no fraud')
    expect(past[0].title.en).toBe('No spam, no fraud')
    expect(errors).toEqual([])
    await context.close()
  })

  it('publishes its rules and its numbers without JavaScript too, and About leads there', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'], isIdle: true })
    await shore.people['alice']!.ask('POST', '/api/reports', { kind: 'account', id: 'bob', category: 'child-abuse' })
    const plain = await openPage(browser, shore.url, { javaScriptEnabled: false, locale: 'fr-CA' })
    await plain.page.goto('/rules')
    await plain.page.getByRole('heading', { name: 'Ni haine, ni harcèlement' }).waitFor()
    writeFileSync(join(pictures, 'moderation-rules-plain-fr.png'), await plain.page.screenshot())
    await plain.page.locator('footer a[href$="/transparency"]').click()
    await plain.page
      .getByRole('rowheader', { name: /^Cas ouverts|^Cas/ })
      .first()
      .waitFor()
    writeFileSync(join(pictures, 'moderation-numbers-plain-fr.png'), await plain.page.screenshot())
    await plain.context.close()
    const about = await openPage(browser, shore.url)
    await visit(about.page, '/about')
    await about.page.locator('main a[href="/transparency"]').click()
    await about.page.getByRole('heading', { level: 1 }).waitFor()
    await about.page.getByRole('table').first().waitFor()
    expect(about.errors).toEqual([])
    await about.context.close()
  })
})
