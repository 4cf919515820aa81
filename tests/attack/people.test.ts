import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordAttack } from '../harness/attacks.ts'
import { openBrowser, signInAs } from '../harness/browser.ts'
import { clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')
const payloads = [
  '<img src=x onerror=fired()>',
  '"><svg onload=fired()>',
  "'><img src=x onerror=fired()>",
  '</script><script>fired()</script>',
  '</textarea></option></title><img src=x onerror=fired()>',
] as const

/** Past every cleaning of what comes in: a payload in all that a person writes about themselves and keeps. */
async function fill({ db, keys }: TestShore, payload: string, url: string): Promise<void> {
  const links = JSON.stringify([{ title: payload, url }])
  const all = { name: payload, bio: payload, links, products: links, is_business: true, contact: url, shows_ties: true }
  await db.updateTable('accounts').set(all).execute()
  for (const { id } of await db.selectFrom('accounts').select('id').execute()) {
    const blocked_words = await keys.seal(id, 'accounts.blocked_words', JSON.stringify([payload]))
    await db.updateTable('accounts').set({ blocked_words }).where('id', '=', id).execute()
    const name = await keys.seal(id, 'collections.name', payload)
    await db.updateTable('collections').set({ name }).where('account_id', '=', id).execute()
  }
  await db.updateTable('comments').set({ text: payload }).execute()
}

const hasFired = (page: Page) => page.evaluate(() => (window as unknown as { hasFired?: true }).hasFired === true)

describe.skipIf(missing !== '')(`what people write about themselves${missing && ` [${missing}]`}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  it('runs as script in no page of theirs, and leads to no address that is script (A04, A07)', {
    timeout: 300_000,
  }, async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    const { id } = await alice.post(clip('web.mp4'), { visibility: 'public' })
    await alice.ask('POST', '/api/collections', { name: 'x' })
    await alice.ask('PUT', `/api/videos/${id}/save`)
    await bob.ask('PUT', '/api/accounts/alice/follow')
    await bob.ask('POST', `/api/videos/${id}/comments`, { text: 'x' })
    await alice.ask('PUT', '/api/accounts/bob/mute')
    // No content policy helps here: escaping alone has to hold.
    const context = await browser.newContext({ bypassCSP: true, baseURL: shore.url })
    await context.addInitScript(() =>
      Object.assign(window, {
        fired() {
          Object.assign(window, { hasFired: true })
        },
      }),
    )
    await signInAs(context, shore.url, alice)
    const page = await context.newPage()
    const views = [
      '/@alice',
      '/@bob',
      '/settings/profile',
      '/settings/people',
      '/saved',
      '/followers',
      '/inbox',
      `/@alice/video/${id}`,
    ]
    let cases = 0
    let succeeded = 0
    for (const payload of payloads) {
      await fill(shore, payload, 'https://example.org/')
      for (const view of views) {
        cases++
        await page.goto(view)
        await page.locator('main :is(h1, article)').first().waitFor({ state: 'attached' })
        if (view.includes('/video/')) await page.keyboard.press('c')
        await page.waitForTimeout(300)
        if (await hasFired(page)) succeeded++
      }
    }
    // An address that is script, where the cleaning was gone round: a click leads to nothing that runs.
    await fill(shore, 'x', 'javascript:fired()')
    for (const view of ['/@alice', '/@bob']) {
      cases++
      await page.goto(view)
      await page.waitForTimeout(300)
      const isScript = await page.evaluate(() => {
        const links = [...document.querySelectorAll<HTMLAnchorElement>('main a[href]')]
        for (const link of links) if (link.protocol === 'javascript:') link.click()
        return links.some(link => link.protocol === 'javascript:')
      })
      await page.waitForTimeout(300)
      if (isScript || (await hasFired(page))) succeeded++
    }
    // The control: the same payloads, where what is text is taken for markup.
    let controlsSucceeded = 0
    for (const payload of payloads.filter(one => one.includes('<img'))) {
      await page.goto('/about')
      await page.evaluate(text => document.querySelector('main')!.insertAdjacentHTML('beforeend', text), payload)
      await page.waitForTimeout(200)
      if (await hasFired(page)) controlsSucceeded++
    }
    recordAttack({ id: 'A04-people', cases, controls: 3, controlsSucceeded, succeeded })
    expect({ succeeded, controlsSucceeded }).toEqual({ succeeded: 0, controlsSucceeded: 3 })
    await context.close()
  })
})
