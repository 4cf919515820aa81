import type { PublicVideo } from '../videos/index.ts'
import { clipAddress, profileAddress } from './addresses.ts'
import { xml } from './atom.ts'

/** The newest clips, and whoever made them, for search engines (sitemaps.org 0.9): whom its author leaves out is not in it. */
export function mapOf(base: string, rows: readonly Pick<PublicVideo, 'id' | 'handle' | 'published_at'>[]): string {
  const profiles = [...new Set(rows.map(({ handle }) => handle))].map(handle => profileAddress(handle))
  const entry = (path: string, at?: Date | null) =>
    `<url><loc>${xml(base + path)}</loc>${at ? `<lastmod>${at.toISOString()}</lastmod>` : ''}</url>`
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...['/', '/explore', '/about', ...profiles].map(path => entry(path)),
    ...rows.map(({ id, handle, published_at }) => entry(clipAddress(handle, id), published_at)),
    '</urlset>\n',
  ].join('\n')
}
