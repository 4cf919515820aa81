import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, openBrowser, openPage, signInAs, visit } from '../harness/browser.ts'
import { clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import { approve, type DomainHost, foundInstitution, openDomainHost, propose } from '../harness/institution.ts'
import { lookAt, pictures } from '../harness/looks.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')

describe.skipIf(missing !== '')(`proposing in a browser${missing === '' ? '' : ` [${missing}]`}`, () => {
  let browser: Browser
  let shore: TestShore
  let host: DomainHost
  let stewards: Awaited<ReturnType<typeof foundInstitution>>
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true })
    host = await openDomainHost()
    shore = await openShore({ people: ['alice'], domains: host.domains })
    stewards = await foundInstitution(shore, host)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await shore?.[Symbol.asyncDispose]()
    await host?.[Symbol.asyncDispose]()
  })

  it('other words for a clip, words below somebody’s clip, and a program that reads', async () => {
    const { ben, cleo, dan, handle } = stewards
    const both = async ({ id, hash }: { id: string; hash: string }) => {
      for (const one of [ben, cleo]) await approve(one, handle, { id, hash })
    }
    const newest = async () => (await cleo.person.ask('GET', `/api/institutions/${handle}/proposals`)).body.items[0]
    const shown = async (id: string) => (await shore.guest().ask('GET', `/public/videos/${id}`)).body
    const theirs = await shore.people['alice']!.post(clip('web.mp4'), { caption: 'The pier', visibility: 'public' })
    const own = await draftOf(dan.person)
    const first = await propose(dan, handle, {
      act: 'publish',
      video: own,
      words: { caption: 'Open on Monday', visibility: 'public' },
    } as never)
    await both(first.body)
    const { page, context, errors } = await openPage(browser, shore.url)
    await signInAs(context, shore.url, dan.person)
    const at = async (act: string) => {
      await visit(page, `/institutions/${handle}/propose?act=${act}`)
      await page.getByRole('heading', { level: 2 }).first().waitFor()
    }

    await at('edit')
    await page.getByText('Open on Monday').click()
    const caption = page.getByLabel('Caption')
    await caption.waitFor()
    expect(await caption.inputValue()).toBe('Open on Monday')
    await caption.fill('Open on Tuesday')
    writeFileSync(join(pictures, 'proposing-edit-phone.png'), await page.screenshot({ fullPage: true }))
    await page.getByRole('button', { name: 'Propose it' }).click()
    await page.getByText('Open on Tuesday').waitFor()
    await both(await newest())
    await expect.poll(async () => (await shown(own)).caption).toBe('Open on Tuesday')

    await at('comment')
    await lookAt(page, 'proposing-comment', () => at('comment'))
    await at('comment')
    const address = page.getByLabel('The address of the clip')
    await address.fill('https://elsewhere.example/')
    await page.getByText('This is the address of no clip.').waitFor()
    expect(await page.getByRole('button', { name: 'Propose it' }).isDisabled()).toBe(true)
    await address.fill(`${shore.url}/@alice/video/${theirs.id}`)
    await page.getByLabel('What the institution says').fill('The pier is closed tomorrow.')
    await page.getByRole('button', { name: 'Propose it' }).click()
    await page.locator('blockquote').getByText('The pier is closed tomorrow.').waitFor()
    await page.getByText('@alice').waitFor()
    writeFileSync(join(pictures, 'proposing-comment-made-phone.png'), await page.screenshot({ fullPage: true }))
    expect(await axeFindings(page)).toEqual([])
    await both(await newest())
    const said = async () => (await shore.guest().ask('GET', `/public/videos/${theirs.id}/comments`)).body.items
    await expect.poll(said).toMatchObject([{ text: 'The pier is closed tomorrow.', author: { handle } }])

    await at('connect')
    await lookAt(page, 'proposing-connect', () => at('connect'))
    await at('connect')
    await page.getByLabel('What the program is called').fill('Numbers')
    const secret = (await page.locator('output').textContent())!
    expect(secret).toMatch(/^onshore_[\w-]{43}$/)
    await page.getByRole('button', { name: 'Propose it' }).click()
    await page.waitForURL('**/proposals/*')
    await page.getByText('Numbers').first().waitFor()
    const read = async () =>
      (await fetch(`${shore.url}/api/videos`, { headers: { authorization: `Bearer ${secret}` } })).status
    expect(await read()).toBe(401)
    await both(await newest())
    expect(await read()).toBe(200)
    expect(errors).toEqual([])
  })
})

async function draftOf(person: Person): Promise<string> {
  const { readFile } = await import('node:fs/promises')
  const bytes = await readFile(clip('web.mp4'))
  const { id } = await person.begin(bytes.length)
  await person.send(id, 0, bytes)
  await person.untilEnd(id)
  return id
}
