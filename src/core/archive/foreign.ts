/**
 * Clips in the archives that other networks give their people, as far as their JSON is documented: lists with a date and a title, and
 * the files that lie beside them. An address in such a list is never opened: what is not in the archive does not come.
 */
import * as z from 'zod/mini'
import type { Visibility } from '../videos/visibility.ts'
import { postingWish } from '../wire/video.ts'
import { type ArrivingClip, momentWithin } from './arriving.ts'

declare const TextDecoder: new (label: string, options: { fatal: boolean }) => { decode(bytes: Uint8Array): string }

const media = /\.(mp4|mov|m4v|webm)$/i
/** `reels.json` and `posts_1.json` of one network; `user_data.json`, later `user_data_tiktok.json`, of another. */
const mediaLists = /(^|\/)(reels|igtv_videos|posts_\d+)\.json$/
const userData = /(^|\/)user_data(_tiktok)?\.json$/

interface Read {
  clips: ArrivingClip[]
}

export const foreignClips = {
  /** Whether a file of this name is one that is read. */
  reads: (name: string): boolean => mediaLists.test(name) || userData.test(name),

  /** Null where there is no list that is known. `visibility`: of what the archive does not say who may see. */
  from(lists: ReadonlyMap<string, unknown>, names: readonly string[], visibility: Visibility, now: Date): Read | null {
    if (lists.size === 0) return null
    const files = names.filter(name => media.test(name))
    const taken = new Set<string>()
    const clips: ArrivingClip[] = []
    const add = (file: string | undefined, said: Said) => {
      if (file === undefined || taken.has(file)) return
      taken.add(file)
      clips.push(clipOf(file, said, visibility, now))
    }
    for (const [name, list] of lists)
      for (const said of mediaLists.test(name) ? listedByPath(list) : listedByDate(list)) add(fileOf(said, files), said)
    // What lies there and is in no list comes as well, for its person’s eyes.
    for (const file of files) if (!taken.has(file)) add(file, { ...unsaid, visibility: 'private' })
    return { clips }
  },
}

interface Said {
  title: string
  alt: string
  /** RFC 3339, or null. */
  at: string | null
  /** A path in the archive, or null where a date has to do. */
  path: string | null
  visibility: Visibility | null
}
const unsaid: Said = { title: '', alt: '', at: null, path: null, visibility: null }

function clipOf(file: string, { title, alt, at, visibility }: Said, otherwise: Visibility, now: Date): ArrivingClip {
  const posting = postingWish.parse({
    caption: title.slice(0, 20_000),
    alt: alt.slice(0, 1000),
    visibility: visibility ?? otherwise,
  })
  return {
    origin: null,
    posting: { ...posting, visibility: visibility ?? otherwise, commentsFrom: 'everyone' },
    isDraft: false,
    firstShownAt: momentWithin(at, now),
    file,
    captions: [],
  }
}

const pathed = z.object({
  uri: z.string(),
  creation_timestamp: z.catch(z.nullable(z.number()), null),
  title: z.catch(z.string(), ''),
})

/** Lists of posts, each with its files by their path: `{ ig_reels_media: [ { media: [ … ] } ] }`, or the list itself. */
function listedByPath(list: unknown): Said[] {
  const posts = Array.isArray(list) ? list : Object.values((list ?? {}) as object).find(Array.isArray)
  return ((posts ?? []) as { media?: unknown; title?: unknown }[]).flatMap(post => {
    const files = Array.isArray(post?.media) ? post.media : []
    return files.flatMap(file => {
      const read = pathed.safeParse(file).data
      if (!read || !media.test(read.uri)) return []
      const title = read.title || (typeof post.title === 'string' ? post.title : '')
      const seconds = read.creation_timestamp
      const at = seconds !== null && Math.abs(seconds) < 8e12 ? new Date(seconds * 1000).toISOString() : null
      return [{ ...unsaid, title: mended(title), at, path: read.uri }]
    })
  })
}

/** UTF-8 that was written down as if each byte were a character (as one network does) is read as what it was. */
export function mended(text: string): string {
  const codes = [...text].map(letter => letter.codePointAt(0)!)
  if (codes.every(code => code < 0x80) || codes.some(code => code > 0xff)) return text
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(codes))
  } catch {
    return text
  }
}

const dated = z.object({
  Date: z.catch(z.string(), ''),
  Title: z.catch(z.string(), ''),
  AltText: z.catch(z.string(), ''),
  WhoCanView: z.catch(z.string(), ''),
})

/** `Post.Posts.VideoList`, or `Video.Videos.VideoList` as it was before: dates in UTC, and addresses that are not opened. */
function listedByDate(list: unknown): Said[] {
  const at = (value: unknown, ...path: string[]): unknown =>
    path.reduce<unknown>((inside, name) => (inside as Record<string, unknown> | null | undefined)?.[name], value)
  const rows = [
    at(list, 'Post', 'Posts', 'VideoList'),
    at(list, 'Video', 'Videos', 'VideoList'),
    at(list, 'Activity', 'Videos', 'VideoList'),
  ].find(Array.isArray)
  return ((rows ?? []) as unknown[]).flatMap(row => {
    const read = dated.safeParse(row).data
    if (!read) return []
    const digits = digitsOf(read.Date)
    const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits) ?? []
    return [
      {
        ...unsaid,
        title: read.Title,
        alt: read.AltText,
        at: y ? `${y}-${mo}-${d}T${h}:${mi}:${s}.000Z` : null,
        visibility: audienceIn(read.WhoCanView),
      },
    ]
  })
}

const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** Where it says that not everybody may see it, only the person does; where it says nothing, they choose. */
const audienceIn = (who: string): Visibility | null =>
  who === '' ? null : /every|public|tous|tout le monde/i.test(who) ? 'public' : 'private'

/** By its path, whatever folder the archive begins with; or by the moment that its name tells. */
function fileOf({ path, at }: Said, files: readonly string[]): string | undefined {
  if (path !== null) return files.find(file => file === path || file.endsWith(`/${path}`))
  const moment = at === null ? '' : digitsOf(at).slice(0, 14)
  return moment === '' ? undefined : files.find(file => digitsOf(file.split('/').at(-1) ?? '').startsWith(moment))
}
