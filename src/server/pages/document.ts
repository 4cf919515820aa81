import { escapeHtml } from '../../core/videos/embed.ts'
import type { Rendered } from '../adapters/tree/index.ts'
import { inlineScripts } from '../http/headers.ts'
import type { Head } from '../sharing/index.ts'

export interface DocumentParts {
  language: 'en' | 'fr'
  page: Rendered
  files: { main: string; parts: string[]; styles: string[]; font: string; plain: string }
  state: unknown
  /** What the page says of itself to other programs; null where it is nobody's business but its reader's. */
  head: Head | null
}

const tag = (name: string, attributes: Record<string, string | undefined>): string =>
  `<${name}${Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${escapeHtml(value)}"`))
    .join('')}>`
/** OpenGraph names are properties (RDFa); all others are names. */
const meta = (name: string, content: string): string =>
  tag('meta', { [/^(og|video):/.test(name) ? 'property' : 'name']: name, content })
/** JSON in a data block, which no browser runs; `<` cannot end it early. */
const dataBlock = (type: string, id: string, data: unknown): string =>
  `<script type="${type}" id="${id}">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`

/**
 * A whole HTML document. What is for readers without JavaScript comes last, in `noscript`: whoever has it neither waits for it
 * nor sees it.
 */
export function documentOf({ language, page, files, state, head }: DocumentParts): string {
  const isLate = page.html.includes('data-first')
  const { main, parts, styles, font } = files
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">',
    `<title>${escapeHtml(page.title)}</title>`,
    meta('description', page.description),
    '<meta name="color-scheme" content="light dark">',
    '<meta name="theme-color" content="#0b0f13">',
    `<script>${inlineScripts.early}</script>`,
    ...(isLate ? styles : [...styles, font]).map(href => tag('link', { rel: 'stylesheet', href })),
    `<noscript><link rel="stylesheet" href="${files.plain}"></noscript>`,
    // Where a clip comes with the page, the program and the face wait for it; elsewhere they are asked for at once.
    ...(isLate ? [] : [main, ...parts].map(href => tag('link', { rel: 'modulepreload', href }))),
    '<link rel="icon" href="/favicon.svg" type="image/svg+xml"><link rel="manifest" href="/manifest.webmanifest">',
    '<link rel="apple-touch-icon" href="/icons/touch-180.png">',
    ...(head ? headTags(head) : []),
    `</head><body><div id="app">${page.html}</div>`,
    dataBlock('application/json', 'state', state),
    `<script data-main="${main}" data-parts="${parts.join(' ')}">${inlineScripts.start}</script>`,
    ...(page.plain ? [`<noscript>${page.plain}</noscript>`] : []),
    '</body></html>',
  ].join('')
}

function headTags({ canonical, links, meta: said, data }: Head): string[] {
  return [
    tag('link', { rel: 'canonical', href: canonical }),
    ...links.map(link => tag('link', link)),
    ...said.map(([name, content]) => meta(name, content)),
    ...(data ? [dataBlock('application/ld+json', 'described', data)] : []),
  ]
}

/** The embed's document: program and styles are in it, so that a frame without an origin of its own is whole after one answer. */
export function embedDocumentOf({
  language,
  page,
  script,
  style,
  canonical,
}: {
  language: 'en' | 'fr'
  page: Rendered
  script: string
  style: string
  canonical: string | null
}): string {
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(page.title)}</title>`,
    // The clip has its own page; a frame of it is no second one.
    '<meta name="robots" content="noindex, indexifembedded"><meta name="color-scheme" content="dark">',
    ...(canonical ? [tag('link', { rel: 'canonical', href: canonical })] : []),
    `<style>${style}</style></head><body>${page.html}<script>${script}</script></body></html>`,
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
