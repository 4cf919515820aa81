import { join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { openBrowser } from '../../tests/harness/browser.ts'
import { hasChromium } from '../../tests/harness/clips.ts'
import type { Times } from './speed.ts'

/**
 * The same measurement by the same modules in Chromium, its processor as it is or so many times slower (Chrome DevTools Protocol,
 * `Emulation.setCPUThrottlingRate`). Null where there is no Chromium.
 */
export async function timeRerankInChromium(slower: number): Promise<Times | null> {
  if (!hasChromium) return null
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'speed.ts'), formats: ['iife'], name: 'speed' },
    },
  })) as Rolldown.RolldownOutput[]
  const browser = await openBrowser()
  try {
    const page = await browser.newPage()
    await page.addScriptTag({ content: built[0]!.output[0].code })
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower })
    return await page.evaluate(() => (globalThis as unknown as { speed: { timeRerank(): Times } }).speed.timeRerank())
  } finally {
    await browser.close()
  }
}
