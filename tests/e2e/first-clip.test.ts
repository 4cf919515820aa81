import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, desktop, framesShown, openBrowser, openPage, phone, visit } from '../harness/browser.ts'
import { clip, fileOf, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import { passphrase } from '../harness/person.ts'
import { openShore, ownEngine } from '../harness/shore.ts'

const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')
const pictures = join(import.meta.dirname, '../out/screens')

describe.skipIf(missing !== '')(`in a real browser${missing && ` [${missing}]`}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser({ isWhole: true })
    mkdirSync(pictures, { recursive: true })
  })
  afterAll(() => browser?.close())

  it('somebody signs up, posts a file as phones write them, sees it ready, and a stranger’s browser plays it', {
    timeout: 120_000,
  }, async () => {
    await using shore = await openShore()
    const alice = await openPage(browser, shore.url)
    await visit(alice.page, '/')
    await alice.page.getByText('The shore is still quiet').waitFor()
    await alice.page.goto('/join')
    await alice.page.getByLabel('Handle').fill('Alice')
    await alice.page.getByLabel('Passphrase').fill('short')
    await alice.page.getByLabel('16 or older').check()
    await alice.page.getByRole('button', { name: 'Open an account' }).click()
    await alice.page.getByText('10 to 256 characters').waitFor()
    await alice.page.getByLabel('Passphrase').fill(passphrase)
    await alice.page.getByRole('button', { name: 'Open an account' }).click()
    await alice.page.getByRole('heading', { name: 'Welcome, @alice' }).waitFor()
    expect(await alice.page.locator('li', { hasText: /^\w{4}-\w{4}-\w{4}-\w{4}$/ }).count()).toBe(8)
    await alice.page.getByRole('button', { name: 'I have kept the codes' }).click()

    await alice.page.locator('input[type=file]').first().setInputFiles(clip('phone.mov'))
    await alice.page.getByLabel('Caption', { exact: true }).fill('From a phone #first')
    await alice.page.getByRole('button', { name: 'Post', exact: true }).click()
    await alice.page.locator('[data-state=ready]').waitFor({ timeout: 60_000 })
    expect(await alice.page.locator('[data-state=ready]').textContent()).toContain('From a phone #first')

    const bob = await openPage(browser, shore.url, { viewport: desktop })
    await visit(bob.page, '/')
    const times = await framesShown(bob.page, 12)
    expect(new Set(times).size).toBeGreaterThan(8)
    expect(await bob.page.locator('aside').getByText('From a phone').isVisible()).toBe(true)
    expect(await bob.context.cookies()).toEqual([])
    expect([...alice.errors, ...bob.errors]).toEqual([])
    expect(await alice.page.evaluate('window.asked')).toEqual([])
    await alice.context.close()
    await bob.context.close()
  })

  it('a clip that the browser’s own recorder made from its camera plays for a stranger', {
    timeout: 120_000,
  }, async () => {
    await using shore = await openShore({ transcoder: ownEngine(), people: ['alice'] })
    const recorder = await openPage(browser, 'http://localhost')
    await recorder.page.goto('about:blank')
    // Recorded outside the shore's pages, which deny the camera: as a phone's camera app would.
    const studio = await browser.newContext({ permissions: ['camera', 'microphone'] })
    const page = await studio.newPage()
    await page.goto(`${shore.url}/api/health`)
    const recorded = await page.evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 480, height: 640 }, audio: true })
      const recording = new MediaRecorder(stream, { mimeType: 'video/webm;codecs=vp8,opus' })
      const parts: Blob[] = []
      recording.ondataavailable = event => parts.push(event.data)
      recording.start(200)
      await new Promise(resolve => setTimeout(resolve, 2500))
      recording.stop()
      await new Promise(resolve => (recording.onstop = resolve))
      const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
      let text = ''
      for (const byte of bytes) text += String.fromCharCode(byte)
      return btoa(text)
    })
    const file = fileOf('camera.webm', Buffer.from(recorded, 'base64'))
    expect((await shore.people['alice']!.post(file, { visibility: 'public', caption: 'Recorded' })).refusal).toBeNull()
    const bob = await openPage(browser, shore.url)
    await visit(bob.page, '/')
    expect(new Set(await framesShown(bob.page, 10)).size).toBeGreaterThan(5)
    for (const context of [recorder.context, studio, bob.context]) await context.close()
  })

  it('an upload goes on after the connection dropped, and after a reload', { timeout: 120_000 }, async () => {
    await using shore = await openShore({ transcoder: ownEngine(), people: ['alice'] })
    const { page, context } = await openPage(browser, shore.url)
    await visit(page, '/sign-in')
    await page.getByLabel('Handle').fill('alice')
    await page.getByLabel('Passphrase').fill(passphrase)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL('**/')
    await page.goto('/create')
    // The first part arrives; then the connection is cut in the middle of the rest.
    let parts = 0
    let isCut = true
    const sizes: number[] = []
    await page.route('**/api/uploads/*', async route => {
      if (route.request().method() !== 'PATCH') return route.continue()
      parts++
      sizes.push(Number(route.request().headers()['upload-offset']))
      if (isCut && parts > 1) return route.abort('connectionreset')
      return route.continue()
    })
    const bytes = Buffer.concat([
      await import('node:fs').then(({ readFileSync }) => readFileSync(clip('web.mp4'))),
      freeBox(20_000_000),
    ])
    await page.locator('input[type=file]').first().setInputFiles(fileOf('large.mp4', bytes))
    await page.getByLabel('Caption', { exact: true }).fill('Through a tunnel')
    await page.getByRole('button', { name: 'Post', exact: true }).click()
    await page.locator('[data-state=uploading]').waitFor()
    await page.getByText('Waiting for the connection').waitFor()
    await page.reload()
    await page.locator('[data-state=uploading]').waitFor()
    isCut = false
    await page.locator('[data-state=ready]').waitFor({ timeout: 60_000 })
    // It went on from what the server had: the first part was sent once.
    expect(sizes.filter(offset => offset === 0)).toHaveLength(1)
    expect(sizes.some(offset => offset > 0)).toBe(true)
    await context.close()
  })

  it('a session and a public clip meet in acts only, in everything that a browser really sends', {
    timeout: 120_000,
  }, async () => {
    await using shore = await openShore({ transcoder: ownEngine(), people: ['alice'] })
    const { id } = await shore.people['alice']!.post(clip('web.mp4'), { visibility: 'public', caption: 'Seen' })
    const { page, context, requests } = await openPage(browser, shore.url)
    await visit(page, '/sign-in')
    await page.getByLabel('Handle').fill('alice')
    await page.getByLabel('Passphrase').fill(passphrase)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL('**/')
    await framesShown(page, 5)
    await page.keyboard.press('l')
    await page.getByRole('button', { name: 'Like 1', pressed: true }).waitFor()
    await visit(page, `/@alice/video/${id}`)
    await visit(page, '/@alice')
    await visit(page, '/posts')
    await page.locator('[data-state=ready]').waitFor()
    const known = requests.filter(({ isKnown }) => isKnown)
    expect(known.length).toBeGreaterThan(3)
    for (const { method, path } of known) expect(path, `${method} ${path} carried the session`).toMatch(/^\/api\//)
    const naming = known
      .filter(({ path }) => path.includes(id))
      .map(({ method, path }) => `${method} ${path.replace(id, ':id')}`)
    for (const request of naming) expect(request).toMatch(/^(PUT|POST|PATCH|DELETE) |^GET \/api\/videos\/:id$/)
    // Nothing goes to any other origin, ever.
    expect([...new Set(requests.map(({ origin }) => origin))]).toEqual([shore.url])
    await context.close()
  })

  it('every screen is clean for axe-core, in both languages and both themes, and is photographed', {
    timeout: 240_000,
  }, async () => {
    await using shore = await openShore({ transcoder: ownEngine(), people: ['alice'] })
    const { id } = await shore.people['alice']!.post(clip('web.mp4'), {
      visibility: 'public',
      caption: 'A clip with a #tag',
    })
    await shore.people['alice']!.post(clip('silent.mp4'), { visibility: 'public', caption: 'Another' })
    const broken = await shore.people['alice']!.post(fileOf('31.mp4', 'x'.repeat(31)))
    expect(broken.state).toBe('refused')
    const findings: string[] = []
    const small = { width: 320, height: 640 }
    // Both languages and both themes on either kind of screen, and the narrowest with the longer words.
    for (const [size, viewport, scheme, locale] of [
      ['phone', phone, 'light', 'en-US'],
      ['phone', phone, 'dark', 'fr-CA'],
      ['desktop', desktop, 'light', 'en-US'],
      ['desktop', desktop, 'dark', 'fr-CA'],
      ['small', small, 'light', 'fr-CA'],
    ] as const) {
      const { page, context, errors } = await openPage(browser, shore.url, {
        viewport,
        colorScheme: scheme,
        locale,
        bypassCSP: true,
        reducedMotion: 'reduce',
      })
      const look = async (name: string) => {
        findings.push(...(await axeFindings(page)).map(found => `${name} ${size} ${scheme}: ${found}`))
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
        if (wide) findings.push(`${name} ${size} ${scheme}: scrolls sideways`)
        writeFileSync(join(pictures, `${name}-${size}-${scheme}-${locale.slice(0, 2)}.png`), await page.screenshot())
      }
      for (const [name, path] of [
        ['feed', '/'],
        ['clip', `/@alice/video/${id}`],
        ['profile', '/@alice'],
        ['join', '/join'],
        ['sign-in', '/sign-in'],
        ['recover', '/recover'],
        ['about', '/about'],
        ['settings', '/settings'],
        ['missing', '/nothing'],
      ] as const) {
        await visit(page, path)
        await page.waitForTimeout(250)
        await look(name)
      }
      await page.goto(`/embed/${id}`)
      await look('embed')
      // The same account, signed in through the form.
      await visit(page, '/sign-in')
      await page.locator('input[name=handle]').fill('alice')
      await page.locator('input[name=passphrase]').fill(passphrase)
      await page.getByRole('button', { name: /^(Sign in|Se connecter)$/ }).click()
      await page.waitForURL('**/')
      for (const path of ['/create', '/posts', '/settings'] as const) {
        await visit(page, path)
        await page.waitForTimeout(400)
        await look(`own${path.replace('/', '-')}`)
      }
      expect(errors, `${size} ${scheme}`).toEqual([])
      await context.close()
    }
    expect(findings).toEqual([])
  })

  it('the feed obeys the keyboard, and a guest’s like stays on the device', { timeout: 60_000 }, async () => {
    await using shore = await openShore({ transcoder: ownEngine(), people: ['alice', 'bob'] })
    for (const person of ['alice', 'bob', 'alice'] as const)
      await shore.people[person]!.post(clip('web.mp4'), { visibility: 'public', caption: person })
    const { page, context, requests } = await openPage(browser, shore.url)
    await visit(page, '/')
    await framesShown(page, 4)
    const shownClip = () =>
      page.evaluate(() => {
        const shown = [...document.querySelectorAll('article')].find(
          one => Math.abs(one.getBoundingClientRect().top) < 60,
        )
        return shown?.dataset['place'] ?? 'end'
      })
    await page.keyboard.press('ArrowDown')
    await expect.poll(shownClip).toBe('1')
    await framesShown(page, 4)
    await page.keyboard.press('k')
    await expect.poll(shownClip).toBe('0')
    await page.keyboard.press(' ')
    await expect
      .poll(() => page.evaluate(() => [...document.querySelectorAll('video')].every(video => video.paused)))
      .toBe(true)
    await page.keyboard.press('l')
    await page.getByRole('button', { name: 'Like 1', pressed: true }).waitFor()
    expect(requests.filter(({ path, method }) => method !== 'GET' && path.startsWith('/api/'))).toEqual([])
    expect(await page.evaluate(() => JSON.parse(localStorage.getItem('onshore.likes') ?? '[]'))).toHaveLength(1)
    expect(await page.evaluate(() => document.querySelectorAll('video').length)).toBeLessThanOrEqual(4)
    await page.keyboard.press('End')
    await page.getByRole('heading', { name: 'You’re caught up' }).waitFor()
    await expect
      .poll(() => page.evaluate(() => [...document.querySelectorAll('video')].every(video => video.paused)))
      .toBe(true)
    await context.close()
  })
})

/** A `free` box: bytes that belong to an MP4 and mean nothing, to make a small clip a large file (ISO/IEC 14496-12 §8.1.2). */
function freeBox(bytes: number): Buffer {
  const box = Buffer.alloc(bytes)
  box.writeUInt32BE(bytes, 0)
  box.write('free', 4)
  return box
}
