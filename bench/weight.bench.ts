import { brotliCompressSync } from 'node:zlib'
import { builtPages } from '../src/server/adapters/tree/index.ts'
import { buildPages } from '../src/server/main.ts'
import type { Row } from './run.ts'

/** Brotli bytes of the scripts and styles that the feed asks for, the program itself included although it waits for the first frame. */
export async function bench(): Promise<Row[]> {
  await buildPages(() => undefined)
  const pages = await builtPages()
  if (!pages) throw new Error('the pages are not built')
  const weigh = (paths: readonly string[]) =>
    paths.reduce((sum, path) => sum + brotliCompressSync(pages.assets.get(path)!.body).length, 0) / 1000
  const row = (metric: string, value: number, most: number | null): Row => ({
    metric,
    value,
    unit: 'kB',
    ceiling: null,
    ratio: null,
    reach: most === null ? null : `at most ${most} kB`,
    reached: most === null ? null : value <= most,
  })
  return (['en', 'fr'] as const).flatMap(language => {
    const { main, parts, styles } = pages.headOf('feed/FeedPage.tsx', language)
    return [
      row(`scripts of the feed (${language})`, weigh([main, ...parts]), 40),
      row(`styles of the feed (${language})`, weigh(styles), null),
    ]
  })
}
