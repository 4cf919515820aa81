/** An archive that is on its way from this page: sent by tus, gone on with after a cut. */
import { signal } from '@preact/signals'
import type { OwnArrival } from '../../core/wire/archive.ts'
import type { Problem } from '../../core/wire/problem.ts'

interface Sending {
  state: 'sending' | 'sent' | 'refused'
  fault: { code: string; params: Record<string, string | number> } | null
}

export const sending = signal<Sending | null>(null)
let abort: () => void = () => undefined
const partBytes = 8_000_000
const retryMs = [0, 500, 1000, 2000, 4000, 8000, 15_000, 30_000]

/** Resolves once the shore knows of it; what becomes of it, `sending` says. With `before`, goes on where that one stopped. */
export async function sendArchive(file: File, visibility: string, before?: OwnArrival): Promise<void> {
  const { Upload, DetailedError } = await import('tus-js-client')
  sending.value = { state: 'sending', fault: null }
  await new Promise<void>((resolve, reject) => {
    const upload = new Upload(file, {
      endpoint: '/api/arrivals',
      ...(before ? { uploadUrl: `/api/arrivals/${before.id}` } : {}),
      chunkSize: partBytes,
      retryDelays: retryMs,
      storeFingerprintForResuming: false,
      metadata: { filename: file.name, visibility },
      onUploadUrlAvailable: () => resolve(),
      onSuccess() {
        sending.value = { state: 'sent', fault: null }
        resolve()
      },
      onError(error) {
        const body = error instanceof DetailedError ? error.originalResponse?.getBody() : undefined
        sending.value = { state: 'refused', fault: faultIn(body) }
        reject(error)
      },
    })
    abort = () => void upload.abort()
    upload.start()
  })
}

export function stopSending(): void {
  abort()
  sending.value = null
}

function faultIn(body: string | undefined): Sending['fault'] {
  try {
    const { code, params } = JSON.parse(body ?? '') as Problem
    return { code, params: params ?? {} }
  } catch {
    return { code: 'upload.not-found', params: {} }
  }
}
