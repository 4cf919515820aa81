import { open } from 'node:fs/promises'
import { type Refusal, refuse } from '../../../core/errors.ts'
import { sniff } from '../../../core/videos/sniff.ts'

/** The refusal for a file that no allowed container reader accepts, naming what it looks like. */
export async function unreadable(input: string): Promise<Refusal> {
  const handle = await open(input, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(16), 0, 16, 0)
    const { size } = await handle.stat()
    const name = sniff(buffer.subarray(0, bytesRead))
    return name ? refuse('video.not-a-video', { got: name }) : refuse('video.unreadable', { bytes: size })
  } finally {
    await handle.close()
  }
}
