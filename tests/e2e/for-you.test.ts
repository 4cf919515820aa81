import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, desktop, framesShown, openBrowser, openPage, phone, visit } from '../harness/browser.ts'
import { clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore } from '../harness/shore.ts'

const pictures = join(import.meta.dirname, '../out/screens')
const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(300)
  writeFileSync(join(pictures, `${name}.png`), await page.screenshot({ fullPage: false }))
  expect(await axeFindings(page), name).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), name).toBeLessThanOrEqual(0)
}

/** What is about one thing looks alike, as it does elsewhere. What is left is so long that a slow machine leaves it early as well. */
const topics = [
  ['bread', 'web.mp4'],
  ['ferry', 'long-tall.mp4'],
  ['choir', 'long-square.mp4'],
] as const
const almostAll = 2.6

async function withClips(each: number) {
  const shore = await openShore({ people: ['alice', 'bob', 'carol'], slates: 0 })
  const people = Object.values(shore.people) as Person[]
  await shore.db
    .updateTable('accounts')
    .set({ created_at: new Date(Date.now() - 3 * 86_400_000) })
    .execute()
  for (let n = 0; n < each; n++)
    for (const [place, [topic, file]] of topics.entries())
      await people[(place + n) % people.length]!.post(clip(file), {
        visibility: 'public',
        caption: `${topic} number ${n} #${topic} #${topic}s`,
      })
  await expect
    .poll(
      async () =>
        (await shore.guest().ask('GET', '/public/slates')).body.packs?.reduce(
          (n: number, { count }: { count: number }) => n + count,
          0,
        ),
      {
        timeout: 60_000,
      },
    )
    .toBe(each * topics.length)
  return shore
}

/** Waits until what is on the screen has been played to there. */
const playedUntil = (page: Page, seconds: number) =>
  page.waitForFunction(
    until => (document.querySelector<HTMLVideoElement>('[class*=_current_] video')?.currentTime ?? 0) >= until,
    seconds,
  )

const captionNow = (page: Page) =>
  page.evaluate(() => document.querySelector('[class*=_current_]')?.getAttribute('aria-label') ?? '')

