import { join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { openBrowser } from '../../tests/harness/browser.ts'
import { hasChromium } from '../../tests/harness/clips.ts'
import type { Times } from './speed.ts'

/**
 * The same measurement by the same modules in Chromium, its processor so many times slower each time (Chrome DevTools Protocol,
 * `Emulation.setCPUThrottlingRate`; once is as it is). Nothing where there is no Chromium.
 */
export async function timeRerankInChromium(slower: readonly number[]): Promise<Times[]> {
  if (!hasChromium) return []
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'speed.ts'), formats: ['iife'], name: 'speed' },
    },
  })) as Rolldown.RolldownOutput[]
  const browser = await openBrowser({ isWhole: true })
  try {
    const page = await browser.newPage()
    await page.addScriptTag({ content: built[0]!.output[0].code })
    const devtools = await page.context().newCDPSession(page)
    const times: Times[] = []
    for (const rate of slower) {
      await devtools.send('Emulation.setCPUThrottlingRate', { rate })
      times.push(
        await page.evaluate(() => (globalThis as unknown as { speed: { timeRerank(): Times } }).speed.timeRerank()),
      )
    }
    return times
  } finally {
    await browser.close()
  }
}
