/**
 * The last clips watched, kept on this device where the viewer turned that on: files in the browser's Cache storage, to be
 * played without a network. Nothing is kept before they turn it on, and turning it off throws all of it away.
 */
import type { Video } from '../../core/wire/video.ts'
import { call, Declined } from '../shell/api.ts'
import { keepsClips } from '../shell/device.ts'

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

/** One change at a time: two clips that are kept at once would each forget the other. */
let turn: Promise<void> = Promise.resolve()
const inTurn = (act: () => Promise<void>): Promise<void> => {
  turn = turn.then(act, act)
  return turn
}

/** Keeps a clip, in its smallest rendition, and lets the oldest go. */
export const keepClip = (clip: Video): Promise<void> => inTurn(() => keep(clip))

async function keep(clip: Video): Promise<void> {
  if (typeof caches === 'undefined' || !keepsClips.peek()) return
  const cache = await caches.open(name)
  const smallest = { ...clip, renditions: clip.renditions.slice(0, 1) }
  for (const url of filesOf(smallest)) {
    if (await cache.match(url)) continue
    const reply = await fetch(url, { credentials: 'omit' })
    if (!reply.ok) return
    await cache.put(url, reply)
  }
  const others = (await read(cache)).filter(({ id }) => id !== clip.id)
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
export const dropGone = (): Promise<void> => inTurn(drop)

async function drop(): Promise<void> {
  if (typeof caches === 'undefined' || !(await caches.has(name))) return
  const cache = await caches.open(name)
  const still: Video[] = []
  for (const clip of await read(cache)) {
    const isGone = await call('GET /public/videos/{id}', { path: { id: clip.id } }).then(
      () => false,
      error => error instanceof Declined && [404, 410].includes(error.problem.status),
    )
    if (!isGone) still.push(clip)
  }
  await write(cache, still)
}

export const forgetKeptClips = (): Promise<void> =>
  inTurn(async () => {
    if (typeof caches !== 'undefined') await caches.delete(name)
  })
