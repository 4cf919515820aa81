import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { refuse } from '../../core/errors.ts'
import type { KeyFiles } from '../adapters/keys/index.ts'
import { isSealed, sealedMark } from './questions.ts'

/** Columns in which one value of an account is found again by its sealed form: there, equal words look equal. */
const alike: ReadonlySet<string> = new Set(['muted.what', 'followed_tags.tag', 'arrived.origin'])

interface Opened {
  /** Of the file that the key is in. */
  mark: string
  key: Buffer
  words: Map<string, string>
}
const mostAccounts = 200
const mostOpened = 1000

export type Vault = ReturnType<typeof openVault>

/**
 * A key for each account (AES-256-GCM, NIST SP 800-38D), wrapped by the shore's. A value is bound to its column and its account:
 * `k1.` and, in base64url, nonce (12), ciphertext, tag (16). Refuses `keys.locked` where the shore's key is not here.
 */
export function openVault(files: KeyFiles) {
  const current = (): Buffer => {
    const key = files.shoreKey('shore.key.new') ?? files.shoreKey('shore.key')
    if (key) return key
    if (files.accountIds().length > 0 || files.note('shares.json') !== null) throw refuse('keys.locked')
    files.addShoreKey(randomBytes(32))
    return files.shoreKey('shore.key')!
  }
  const shoreKeys = (): Buffer[] =>
    (['shore.key.new', 'shore.key', 'shore.key.old'] as const).flatMap(name => files.shoreKey(name) ?? [])

  /** Null where there is none, or none that a key of the shore opens. */
  const keyOf = (accountId: string): Buffer | null => {
    const wrapped = files.accountKey(accountId)
    return wrapped && unwrap(wrapped, accountId, shoreKeys())
  }
  const keyFor = (accountId: string): Buffer => {
    if (files.goneAt(goneName(accountId))) throw refuse('keys.destroyed')
    const shore = current()
    const known = keyOf(accountId)
    if (known) return known
    const wrapped = wrap(randomBytes(32), accountId, shore)
    // One that no key of the shore opens is lost; what comes after it is not.
    if (files.accountKey(accountId)) files.putAccountKey(accountId, wrapped)
    else files.addAccountKey(accountId, wrapped)
    const made = keyOf(accountId)
    // A rotation ended between the two.
    return made ?? keyFor(accountId)
  }

  // What was opened lately, by account: pages ask for the same lists again and again. It goes with the key, which is looked at each time.
  const opened = new Map<string, Opened>()
  const openedOf = (accountId: string): Opened | null => {
    const known = opened.get(accountId)
    opened.delete(accountId)
    const mark = files.accountMark(accountId)
    if (mark === null) return null
    const isSame = known?.mark === mark
    const key = isSame ? known.key : keyOf(accountId)
    if (!key) return null
    const kept = isSame && known.words.size < mostOpened ? known : { mark, key, words: new Map<string, string>() }
    opened.set(accountId, kept)
    const [oldest] = opened.keys()
    if (opened.size > mostAccounts) opened.delete(oldest!)
    return kept
  }

  return {
    seal(accountId: string, column: string, words: readonly string[]): string[] {
      const key = keyFor(accountId)
      // Nothing is nothing, and needs no key.
      return words.map(text => (text === '' ? '' : sealWith(key, `${column}\0${accountId}`, text, alike.has(column))))
    },

    /** Null for each that cannot be opened: its key is lost, or it is not of this column and account. */
    open(accountId: string, column: string, sealed: readonly string[]): (string | null)[] {
      if (!sealed.some(isSealed)) return [...sealed]
      current()
      const lately = openedOf(accountId)
      if (!lately) return sealed.map(value => (isSealed(value) ? null : value))
      const { key, words: known } = lately
      const about = `${column}\0${accountId}`
      return sealed.map(value => {
        if (!isSealed(value)) return value
        const named = `${column} ${value}`
        const before = known.get(named)
        if (before !== undefined) return before
        const words = openWith(key, about, value)
        if (words !== null) known.set(named, words)
        return words
      })
    },

    /** What proves that a ticket was made here. */
    sign(text: string): string {
      const key = Buffer.from(hkdfSync('sha256', current(), '', 'onshore tickets', 32))
      return createHmac('sha256', key).update(text).digest('base64url')
    },
    signatures(text: string): string[] {
      return shoreKeys().map(shore =>
        createHmac('sha256', Buffer.from(hkdfSync('sha256', shore, '', 'onshore tickets', 32)))
          .update(text)
          .digest('base64url'),
      )
    },

    /** The key goes, and its name stays among those that are gone. May be asked for twice. */
    destroy(accountId: string, at: Date): void {
      const name = goneName(accountId)
      if (!files.goneAt(name)) files.addGone(name, at)
      files.removeAccountKey(accountId)
      opened.delete(accountId)
    },

    /**
     * A new key for the shore: everything is wrapped anew, then the old one goes. Goes on where it was cut off; what is sealed can
     * be opened at every moment.
     */
    rotate(): { keys: number; lost: number } {
      current()
      if (!files.shoreKey('shore.key.old') || files.shoreKey('shore.key.new')) {
        if (!files.shoreKey('shore.key.new')) files.putShoreKey('shore.key.new', randomBytes(32))
        rewrap(files, shoreKeys(), files.shoreKey('shore.key.new')!)
        if (!files.shoreKey('shore.key.old')) {
          const before = files.shoreKey('shore.key')
          if (before) files.putShoreKey('shore.key.old', before)
        }
        files.moveShoreKey('shore.key.new', 'shore.key')
      }
      // Whoever wrapped one meanwhile had read the old key.
      const done = rewrap(files, shoreKeys(), files.shoreKey('shore.key')!)
      files.removeShoreKey('shore.key.old')
      return done
    },

    /** Ends a rotation that was cut off. */
    goOn(): void {
      if (files.shoreKey('shore.key.new') || files.shoreKey('shore.key.old')) this.rotate()
    },

    status() {
      const shore = files.shoreKey('shore.key.new') ?? files.shoreKey('shore.key')
      const ids = files.accountIds()
      const isLocked = shore === null && (ids.length > 0 || files.note('shares.json') !== null)
      const shares = JSON.parse(files.note('shares.json') ?? 'null') as SharesNote | null
      return {
        isLocked,
        keyId: shore && keyIdOf(shore),
        accounts: ids.length,
        destroyed: files.goneNames().length,
        shares: shares && { ...shares, isCurrent: shore !== null && shares.keyId === keyIdOf(shore) },
      }
    },
  }
}

