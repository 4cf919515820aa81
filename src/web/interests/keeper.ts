/** The page's side of the worker that keeps this device's interests. */
import type { Video } from '../../core/wire/video.ts'
import { scriptAddress } from '../shell/script-address.ts'
import type { Answers, Ask, Card } from './asking.ts'
import address from './keeping.ts?worker&url'

type Waiting = { resolve(answer: unknown): void; reject(fault: Error): void }

let worker: Worker | null = null
let number = 0
const waiting = new Map<number, Waiting>()

function open(): Worker {
  const opened = new Worker(scriptAddress('onshore-interests', address), { type: 'module' })
  opened.onmessage = ({ data }: MessageEvent<{ number: number; answer?: unknown; fault?: string }>) => {
    const one = waiting.get(data.number)
    waiting.delete(data.number)
    if (data.fault === undefined) one?.resolve(data.answer)
    else one?.reject(new Error(data.fault))
  }
  opened.onerror = () => {
    for (const one of waiting.values()) one.reject(new Error('what keeps the interests could not be begun'))
    waiting.clear()
    worker = null
  }
  return opened
}

export function ask<A extends Ask>(asked: A): Promise<Answers[A['ask']]> {
  return new Promise((resolve, reject) => {
    worker ??= open()
    waiting.set(++number, { resolve: resolve as Waiting['resolve'], reject })
    worker.postMessage({ number, ask: asked })
  })
}

export const cardOf = ({ id, author, caption, sound, language, durationMs }: Video): Card => ({
  id,
  handle: author.handle,
  caption,
  soundId: sound?.id ?? null,
  soundTitle: sound?.title ?? null,
  language,
  durationMs,
})
