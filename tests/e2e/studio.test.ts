import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OwnVideo } from '../../src/core/wire/video.ts'
import { sql } from '../../src/server/adapters/db/index.ts'
import { recordAttack } from '../harness/attacks.ts'
import { axeFindings, desktop, openBrowser, openPage, phone, signInAs, visit } from '../harness/browser.ts'
import { clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')
const pictures = join(import.meta.dirname, '../out/screens')

/** The page at a phone's, a desk's and the narrowest width: nothing stands out, and axe finds nothing. */
async function photograph(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of [
    ['phone', phone],
    ['desktop', desktop],
    ['320', { width: 320, height: 640 }],
  ] as const) {
    await page.setViewportSize(viewport)
    expect(await axeFindings(page), `${name} ${size}`).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), `${name} ${size}`).toBe(true)
    writeFileSync(join(pictures, `${name}-${size}.png`), await page.screenshot({ fullPage: true }))
  }
  await page.setViewportSize(phone)
}

/** Likes and follows of people who came over the last 90 days, more of them lately. */
async function crowd({ db }: TestShore, clips: readonly OwnVideo[], n: number): Promise<void> {
  await sql`
    insert into accounts (id, handle, skeleton, name, created_at)
    select gen_random_uuid(), 'crowd' || n, 'crowd' || n, 'Crowd', now() - interval '100 days' from generate_series(1, ${n}::int) n`.execute(
    db,
  )
  for (const [place, { id }] of clips.entries())
    await sql`
      insert into likes (account_id, video_id, created_at)
      select id, ${id}, now() - (abs(hashtext(handle || ${place}::text)) % 1000 / 1000.0) ^ 2 * interval '90 days' from accounts
      where handle like 'crowd%' and abs(hashtext(handle)) % 3 <> ${place}`.execute(db)
  await sql`
    insert into follows (account_id, followed_id, created_at, accepted_at)
    select id, (select id from accounts where handle = 'alice'), at, at
    from (select id, now() - (abs(hashtext(handle)) % 1000 / 1000.0) * interval '80 days' as at from accounts
      where handle like 'crowd%' and abs(hashtext(handle)) % 4 = 0) came`.execute(db)
}

