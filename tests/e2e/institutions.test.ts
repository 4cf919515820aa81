import { mkdirSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, desktop, openBrowser, openPage, plugIn, signInAs, visit } from '../harness/browser.ts'
import { clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import {
  acknowledge,
  approve,
  type DomainHost,
  foundInstitution,
  openDomainHost,
  operator,
} from '../harness/institution.ts'
import { lookAt, pictures } from '../harness/looks.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')
const handle = 'city_hall'
const home = `/institutions/${handle}`

interface Seated {
  person: Person
  page: Page
  context: BrowserContext
  errors: string[]
}

/** Somebody with a browser and a passkey of their own. */
async function arrive(browser: Browser, shore: TestShore, name: string): Promise<Seated> {
  const person = await shore.person(name)
  const { page, context, errors } = await openPage(browser, shore.url)
  await plugIn(context, page)
  await signInAs(context, shore.url, person)
  await visit(page, '/settings')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByText('Your passkey is added.').waitFor()
  return { person, page, context, errors }
}

async function draft(person: Person): Promise<string> {
  const bytes = await readFile(clip('web.mp4'))
  const { id } = await person.begin(bytes.length)
  await person.send(id, 0, bytes)
  await person.untilEnd(id)
  return id
}

const proposeClip = async (person: Person, video: string, caption: string): Promise<string> => {
  const what = { act: 'publish', video, words: { caption, visibility: 'public' } }
  const { body } = await person.ask('POST', `/api${home}/proposals`, { what, reason: 'Said again' })
  return body.id
}

const approveButton = (page: Page) => page.getByRole('button', { name: 'Approve' })
const isSameHash = (page: Page) => page.getByText('This browser has come to the same SHA-256')

