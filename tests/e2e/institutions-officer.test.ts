import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { digestEveryMs } from '../../src/core/institutions/digest.ts'
import type { DigestOpened } from '../../src/core/wire/digest.ts'
import { slateKey } from '../../src/server/adapters/folder/index.ts'
import { institutionStore, keepInstitutions } from '../../src/server/institutions/index.ts'
import { axeFindings, openBrowser, openPage, signInAs, visit } from '../harness/browser.ts'
import { clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import {
  approve,
  type DomainHost,
  foundInstitution,
  openDomainHost,
  propose,
  steward,
  takeSeat,
} from '../harness/institution.ts'
import { lookAt, pictures } from '../harness/looks.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')
const handle = 'ministry'
const home = `/institutions/${handle}`

describe.skipIf(missing !== '')(`the officer and the business${missing && ` [${missing}]`}`, () => {
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
  const enter = async (shore: TestShore, person: Person) => {
    const watched = await openPage(browser, shore.url)
    await signInAs(watched.context, shore.url, person)
    return watched
  }

  it('sees what failed before anything else, and this browser finds a digest that was changed or kept back', {
    timeout: 300_000,
  }, async () => {
    let offsetMs = 0
    const clock = { now: () => new Date(Date.now() + offsetMs) }
    await using shore = await openShore({ domains: host.domains, isIdle: true, clock })
    const { ada, ben, cleo, dan, id } = await foundInstitution(shore, host)
    const key = slateKey(shore.folder)
    const store = institutionStore({ db: shore.db, key })
    const week = async () => {
      offsetMs += digestEveryMs
      await keepInstitutions({ store, clock, domains: host.domains, key, address: shore.url })
    }
    await week()
    const channel = { way: 'webhook', address: `https://hooks.${handle}.example/told`, server: null } as const
    const set = (await propose(dan, handle, { act: 'channel', channel })).body
    for (const one of [ben, cleo]) await approve(one, handle, set)
    await week()
    const officer = await enter(shore, ada.person)
    const { page } = officer
    await failures({ dan, ada, ben }, async () => {
      offsetMs += digestEveryMs / 2
    })
    host.files.delete('ministry.example')
    await store.keepLook(id, 'file', 'ministry.example answers 404', clock.now())
    host.mood = 'refuses'
    await week()
    await propose(dan, handle, { act: 'profile', bio: 'Everything that is decided here.' })

    await visit(page, home)
    await page
      .getByRole('link', { name: /^\d+ failures$/ })
      .first()
      .click()
    await page.getByRole('heading', { name: 'What the officer knows' }).waitFor()
    await page.getByText('ministry.example does not show the proof').waitFor()
    await page.getByText('A notice was not handed over at the institution’s address').waitFor()
    await page.getByText('all 3 digests follow one another').waitFor()
    await page.getByText('Proposed: Change the profile').waitFor()
    await page.getByText('Digest 3 could not be handed over').waitFor()
    // What failed stands above who can act.
    const tops = await page.locator('h2').evaluateAll(all => all.map(one => one.getBoundingClientRect().top))
    expect(tops).toEqual([...tops].sort((a, b) => a - b))
    expect(await page.locator('h2').first().textContent()).toMatch(/^\d+ failures$/)
    await lookAt(page, 'overview', async () => {
      await visit(page, `${home}/overview`)
      await page.getByText(/^(Checked in this browser|Vérifié dans ce navigateur)/).waitFor()
    })
    await lookAt(page, 'officer-home', async () => {
      await visit(page, home)
      await page.getByRole('link', { name: /failures$|échecs$/ }).waitFor()
    })
    const digest = () => visit(page, `${home}/digests/3`)
    const isWhole = page.getByText(/^(Checked in this browser|Vérifié dans ce navigateur)/)
    await lookAt(page, 'digest', async () => {
      await digest()
      await isWhole.waitFor()
    })
    await digest()
    await page.getByText('@ada', { exact: true }).first().waitFor()
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save the digest as a file' }).click()
    const saved = JSON.parse(readFileSync(await (await coming).path(), 'utf8')) as DigestOpened
    const { body } = await ada.person.ask<DigestOpened>('GET', `/api${home}/digests/3`)
    expect(saved).toEqual(body)

    // The control of both: the shore as it is passes. A byte is changed; then one is left out.
    await changing(page, `**/api${home}/digests*`, text => text.replaceAll('"passkeys":1', '"passkeys":2'))
    await changing(page, `**/api${home}/digests/3`, text => text.replaceAll('"passkeys":1', '"passkeys":2'))
    await digest()
    await page.getByText('is not signed by this shore').waitFor()
    await page.unrouteAll()
    await changing(page, `**/api${home}/digests*`, text => {
      const read = JSON.parse(text) as { items: { digest: { number: number } }[] }
      return JSON.stringify({ ...read, items: read.items.filter(one => one.digest.number !== 2) })
    })
    await digest()
    await page.getByText('A digest is missing before digest 3.').waitFor()
    writeFileSync(join(pictures, 'institutions-digest-missing-phone.png'), await page.screenshot())
    await page.unrouteAll()

    const deputy = await enter(shore, ben.person)
    await visit(deputy.page, '/inbox')
    await deputy.page.getByText('The week of @ministry: digest 3').click()
    await deputy.page.getByRole('heading', { name: 'Digest 3' }).waitFor()
    await deputy.page.getByText(/^Checked in this browser/).waitFor()
    for (const one of [officer, deputy]) {
      expect(one.errors).toEqual([])
      await one.context.close()
    }
    host.mood = 'takes'
  })

  /** A proposal that nobody signs in time, and a glass that nobody reviews. */
  async function failures(
    { dan, ada, ben }: Pick<Awaited<ReturnType<typeof foundInstitution>>, 'dan' | 'ada' | 'ben'>,
    later: () => Promise<void>,
  ): Promise<void> {
    const glass = (await propose(ada, handle, { act: 'glass', opens: 'publish' }, 'It cannot wait')).body
    await approve(ben, handle, glass)
    await propose(dan, handle, { act: 'profile', bio: 'Nobody signs this.' })
    await later()
  }

  async function changing(page: Page, of: string, change: (text: string) => string): Promise<void> {
    await page.route(of, async route => {
      const reply = await route.fetch()
      await route.fulfill({ response: reply, body: change(await reply.text()) })
    })
  }

  it('proposes how it is reached and what it sells, marks a clip that is paid for, and its analyst reads the numbers', {
    timeout: 300_000,
  }, async () => {
    await using shore = await openShore({ domains: host.domains })
    const { ada, ben, dan, olga } = await foundInstitution(shore, host, { kind: 'business' })
    const eve = await steward(shore, 'eve')
    const seat = { act: 'seat', handle: 'eve', role: 'analyst', isDifferentPerson: true } as const
    const seated = (await propose(dan, handle, seat)).body
    for (const one of [ada, ben]) await approve(one, handle, seated)
    await takeSeat(eve, handle)
    // An account's links lead somewhere once it is a day old.
    const before = new Date(Date.now() - 2 * 86_400_000)
    await shore.db.updateTable('accounts').set({ created_at: before }).where('handle', '=', handle).execute()

    const publisher = await enter(shore, dan.person)
    const { page } = publisher
    const profile = async () => {
      await visit(page, `${home}/propose?act=profile`)
      await page.locator('input[name=contact]').waitFor()
    }
    await profile()
    await lookAt(page, 'business-profile', async () => {
      await profile()
      await page.getByRole('button', { name: /^(Add a product|Ajouter un produit)/ }).click()
    })
    await profile()
    await page.locator('input[name=contact]').fill('hello@ministry.example')
    await page.getByRole('button', { name: 'Add a product' }).click()
    await page.getByLabel('Title', { exact: true }).fill('Lamps')
    await page.getByLabel('Address', { exact: true }).fill('https://ministry.example/lamps')
    await page.getByRole('button', { name: 'Propose it' }).click()
    await page.getByText('This browser has come to the same SHA-256').waitFor()
    await page.getByText('Lamps https://ministry.example/lamps').waitFor()
    const decide = async () => {
      const { body } = await dan.person.ask('GET', `/api${home}/proposals`)
      for (const one of [ada, ben]) await approve(one, handle, body.items[0])
    }
    await decide()
    const guest = await openPage(browser, shore.url)
    await visit(guest.page, `/@${handle}`)
    await guest.page.getByRole('link', { name: 'Lamps' }).waitFor()
    expect(await guest.page.getByRole('link', { name: 'Contact' }).getAttribute('href')).toBe(
      'mailto:hello@ministry.example',
    )
    writeFileSync(join(pictures, 'institutions-business-profile-shown-phone.png'), await guest.page.screenshot())

    const bytes = await readFile(clip('web.mp4'))
    const { id } = await dan.person.begin(bytes.length)
    await dan.person.send(id, 0, bytes)
    await dan.person.untilEnd(id)
    await visit(page, `${home}/propose`)
    await page.getByLabel('Caption').fill('Our new lamps')
    await page.getByLabel(/^Paid/).check()
    await page.getByRole('button', { name: 'Propose it' }).click()
    await page.getByText('This browser has come to the same SHA-256').waitFor()
    await decide()
    await visit(guest.page, `/@${handle}/video/${id}`)
    await guest.page.getByText('Our new lamps').first().waitFor()
    const mark = guest.page.getByText('Paid content').first()
    await mark.waitFor()
    expect(await mark.isVisible()).toBe(true)
    writeFileSync(join(pictures, 'institutions-paid-phone.png'), await guest.page.screenshot())

    await olga.ask('PUT', `/api/videos/${id}/like`)
    const analyst = await enter(shore, eve.person)
    await visit(analyst.page, home)
    expect(await analyst.page.getByRole('link', { name: 'Open the overview' }).count()).toBe(0)
    await analyst.page.getByRole('link', { name: 'Statistics' }).click()
    await analyst.page.getByRole('img', { name: /Likes/ }).waitFor()
    await lookAt(analyst.page, 'numbers', async () => {
      await visit(analyst.page, `${home}/statistics`)
      await analyst.page.locator('canvas').waitFor()
    })
    await visit(analyst.page, `${home}/statistics`)
    await analyst.page.getByRole('link', { name: 'Our new lamps' }).click()
    await analyst.page.waitForURL(`**${home}/statistics/${id}`)
    await analyst.page.getByRole('img', { name: /Likes/ }).waitFor()
    expect(await axeFindings(analyst.page)).toEqual([])
    await visit(analyst.page, `${home}/overview`)
    await analyst.page.getByText('This belongs to another role in this institution.').waitFor()
    for (const one of [publisher, guest, analyst]) {
      expect(one.errors).toEqual([])
      await one.context.close()
    }
  })
})
