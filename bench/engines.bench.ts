import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { has, median } from './measure.ts'
import { openRig, pause, type Seen, shaped, watch } from './player.ts'
import type { Options, Row } from './run.ts'

const everyMs = 2000
const miniBrowser = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser'

/** One window of a browser: goes to an address and runs a script in the page. */
interface Window extends AsyncDisposable {
  go(url: string): Promise<void>
  run<T>(script: string): Promise<T>
}

/** Firefox by WebDriver BiDi (W3C), over its own WebSocket. */
async function firefox(): Promise<Window> {
  const profile = mkdtempSync(join(tmpdir(), 'bench-firefox-'))
  const quiet = [
    'app.update.enabled',
    'datareporting.policy.dataSubmissionEnabled',
    'browser.shell.checkDefaultBrowser',
  ]
  writeFileSync(join(profile, 'user.js'), quiet.map(name => `user_pref("${name}", false);\n`).join(''))
  const args = ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', profile, 'about:blank']
  const child = spawn('firefox-esr', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const address = await said(child, /WebDriver BiDi listening on (ws:\S+)/)
  const socket = new WebSocket(`${address}/session`)
  await new Promise(resolve => socket.addEventListener('open', resolve))
  const waiting = new Map<number, (reply: { result?: object; message?: string }) => void>()
  socket.addEventListener('message', ({ data }) => {
    const reply = JSON.parse(String(data)) as { id?: number; result?: object; message?: string }
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply)
  })
  let id = 0
  const send = <T>(method: string, params: object): Promise<T> =>
    new Promise((resolve, reject) => {
      waiting.set(++id, ({ result, message }) =>
        result ? resolve(result as T) : reject(new Error(`${method}: ${message}`)),
      )
      socket.send(JSON.stringify({ id, method, params }))
    })
  await send('session.new', { capabilities: {} })
  const tree = await send<{ contexts: { context: string }[] }>('browsingContext.getTree', {})
  const { context } = tree.contexts[0]!
  await send('browsingContext.setViewport', { context, viewport: { width: 390, height: 844 } })
  return {
    go: async url => void (await send('browsingContext.navigate', { context, url, wait: 'complete' })),
    async run<T>(script: string) {
      const expression = `JSON.stringify((() => { ${script} })() ?? null)`
      const reply = await send<{ result: { value: string } }>('script.evaluate', {
        expression,
        target: { context },
        awaitPromise: false,
      })
      return JSON.parse(reply.result.value) as T
    },
    async [Symbol.asyncDispose]() {
      child.kill()
      await new Promise(resolve => child.once('exit', resolve))
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

/** WebKitGTK's small browser by WebDriver, on a screen that nobody sees. */
async function webkit(): Promise<Window> {
  const port = await freePort()
  const child = spawn('xvfb-run', ['-a', 'WebKitWebDriver', `--port=${port}`], { stdio: 'ignore', detached: true })
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const reply = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const { value } = (await reply.json()) as { value: T & { error?: string; message?: string } }
    if (!reply.ok) throw new Error(`${path}: ${value.error} ${value.message}`)
    return value
  }
  const browser = { binary: miniBrowser, args: ['--automation'] }
  const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': browser } }
  for (let i = 0; i < 50 && !(await ask('GET', '/status').catch(() => null)); i++) await pause(100)
  const { sessionId } = await ask<{ sessionId: string }>('POST', '/session', { capabilities })
  await ask('POST', `/session/${sessionId}/window/rect`, { width: 420, height: 900 }).catch(() => undefined)
  return {
    go: url => ask('POST', `/session/${sessionId}/url`, { url }),
    run: <T>(script: string) => ask<T>('POST', `/session/${sessionId}/execute/sync`, { script, args: [] }),
    async [Symbol.asyncDispose]() {
      await ask('DELETE', `/session/${sessionId}`).catch(() => undefined)
      process.kill(-child.pid!, 'SIGTERM')
    },
  }
}

function said(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stderr!.setEncoding('utf8').on('data', (part: string) => {
      text += part
      const found = pattern.exec(text)?.[1]
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error(`ended before it was ready: ${text.slice(-400)}`)))
  })
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

/** A swipe without a finger, as desktops have none: the page's own scroller moves on smoothly by one clip. */
const scroll = `const feed = document.querySelector('[role=feed]')?.parentElement ?? document.querySelector('main')
  window.swipe(); feed.scrollBy({ top: feed.clientHeight, behavior: 'smooth' })`

async function swipes(window: Window, url: string, count: number): Promise<number[]> {
  await window.go(url)
  await window.run(`(${watch.toString()})()`)
  await pause(4000)
  for (let i = 0; i < count; i++) {
    await window.run(scroll)
    await pause(everyMs)
  }
  return (await window.run<Seen>('return window.seen')).swipes
}

const engines = {
  'Firefox ESR': { isThere: () => has('firefox-esr'), open: firefox },
  WebKitGTK: { isThere: () => has('WebKitWebDriver') && has('xvfb-run') && existsSync(miniBrowser), open: webkit },
} as const

/** The calm swipe in the other engines, where they are installed (firefox-esr; webkit2gtk-driver, xvfb): from the start of the scroll, printed only. */
export async function bench({ swipes: wanted = '12' }: Options): Promise<Row[]> {
  const count = Number(wanted)
  const there = Object.entries(engines).filter(([name, { isThere }]) => {
    if (!isThere()) process.stdout.write(`${name} is not installed, and is left out\n`)
    return isThere()
  })
  if (there.length === 0) return []
  await using rig = await openRig()
  await using ours = await shaped(rig.ours, '10 Mbit/s, 70 ms')
  await using bare = await shaped(rig.bare('10 Mbit/s, 70 ms'), '10 Mbit/s, 70 ms')
  const rows: Row[] = []
  for (const [name, { open }] of there) {
    await using window = await open()
    const mine = await swipes(window, ours.url, count)
    const theirs = await swipes(window, bare.url, count)
    const [value, ceiling] = [median(mine), median(theirs)]
    const row = (metric: string, value: number, unit: string, ceiling: number | null): Row => ({
      metric: `${name}, ${metric}`,
      value,
      unit,
      ceiling,
      ratio: ceiling ? value / ceiling : null,
      reach: null,
      reached: null,
    })
    rows.push(row('start of scroll to moving frame, p50', value, 'ms', ceiling))
    rows.push(row('swipes without a moving frame', count - mine.length, `/ ${count}`, count - theirs.length))
  }
  return rows
}