export interface SharesNote {
  keyId: string
  need: number
  of: number
  at: string
}

/** The shore's key by a name that tells nothing of it: the first eight bytes of its hash. */
export const keyIdOf = (key: Buffer): string =>
  createHash('sha256').update('onshore key id').update(key).digest('hex').slice(0, 16)

/** What stays of an account whose key was destroyed: enough to know it again in a copy, and nothing to find it by. */
export const goneName = (accountId: string): string =>
  createHash('sha256').update(`onshore gone ${accountId}`).digest('hex')

/** key id (8), nonce (12), key (32), tag (16). */
function wrap(key: Buffer, accountId: string, shore: Buffer): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', shore, nonce).setAAD(Buffer.from(`account key\0${accountId}`))
  const body = Buffer.concat([cipher.update(key), cipher.final()])
  return Buffer.concat([Buffer.from(keyIdOf(shore), 'hex'), nonce, body, cipher.getAuthTag()])
}

function unwrap(wrapped: Buffer, accountId: string, shores: readonly Buffer[]): Buffer | null {
  const shore = shores.find(key => keyIdOf(key) === wrapped.subarray(0, 8).toString('hex'))
  if (!shore || wrapped.length !== 68) return null
  return decrypt(shore, wrapped.subarray(8), `account key\0${accountId}`)
}

function rewrap(files: KeyFiles, shores: readonly Buffer[], to: Buffer): { keys: number; lost: number } {
  const done = { keys: 0, lost: 0 }
  for (const id of files.accountIds()) {
    const wrapped = files.accountKey(id)
    // Destroyed meanwhile.
    if (!wrapped) continue
    if (wrapped.subarray(0, 8).toString('hex') !== keyIdOf(to)) {
      const key = unwrap(wrapped, id, shores)
      if (key) files.putAccountKey(id, wrap(key, id, to))
      else done.lost++
    }
    done.keys++
  }
  return done
}

function sealWith(key: Buffer, about: string, text: string, isAlike: boolean): string {
  const nonce = isAlike
    ? createHmac('sha256', Buffer.from(hkdfSync('sha256', key, '', 'onshore nonces', 32)))
        .update(`${about}\0${text}`)
        .digest()
        .subarray(0, 12)
    : randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return sealedMark + Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')
}

const openWith = (key: Buffer, about: string, sealed: string): string | null =>
  decrypt(key, Buffer.from(sealed.slice(sealedMark.length), 'base64url'), about)?.toString() ?? null

function decrypt(key: Buffer, bytes: Buffer, about: string): Buffer | null {
  if (bytes.length < 28) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
      .setAAD(Buffer.from(about))
      .setAuthTag(bytes.subarray(-16))
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
  } catch {
    return null
  }
}
