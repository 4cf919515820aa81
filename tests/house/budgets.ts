/**
 * Byte budgets, in brotli bytes, of what a browser loads. Raise a number here in the change that spends it, and say why there.
 * Scripts and styles are counted apart: it is the scripts that stand between the address and a page that answers.
 */
import { brotliCompressSync } from 'node:zlib'
import { builtPages } from '../../src/server/adapters/tree/index.ts'
import { buildPages } from '../../src/server/main.ts'

// Every page knows before anything plays whether the device is to be calm: 900 bytes of script. What is watched is measured and the
// order asked of the worker in the feed's own part, which other pages load too: 1,500.
// Official accounts have pages of their own; every page carries where they, their card and their words are: 400.
// Choosing a file is a part of its own, since posting stations choose one as well: 100 for the posting form. A refusal says in French what
// was wrong with a domain: 100 where refusals come with the page.
// Every page knows whether its network lets people act, what to leave out where it does not, and where the page and the words are that
// say so: 370.
const budgets = [
  { what: 'feed, before the first frame', entry: 'feed/FeedPage.tsx', scripts: 40_000, styles: 8_000 },
  { what: 'explore', entry: 'feed/ExplorePage.tsx', scripts: 48_300, styles: 9_000 },
  { what: 'posting form', entry: 'create/CreatePage.tsx', scripts: 59_000, styles: 9_400 },
  { what: 'settings', entry: 'accounts/SettingsPage.tsx', scripts: 59_000, styles: 9_500 },
] as const

await buildPages(() => process.stdout.write('Building the pages …\n'))
const pages = await builtPages()
if (!pages) throw new Error('the pages are not built')
let isOver = false
const weigh = (paths: readonly string[]): number =>
  paths.reduce((sum, path) => sum + brotliCompressSync(pages.assets.get(path)!.body).length, 0)

for (const { what, entry, ...limits } of budgets) {
  for (const language of ['en', 'fr'] as const) {
    const head = pages.headOf(entry, language)
    const bytes = { scripts: weigh([head.main, ...head.parts]), styles: weigh(head.styles) }
    for (const kind of ['scripts', 'styles'] as const) {
      if (bytes[kind] > limits[kind]) isOver = true
      const mark = bytes[kind] > limits[kind] ? 'OVER ' : ''
      process.stdout.write(`${mark}${what}, ${kind} (${language}): ${bytes[kind]} of ${limits[kind]} bytes\n`)
    }
  }
}

// A frame in somebody else's page is one document with everything in it: the test of the embed weighs it with a clip.
const embed = { ...pages.embed, limits: { script: 1_500, style: 1_200 } }
for (const part of ['script', 'style'] as const) {
  const bytes = brotliCompressSync(embed[part]).length
  if (bytes > embed.limits[part]) isOver = true
  process.stdout.write(`embed, ${part}: ${bytes} of ${embed.limits[part]} bytes\n`)
}
if (isOver) process.exit(1)