describe.skipIf(missing !== '')(`institutions${missing && ` [${missing}]`}`, () => {
  let browser: Browser
  let host: DomainHost
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true })
    browser = await openBrowser()
    host = await openDomainHost()
  })
  afterAll(async () => {
    await browser?.close()
    await host?.[Symbol.asyncDispose]()
  })

  it('are founded, seated and confirmed, and what three people agree on is shown, and no short cut leads there', {
    timeout: 400_000,
  }, async () => {
    await using shore = await openShore({ domains: host.domains })
    const ada = await arrive(browser, shore, 'ada')
    const ben = await arrive(browser, shore, 'ben')
    const cleo = await arrive(browser, shore, 'cleo')
    const olga = await operator(shore)

    await found(ada)
    await proveDomain(ada)
    const console = await openPage(browser, shore.url, { viewport: desktop })
    await signInAs(console.context, shore.url, olga)
    await visit(console.page, '/operate/institutions')
    await console.page.getByText('Missing: an officer, a deputy').waitFor()
    expect(await console.page.getByRole('button', { name: 'Confirm', exact: false }).first().isDisabled()).toBe(true)
    for (const one of [ada, ben, cleo]) await takeSeat(one)
    await confirm(console.page)
    await console.context.close()

    const guest = await openPage(browser, shore.url)
    await readCard(guest.page)

    // The clip changes after an approval: whoever has the page open signs, and the shore says that it is void.
    const video = await draft(cleo.person)
    const first = await propose(cleo)
    await visit(ada.page, first)
    await isSameHash(ada.page).waitFor()
    await lookAt(
      ada.page,
      'proposal',
      async () => {
        await visit(ada.page, first)
        await ada.page.getByRole('button', { name: /^Appro/ }).waitFor()
        await ada.page.locator('code').first().waitFor()
      },
      false,
    )
    await visit(ada.page, first)
    await approveButton(ada.page).click()
    await ada.page.getByText('1 of 2 signed').waitFor()
    await ada.page.getByText('You have signed. One account signs once.').waitFor()
    expect(await approveButton(ada.page).count()).toBe(0)
    await visit(ada.page, first)
    await ada.page.getByText('1 of 2 signed').waitFor()
    expect(await approveButton(ada.page).count()).toBe(0)
    await visit(ben.page, first)
    await isSameHash(ben.page).waitFor()
    await shore.caption(video, 'en', 'WEBVTT\n\n00:00.000 --> 00:01.000\nSomething else\n')
    await approveButton(ben.page).click()
    await ben.page.getByText('No signature of it counts; propose it anew.').waitFor()
    expect(await approveButton(ben.page).count()).toBe(0)
    expect((await shore.guest().ask('GET', `/public/videos/${video}`)).status).toBe(404)

    // The browser finds out by itself before anything is signed.
    const second = await proposeClip(cleo.person, video, 'Hello again')
    await shore.caption(video, 'fr', 'WEBVTT\n\n00:00.000 --> 00:01.000\nAutre chose\n')
    await visit(ben.page, `${home}/proposals/${second}`)
    await ben.page.getByText('this browser comes to another SHA-256').waitFor()
    expect(await approveButton(ben.page).count()).toBe(0)
    await visit(cleo.page, `${home}/proposals/${second}`)
    await cleo.page.getByRole('button', { name: 'Withdraw it' }).click()
    await cleo.page.getByText('Whoever proposed it took it away.').waitFor()

    // Three people, three passkeys: now it is shown.
    const third = await proposeClip(cleo.person, video, 'Good morning from city hall')
    const path = `${home}/proposals/${third}`
    for (const one of [ada, ben]) {
      await visit(one.page, home)
      await one.page.getByText('waits for you').waitFor()
      await one.page.getByRole('link', { name: /Publish a clip/ }).click()
      await isSameHash(one.page).waitFor()
      await approveButton(one.page).click()
      await one.page.getByText(one === ada ? '1 of 2 signed' : 'You have signed, and it is done.').waitFor()
    }
    await visit(guest.page, `/@${handle}/video/${video}`)
    await guest.page.getByText('Good morning from city hall').first().waitFor()
    writeFileSync(join(pictures, 'institutions-clip-phone.png'), await guest.page.screenshot())
    await guest.page.getByRole('link', { name: 'Official account' }).first().click()
    await guest.page.getByRole('link', { name: 'History of this account' }).waitFor()

    await changeProfile(cleo, ada, path)
    await readRecord(guest.page)
    await leave(ben)
    for (const { errors } of [ada, ben, cleo, guest]) expect(errors).toEqual([])
    for (const { context } of [ada, ben, cleo, guest]) await context.close()
  })

  it('propose every act from their forms, show a broken glass to everybody, and say who was told when they wake', {
    timeout: 240_000,
  }, async () => {
    await using shore = await openShore({ domains: host.domains, isIdle: true })
    const { ada, ben, cleo, dan } = await foundInstitution(shore, host)
    await shore.person('eve')
    const of = '/institutions/ministry'
    const { page, context, errors } = await openPage(browser, shore.url)
    await signInAs(context, shore.url, dan.person)
    const propose = async (act: string, fill: () => Promise<unknown>) => {
      await visit(page, `${of}/propose?act=${act}`)
      await page.getByRole('button', { name: 'Propose it' }).waitFor()
      await fill()
      expect(await axeFindings(page), act).toEqual([])
      await page.getByRole('button', { name: 'Propose it' }).click()
      await isSameHash(page).waitFor()
      const id = new URL(page.url()).pathname.split('/').at(-1)!
      return (await dan.person.ask('GET', `/api${of}/proposals/${id}`)).body
    }
    const why = () => page.getByLabel('Why, for those who decide').fill('It cannot wait')
    await propose('seat', async () => {
      await page.getByLabel('Handle').fill('@eve')
      await page.getByLabel('Role').selectOption('analyst')
      await page.getByLabel('This account is another person').check()
    })
    await propose('unseat', () => page.locator('select[name=who]').selectOption('cleo'))
    await propose('officer', () => page.locator('select[name=who]').selectOption('ben'))
    await propose('channel', () => page.getByLabel('Address, with').fill('https://hooks.ministry.example/told'))

    const glass = await propose('glass', why)
    await approve(ben, 'ministry', glass)
    const third = await openPage(browser, shore.url)
    await signInAs(third.context, shore.url, cleo.person)
    await visit(third.page, of)
    await lookAt(third.page, 'glass', async () => {
      await visit(third.page, of)
      await third.page.locator('textarea[name=review]').waitFor()
    })
    const guest = await openPage(browser, shore.url)
    await visit(guest.page, '/@ministry#card')
    await guest.page.getByText('two people are enough for this: Publish a clip').waitFor()
    await guest.context.close()
    await visit(third.page, of)
    await third.page.getByLabel('What was done, and whether it was right').fill('Nothing was done behind it.')
    await third.page.getByRole('button', { name: 'Keep the review' }).click()
    await third.page.locator('textarea[name=review]').waitFor({ state: 'detached' })

    const sleep = await propose('deactivate', why)
    for (const one of [ada, ben]) await approve(one, 'ministry', sleep)
    await visit(page, `${of}/propose`)
    expect(await page.getByLabel('Publish a clip').count()).toBe(0)
    const waking = await propose('reactivate', async () => {
      await page.getByLabel('The assessment').setInputFiles({
        name: 'assessment.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('We looked at it.'),
      })
      await page.locator('code').waitFor()
      await page.getByLabel('Who was consulted').fill('The privacy officer')
      await page.getByLabel('No published advisory').check()
      await why()
    })
    await page.getByText('Nothing comes of it until every notice is handed over').waitFor()
    await lookAt(third.page, 'waking', async () => {
      await visit(third.page, `${of}/proposals/${waking.id}`)
      await third.page.locator('code').first().waitFor()
    })
    // Without the officer it waits for a day, once the deputy has signed that what could not be told is known; she brings it forward.
    const isAsleep = async () => (await shore.guest().ask('GET', '/public/institutions/ministry')).body.isDormant
    expect((await acknowledge(ben, 'ministry', waking)).status).toBe(200)
    for (const one of [ben, cleo]) await approve(one, 'ministry', waking)
    await lookAt(page, 'agreed', async () => {
      await visit(page, `${of}/proposals/${waking.id}`)
      await page.locator('code').first().waitFor()
    })
    await visit(page, `${of}/proposals/${waking.id}`)
    await page.getByText(/^It is agreed, and takes effect on/).waitFor()
    expect(await isAsleep()).toBe(true)
    expect((await approve(ada, 'ministry', waking)).body.state).toBe('done')
    await expect.poll(isAsleep).toBe(false)
    await visit(page, `${of}/propose`)
    await page.getByLabel('Publish a clip').waitFor()
    for (const seen of [errors, third.errors]) expect(seen).toEqual([])
    for (const one of [context, third.context]) await one.close()
  })

  async function found({ page }: Seated): Promise<void> {
    await lookAt(page, 'found', async () => {
      await visit(page, '/institutions')
      await page.locator('form input[name=domain]').waitFor()
    })
    await visit(page, '/institutions')
    await page.getByLabel('Name of the institution').fill('City Hall')
    await page.getByLabel('Handle', { exact: true }).fill(handle)
    await page.getByLabel('Domain').fill('city.example')
    await page.getByLabel('Class').selectOption('public-body')
    await page.getByLabel('Handle of steward 1').fill('@ben')
    await page.getByLabel('Handle of steward 2').fill('cleo')
    await page.getByLabel('These accounts are different people').check()
    await page.getByRole('button', { name: 'Found it' }).click()
    await page.waitForURL(`**${home}`)
  }

  async function proveDomain({ page }: Seated): Promise<void> {
    const line = await page.locator('output').first().textContent()
    await page.getByRole('button', { name: 'Look now' }).click()
    await page.getByText('does not show the proof').waitFor()
    await lookAt(page, 'founding', async () => {
      await visit(page, home)
      await page.locator('output').first().waitFor()
    })
    await visit(page, home)
    host.files.set('city.example', line!)
    await page.getByRole('button', { name: 'Look now' }).click()
    await page.getByText('The domain shows the proof.').waitFor()
  }

  async function takeSeat({ page }: Seated): Promise<void> {
    await visit(page, '/institutions')
    await page.getByText(/asked to act as/).click()
    await page.getByRole('button', { name: 'Sign for the seat' }).click()
    await page.getByText('The seat is yours.').waitFor()
  }

  async function confirm(page: Page): Promise<void> {
    await visit(page, '/operate/institutions')
    await page.getByText('Nothing is missing').waitFor()
    await page.getByLabel('Name to keep').fill('police')
    await page.getByLabel(/^Why/).fill('No account yet')
    await page.getByRole('button', { name: 'Keep it' }).click()
    await page.getByRole('strong').filter({ hasText: '@police' }).waitFor()
    await lookAt(page, 'console', async () => {
      await visit(page, '/operate/institutions')
      await page.getByRole('strong').filter({ hasText: '@police' }).waitFor()
    })
    await visit(page, '/operate/institutions')
    await page.getByRole('button', { name: `Confirm @${handle}`, exact: true }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel(/^Why/).fill('Called the city clerk')
    await sheet.getByRole('button', { name: 'Do it, and write it down' }).click()
    await page.getByRole('link', { name: `@${handle}` }).waitFor()
    await page.getByRole('button', { name: 'Let it go' }).click()
    await page.getByRole('dialog').getByLabel(/^Why/).fill('They have one')
    await page.getByRole('dialog').getByRole('button', { name: 'Do it, and write it down' }).click()
    await page.getByText('No name is kept.').waitFor()
  }

  async function readCard(page: Page): Promise<void> {
    await visit(page, `/@${handle}`)
    const mark = page.getByRole('button', { name: /^(Official account|Compte officiel)/ })
    const open = async () => {
      await visit(page, `/@${handle}`)
      await mark.click()
      await page.getByRole('link', { name: /^(History of this account|Histoire de ce compte)/ }).waitFor()
    }
    await lookAt(page, 'card', open, false)
    await open()
    await page.getByText('city.example').waitFor()
    await page.getByText('2 other people sign').waitFor()
    await page.getByText('It cannot buy reach.').waitFor()
    expect(await page.getByText('ada').count()).toBe(0)
    await page.getByRole('link', { name: 'History of this account' }).click()
    await page.getByText('Checked in this browser').waitFor()
  }

  /** By the form, as a person does; returns where the proposal stands. */
  async function propose({ page }: Seated): Promise<string> {
    await visit(page, home)
    await page.getByRole('link', { name: 'Propose' }).click()
    await page.getByLabel('Caption').waitFor()
    await lookAt(page, 'propose', async () => {
      await visit(page, `${home}/propose`)
      await page.locator('textarea[name=caption]').waitFor()
    })
    await visit(page, `${home}/propose`)
    await page.getByLabel('Caption').fill('Good morning')
    await page.getByLabel('Why, for those who decide').fill('The council has voted')
    await page.getByRole('button', { name: 'Propose it' }).click()
    await page.getByText('You proposed this. Others approve it.').waitFor()
    // No own approval: not offered here, and refused there.
    expect(await approveButton(page).count()).toBe(0)
    return new URL(page.url()).pathname
  }

  async function changeProfile(cleo: Seated, ada: Seated, path: string): Promise<void> {
    await visit(cleo.page, `${home}/propose?act=profile`)
    await cleo.page.getByLabel('About').fill('Everything the city decides.')
    await cleo.page.getByLabel('Why, for those who decide').fill('Nobody knew what we do here')
    await cleo.page.getByRole('button', { name: 'Propose it' }).click()
    await cleo.page.getByText('Everything the city decides.').waitFor()
    await lookAt(ada.page, 'queue', async () => {
      await visit(ada.page, home)
      await ada.page.getByText('Nobody knew what we do here').waitFor()
    })
    await lookAt(ada.page, 'compared', async () => {
      await visit(ada.page, home)
      await ada.page.getByText('Nobody knew what we do here').click()
      await ada.page
        .getByText(/^(now|maintenant)/)
        .first()
        .waitFor()
    })
    await visit(cleo.page, `${home}/propose?act=mandate`)
    await cleo.page.getByLabel('Four eyes').check()
    await cleo.page.getByText('It takes effect 24 hours after it is agreed').waitFor()
    await lookAt(cleo.page, 'mandate', async () => {
      await visit(cleo.page, `${home}/propose?act=mandate`)
      await cleo.page.locator('details > summary').click()
    })
    await lookAt(ada.page, 'done', async () => {
      await visit(ada.page, path)
      await ada.page.locator('code').first().waitFor()
    })
  }

  async function readRecord(page: Page): Promise<void> {
    await lookAt(page, 'record', async () => {
      await visit(page, `/@${handle}/record`)
      await page.getByText(/^(Checked in this browser|Vérifié dans ce navigateur)/).waitFor()
    })
    await page.getByText('Done: Publish a clip').waitFor()
    await page.getByText('Ended without effect: Publish a clip').first().waitFor()
  }

  async function leave({ page }: Seated): Promise<void> {
    await visit(page, home)
    // A step back takes its time on a busy phone, and must not take back the page that one was led to meanwhile.
    await page.evaluate(() => {
      const back = history.back.bind(history)
      history.back = () => setTimeout(back, 1000)
    })
    await page.getByRole('button', { name: 'Leave the seat' }).click()
    await page.getByRole('button', { name: 'Leave it' }).click()
    await page.waitForURL('**/institutions')
    await page.getByText('You act for no institution yet.').waitFor()
    await page.waitForTimeout(1500)
    expect(new URL(page.url()).pathname).toBe('/institutions')
  }
})
