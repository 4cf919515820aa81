import { createServer } from 'node:http'
import { connect } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordAttack } from '../harness/attacks.ts'
import { openBrowser, visit } from '../harness/browser.ts'
import { clip, hasChromium, hasFfmpeg } from '../harness/clips.ts'
import type { Person } from '../harness/person.ts'
import { openShore, type TestShore } from '../harness/shore.ts'

const missing = [...(hasChromium ? [] : ['chromium']), ...(hasFfmpeg ? [] : ['ffmpeg'])].join(', ')

/** Script for every place that a text may come to stand in: markup, attributes, data blocks, noscript, titles, XML. */
const payloads = [
  '<img src=x onerror=fired()>',
  '"><img src=x onerror=fired()>',
  "'><svg onload=fired()>",
  '</script><script>fired()</script>',
  '</noscript><img src=x onerror=fired()>',
  '</title><img src=x onerror=fired()>',
  '<!--<script>--></script><img src=x onerror=fired()>',
  ']]><x:script xmlns:x="http://www.w3.org/1999/xhtml">fired()</x:script>',
  '&lt;img src=x onerror=fired()&gt;',
  '\u2028</iframe><script>fired()</script>',
] as const

/** A clip that carries a payload in every text there is around it. */
async function withPayload(shore: TestShore, id: string, payload: string): Promise<void> {
  const cue = `WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n${payload}\n`
  await shore.db.deleteFrom('video_files').where('video_id', '=', id).where('role', '=', 'captions').execute()
  await shore.caption(id, 'en', cue)
  await shore.db
    .updateTable('video_files')
    .set({ spoken: payload })
    .where('video_id', '=', id)
    .where('role', '=', 'captions')
    .execute()
  // Past every cleaning of what comes in: what is written to pages has to hold by itself.
  await shore.db
    .updateTable('videos')
    .set({ caption: payload, alt: payload, tags: [payload] })
    .where('id', '=', id)
    .execute()
  await shore.db.updateTable('accounts').set({ name: payload, bio: payload }).where('handle', '=', 'alice').execute()
  await shore.db.updateTable('comments').set({ text: payload }).where('video_id', '=', id).execute()
}

const hasFired = (page: Page) => page.evaluate(() => (window as unknown as { hasFired?: true }).hasFired === true)
/** A context in which no content policy helps: escaping alone has to hold. */
const unguarded = async (browser: Browser, base: string): Promise<BrowserContext> => {
  const context = await browser.newContext({ bypassCSP: true, baseURL: base })
  await context.addInitScript(() =>
    Object.assign(window, {
      fired() {
        Object.assign(window, { hasFired: true })
      },
    }),
  )
  return context
}

