/** What the player's benches stand on: a shore full of clips, a bare page with the same files, a shaped network, a browser that swipes. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import type { Slate } from '../src/core/wire/slate.ts'
import { openBrowser } from '../tests/harness/browser.ts'
import { Person } from '../tests/harness/person.ts'
import { serve } from '../tests/harness/serve.ts'

export const networks = {
  '10 Mbit/s, 70 ms': { rttMs: 70, bitsPerSecond: 10_000_000 },
  '3 Mbit/s, 150 ms': { rttMs: 150, bitsPerSecond: 3_000_000 },
} as const
export type Network = keyof typeof networks

const clipSeconds = 12
const folder = join(import.meta.dirname, 'out/clips')

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
      '-f',
      'lavfi',
      '-i',
      picture,
      '-f',
      'lavfi',
      '-i',
      `sine=f=220:d=${seconds}`,
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
  bare: string
  open(options?: { cpu?: number }): Promise<{ page: Page; context: BrowserContext; cdp: CDPSession }>
}

/** A shore with `count` clips, and the bare page with the same bytes in the same order. */
export async function openRig(count: number): Promise<Rig> {
  process.stdout.write(`Posting ${count} clips …\n`)
  const shore = await serve()
  const files = clipFiles(count)
  // Nobody may post more than forty clips at once: a new person posts each thirty.
  let person = new Person(shore.url)
  for (const [i, file] of files.entries()) {
    if (i % 30 === 0) person = await Person.join(shore.url, `bench${i}`)
    await person.post(file, { visibility: 'public', caption: `Clip number ${i}` })
  }
  await new Promise(resolve => setTimeout(resolve, 1500))
  const { entries } = (await (await fetch(`${shore.url}/public/slate`)).json()) as Slate
  const served = join(folder, `served-${process.pid}`)
  mkdirSync(served, { recursive: true })
  for (const [i, entry] of entries.entries()) {
    const reply = await fetch(shore.url + entry.renditions.at(-1)!.url)
    writeFileSync(join(served, `${i}.mp4`), Buffer.from(await reply.arrayBuffer()))
  }
  const bare = await start('bare-server.ts', [served, String(entries.length)])
  const browser = await openBrowser()
  return {
    ours: shore.url,
    bare: bare.url,
    async open({ cpu = 1 } = {}) {
      const context = await browser.newContext({
        viewport: { width: 390, height: 844 },
        deviceScaleFactor: 2,
        hasTouch: true,
        isMobile: true,
        locale: 'en-US',
      })
      await context.addInitScript(watch)
      const page = await context.newPage()
      const cdp = await context.newCDPSession(page)
      if (cpu > 1) await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpu })
      return { page, context, cdp }
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
      bare.child.kill()
      await shore[Symbol.asyncDispose]()
      spawnSync('rm', ['-rf', served])
    },
  }
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
