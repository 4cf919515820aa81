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

/** One after another: each takes its memory for itself. */
export function sealFor(passphrase: string): Promise<Seal> {
  const salt = randomBytes(16)
  const made = last.then(() => stretch(passphrase, salt))
  last = made.catch(() => undefined)
  return made.then(key => ({ salt, key }))
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

function stretch(passphrase: string, salt: Buffer): Promise<Buffer> {
  const options = { N: 2 ** workFactor, r: 8, p: 1, maxmem: 160 * 2 ** 20 }
  return new Promise((resolve, reject) =>
    scrypt(passphrase, Buffer.concat([Buffer.from(label), salt]), 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  )
}
