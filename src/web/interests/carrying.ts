/** Interests as a file that any program for age (age-encryption.org/v1) opens with the passphrase. */
import { Decrypter, Encrypter } from 'age-encryption'
import { type Held, readHeld } from './held.ts'

export function pack(held: Held, passphrase: string): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  return encrypter.encrypt(JSON.stringify({ onshore: 'interests', version: 1, ...held }))
}

/** What is in such a file; or that the passphrase does not open it, or that it holds something else. */
export async function unpack(file: Uint8Array, passphrase: string): Promise<Held | 'passphrase' | 'other'> {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  let text: string
  try {
    text = await decrypter.decrypt(file, 'text')
  } catch {
    return 'passphrase'
  }
  try {
    return readHeld(JSON.parse(text)) ?? 'other'
  } catch {
    return 'other'
  }
}
