import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Act, actTable } from '../../src/web/feed/acts.ts'
import { axeFindings, desktop, framesShown, openBrowser, openPage, phone, visit } from '../harness/browser.ts'
import { clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')
const pictures = join(import.meta.dirname, '../out/screens')

const said = 'WEBVTT\n\n00:00.000 --> 00:01.500\nThe first <i>line</i>.\n\n00:01.500 --> 00:09.000\nThe second line.\n'

/** A shore with `count` clips of three people, all with captions; newest first, as the feed shows them. */
async function openFull(count: number): Promise<TestShore & { ids: string[] }> {
  const shore = await openShore({ people: ['ada', 'ben', 'cleo'] })
  const ids: string[] = []
  for (let i = 0; i < count; i++) {
    const person = shore.people[['ada', 'ben', 'cleo'][i % 3]!]!
    const { id } = await person.post(clip('web.mp4'), { visibility: 'public', caption: `Clip number ${i} #tag` })
    await shore.caption(id, 'en', said)
    ids.unshift(id)
  }
  // The slate is made at most twice a second.
  await new Promise(resolve => setTimeout(resolve, 1100))
  return Object.assign(shore, { ids })
}

const shown = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const one = [...document.querySelectorAll('article')].find(
      article => Math.abs(article.getBoundingClientRect().top) < 60,
    )
    return one?.dataset['place'] ?? 'end'
  })
/** The video on the screen: what its element says of itself. */
const playing = (page: Page) =>
  page.evaluate(() => {
    const middle = innerHeight / 2
    const video = [...document.querySelectorAll('video')].find(
      one => one.getBoundingClientRect().top < middle && one.getBoundingClientRect().bottom > middle,
    )
    return video
      ? {
          clip: video.dataset['clip'],
          isPaused: video.paused,
          isMuted: video.muted,
          rate: video.playbackRate,
          at: video.currentTime,
        }
      : null
  })
const stage = (page: Page) => page.locator('article > div:not([inert])')
const dialog = (page: Page) => page.locator('dialog[open]')
const touch = { viewport: phone, hasTouch: true, isMobile: true }

