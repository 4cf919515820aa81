/**
 * The last clips watched, kept on this device where the viewer turned that on: files in the browser's Cache storage, to be
 * played without a network. Nothing is kept before they turn it on, and turning it off throws all of it away.
 */
import type { Video } from '../../core/wire/video.ts'
import { readPublic } from '../shell/api.ts'

const name = 'onshore-kept-clips'
const list = '/kept-clips.json'
const most = 3

const read = async (cache: Cache): Promise<Video[]> => (await (await cache.match(list))?.json().catch(() => null)) ?? []

const filesOf = ({ renditions, poster, captions }: Video): string[] => [
  ...renditions.slice(0, 1).map(({ url }) => url),
  poster,
  ...captions.map(({ url }) => url),
]

async function write(cache: Cache, clips: Video[]): Promise<void> {
  await cache.put(list, new Response(JSON.stringify(clips), { headers: { 'Content-Type': 'application/json' } }))
  const wanted = new Set([list, ...clips.flatMap(filesOf)])
  for (const request of await cache.keys()) if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request)
}

/** Keeps a clip, in its smallest rendition, and lets the oldest go. */
export async function keepClip(clip: Video): Promise<void> {
  if (typeof caches === 'undefined') return
  const cache = await caches.open(name)
  const others = (await read(cache)).filter(({ id }) => id !== clip.id)
  const smallest = { ...clip, renditions: clip.renditions.slice(0, 1) }
  for (const url of filesOf(smallest)) {
    if (await cache.match(url)) continue
    const reply = await fetch(url, { credentials: 'omit' })
    if (!reply.ok) return
    await cache.put(url, reply)
  }
  await write(cache, [smallest, ...others].slice(0, most))
}

/** The kept clips, their addresses leading to this device. Empty where none is kept. */
export async function keptClips(): Promise<Video[]> {
  if (typeof caches === 'undefined' || !(await caches.has(name))) return []
  const cache = await caches.open(name)
  const here = async (url: string): Promise<string> => {
    const reply = await cache.match(url)
    return reply ? URL.createObjectURL(await reply.blob()) : ''
  }
  return Promise.all(
    (await read(cache)).map(async clip => ({
      ...clip,
      poster: await here(clip.poster),
      storyboard: null,
      renditions: await Promise.all(clip.renditions.map(async one => ({ ...one, url: await here(one.url) }))),
      captions: await Promise.all(clip.captions.map(async one => ({ ...one, url: await here(one.url) }))),
    })),
  )
}

/** What has been deleted or made private since is not kept any longer. */
export async function dropGone(): Promise<void> {
  if (typeof caches === 'undefined' || !(await caches.has(name))) return
  const cache = await caches.open(name)
  const still: Video[] = []
  for (const clip of await read(cache)) {
    const isGone = await readPublic<Video>(`/public/videos/${clip.id}`).then(
      () => false,
      (error: Error) => error.name === 'Declined',
    )
    if (!isGone) still.push(clip)
  }
  await write(cache, still)
}

export async function forgetKeptClips(): Promise<void> {
  if (typeof caches !== 'undefined') await caches.delete(name)
}
