import { close, open, read } from 'node:fs'
import type { Writable } from 'node:stream'
import { promisify } from 'node:util'
import type { OpenObject } from './index.ts'

const chunkBytes = 512 * 1024
const mostSpare = 64

// Buffers are used again once the socket has taken their bytes. A read stream makes a new one for every chunk, and spends
// a third of the time of a 1 MiB range on that.
const spare: Buffer[] = []

const openDescriptor = promisify(open)
const closeDescriptor = promisify(close)

/** Opens a file for one sending of a range of it. */
export async function openFile(path: string): Promise<OpenObject> {
  const fd = await openDescriptor(path, 'r')
  return {
    close: () => closeDescriptor(fd),
    send: (range, to) =>
      new Promise<void>((resolve, reject) => {
        pump(fd, range, to, error => close(fd, () => (error ? reject(error) : resolve())))
      }),
  }
}

/** Read, write, and read again when the write is through: one buffer for each reply, whatever its length. */
function pump(
  fd: number,
  { start, end, atOnce = chunkBytes }: { start: number; end: number; atOnce?: number },
  to: Writable,
  done: (error?: Error | null) => void,
): void {
  // A slow sending holds its bytes for long: it has a small buffer of its own.
  const isWhole = atOnce === chunkBytes
  const buffer = (isWhole ? spare.pop() : undefined) ?? Buffer.allocUnsafeSlow(atOnce)
  let at = start
  let isOver = false
  let isReading = false
  const finish = (error?: Error | null) => {
    if (isOver) return
    isOver = true
    to.off('close', onClose)
    // A read under way still writes into the buffer, and a destroyed socket may still hold it.
    if (isWhole && !isReading && !to.destroyed && spare.length < mostSpare) spare.push(buffer)
    done(error)
  }
  const onClose = () => {
    if (!isReading) finish()
  }
  to.once('close', onClose)
  const next = () => {
    if (to.destroyed) return finish()
    if (at > end) return to.end(() => finish())
    isReading = true
    read(fd, buffer, 0, Math.min(atOnce, end - at + 1), at, (error, bytes) => {
      isReading = false
      if (error || to.destroyed) return finish(error)
      if (bytes === 0) return finish(new Error('the object is shorter than it was when it was kept'))
      at += bytes
      to.write(buffer.subarray(0, bytes), failed => (failed ? finish() : next()))
    })
  }
  next()
}
