import { createDecipheriv } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { Decrypter, type Identity } from 'age-encryption'
import { stretch } from './seal.ts'

/** More than any header has that is for one passphrase. */
const headerBytes = 4096
/** What a stranger’s file may ask of this machine: 256 MB for one guess. */
const mostWork = 18

/** The key of a file that is encrypted to a passphrase; null where this is not it. Reads its beginning alone. */
export async function fileKeyOf(path: string, passphrase: string): Promise<Buffer | null> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headerBytes), 0, headerBytes, 0)
    const decrypter = new Decrypter()
    decrypter.addIdentity(identityOf(passphrase))
    return Buffer.from(await decrypter.decryptHeader(buffer.subarray(0, bytesRead)))
  } catch {
    return null
  } finally {
    await handle.close()
  }
}

function identityOf(passphrase: string): Identity {
  return {
    async unwrapFileKey(stanzas) {
      const [stanza] = stanzas
      if (!stanza || stanzas.length !== 1 || stanza.args[0] !== 'scrypt' || stanza.args.length !== 3) return null
      const [, salt, work] = stanza.args as [string, string, string]
      if (!/^[1-9]\d?$/.test(work) || Number(work) > mostWork || stanza.body.length !== 32) return null
      const key = await stretch(passphrase, Buffer.from(salt, 'base64'), Number(work))
      const cipher = createDecipheriv('chacha20-poly1305', key, Buffer.alloc(12), { authTagLength: 16 })
      cipher.setAuthTag(stanza.body.subarray(16))
      return Buffer.concat([cipher.update(stanza.body.subarray(0, 16)), cipher.final()])
    },
  }
}

/** Puts what is inside in the place of an encrypted file, once all of it is there and every byte is authentic. Rejects else. */
export async function unseal(path: string, fileKey: Uint8Array): Promise<void> {
  const decrypter = new Decrypter()
  decrypter.addIdentity({ unwrapFileKey: () => fileKey })
  const source = Readable.toWeb(createReadStream(path, { highWaterMark: 1 << 20 }))
  const opened = await decrypter.decrypt(source as globalThis.ReadableStream<Uint8Array>)
  const part = `${path}.part`
  await pipeline(Readable.fromWeb(opened as ReadableStream), createWriteStream(part, { mode: 0o600 }))
  await rename(part, path)
}
