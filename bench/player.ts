/** What the player's benches stand on: a shore full of clips, a bare page with the same files, a shaped network, a browser that swipes. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import type { Slate } from '../src/core/wire/slate.ts'
import type { OwnVideo, Rendition, Video } from '../src/core/wire/video.ts'
import { chooseRendition, shownShortSide } from '../src/web/player/rendition.ts'
import { openBrowser } from '../tests/harness/browser.ts'
import { drawn } from '../tests/harness/clips.ts'
import { Person } from '../tests/harness/person.ts'
import { type Served, serve } from '../tests/harness/serve.ts'

export const networks = {
  '10 Mbit/s, 70 ms': { rttMs: 70, bitsPerSecond: 10_000_000 },
  '3 Mbit/s, 150 ms': { rttMs: 150, bitsPerSecond: 3_000_000 },
} as const
export type Network = keyof typeof networks

const clipSeconds = 12
const clipCount = 34
const screen = { width: 390, height: 844 }
const pixelRatio = 2
const folder = join(import.meta.dirname, 'out/clips')
/** Made by the first bench that needs it, and used by all: remove it when what makes renditions has changed. */
const kept = join(folder, 'shore')

/** Clips of 12 s, 720x1280, 30 frames a second, about 1.7 Mbit/s, keyframes every 2 s; made once. */
function clipFiles(count: number): string[] {
  mkdirSync(folder, { recursive: true })
  const source = join(folder, `source-${count}.mp4`)
  const run = (args: string[]) => {
    const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-y', ...args], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`ffmpeg: ${stderr}`)
  }
  if (!existsSync(source)) {
    const seconds = clipSeconds + count * 2
    const picture = `testsrc2=s=720x1280:r=30:d=${seconds},noise=alls=14:allf=t`
    const encoder = ['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-pix_fmt', 'yuv420p']
    const rate = [
      '-b:v',
      '1600k',
      '-maxrate',
      '1700k',
      '-bufsize',
      '1700k',
      '-g',
      '60',
      '-keyint_min',
      '60',
      '-sc_threshold',
      '0',
    ]
    run([
      ...drawn(picture, `sine=f=220:d=${seconds}`),
      ...encoder,
      ...rate,
      '-c:a',
      'aac',
      '-ac',
      '2',
      '-b:a',
      '96k',
      source,
    ])
  }
  return Array.from({ length: count }, (_, i) => {
    const file = join(folder, `${count}-${i}.mp4`)
    if (!existsSync(file))
      run([
        '-ss',
        String(i * 2),
        '-i',
        source,
        '-t',
        String(clipSeconds),
        '-c',
        'copy',
        '-movflags',
        '+faststart',
        file,
      ])
    return file
  })
}

/** A program of the bench in a process of its own, that prints its port first. */
async function start(file: string, args: string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [port] = (await once(child.stdout!, 'data')) as [Buffer]
  return { child, url: `http://localhost:${Number(port.toString())}` }
}

export interface Line extends AsyncDisposable {
  url: string
  /** Bytes that have come through since the last time, by kind: `video`, `assets`, `page`, … */
  bytes(): Promise<Record<string, number>>
}

export async function shaped(upstream: string, network: Network): Promise<Line> {
  const { rttMs, bitsPerSecond } = networks[network]
  const { child, url } = await start('shaped-proxy.ts', [upstream, String(rttMs), String(bitsPerSecond)])
  return {
    url,
    async bytes() {
      child.stdin!.write('\n')
      const [line] = (await once(child.stdout!, 'data')) as [Buffer]
      return JSON.parse(line.toString()) as Record<string, number>
    },
    async [Symbol.asyncDispose]() {
      child.kill()
    },
  }
}

export interface Rig extends AsyncDisposable {
  ours: string
  bare(network: Network): string
  /** What the shore offers, in the order of the feed. */
  entries: Slate['entries']
  open(options?: { cpu?: number }): Promise<{ page: Page; context: BrowserContext; cdp: CDPSession }>
}

/** The rendition that a player settles on where the line carries this much, on the bench's screen. */
export const settledOn = (clip: Video, network: Network): Rendition =>
  chooseRendition(clip.renditions, {
    bitsPerSecond: networks[network].bitsPerSecond,
    savesData: false,
    shownShortSide: shownShortSide(clip, screen, pixelRatio),
  })!

/**
 * A shore with clips, every rendition of them made, and for each line a bare page with the same clips in the same order:
 * of each the file that a player settles on there.
 */
