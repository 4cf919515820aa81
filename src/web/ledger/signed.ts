/** What a browser checks by itself: hashes and the shore's signatures. */

export async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('')
}

export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), sign => sign.charCodeAt(0))

/** Ed25519 (RFC 8032), by the browser where it can, else by a small library that is loaded for it. */
export async function isSigned(bytes: Uint8Array, signature: string, key: Uint8Array): Promise<boolean> {
  const [message, sign, raw] = [bytes, fromBase64(signature), key] as Uint8Array<ArrayBuffer>[]
  let imported: CryptoKey
  try {
    imported = await crypto.subtle.importKey('raw', raw!, { name: 'Ed25519' }, false, ['verify'])
  } catch {
    const { verifyAsync } = await import('@noble/ed25519')
    return verifyAsync(sign!, message!, raw!)
  }
  return crypto.subtle.verify({ name: 'Ed25519' }, imported, sign!, message!)
}
