import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { axeFindings, desktop, phone } from './browser.ts'

export const pictures = join(import.meta.dirname, '../out/screens')

/** Every page in both languages, both themes, and at the widths that people have. */
const looks = [
  { name: 'phone', viewport: phone, language: 'en', colorScheme: 'light' },
  { name: 'phone-dark-fr', viewport: phone, language: 'fr', colorScheme: 'dark' },
  { name: '320-fr', viewport: { width: 320, height: 640 }, language: 'fr', colorScheme: 'light' },
  { name: 'desktop-dark', viewport: desktop, language: 'en', colorScheme: 'dark' },
] as const

/** Opens it in each look: axe finds nothing, nothing is wider than the screen, and the picture is kept. */
export async function lookAt(page: Page, name: string, open: () => Promise<unknown>, isWhole = true): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  for (const look of looks) {
    await page.setViewportSize(look.viewport)
    await page.emulateMedia({ colorScheme: look.colorScheme })
    await page.evaluate(spoken => localStorage.setItem('onshore.language', JSON.stringify(spoken)), look.language)
    await open()
    expect(await axeFindings(page), `${name} ${look.name}`).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.viewport.width)
    const file = join(pictures, `institutions-${name}-${look.name}.png`)
    writeFileSync(file, await page.screenshot({ fullPage: isWhole }))
  }
  await page.setViewportSize(phone)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.evaluate(() => localStorage.setItem('onshore.language', '"en"'))
}