export async function openRig(): Promise<Rig> {
  const shore = await serve({ data: kept, isKept: true })
  await fill(shore)
  const { entries } = (await (await fetch(`${shore.url}/public/slate`)).json()) as Slate
  const served = join(folder, `served-${process.pid}`)
  const bare = new Map<Network, Awaited<ReturnType<typeof start>>>()
  for (const [index, network] of (Object.keys(networks) as Network[]).entries()) {
    const files = join(served, String(index))
    mkdirSync(files, { recursive: true })
    for (const [i, entry] of entries.entries()) {
      const reply = await fetch(shore.url + settledOn(entry, network).url)
      writeFileSync(join(files, `${i}.mp4`), Buffer.from(await reply.arrayBuffer()))
    }
    bare.set(network, await start('bare-server.ts', [files, String(entries.length)]))
  }
  const browser = await openBrowser({ isWhole: true })
  return {
    ours: shore.url,
    bare: network => bare.get(network)!.url,
    entries,
    async open({ cpu = 1 } = {}) {
      const context = await browser.newContext({
        viewport: screen,
        deviceScaleFactor: pixelRatio,
        hasTouch: true,
        isMobile: true,
        locale: 'en-US',
      })
      await context.addInitScript(watch)
      // The order of the bare page, to its end.
      await context.addInitScript(() => {
        localStorage.setItem('onshore.feed-order', '"same"')
        localStorage.setItem('onshore.stop-every', 'null')
      })
      const page = await context.newPage()
      const cdp = await context.newCDPSession(page)
      if (cpu > 1) await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpu })
      return { page, context, cdp }
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
      for (const { child } of bare.values()) child.kill()
      await shore[Symbol.asyncDispose]()
      spawnSync('rm', ['-rf', served])
    },
  }
}

/** Posts the clips at the first bench, and waits until every rendition of each is there: nothing works beside a bench. */
async function fill({ url, age }: Served): Promise<void> {
  const { entries } = (await (await fetch(`${url}/public/slate`)).json()) as Slate
  if (entries.length === clipCount) return
  if (entries.length > 0) throw new Error(`the kept shore of the bench is not whole; remove ${kept}`)
  process.stdout.write(`Posting ${clipCount} clips, and waiting for every rendition of them …\n`)
  // Nobody may post more than forty clips at once: a new person posts each thirty.
  let person = new Person(url)
  for (const [i, file] of clipFiles(clipCount).entries()) {
    if (i % 30 === 0) {
      person = await Person.join(url, `bench${i}`)
      // Accounts of today may upload little.
      await age()
    }
    await person.post(file, { visibility: 'public', caption: `Clip number ${i}` })
    for (;;) {
      const { body } = await person.ask<{ items: OwnVideo[] }>('GET', '/api/videos')
      if (body.items.every(({ finishedAt }) => finishedAt !== null)) break
      await pause(200)
    }
  }
  await pause(1500)
}

export interface Seen {
  /** Milliseconds from the end of a swipe to the first moving frame of another clip. */
  swipes: number[]
  /** Milliseconds from the start of the navigation to the first moving frame. */
  firstMs: number | null
  stalls: number
}

/** Runs in the page, in ours and in the bare one alike: it looks at the frames that the browser presents. */
export function watch(): void {
  const seen: Seen = { swipes: [], firstMs: null, stalls: 0 }
  Object.assign(window, { seen })
  let swipe: { at: number; from: string } | null = null
  let from = ''
  const shown = (video: HTMLVideoElement) => {
    const box = video.getBoundingClientRect()
    return box.top < innerHeight / 2 && box.bottom > innerHeight / 2
  }
  const known = new WeakSet<HTMLVideoElement>()
  const look = () => {
    for (const video of document.querySelectorAll('video')) {
      if (known.has(video)) continue
      known.add(video)
      let last = { source: '', time: -1 }
      let moved = ''
      const frame = (_now: number, { mediaTime }: VideoFrameCallbackMetadata) => {
        const source = video.currentSrc
        const hasMoved = last.source === source && mediaTime > last.time
        last = { source, time: mediaTime }
        if (hasMoved) {
          moved = source
          seen.firstMs ??= performance.now()
          if (swipe && source !== swipe.from && shown(video)) {
            seen.swipes.push(performance.now() - swipe.at)
            swipe = null
          }
        }
        video.requestVideoFrameCallback(frame)
      }
      video.requestVideoFrameCallback(frame)
      video.addEventListener('waiting', () => {
        if (moved === video.currentSrc && shown(video) && !video.seeking && video.currentTime > 0.2) seen.stalls++
      })
    }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  const current = () => [...document.querySelectorAll('video')].find(shown)?.currentSrc ?? ''
  // For browsers without a finger.
  Object.assign(window, { swipe: () => (swipe = { at: performance.now(), from: current() }) })
  addEventListener('touchstart', () => (from = current()), { capture: true, passive: true })
  addEventListener('touchend', () => (swipe = { at: performance.now(), from }), { capture: true, passive: true })
}

export const seenBy = (page: Page): Promise<Seen> => page.evaluate(() => (window as unknown as { seen: Seen }).seen)

/** One flick of a finger: up brings the next clip, down the one before. */
export async function flick(cdp: CDPSession, direction: 'up' | 'down' = 'up'): Promise<void> {
  const [start, step] = direction === 'up' ? [640, -50] : [220, 50]
  const sent: Promise<unknown>[] = []
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    sent.push(cdp.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: 160, y }] }))
  touch('touchStart', start)
  // Each step waits for the clock and not for the browser's answer: a finger does not slow down for a busy page.
  for (let i = 1; i <= 6; i++) {
    await pause(14)
    touch('touchMove', start + i * step)
  }
  touch('touchEnd')
  await Promise.all(sent)
}

export const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** The first clip moves, and what comes next has had a moment to arrive. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => (window as unknown as { seen: { firstMs: number | null } }).seen.firstMs !== null,
    null,
    {
      timeout: 30_000,
    },
  )
  await pause(2500)
}
