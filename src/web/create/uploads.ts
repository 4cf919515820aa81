/** Uploads in progress, as signals. They live beside the pages: leaving the form, losing the network or reloading does not end them. */
import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Problem } from '../../core/wire/problem.ts'
import { Declined, Unreachable } from '../shell/api.ts'
import { uploadsUnderWay } from '../shell/busy.ts'
import { forgetFile, keepFile, keptFile, keptIds } from './kept-files.ts'

export interface Sending {
  /** The video's id, once the server has given one. */
  id: string | null
  name: string
  all: number
  sent: number
  /** Bytes per second over the last seconds; 0 while unknown. */
  speed: number
  state: 'sending' | 'paused' | 'waiting' | 'sent' | 'refused'
  fault: Error | null
}

export interface Upload {
  readonly now: ReadonlySignal<Sending>
  /** Resolves with the video's id as soon as the server knows the upload. */
  readonly id: Promise<string>
  /** Resolves when the server has the whole file. */
  readonly sent: Promise<void>
  pause(): void
  resume(): void
  abandon(): void
}

/** Uploads of this page by video id. */
export const uploads = signal<ReadonlyMap<string, Upload>>(new Map())

effect(() => {
  const all = [...uploads.value.values()]
  uploadsUnderWay.value = all.filter(({ now }) => now.value.state !== 'sent' && now.value.state !== 'refused').length
})

const partBytes = 8_000_000
const retryMs = [0, 500, 1000, 2000, 4000, 8000, 15_000, 30_000]

/** Starts sending at once; with `id`, goes on with an upload that was begun before; with `sound`, the clip is made with that sound. `at`: who takes it. */
export function startUpload(file: File, id?: string, sound?: string, at = '/api/uploads'): Upload {
  const now = signal<Sending>({
    id: id ?? null,
    name: file.name,
    all: file.size,
    sent: 0,
    speed: 0,
    state: 'sending',
    fault: null,
  })
  const change = (part: Partial<Sending>) => {
    now.value = { ...now.peek(), ...part }
  }
  const known = Promise.withResolvers<string>()
  known.promise.catch(() => undefined)
  const whole = Promise.withResolvers<void>()
  whole.promise.catch(() => undefined)
  const marks: { at: number; sent: number }[] = []
  let abort: () => void = () => undefined
  let start: () => void = () => undefined

  const began = (url: string | null) => {
    const found = url?.split('/').at(-1)
    if (!found || now.peek().id === found) return
    change({ id: found })
    register(found)
    void keepFile(found, file)
  }
  const register = (videoId: string) => {
    uploads.value = new Map(uploads.peek()).set(videoId, upload)
    known.resolve(videoId)
  }
  const upload: Upload = {
    now,
    id: known.promise,
    sent: whole.promise,
    pause() {
      abort()
      change({ state: 'paused', speed: 0 })
    },
    resume() {
      change({ state: 'sending', fault: null })
      start()
    },
    abandon() {
      abort()
      const videoId = now.peek().id
      if (videoId) void forgetFile(videoId)
    },
  }
  if (id) register(id)

  void import('tus-js-client').then(({ Upload: Tus, DetailedError }) => {
    const tus = new Tus(file, {
      endpoint: at,
      ...(id ? { uploadUrl: `${at}/${id}` } : {}),
      chunkSize: partBytes,
      retryDelays: retryMs,
      storeFingerprintForResuming: false,
      metadata: { filename: file.name, ...(sound ? { sound } : {}) },
      onShouldRetry(error) {
        const status = error.originalResponse?.getStatus() ?? 0
        if (status === 0) change({ state: 'waiting', speed: 0 })
        // 409: the server holds more than this page knew; asking for the offset again mends it.
        return status === 0 || status === 409 || status === 423 || status >= 500
      },
      onUploadUrlAvailable: () => began(tus.url),
      onProgress(sent) {
        const at = performance.now()
        marks.push({ at, sent })
        while (marks.length > 2 && at - marks[0]!.at > 4000) marks.shift()
        const first = marks[0]!
        const speed = at > first.at ? ((sent - first.sent) * 1000) / (at - first.at) : 0
        change({ sent, speed, state: 'sending' })
      },
      onSuccess() {
        const videoId = now.peek().id
        if (videoId) void forgetFile(videoId)
        change({ state: 'sent', sent: file.size, speed: 0 })
        whole.resolve()
      },
      onError(error) {
        const fault = faultOf(error instanceof DetailedError ? error.originalResponse?.getBody() : undefined)
        change({ state: fault instanceof Unreachable ? 'waiting' : 'refused', fault, speed: 0 })
        if (fault instanceof Unreachable) return
        known.reject(fault)
        whole.reject(fault)
      },
    })
    abort = () => void tus.abort()
    start = () => tus.start()
    if (now.peek().state === 'sending') start()
  })
  addEventListener('online', () => now.peek().state === 'waiting' && upload.resume())
  return upload
}

function faultOf(body: string | undefined): Error {
  try {
    return new Declined(JSON.parse(body ?? '') as Problem)
  } catch {
    return new Unreachable('/api/uploads')
  }
}

/** Goes on with what a reload interrupted. Files that the server no longer waits for are forgotten. */
export async function resumeUploads(waitedFor: ReadonlySet<string>): Promise<void> {
  for (const id of await keptIds()) {
    if (uploads.peek().has(id)) continue
    const file = waitedFor.has(id) ? await keptFile(id) : undefined
    if (file) startUpload(file, id)
    else await forgetFile(id)
  }
}
