declare module 'yauzl' {
  import type { Readable } from 'node:stream'

  export interface Entry {
    fileName: string
    compressedSize: number
    uncompressedSize: number
    externalFileAttributes: number
    isEncrypted(): boolean
  }
  export interface ZipFile {
    eachEntry(): AsyncIterable<Entry>
    openReadStreamPromise(entry: Entry): Promise<Readable>
    close(): void
  }
  export function openPromise(
    path: string,
    options: { autoClose?: boolean; lazyEntries?: boolean; strictFileNames?: boolean },
  ): Promise<ZipFile>
}