describe.skipIf(missing !== '')(`what goes out${missing && ` [${missing}]`}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  it('runs no script that stands in a caption, a name, a comment, a description or captions, in any view (A04)', {
    timeout: 300_000,
  }, async () => {
    await using shore = await openShore({ people: ['alice', 'bob'] })
    const { alice, bob } = shore.people as Record<'alice' | 'bob', Person>
    const { id } = await alice.post(clip('web.mp4'), { caption: 'x', visibility: 'public' })
    await bob.ask('POST', `/api/videos/${id}/comments`, { text: 'x' })
    const context = await unguarded(browser, shore.url)
    const page = await context.newPage()
    const views = [
      `/@alice/video/${id}`,
      '/@alice',
      '/explore',
      '/',
      `/embed/${id}`,
      '/public/accounts/alice/feed.atom',
      `/public/oembed?url=${encodeURIComponent(`${shore.url}/embed/${id}`)}`,
    ]
    let cases = 0
    let succeeded = 0
    let controls = 0
    let controlsSucceeded = 0
    for (const payload of payloads) {
      await withPayload(shore, id, payload)
      for (const view of views) {
        cases++
        await page.goto(view)
        await page.waitForTimeout(150)
        if (await hasFired(page)) succeeded++
      }
      // What other programs take out of it: the embed's code in a page of theirs, the data in the head, the text without a program.
      const { html } = (await (await fetch(shore.url + views.at(-1))).json()) as { html: string }
      const head = await (await fetch(shore.url + views[0], { headers: { accept: 'text/html' } })).text()
      const data = /<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/s.exec(head)![1]!
      expect(JSON.parse(data).description).toBe(payload)
      const plain = /<noscript>(?!<link)(.*?)<\/noscript>/s.exec(head)![1]!
      for (const markup of [html, plain]) {
        cases++
        await page.goto('about:blank')
        await page.setContent(`<main>${markup}</main>`)
        await page.waitForTimeout(100)
        const handlers = await page.evaluate(
          () => document.querySelectorAll('main script, main [onerror], main [onload]').length,
        )
        if ((await hasFired(page)) || handlers > 0) succeeded++
      }
    }
    // The control: the same page with the same payload, where what was escaped is written as it is.
    const controlled = payloads[1]
    await withPayload(shore, id, controlled)
    for (const view of [views[0]!, views[1]!, views[4]!]) {
      controls++
      await page.route(shore.url + view, async route => {
        const reply = await route.fetch()
        const body = (await reply.text())
          .replaceAll('&quot;>&lt;img src=x onerror=fired()>', controlled)
          .replaceAll('&quot;&gt;&lt;img src=x onerror=fired()&gt;', controlled)
        await route.fulfill({ response: reply, body })
      })
      await page.goto(view)
      await page.waitForTimeout(300)
      if (await hasFired(page)) controlsSucceeded++
      await page.unroute(shore.url + view)
    }
    await context.close()
    recordAttack({ id: 'A04-sharing', cases, controls, controlsSucceeded, succeeded })
    expect({ succeeded, controlsSucceeded }).toEqual({ succeeded: 0, controlsSucceeded: controls })
  })

  it('stands in its data block under the shore’s own policy, with Trusted Types on, and is reported by nothing', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const { id } = await shore.people['alice']!.post(clip('web.mp4'), { caption: payloads[3], visibility: 'public' })
    const context = await browser.newContext({ baseURL: shore.url })
    const page = await context.newPage()
    const faults: string[] = []
    page.on('console', message => message.type() === 'error' && faults.push(message.text()))
    page.on('pageerror', error => faults.push(String(error)))
    await visit(page, `/@alice/video/${id}`)
    await page.keyboard.press('e')
    await page.getByRole('dialog').getByRole('button', { name: 'QR code' }).click()
    await page.getByRole('dialog').locator('svg[role=img] path').waitFor()
    const text = await page.evaluate(() => document.querySelector('script[type="application/ld+json"]')!.textContent)
    expect(JSON.parse(text!).description).toBe(payloads[3])
    expect(faults.filter(fault => !/Permissions-Policy|Failed to load resource/.test(fault))).toEqual([])
    await context.close()
  })

  it('writes nothing of what was asked for: a host, an address or a size that is script comes back in no page (A03)', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const { id } = await shore.people['alice']!.post(clip('web.mp4'), { caption: 'x', visibility: 'public' })
    const raw = (path: string, host: string) =>
      new Promise<string>(resolve => {
        const socket = connect(shore.port, 'localhost', () =>
          socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/html\r\nConnection: close\r\n\r\n`),
        )
        let all = ''
        socket.on('data', bytes => (all += bytes)).on('close', () => resolve(all))
      })
    const hosts = ['"><script>fired()</script>', 'evil.example"onload="fired()', "'><img/src=x>", 'a b', '<x>']
    let cases = 0
    let succeeded = 0
    for (const host of hosts)
      for (const path of [
        `/@alice/video/${id}`,
        `/embed/${id}`,
        '/public/accounts/alice/feed.atom',
        `/public/oembed?url=${encodeURIComponent(`http://localhost/embed/${id}`)}`,
      ]) {
        cases++
        if ((await raw(path, host)).includes(host)) succeeded++
      }
    for (const payload of payloads)
      for (const path of [
        `/@alice/video/${id}?lang=${encodeURIComponent(payload)}`,
        `/@alice/video/${id}?before=${encodeURIComponent(payload)}`,
        `/@${encodeURIComponent(payload.replaceAll('/', '_'))}`,
        `/embed/${encodeURIComponent(payload.replaceAll('/', '_'))}`,
        `/public/oembed?url=${encodeURIComponent(payload)}&maxwidth=${encodeURIComponent(payload)}`,
        `/public/accounts/${encodeURIComponent(payload.replaceAll('/', '_'))}/feed.atom`,
      ]) {
        cases++
        const reply = await fetch(shore.url + path, { headers: { accept: 'text/html' } })
        const isPage = /html|xml/.test(reply.headers.get('content-type') ?? '')
        const text = await reply.text()
        if (isPage && text.includes(payload) && payload.startsWith('<')) succeeded++
      }
    // The control: a page that writes the host as it came.
    const naive = createServer((request, reply) =>
      reply.end(`<link rel="canonical" href="http://${request.headers.host}/">`),
    )
    await new Promise<void>(resolve => naive.listen(0, 'localhost', resolve))
    const echoed = await new Promise<string>(resolve => {
      const socket = connect((naive.address() as { port: number }).port, 'localhost', () =>
        socket.write(`GET / HTTP/1.1\r\nHost: ${hosts[0]}\r\nConnection: close\r\n\r\n`),
      )
      let all = ''
      socket.on('data', bytes => (all += bytes)).on('close', () => resolve(all))
    })
    naive.close()
    const controlsSucceeded = echoed.includes(hosts[0]!) ? 1 : 0
    recordAttack({ id: 'A03-sharing', cases, controls: 1, controlsSucceeded, succeeded })
    expect({ succeeded, controlsSucceeded }).toEqual({ succeeded: 0, controlsSucceeded: 1 })
  })

  it('fetches no address that it is given, and takes none of another shore for its own (A02)', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const { id } = await shore.people['alice']!.post(clip('web.mp4'), { caption: 'x', visibility: 'public' })
    let asked = 0
    const bait = createServer((_request, reply) => {
      asked++
      reply.end('{}')
    })
    await new Promise<void>(resolve => bait.listen(0, '127.0.0.1', resolve))
    const there = `127.0.0.1:${(bait.address() as { port: number }).port}`
    const { host } = new URL(shore.url)
    const tails = [`/@alice/video/${id}`, `/embed/${id}`]
    const addresses = tails.flatMap(tail => [
      `http://${there}${tail}`,
      `http://${host}@${there}${tail}`,
      `http://${there}#@${host}${tail}`,
      `http://${there}\\@${host}${tail}`,
      `//${there}${tail}`,
      `http://${host}.evil.example${tail}`,
      `http://evil-${host}${tail}`,
      `http://user:pass@${host}${tail}`,
      `javascript:fetch('http://${there}${tail}')`,
      `file:///etc/passwd?${host}${tail}`,
      `http://${there}/?url=http://${host}${tail}`,
      `http://ⓔvil.example${tail}`,
      `http://[::ffff:127.0.0.1]:${there.split(':')[1]}${tail}`,
      `http://${host}/redirect?to=http://${there}${tail}`,
      `http://${host}${tail}/../../../private`,
      `gopher://${host}${tail}`,
      `http://${host}\r\nHost: ${there}${tail}`,
    ])
    let succeeded = 0
    for (const address of addresses) {
      const reply = await fetch(`${shore.url}/public/oembed?url=${encodeURIComponent(address)}`)
      const text = await reply.text()
      if (reply.status === 200 || text.includes('<iframe')) succeeded++
    }
    await new Promise(resolve => setTimeout(resolve, 300))
    succeeded += asked
    // The control: whoever opens what it is given is led there, and the shore's own addresses are answered.
    await fetch(addresses[0]!)
    const own = await fetch(`${shore.url}/public/oembed?url=${encodeURIComponent(`${shore.url}${tails[0]}`)}`)
    const controlsSucceeded = asked + (own.status === 200 ? 1 : 0)
    bait.close()
    recordAttack({ id: 'A02-oembed', cases: addresses.length, controls: 2, controlsSucceeded, succeeded })
    expect({ succeeded, controlsSucceeded }).toEqual({ succeeded: 0, controlsSucceeded: 2 })
  })

  it('saves under a name that is a name, whatever the caption was, where a caption put into the header renames the file', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const { id } = await shore.people['alice']!.post(clip('web.mp4'), { caption: 'x', visibility: 'public' })
    const captions = [
      `a"; filename*=UTF-8''evil.exe; b="`,
      'a"; filename="evil.exe',
      "a\"; filename*=UTF-8''evil.exe",
      'a\r\nSet-Cookie: stolen=1\r\nX-Evil: 1',
      '../../evil.exe',
      '..\\..\\evil.exe',
      '\u202e4pm.exe',
      'CON',
      '%0d%0aX-Evil: 1',
      'evil.exe\u0000.mp4',
      '\ud83d\ude00'.repeat(300),
    ]
    const context = await browser.newContext({ acceptDownloads: true })
    const page = await context.newPage()
    const savedAs = async (address: string) => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.goto(address).catch(() => undefined)])
      return file.suggestedFilename()
    }
    let succeeded = 0
    for (const caption of captions) {
      await shore.db
        .updateTable('videos')
        .set({ caption: caption.replaceAll('\u0000', '') })
        .where('id', '=', id)
        .execute()
      const reply = await fetch(`${shore.url}/public/videos/${id}/download`)
      await reply.arrayBuffer()
      if (reply.headers.has('set-cookie') || reply.headers.has('x-evil')) succeeded++
      const name = await savedAs(`${shore.url}/public/videos/${id}/download`)
      if (!/^alice[\p{L}\p{M}\p{N}-]*\.mp4$/u.test(name)) succeeded++
    }
    const naive = createServer((_request, reply) =>
      reply.setHeader('content-disposition', `attachment; filename="${captions[0]}"`).end('x'),
    )
    await new Promise<void>(resolve => naive.listen(0, 'localhost', resolve))
    const name = await savedAs(`http://localhost:${(naive.address() as { port: number }).port}/clip.mp4`)
    naive.closeAllConnections()
    naive.close()
    await context.close()
    const controlsSucceeded = name.startsWith('evil.exe') ? 1 : 0
    recordAttack({ id: 'A19-download', cases: captions.length, controls: 1, controlsSucceeded, succeeded })
    expect({ succeeded, controlsSucceeded, name }).toEqual({ succeeded: 0, controlsSucceeded: 1, name })
  })

  it('shows nothing that follows from a clip to whom the clip is not shown, whoever asks (A16)', {
    timeout: 120_000,
  }, async () => {
    await using shore = await openShore({ people: ['alice', 'bob', 'mallory'] })
    const { alice, bob, mallory } = shore.people as Record<'alice' | 'bob' | 'mallory', Person>
    await bob.ask('PUT', '/api/accounts/alice/follow')
    const { id, video } = await alice.post(clip('web.mp4'), { caption: 'Nobody reads this', visibility: 'public' })
    await alice.ask('PUT', `/api/videos/${id}/captions/en`, {
      text: 'WEBVTT\n\n00:00.000 --> 00:01.000\nNobody hears this\n',
    })
    await bob.ask('POST', `/api/videos/${id}/comments`, { text: 'Nobody answers this' })
    const hash = video!.poster.split('/').at(-1)!
    const secret = new RegExp(`Nobody (reads|hears|answers) this|${hash}`)
    const derived = [
      `/@alice/video/${id}`,
      `/@alice/video/${id}?lang=fr`,
      `/embed/${id}`,
      `/public/oembed?url=${encodeURIComponent(`${shore.url}/@alice/video/${id}`)}`,
      `/public/videos/${id}/download`,
      '/public/accounts/alice/feed.atom',
      '/@alice',
      '/explore',
      '/',
    ]
    const isShown = async (path: string, who: Person) => {
      const reply = await fetch(shore.url + path, {
        headers: {
          accept: path.startsWith('/public') ? '*/*' : 'text/html',
          ...(who.cookie ? { cookie: who.cookie } : {}),
        },
      })
      const isFile = reply.headers.get('content-type') === 'video/mp4'
      return isFile || secret.test(await reply.text())
    }
    const everywhere = async () => {
      // A slate is looked at again after a second.
      await new Promise(resolve => setTimeout(resolve, 1200))
      const found: string[] = []
      for (const who of [shore.guest(), mallory, bob, alice])
        for (const path of derived) if (await isShown(path, who)) found.push(`${who.handle} ${path}`)
      return found
    }
    // The control: all of it is there while the clip is for everybody, but for lists where it is not listed.
    const controlsSucceeded = (await everywhere()).length
    expect(controlsSucceeded).toBe(derived.length * 4)
    let cases = 0
    let succeeded: string[] = []
    const hidden = async (change: () => Promise<unknown>) => {
      await change()
      cases += derived.length * 4
      succeeded = [...succeeded, ...(await everywhere())]
    }
    await hidden(() => alice.ask('PATCH', `/api/videos/${id}`, { visibility: 'private' }))
    await hidden(() => alice.ask('PATCH', `/api/videos/${id}`, { visibility: 'followers' }))
    await alice.ask('PATCH', `/api/videos/${id}`, { visibility: 'public' })
    await hidden(() =>
      shore.db.updateTable('accounts').set({ suspended_at: new Date() }).where('handle', '=', 'alice').execute(),
    )
    await shore.db.updateTable('accounts').set({ suspended_at: null }).where('handle', '=', 'alice').execute()
    await hidden(() => alice.ask('DELETE', `/api/videos/${id}`))
    recordAttack({
      id: 'A16-sharing',
      cases,
      controls: controlsSucceeded,
      controlsSucceeded,
      succeeded: succeeded.length,
    })
    expect(succeeded).toEqual([])
  })

  it('listens to no page around it, and is framed nowhere but as the embed (A08)', async () => {
    await using shore = await openShore({ people: ['alice'] })
    const { id } = await shore.people['alice']!.post(clip('web.mp4'), { caption: 'x', visibility: 'public' })
    const framed = [
      `/embed/${id}`,
      `/@alice/video/${id}`,
      '/@alice',
      '/settings',
      '/sign-in',
      '/public/accounts/alice/feed.atom',
      `/public/videos/${id}`,
      '/source.tar.gz',
      '/api/docs',
    ]
    const elsewhere = createServer((request, reply) =>
      reply
        .setHeader('content-type', 'text/html')
        .end(`<!doctype html><iframe src="${shore.url}${framed[Number(request.url!.slice(1))] ?? ''}"></iframe>`),
    )
    await new Promise<void>(resolve => elsewhere.listen(0, '127.0.0.1', resolve))
    const base = `http://127.0.0.1:${(elsewhere.address() as { port: number }).port}`
    const context = await browser.newContext()
    const page = await context.newPage()
    const isThere = () => page.frames().some(frame => frame.url().startsWith(shore.url))
    let succeeded = 0
    for (let place = 1; place < framed.length; place++) {
      await page.goto(`${base}/${place}`)
      await page.waitForTimeout(250)
      if (isThere()) succeeded++
    }
    // The control of framing: the embed is there. What is said to it changes nothing in it.
    await page.goto(`${base}/0`)
    const frame = page.frameLocator('iframe')
    await frame.getByRole('button', { name: 'Play' }).waitFor()
    let controlsSucceeded = isThere() ? 1 : 0
    const inside = page.frames().find(one => one.url().startsWith(shore.url))!
    const before = await inside.evaluate(() => document.documentElement.outerHTML)
    const shapes: unknown[] = [
      'play',
      { type: 'play' },
      { type: 'onshore:size', id, width: 1, height: 1 },
      { event: 'command', func: 'playVideo', args: '' },
      { method: 'play' },
      { context: 'player.js', method: 'play' },
      { type: 'navigate', url: 'javascript:alert(1)' },
      JSON.stringify({ event: 'command', func: 'playVideo' }),
      { __proto__: null, type: 'eval', code: 'document.body.remove()' },
      new Array(1000).fill('play'),
    ]
    const send = (shape: unknown) =>
      page.evaluate(said => document.querySelector('iframe')!.contentWindow!.postMessage(said, '*'), shape)
    for (const shape of shapes) await send(shape)
    await page.waitForTimeout(300)
    if ((await inside.evaluate(() => document.documentElement.outerHTML)) !== before) succeeded++
    // The control of messages: a frame that listens does what it is told.
    await inside.evaluate(() => addEventListener('message', () => document.querySelector('button')!.click()))
    await send(shapes[0])
    await page.waitForTimeout(300)
    if ((await inside.evaluate(() => document.documentElement.outerHTML)) !== before) controlsSucceeded++
    await context.close()
    elsewhere.closeAllConnections()
    elsewhere.close()
    const cases = framed.length - 1 + shapes.length
    recordAttack({ id: 'A08-embed', cases, controls: 2, controlsSucceeded, succeeded })
    expect({ succeeded, controlsSucceeded }).toEqual({ succeeded: 0, controlsSucceeded: 2 })
  })
})