describe.skipIf(missing !== '')(`the player${missing && ` [${missing}]`}`, () => {
  let browser: Browser
  let shore: TestShore & { ids: string[] }
  beforeAll(async () => {
    browser = await openBrowser()
    mkdirSync(pictures, { recursive: true })
    shore = await openFull(7)
  })
  afterAll(async () => {
    await browser?.close()
    await shore?.[Symbol.asyncDispose]()
  })

  it('every act in the one table is done by its keys alone, and the help shows each of them', {
    timeout: 120_000,
  }, async () => {
    const { page, context, errors } = await openPage(browser, shore.url, { viewport: desktop })
    await visit(page, '/')
    await framesShown(page, 3)
    const pressed = (name: string) => stage(page).getByRole('button', { name, pressed: true })
    const closing = async () => {
      await page.keyboard.press('Escape')
      await expect.poll(() => page.locator('dialog').count()).toBe(0)
    }
    const pausedAt = async () => {
      if (!(await playing(page))!.isPaused) await page.keyboard.press(' ')
      return (await playing(page))!.at
    }
    /** What each act does, looked at from outside. The key has just been pressed. */
    const shows: Record<Act, () => Promise<unknown>> = {
      next: () => expect.poll(() => shown(page)).toBe('1'),
      previous: () => expect.poll(() => shown(page)).toBe('0'),
      last: () => expect.poll(() => shown(page)).toBe('end'),
      first: () => expect.poll(() => shown(page)).toBe('0'),
      toggle: () => expect.poll(async () => (await playing(page))?.isPaused).toBe(true),
      forward: async () => expect(await pausedAt()).toBeGreaterThan(0.4),
      back: async () => expect(await pausedAt()).toBeLessThan(2.6),
      slower: () => expect.poll(async () => (await playing(page))!.rate).toBe(0.75),
      faster: () => expect.poll(async () => (await playing(page))!.rate).toBe(1),
      mute: () => expect.poll(async () => (await playing(page))!.isMuted).toBe(false),
      captions: () =>
        expect
          .poll(() =>
            stage(page)
              .getByRole('button', { name: /Captions/, pressed: false })
              .count(),
          )
          .toBe(1),
      transcript: async () => {
        await dialog(page).getByText('The second line.').waitFor()
        await closing()
      },
      like: () => pressed('Like 1').waitFor(),
      save: () => pressed('Save 1').waitFor(),
      fullscreen: async () => {
        await expect.poll(() => page.evaluate(() => document.fullscreenElement !== null)).toBe(true)
        await page.keyboard.press('f')
        await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBe(null)
      },
      picture: async () => {
        // Headless Chromium has no window to float; the refusal is said, or the picture is there.
        const isThere = () => page.evaluate(() => document.pictureInPictureElement !== null)
        const isSaid = async () => (await page.getByText('This browser cannot do that').count()) > 0
        await expect.poll(async () => (await isThere()) || (await isSaid())).toBe(true)
        if (await isThere()) await page.keyboard.press('p')
      },
      comments: async () => {
        await dialog(page).getByText('Nobody has said anything yet.').waitFor()
        await closing()
      },
      share: async () => {
        await dialog(page).getByRole('button', { name: 'Copy link' }).waitFor()
        await closing()
      },
      menu: async () => {
        await dialog(page).getByText('Speed').waitFor()
        await closing()
      },
      figures: async () => {
        await page.getByText('Nothing of this is kept or sent.').waitFor()
        await page.keyboard.press('d')
      },
      help: async () => {
        for (const { act } of actTable)
          expect(await dialog(page).locator('tr').count(), act).toBeGreaterThan(actTable.length)
        expect(await dialog(page).locator('table').first().locator('tr').count()).toBe(actTable.length)
        await closing()
      },
      leaveBefore: () =>
        expect.poll(() => page.evaluate(() => document.activeElement!.closest('nav') !== null)).toBe(true),
      leaveAfter: () =>
        expect.poll(() => page.evaluate(() => document.activeElement!.closest('aside') !== null)).toBe(true),
    }
    // In an order in which each finds what it needs: "previous" after "next", "first" after "last", "faster" after "slower".
    const order: Act[] = [
      'next',
      'previous',
      'last',
      'first',
      'toggle',
      'forward',
      'back',
      'slower',
      'faster',
      'mute',
      'captions',
    ]
    const rest = actTable.map(({ act }) => act).filter(act => !order.includes(act))
    for (const act of [...order, ...rest]) {
      const { keys } = actTable.find(one => one.act === act)!
      await page.keyboard.press(keys[0])
      await shows[act]().catch((error: Error) => {
        throw new Error(`${act}: ${error.message}`)
      })
    }
    // The other keys of an act do the same.
    await page.keyboard.press('j')
    await shows.next()
    await page.keyboard.press('PageUp')
    await shows.previous()
    expect(errors).toEqual([])
    await context.close()
  })

  it('single letters can be switched off, and are left alone in a text field', async () => {
    const { page, context } = await openPage(browser, shore.url, { viewport: desktop })
    await visit(page, '/')
    await framesShown(page, 3)
    await page.keyboard.press('?')
    await dialog(page).getByLabel('Single letters act as keys').uncheck()
    await page.keyboard.press('Escape')
    await page.keyboard.press('m')
    expect((await playing(page))!.isMuted).toBe(true)
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => shown(page)).toBe('1')
    await context.close()
  })

  it('the first key after a sheet counts, though the focus leaves the sheet with the next frame only', async () => {
    const { page, context } = await openPage(browser, shore.url, { viewport: desktop })
    await visit(page, '/')
    await framesShown(page, 3)
    await page.keyboard.press('?')
    await dialog(page).getByLabel('Single letters act as keys').focus()
    const isTaken = await page.evaluate(() => {
      document.querySelector('dialog')!.close()
      const key = new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true })
      return !document.activeElement!.dispatchEvent(key)
    })
    expect(isTaken).toBe(true)
    await expect.poll(() => shown(page)).toBe('1')
    await context.close()
  })

  it('a tap turns the sound on once and pauses after that; two taps like at the finger; holding opens the menu, or hurries at the edge', async () => {
    const { page, context } = await openPage(browser, shore.url, touch)
    await visit(page, '/')
    await framesShown(page, 3)
    await stage(page).getByText('Tap for sound').waitFor()
    await page.touchscreen.tap(160, 300)
    await expect.poll(async () => (await playing(page))!.isMuted).toBe(false)
    expect((await playing(page))!.isPaused).toBe(false)
    await page.touchscreen.tap(160, 300)
    await expect.poll(async () => (await playing(page))!.isPaused).toBe(true)
    await page.touchscreen.tap(160, 300)
    await expect.poll(async () => (await playing(page))!.isPaused).toBe(false)

    await page.touchscreen.tap(150, 320)
    await page.touchscreen.tap(150, 320)
    await stage(page).getByRole('button', { name: 'Like 1', pressed: true }).waitFor()
    const drop = await page.locator('[class*=_drop_]').evaluate(one => (one as HTMLElement).style.translate)
    expect(drop).toBe('150px 320px')
    expect((await playing(page))!.isPaused).toBe(false)
    // Twice more never takes a like back.
    await page.waitForTimeout(400)
    await page.touchscreen.tap(150, 320)
    await page.touchscreen.tap(150, 320)
    await page.waitForTimeout(400)
    expect(await stage(page).getByRole('button', { name: 'Like 1', pressed: true }).count()).toBe(1)

    const cdp = await context.newCDPSession(page)
    const press = (x: number) =>
      cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y: 330 }] })
    const release = () => cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await press(20)
    await expect.poll(async () => (await playing(page))!.rate).toBe(2)
    await page.getByText('2× while held').waitFor()
    await release()
    await expect.poll(async () => (await playing(page))!.rate).toBe(1)
    expect((await playing(page))!.isPaused).toBe(false)
    await press(190)
    await dialog(page).getByText('Speed').waitFor()
    await release()
    // Back closes a sheet, and not the page.
    await page.goBack()
    await expect.poll(() => page.locator('dialog').count()).toBe(0)
    expect(new URL(page.url()).pathname).toBe('/')
    await framesShown(page, 2)
    await context.close()
  })

  it('the line of time shows the frame and the moment under the finger, and goes there', async () => {
    const { page, context, requests } = await openPage(browser, shore.url, { viewport: desktop })
    await visit(page, '/')
    await framesShown(page, 3)
    const line = (await page.getByLabel('Position in the clip').boundingBox())!
    const pictures = requests.length
    await page.mouse.move(line.x + line.width * 0.7, line.y + line.height - 8)
    await page.getByText('0:02 / 0:03').waitFor()
    const frame = await page.locator('[class*=frame]').evaluate(one => getComputedStyle(one).backgroundImage)
    expect(frame).toMatch(/\/media\/[0-9a-f]{64}/)
    await expect.poll(() => requests.length).toBeGreaterThan(pictures)
    await page.keyboard.press(' ')
    await page.mouse.click(line.x + line.width * 0.7, line.y + line.height - 8)
    const { at } = (await playing(page))!
    expect(at).toBeGreaterThan(1.9)
    expect(at).toBeLessThan(2.3)
    await context.close()
  })

  it('captions are drawn as the viewer chose, and the transcript leads to each line', async () => {
    const { page, context } = await openPage(browser, shore.url, { viewport: desktop })
    await visit(page, '/settings')
    await page.getByLabel('Very large').check()
    await page.getByLabel('Yellow').check()
    await page.getByLabel('Black').check()
    await visit(page, '/')
    await framesShown(page, 3)
    const cue = page.locator('article [data-size] span')
    await cue.first().waitFor()
    const style = await cue.first().evaluate(one => {
      const { fontSize, color, backgroundColor } = getComputedStyle(one)
      return { fontSize, color, backgroundColor, html: one.innerHTML }
    })
    expect(style.fontSize).toBe('26.25px')
    expect(style.color).not.toBe(await page.evaluate(() => getComputedStyle(document.querySelector('article')!).color))
    expect(style.backgroundColor).toMatch(/^\w+\(0 0 0\)$|^rgb\(0, 0, 0\)$/)
    await page.keyboard.press('t')
    await expect.poll(() => cue.count()).toBe(0)
    await page.keyboard.press(' ')
    await page.keyboard.press('r')
    await dialog(page)
      .getByRole('button', { name: /The second line/ })
      .click()
    await expect.poll(async () => (await playing(page))!.at).toBeCloseTo(1.5, 1)
    await page.keyboard.press('Escape')
    await context.close()
  })

  it('Back returns to the same clip, from a profile and from a grid that was scrolled', async () => {
    const { page, context } = await openPage(browser, shore.url)
    await visit(page, '/')
    await framesShown(page, 3)
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => shown(page)).toBe('1')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => shown(page)).toBe('2')
    const { clip: left } = (await playing(page))!
    await page.waitForTimeout(700)
    await page.locator('article[data-place="2"] a').first().click()
    await page.getByRole('heading', { level: 1, name: /ada|ben|cleo/ }).waitFor()
    await page.goBack()
    await expect.poll(async () => (await playing(page))?.clip).toBe(left)
    expect(await shown(page)).toBe('2')
    await framesShown(page, 3)

    await page.getByRole('link', { name: 'Explore' }).click()
    await page.getByRole('heading', { name: 'Explore' }).waitFor()
    const cells = page.locator('main li a')
    await expect.poll(() => cells.count()).toBe(7)
    await page.evaluate(() => scrollTo(0, 200))
    await page.waitForTimeout(200)
    await cells.nth(4).click()
    await expect.poll(async () => (await playing(page))?.clip).toBe(shore.ids[4])
    expect(new URL(page.url()).pathname).toContain(shore.ids[4])
    await framesShown(page, 5)
    // The feed goes on in the grid's order, and the address goes with it.
    await page.keyboard.press('ArrowDown')
    await expect.poll(async () => (await playing(page))?.clip).toBe(shore.ids[5])
    await expect.poll(() => new URL(page.url()).pathname).toContain(shore.ids[5])
    await page.goBack()
    await page.getByRole('heading', { name: 'Explore' }).waitFor()
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThanOrEqual(200)
    await context.close()
  })

  it('a clip under a resting mouse or a held finger shows itself moving, unless motion or data are to be spared', async () => {
    const { page, context } = await openPage(browser, shore.url, { viewport: desktop })
    await visit(page, '/explore')
    const cell = page.locator('main li a').nth(2)
    await cell.hover()
    await expect
      .poll(() => cell.locator('video').evaluateAll(([one]) => (one as HTMLVideoElement)?.currentTime ?? 0))
      .toBeGreaterThan(0)
    await page.mouse.move(2, 2)
    await expect.poll(() => page.locator('main video').count()).toBe(0)
    await context.close()

    const held = await openPage(browser, shore.url, touch)
    await visit(held.page, '/explore')
    const box = (await held.page.locator('main li a').nth(1).boundingBox())!
    const cdp = await held.context.newCDPSession(held.page)
    const touchPoints = [{ x: box.x + 40, y: box.y + 60 }]
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints })
    await held.page.locator('main video').waitFor()
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await held.page.waitForTimeout(300)
    expect(new URL(held.page.url()).pathname).toBe('/explore')
    await held.context.close()

    const calm = await openPage(browser, shore.url, { viewport: desktop, reducedMotion: 'reduce' })
    await visit(calm.page, '/explore')
    await calm.page.locator('main li a').nth(2).hover()
    await calm.page.waitForTimeout(500)
    expect(await calm.page.locator('main video').count()).toBe(0)
    await calm.context.close()
  })

  it('never more than two clips are loaded ahead, one where data is saved, and four elements are all there ever are', async () => {
    const { page, context } = await openPage(browser, shore.url)
    const loaded = () =>
      page.evaluate(() => [...new Set([...document.querySelectorAll('video')].map(one => one.dataset['clip']))].length)
    await visit(page, '/')
    await framesShown(page, 10)
    await page.waitForTimeout(700)
    expect(await loaded()).toBe(3)
    const first = await page.evaluate(() => {
      const all = [...document.querySelectorAll('video')]
      Object.assign(window, { all })
      return all.length
    })
    expect(first).toBeLessThanOrEqual(4)
    for (let i = 1; i < 6; i++) {
      await page.keyboard.press('ArrowDown')
      await expect.poll(() => shown(page)).toBe(String(i))
    }
    await page.waitForTimeout(500)
    const same = await page.evaluate(() => {
      const { all } = window as unknown as { all: HTMLVideoElement[] }
      const now = [...document.querySelectorAll('video')]
      return { count: now.length, kept: all.filter(one => now.includes(one)).length }
    })
    expect(same.count).toBeLessThanOrEqual(4)
    expect(same.kept).toBeGreaterThanOrEqual(2)
    await context.close()

    const sparing = await openPage(browser, shore.url)
    await visit(sparing.page, '/settings')
    await sparing.page.getByLabel(/Save data/).check()
    await visit(sparing.page, '/')
    await framesShown(sparing.page, 10)
    await sparing.page.waitForTimeout(700)
    const ahead = await sparing.page.evaluate(() =>
      [...document.querySelectorAll('video')].map(one => one.dataset['clip']).filter(Boolean),
    )
    expect(new Set(ahead).size).toBe(2)
    await sparing.context.close()
  })

  it('a page that is hidden plays nothing, and goes on when it is seen again, unless it was paused', async () => {
    const { page, context } = await openPage(browser, shore.url)
    await visit(page, '/')
    await framesShown(page, 3)
    const hide = (isHidden: boolean) =>
      page.evaluate(value => {
        Object.defineProperty(document, 'hidden', { value, configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))
      }, isHidden)
    await hide(true)
    await expect.poll(async () => (await playing(page))!.isPaused).toBe(true)
    await hide(false)
    await expect.poll(async () => (await playing(page))!.isPaused).toBe(false)
    await page.keyboard.press(' ')
    await hide(true)
    await hide(false)
    await page.waitForTimeout(300)
    expect((await playing(page))!.isPaused).toBe(true)
    await context.close()
  })

  it('pulling down at the first clip loads the feed anew; pulling a little, or further down, does not', async () => {
    const { page, context, requests } = await openPage(browser, shore.url, touch)
    await visit(page, '/')
    await framesShown(page, 3)
    const asked = () => requests.filter(({ path }) => path.startsWith('/public/slate')).length
    const cdp = await context.newCDPSession(page)
    const pull = async (px: number) => {
      const at = (y: number) => [{ x: 190, y }]
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(200) })
      for (let y = 200; y <= 200 + px; y += 20)
        await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(y) })
      const pulled = await page.evaluate(() => document.querySelector<HTMLElement>('[data-pull]')?.dataset['pull'])
      await cdp.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
      await page.waitForTimeout(600)
      return pulled
    }
    const before = asked()
    expect(await pull(80)).toBe('some')
    expect(asked()).toBe(before)
    expect(await pull(260)).toBe('enough')
    await expect.poll(asked).toBe(before + 1)
    await expect.poll(() => page.locator('[data-pull]').count()).toBe(0)
    expect(await shown(page)).toBe('0')
    await framesShown(page, 2)

    await page.locator('article[data-place="2"]').scrollIntoViewIfNeeded()
    await expect.poll(() => shown(page)).toBe('2')
    await pull(260)
    expect(asked()).toBe(before + 1)
    await context.close()
  })

  it('the screen stays on while a clip plays, and no longer; the device is told what plays and may steer it', async () => {
    const { page, context } = await openPage(browser, shore.url)
    // A browser without a screen grants no lock: what the page asks for and gives back is what can be seen here.
    await page.addInitScript(() => {
      const held = new Set<object>()
      Object.assign(window, { held })
      Object.defineProperty(navigator, 'wakeLock', {
        value: {
          async request() {
            const one = {
              released: false,
              async release() {
                one.released = true
                held.delete(one)
              },
            }
            held.add(one)
            return one
          },
        },
      })
      const handlers: Record<string, unknown> = {}
      Object.assign(window, { handlers })
      navigator.mediaSession.setActionHandler = (name, act) => {
        handlers[name] = act
      }
    })
    await visit(page, '/')
    await framesShown(page, 3)
    const locks = () => page.evaluate(() => (window as unknown as { held: Set<object> }).held.size)
    const steer = (name: string) =>
      page.evaluate(act => (window as unknown as { handlers: Record<string, () => void> }).handlers[act]!(), name)
    await expect.poll(locks).toBe(1)
    expect(await page.evaluate(() => navigator.mediaSession.metadata?.title)).toBe('Clip number 6 #tag')
    await steer('pause')
    await expect.poll(async () => (await playing(page))!.isPaused).toBe(true)
    await expect.poll(locks).toBe(0)
    await steer('play')
    await expect.poll(locks).toBe(1)
    await steer('nexttrack')
    await expect.poll(() => shown(page)).toBe('1')
    await expect.poll(() => page.evaluate(() => navigator.mediaSession.metadata?.title)).toBe('Clip number 5 #tag')
    expect(await locks()).toBe(1)
    await context.close()
  })

  it('with less motion nothing starts by itself: poster and play button, by the device or by the setting', async () => {
    for (const options of [{ reducedMotion: 'reduce' as const }, {}]) {
      const { page, context } = await openPage(browser, shore.url, options)
      if (!('reducedMotion' in options)) {
        await visit(page, '/settings')
        await page.getByLabel(/Less: clips wait/).check()
      }
      await visit(page, '/')
      await page.waitForTimeout(600)
      expect((await playing(page))!.isPaused).toBe(true)
      await page.getByRole('button', { name: 'Play' }).first().click()
      await framesShown(page, 3)
      await context.close()
    }
  })

  it('a clip that is gone says so and leads on; a lost network says so and plays after a retry', async () => {
    const { page, context } = await openPage(browser, shore.url)
    let isCut = true
    const gone = '00000000-0000-7000-8000-000000000000'
    await page.route('**/media/**', route =>
      isCut && route.request().resourceType() === 'media' ? route.abort('connectionreset') : route.continue(),
    )
    await page.route('**/public/videos/**', route => (isCut ? route.abort('connectionreset') : route.continue()))
    await visit(page, '/')
    await page.getByRole('heading', { name: 'This clip has not arrived' }).waitFor()
    isCut = false
    await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click()
    await framesShown(page, 3)
    // The shore forgets the second clip between the slate and the swipe.
    await page.route('**/public/videos/**', route => route.continue({ url: `${shore.url}/public/videos/${gone}` }))
    await page.route('**/media/**', route =>
      route.request().resourceType() === 'media' ? route.fulfill({ status: 404 }) : route.continue(),
    )
    await page.reload()
    await page.getByRole('heading', { name: 'This clip is gone' }).waitFor()
    await page.getByRole('alert').getByRole('button', { name: 'Next clip' }).click()
    await expect.poll(() => shown(page)).toBe('1')
    await context.close()
  })

  it('what was chosen on this device holds before anything is drawn', async () => {
    const { page, context } = await openPage(browser, shore.url, { colorScheme: 'dark', locale: 'fr-CA' })
    await visit(page, '/settings')
    await page.getByLabel('Clair').check()
    await page.getByLabel('English').check()
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    // Without the program: only the document, its styles and the one script that its policy names.
    await page.route('**/assets/*.js', route => route.abort())
    await page.goto('/settings')
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('light')
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light')
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('nav')!).visibility)).toBe('hidden')
    await page.unroute('**/assets/*.js')
    await visit(page, '/settings')
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('nav')!).visibility)).toBe('visible')
    await context.close()
  })

  it('sheets, explore and states are clean for axe-core, and are photographed on every kind of screen', {
    timeout: 240_000,
  }, async () => {
    const findings: string[] = []
    for (const [name, options] of [
      ['phone-dark-en', { ...touch, colorScheme: 'dark' }],
      ['phone-light-fr', { ...touch, colorScheme: 'light', locale: 'fr-CA' }],
      ['small-light-fr', { ...touch, viewport: { width: 320, height: 640 }, colorScheme: 'light', locale: 'fr-CA' }],
      ['sideways-dark-en', { ...touch, viewport: { width: 844, height: 390 }, colorScheme: 'dark' }],
      ['tablet-light-en', { ...touch, viewport: { width: 820, height: 1180 }, colorScheme: 'light' }],
      ['desktop-light-en', { viewport: desktop, colorScheme: 'light' }],
      ['desktop-dark-fr', { viewport: desktop, colorScheme: 'dark', locale: 'fr-CA' }],
      ['forced-dark-en', { ...touch, colorScheme: 'dark', forcedColors: 'active' }],
    ] as const) {
      const { page, context, errors } = await openPage(browser, shore.url, {
        ...options,
        reducedMotion: 'reduce',
        bypassCSP: true,
      })
      const look = async (what: string) => {
        findings.push(...(await axeFindings(page)).map(found => `${what} ${name}: ${found}`))
        if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
          findings.push(`${what} ${name}: scrolls sideways`)
        writeFileSync(join(pictures, `player-${what}-${name}.png`), await page.screenshot())
      }
      await visit(page, '/')
      await page.waitForTimeout(300)
      await look('feed')
      for (const [what, key] of [
        ['menu', 'o'],
        ['help', '?'],
        ['transcript', 'r'],
      ] as const) {
        await page.keyboard.press(key)
        await dialog(page).locator('h2').waitFor()
        await page.waitForTimeout(250)
        await look(what)
        await page.keyboard.press('Escape')
        await expect.poll(() => page.locator('dialog').count()).toBe(0)
      }
      await page.keyboard.press('d')
      await page.waitForTimeout(700)
      await look('figures')
      await page.keyboard.press('End')
      await page.locator('section[data-place]').waitFor()
      await page.waitForTimeout(300)
      await look('end')
      await visit(page, '/explore')
      await page.locator('main li a').first().waitFor()
      await page.waitForTimeout(300)
      await look('explore')
      expect(errors, name).toEqual([])
      await context.close()
    }
    expect(findings).toEqual([])
  })

  it('every target in the feed, its sheets and explore is 44 pixels or more each way', async () => {
    const { page, context } = await openPage(browser, shore.url, touch)
    const small = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('a, button, input, label:has(input), summary')]
          .filter(one => one.checkVisibility() && !one.closest('[inert]') && !one.matches('label input, .only-spoken'))
          // Words of a sentence are as high as its line (WCAG 2.5.8, inline).
          .filter(one => !one.closest('[class*="aption"]'))
          .filter(one => !document.querySelector('dialog[open]') || one.closest('dialog'))
          .map(one => ({
            name: (one.textContent || one.ariaLabel || one.tagName).slice(0, 30),
            box: one.getBoundingClientRect(),
          }))
          .filter(({ box }) => box.bottom > 0 && box.top < innerHeight && (box.width < 43.5 || box.height < 43.5))
          .map(({ name, box }) => `${name} ${Math.round(box.width)}x${Math.round(box.height)}`),
      )
    const found: string[] = []
    await visit(page, '/')
    await framesShown(page, 2)
    found.push(...(await small()))
    for (const key of ['o', '?', 'r', 'c']) {
      await page.keyboard.press(key)
      await dialog(page).locator('h2').waitFor()
      await page.waitForTimeout(300)
      found.push(...(await small()))
      await page.keyboard.press('Escape')
      await expect.poll(() => page.locator('dialog').count()).toBe(0)
    }
    // The last sheet's step of the history is left a moment after it; it would take another page along.
    await page.waitForFunction(() => !(history.state as { sheet?: boolean } | null)?.sheet)
    await visit(page, '/explore')
    await page.locator('main li a').first().waitFor()
    found.push(...(await small()))
    expect(found).toEqual([])
    await context.close()
  })

  it('letters at 200 % and words 40 % longer lose nothing', { timeout: 120_000 }, async () => {
    const findings: string[] = []
    for (const [name, viewport, letters] of [
      ['phone-200', phone, 32],
      ['small-200', { width: 320, height: 640 }, 32],
      ['phone-pseudo', phone, 16],
      ['small-pseudo', { width: 320, height: 640 }, 16],
      ['desktop-pseudo', desktop, 16],
    ] as const) {
      const { page, context } = await openPage(browser, shore.url, { viewport, reducedMotion: 'reduce' })
      const cdp = await context.newCDPSession(page)
      await cdp.send('Page.setFontSizes' as never, { fontSizes: { standard: letters, fixed: letters } } as never)
      if (name.endsWith('pseudo'))
        await page.route('**/assets/en-*.js', async route => {
          const reply = await route.fetch()
          await route.fulfill({ response: reply, body: lengthened(await reply.text()) })
        })
      for (const [what, path] of [
        ['feed', '/'],
        ['explore', '/explore'],
        ['settings', '/settings'],
        ['join', '/join'],
        ['create', '/create'],
        ['profile', '/@ada'],
      ] as const) {
        await visit(page, path)
        await page.waitForTimeout(400)
        writeFileSync(join(pictures, `long-${what}-${name}.png`), await page.screenshot())
        if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth))
          findings.push(`${what} ${name}: scrolls sideways`)
        findings.push(...(await cutWords(page)).map(words => `${what} ${name}: cut "${words}"`))
        if (name.endsWith('pseudo')) expect(await page.locator('nav').first().textContent(), what).toContain('~')
      }
      await context.close()
    }
    expect(findings).toEqual([])
  })
})