describe.skipIf(missing !== '')(`for you${missing && ` [${missing}]`}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
    mkdirSync(pictures, { recursive: true })
  })
  afterAll(() => browser?.close())

  it('learns on the device what is watched, says why, is taken along and forgets what it is told to', async () => {
    await using shore = await withClips(5)
    const { page, context, errors, requests } = await openPage(browser, shore.url)
    await visit(page, '/')
    await framesShown(page, 2)
    const seen: string[] = []
    for (let n = 0; n < 11; n++) {
      const now = await captionNow(page)
      seen.push(now.match(/bread|ferry|choir/)?.[0] ?? '?')
      // Bread is watched, anything else is left at once.
      if (now.includes('bread')) await playedUntil(page, almostAll)
      else await page.waitForTimeout(200)
      await page.keyboard.press('ArrowDown')
      await expect.poll(() => captionNow(page)).not.toBe(now)
    }
    // What moves the clips to come leaves the one on the screen as it is.
    const isPaused = () => page.evaluate(() => [...document.querySelectorAll('video')].every(one => one.paused))
    await page.keyboard.press(' ')
    await expect.poll(isPaused).toBe(true)
    await page.keyboard.press('l')
    await page.waitForTimeout(800)
    expect(await isPaused()).toBe(true)
    await page.keyboard.press('o')
    await page.getByRole('button', { name: 'Why this clip' }).click()
    await page.getByRole('dialog').getByRole('listitem').first().waitFor()
    await shoot(page, 'why-phone')
    await page.getByRole('dialog').getByRole('link', { name: 'My interests' }).click()
    await page.getByRole('heading', { name: /clips? remembered/ }).waitFor()
    await shoot(page, 'interests-phone')
    // It is known what was watched and what was left, as far as it was shown.
    const verdicts = { bread: 'you watch longer', ferry: 'you leave early', choir: 'you leave early' }
    for (const [topic, verdict] of Object.entries(verdicts))
      if (seen.filter(one => one === topic).length > 1)
        await page
          .getByRole('listitem')
          .filter({ hasText: `${topic}s` })
          .getByText(verdict)
          .first()
          .waitFor()
    expect(seen.filter(one => one === 'bread').length, seen.join(' ')).toBeGreaterThan(1)
    await page.setViewportSize(desktop)
    await shoot(page, 'interests-desktop')
    await page.setViewportSize(phone)
    expect(errors).toEqual([])
    // Nothing of what was watched leaves: the page asks for what everybody is given, and sends nothing.
    expect(requests.filter(({ method }) => method !== 'GET')).toEqual([])
    expect(requests.some(({ path }) => path.startsWith('/public/slates/'))).toBe(true)

    // A session is made again by whoever it is given to, bit for bit; one that was changed is not.
    const [session] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save this session for a check' }).click(),
    ])
    const written = (await session.path())!
    const audit = (file: string) =>
      new Promise<{ code: number; stdout: string; stderr: string }>(resolve =>
        execFile(
          process.execPath,
          ['src/cli/onshore.js', 'audit', 'feed', file, '--server', shore.url, '--json'],
          (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
        ),
      )
    const audited = await audit(written)
    expect(audited.stderr).toBe('')
    expect(JSON.parse(audited.stdout)).toMatchObject({ isSame: true })
    // Who swipes faster than an order comes has several swipes in one.
    expect((JSON.parse(audited.stdout) as { orders: number }).orders).toBeGreaterThan(4)
    const steps = JSON.parse(readFileSync(written, 'utf8')) as { steps: { do: string; ids?: string[] }[] }
    const order = steps.steps.findLast(step => step.do === 'order' && step.ids!.length > 1)!
    order.ids!.reverse()
    const changed = join(shore.folder, 'changed.json')
    writeFileSync(changed, JSON.stringify(steps))
    const refused = await audit(changed)
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain('order')
    writeFileSync(changed, '{"version":1,"steps":[{"do":"learn"}]}')
    expect((await audit(changed)).code).toBe(2)

    // What was learned is there after a reload, is taken along under a passphrase, is forgotten, and comes back from the file.
    await visit(page, '/interests')
    const count = async () =>
      Number((await page.getByRole('heading', { name: /remembered/ }).textContent())?.match(/\d+/)?.[0] ?? 0)
    const had = await expectCount(count, n => n >= 11)
    await page.getByLabel('Passphrase of the file').fill('short')
    await page.getByRole('button', { name: 'Save to a file' }).click()
    await page.getByText('A passphrase has at least 10 characters.').waitFor()
    await page.getByLabel('Passphrase of the file').fill('four unrelated plain words')
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save to a file' }).click(),
    ])
    const saved = readFileSync((await file.path())!)
    expect(saved.subarray(0, 21).toString()).toBe('age-encryption.org/v1')
    expect(saved.includes('bread')).toBe(false)
    await page.getByRole('button', { name: 'Forget everything' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Forget it all' }).click()
    await expectCount(count, n => n === 0)
    // Forgetting is taken back as well.
    await page.getByRole('button', { name: 'Undo' }).click()
    await expectCount(count, n => n === had)
    await page.getByRole('button', { name: 'Forget everything' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Forget it all' }).click()
    await expectCount(count, n => n === 0)
    const choose = (buffer: Buffer) =>
      page
        .getByLabel('A file saved before')
        .setInputFiles({ name: 'mine.age', mimeType: 'application/octet-stream', buffer })
    const takeOver = () => page.getByRole('button', { name: 'Take over from the file' }).click()
    await choose(saved)
    await page.getByLabel('Passphrase of the file').fill('another four plain words')
    await takeOver()
    await page.getByText('The passphrase does not open this file.').waitFor()
    await choose(Buffer.from('<script>alert(1)</script>'))
    await page.getByLabel('Passphrase of the file').fill('four unrelated plain words')
    await takeOver()
    await page.getByText(/does not open this file|no file of interests/).waitFor()
    await choose(saved)
    await takeOver()
    await page.getByText('Taken over.').waitFor()
    await expectCount(count, n => n === had)

    // The order that is the same for everybody is one tap away, and stays.
    await visit(page, '/')
    await page.getByRole('link', { name: 'For all' }).click()
    await visit(page, '/')
    await page.locator('nav a[aria-current=page]', { hasText: 'For all' }).waitFor()
    expect(errors).toEqual([])
    await context.close()
  })

  it('refuses a slate that is not the shore’s, begins anew where what was kept is no such thing, and works without storage', async () => {
    await using shore = await withClips(3)
    // The control: an untouched slate is taken.
    const good = await openPage(browser, shore.url)
    await visit(good.page, '/interests')
    await good.page.getByRole('button', { name: 'choirs' }).waitFor()
    // What was kept is damaged.
    await good.page.evaluate(
      () =>
        new Promise(resolve => {
          const opening = indexedDB.open('onshore-interests', 1)
          opening.onupgradeneeded = () => opening.result.createObjectStore('held')
          opening.onsuccess = () => {
            const writing = opening.result.transaction('held', 'readwrite')
            writing.objectStore('held').put({ revision: 7, interests: { version: 1, memory: [Number.NaN] } }, 'held')
            writing.oncomplete = resolve
          }
        }),
    )
    await visit(good.page, '/interests')
    await good.page.getByText('What this device had kept could not be read.').waitFor()
    await good.context.close()

    for (const [how, change] of [
      ['truncated', (body: Buffer) => body.subarray(0, body.length - 128)],
      [
        'changed',
        (body: Buffer) => Buffer.concat([body.subarray(0, 200), Buffer.from([body[200]! ^ 1]), body.subarray(201)]),
      ],
    ] as const) {
      const { page, context } = await openPage(browser, shore.url)
      await context.route('**/public/slates/*', async route => {
        const reply = await route.fetch()
        const body = await reply.body()
        // Packs alone: a head would not even be read as one.
        await route.fulfill({ response: reply, body: body[0] === 0x7b ? body : Buffer.from(change(body)) })
      })
      await visit(page, '/interests')
      await page.getByRole('heading', { name: /remembered/ }).waitFor()
      expect(await page.getByRole('button', { name: 'choirs' }).count(), how).toBe(0)
      // The feed stands as it does for everybody.
      await visit(page, '/')
      await framesShown(page, 2)
      await context.unrouteAll({ behavior: 'ignoreErrors' })
      await context.close()
    }
    const { page, context } = await openPage(browser, shore.url)
    await context.addInitScript(() => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }))
    await context.route('**/assets/keeping-*.js', async route => {
      const reply = await route.fetch()
      await route.fulfill({
        response: reply,
        body: `Object.defineProperty(self,'indexedDB',{value:undefined});${await reply.text()}`,
      })
    })
    await visit(page, '/')
    await framesShown(page, 2)
    await page.keyboard.press('ArrowDown')
    await visit(page, '/interests')
    await page.getByText('This browser keeps nothing for this site').waitFor()
    await page.getByRole('button', { name: 'choirs' }).waitFor()
    await context.unrouteAll({ behavior: 'ignoreErrors' })
    await context.close()
  })

  it('stops after as many clips as the viewer chose, and goes on when asked', async () => {
    await using shore = await withClips(4)
    const { page, context, errors } = await openPage(browser, shore.url, { locale: 'fr-CA', colorScheme: 'dark' })
    await context.addInitScript(() => localStorage.setItem('onshore.stop-every', '2'))
    await visit(page, '/')
    await framesShown(page, 2)
    for (let n = 0; n < 2; n++) {
      const now = await captionNow(page)
      await page.waitForTimeout(2300)
      await page.keyboard.press('ArrowDown')
      await expect.poll(() => captionNow(page)).not.toBe(now)
    }
    await page.getByRole('heading', { name: '2 clips. Un bon moment pour s’arrêter.' }).waitFor()
    expect(await page.evaluate(() => [...document.querySelectorAll('video')].every(one => one.paused))).toBe(true)
    await shoot(page, 'stop-phone-dark-fr')
    await page.getByRole('button', { name: 'Continuer' }).click()
    await framesShown(page, 2)
    await page.keyboard.press('o')
    await page.getByRole('button', { name: 'Pourquoi ce clip' }).click()
    await page.getByRole('dialog').getByRole('listitem').first().waitFor()
    await shoot(page, 'why-phone-dark-fr')
    await page.setViewportSize(desktop)
    await shoot(page, 'why-desktop-dark-fr')
    await page.getByRole('dialog').getByRole('link', { name: 'Mes intérêts' }).click()
    await page.getByRole('heading', { name: /retenu/ }).waitFor()
    await shoot(page, 'interests-desktop-dark-fr')
    await page.setViewportSize({ width: 320, height: 640 })
    await page.getByRole('heading', { name: 'Sujets' }).scrollIntoViewIfNeeded()
    await shoot(page, 'interests-320-dark-fr')
    expect(errors).toEqual([])
    await context.close()
  })
})

async function expectCount(read: () => Promise<number>, holds: (n: number) => boolean): Promise<number> {
  await expect.poll(async () => holds(await read())).toBe(true)
  return read()
}
