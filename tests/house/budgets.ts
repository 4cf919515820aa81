/** Byte budgets, in brotli bytes, of what a browser loads. Raise a number here in the change that spends it, and say why there. */
import { brotliCompressSync } from 'node:zlib'
import { builtPages } from '../../src/server/adapters/tree/index.ts'
import { buildPages } from '../../src/server/main.ts'

const budgets = [
  { what: 'feed, before the first frame', entry: 'feed/FeedPage.tsx', limit: 40_000 },
  // 44,000 until uploads survived a reload: resuming, pausing and the words for it cost 900 bytes, none before the first frame.
  { what: 'posting form', entry: 'create/CreatePage.tsx', limit: 46_000 },
  { what: 'settings', entry: 'accounts/SettingsPage.tsx', limit: 44_000 },
  { what: 'embed', entry: 'embed.ts', limit: 15_000 },
] as const

await buildPages(() => process.stdout.write('Building the pages …\n'))
const pages = await builtPages()
if (!pages) throw new Error('the pages are not built')
let isOver = false
for (const { what, entry, limit } of budgets) {
  for (const language of ['en', 'fr'] as const) {
    const { scripts, preloads, styles } = pages.headOf(entry, language)
    const bytes = [...scripts, ...preloads, ...styles].reduce(
      (sum, path) => sum + brotliCompressSync(pages.assets.get(path)!.body).length,
      0,
    )
    if (bytes > limit) isOver = true
    process.stdout.write(`${bytes > limit ? 'OVER ' : ''}${what} (${language}): ${bytes} of ${limit} bytes\n`)
  }
}
if (isOver) process.exit(1)
