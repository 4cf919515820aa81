import { titleOf } from '../../core/videos/tags.ts'
import type { Account } from '../../core/wire/account.ts'
import type { Video } from '../../core/wire/video.ts'
import { clipAddress, feedAddress, profileAddress } from './addresses.ts'

export interface Entry {
  video: Video
  /** Path of a picture. */
  image: string | null
}

interface Feed {
  base: string
  shore: string
  version: string
  account: Pick<Account, 'id' | 'handle' | 'name' | 'createdAt'>
  entries: readonly Entry[]
  /** Cursor of this page and of the one after it; null for the first and at the end. */
  cursor: string | null
  next: string | null
}

const references: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** What XML 1.0 allows of a text (§2.2), its own characters escaped. */
export const xml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, character => references[character]!)

const element = (name: string, text: string, attributes: Record<string, string | number> = {}): string =>
  `<${name}${written(attributes)}>${xml(text)}</${name}>`
const empty = (name: string, attributes: Record<string, string | number>): string => `<${name}${written(attributes)}/>`
const written = (attributes: Record<string, string | number>): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xml(String(value))}"`)
    .join('')

/** An account's clips as an Atom feed (RFC 4287), its pages linked (RFC 5005 §3), with Media RSS for who knows it. */
export function atomOf({ base, shore, version, account, entries, cursor, next }: Feed): string {
  const address = (at: string | null) => `${base}${feedAddress(account.handle)}${at ? `?cursor=${at}` : ''}`
  const page = base + profileAddress(account.handle)
  const newest = entries[0]?.video.publishedAt ?? account.createdAt
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">',
    element('id', `urn:uuid:${account.id}`),
    element('title', `${account.name} · ${shore}`),
    element('updated', newest),
    `<author>${element('name', account.name)}${element('uri', page)}</author>`,
    element('generator', 'Onshore', { version }),
    empty('link', { rel: 'self', type: 'application/atom+xml', href: address(cursor) }),
    empty('link', { rel: 'alternate', type: 'text/html', href: page }),
    empty('link', { rel: 'first', href: address(null) }),
    ...(next ? [empty('link', { rel: 'next', href: address(next) })] : []),
    ...entries.map(entry => entryOf(entry, base)),
    '</feed>\n',
  ].join('\n')
}

function entryOf({ video, image }: Entry, base: string): string {
  const best = video.renditions.at(-1)
  const language: Record<string, string> = video.language ? { 'xml:lang': video.language } : {}
  return [
    `<entry${written(language)}>`,
    element('id', `urn:uuid:${video.id}`),
    element('title', titleOf(video)),
    element('published', video.publishedAt),
    element('updated', video.publishedAt),
    empty('link', { rel: 'alternate', type: 'text/html', href: base + clipAddress(video.author.handle, video.id) }),
    ...(best && !video.isSensitive
      ? [empty('link', { rel: 'enclosure', type: 'video/mp4', length: best.bytes, href: base + best.url })]
      : []),
    element('summary', video.caption || video.alt || titleOf(video)),
    ...video.tags.map(tag => empty('category', { term: tag })),
    ...(video.isSensitive ? [] : mediaOf({ video, image }, base)),
    '</entry>',
  ].join('\n')
}

function mediaOf({ video, image }: Entry, base: string): string[] {
  return [
    '<media:group>',
    ...video.renditions.map(({ url, bytes, width, height }) =>
      empty('media:content', {
        url: base + url,
        fileSize: bytes,
        type: 'video/mp4',
        medium: 'video',
        duration: Math.round(video.durationMs / 1000),
        width,
        height,
      }),
    ),
    ...(image ? [empty('media:thumbnail', { url: base + image, width: video.width, height: video.height })] : []),
    '</media:group>',
  ]
}