describe.skipIf(missing !== '')(`the creator’s place${missing && ` [${missing}]`}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
    mkdirSync(pictures, { recursive: true })
  })
  afterAll(() => browser?.close())

  it('keeps a draft that another device goes on with, schedules it, and takes it back', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const alice = shore.people['alice']!
    const first = await openPage(browser, shore.url, { timezoneId: 'Europe/Paris' })
    await signInAs(first.context, shore.url, alice)
    await visit(first.page, '/create')
    await first.page.locator('input[type=file]').first().setInputFiles(clip('web.mp4'))
    await first.page.getByLabel('Caption', { exact: true }).fill('Half a sentence')
    await first.page.getByText('Your words are kept as a draft.').waitFor()
    await photograph(first.page, 'create-draft')
    await first.page.getByLabel('Caption', { exact: true }).fill('Half a sentence, and a bit')
    // Leaving does not wait for the pause.
    await first.page.getByRole('button', { name: 'Leave as a draft' }).click()
    await first.page.getByText('Half a sentence, and a bit').waitFor()
    await first.page.locator('[data-state=ready] img').waitFor({ timeout: 60_000 })
    await first.page.getByText(/^Kept until /).waitFor()
    await photograph(first.page, 'drafts')

    const second = await openPage(browser, shore.url, {
      timezoneId: 'America/Montreal',
      locale: 'fr-FR',
      colorScheme: 'dark',
    })
    await signInAs(second.context, shore.url, alice)
    await visit(second.page, '/posts/drafts')
    await second.page.locator('[data-state=ready]').waitFor()
    await photograph(second.page, 'drafts-dark-fr')
    await second.page.getByRole('link', { name: 'Continuer' }).click()
    const caption = second.page.getByLabel('Légende', { exact: true })
    await caption.waitFor()
    expect(await caption.inputValue()).toBe('Half a sentence, and a bit')
    await caption.fill('Une phrase entière')
    await second.page.getByLabel('Plus tard').check()
    const day = new Date(Date.now() + 3 * 86_400_000)
    const local = `${new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Montreal' }).format(day)}T09:30`
    await second.page.getByLabel('Jour et heure').fill(local)
    await second.page.getByText(/09:30 UTC−[45], à votre heure \(America\/(Montreal|Toronto)\)/).waitFor()
    await photograph(second.page, 'schedule-dark-fr')
    await second.page.getByRole('button', { name: 'Programmer' }).click()
    await second.page.waitForURL('**/posts/scheduled')
    await second.page.getByText(/^Visible le .* 09:30 UTC−[45]$/).waitFor()
    await photograph(second.page, 'scheduled-dark-fr')
    const [waiting] = (await alice.ask<{ items: OwnVideo[] }>('GET', '/api/videos?part=scheduled')).body.items
    expect(new Date(waiting!.publishAt!).toLocaleString('sv-SE', { timeZone: 'America/Montreal' })).toBe(
      `${local.replace('T', ' ')}:00`,
    )
    expect(waiting).toMatchObject({ caption: 'Une phrase entière', publishedAt: null })

    await visit(first.page, '/posts/scheduled')
    await first.page.getByText(/^Shown on .* at (3:30 PM|15:30) GMT\+[12]$/).waitFor()
    await photograph(first.page, 'scheduled')
    await first.page.getByRole('button', { name: 'Back to drafts' }).click()
    await first.page.getByText('Nothing is scheduled.').waitFor()
    await first.page.getByRole('link', { name: 'Drafts' }).click()
    await first.page.getByText('Une phrase entière').waitFor()
    // The other device hears of it by itself.
    await second.page.getByText('Rien n’est programmé').waitFor()
    await first.page.getByRole('link', { name: 'Continue' }).click()
    await first.page.getByLabel('Right away').check()
    await first.page.getByRole('button', { name: 'Post', exact: true }).click()
    await first.page.getByText('Une phrase entière').waitFor()
    await expect
      .poll(async () => (await alice.ask('GET', `/api/videos/${waiting!.id}`)).body.publishedAt)
      .not.toBeNull()
    await photograph(first.page, 'posted')
    for (const { errors, requests, context } of [first, second]) {
      expect(errors).toEqual([])
      expect(requests.filter(({ origin }) => origin !== shore.url)).toEqual([])
      await context.close()
    }
  })

  it('shows what came of the clips as a chart, a table and a file, and nothing in it is a formula', async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    const formula = '=HYPERLINK("https://evil.example";"Prize")'
    const clips = [
      await alice.post(clip('web.mp4'), { caption: formula }),
      await alice.post(clip('silent.mp4'), { caption: 'First light over the harbour' }),
    ]
    await crowd(shore, clips, 240)
    await bob.ask('POST', `/api/videos/${clips[1]!.id}/comments`, { text: 'Where is this?' })
    for (const [name, options] of [
      ['', { locale: 'en-US', timezoneId: 'Europe/Paris' }],
      ['-dark-fr', { locale: 'fr-FR', timezoneId: 'America/Montreal', colorScheme: 'dark' }],
    ] as const) {
      const { page, context, errors, requests } = await openPage(browser, shore.url, {
        ...options,
        acceptDownloads: true,
      })
      await signInAs(context, shore.url, alice)
      await visit(page, '/posts/statistics')
      await page.locator('.uplot canvas').waitFor()
      await photograph(page, `statistics${name}`)
      // What is drawn is what the table says.
      const { totals, days } = (await alice.ask('GET', '/api/statistics?range=28&offset=60')).body
      if (name === '') {
        expect(Number(await page.locator('strong').first().textContent())).toBe(totals.likes)
        await page.getByText('The numbers as a table').click()
        const first = await page.locator('details tbody tr').first().locator('td').allTextContents()
        expect(first.map(Number)).toEqual([
          days.at(-1).likes,
          days.at(-1).comments,
          days.at(-1).saves,
          days.at(-1).follows,
        ])
        await page.locator('.u-over').hover({ position: { x: 4, y: 100 } })
        await page.getByText(/^\w+ \d+, \d{4}: \d+$/).waitFor()
        expect(await axeFindings(page)).toEqual([])
        await page.getByText('90 days').click()
        await expect.poll(() => page.locator('details tbody tr').count()).toBe(90)

        const file = async (button: string) => {
          const [download] = await Promise.all([
            page.waitForEvent('download'),
            page.getByRole('button', { name: button }).click(),
          ])
          return readFileSync(await download.path(), 'utf8')
        }
        const byDay = await file('Download the days (CSV)')
        expect(byDay.split('\r\n')).toHaveLength(92)
        expect(byDay).toMatch(
          /^\ufeff"Day","Likes","Comments","Saves","Follows"\r\n"\d{4}-\d\d-\d\d",\d+,\d+,\d+,\d+\r\n/,
        )
        const byClip = await file('Download the clips (CSV)')
        const starts = (text: string) => [...text.matchAll(/^"(.)/gm)].map(([, first]) => first)
        // The control: the caption alone would be a formula.
        expect(starts(`"${formula.replaceAll('"', '""')}"`)).toEqual(['='])
        expect(byClip).toContain(`"'=HYPERLINK`)
        expect(starts(byClip.replace('\ufeff', '')).filter(one => /[=+\-@]/.test(one!))).toEqual([])
        recordAttack({ id: 'A16-csv', cases: 1, controls: 1, controlsSucceeded: 1, succeeded: 0 })

        await page.getByRole('link', { name: 'First light over the harbour' }).click()
        await page.getByRole('heading', { name: 'Statistics of a clip' }).waitFor()
        await page.locator('.uplot canvas').waitFor()
        expect(await page.getByText('Follows', { exact: true }).count()).toBe(0)
        await photograph(page, 'statistics-clip')
        await page.getByRole('link', { name: 'Edit', exact: true }).click()
        await page.getByRole('heading', { name: 'Edit a clip' }).waitFor()
        await page.getByRole('link', { name: 'Statistics' }).click()
        await page.getByRole('heading', { name: 'Statistics of a clip' }).waitFor()
      }
      expect(errors).toEqual([])
      expect(requests.filter(({ origin, path }) => origin !== shore.url || /view|watch/.test(path))).toEqual([])
      await context.close()
    }
  })
})
