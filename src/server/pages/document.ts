import type { Rendered } from '../adapters/tree/index.ts'
import { inlineScripts } from '../http/headers.ts'

export interface DocumentParts {
  language: 'en' | 'fr'
  page: Rendered
  head: { main: string; parts: string[]; styles: string[]; font: string }
  state: unknown
  canonical: string | null
  share: { image: string | null; video: { url: string; width: number; height: number } | null } | null
  isEmbed: boolean
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, character => escapes[character]!)

/** A whole HTML document. The state is JSON in a data block, which no browser runs; `<` cannot end it early. */
export function documentOf({ language, page, head, state, canonical, share, isEmbed }: DocumentParts): string {
  const meta = (name: string, content: string) =>
    `<meta ${name.startsWith('og:') ? 'property' : 'name'}="${name}" content="${escaped(content)}">`
  const isLate = page.html.includes('data-first')
  return [
    `<!doctype html><html lang="${language}"${isEmbed ? ' class="embed"' : ''}><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">',
    `<title>${escaped(page.title)}</title>`,
    meta('description', page.description),
    '<meta name="color-scheme" content="light dark">',
    '<meta name="theme-color" content="#0b0f13">',
    ...(isEmbed ? [] : [`<script>${inlineScripts.early}</script>`]),
    ...(isLate || isEmbed ? head.styles : [...head.styles, head.font]).map(
      href => `<link rel="stylesheet" href="${href}">`,
    ),
    ...(isEmbed ? [`<script type="module" async src="${head.main}"></script>`] : []),
    // Where a clip comes with the page, the program and the face wait for it; elsewhere they are asked for at once.
    ...(isLate || isEmbed ? [] : [head.main, ...head.parts].map(href => `<link rel="modulepreload" href="${href}">`)),
    '<link rel="icon" href="/favicon.svg" type="image/svg+xml"><link rel="manifest" href="/manifest.webmanifest">',
    '<link rel="apple-touch-icon" href="/icons/touch-180.png">',
    ...(canonical ? [`<link rel="canonical" href="${escaped(canonical)}">`] : []),
    ...(share
      ? [
          meta('og:title', page.title),
          meta('og:description', page.description),
          meta('og:type', share.video ? 'video.other' : 'website'),
          ...(share.image ? [meta('og:image', share.image)] : []),
          ...(share.video
            ? [
                meta('og:video', share.video.url),
                meta('og:video:type', 'video/mp4'),
                meta('og:video:width', String(share.video.width)),
                meta('og:video:height', String(share.video.height)),
              ]
            : []),
        ]
      : []),
    `</head><body><div id="app">${page.html}</div>`,
    `<script type="application/json" id="state">${JSON.stringify(state).replaceAll('<', '\\u003c')}</script>`,
    ...(isEmbed
      ? []
      : [`<script data-main="${head.main}" data-parts="${head.parts.join(' ')}">${inlineScripts.start}</script>`]),
    '</body></html>',
  ].join('')
}

/** English or French, by the browser's own order of preference (RFC 9110 §12.5.4). */
export function languageOf(header: string | undefined): 'en' | 'fr' {
  const ranked = (header ?? '')
    .split(',')
    .map((part, place) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const q = Number(
        parameters
          .find(parameter => parameter.trim().startsWith('q='))
          ?.trim()
          .slice(2) ?? 1,
      )
      return { tag: tag.slice(0, 2), q: Number.isNaN(q) ? 0 : q, place }
    })
    .filter(({ tag, q }) => q > 0 && (tag === 'en' || tag === 'fr'))
    .sort((a, b) => b.q - a.q || a.place - b.place)
  return ranked[0]?.tag === 'fr' ? 'fr' : 'en'
}
