import { createCipheriv, randomBytes, scrypt } from 'node:crypto'
import { type Recipient, Stanza } from 'age-encryption'

/**
 * What a passphrase became: enough to encrypt to it later, without it. It opens what is encrypted with it, and nothing else; it is
 * forgotten once that is written.
 */
export interface Seal {
  salt: Buffer
  key: Buffer
}

/** 2^17: 128 MB and about half a second for each guess (age format, “scrypt recipient stanza”). */
const workFactor = 17
const label = 'age-encryption.org/v1/scrypt'

let last: Promise<unknown> = Promise.resolve()

export function sealFor(passphrase: string): Promise<Seal> {
  const salt = randomBytes(16)
  return stretch(passphrase, salt, workFactor).then(key => ({ salt, key }))
}

/** The recipient that a passphrase is in age: any program that reads age opens the file by the passphrase. */
export function recipientOf({ salt, key }: Seal): Recipient {
  return {
    wrapFileKey(fileKey) {
      const cipher = createCipheriv('chacha20-poly1305', key, Buffer.alloc(12), { authTagLength: 16 })
      const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()])
      return [new Stanza(['scrypt', unpadded(salt), String(workFactor)], body)]
    },
  }
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

/** The key of a passphrase, at 2^`work`. One after another: each takes its memory for itself. */
export function stretch(passphrase: string, salt: Buffer, work: number): Promise<Buffer> {
  const options = { N: 2 ** work, r: 8, p: 1, maxmem: (2 ** work * 8 + 4096) * 160 }
  const made = last.then(
    () =>
      new Promise<Buffer>((resolve, reject) =>
        scrypt(passphrase, Buffer.concat([Buffer.from(label), salt]), 32, options, (error, key) =>
          error ? reject(error) : resolve(key),
        ),
      ),
  )
  last = made.catch(() => undefined)
  return made
}
