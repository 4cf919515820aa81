import { embedSize } from '../../core/videos/embed.ts'
import type { Video } from '../../core/wire/video.ts'
import { embedAddress, feedAddress, profileAddress } from './addresses.ts'

type Language = 'en' | 'fr'

/** What a page says of itself to programs that read no further than its head. */
export interface Head {
  canonical: string
  meta: [name: string, content: string][]
  links: { rel: string; href: string; type?: string; hreflang?: string; title?: string }[]
  /** Schema.org's description of the page, for a data block. */
  data: object | null
}

interface Page {
  base: string
  /** Path of the page, without a query. */
  path: string
  shore: string
  language: Language
  /** The language that the address asks for by `?lang=`, or null for the page's neutral address. */
  asked: Language | null
  title: string
  description: string
  /** Path of a picture. */
  image: string | null
  /** Whether search engines may lead here. */
  isIndexed: boolean
}

const locales = { en: 'en_CA', fr: 'fr_CA' } as const
/** What previews of links show of a text; the whole of it is in the page. */
const mostDescribed = 300
/** What of a transcript stands in the head's data. */
const mostTranscribed = 5000

const cut = (text: string, most: number): string => {
  const characters = [...text]
  return characters.length > most
    ? `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : text
}

/**
 * A page is one address in the reader's own language; `?lang=` asks for one of the two. What is said of it elsewhere names the
 * neutral address, each language names itself, and all name each other.
 */
function headOf(page: Page): Pick<Head, 'canonical' | 'links' | 'meta'> {
  const { base, path, asked, language } = page
  const neutral = base + path
  return {
    canonical: asked ? `${neutral}?lang=${asked}` : neutral,
    links: [
      { rel: 'alternate', hreflang: 'en', href: `${neutral}?lang=en` },
      { rel: 'alternate', hreflang: 'fr', href: `${neutral}?lang=fr` },
      { rel: 'alternate', hreflang: 'x-default', href: neutral },
    ],
    meta: [
      ...(page.isIndexed ? [] : [['robots', 'noindex'] as [string, string]]),
      ['og:site_name', page.shore],
      ['og:title', page.title],
      ['og:description', cut(page.description, mostDescribed)],
      ['og:url', neutral],
      ['og:locale', locales[language]],
      ['og:locale:alternate', locales[language === 'en' ? 'fr' : 'en']],
      ...(page.image ? [['og:image', base + page.image] as [string, string]] : []),
    ],
  }
}

/** A page that shows several clips: a feed, or a profile with its Atom feed. */
export function headOfList(page: Page & { handle: string | null }): Head {
  const { canonical, links, meta } = headOf(page)
  const feed = page.handle && {
    rel: 'alternate',
    type: 'application/atom+xml',
    href: page.base + feedAddress(page.handle),
    title: page.title,
  }
  return {
    canonical,
    links: feed ? [...links, feed] : links,
    meta: [...meta, ['og:type', page.handle ? 'profile' : 'website'], ['twitter:card', 'summary']],
    data: null,
  }
}

/** A clip's page: how it is previewed, played inside other pages, and found. */
export function headOfClip(page: Page & { video: Video; transcript: string }): Head {
  const { base, video } = page
  const { canonical, links, meta } = headOf(page)
  // Nobody elsewhere covers it: the page is named, and neither shown nor played.
  if (video.isSensitive)
    return { canonical, links, meta: [...meta, ['og:type', 'website'], ['twitter:card', 'summary']], data: null }
  const size = embedSize(video)
  const best = video.renditions.at(-1)
  const player = base + embedAddress(video.id)
  const secure = base.startsWith('https:')
  const oembed = `${base}/public/oembed?url=${encodeURIComponent(base + page.path)}`
  const moving: Head['meta'] = best
    ? [
        ['og:video', base + best.url],
        ...(secure ? [['og:video:secure_url', base + best.url] as [string, string]] : []),
        ['og:video:type', 'video/mp4'],
        ['og:video:width', String(best.width)],
        ['og:video:height', String(best.height)],
        ['twitter:player:stream', base + best.url],
        ['twitter:player:stream:content_type', 'video/mp4'],
      ]
    : []
  return {
    canonical,
    links: [...links, { rel: 'alternate', type: 'application/json+oembed', href: oembed, title: page.title }],
    meta: [
      ...meta,
      ['og:type', 'video.other'],
      ...(page.image && video.alt ? [['og:image:alt', cut(video.alt, mostDescribed)] as [string, string]] : []),
      ['video:duration', String(secondsOf(video))],
      ['video:release_date', video.publishedAt],
      ...video.tags.map(tag => ['video:tag', tag] as [string, string]),
      ['twitter:card', 'player'],
      ['twitter:title', page.title],
      ['twitter:description', cut(page.description, mostDescribed)],
      ...(page.image ? [['twitter:image', base + page.image] as [string, string]] : []),
      ['twitter:player', player],
      ['twitter:player:width', String(size.width)],
      ['twitter:player:height', String(size.height)],
      ...moving,
    ],
    data: dataOf(page),
  }
}

const secondsOf = ({ durationMs }: Video): number => Math.max(1, Math.round(durationMs / 1000))

/** Schema.org's VideoObject, as search engines read it. */
function dataOf({
  base,
  path,
  shore,
  title,
  description,
  image,
  video,
  transcript,
}: Page & { video: Video; transcript: string }): object {
  const best = video.renditions.at(-1)
  const counter = (action: string, count: number) => ({
    '@type': 'InteractionCounter',
    interactionType: { '@type': action },
    userInteractionCount: count,
  })
  return {
    '@context': 'https://schema.org',
    '@type': 'VideoObject',
    '@id': base + path,
    url: base + path,
    name: title,
    description,
    ...(image ? { thumbnailUrl: [base + image] } : {}),
    uploadDate: video.publishedAt,
    duration: `PT${secondsOf(video)}S`,
    width: video.width,
    height: video.height,
    ...(best ? { contentUrl: base + best.url, encodingFormat: 'video/mp4' } : {}),
    embedUrl: base + embedAddress(video.id),
    ...(video.language ? { inLanguage: video.language } : {}),
    ...(video.tags.length > 0 ? { keywords: video.tags } : {}),
    ...(transcript ? { transcript: cut(transcript, mostTranscribed) } : {}),
    ...(video.captions.length > 0
      ? {
          caption: video.captions.map(({ language, url }) => ({
            '@type': 'MediaObject',
            contentUrl: base + url,
            encodingFormat: 'text/vtt',
            inLanguage: language,
          })),
        }
      : {}),
    author: { '@type': 'Person', name: video.author.name, url: base + profileAddress(video.author.handle) },
    publisher: { '@type': 'Organization', name: shore, url: base },
    isAccessibleForFree: true,
    ...(video.likes === null || video.comments === null
      ? {}
      : {
          interactionStatistic: [counter('LikeAction', video.likes), counter('CommentAction', video.comments)],
        }),
  }
}