/** Makes every sentence of a built catalog two fifths longer, its places for facts untouched. */
function lengthened(module: string): string {
  const longer = (text: string): string =>
    /\p{L}/u.test(text) ? `${text}${' ~~~~'.repeat(Math.ceil(text.trim().length * 0.08))}` : text
  const each = (part: unknown): unknown => (typeof part === 'string' ? longer(part) : part)
  const [, before, payload, after] = /^([\s\S]*?JSON\.parse\(`)([\s\S]*)(`\)[\s\S]*)$/.exec(module) ?? []
  if (payload === undefined) throw new Error(`the catalog is not built as expected: ${module.slice(0, 80)}`)
  // The text of a template literal: what it says once read.
  const read = JSON.parse(payload.replaceAll('\\\\', '\\').replaceAll('\\`', '`')) as Record<string, unknown[]>
  const long = Object.fromEntries(
    Object.entries(read).map(([key, parts]) => [key, Array.isArray(parts) ? parts.map(each) : each(parts)]),
  )
  return `${before}${JSON.stringify(long).replaceAll('\\', '\\\\').replaceAll('`', '\\`')}${after}`
}

/** Words of controls and headings that are cut off or lie outside the screen. Captions of clips may be clamped. */
function cutWords(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('h1, h2, button, label, legend, nav a span, [role=status] span')]
      .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.closest('.only-spoken, [inert]'))
      .filter(one => {
        const style = getComputedStyle(one)
        if (style.clipPath !== 'none') return false
        const box = one.getBoundingClientRect()
        const isCut = style.overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1
        return isCut || (box.width > 0 && (box.left < -1 || box.right > innerWidth + 1))
      })
      .map(one => (one.textContent ?? '').trim().slice(0, 60)),
  )
}
